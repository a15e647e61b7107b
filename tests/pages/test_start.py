"""开始: an empty store is begun by the office, and says so to everybody else."""

import pytest

from milepost.door import stores
from milepost.plan.period import Period
from tests import persons
from tests.pages.visit import opened, words


@pytest.fixture
def sat(tmp_path, monkeypatch):
    persons.fresh(monkeypatch, tmp_path / "store")
    yield lambda person: persons.seat(monkeypatch, person)
    stores.close()


@pytest.mark.parametrize("person", [persons.ADMIN, persons.CLERK])
def test_a_plan_and_a_first_quarter_begin_the_own_store(sat, person):
    sat(person)
    page = opened("start/start.py")
    page.selectbox[0].select("liaoyuan-2022").run()
    assert page.selectbox[1].value == Period.parse("2022Q1")
    page.selectbox[1].select(Period.parse("2022Q2"))
    next(one for one in page.button if one.label == "新建").click().run()
    store = stores.own().store
    assert store.plan_ids() == ["liaoyuan-2022"]
    assert store.periods("liaoyuan-2022")["period"].tolist() == ["2022Q2"]
    assert store.plan_versions("liaoyuan-2022")["author"].tolist() == [person.name]


@pytest.mark.parametrize("person", [persons.UNIT, persons.LEADER, persons.AUDITOR])
def test_nobody_else_is_offered_to_begin(sat, person):
    sat(person)
    page = opened("start/start.py")
    assert "办公室还没有发布过" in words(page)
    assert not page.selectbox
    assert not page.button
