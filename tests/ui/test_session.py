"""What a visit looks at: by its address, else by what was chosen on the page before, else the newest."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from milepost import desk as desks
from milepost.plan.period import Period
from milepost.ui import session


def looking() -> None:
    import streamlit as st  # noqa: PLC0415 - AppTest runs this function as a script of its own

    from milepost.ui import session  # noqa: PLC0415

    session.begin_page()
    if not session.ready():
        st.text("start")
        st.stop()
    st.text(f"{'sample' if session.as_sample() else 'own'} {session.plan_id()} {session.period()}")
    session.complete_address()


@pytest.fixture
def stores(tmp_path, monkeypatch, document):
    """Makes the own store, or the sample beside it, with the quarters named."""
    monkeypatch.setenv("MILEPOST_STORE", str(tmp_path))
    st.cache_resource.clear()
    made = []

    def make(*quarters: str, sample: bool = False) -> None:
        folder = desks.sample_folder(tmp_path) if sample else tmp_path
        desk = session._desk(str(folder))
        made.append(desk)
        desk.store.adopt(document, author="测试", reason="测试")
        for text in quarters:
            desk.store.open_period("small", Period.parse(text), by="测试")

    yield make
    for desk in made:
        desk.close()
    st.cache_resource.clear()


def visit(**query: str) -> AppTest:
    page = AppTest.from_function(looking)
    page.query_params.update(query)
    return page.run()


def test_a_fresh_install_has_nothing_to_look_at_and_looking_makes_nothing(stores, tmp_path):
    assert visit().text[0].value == "start"
    assert list(tmp_path.iterdir()) == []


def test_the_sample_opens_by_itself_while_there_is_nothing_else(stores):
    stores("2024Q1", sample=True)
    page = visit()
    assert page.text[0].value == "sample small 2024Q1"
    assert dict(page.query_params) == {}


def test_the_own_store_comes_first_and_the_sample_when_asked_for(stores):
    stores("2024Q1", sample=True)
    stores("2023Q1", "2023Q2")
    assert visit().text[0].value == "own small 2023Q2"
    page = visit(store="sample")
    assert page.text[0].value == "sample small 2024Q1"
    assert page.query_params["store"] == "sample"


def test_going_over_to_the_own_store_leads_to_the_start_while_there_is_none(stores):
    stores("2024Q1", sample=True)
    assert visit(store="own").text[0].value == "start"


def test_the_newest_quarter_opens_and_is_not_written_into_the_address(stores):
    stores("2023Q4", "2024Q1")
    page = visit()
    assert page.text[0].value == "own small 2024Q1"
    assert dict(page.query_params) == {}


def test_a_chosen_quarter_is_kept_when_another_page_empties_the_address(stores):
    stores("2023Q4", "2024Q1")
    page = visit(period="2023Q4")
    assert page.text[0].value == "own small 2023Q4"
    page.query_params.clear()
    page.run()
    assert page.text[0].value == "own small 2023Q4"
    assert page.query_params["period"] == "2023Q4"


def test_a_quarter_that_does_not_exist_gives_way_to_the_newest(stores):
    stores("2023Q4", "2024Q1")
    assert visit(period="2019Q1").text[0].value == "own small 2024Q1"
    assert visit(period="<script>").text[0].value == "own small 2024Q1"
