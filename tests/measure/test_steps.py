"""怎么算的: every judgement is done again from nothing but the numbers it shows."""

import pytest

from milepost.measure.steps import Amount, Step, steps

WHOLE = {"reported_by": ["bureau"], "reported_for": "whole"}
SIGNS = {"（": "(", "）": ")", "+": "+", "−": "-", "×": "*", "÷": "/", "^": "**"}


def redo(step: Step) -> float:
    """The formula as a pocket calculator would take it."""
    shown = "".join(SIGNS[part] if isinstance(part, str) else repr(part.value) for part in step.formula)
    result = eval(shown, {"__builtins__": {}})  # noqa: S307 - digits and signs of our own making
    return 100 * result if step.result.sort == "points" else result


def explain(plan, row):
    found = steps(plan.goals[0], row, plan)
    for step in found:
        assert redo(step) == pytest.approx(step.result.value), step
    return {step.label: step.result.value for step in found}


def test_the_numbers_of_a_stock(one_goal, judged):
    plan = one_goal(WHOLE, operator=">", value=22000, base_value=16400)
    row = judged(plan, {"2024Q2": 20720}, "2024Q2")
    first = steps(plan.goals[0], row, plan)[0]
    assert first.formula == (
        "（", Amount(20720, "amount", "户"), "−", Amount(16400, "amount", "户"), "）", "÷",
        "（", Amount(22000, "amount", "户"), "−", Amount(16400, "amount", "户"), "）",
    )  # fmt: skip
    said = explain(plan, row)
    assert list(said) == ["完成份额", "完成率", "序时份额", "超欠序时", "还差", "每季须净增", "今后年均须增长"]
    assert said["完成份额"] == row["reached_share"] == pytest.approx(0.7714, abs=1e-4)
    assert said["超欠序时"] == row["ahead"] == pytest.approx(-6.19, abs=1e-2)
    assert said["每季须净增"] == row["required_per_quarter"] == 640.5


@pytest.mark.parametrize(
    ("indicator", "goal", "level"),
    [
        ({}, {"value": 10, "base_value": 20, "operator": "<=", "direction": -1}, 16),
        ({}, {"value": 200, "base_value": 100, "path": "compound"}, 130),
        (
            {},
            {"value": 200, "base_value": 100, "path": "milestones", "milestones": {"2022Q4": 110, "2023Q4": 150}},
            130,
        ),
        ({}, {"value": 200, "base_value": 100, "path": "milestones", "milestones": {"2023Q2": 110}}, 130),
        ({"way": "ytd"}, {"kind": "window", "value": 100}, 30),
        ({"way": "ytd"}, {"kind": "window", "value": 100, "path": "milestones", "milestones": {"2023Q4": 40}}, 30),
        ({"way": "cumulative"}, {"kind": "window", "value": 530, "base_value": 670}, 900),
        ({"way": "cumulative"}, {"kind": "cumulative", "value": 1200, "base_value": 670}, 900),
        ({"way": "ytd"}, {"kind": "yearly", "value": 20}, 7),
        ({}, {"kind": "growth", "value": 20, "measure_unit": "%", "base_value": 100}, 125),
        ({}, {"kind": "multiple", "value": 2, "measure_unit": "倍", "base_value": 100}, 125),
        ({}, {"kind": "growth_over_base", "value": 40, "measure_unit": "%", "base_value": 100}, 125),
        ({}, {"kind": "share", "value": 80, "base_value": 50}, 60),
        ({}, {"kind": "share", "value": 80}, 60),
        ({}, {"kind": "keep", "value": 80}, 75),
        ({}, {"kind": "keep", "value": 80, "operator": "≈"}, 75),
        ({}, {"value": 200}, 130),
    ],
)
def test_every_kind_can_be_done_again(one_goal, judged, indicator, goal, level):
    plan = one_goal(WHOLE | indicator, **goal)
    row = judged(plan, {"2022Q4": level if goal.get("kind") == "window" else 0, "2023Q2": level}, "2023Q2")
    said = explain(plan, row)
    assert said
    for label, column in (
        ("完成份额", "reached_share"),
        ("序时份额", "due_share"),
        ("超欠序时", "ahead"),
        ("还差", "gap"),
    ):
        if label in said:
            assert said[label] == pytest.approx(row[column])
        elif goal.get("kind") != "keep":
            assert not row[column] > 0, "what is not explained is unknown or nothing"


def test_what_is_kept_about_a_value_shows_its_band(one_goal, judged):
    plan = one_goal(WHOLE, kind="keep", value=80, operator="≈")
    assert explain(plan, judged(plan, {"2023Q2": 75}, "2023Q2")) == {"与保持值相差": -5, "允许上下": 4}


def test_a_unit_is_explained_by_its_own_part(one_goal, figures, judged):
    plan = one_goal(value=300, base_value=100, allocations={"east": {"value": 200, "base_value": 50}})
    row = judged(plan, {"2023Q2": 100}, "2023Q2", unit="east")
    assert explain(plan, row)["完成份额"] == pytest.approx(1 / 3)


def test_from_the_deadline_on_nothing_is_required_per_quarter(one_goal, judged):
    plan = one_goal(WHOLE, value=200, base_value=100)
    assert list(explain(plan, judged(plan, {"2024Q4": 190}, "2024Q4"))) == [
        "完成份额", "完成率", "序时份额", "超欠序时", "还差",
    ]  # fmt: skip


def test_nothing_is_explained_of_what_is_not_known(one_goal, judged):
    plan = one_goal(WHOLE, value=200, base_value=100)
    assert steps(plan.goals[0], judged(plan, {}, "2023Q2"), plan) == ()


def test_what_is_met_or_not_shows_by_how_much(one_goal, judged):
    plan = one_goal(WHOLE, kind="boolean")
    assert explain(plan, judged(plan, {"2023Q2": 3}, "2023Q2")) == {"所报（是为1，否为0）减要求": 2}
    plan = one_goal(WHOLE | {"measure_unit": "日", "counts": False}, kind="duration", operator="<=", value=0.5,
                    measure_unit="日")  # fmt: skip
    assert explain(plan, judged(plan, {"2023Q2": 0.75}, "2023Q2")) == {"比要求少": -0.25}


def test_a_comparison_with_others_has_no_arithmetic(one_goal, judged):
    plan = one_goal(WHOLE, kind="benchmark")
    assert steps(plan.goals[0], judged(plan, {"2023Q2": 1}, "2023Q2"), plan) == ()


def test_percentages_differ_in_points(one_goal, judged):
    plan = one_goal(WHOLE | {"measure_unit": "%", "counts": False}, kind="share", value=80, base_value=50,
                    measure_unit="%")  # fmt: skip
    found = {s.label: s.result.unit for s in steps(plan.goals[0], judged(plan, {"2023Q2": 60}, "2023Q2"), plan)}
    assert (found["还差"], found["每季须净增"]) == ("个百分点", "个百分点")


def test_after_the_deadline_all_quarters_have_passed(one_goal, judged):
    plan = one_goal(WHOLE, value=200, base_value=100, deadline="2022-12-31")
    [due] = [s for s in steps(plan.goals[0], judged(plan, {"2023Q2": 130}, "2023Q2"), plan) if s.label == "序时份额"]
    assert due.formula == (Amount(4, "quarters"), "÷", Amount(4, "quarters"))
