"""A new plan by hand, after an example and from a workbook; and what every page shows before it has anything in it."""

import io

import openpyxl
import pytest

from milepost import planning
from milepost.door import stores
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.ui import contents
from tests import persons
from tests.pages import visit
from tests.pages.plan_pages import widget
from tests.pages.visit import button, plain, table_of


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    persons.fresh(monkeypatch, tmp_path / "store")
    persons.seat(monkeypatch, persons.CLERK)
    yield
    stores.close()


def by_hand(page, **changed: str):
    typed = {
        "方案名称": "新三年行动",
        "地区": "某市",
        "下一级单位": "龙山区\n西安区",
        "依据": "府办发〔2025〕1号",
    } | changed
    for label, text in typed.items():
        sort = "text_area" if label == "下一级单位" else "text_input"
        widget(page, label, sort).set_value(text)
    for label, quarter in (("从哪个季度开始", "2025Q1"), ("到哪个季度结束", "2027Q4")):
        widget(page, label, "selectbox").set_value(Period.parse(quarter))
    button(page, "新建").click().run()
    return page


def test_a_small_plan_is_made_by_hand_beside_the_one_there_is(office):
    by_hand(visit.opened("plan/new.py"))
    plan = office.store.plan("plan-2025")
    assert (plan.name, [unit.name for unit in plan.parts]) == ("新三年行动", ["龙山区", "西安区"])
    assert office.store.periods("plan-2025")["period"].tolist() == ["2025Q1"]
    assert office.store.plan_versions("plan-2025")["reason"].tolist() == ["新建方案（依据：府办发〔2025〕1号）"]
    page = visit.opened("plan/plan.py", plan="plan-2025")
    assert page.header[0].value == "新三年行动：0项目标、0个指标、2个下级单位"
    assert page.selectbox[0].options == ["新三年行动", "某市三年行动"]


def test_what_lacks_is_said_and_nothing_is_made(office):
    page = by_hand(visit.opened("plan/new.py"), 方案名称=" ")
    assert "还没有写方案名称" in plain(page.error[0].value)
    page = by_hand(visit.opened("plan/new.py"), 依据="")
    assert "请写明依据" in plain(page.error[0].value)
    assert office.store.plan_ids() == ["small"]


def test_a_plan_is_made_after_an_example(office):
    page = visit.opened("plan/new.py")
    page.session_state["way"] = "example"
    page.run()
    widget(page, "照着哪个方案", "selectbox").set_value("small")
    widget(page, "新方案名称", "text_input").set_value("下一个三年行动")
    widget(page, "依据", "text_input").set_value("府办发〔2025〕1号")
    for label, quarter in (("从哪个季度开始", "2025Q1"), ("到哪个季度结束", "2027Q4")):
        widget(page, label, "selectbox").set_value(Period.parse(quarter))
    button(page, "新建").click().run()
    plan = office.store.plan("plan-2025")
    assert (plan.name, len(plan.goals), plan.goal_of("market_entities").base_value) == ("下一个三年行动", 5, None)


def test_a_plan_is_made_from_a_workbook_or_its_wrong_cells_are_listed(office):
    book = openpyxl.load_workbook(
        io.BytesIO(planning.example_workbook(office, "xiaodian-2022", Period.parse("2024").end))
    )
    page = visit.opened("plan/new.py")
    for value, expected in (("十二", ["small"]), (None, ["small", "xiaodian-2022"])):
        if value:
            held, book["目标"]["H2"] = book["目标"]["H2"].value, value
        else:
            book["目标"]["H2"] = held
        out = io.BytesIO()
        book.save(out)
        page.session_state["way"] = "workbook"
        page.run()
        page.file_uploader[0].set_value([("方案.xlsx", out.getvalue(), "application/octet-stream")])
        widget(page, "依据", "text_input").set_value("并府〔2022〕1号")
        page.run()
        button(page, "核对并新建").click().run()
        if value:
            assert table_of(page, "位置") == ["目标!H2"]
        assert office.store.plan_ids() == expected


def test_an_empty_workbook_says_what_it_lacks(office):
    document, problems = planning.read_new(
        office, "空白.xlsx", planning.blank_workbook(office, Period.parse("2025Q1").end)
    )
    assert document["id"] == "plan-2025"
    assert [problem.where for problem in problems] == ["方案!B11"]
    assert "缺少地区" in problems[0].message


def test_a_fresh_install_begins_with_a_plan_of_its_own(fresh):
    page = visit.opened("start/start.py")
    page.session_state["which"] = "new"
    page.run()
    by_hand(page)
    assert stores.own().store.plan_ids() == ["plan-2025"]


OWN = [entry for entry in contents.ENTRIES if entry.file.startswith("plan/")]


@pytest.mark.parametrize("entry", OWN, ids=lambda entry: entry.address)
def test_every_page_of_the_desk_opens_on_a_plan_that_has_nothing_in_it_yet(office, entry):
    by_hand(visit.opened("plan/new.py"))
    assert visit.opened(entry.file, plan="plan-2025").header[0].value


def test_the_other_pages_wait_for_indicators_and_goals(office, document):
    plan = Plan.from_document(document)
    without_goals = Plan.from_document({**document, "goals": [], "schemes": []})
    empty = Plan.from_document({**document, "goals": [], "schemes": [], "indicators": []})
    shown = [[contents.can_show(page, one) for page in ("", "race", "reporting", "plan-goals")]
             for one in (plan, without_goals, empty)]  # fmt: skip
    assert shown == [[True] * 4, [False, False, True, True], [False, False, False, True]]
