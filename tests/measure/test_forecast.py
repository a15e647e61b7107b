"""The drift forecast: by hand, by a table of t, and by simulation."""

import numpy as np
import pytest

from milepost.measure import student
from milepost.measure.forecast import back_test, forecast

LEVELS = np.array([[10.0, 12.0, 13.0, 17.0, 18.0, 20.0]])


# Quantiles of any printed table of Student's t.
@pytest.mark.parametrize(
    ("coverage", "degrees", "t"),
    [(0.8, 1, 3.0777), (0.8, 2, 1.8856), (0.8, 4, 1.5332), (0.8, 10, 1.3722), (0.95, 1, 12.7062), (0.95, 5, 2.5706),
     (0.95, 30, 2.0423), (0.99, 7, 3.4995)],
)  # fmt: skip
def test_the_reach_of_t_is_that_of_the_tables(coverage, degrees, t):
    assert student.reach(coverage, degrees) == pytest.approx(t, abs=5e-5)
    assert student.within(np.array(t), degrees) == pytest.approx(coverage, abs=1e-4)


def test_half_lies_below_nothing():
    assert student.below(np.array([0.0, -1.0, 1.0]), 5) == pytest.approx([0.5, 0.18161, 0.81839], abs=1e-5)


def test_a_forecast_by_hand():
    made = forecast(LEVELS, 2)
    # Changes 2 1 4 1 2: mean 2, squared residuals 0 1 4 1 0 over 4 degrees.
    assert made.middle.tolist() == [[22, 24]]
    assert made.scale[0] == pytest.approx([np.sqrt(1.5 * 1.2), np.sqrt(1.5 * 2 * 1.4)])
    assert made.high[0] - made.middle[0] == pytest.approx(1.533206 * made.scale[0], rel=1e-6)
    assert made.middle[0] - made.low[0] == pytest.approx(made.high[0] - made.middle[0])


def test_fewer_than_four_points_give_nothing_and_fewer_than_six_no_chance():
    three, five = forecast(LEVELS[:, :3], 1), forecast(LEVELS[:, :5], 1)
    assert np.isnan(three.middle).all()
    assert not np.isnan(five.high).any()
    assert np.isnan(five.chance(np.array([20.0]), np.array([1.0]))).all()


def test_only_what_follows_the_last_gap_counts():
    gap = np.array([[99.0, np.nan, 10, 12, 13, 17], [1, 2, 3, 4, 5, np.nan]])
    made = forecast(gap, 1)
    assert made.points.tolist() == [4, 0]
    assert made.middle[0, 0] == pytest.approx(17 + 7 / 3)
    assert np.isnan(made.middle[1, 0])


def test_the_chance_of_the_middle_is_one_half_either_way():
    made = forecast(LEVELS, 1)
    for direction in (1.0, -1.0):
        assert made.chance(np.array([22.0]), np.array([direction]))[0, 0] == pytest.approx(0.5)
    assert made.chance(np.array([30.0]), np.array([1.0]))[0, 0] < 0.01
    assert made.chance(np.array([30.0]), np.array([-1.0]))[0, 0] > 0.99


def test_a_series_without_scatter_arrives_or_does_not():
    made = forecast(np.arange(1.0, 8.0)[None], 2)
    assert made.low.tolist() == made.high.tolist() == [[8, 9]]
    assert made.chance(np.array([9.0]), np.array([1.0])).tolist() == [[0, 1]]


def test_many_series_at_once_are_each_forecast_alone():
    rng = np.random.default_rng(1)
    many = rng.normal(1, 1, (30, 9)).cumsum(axis=1)
    many[::3, 2] = np.nan
    together = forecast(many, 3)
    for row in range(30):
        assert forecast(many[row : row + 1], 3).high[0].tolist() == together.high[row].tolist()


@pytest.mark.parametrize("points", [4, 6, 12])
def test_four_of_five_intervals_hold(points):
    walks = np.random.default_rng(7).normal(0.5, 2, (20000, points + 4)).cumsum(axis=1)
    made = forecast(walks[:, :points], 4)
    inside = (walks[:, points:] >= made.low) & (walks[:, points:] <= made.high)
    assert inside.mean(axis=0) == pytest.approx([0.8] * 4, abs=0.015)


def test_the_back_test_counts_what_held():
    steady = np.array([[1.0, 2.1, 3.0, 4.1, 5.0, 6.1, 50.0], [1, 2, 3, np.nan, 5, 6, 7]])
    hits, tries = back_test(steady)
    assert tries.tolist() == [3, 0]
    assert hits.tolist() == [2, 0], "the leap at the end was in no interval"
