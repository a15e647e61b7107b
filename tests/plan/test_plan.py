from datetime import date

import pytest

from milepost.errors import PlanError
from milepost.plan.period import Period
from milepost.plan.plan import Plan

Q2, Q4 = Period.parse("2023Q2"), Period.parse("2023Q4")


def refused(document, match):
    with pytest.raises(PlanError, match=match):
        Plan.from_document(document)


def find(rows, id_):
    return next(row for row in rows if row["id"] == id_)


def test_the_base_is_the_quarter_before_the_plan_unless_named(document):
    find(document["goals"], "trained")["base_period"] = "2020"
    plan = Plan.from_document(document)
    assert str(plan.goal_of("market_entities").base_period) == "2021Q4"
    assert str(plan.goal_of("trained").base_period) == "2020"
    assert str(plan.goal_of("trained").start) == "2021Q1"


def test_days_may_come_as_text_or_as_days(document):
    goal = find(document["goals"], "market_entities")
    assert Plan.from_document(document).goal_of("market_entities").deadline == date(2024, 12, 31)
    goal["deadline"] = date(2024, 6, 30)
    assert str(Plan.from_document(document).goal_of("market_entities").deadline_quarter) == "2024Q2"


def test_a_plan_is_called_by_its_short_title_its_title_or_its_id(document):
    assert Plan.from_document(document).name == "某市三年行动"
    del document["short_title"]
    assert Plan.from_document(document).name == "某市培育壮大市场主体三年行动方案"
    del document["title"]
    assert Plan.from_document(document).name == "small"


@pytest.mark.parametrize(
    ("things", "what"), [("units", "单位"), ("indicators", "指标"), ("goals", "目标"), ("schemes", "赛马办法")]
)
def test_two_records_with_one_id_are_refused(document, things, what):
    document[things].append(document[things][0])
    refused(document, f"有两个{what}用了同一个编号“{document[things][0]['id']}”")


@pytest.mark.parametrize(
    ("things", "field", "value", "what"),
    [
        ("units", "counted_in", "nowhere", "单位"),
        ("indicators", "reported_by", ["nowhere"], "单位"),
        ("indicators", "includes", ["nothing"], "指标"),
        ("indicators", "cumulates", "nothing", "指标"),
        ("goals", "indicator", "nothing", "指标"),
        ("goals", "lead_departments", ["nobody"], "单位"),
        ("goals", "support_departments", ["nobody"], "单位"),
        ("goals", "allocations", {"nowhere": {"value": 1}}, "单位"),
        ("schemes", "units", ["nowhere"], "单位"),
        ("schemes", "breakthroughs", ["nothing"], "指标"),
        ("schemes", "items", [{"indicator": "nothing", "weight": 1, "score": "growth"}], "指标"),
        ("schemes", "items", [{"indicator": "trained", "weight": 1, "score": "ahead", "goal": "nothing"}], "目标"),
    ],
)
def test_an_id_that_names_nothing_is_refused_with_those_there_are(document, things, field, value, what):
    document[things][0][field] = value
    refused(document, f"没有编号为“no.*”的{what}；现有：")


@pytest.mark.parametrize("end", ["numerator", "denominator"])
def test_a_ratio_of_unknown_indicators_is_refused(document, end):
    find(document["indicators"], "per_thousand")["ratio"][end] = "nothing"
    refused(document, "没有编号为“nothing”的指标")


def test_a_plan_whose_place_is_unknown_is_refused(document):
    document["unit"] = "nowhere"
    refused(document, "没有编号为“nowhere”的单位")


def test_a_race_that_scores_one_indicator_by_the_goal_of_another_is_refused(document):
    document["schemes"][0]["items"][0]["goal"] = "new_entities"
    refused(document, "目标“new_entities”不是指标“market_entities”的目标")


@pytest.mark.parametrize(
    ("things", "what"), [("units", "单位"), ("indicators", "指标"), ("goals", "目标"), ("schemes", "赛马办法")]
)
def test_a_field_that_does_not_exist_is_refused_with_its_record(document, things, what):
    document[things][0]["colour"] = "红"
    refused(document, f"{what}“{document[things][0]['id']}”里有不认识的字段：colour")


def test_a_field_that_the_plan_does_not_have_is_refused(document):
    document["colour"] = "红"
    refused(document, "方案“small”里有不认识的字段：colour")


@pytest.mark.parametrize(
    ("things", "field"), [("units", "kind"), ("indicators", "way"), ("goals", "quote"), ("schemes", "unit_kind")]
)
def test_a_record_that_lacks_a_field_is_refused_by_name(document, things, field):
    del document[things][0][field]
    refused(document, f"“{document[things][0]['id']}”缺少必填字段.*{field}")


def test_a_goal_without_base_in_a_plan_without_start_is_refused(document):
    del document["start"]
    refused(document, "目标“market_entities”须写基期")


def test_one_heading_for_two_indicators_is_refused(document):
    document["indicators"][1]["reported_as"] = ["市场 主体"]
    refused(document, "指标名“市场 主体”有两个意思")


def test_one_name_for_two_units_is_refused(document):
    document["units"][1]["other_names"] = ["东丰县"]
    refused(document, "东丰县")


def test_bands_run_from_large_to_small(document):
    document["bands"] = {"ahead": -5.0}
    refused(document, "状态门槛须从大到小")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("龙山区", "longshan"),
        ("龙 山", "longshan"),
        ("东丰", "dongfeng"),
        ("全　市", "city"),
        ("科技局", "science"),
        ("龙", None),
        ("龙山县", None),
        ("西安市", None),
        ("合计", None),
        ("", None),
    ],
)
def test_a_unit_is_found_by_any_spelling_of_its_name(plan, text, unit):
    found = plan.unit_named(text)
    assert (found and found.id) == unit


