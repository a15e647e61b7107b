"""Second opinion: the linear trend of the last five years, carried on to the target year.

The rules by which Destatis gives its weather symbols to the German sustainability indicators
(dns-indikatoren.de/en/status): to a value by a year, to a value in every year, in a direction alone.
"""

import numpy as np
import pandas as pd

from milepost.measure.panel import Bools, Floats
from milepost.measure.verdict import NO_VERDICT, first_reason, numbers, verdicts

# From the best to the worst, so that the worst of several targets can be taken.
STATUSES = ("sun", "sun+cloud", "cloud", "thunderstorm")
POINTS = ("y_t-5", "y_t-4", "y_t-3", "y_t-2", "y_t-1", "y_t")
_LEAST = 4


def trend_verdict(series: pd.DataFrame) -> pd.DataFrame:
    """Columns VERDICTS (`score` NaN), one row for each row of `series`, under the same index.

    `series` has year (of y_t), the six yearly values y_t-5 … y_t, direction (1 or −1), and may have target and
    target_year. `progress` is the share of the remaining way by which the trend would miss the target, 0 when it would
    not. A target without year is to be met in every year; without target only the direction counts. At least four of
    the six values are needed, the last among them.
    """
    given, odd = numbers(series, ("year", "direction", *POINTS), ("target", "target_year"))
    points = np.column_stack([given[name] for name in POINTS])
    now, direction = given["y_t"], given["direction"]
    change = direction * _yearly_change(points)
    ahead = direction * (given["target"] - now)
    by_year = ~np.isnan(given["target"]) & ~np.isnan(given["target_year"])
    reasons = _no_verdict(given, points, by_year)
    unknown = np.logical_or.reduce([np.array([bool(text) for text in odd], np.bool_), *(w for w, _ in reasons)])
    left = np.where(by_year, given["target_year"] - given["year"], 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        miss = np.where(by_year & (ahead > 0), np.maximum((ahead - change * left) / ahead, 0.0), np.nan)
    # A miss of 5 % is one of 5 %, whatever the last binary digit says.
    miss = np.round(miss, 12)
    # At the target already: the trend holds it until the target year, or, asked for every year, does not fall.
    holds = np.where(by_year, change * left >= ahead, change >= 0)
    status = np.select(
        [unknown, np.isnan(given["target"]), ahead <= 0, change <= 0, ~by_year],
        [NO_VERDICT, _by_direction(points, direction), np.where(holds, "sun", "sun+cloud"), "thunderstorm", "cloud"],
        np.select([miss < 0.05, miss <= 0.2], ["sun", "sun+cloud"], "cloud"),
    ).tolist()
    progress = np.where(unknown | (change <= 0), np.nan, miss)
    return verdicts(series.index, progress, np.full(len(now), np.nan), (status, first_reason(odd, reasons)))


def weakest(verdict: pd.DataFrame, groups: pd.Series) -> pd.Series:
    """The worst status of several targets, or of the two ends of an interval, indexed by `groups`; else no verdict."""
    severity = verdict["status"].map({status: place for place, status in enumerate(STATUSES)})
    worst = severity.groupby(groups).max().reindex(groups.unique())
    return worst.map(dict(enumerate(STATUSES))).fillna(NO_VERDICT).astype("str").rename("status")


def _yearly_change(points: Floats) -> Floats:
    """Mean change a year from the first known of the six values to the last one."""
    known = ~np.isnan(points)
    first = known.argmax(axis=1)
    start = points[np.arange(len(points)), first]
    years = points.shape[1] - 1 - first
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((points[:, -1] - start) / years, np.float64)


def _by_direction(points: Floats, direction: Floats) -> Floats:
    """Status where only the direction is promised: the mean change first, the last change second."""
    change = direction * _yearly_change(points)
    last = direction * (points[:, -1] - points[:, -2])
    return np.select([(change > 0) & (last > 0), change > 0, last > 0], ["sun", "sun+cloud", "cloud"], "thunderstorm")


def _no_verdict(given: dict[str, Floats], points: Floats, by_year: Bools) -> list[tuple[Bools, str]]:
    return [
        (np.abs(given["direction"]) != 1, "方向须写1或-1"),
        (np.isnan(given["y_t"]) | np.isnan(given["year"]), "缺现值或年份"),
        ((~np.isnan(points)).sum(axis=1) < _LEAST, "不足四个时点"),
        (by_year & (given["target_year"] < given["year"]), "目标年已过"),
        (np.isnan(given["target"]) & np.isnan(given["y_t-1"]), "缺上年数，看不出最近的方向"),
    ]
