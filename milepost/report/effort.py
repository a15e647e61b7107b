"""What each remaining quarter must bring, beside what the last quarters brought."""

import math
from dataclasses import dataclass

import pandas as pd

from milepost.plan.goal import Goal
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.report.judgement import Judgement, judged_over

LOOK_BACK = 4


@dataclass(frozen=True)
class Effort:
    """One goal's remaining way. `recent` is the mean change per quarter over up to four quarters, NaN when unknown.

    `quarters` remain until the deadline (of the year, for yearly goals); `required` is what each must bring.
    """

    judged: Judgement
    quarters: int
    required: float
    recent: float

    @property
    def each(self) -> float:
        """What every remaining quarter must bring, never negative, rounded up where whole things are counted."""
        size = abs(self.required)
        return float(math.ceil(size - 1e-9)) if self.whole and not math.isnan(size) else size

    @property
    def whole(self) -> bool:
        """Whether the goal counts whole things: 648.5 户 cannot be, 649 are needed."""
        return float(self.judged.value).is_integer()

    @property
    def times(self) -> float:
        """How many times the recent mean each quarter must bring; NaN when that mean is unknown or not forward."""
        forward = self.recent * math.copysign(1.0, self.required)
        return abs(self.required) / forward if forward > 0 else math.nan


def quarters_left(goal: Goal, period: Period) -> int:
    """Quarters after `period` up to the deadline, never negative; a yearly goal is due at each year's end."""
    if goal.kind == "yearly":
        return 4 - period.number
    last = goal.deadline_quarter
    return 0 if last is None else max(0, last.ordinal - period.ordinal)


def effort(goal: Goal, progress: pd.DataFrame, period: Period, unit: str) -> Effort | None:
    """The way that `goal` still has to go for `unit` at the end of `period`; None without a row for them.

    `progress` has the columns PROGRESS and as many earlier quarters as are known.
    """
    by_period = judged_over(progress, unit, goal.id)
    judged = by_period.get(str(period))
    if judged is None:
        return None
    left = quarters_left(goal, period)
    return Effort(judged, left, judged.required_per_quarter, _recent(goal, by_period, period))


def efforts(plan: Plan, progress: pd.DataFrame, period: Period) -> list[Effort]:
    """The remaining way of every goal for the whole place, in the plan's order."""
    found = (effort(goal, progress, period, plan.unit) for goal in plan.goals)
    return [one for one in found if one is not None]


def _recent(goal: Goal, by_period: dict[str, Judgement], period: Period) -> float:
    """Mean change per quarter; a yearly goal restarts each January, so only the quarters of its year count."""
    now = by_period[str(period)]
    if goal.kind == "yearly":
        return now.value / period.number
    for back in range(LOOK_BACK, 0, -1):
        earlier = period.plus(-back)
        if earlier == goal.base_period.last_quarter():
            start = _at_base(goal, now)
        else:
            start = by_period[str(earlier)].value if str(earlier) in by_period else math.nan
        if not math.isnan(start) and not math.isnan(now.value):
            return (now.value - start) / back
    return math.nan


def _at_base(goal: Goal, now: Judgement) -> float:
    """Where the counting starts: sums within the plan from 0, levels from the base value."""
    if goal.kind == "window" or (goal.kind == "cumulative" and math.isnan(now.base_value)):
        return 0.0
    return now.base_value
