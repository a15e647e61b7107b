"""What each remaining quarter must bring beside what the last ones brought."""

import math
from dataclasses import asdict, replace

import pandas as pd

from milepost.plan.period import Period, quarters
from milepost.report.effort import Effort, effort, quarters_left
from tests.report.standings import NAN, judged

Q2 = Period.parse("2024Q2")


def progress(values: list[float], last: Period, **changes: object) -> pd.DataFrame:
    """One goal's rows, the last of them in `last`."""
    periods = quarters(last.plus(1 - len(values)), last)
    return pd.DataFrame(
        [asdict(judged(period=str(p), value=v, **changes)) for p, v in zip(periods, values, strict=True)]
    )


def test_the_recent_pace_is_the_mean_of_four_quarters(plan):
    rows = progress([18850, 19300, 19700, 20230, 20720], Q2)
    found = effort(plan.goal_of("market_entities"), rows, Q2, "city")
    assert found is not None
    assert (found.quarters, found.recent, found.each) == (2, (20720 - 18850) / 4, 641.0)
    assert math.isclose(found.times, 640.5 / 467.5)


def test_with_a_hole_four_quarters_back_the_next_known_one_is_taken(plan):
    found = effort(plan.goal_of("market_entities"), progress([NAN, 19300, 19700, 20230, 20720], Q2), Q2, "city")
    assert found is not None
    assert found.recent == (20720 - 19300) / 3


def test_in_the_first_quarter_the_base_is_the_start(plan):
    first = Period.parse("2022Q1")
    goal = plan.goal_of("market_entities")
    found = effort(goal, progress([16800], first), first, "city")
    assert found is not None
    assert found.recent == 16800 - 16400
    summed = replace(goal, kind="window", base_value=None)
    found = effort(summed, progress([900], first, base_value=NAN), first, "city")
    assert found is not None
    assert found.recent == 900


def test_a_yearly_goal_looks_at_its_year_alone(plan):
    goal = plan.goal_of("trained")
    found = effort(goal, progress([22, 5, 12], Q2, goal="trained"), Q2, "city")
    assert found is not None
    assert (found.quarters, found.recent) == (2, 6.0)


def test_no_quarters_are_left_after_the_deadline(plan):
    goal = plan.goal_of("market_entities")
    assert [quarters_left(goal, Period.parse(text)) for text in ("2024Q2", "2024Q4", "2025Q1")] == [2, 0, 0]


def test_without_forward_pace_there_is_no_multiple():
    assert math.isnan(Effort(judged(), 2, 1.5, 0.0).times)
    assert math.isnan(Effort(judged(), 2, 1.5, -0.25).times)
    # Less is better: falling is forward.
    assert Effort(judged(), 2, -3.0, -1.5).times == 2.0


def test_a_goal_without_a_row_has_no_effort(plan):
    assert effort(plan.goal_of("new_entities"), progress([1], Q2), Q2, "city") is None
