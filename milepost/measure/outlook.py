"""Where one promise is heading: its own series carried on to its deadline, and how such forecasts fared before.

Levels drift as they are. Of amounts the sums of a whole year do, or the seasons of a year would look like a drift; the
running total follows from them. For a page of its own; never for what is published.
"""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from milepost.measure import student
from milepost.measure.forecast import LEAST_FOR_CHANCES, LEAST_POINTS, back_test, forecast
from milepost.measure.panel import Floats
from milepost.measure.promises import MET_OR_NOT, basis_of
from milepost.measure.standing import ABOUT
from milepost.plan.goal import Goal, is_relative
from milepost.plan.indicator import Indicator
from milepost.plan.measure_unit import decimal_shift
from milepost.plan.period import MONTHS, Period
from milepost.plan.plan import Plan

COVERAGES = (0.8, 0.95)
_SUMS = frozenset({"since_start", "topped", "this_year"})


@dataclass(frozen=True)
class Band:
    """A prediction interval: its coverage (0.8) and its ends at each period of an outlook, in the measure unit."""

    coverage: float
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True)
class Outlook:
    """The forecast of one promise from its last figure (`value` at the end of `since`) on; `reason` says why none.

    `middle` and the `bands` answer `periods`, of which the last is the deadline, or the year's end for a yearly
    promise. `chance`: probability that the promise is met there; NaN under six points, without any scatter, and for a
    promise to be kept in every period. `points` is the length of the series that was carried on, `summed` whether it
    holds sums of a year; of `tries` intervals of 80 % forecast one step ahead in the past, `hits` held.
    """

    since: Period
    value: float = math.nan
    periods: tuple[Period, ...] = ()
    middle: tuple[float, ...] = ()
    bands: tuple[Band, ...] = ()
    chance: float = math.nan
    points: int = 0
    summed: bool = False
    hits: int = 0
    tries: int = 0
    reason: str = ""


def outlook(goal: Goal, progress: pd.DataFrame, plan: Plan, period: Period) -> Outlook:
    """The outlook of `goal` at the end of `period`; `progress` (PROGRESS) are its rows for one place, oldest first."""
    indicator = plan.indicator_of(goal.indicator)
    unit = str(progress["unit"].iloc[0])
    own = (goal if unit == plan.unit else goal.for_unit(unit)) or goal
    series = _Series.of(own, indicator, _frequency(plan, indicator), progress, period)
    if reason := _no_outlook(own, indicator, series, period):
        return Outlook(period, reason=reason)
    return series.carried_on(own, indicator, float(progress["target"].iloc[-1]))


