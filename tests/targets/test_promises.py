"""Nothing of a plan is left out, and nothing that only looks like a promise is taken for one."""

import tomllib
from pathlib import Path

import pytest

from milepost.plan.plan import Plan

TARGETS = Path(__file__).parents[2] / "targets"


def plan(name):
    return Plan.from_document(tomllib.loads((TARGETS / f"{name}.toml").read_text(encoding="utf-8")))


def test_the_promises_of_jiaxing_are_all_there():
    assert [goal.value for goal in plan("jiaxing-2018").goals] == [
        50000, 10, 6,
        15000, 15, 600, 10000,
        3000, 90, 950, 300, 400, 200, 30, 150,
        1000, 10, 2.5, 10, 10, 1000, 500,
        3, 60, 100, 3000000, 500, 5000, 15000, None, None, 10, 300, 100,
        20,
    ]  # fmt: skip


def test_the_promises_of_jilin_are_all_there():
    assert [goal.value for goal in plan("jilin-2022").goals] == [
        10, 100, 1500, 3000, 10000, 20, 15, 2, 10, 30, 30, 500, 100, 90, 50000,
        None, None, 30, 30, 30, 20, 1, 1.5, 2, 100, 10, 1000, 100, 1000, 10000, None,
    ]  # fmt: skip


def test_the_promises_of_xiaodian_are_all_there():
    assert [goal.value for goal in plan("xiaodian-2022").goals] == [
        260000, 20, 200, 1.5, 75, 500000,
        120, 10, 40, 17.5, 40, 3, 50,
        17, 2, 20, 80,
        30, 80, 30, 25, 10,
        0.5, 0.5, None, 95, 100, 60, 70, 5,
    ]  # fmt: skip


def test_measures_that_only_reward_promise_nothing():
    industry = plan("liaoyuan-industry")
    assert industry.goals == ()
    assert (industry.title, industry.document_number, industry.issued) == (None, None, None)
    assert "没有标题" in industry.note


@pytest.mark.parametrize("name", ["jiaxing-2018", "jilin-2022", "xiaodian-2022"])
def test_no_reward_is_taken_for_a_promise(name):
    for goal in plan(name).goals:
        assert not any(word in goal.quote for word in ("奖励", "补贴", "补助", "奖补"))


def test_a_bare_number_says_that_it_is_judged_as_at_least():
    bare = [
        g for name in ("jiaxing-2018", "jilin-2022", "xiaodian-2022") for g in plan(name).goals if g.operator == "="
    ]
    numbers = [g for g in bare if g.value is not None and g.kind != "multiple"]
    assert numbers
    assert all("按不少于判断" in g.note for g in numbers)


def test_respectively_thirty_thirty_and_five_hundred_are_three_promises():
    three = [goal for goal in plan("jilin-2022").goals if "30个、30个和500个" in goal.quote]
    assert [(goal.indicator, goal.value) for goal in three] == [
        ("service_platforms", 30),
        ("national_incubators", 30),
        ("provincial_incubators", 500),
    ]


def test_streets_and_counties_carry_codes_only_where_the_standard_has_them():
    jiaxing = {unit.name: unit.code for unit in plan("jiaxing-2018").parts}
    assert jiaxing["平湖市"] == "330482"
    assert (jiaxing["经开区"], jiaxing["港区"]) == ("", "")
    assert {unit.code for unit in plan("xiaodian-2022").parts} == {""}


def test_a_city_reported_apart_is_not_added_twice():
    jilin = plan("jilin-2022")
    assert {unit.name: unit.counted_in for unit in jilin.parts if unit.counted_in} == {
        "梅河口市": "tonghua",
        "公主岭市": "changchun",
    }
    assert len(jilin.summed_parts) == 10
