"""Each record of a plan refuses what it cannot mean; what exists is valid."""

import pytest

from milepost.errors import PlanError
from milepost.plan.goal import end_of_month
from milepost.plan.plan import Plan


def changed(document, things, id_, **fields):
    row = next(row for row in document[things] if row["id"] == id_)
    row.update(fields)
    return document


@pytest.mark.parametrize(
    ("fields", "match"),
    [
        ({"operator": "≥"}, "算符“≥”不认识"),
        ({"kind": "level"}, "类型“level”不认识"),
        ({"path": "steep"}, "序时路径“steep”不认识"),
        ({"direction": 0}, "方向“0”不认识"),
        ({"value": None}, "期末存量类目标须写目标值"),
        ({"kind": "benchmark"}, "与参照值比较类目标不写目标值"),
        ({"path": "milestones"}, "按节点推进，却没有节点值"),
        ({"references": {"2022": {"value": 1, "source": "年鉴"}}}, "不与参照值比较"),
        (
            {"kind": "benchmark", "value": None, "references": {"2022": {"value": 1, "source": ""}}},
            "2022年的参照值没有出处",
        ),
        ({"kind": "benchmark", "value": None, "references": {"2022": {"source": "年鉴"}}}, "2022年的参照值没有数值"),
        (
            {
                "kind": "benchmark",
                "value": None,
                "references": {"2022": {"value": 1, "source": "a"}, "2022Q4": {"value": 2, "source": "b"}},
            },
            "有两个参照值止于同一季度",
        ),
        ({"base_source": ""}, "填了基期值，请同时写明出处"),
    ],
)
def test_a_goal_that_cannot_be_is_refused(document, fields, match):
    with pytest.raises(PlanError, match=match):
        Plan.from_document(changed(document, "goals", "market_entities", **fields))


@pytest.mark.parametrize(
    ("id_", "fields", "match"),
    [
        ("market_entities", {"way": "sum"}, "报送方式“sum”不认识"),
        ("market_entities", {"reported_by": []}, "二者只能有一样"),
        ("market_entities", {"reported_for": "banks"}, "报谁的数“banks”不认识，可用：self、whole、parts、.*、bank"),
        ("per_thousand", {"reported_by": ["county"]}, "二者只能有一样"),
    ],
)
def test_an_indicator_that_cannot_be_is_refused(document, id_, fields, match):
    with pytest.raises(PlanError, match=match):
        Plan.from_document(changed(document, "indicators", id_, **fields))


def test_a_unit_of_an_unknown_kind_is_refused(document):
    with pytest.raises(PlanError, match="类别“village”不认识"):
        Plan.from_document(changed(document, "units", "xian", kind="village"))


@pytest.mark.parametrize(
    ("fields", "match"),
    [
        ({"items": []}, "没有指标"),
        ({"unit_kind": "village"}, "参赛单位类别“village”不认识，可用：.*、bank"),
        ({"mean": "median"}, "平均方法或缺数规则不认识"),
        ({"missing": "guess"}, "平均方法或缺数规则不认识"),
        ({"items": [{"indicator": "trained", "weight": 1, "score": "speed"}]}, "计分方式“speed”不认识"),
        ({"items": [{"indicator": "trained", "weight": 0, "score": "growth"}]}, "权重须大于0"),
        ({"items": [{"indicator": "trained", "weight": 1, "score": "completion"}]}, "按完成计分，须写明目标"),
    ],
)
def test_a_race_that_cannot_be_is_refused(document, fields, match):
    with pytest.raises(PlanError, match=match):
        Plan.from_document(changed(document, "schemes", "counties", **fields))


def test_a_promise_as_allocated_keeps_its_words_and_takes_the_parts_numbers(document):
    changed(document, "goals", "market_entities", path="milestones", milestones={"2023Q4": 112000})
    whole = Plan.from_document(document).goal_of("market_entities")
    part = whole.for_unit("xian")
    assert (part.value, part.base_value, part.quote, part.operator) == (24000, 20000, whole.quote, ">")
    assert (part.path, part.milestones, part.allocations) == ("linear", {}, {})


def test_a_promise_that_was_not_allocated_has_no_part(plan):
    assert plan.goal_of("trained").for_unit("xian") is None


def test_a_month_ends_on_its_last_day():
    assert [end_of_month(2024, 2).day, end_of_month(2023, 2).day, end_of_month(2024, 12).day] == [29, 28, 31]