def _frequency(plan: Plan, indicator: Indicator) -> int:
    """Quarters between two figures; of a derived indicator those of its numerator."""
    counted = plan.indicator_of(indicator.ratio.numerator) if indicator.ratio else indicator
    return max(1, MONTHS[counted.frequency] // 3)


def _last(goal: Goal, period: Period) -> Period | None:
    """The quarter up to which a forecast is asked for."""
    end = goal.deadline_quarter
    if goal.kind != "yearly":
        return end
    year_end = Period(period.year, "quarter", 4)
    return year_end if end is None else min(end, year_end)


def _no_outlook(goal: Goal, indicator: Indicator, series: "_Series", period: Period) -> str:
    last = _last(goal, period)
    if goal.kind in MET_OR_NOT:
        return "只判断是否做到"
    if goal.kind == "growth" and is_relative(goal, indicator):
        return "增长率由水平算出，不直接外推"
    if last is None:
        return "没有完成时限"
    if not series.steps_to(last):
        return "已到本年末" if goal.kind == "yearly" else "已经到期"
    if math.isnan(series.value):
        return "本季没有数"
    known = series.points
    if known < LEAST_POINTS:
        of_what = f"满{4 // series.span}期的合计" if series.summed and series.season > 1 else "连续的数"
        return f"只有{known}个{of_what}，至少要{LEAST_POINTS}个"
    return ""


@dataclass(frozen=True)
class _Series:
    """Values at the end of every `span` quarters up to `since`, oldest first, NaN where unknown.

    `carried` is what drifts: the values, or, when `summed`, the sums of a year (`season` steps) of `amounts`.
    """

    since: Period
    span: int
    values: Floats
    amounts: Floats
    carried: Floats
    summed: bool

    @classmethod
    def of(cls, goal: Goal, indicator: Indicator, span: int, progress: pd.DataFrame, period: Period) -> "_Series":
        """The series of a promise out of its rows of PROGRESS."""
        last = (period.last_quarter().ordinal + 1) // span * span - 1
        base, basis = goal.base_period.last_quarter().ordinal, basis_of(goal, indicator)
        at = {Period.parse(text).last_quarter().ordinal: text for text in progress["period"]}
        # Values of before a change of definition or boundary drift towards nothing of today.
        like = progress["era"] == progress["era"].iloc[-1]
        value_of = dict(zip(progress["period"], progress["value"].where(like).astype(float), strict=True))
        first = min([base, *at])
        quarters = np.arange(last, first - 1, -span)[::-1]
        values = np.array([value_of[at[q]] if q in at and q > base else math.nan for q in quarters.tolist()])
        from_zero = goal.kind == "window" or basis in ("since_start", "this_year")
        values[quarters == base] = 0.0 if from_zero else float(progress["base_value"].iloc[-1])
        if not like.all():
            values[quarters == base] = math.nan
        amounts = np.diff(values, prepend=math.nan)
        if goal.kind == "yearly":
            # Each year begins at nothing.
            opens = (quarters % 4 < span) | (quarters - span == base)
            amounts = np.where(opens, values, amounts)
        carried = _sums(amounts, max(1, 4 // span)) if basis in _SUMS else values
        return cls(Period(last // 4, "quarter", last % 4 + 1), span, values, amounts, carried, basis in _SUMS)

    @property
    def season(self) -> int:
        """Steps in a year."""
        return max(1, 4 // self.span)

    @property
    def value(self) -> float:
        """The last value."""
        return float(self.values[-1]) if self.values.size else math.nan

    @property
    def points(self) -> int:
        """Known values after the last gap in what is carried on."""
        known = ~np.isnan(self.carried)
        return int(known.size if known.all() else np.argmin(known[::-1]))

    def steps_to(self, last: Period) -> int:
        """Steps from the last value to a quarter; 0 when it is over."""
        return max(0, (last.ordinal - self.since.ordinal) // self.span)

    def carried_on(self, goal: Goal, indicator: Indicator, target: float) -> Outlook:
        """The outlook, where there is one."""
        last = _last(goal, self.since)
        steps = self.steps_to(last) if last else 0
        made = forecast(self.carried[None, :], steps)
        middle, points = made.middle[0], int(made.points[0])
        spread = float(made.scale[0, 0]) / math.sqrt(1 + 1 / (points - 1))
        reach = spread * np.sqrt([self._variance(step, points) for step in range(1, steps + 1)])
        if self.summed:
            middle = np.array([self._total(middle, step) for step in range(1, steps + 1)])
        floor, ceiling = _limits(goal, indicator)
        hits, tries = back_test(self.carried[None, :])
        return Outlook(
            self.since,
            self.value,
            tuple(self.since.plus(self.span * step) for step in range(1, steps + 1)),
            tuple(np.clip(middle, floor, ceiling).tolist()),
            tuple(
                Band(
                    coverage,
                    tuple(np.clip(middle - t * reach, floor, ceiling).tolist()),
                    tuple(np.clip(middle + t * reach, floor, ceiling).tolist()),
                )
                for coverage in COVERAGES
                for t in [student.reach(coverage, points - 2)]
            ),
            _chance(goal, indicator, float(middle[-1]) - target, (float(reach[-1]), points), target),
            points,
            self.summed,
            int(hits[0]),
            int(tries[0]),
        )

    def _years(self, step: int) -> list[int]:
        """The sums of a year that make up the total at a step: its own, and those whole years before it."""
        return list(range(step, 0, -self.season)) if self.summed else [step]

    def _variance(self, step: int, points: int) -> float:
        """Of the total at a step, in changes: steps of one walk are shared, and the drift itself is estimated."""
        years = self._years(step)
        return sum(min(one, other) for one in years for other in years) + sum(years) ** 2 / (points - 1)

    def _total(self, sums: Floats, step: int) -> float:
        """The running total at a step, given the forecast sums of a year."""
        within = (step - 1) % self.season + 1
        recent = self.amounts[self.amounts.size - (self.season - within) :]
        return self.value - float(recent.sum()) + float(sum(sums[year - 1] for year in self._years(step)))


def _sums(amounts: Floats, season: int) -> Floats:
    """The sum of each amount and those before it that make a year."""
    found = np.full(amounts.shape, math.nan)
    if amounts.size >= season:
        found[season - 1 :] = np.lib.stride_tricks.sliding_window_view(amounts, season).sum(axis=1)
    return found


def _limits(goal: Goal, indicator: Indicator) -> tuple[float, float]:
    """What a value cannot fall below or exceed: counts are never negative, parts of a whole never more than it."""
    part = goal.kind in ("share", "keep") and decimal_shift(goal.measure_unit, "%") == 0
    return (0.0 if indicator.counts or part else -math.inf), (100.0 if part else math.inf)


def _chance(goal: Goal, indicator: Indicator, margin: float, spread: tuple[float, int], target: float) -> float:
    """Probability that the last forecast meets the promise; `margin` is its middle less the target."""
    reach, points = spread
    if goal.kind == "keep" or points < LEAST_FOR_CHANCES or reach == 0 or math.isnan(margin):
        return math.nan
    direction = -1 if goal.operator == "<=" else goal.direction
    needed = 1.0 if goal.operator == ">" and indicator.counts else 0.0
    allowed = ABOUT * abs(target) if goal.operator == "≈" else 0.0
    ahead = direction * margin - needed + allowed
    return float(student.below(np.array(ahead / reach), points - 2))
