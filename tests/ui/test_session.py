"""What a visit looks at: by its address, else by what was chosen on the page before, else the newest."""

import gc
from datetime import date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from milepost import workflow
from milepost.door import stores
from milepost.measure.reporting import Holdings
from milepost.plan.period import Period
from milepost.store.standing import Standing
from milepost.store.submission import Source
from milepost.ui import courtesy, session
from tests import persons
from tests.store.conftest import Clerk, reading


def looking() -> None:
    import streamlit as st  # noqa: PLC0415 - AppTest runs this function as a script of its own

    from milepost.ui import session  # noqa: PLC0415

    session.begin_page()
    if not session.ready():
        st.text("start")
        st.stop()
    st.text(f"{session.plan_id()} {session.period()}")
    session.complete_address()


@pytest.fixture
def office(tmp_path, monkeypatch, document):
    """Makes the own store with the quarters named."""
    persons.fresh(monkeypatch, tmp_path)
    persons.seat(monkeypatch, persons.CLERK)

    def make(*quarters: str) -> None:
        desk = stores.own()
        desk.store.adopt(document, author="测试", reason="测试")
        for text in quarters:
            desk.store.open_period("small", Period.parse(text), by="测试")

    yield make
    stores.close()


def visit(**query: str) -> AppTest:
    page = AppTest.from_function(looking)
    page.query_params.update(query)
    return page.run()


def test_an_empty_store_has_nothing_to_look_at(office):
    assert visit().text[0].value == "start"


def test_the_newest_quarter_opens_and_is_not_written_into_the_address(office):
    office("2023Q4", "2024Q1")
    page = visit()
    assert page.text[0].value == "small 2024Q1"
    assert dict(page.query_params) == {}


def test_a_chosen_quarter_is_kept_when_another_page_empties_the_address(office):
    office("2023Q4", "2024Q1")
    page = visit(period="2023Q4")
    assert page.text[0].value == "small 2023Q4"
    page.query_params.clear()
    page.run()
    assert page.text[0].value == "small 2023Q4"
    assert page.query_params["period"] == "2023Q4"


def test_a_quarter_that_does_not_exist_gives_way_to_the_newest(office):
    office("2023Q4", "2024Q1")
    assert visit(period="2019Q1").text[0].value == "small 2024Q1"
    assert visit(period="<script>").text[0].value == "small 2024Q1"


def test_every_step_of_work_stands_aside_first(office, monkeypatch):
    office("2024Q1")
    monkeypatch.setattr(courtesy, "pause", lambda: pytest.fail("paused"))
    with pytest.raises(pytest.fail.Exception, match="paused"):
        session.desk()


def making() -> None:
    import streamlit as st  # noqa: PLC0415 - AppTest runs this function as a script of its own

    from milepost.ui import session  # noqa: PLC0415

    session.begin_page()
    picked = session.chosen("colour", ("red", "green"), "red")
    made = st.session_state.setdefault("made", [])
    st.text(f"{session.period()} {session.once('one', lambda: made.append(picked) or picked)} {len(made)}")


def test_what_is_made_once_is_made_anew_for_another_choice_quarter_or_state_of_the_store(office):
    office("2023Q4", "2024Q1")
    page = AppTest.from_function(making)
    said = []
    for query in ({}, {}, {"colour": "green"}, {"colour": "red"}, {"colour": "red", "period": "2023Q4"}):
        page.query_params.update(query)
        said.append(page.run().text[0].value)
    assert said == ["2024Q1 red 1", "2024Q1 red 1", "2024Q1 green 2", "2024Q1 red 2", "2023Q4 red 3"]
    stores.own().store.open_period("small", Period.parse("2024Q2"), by="测试")
    assert page.run().text[0].value == "2023Q4 red 4"


def judging() -> None:
    import streamlit as st  # noqa: PLC0415 - AppTest runs this function as a script of its own

    from milepost.door import stores  # noqa: PLC0415
    from milepost.ui import session  # noqa: PLC0415

    session.begin_page()
    judged = session.results()
    if act := st.session_state.pop("act", None):
        act(stores.own().store)
    number = st.session_state["number"] = st.session_state.get("number", 0) + 1
    st.text(f"{judged.period} {session.once('sum', lambda: f'{judged.figures.value.sum():.0f}, made by {number}')}")