def test_a_bare_name_that_two_units_share_names_neither(document):
    document["units"] += [
        {"id": "east_county", "name": "海安县", "kind": "county"},
        {"id": "east_district", "name": "海安区", "kind": "county"},
    ]
    plan = Plan.from_document(document)
    assert plan.unit_named("海安") is None
    assert plan.unit_named("海安县").id == "east_county"


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("市场主体总量", "market_entities"),
        ("实有 市场主体", "market_entities"),
        ("新设市场主体", "new_entities"),
        ("总量", None),
    ],
)
def test_an_indicator_is_found_by_any_of_its_headings(plan, text, indicator):
    found = plan.indicator_named(text)
    assert (found and found.id) == indicator


def test_the_counties_of_a_city_are_its_parts_and_sum_without_double_counting(document):
    find(document["units"], "gaoxin")["counted_in"] = "longshan"
    plan = Plan.from_document(document)
    assert [unit.id for unit in plan.parts] == ["longshan", "xian", "dongfeng", "dongliao", "gaoxin"]
    assert [unit.id for unit in plan.summed_parts] == ["longshan", "xian", "dongfeng", "dongliao"]


def test_each_county_owes_its_own_figures_and_population_at_the_end_of_the_year(plan):
    county = plan.unit_of("xian")
    quarterly = [("market_entities", "xian"), ("new_entities", "xian"), ("conversions_ever", "xian")]
    assert [(i.id, u.id) for i, u in plan.owed(county, Q2)] == quarterly
    assert [(i.id, u.id) for i, u in plan.owed(county, Q4)] == [*quarterly, ("population", "xian")]


def test_a_department_owes_the_figures_of_every_county_or_of_the_whole_city(plan):
    assert [(i.id, u.id) for i, u in plan.owed(plan.unit_of("science"), Q2)] == [
        ("high_tech", "longshan"), ("high_tech", "xian"), ("high_tech", "dongfeng"), ("high_tech", "dongliao"),
        ("high_tech", "gaoxin"),
    ]  # fmt: skip
    assert [(i.id, u.id) for i, u in plan.owed(plan.unit_of("commerce"), Q2)] == [("trained", "city")]


def test_the_city_itself_and_derived_indicators_send_nothing(plan):
    assert plan.owed(plan.unit_of("city"), Q4) == ()
    assert plan.reporters(plan.indicator_of("per_thousand")) == ()
    assert [unit.id for unit in plan.senders(Q2)] == [
        "longshan", "xian", "dongfeng", "dongliao", "gaoxin", "science", "commerce",
    ]  # fmt: skip


def test_a_kind_of_unit_named_as_reporter_leaves_out_the_plans_own_place(document):
    document["units"][0]["id"] = document["unit"] = "mou"
    document["units"].append({"id": "lin", "name": "邻市", "kind": "city"})
    document["indicators"][0]["reported_by"] = ["city"]
    document["indicators"][4]["reported_by"] = ["mou"]
    plan = Plan.from_document(document)
    assert [unit.id for unit in plan.reporters(plan.indicator_of("market_entities"))] == ["lin"]
    assert [unit.id for unit in plan.reporters(plan.indicator_of("trained"))] == ["mou"]


def test_one_sender_may_report_for_every_unit_of_a_kind(document):
    """人民银行 reports the loans of every bank; before the office has entered the banks nobody owes anything."""
    document["indicators"].append(
        {"id": "loans", "name": "贷款余额", "measure_unit": "亿元", "way": "stock", "reported_by": ["commerce"],
         "reported_for": "bank"}
    )  # fmt: skip
    commerce = Plan.from_document(document).unit_of("commerce")
    assert ("loans", "icbc") not in [(i.id, u.id) for i, u in Plan.from_document(document).owed(commerce, Q2)]
    document["units"] += [
        {"id": "icbc", "name": "工商银行", "kind": "bank"},
        {"id": "abc", "name": "农业银行", "kind": "bank"},
    ]
    owed = [(i.id, u.id) for i, u in Plan.from_document(document).owed(commerce, Q2)]
    assert owed == [("trained", "city"), ("loans", "icbc"), ("loans", "abc")]


def test_a_kind_may_be_asked_to_report_before_it_has_any_unit(document):
    find(document["indicators"], "trained")["reported_by"] = ["bank"]
    plan = Plan.from_document(document)
    assert plan.reporters(plan.indicator_of("trained")) == ()
    document["units"].append({"id": "icbc", "name": "工商银行", "kind": "bank"})
    plan = Plan.from_document(document)
    assert [unit.id for unit in plan.reporters(plan.indicator_of("trained"))] == ["icbc"]


@pytest.mark.parametrize(
    ("due_day", "period", "expected"),
    [(12, "2023Q2", date(2023, 7, 12)), (31, "2023Q1", date(2023, 4, 30)), (12, "2023Q4", date(2024, 1, 12))],
)
def test_figures_are_due_in_the_month_after_the_period(document, due_day, period, expected):
    document["due_day"] = due_day
    assert Plan.from_document(document).due_date(Period.parse(period)) == expected


def test_a_plan_that_sets_no_day_asks_for_none(document):
    del document["due_day"]
    assert Plan.from_document(document).due_date(Q2) is None


def test_the_first_scheme_is_the_one_meant(plan, document):
    assert plan.scheme_of().id == "counties"
    document["schemes"] = []
    with pytest.raises(PlanError, match="还没有赛马办法"):
        Plan.from_document(document).scheme_of()
    with pytest.raises(PlanError, match="没有编号为“growth”的赛马办法；现有：counties"):
        plan.scheme_of("growth")
