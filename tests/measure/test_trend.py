"""The linear trend against published symbols, and at its edges."""

import numpy as np
import pandas as pd
import pytest

from milepost.errors import MeasureError
from milepost.measure.trend import POINTS, trend_verdict, weakest
from milepost.measure.verdict import VERDICTS

NONE = np.nan


def judge(points, year=2020, target=NONE, target_year=NONE, direction=1):
    given = dict(zip(POINTS, points, strict=True)) | {
        "year": year, "target": target, "target_year": target_year, "direction": direction,
    }  # fmt: skip
    return trend_verdict(pd.DataFrame([given])).iloc[0]


def even(first, last):
    return np.linspace(first, last, 6)


# Destatis, indicators of the German sustainability strategy, as published for the year.
@pytest.mark.parametrize(
    ("ends", "year", "target", "miss", "status"),
    [
        ((34.8, 43.5), 2019, 65, 0.1098, "sun+cloud"),  # 5.1.d
        ((34.672, 44.490), 2016, 70, 0, "sun"),  # 4.2.b
        ((2073, 2290), 2021, 5000, 0.8559, "cloud"),  # 12.2
    ],
)
def test_published_symbols(ends, year, target, miss, status):
    row = judge(even(*ends), year, target, 2030)
    assert (round(row["progress"], 4), row["status"], row["reason"]) == (miss, status, "")


@pytest.mark.parametrize(
    ("target", "status"),
    [(19, "sun"), (20, "sun"), (20.52, "sun"), (20.53, "sun+cloud"), (22.5, "sun+cloud"), (22.6, "cloud")],
)
def test_a_miss_of_five_and_twenty_per_cent_of_the_way(target, status):
    # 10 now, one more each year, ten years: 20.
    assert judge(even(5, 10), 2020, target, 2030)["status"] == status


@pytest.mark.parametrize(
    ("now", "status"), [(-0.5, "sun+cloud"), (-0.499, "sun"), (-2, "sun+cloud"), (-2.001, "cloud")]
)
def test_a_miss_of_exactly_five_or_twenty_per_cent(now, status):
    # Ten years on and ten to go; each tenth of a yearly change is one per cent of the way.
    row = judge(even(0, 5 * (1 + now / 10)), 2020, 5 * (1 + now / 10) + 10, 2030)
    assert row["status"] == status


@pytest.mark.parametrize(
    ("points", "progress", "status"),
    [
        ([5, 6, 7, 8, 9, 10], 0.5, "cloud"),
        ([NONE, 6, 7, 8, 9, 10], 0.5, "cloud"),
        ([NONE, NONE, 7, 8, 9, 10], 0.5, "cloud"),
        ([5, NONE, NONE, 8, 9, 10], 0.5, "cloud"),  # gaps inside: first and last decide
        ([5, 6, NONE, 8, NONE, 10], 0.5, "cloud"),
        (["5", "6", "", "8", None, "10"], 0.5, "cloud"),
        (["5%", "6%", "7%", "8%", "9%", "10%"], NONE, "no verdict"),  # beside a plain target
        (["5", "6", "7", "八", "9", "10"], NONE, "no verdict"),
        ([5, NONE, NONE, NONE, 9, 10], NONE, "no verdict"),
    ],
)
def test_gaps_and_texts(points, progress, status):
    row = judge(points, 2020, 20, 2025)
    assert (row["status"], row["progress"]) == (status, pytest.approx(progress, nan_ok=True))


@pytest.mark.parametrize(("last", "status"), [(20, "sun"), (19, "cloud")])
def test_in_the_target_year_itself_only_the_value_counts(last, status):
    assert judge(even(5, last), 2030, 20, 2030)["status"] == status


def test_less_may_be_better():
    assert judge(even(20, 15), 2020, 10, 2025, direction=-1)["status"] == "sun"
    assert judge(even(15, 20), 2020, 10, 2025, direction=-1)["status"] == "thunderstorm"


@pytest.mark.parametrize("ends", [(10, 5), (10, 10)])
def test_standing_still_or_turning_away_is_a_thunderstorm(ends):
    row = judge(even(*ends), 2020, 20, 2030)
    assert row["status"] == "thunderstorm"
    assert np.isnan(row["progress"])


@pytest.mark.parametrize(("first", "status"), [(20, "sun"), (30, "sun"), (31, "sun"), (40, "sun+cloud")])
def test_at_the_target_already_the_trend_must_hold_it(first, status):
    # 30 now, 20 asked for ten years on: a fall of more than one a year would lose it.
    assert judge(even(first, 30), 2020, 20, 2030)["status"] == status


@pytest.mark.parametrize(
    ("ends", "status"),
    [((20, 25), "sun"), ((25, 25), "sun"), ((30, 25), "sun+cloud"), ((10, 15), "cloud"), ((18, 15), "thunderstorm")],
)
def test_a_target_for_every_year(ends, status):
    assert judge(even(*ends), target=20)["status"] == status


@pytest.mark.parametrize(
    ("points", "status"),
    [
        ([1, 2, 3, 4, 5, 6], "sun"),
        ([1, 2, 3, 4, 6, 5], "sun+cloud"),
        ([1, 2, 3, 4, 5, 5], "sun+cloud"),
        ([6, 5, 4, 3, 2, 3], "cloud"),
        ([6, 5, 4, 3, 3, 2], "thunderstorm"),
        ([6, 6, 6, 6, 6, 6], "thunderstorm"),
    ],
)
def test_a_direction_alone(points, status):
    assert judge(points)["status"] == status


def test_four_points_do_and_three_do_not():
    four = judge([NONE, NONE, 7, 8, 9, 10], 2020, 20, 2030)
    assert (four["status"], four["progress"]) == ("sun", 0)
    three = judge([NONE, NONE, NONE, 8, 9, 10], 2020, 20, 2030)
    assert (three["status"], three["reason"]) == ("no verdict", "不足四个时点")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"points": [1, 2, 3, 4, 5, NONE], "target": 9, "target_year": 2030}, "缺现值或年份"),
        ({"points": [1, 2, 3, 4, 5, 6], "target": 9, "target_year": 2019}, "目标年已过"),
        ({"points": [1, 2, 3, 4, NONE, 6]}, "缺上年数，看不出最近的方向"),
        ({"points": [1, 2, 3, 4, 5, 6], "direction": NONE}, "方向须写1或-1"),
    ],
)
def test_no_verdict(given, reason):
    row = judge(**given)
    assert (row["status"], row["reason"]) == ("no verdict", reason)


def test_the_worst_of_several_targets_counts():
    trend = dict(zip(POINTS, even(5, 10), strict=True)) | {"year": 2020, "target_year": 2030, "direction": 1}
    table = trend_verdict(pd.DataFrame([trend | {"target": target} for target in (19, 30, 20)]))
    assert dict(table.dtypes.astype(str)) == VERDICTS
    assert weakest(table, pd.Series(["a", "a", "b"])).to_dict() == {"a": "cloud", "b": "sun"}


def test_without_any_verdict_there_is_no_worst():
    table = trend_verdict(pd.DataFrame([dict.fromkeys(POINTS, NONE) | {"year": 2020, "direction": 1}]))
    assert weakest(table, pd.Series(["a"])).to_dict() == {"a": "no verdict"}


def test_a_missing_column_is_named():
    with pytest.raises(MeasureError, match="y_t-5"):
        trend_verdict(pd.DataFrame({"year": [2020], "direction": [1]}))
