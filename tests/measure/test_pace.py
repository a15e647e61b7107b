"""The pace of one promise, for charts."""

import numpy as np
import pytest

from milepost.measure.pace import due_share, pace
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan

YEARS = quarters(Period.parse("2022Q1"), Period.parse("2024Q4"))


def test_a_level_rises_evenly_from_its_base(one_goal):
    plan = one_goal(value=220, base_value=100)
    line = pace(plan.goals[0], plan, YEARS)
    assert line["2022Q1"] == 110
    assert line["2024Q4"] == 220
    assert np.allclose(np.diff(line), 10)
    assert due_share(plan.goals[0], plan, Period.parse("2023Q2")) == 0.5


def test_a_window_rises_from_zero_and_a_unit_has_its_own_line(document):
    plan = Plan.from_document(document)
    whole, own = plan.goal_of("new_entities"), plan.goal_of("new_entities").for_unit("gaoxin")
    assert pace(whole, plan, YEARS)["2023Q2"] == 20000
    assert pace(own, plan, YEARS)["2023Q2"] == 1600


def test_a_year_begins_again_at_zero(one_goal):
    plan = one_goal({"way": "flow"}, kind="yearly", value=20)
    assert pace(plan.goals[0], plan, YEARS[2:6]).tolist() == [15, 20, 5, 10]


def test_a_promised_growth_is_a_line_of_levels(one_goal):
    plan = one_goal(kind="growth", value=20, measure_unit="%", base_value=100)
    assert pace(plan.goals[0], plan, YEARS)[["2022Q4", "2023Q4", "2024Q4"]].tolist() == pytest.approx([120, 144, 172.8])


def test_without_a_base_there_is_no_line(one_goal):
    plan = one_goal(value=220)
    assert pace(plan.goals[0], plan, YEARS).isna().all()
    assert np.isnan(due_share(plan.goals[0], plan, YEARS[0]))
