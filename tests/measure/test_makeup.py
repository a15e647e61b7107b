"""What a judged number was made of: sums over quarters and years, differences, ratios."""

import pandas as pd
import pytest

from milepost.measure.calculator import calculated
from milepost.measure.makeup import makeup
from milepost.measure.progress import progress
from milepost.measure.steps import Amount
from milepost.measure.values import values
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan

WHOLE = {"reported_by": ["bureau"], "reported_for": "whole"}


@pytest.fixture
def made(figures):
    """Label, numbers and signs of the step for goal `g`, when the city alone reports these values."""

    def make(plan, levels, period, unit="city"):
        cells = figures({when: {unit: value} for when, value in levels.items()})
        return of(plan, cells, period, unit)

    return make


@pytest.fixture
def promised(one_goal, made):
    """The same for a promise of 200 on an indicator that is reported in this way."""
    return lambda way, goal, case: made(one_goal(WHOLE | {"way": way}, value=200, **goal), *case)


def of(plan, cells, period, unit="city"):
    periods = quarters(plan.start, Period.parse(period))
    rows = progress(cells, plan, periods)
    row = rows[(rows["unit"] == unit) & (rows["period"] == period)].iloc[0]
    found = makeup(plan.goals[0], row, plan, values(cells, plan, periods))
    if not found:
        return None
    [step] = found
    numbers = [part.value if isinstance(part, Amount) else part for part in step.formula]
    assert calculated(numbers) == pytest.approx(row["value"]) == step.result.value
    return step.label, numbers


YTD = {"2022Q4": 50.0, "2023Q1": 9, "2023Q4": 60, "2024Q1": 10, "2024Q2": 25}
FLOW = dict(zip(["2022Q1", "2022Q2", "2022Q3", "2022Q4", "2023Q1"], [5.0, 6, 7, 8, 9], strict=True))


@pytest.mark.parametrize(
    ("way", "goal", "case", "said"),
    [
        ("ytd", {"kind": "window"}, (YTD, "2024Q2"), ("现值（逐年相加）", [50, "+", 60, "+", 25])),
        ("ytd", {"kind": "window"}, (YTD, "2023Q4"), ("现值（逐年相加）", [50, "+", 60])),
        ("flow", {"kind": "window"}, (FLOW, "2022Q3"), ("现值（逐季相加）", [5, "+", 6, "+", 7])),
        ("ytd", {"kind": "cumulative", "base_value": 670}, (YTD, "2023Q4"),
         ("现值（逐年相加）", [670, "+", 50, "+", 60])),
        ("ytd", {"kind": "stock"}, (YTD | {"2023Q2": 22.0}, "2024Q2"), ("现值（近四季合计）", [25, "+", 60, "−", 22])),
        ("flow", {"kind": "stock"}, (FLOW, "2023Q1"), ("现值（近四季合计）", [6, "+", 7, "+", 8, "+", 9])),
        ("flow", {"kind": "yearly"}, (FLOW, "2022Q2"), ("现值（今年各季相加）", [5, "+", 6])),
        ("stock", {"kind": "yearly", "base_value": 10}, (FLOW, "2022Q2"), ("现值（减基期值）", [6, "−", 10])),
        ("stock", {"kind": "yearly"}, (FLOW, "2023Q1"), ("现值（减上年末）", [9, "−", 8])),
        ("stock", {"kind": "window", "base_value": 3}, (FLOW, "2023Q1"), ("现值（减基期值）", [9, "−", 3])),
    ],
)  # fmt: skip
def test_sums_and_differences_by_hand(promised, way, goal, case, said):
    assert promised(way, goal, case) == said


@pytest.mark.parametrize(
    ("indicator", "goal", "case"),
    [
        ({}, {"kind": "stock", "value": 20}, (FLOW, "2023Q1")),
        ({"way": "ytd"}, {"kind": "yearly", "value": 20}, (YTD, "2024Q2")),
        ({"way": "ytd"}, {"kind": "window", "value": 200}, (YTD, "2022Q4")),
        ({}, {"kind": "growth", "value": 20, "measure_unit": "%", "base_value": 5}, (FLOW, "2023Q1")),
        ({"way": "ytd"}, {"kind": "window", "value": 200}, ({"2022Q2": 5.0}, "2023Q1")),
    ],
)
def test_a_figure_as_it_was_reported_needs_no_step(one_goal, made, indicator, goal, case):
    assert made(one_goal(WHOLE | indicator, **goal), *case) is None


def test_a_sum_that_starts_within_a_year_takes_off_what_was_before(one_goal, made):
    plan = one_goal(WHOLE | {"way": "ytd"}, kind="window", value=200, base_period="2022Q2")
    levels = {"2022Q2": 20.0, "2022Q4": 50, "2023Q1": 9}
    assert made(plan, levels, "2023Q1") == ("现值（逐年相加）", [50, "+", 9, "−", 20])


def test_a_window_ends_with_its_deadline(one_goal, made):
    plan = one_goal(WHOLE | {"way": "ytd"}, kind="window", value=200, deadline="2023-12-31")
    assert made(plan, YTD, "2024Q2") == ("现值（逐年相加）", [50, "+", 60])


def test_a_county_is_made_of_its_own_figures(one_goal, made):
    plan = one_goal({"way": "ytd"}, kind="window", value=200, allocations={"east": {"value": 100}})
    assert made(plan, YTD, "2023Q4", unit="east") == ("现值（逐年相加）", [50, "+", 60])


def test_a_goal_in_another_unit_is_made_in_that_unit(one_goal, made):
    plan = one_goal(WHOLE | {"way": "ytd", "counts": False}, kind="window", value=1, measure_unit="万户")
    assert made(plan, {"2022Q4": 50000.0, "2023Q1": 9000}, "2023Q1") == ("现值（逐年相加）", [5, "+", 0.9])


def test_a_ratio_is_numerator_by_latest_denominator(document, figures):
    document["goals"] = [goal for goal in document["goals"] if goal["id"] == "per_thousand"]
    document["schemes"] = []
    everywhere = ["longshan", "xian", "dongfeng", "dongliao", "gaoxin"]
    cells = pd.concat(
        [figures({"2023Q2": dict.fromkeys(everywhere, 22000.0)}, "market_entities"),
         figures({"2022Q4": dict.fromkeys(everywhere, 200000.0)}, "population")],
        ignore_index=True,
    )  # fmt: skip
    assert of(Plan.from_document(document), cells, "2023Q2") == ("现值", [110000, "÷", 1000000, "×", 1000])
