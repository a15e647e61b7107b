"""Since when each promise has been met, and in how many of its years a yearly one was kept."""

import numpy as np

from milepost.measure.judged import Judged
from milepost.measure.panel import Bools, Floats, Ints
from milepost.measure.promises import Promises


def met_since(promises: Promises, judged: Judged, met: Bools, quarters: Ints) -> Ints:
    """Column of the first quarter of the unbroken run in which the operator is satisfied (promise × quarter).

    −1 where it is not satisfied. A quarter without a figure breaks no run; those before the base count for nothing.
    """
    column = np.arange(len(quarters))
    counted = quarters >= promises.base_quarter[:, None]
    holds = met & counted
    broken = np.maximum.accumulate(np.where(counted & ~met & ~np.isnan(judged.level), column, -1), axis=1)
    last = np.maximum.accumulate(np.where(holds, column, -1), axis=1)
    before = np.full_like(last, -1)
    before[:, 1:] = last[:, :-1]
    # A run begins with the first met quarter after the last one that was not.
    begun = np.maximum.accumulate(np.where(holds & (before <= broken), column, -1), axis=1)
    return np.where(holds, begun, -1)


def tested(promises: Promises, judged: Judged, quarters: Ints) -> Bools:
    """The quarters that decide whether a promise was kept (promise × quarter), from after the base to the deadline.

    Every one in which a figure is owed; of a yearly promise those in which a year ends: each December, and the
    deadline.
    """
    deadline = promises.deadline[:, None]
    ends = ~promises.of_kind("yearly")[:, None] | (quarters % 4 == 3) | (quarters == deadline)
    within = (quarters > promises.base_quarter[:, None]) & ~(quarters > deadline)
    return np.asarray(ends & within & (judged.answering == np.arange(len(quarters))), np.bool_)


def years_kept(promises: Promises, judged: Judged, met: Bools, quarters: Ints) -> tuple[Floats, Floats]:
    """In how many of its ended years each yearly promise was kept, and how many have ended; NaN for other kinds.

    A year whose figure is missing has ended, but nobody can say that it was kept.
    """
    yearly = promises.of_kind("yearly")[:, None]
    if not yearly.any():
        return np.full(met.shape, np.nan), np.full(met.shape, np.nan)
    ends = tested(promises, judged, quarters)
    kept, ended = (np.where(yearly, np.cumsum(block, axis=1), np.nan) for block in (ends & met, ends))
    return kept, ended
