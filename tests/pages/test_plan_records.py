"""目标 and 目标表单: records edited in a table and in a form, a target raised on the way."""

from datetime import date
from functools import partial

import pytest

from milepost import workflow
from milepost.plan.editing import tidy
from milepost.plan.period import Period
from tests.pages import visit
from tests.pages.plan_pages import draft_of, mark, save, typed, widget
from tests.pages.visit import Q1, Q2, button, plain, report, table_of, words

goals = partial(visit.opened, "plan/goals.py")
goal = partial(visit.opened, "plan/goal.py")
COUNTIES = ("龙山区", "西安区", "东丰县", "东辽县", "高新区")


PAGES = ("plan", "bases", "allocations", "goals", "goal", "units", "indicators", "schemes", "workbook")


@pytest.mark.parametrize("page", [f"plan/{name}.py" for name in PAGES])
def test_looking_changes_nothing(office, document, page):
    opened = visit.opened(page)
    assert "还没有改动" in words(opened)
    assert draft_of(opened, office.folder).document == tidy(document)


def test_the_table_shows_every_goal_in_words(office):
    page = goals()
    assert page.header[0].value == "方案的5项目标"
    first = page.data_editor[0].value.iloc[0]
    assert first[["名称", "指标", "算符", "目标值", "类型", "期限"]].tolist() == [
        "市场主体总量", "市场主体总量", "突破（须多于）", 120000, "期末存量", date(2024, 12, 31),
    ]  # fmt: skip


def test_a_cell_typed_is_a_field_changed(office):
    page = typed(goals(), 3, 目标值=30, 算符="数额（按不少于判断）", 期限="2025-12-31")
    assert table_of(page, "哪一项") == ["算符", "期限", "目标值"]
    save(page, "提高培训目标", "联席会议纪要〔2024〕1号")
    trained = office.store.plan("small").goal_of("trained")
    assert (trained.value, trained.operator, trained.deadline) == (30, "=", date(2025, 12, 31))


def test_a_goal_is_added_filled_in_and_only_then_saved(office):
    page = goals()
    button(page, "新增目标").click().run()
    assert "缺少必填字段：名称" in plain(page.error[0].value)
    typed(
        page,
        5,
        名称="高新技术企业",
        指标="高新技术企业",
        算符="突破（须多于）",
        目标值=23,
        计量单位="户",
        类型="期末存量",
    )
    assert "缺少必填字段：原文（quote）" in plain(page.error[0].value)
    assert not [one for one in page.button if one.label == "保存为新的一版"]


def test_a_goal_marked_is_taken_away_and_stays_in_the_earlier_version(office):
    before = office.store.moment()
    page = typed(goals(), 3, 删去=True)
    mark(page, 3, 删去=True)
    button(page, "删去选中的1个目标").click().run()
    assert (table_of(page, "哪一条"), table_of(page, "哪一项")) == (["培训外贸企业"], ["取消"])
    save(page, "取消一项目标", "联席会议纪要〔2024〕1号")
    assert "trained" not in [one.id for one in office.store.plan("small").goals]
    assert office.store.plan("small", before).goal_of("trained").value == 20


def test_the_form_has_the_clause_beside_the_numbers(office):
    page = goal(goal="market_entities")
    assert page.header[0].value == "市场主体总量：突破12万户，2024年末"
    assert widget(page, "原文", "text_area").value == "到2024年,市场主体突破12万户"
    assert widget(page, "目标值", "number_input").value == 120000
    widget(page, "原文", "text_area").set_value("到2024年,市场主体突破13万户").run()
    widget(page, "目标值", "number_input").set_value(130000).run()
    assert page.header[0].value == "市场主体总量：突破13万户，2024年末"
    assert table_of(page, "哪一项") == ["原文", "目标值"]
    widget(page, "基期", "text_input").set_value("去年").run()
    assert "“去年”不是报告期" in plain(page.error[0].value)


def test_steps_are_set_quarter_by_quarter(office):
    page = goal(goal="market_entities")
    widget(page, "序时路径", "selectbox").set_value("按方案节点").run()
    assert "按节点推进，却没有节点值" in plain(page.error[0].value)


