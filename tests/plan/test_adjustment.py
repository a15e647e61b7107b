"""Which units there are in which quarter, who is asked, and what cannot be."""

from datetime import date

import pytest

from milepost.errors import PlanError
from milepost.plan.occasion import occasions
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.sanity import sanity
from tests.measure.adjusting import BASIS, absorbed, merged, parted

BEFORE, AFTER = Period.parse("2023Q2"), Period.parse("2023Q3")


def names(units) -> list[str]:
    return [unit.name for unit in units]


def test_predecessors_owe_until_then_and_the_heir_from_then_on(document):
    plan = merged(document)
    assert [one for one in names(plan.senders(BEFORE)) if "区" in one] == ["龙山区", "西安区", "高新区"]
    assert [one for one in names(plan.senders(AFTER)) if "区" in one] == ["高新区", "安山区"]


def test_a_department_that_reports_for_all_is_asked_for_those_who_are_there(document):
    plan = merged(document)
    science = plan.unit_of("science")
    assert "安山区" not in [unit.name for _, unit in plan.owed(science, BEFORE)]
    asked = [unit.name for indicator, unit in plan.owed(science, AFTER) if indicator.id == "high_tech"]
    assert asked == ["东丰县", "东辽县", "高新区", "安山区"]


def test_a_reporter_named_by_id_is_followed_by_its_heir(document):
    document["indicators"][0]["reported_by"] = ["longshan"]
    plan = merged(document)
    indicator = plan.indicator_of("market_entities")
    assert next(i.id for i, _ in plan.owed(plan.unit_of("anshan"), AFTER)) == "market_entities"
    assert names(plan.reporters(indicator)) == ["龙山区", "安山区"]


@pytest.mark.parametrize("text", ["2023H1", "2023-06", "2023Q2"])
def test_a_period_belongs_to_the_quarter_in_which_it_ends(document, text):
    boundaries = merged(document).boundaries
    assert boundaries.living("longshan", Period.parse(text))
    assert not boundaries.living("anshan", Period.parse(text))


def test_what_remains_after_all_is_what_the_parts_are(document):
    plan = merged(document)
    assert names(plan.parts) == ["东丰县", "东辽县", "高新区", "安山区"]
    assert names(plan.parts_in(BEFORE)) == ["龙山区", "西安区", "东丰县", "东辽县", "高新区"]


def test_the_parts_of_the_heir_must_make_the_whole_again(document):
    first = document["goals"][0]["name"]
    assert not [one for one in sanity(merged(document)) if "合计" in one.message and first in one.message]
    document["goals"][0]["allocations"].pop("anshan")
    told = [one.message for one in sanity(Plan.from_document(document))]
    assert "“市场主体总量”还没有分解到安山区" in told


@pytest.mark.parametrize("build", [absorbed, parted])
def test_a_part_of_a_changed_unit_has_to_be_set_anew(document, build):
    assert any("还没有按新区划核定，先不判断" in one.message for one in sanity(build(document)))


def test_a_settled_one_is_not_asked_for_again(document):
    assert not any("核定" in one.message for one in sanity(absorbed(document, settled=True)))


def renamed(document, **more: object) -> Plan:
    document["units"][1] |= {"name": "龙山新区", "other_names": ["龙山区"]}
    document["adjustments"] = [
        {"id": "a", "kind": "renamed", "since": "2023Q3", "units": ["longshan"], "old_name": "龙山区", "basis": BASIS}
        | more
    ]
    return Plan.from_document(document)


def test_a_renamed_unit_is_found_by_both_names_and_reports_on(document):
    plan = renamed(document)
    assert plan.unit_named("龙山区").name == plan.unit_named("龙山新区").name == "龙山新区"
    assert "龙山新区" in names(plan.senders(BEFORE))
    assert "龙山新区" in names(plan.senders(AFTER))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "merged", "units": ["longshan"], "into": ["gaoxin"]}, "合并须写两个以上原单位和一个新单位"),
        ({"kind": "split", "units": ["longshan"], "into": ["gaoxin"]}, "拆分须写一个原单位和两个以上新单位"),
        ({"kind": "renamed", "units": ["longshan"]}, "改名须写一个单位和它的旧名"),
        ({"kind": "renamed", "units": ["longshan"], "old_name": "龙山县"}, "旧名|别名"),
        ({"kind": "merged", "units": ["longshan", "xian"], "into": ["science"]}, "类别不同"),
        ({"kind": "merged", "units": ["longshan", "xian"], "into": ["city"]}, "是方案的地区，不能合并或拆分"),
        ({"kind": "merged", "units": ["longshan", "xian"], "into": ["gaoxin"], "since": "2023-07"}, "不是季度"),
        ({"kind": "merged", "units": ["longshan", "xian"], "into": ["gaoxin"], "basis": " "}, "须写明依据"),
        ({"kind": "joined", "units": ["longshan", "xian"], "into": ["gaoxin"]}, "可用：改名、合并、拆分"),
        ({"kind": "merged", "units": ["longshan", "nowhere"], "into": ["gaoxin"]}, "没有编号为“nowhere”的单位"),
    ],
)
def test_an_adjustment_that_cannot_be_is_refused(document, change, message):
    document["adjustments"] = [{"id": "a", "since": "2023Q3", "basis": BASIS} | change]
    with pytest.raises(PlanError, match=message):
        Plan.from_document(document)


def test_a_unit_ends_once(document):
    merged(document)
    document["adjustments"].append(document["adjustments"][0] | {"id": "b", "since": "2024Q1", "into": ["gaoxin"]})
    with pytest.raises(PlanError, match="撤销了两次"):
        Plan.from_document(document)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"indicator": "per_thousand"}, "请写它的分子或分母的口径变化"),
        ({"definition": " "}, "须写明新口径"),
        ({"basis": ""}, "须写明依据"),
        ({"since": "2023"}, "不是季度"),
    ],
)
def test_a_redefinition_that_cannot_be_is_refused(document, change, message):
    whole = {"id": "r", "indicator": "market_entities", "since": "2023Q3", "definition": "新", "basis": "文"}
    document["redefinitions"] = [whole | change]
    with pytest.raises(PlanError, match=message):
        Plan.from_document(document)


def test_deadlines_bind_those_who_are_there(document):
    document["deadlines"] = [
        {
            "id": "m",
            "name": "例会",
            "kind": "meeting",
            "cycle": "quarter",
            "owed_by": ["county"],
            "days": [10],
            "month": 1,
        }
    ]
    plan = merged(document)
    found = {str(one.turn): one.units for one in occasions(plan, date(2023, 1, 1), date(2023, 12, 31))}
    assert "longshan" in found["2023Q2"]
    assert "longshan" not in found["2023Q3"]
