"""同比 and 环比 of reported figures."""

import numpy as np
import pytest

from milepost.measure.change import on_quarter, on_year
from milepost.measure.panel import Panel
from milepost.plan.period import Period

SPAN = Period.parse("2022Q1"), Period.parse("2023Q2")


def moves(plan, cells):
    """Growth of the first indicator of the east county in the last quarter: on the year, on the quarter."""
    panel = Panel.of(cells, plan, *SPAN)
    east = [unit.id for unit in plan.units].index("east")
    return on_year(panel)[0, east, -1], on_quarter(panel)[0, east, -1]


@pytest.mark.parametrize(
    ("way", "levels", "grown"),
    [
        ("stock", {"2022Q2": 100, "2023Q1": 120, "2023Q2": 150}, (0.5, 0.25)),
        ("flow", {"2022Q2": 100, "2023Q1": 120, "2023Q2": 150}, (0.5, 0.25)),
        ("ytd", {"2022Q2": 100, "2023Q1": 60, "2023Q2": 150}, (0.5, 0.5)),  # 90 after 60
        ("cumulative", {"2022Q2": 100, "2023Q1": 120, "2023Q2": 150}, (0.5, 0.25)),
        ("stock", {"2022Q2": 0, "2023Q1": -1, "2023Q2": 150}, (np.nan, np.nan)),  # no growth from nothing
        ("stock", {"2023Q2": 150}, (np.nan, np.nan)),
    ],
)
def test_each_way_of_reporting_grows_on_its_like(one_goal, figures, way, levels, grown):
    cells = figures({period: {"east": value} for period, value in levels.items()})
    assert moves(one_goal({"way": way}, value=1), cells) == pytest.approx(grown, nan_ok=True)


def test_percentages_differ_in_points_and_do_not_grow(one_goal, figures):
    plan = one_goal({"measure_unit": "%", "counts": False}, kind="share", value=80, measure_unit="%")
    cells = figures({"2022Q2": {"east": 40}, "2023Q1": {"east": 50}, "2023Q2": {"east": 60}})
    assert np.isnan(moves(plan, cells)).all()


def test_what_is_owed_once_a_year_does_not_stand_still_each_quarter(one_goal, figures):
    plan = one_goal({"frequency": "year"}, value=1)
    cells = figures({"2022Q4": {"east": 40}, "2023Q1": {"east": 50}})
    assert np.isnan(moves(plan, cells)[1])
