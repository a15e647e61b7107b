"""What the judged number of a promise was made of, where it is not simply the figure that was reported."""

import math
from dataclasses import dataclass

import pandas as pd

from milepost.errors import MeasureError
from milepost.measure.calculator import calculated
from milepost.measure.promises import basis_of
from milepost.measure.steps import Amount, Step
from milepost.plan.goal import Goal, is_relative
from milepost.plan.indicator import Indicator
from milepost.plan.measure_unit import decimal_shift
from milepost.plan.period import MONTHS, Period
from milepost.plan.plan import Plan


def makeup(goal: Goal, row: pd.Series, plan: Plan, values: pd.DataFrame) -> tuple[Step, ...]:
    """The step before all others: how the value of `row`, a row of PROGRESS, was made of reported figures.

    `values` (measure.values) holds the quarters since the plan began. Empty for a value that was reported as it stands,
    and where the quarters at hand do not give it.
    """
    indicator, unit = plan.indicator_of(goal.indicator), str(row["unit"])
    own = goal if unit == plan.unit else goal.for_unit(unit)
    shift = decimal_shift(indicator.measure_unit, goal.measure_unit)
    if own is None or math.isnan(row["value"]) or (goal.kind == "growth" and is_relative(goal, indicator)):
        return ()
    made = _Made(own, indicator, plan, _series(values, unit), 10.0 ** (shift or 0))
    label, formula = made.formula(Period.parse(str(row["period"])).last_quarter())
    if not _comes_to(formula, float(row["value"])):
        return ()
    return (Step(label, formula, Amount(float(row["value"]), "amount", str(row["measure_unit"]))),)


def _series(values: pd.DataFrame, unit: str) -> dict[tuple[str, int], float]:
    """(indicator, ordinal of the quarter) → value of one unit."""
    rows = values[values["unit"] == unit].dropna(subset="value")
    quarters = {text: Period.parse(text).last_quarter().ordinal for text in rows["period"].unique()}
    return {
        (i, quarters[p]): float(v) for i, p, v in zip(rows["indicator"], rows["period"], rows["value"], strict=True)
    }


def _comes_to(formula: tuple[Amount | str, ...], value: float) -> bool:
    """Whether the formula gives the value; an empty one, or one that divides by zero, does not."""
    try:
        result = calculated([part if isinstance(part, str) else part.value for part in formula])
    except MeasureError:
        return False
    return math.isclose(result, value, rel_tol=1e-9)


@dataclass(frozen=True)
class _Made:
    """One promise to one place with the place's figures; `scale` brings them to the goal's measure unit."""

    goal: Goal
    indicator: Indicator
    plan: Plan
    series: dict[tuple[str, int], float]
    scale: float

    def formula(self, period: Period) -> tuple[str, tuple[Amount | str, ...]]:
        """A label and the formula; an empty one where nothing was put together or a figure is missing."""
        if self.indicator.ratio:
            return "现值", self._ratio(period.ordinal)
        quarter = self._answering(period)
        match basis_of(self.goal, self.indicator):
            case "net":
                return "现值（减基期值）", self._joined({quarter: 1}, -(self.goal.base_value or 0.0))
            case "since_start" | "topped":
                base = self.goal.base_value if basis_of(self.goal, self.indicator) == "topped" else None
                start = self.goal.start.ordinal
                if self.indicator.way == "flow":
                    return "现值（逐季相加）", self._joined(dict.fromkeys(range(start, quarter + 1), 1), base)
                ends = [q for q in range(start, quarter) if q % 4 == 3]
                # A sum that starts within a year takes off what that year held before.
                before = {start - 1: -1} if start % 4 else {}
                return "现值（逐年相加）", self._joined(dict.fromkeys([*ends, quarter], 1) | before, base)
            case "this_year":
                return self._of_the_year(quarter)
            case "four_quarters":
                if self.indicator.way == "flow":
                    return "现值（近四季合计）", self._joined(dict.fromkeys(range(quarter - 3, quarter + 1), 1))
                back = {quarter - quarter % 4 - 1: 1, quarter - 4: -1} if quarter % 4 != 3 else {}
                return "现值（近四季合计）", self._joined({quarter: 1} | back)
        return "", ()

    def _of_the_year(self, quarter: int) -> tuple[str, tuple[Amount | str, ...]]:
        january = quarter - quarter % 4
        if self.indicator.way == "flow":
            return "现值（今年各季相加）", self._joined(
                dict.fromkeys(range(max(january, self.goal.start.ordinal), quarter + 1), 1)
            )
        if self.indicator.way == "ytd":
            return "", ()
        if self.goal.base_period.last_quarter().ordinal >= january - 1:
            return "现值（减基期值）", self._joined({quarter: 1}, -(self.goal.base_value or 0.0))
        return "现值（减上年末）", self._joined({quarter: 1, january - 1: -1})

    def _answering(self, period: Period) -> int:
        """The latest quarter that was owed, for windows and years not after the deadline."""
        span = max(1, MONTHS[self.indicator.frequency] // 3)
        end = self.goal.deadline_quarter
        last = min(period, end) if end and self.goal.kind in ("window", "yearly") else period
        return (last.ordinal + 1) // span * span - 1

    def _joined(self, terms: dict[int, int], base: float | None = None) -> tuple[Amount | str, ...]:
        """Quarters added (1) or taken off (−1), and a base; empty for a single term or where one is missing."""
        held = {quarter: self.series.get((self.indicator.id, quarter), math.nan) for quarter in terms}
        if any(map(math.isnan, held.values())):
            return ()
        numbers = [sign * self.scale * held[quarter] for quarter, sign in terms.items()]
        # What is added comes first, so that no formula begins with a minus.
        numbers = sorted([*([base] if base else []), *numbers], key=lambda number: number < 0)
        found = [part for n in numbers for part in ("−" if n < 0 else "+", self._amount(abs(n)))]
        return tuple(found[1:]) if len(numbers) > 1 else ()

    def _amount(self, value: float) -> Amount:
        return Amount(value, "amount", self.goal.measure_unit)

    def _ratio(self, quarter: int) -> tuple[Amount | str, ...]:
        """Numerator ÷ denominator, the latest known one, × scale."""
        ratio = self.indicator.ratio
        if ratio is None:
            return ()
        tops, bottoms = (
            {q: v for (of, q), v in self.series.items() if of == name and q <= quarter}
            for name in (ratio.numerator, ratio.denominator)
        )
        if not tops or not bottoms:
            return ()
        top, bottom = (
            Amount(held[max(held)], "amount", self.plan.indicator_of(name).measure_unit)
            for held, name in ((tops, ratio.numerator), (bottoms, ratio.denominator))
        )
        times = ratio.scale * self.scale
        return (top, "÷", bottom, *(("×", Amount(times, "factor")) if times != 1 else ()))
