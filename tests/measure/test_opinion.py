"""The second opinion on a plan's own promises."""

import pytest

from milepost.measure.opinion import second_opinions
from tests.measure.accounts import account


def test_years_count_from_the_end_of_the_base_period(one_goal, figures):
    """Statistics Canada, CIF 1-1-1: 14.5 in 2015, 10.2 in 2023, 7.25 by 2030."""
    plan = one_goal(
        {"measure_unit": "%", "reported_by": ["bureau"], "reported_for": "whole", "counts": False},
        kind="share", operator="<=", value=7.25, base_value=14.5, base_period="2015", measure_unit="%",
        deadline="2030-12-31",
    )  # fmt: skip
    rows = account(plan, figures({"2023": {"city": 10.2}}), "2023").progress
    [verdict] = second_opinions(rows, plan).to_dict("records")
    assert verdict["progress"] == pytest.approx(0.9525901792, abs=1e-9)
    assert verdict["status"] == "substantial"


def test_what_is_no_level_has_no_second_opinion(one_goal, figures):
    plan = one_goal({"way": "flow"}, kind="yearly", value=10, base_value=None)
    rows = account(plan, figures({"2023Q1": {"east": 50, "west": 50}}), "2023Q1").progress
    assert second_opinions(rows, plan)["status"].tolist() == ["no verdict"]