def test_what_is_made_of_older_results_is_never_handed_to_who_sees_newer_ones(office):
    """Somebody acts between the judging and the drawing of a page."""
    office("2024Q1")
    page = AppTest.from_function(judging)
    page.session_state["act"] = lambda store: Clerk(store).send({"market_entities": 7.0}, period=Period.parse("2024Q1"))
    assert page.run().text[0].value == "2024Q1 0, made by 1"
    assert page.run().text[0].value == "2024Q1 7, made by 2"


def test_whoever_looks_before_an_act_is_told_of_leaves_nothing_of_the_older_state_behind(office, monkeypatch):
    office("2024Q1")
    store, quarter = stores.own().store, Period.parse("2024Q1")
    page, said = AppTest.from_function(judging), []
    Clerk(store).send({"market_entities": 1.0}, period=quarter)
    source = Source("龙山区.xlsx", store.keep_original(b"7"), "王芳")
    workflow.holdings(stores.own(), "small")  # as an inbox asks between two files of a batch
    real = Standing.change

    def late(standing: Standing, moment: datetime) -> None:
        said.append(page.run().text[0].value)
        real(standing, moment)

    with monkeypatch.context() as patched:
        patched.setattr(Standing, "change", late)
        store.submit("small", reading({"market_entities": 7.0}, period=quarter), source)
    said.append(page.run().text[0].value)
    assert said == ["2024Q1 1, made by 1", "2024Q1 7, made by 2"]


def test_what_was_published_again_on_another_day_is_made_anew(office, monkeypatch):
    """Of the same figures others are late."""
    office("2024Q1")
    store, quarter = stores.own().store, Period.parse("2024Q1")
    Clerk(store).send({"market_entities": 1.0}, period=quarter)
    store.publish("small", quarter, by="李明")
    first = store.moment()
    monkeypatch.setattr(workflow, "day", lambda as_of: date(2024, 4, 12 if as_of == first else 13))
    persons.seat(monkeypatch, persons.LEADER)
    page = AppTest.from_function(judging)
    assert page.run().text[0].value == "2024Q1 1, made by 1"
    store.correct("small", quarter, by="李明", reason="再来一次")
    assert page.run().text[0].value == "2024Q1 1, made by 1"
    store.publish("small", quarter, by="李明")
    assert page.run().text[0].value == "2024Q1 1, made by 3"


def test_what_is_sent_for_a_later_quarter_leaves_all_that_was_made_for_an_earlier_one(office):
    office("2023Q4", "2024Q1")
    clerk, page = Clerk(stores.own().store), AppTest.from_function(judging)

    def seen(text: str) -> str:
        page.query_params["period"] = text
        return page.run().text[0].value

    clerk.send({"market_entities": 1.0}, period=Period.parse("2023Q4"))
    clerk.send({"market_entities": 2.0}, period=Period.parse("2024Q1"))
    assert [seen("2023Q4"), seen("2024Q1")] == ["2023Q4 1, made by 1", "2024Q1 3, made by 2"]
    clerk.send({"market_entities": 5.0}, period=Period.parse("2024Q1"))
    assert [seen("2023Q4"), seen("2024Q1")] == ["2023Q4 1, made by 1", "2024Q1 6, made by 4"]
    clerk.send({"market_entities": 4.0}, period=Period.parse("2023Q4"))
    assert [seen("2023Q4"), seen("2024Q1")] == ["2023Q4 4, made by 5", "2024Q1 9, made by 6"]


def held_in_memory() -> int:
    """How many holdings there are in this process."""
    gc.collect()
    return sum(isinstance(one, Holdings) for one in gc.get_objects())


def test_nothing_that_is_held_of_an_earlier_state_stays_in_memory(office):
    office("2023Q4", "2024Q1")
    clerk, page, before = Clerk(stores.own().store), AppTest.from_function(judging), held_in_memory()
    for number in range(4):
        clerk.send({"market_entities": number}, period=Period.parse("2023Q4"))
        for quarter in ("2023Q4", "2024Q1"):
            page.query_params["period"] = quarter
            assert page.run().text[0].value.startswith(f"{quarter} {number}")
    assert held_in_memory() - before <= 1  # one for both quarters, for nothing was sent for the later one
