"""The frame: a fresh install starts at the start; a deep link opens its page, even first after a restart."""

from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from milepost.desk import open_desk
from milepost.door import stores
from milepost.plan.period import Period
from milepost.ui import courtesy, frame
from milepost.ui.contents import ENTRIES, PAGES
from tests.persons import ADMIN, CLERK, fresh, seat
from tests.ui.visits import ask, drawn, form, let_sign_in, served, sign_in

SAMPLE = "示例数据，非真实统计"


@pytest.fixture
def store(tmp_path, document) -> Path:
    desk = open_desk(tmp_path)
    desk.store.adopt(document | {"document_number": "某府办发〔2022〕3号"}, author="测试", reason="测试")
    desk.store.open_period("small", Period.parse("2024Q2"), by="测试")
    let_sign_in(desk, CLERK)
    desk.close()
    return tmp_path


def test_every_page_of_the_contents_is_there():
    assert [entry.address for entry in ENTRIES if not (PAGES / entry.file).is_file()] == []


def framing() -> None:
    from milepost.ui import frame  # noqa: PLC0415 - AppTest runs this function as a script of its own

    frame._draw()


@pytest.mark.parametrize(
    ("page", "manners"),
    [("", "looking"), ("race", "looking"), ("audit", "looking"), ("reporting", "yielding"), ("briefing", "yielding")],
)
def test_a_page_where_somebody_works_stands_aside_for_those_who_look(store, monkeypatch, page, manners):
    met = []

    @contextmanager
    def told(name):
        met.append(name)
        yield
        met.append("drawn")

    fresh(monkeypatch, store)
    seat(monkeypatch, ADMIN)
    for name in ("looking", "yielding"):
        monkeypatch.setattr(courtesy, name, partial(told, name))
    monkeypatch.setattr(frame, "_page", lambda page: met.append(page.url_path))
    visit = AppTest.from_function(framing, default_timeout=30)
    visit._page_hash = calc_hash(page)
    visit.run()
    stores.close()
    assert not visit.exception
    assert met == [manners, page, "drawn"]


@pytest.mark.parametrize("page", ["", "race", "lineage"])
def test_a_fresh_install_leads_to_the_start_from_every_address(app, page):
    assert "从这里开始" in drawn(app, sign_in(app, CLERK.name), page=page)


def test_a_deep_link_opens_its_page_as_the_first_visit_after_a_restart(store):
    with served("app.py", store) as port:
        cookie = sign_in(port, CLERK.name)
        first = drawn(port, cookie, page="lineage", query="indicator=market_entities&unit=xian&period=2024Q2")
        assert "西安区2024年二季度市场主体总量：没有数" in first
        assert "某市三年行动 · 某府办发〔2022〕3号" in first
        assert SAMPLE in first
        assert "2024年二季度应报" in drawn(port, cookie, page="reporting")


def test_a_store_held_by_another_process_is_said_in_words(store):
    desk = open_desk(store)
    try:
        with served("app.py", store) as port:
            page = ask(port, "/reporting", Accept="text/html", Cookie="milepost=x")
            tried = form(port, "/sign-in", {"name": "a", "password": "b"})
    finally:
        desk.close()
    assert (page.status, tried.status) == (503, 403)
    for answer in (page, tried):
        assert "数据库正被另一个 milepost 程序使用" in answer.text
        assert "Traceback" not in answer.text
