"""A change of the units put into a document: names, new units, sums of what was given."""

import pytest

from milepost.errors import PlanError
from milepost.plan.adjusting import Change, adjusted
from milepost.plan.editing import faults
from milepost.plan.period import Period
from milepost.plan.plan import Plan

SINCE = Period.parse("2023Q3")


def change(kind: str, units: tuple[str, ...], *names: str, basis: str = "国务院批复〔2023〕9号") -> Change:
    return Change(kind, units, names, SINCE, basis)


def given(document, unit: str) -> dict[str, object]:
    return dict(document["goals"][0]["allocations"].get(unit, {}))


def test_a_renamed_unit_keeps_its_id_and_its_old_name(document):
    made = adjusted(document, change("renamed", ("longshan",), "龙山新区"))
    assert faults(made) == []
    unit = Plan.from_document(made).unit_of("longshan")
    assert (unit.name, unit.other_names) == ("龙山新区", ("龙山区",))
    assert made["adjustments"][0] | {"id": ""} == {
        "id": "", "kind": "renamed", "since": "2023Q3", "units": ["longshan"], "old_name": "龙山区",
        "basis": "国务院批复〔2023〕9号",
    }  # fmt: skip


def test_merged_units_become_a_new_one_with_the_sums_of_what_they_were_given(document):
    made = adjusted(document, change("merged", ("longshan", "xian"), "安山区"))
    assert faults(made) == []
    plan = Plan.from_document(made)
    [heir] = plan.adjustments[0].into
    assert (plan.unit_of(heir).name, plan.unit_of(heir).kind) == ("安山区", "county")
    assert given(made, heir) == {"value": 60000, "base_value": 50000}
    assert given(made, "longshan") == given(document, "longshan")
    assert made["goals"][1]["allocations"][heir] == {"value": 20000}


def test_one_that_takes_another_in_is_settled_with_the_sums(document):
    made = adjusted(document, change("merged", ("longshan", "xian"), "龙山区"))
    assert faults(made) == []
    assert given(made, "longshan") == {"value": 60000, "base_value": 50000}
    assert (made["adjustments"][0]["into"], made["adjustments"][0]["settled"]) == (["longshan"], True)
    assert [unit["id"] for unit in made["units"]] == [unit["id"] for unit in document["units"]]


def test_where_a_base_lacks_nothing_is_made_up_and_the_office_has_to_settle_it(document):
    del document["goals"][0]["allocations"]["xian"]["base_value"]
    made = adjusted(document, change("merged", ("longshan", "xian"), "龙山区"))
    assert given(made, "longshan") == {"value": 60000}
    assert not made["adjustments"][0].get("settled")


def test_steps_of_a_target_changed_on_the_way_are_added_too(document):
    for unit, step in (("longshan", 33000), ("xian", 22000)):
        document["goals"][0]["allocations"][unit]["milestones"] = {"2023Q2": step}
    made = adjusted(document, change("merged", ("longshan", "xian"), "安山区"))
    assert given(made, made["adjustments"][0]["into"][0])["milestones"] == {"2023Q2": 55000}


def test_a_split_unit_may_remain_and_its_parts_are_left_to_the_office(document):
    made = adjusted(document, change("split", ("dongfeng",), "东丰县", "丰南县"))
    assert faults(made) == []
    plan = Plan.from_document(made)
    assert [plan.unit_of(unit).name for unit in plan.adjustments[0].into] == ["东丰县", "丰南县"]
    assert plan.adjustments[0].into[0] == "dongfeng"
    assert given(made, "dongfeng") == given(document, "dongfeng")


@pytest.mark.parametrize(
    ("what", "message"),
    [
        (change("renamed", ("longshan",)), "写一个新名称"),
        (change("renamed", ("longshan",), "龙山区"), "和原来一样"),
        (change("renamed", ("longshan",), "西安区"), "已经有“西安区”"),
        (change("renamed", ("longshan",), "科技局"), "已经有“科技局”"),
        (change("merged", ("longshan",), "安山区"), "请选两个以上单位"),
        (change("merged", ("longshan", "xian"), "东丰县"), "已经有“东丰县”"),
        (change("split", ("longshan",), "龙东区"), "写两个以上新名称"),
        (change("merged", ("longshan", "xian"), "安山区", basis=" "), "请写明依据"),
    ],
)
def test_what_nobody_could_carry_out_is_refused(document, what, message):
    with pytest.raises(PlanError, match=message):
        adjusted(document, what)


def test_the_old_document_stays_as_it_is(document):
    before = Plan.from_document(document)
    adjusted(document, change("merged", ("longshan", "xian"), "安山区"))
    assert Plan.from_document(document) == before
