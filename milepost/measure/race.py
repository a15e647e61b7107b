"""赛马: units ranked by weighted scores, with ties, missing figures and the doubt of the weights shown."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from milepost.errors import MeasureError
from milepost.measure.panel import Bools, Floats, texts
from milepost.measure.scores import racers, racing, scores
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.scheme import Scheme
from milepost.plan.unit import UNIT_KIND_WORDS

DRAWS = 1000
SWAY = 0.2
_SEED = 2022
# Scores that differ by less are the same score, so that noise in the last digit parts nobody.
_DIGITS = 9
# Products of fewer multiplications than this OpenBLAS does in one thread.
_ONE_THREAD = 2**18

CONTRIBUTIONS = {
    "unit": "str",
    "indicator": "str",
    "score": "float64",  # points
    "rank": "float64",  # by this indicator alone
    "weight": "float64",  # as it counted, after missing ones were left out; 1 for all together
    "contribution": "float64",  # weight × score; they add up to the unit's score of an arithmetic race
}


def competition_ranks(points: Floats) -> Floats:
    """Descending competition ranks along the last axis: 0, 2, 3, 2 → 4, 2, 1, 2; NaN has no rank."""
    rounded = np.round(points, _DIGITS)
    order = np.argsort(-rounded, axis=-1)
    ordered = np.take_along_axis(rounded, order, axis=-1)
    place = np.arange(1, points.shape[-1] + 1)
    new = np.ones(points.shape, bool)
    new[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    first = np.maximum.accumulate(np.where(new, place, 0), axis=-1).astype(np.float64)
    ranks = np.empty(points.shape)
    np.put_along_axis(ranks, order, np.where(np.isnan(ordered), np.nan, first), axis=-1)
    return ranks


def tied(ranks: Floats) -> Bools:
    """Which ranks of each row are held by more than one unit."""
    order = np.argsort(ranks, axis=-1)
    ordered = np.take_along_axis(ranks, order, axis=-1)
    same = ordered[:, 1:] == ordered[:, :-1]
    shared = np.zeros(ranks.shape, bool)
    shared[:, 1:] |= same
    shared[:, :-1] |= same
    tied = np.empty_like(shared)
    np.put_along_axis(tied, order, shared, axis=-1)
    return tied


def weighted_means(points: Floats, weights: Floats, scheme: Scheme) -> Floats:
    """Mean of `points` (… × item) under `weights` (draw × item), as draw × …, by the scheme's mean and missing rule.

    A geometric mean over a score that is not positive raises MeasureError.
    """
    known = ~np.isnan(points)
    geometric = scheme.mean == "geometric"
    filled = np.where(known, points, 0.0)
    if scheme.missing == "zero":
        known = np.ones(points.shape, bool)
    if geometric:
        if (known & (filled <= 0)).any():
            raise MeasureError(f"赛马办法“{scheme.title}”用几何平均，但有得分不大于0；请改用算术平均或别的计分方式")
        filled = np.log(np.where(known, filled, 1.0))
    counted = known.astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = _weighted(filled, weights) / _weighted(counted, weights)
    return np.exp(mean) if geometric else mean


def _weighted(points: Floats, weights: Floats) -> Floats:
    """Sum of points × weight over the items, as draw × …

    In pieces that BLAS does not share out to its threads: on a busy machine waiting for them takes 30 times as long.
    """
    flat = points.reshape(-1, points.shape[-1]).T
    sums = np.empty((len(weights), flat.shape[1]))
    step = max(1, math.isqrt(_ONE_THREAD // max(1, len(flat))))
    for row in range(0, len(weights), step):
        for column in range(0, flat.shape[1], step):
            piece = np.s_[row : row + step, column : column + step]
            sums[piece] = weights[piece[0]] @ flat[:, piece[1]]
    return sums.reshape(len(weights), *points.shape[:-1])


def race(
    progress: pd.DataFrame, figures: pd.DataFrame, plan: Plan, scheme: Scheme, periods: Sequence[Period]
) -> pd.DataFrame:
    """Columns RANKING and one `score_<indicator>` each: a row for each period and racing unit, in the plan's order.

    `progress` (PROGRESS) and counted `figures` (FIGURES) should reach one period further back, for the movement.
    Scores are points, 100 for a whole completion. Ranks are descending competition ranks; a unit that lacks more than
    the scheme's `max_missing` of the weight has neither score nor rank. `rank_low` and `rank_high` hold the best and
    the worst rank of the last period in 1,000 seeded draws of every weight within ±20 %. Where the field of racers is
    not that of the period before (区划调整), ranks of then are not set beside: `rank_last` is NaN.
    """
    units = racers(plan, scheme)
    if not units:
        kind = UNIT_KIND_WORDS[scheme.unit_kind]
        raise MeasureError(f"赛马办法“{scheme.title}”还没有参赛单位：方案里没有{kind}；请先把参赛的{kind}录入方案")
    if not periods:
        raise MeasureError("没有给出报告期，请至少选一个季度")
    all_periods = list(dict.fromkeys([*periods, *(period.previous() for period in periods)]))
    points = scores((progress, figures), plan, scheme, all_periods)
    weights = np.array([item.weight for item in scheme.items])
    missing = np.isnan(points) @ weights / weights.sum()
    here = racing(plan, units, all_periods)
    enough = (missing <= scheme.max_missing + 1e-12) & here
    means = _means(points, weights[None], scheme, enough)[0]
    ranks = competition_ranks(means)
    asked = slice(len(dict.fromkeys(periods)))
    shape = means[asked].shape
    before = [all_periods.index(period.previous()) for period in all_periods[asked]]
    low, high = np.full(shape, np.nan), np.full(shape, np.nan)
    last = all_periods.index(max(periods))
    alike = (here[asked] == here[before]).all(axis=1)
    low[last], high[last] = _sensitivity(points[last], weights, scheme, enough[last])
    columns = {
        "scheme": texts([scheme.id], np.zeros(low.size, np.int64)),
        "period": texts([str(period) for period in all_periods], np.repeat(np.arange(shape[0]), shape[1])),
        "unit": texts([unit.id for unit in units], np.tile(np.arange(shape[1]), shape[0])),
        "rank": ranks[asked].ravel(),
        "tied": tied(ranks[asked]).ravel(),
        "score": means[asked].ravel(),
        "rank_last": np.where(alike[:, None], ranks[before], np.nan).ravel(),
        "rank_low": low.ravel(),
        "rank_high": high.ravel(),
        "missing_weight": missing[asked].ravel(),
    }
    of_items = pd.DataFrame(points[asked].reshape(low.size, len(weights)), columns=score_columns(scheme))
    rows = pd.concat([pd.DataFrame(columns), of_items], axis=1)
    return rows if here.all() else rows[here[asked].ravel()].reset_index(drop=True)


def contributions(
    progress: pd.DataFrame, figures: pd.DataFrame, plan: Plan, scheme: Scheme, period: Period
) -> pd.DataFrame:
    """Columns CONTRIBUTIONS: what each indicator brought to each unit's score in one period, and its rank by it."""
    units = racers(plan, scheme)
    points = scores((progress, figures), plan, scheme, [period])[0]
    weights = np.array([item.weight for item in scheme.items])
    counted = np.ones(points.shape) if scheme.missing == "zero" else ~np.isnan(points)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = weights * counted / (counted @ weights)[:, None]
    shape = points.shape
    rows = pd.DataFrame(
        {
            "unit": texts([unit.id for unit in units], np.repeat(np.arange(shape[0]), shape[1])),
            "indicator": texts([item.indicator for item in scheme.items], np.tile(np.arange(shape[1]), shape[0])),
            "score": points.ravel(),
            "rank": competition_ranks(points.T).T.ravel(),
            "weight": shares.ravel(),
            "contribution": (shares * np.nan_to_num(points)).ravel(),
        }
    )
    here = racing(plan, units, [period])[0]
    return rows if here.all() else rows[np.repeat(here, shape[1])].reset_index(drop=True)


def _means(points: Floats, weights: Floats, scheme: Scheme, enough: Floats) -> Floats:
    """Weighted means of the units that have enough of their figures; NaN for the others."""
    considered = np.where(enough[..., None], points, 1.0)
    return np.where(enough, weighted_means(considered, weights, scheme), np.nan)


def _sensitivity(points: Floats, weights: Floats, scheme: Scheme, enough: Floats) -> tuple[Floats, Floats]:
    """Best and worst rank of each unit when every weight is drawn within ±20 % of what the scheme says."""
    drawn = weights * np.random.default_rng(_SEED).uniform(1 - SWAY, 1 + SWAY, (DRAWS, len(weights)))
    ranks = competition_ranks(_means(points, drawn, scheme, enough))
    return ranks.min(axis=0), ranks.max(axis=0)


def score_columns(scheme: Scheme) -> list[str]:
    """The columns of a ranking that hold the items' scores: score_<indicator>, with the way where it has two."""
    times = Counter(item.indicator for item in scheme.items)
    return [
        f"score_{item.indicator}" if times[item.indicator] == 1 else f"score_{item.indicator}_{item.score}"
        for item in scheme.items
    ]
