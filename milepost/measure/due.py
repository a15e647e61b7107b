"""序时进度: the share of a promise that is due by the end of each quarter."""

from collections.abc import Mapping

import numpy as np

from milepost.measure.panel import Floats, Ints
from milepost.measure.promises import MET_OR_NOT, Promises
from milepost.plan.period import Period


def elapsed(promises: Promises, quarters: Ints) -> Floats:
    """Elapsed quarters over all quarters from base to deadline, 0 to 1; NaN without deadline (promise × quarter)."""
    span = (promises.deadline - promises.base_quarter)[:, None]
    passed = quarters - promises.base_quarter[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(quarters >= promises.deadline[:, None], 1.0, np.clip(passed / span, 0.0, 1.0))


def due_shares(promises: Promises, span: tuple[Floats, Floats], quarters: Ints) -> Floats:
    """Share due by the end of each quarter (promise × quarter), by the path of the goal.

    `span` is the level from which and to which each promise moves; `quarters` are ordinals. Linear: elapsed quarters
    over all. Compound: equal growth in every quarter, which needs positive levels. Milestones: straight between the
    goal's milestones, from base to target. A yearly promise starts again every January; one to be met or not is due
    with the deadline; one to be kept has no pace. NaN where the pace is unknown.
    """
    low, high = (level[:, None] for level in span)
    time = elapsed(promises, quarters)
    with np.errstate(all="ignore"):
        ratio = np.where((low > 0) & (high > 0) & (low != high), high / low, np.nan)
        compound = (ratio**time - 1) / (ratio - 1)
    growing = promises.each(lambda g: g.path == "compound" or g.kind == "growth") & ~promises.of_kind("yearly")
    due = np.where(growing[:, None], np.where(time == 1, 1.0, compound), time)
    _follow_milestones(promises, span, quarters, due)
    yearly = promises.of_kind("yearly")
    due[yearly] = _of_the_year(promises, quarters)[yearly]
    met_or_not = promises.of_kind(*MET_OR_NOT)
    due[met_or_not] = np.where(np.isnan(time), np.nan, time == 1)[met_or_not]
    due[promises.of_kind("keep")] = np.nan
    return due


def _follow_milestones(promises: Promises, span: tuple[Floats, Floats], quarters: Ints, due: Floats) -> None:
    stepped = promises.each(lambda g: g.stepped)
    for row in np.flatnonzero(stepped):
        steps = _steps(promises, int(row))
        if not steps:
            continue
        low, high = span[0][row], span[1][row]
        points = {promises.base_quarter[row]: low, promises.deadline[row]: high}
        points |= {float(period.last_quarter().ordinal): value for period, value in steps.items()}
        when = sorted(quarter for quarter in points if not np.isnan(quarter))
        level = np.interp(quarters, when, [points[quarter] for quarter in when])
        due[row] = (level - low) / (high - low) if high != low else np.nan


def _steps(promises: Promises, row: int) -> Mapping[Period, float]:
    """The steps of one row: the goal's for the whole place, the unit's own for a part."""
    goal = promises.plan.goals[promises.goal[row]]
    own = goal if promises.whole[row] else goal.for_unit(promises.plan.units[promises.unit[row]].id)
    return own.milestones if own and own.path == "milestones" else {}


def _of_the_year(promises: Promises, quarters: Ints) -> Floats:
    """Elapsed part of the year, or of the part of it that lies between base and deadline."""
    start = np.maximum(quarters - quarters % 4, promises.base_quarter[:, None] + 1)
    end = np.fmin(quarters - quarters % 4 + 3, promises.deadline[:, None])
    with np.errstate(divide="ignore", invalid="ignore"):
        share: Floats = (quarters - start + 1) / (end - start + 1)
    return np.clip(share, 0.0, 1.0)
