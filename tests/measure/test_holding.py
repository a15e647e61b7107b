"""Since when a promise is met, and in how many years a yearly one was kept."""

import math

import numpy as np
import pytest

from milepost.measure.progress import progress
from milepost.plan.period import Period
from milepost.plan.tables import Status

WHOLE = {"reported_by": ["bureau"], "reported_for": "whole"}
YES_NO = WHOLE | {"measure_unit": "是否"}


@pytest.mark.parametrize(
    ("levels", "since"),
    [
        ({"2022Q3": 0, "2022Q4": 0, "2023Q1": 1, "2023Q2": 1}, "2023Q1"),
        ({"2022Q3": 1, "2022Q4": 0, "2023Q1": 0, "2023Q2": 1}, "2023Q2"),  # lost again: the run of now
        ({"2022Q3": 1, "2023Q2": 1}, "2022Q3"),  # a quarter without figure breaks nothing
        ({"2022Q3": 1, "2022Q4": 1, "2023Q1": 1, "2023Q2": 0}, ""),
        ({"2022Q3": 1}, ""),  # not reported now: nobody says that it still holds
        ({"2021Q2": 1, "2021Q4": 1, "2022Q4": 1, "2023Q2": 1}, "2021Q4"),  # at the base already, not before it
        ({"2021Q3": 0, "2022Q4": 1, "2023Q2": 1}, "2022Q4"),
    ],
)
def test_a_yes_has_the_quarter_since_which_it_stands(one_goal, judged, levels, since):
    row = judged(one_goal(YES_NO, kind="boolean", measure_unit="是否"), levels, "2023Q2")
    assert row["met_since"] == since


def test_a_time_limit_and_a_level_have_one_too(one_goal, judged):
    days = one_goal(
        WHOLE | {"measure_unit": "日", "counts": False}, kind="duration", operator="<=", value=0.5, measure_unit="日"
    )
    assert judged(days, {"2022Q2": 0.6, "2022Q4": 0.5, "2023Q2": 0.4}, "2023Q2")["met_since"] == "2022Q4"
    level = one_goal(WHOLE, value=200, base_value=100)
    assert judged(level, {"2022Q2": 150, "2022Q3": 201, "2024Q4": 205}, "2024Q4")["met_since"] == "2022Q3"


def test_the_quarters_asked_for_do_not_change_since_when(one_goal, figures):
    plan = one_goal(YES_NO, kind="boolean", measure_unit="是否")
    cells = figures({"2022Q3": {"city": 1.0}, "2022Q4": {"city": 1.0}, "2024Q1": {"city": 1.0}})
    [row] = progress(cells, plan, [Period.parse("2024Q1")]).to_dict("records")
    assert row["met_since"] == "2022Q3"


def test_one_county_that_says_yes_does_not_answer_for_the_whole(one_goal, figures):
    plan = one_goal({"measure_unit": "是否"}, kind="boolean", measure_unit="是否")
    cells = figures({"2023Q2": {"east": 1.0, "west": 0.0}})
    [row] = progress(cells, plan, [Period.parse("2023Q2")]).to_dict("records")
    assert math.isnan(row["value"])
    assert (row["status"], row["reason"]) == (Status.UNKNOWN, "各地的数不能相加，须报全域的数")


# Year to date of each quarter from the first of 2022; at least 40 in every year.
@pytest.mark.parametrize(
    ("ytd", "kept"),
    [
        ([10, 20, 30], (0, 0)),
        ([10, 20, 30, 40], (1, 1)),
        ([10, 20, 30, 39, 50], (0, 1)),
        ([10, 20, 30, 45, 9, 20, 30, 41], (2, 2)),
        ([10, 20, 30, np.nan, 9, 20, 30, 41], (1, 2)),
        ([50, 60, 70, 80, 9, 20, 30, 31, 50], (1, 2)),  # this year's 50 counts when the year is over
        ([10, 20, 30, 45, 9, 20, 30, 41, 10, 20, 30, 40, 10, 20], (3, 3)),  # nothing after the deadline
    ],
)
def test_a_yearly_promise_counts_the_years_that_kept_it(one_goal, judged, ytd, kept):
    first = Period.parse("2022Q1")
    levels = {str(first.plus(n)): value for n, value in enumerate(ytd)}
    plan = one_goal(WHOLE | {"way": "ytd"}, kind="yearly", value=40)
    row = judged(plan, levels, str(first.plus(len(ytd) - 1)))
    assert (row["years_kept"], row["years_ended"]) == kept


def test_other_kinds_have_no_years(one_goal, judged):
    row = judged(one_goal(WHOLE, value=200, base_value=100), {"2023Q4": 150}, "2023Q4")
    assert np.isnan([row["years_kept"], row["years_ended"]]).all()