def test_a_target_raised_on_the_way_leaves_every_vintage_as_it_was(office, send):
    for period in (Q1, Q2):
        for unit in COUNTIES:
            send(report(unit, period, market=23000), period)
    workflow.publish(office, "small", Q1, by="李明")
    at = workflow.moment_of(office, "small", 1)
    old = workflow.results(office, "small", Q1, at).progress
    page = goal(goal="market_entities", period="2024Q1")
    widget(page, "按原目标走到", "selectbox").set_value(Period.parse("2024Q1"))
    widget(page, "新目标值", "number_input").set_value(130000.0)
    button(page, "按此调整").click().run()
    assert not page.exception
    assert "12万户" in table_of(page, "原来")
    save(page, "联席会议提高目标", "辽府办发〔2024〕3号")
    assert workflow.results(office, "small", Q1, at).progress.equals(old)
    new = workflow.results(office, "small", Q1)
    rows = new.of_goal("market_entities").set_index(["unit", "period"])
    before = old[old["goal"] == "market_entities"].set_index(["unit", "period"])
    for unit in ("city", "longshan"):
        assert rows.loc[(unit, "2024Q1"), "due_value"] == pytest.approx(before.loc[(unit, "2024Q1"), "due_value"])
    assert rows.loc[("city", "2024Q1"), "target"] == 130000
    changes = visit.opened("progress/changes.py")
    assert "13万户" in table_of(changes, "现在")
    assert "联席会议提高目标（依据：辽府办发〔2024〕3号）" in plain(words(changes))


def test_the_words_of_units_and_indicators_are_typed_into_tables(office):
    page = typed(visit.opened("plan/units.py"), 2, 名称="西城区", 别名="西安区")
    assert (table_of(page, "原来"), table_of(page, "现在")) == (["西安区", "—"], ["西城区", "西安区"])
    page = typed(visit.opened("plan/indicators.py"), 3, 报送单位="市科技局、市商务局")
    assert table_of(page, "现在") == ["市科技局、市商务局"]
    page = typed(visit.opened("plan/indicators.py"), 3, 报送单位="市文旅局")
    assert "没有编号为“市文旅局”的单位" in plain(page.error[0].value)


def test_an_indicator_keeps_its_measure_unit_once_it_has_figures(office, send):
    send(report("龙山区", Q2, market=31200), Q2)
    page = save(typed(visit.opened("plan/indicators.py"), 0, 计量单位="万户"), "改单位", "口头")
    assert "已有报送的数，不能改计量单位" in plain(page.error[0].value)
    assert office.store.plan("small").indicator_of("market_entities").measure_unit == "户"


def test_weights_are_typed_beside_their_shares(office):
    page = visit.opened("plan/schemes.py")
    assert "权重合计100：市场主体总量60.0%、新登记市场主体40.0%" in words(page)
    typed(page, 0, table=1, 权重=160)
    assert "权重合计200：市场主体总量80.0%、新登记市场主体20.0%" in words(page)
    assert table_of(page, "哪一项") == ["市场主体总量的权重"]
    mark(page, 1, table=1, 删去=True)
    page.run()
    assert table_of(page, "哪一项") == ["市场主体总量的权重", "新登记市场主体的计分"]


def test_bands_and_the_day_of_reporting_are_fields_of_the_plan(office):
    page = visit.opened("plan/plan.py")
    assert page.header[0].value == "某市三年行动：5项目标、7个指标、5个下级单位"
    widget(page, "截止日", "number_input").set_value(15).run()
    widget(page, "快于序时的门槛", "number_input").set_value(-5).run()
    assert "状态门槛须从大到小" in plain(page.error[0].value)
    widget(page, "快于序时的门槛", "number_input").set_value(5).run()
    save(page, "改截止日和门槛", "联席会议纪要〔2024〕1号")
    plan = office.store.plan("small")
    assert (plan.due_day, plan.bands.ahead, plan.bands.slow) == (15, 5, -2)


def test_every_version_says_who_changed_what_and_why(office):
    save(typed(goals(), 3, 目标值=30), "提高培训目标", "联席会议纪要〔2024〕1号")
    page = visit.opened("plan/versions.py")
    assert page.header[0].value == "方案共2版，现行第2版"
    assert "提高培训目标（依据：联席会议纪要〔2024〕1号）" in plain(words(page))
    assert (table_of(page, "原来"), table_of(page, "现在")) == (["20户"], ["30户"])
