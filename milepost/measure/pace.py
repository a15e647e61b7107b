"""The line of one promise for charts: what is due, quarter by quarter, up to its deadline."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from milepost.measure.due import due_shares
from milepost.measure.promises import MET_OR_NOT, Promises
from milepost.plan.goal import Goal
from milepost.plan.period import Period
from milepost.plan.plan import Plan


def due_share(goal: Goal, plan: Plan, period: Period) -> float:
    """Share of the promised change that is due by the end of `period`, 0 to 1; NaN where there is no pace."""
    return float(_shares(_alone(goal, plan), [period])[0])


def pace(goal: Goal, plan: Plan, periods: Sequence[Period]) -> pd.Series:
    """Level due at the end of each of `periods`, in the measure unit of the goal's levels, indexed by period text.

    A unit's line is that of `goal.for_unit(unit)`. Windows start from 0, levels from the base, yearly promises from 0
    every January; for a promised growth this is the level it implies. NaN where there is no pace.
    """
    promise = _alone(goal, plan)
    low, high = promise.low[0], promise.target[0]
    levels = low + _shares(promise, periods) * (high - low)
    return pd.Series(levels, index=[str(period) for period in periods], name="due")


def _alone(goal: Goal, plan: Plan) -> Promises:
    return Promises.of(replace(plan, goals=(replace(goal, allocations={}),), schemes=()))


def _shares(promise: Promises, periods: Sequence[Period]) -> np.ndarray:
    quarters = np.array([period.last_quarter().ordinal for period in periods], np.int64)
    due = due_shares(promise, (promise.low, promise.target), quarters)[0]
    # Without a base there is a line in time but no level to draw it at.
    return np.where(np.isnan(promise.low) & ~promise.of_kind(*MET_OR_NOT), np.nan, due)
