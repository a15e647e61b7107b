"""The first document of a new plan."""

import pytest

from milepost.errors import PlanError
from milepost.plan.blank import Outline, after_example, begun, fresh_id, outlined
from milepost.plan.editing import faults
from milepost.plan.period import Period
from milepost.plan.plan import Plan

START, END = Period.parse("2025Q1"), Period.parse("2027Q4")


def outline(**changed) -> Outline:
    return Outline(**({"name": "新三年行动", "place": "某市", "kind": "city", "start": START, "end": END} | changed))


def test_a_plan_by_hand_has_its_place_its_parts_and_its_time():
    document = outlined(outline(parts="龙山区\n西安区、东丰县"), "plan-2025")
    assert faults(document) == []
    plan = Plan.from_document(document)
    assert (plan.name, plan.unit_of(plan.unit).name, plan.start, plan.end) == ("新三年行动", "某市", START, END)
    assert [(unit.name, unit.kind) for unit in plan.parts] == [
        ("龙山区", "county"), ("西安区", "county"), ("东丰县", "county"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"name": " "}, "还没有写方案名称"),
        ({"place": ""}, "还没有写地区名称"),
        ({"end": Period.parse("2024Q4")}, "结束（2024年四季度）早于起始（2025年一季度）"),
        ({"parts": "龙山区、龙 山区"}, "单位名称有重复"),
        ({"parts": "某市"}, "单位名称有重复"),
        ({"kind": "street", "parts": "甲社区"}, "街道（乡镇）下面没有可分解的单位"),
    ],
)
def test_an_outline_that_lacks_something_says_what(changed, message):
    with pytest.raises(PlanError) as error:
        outlined(outline(**changed), "plan-2025")
    assert str(error.value).startswith(message)


def test_ids_of_plans_are_told_apart():
    assert fresh_id(START, []) == "plan-2025"
    assert fresh_id(START, ["plan-2025", "plan-2025-2"]) == "plan-2025-3"


def test_an_example_gives_its_records_but_neither_its_document_nor_its_numbers(document):
    made = after_example(document, "新三年行动", (START, END), "plan-2025")
    assert faults(made) == []
    plan = Plan.from_document(made)
    assert (plan.id, plan.name, plan.title, plan.sample) == ("plan-2025", "新三年行动", None, False)
    assert len(plan.goals) == len(document["goals"])
    goal = plan.goal_of("market_entities")
    assert (goal.base_value, goal.allocations, str(goal.deadline)) == (None, {}, "2027-12-31")
    assert document["goals"][0]["base_value"] == 100000


def test_new_records_hold_what_is_most_likely(document):
    assert begun(document, "units") == {"kind": "county"}
    assert begun(document, "indicators") == {"measure_unit": "户", "way": "stock", "reported_by": ["county"]}
    assert begun(document, "goals") == {
        "indicator": "market_entities", "operator": ">=", "kind": "stock", "measure_unit": "户",
        "deadline": "2024-12-31",
    }  # fmt: skip
    named = {
        "indicators": {"name": "指标"},
        "units": {"name": "新区"},
        "goals": {"name": "目标", "quote": "达到1户", "value": 1},
    }
    for kind in ("units", "indicators", "goals", "schemes"):
        rows = [*document[kind], {"id": "new", **begun(document, kind), **named.get(kind, {})}]
        assert faults({**document, kind: rows}) == []


def test_a_plan_without_anything_can_still_be_begun():
    empty = outlined(outline(parts=""), "plan-2025")
    assert begun(empty, "goals")["indicator"] is None
    assert begun(empty, "schemes")["items"] == []
