"""怎么算的 of the published second opinions: their arithmetic on one promise, number by number."""

import math

import pandas as pd

from milepost.measure.cagr import NEXT_TO_ZERO
from milepost.measure.opinion import LEVELS
from milepost.measure.steps import Amount, Step
from milepost.measure.trend import POINTS
from milepost.plan.goal import Goal
from milepost.plan.period import Period

# The ratio at which the score's line bends; slope and height above and below it.
_BEND, _ABOVE, _BELOW = 0.6, (7.1429, 4.2857), (4.1667, 2.5)


def cagr_steps(goal: Goal, row: pd.Series, verdict: pd.Series) -> tuple[Step, ...]:
    """Observed growth, required growth, their ratio and the score; `row` is of PROGRESS, `verdict` of VERDICTS.

    Empty where there is no ratio.
    """
    ratio = float(verdict["progress"])
    if goal.kind not in LEVELS or math.isnan(ratio) or goal.deadline_quarter is None:
        return ()
    base_at, unit = goal.base_period.last_quarter().ordinal, str(row["measure_unit"])
    base, target = (Amount(float(row[name]) or NEXT_TO_ZERO, "amount", unit) for name in ("base_value", "target"))
    passed = Amount(Period.parse(str(row["period"])).last_quarter().ordinal - base_at, "quarters")
    observed = _growth("实际年均增速", Amount(float(row["value"]), "amount", unit), base, passed)
    span = Amount(goal.deadline_quarter.ordinal - base_at, "quarters")
    required = _growth("要求年均增速", target, base, span)
    # More is better and the base is positive: the plain ratio. Else its sign turns.
    turned = (base.value < 0) != (goal.direction < 0 or goal.operator == "<=")
    top = ("−", "（", observed.result, "）") if turned else (observed.result,)
    found = Step("比率", (*top, "÷", Amount(abs(required.result.value), "share")), Amount(ratio, "factor"))
    return observed, required, found, *_score(found.result, float(verdict["score"]))


def _growth(label: str, end: Amount, start: Amount, quarters: Amount) -> Step:
    one, four = Amount(1, "factor"), Amount(4, "factor")
    result = Amount((end.value / start.value) ** (4 / quarters.value) - 1, "share")
    return Step(label, ("（", end, "÷", start, "）", "^", "（", four, "÷", quarters, "）", "−", one), result)


def _score(ratio: Amount, score: float) -> tuple[Step, ...]:
    """The score's line, where the score is on it: neither achieved nor beyond the scale."""
    slope, height = _ABOVE if ratio.value >= _BEND else _BELOW
    if not math.isclose(slope * ratio.value - height, score, abs_tol=1e-9):
        return ()
    parts = (Amount(slope, "factor"), "×", ratio, "−", Amount(height, "factor"))
    return (Step("得分", parts, Amount(score, "factor")),)


def trend_steps(series: pd.Series, verdict: pd.Series, unit: str) -> tuple[Step, ...]:
    """Mean yearly change, where it leads, and by what part of the way it misses; empty without a verdict.

    `series` is a row of trend_series, `verdict` its verdict.
    """
    if verdict["status"] == "no verdict":
        return ()
    known = [name for name in POINTS if not math.isnan(series[name])]
    first, now, target = (Amount(float(series[n]), "amount", unit) for n in (known[0], POINTS[-1], "target"))
    years = Amount(len(POINTS) - 1 - POINTS.index(known[0]), "factor")
    change = Amount((now.value - first.value) / years.value, "amount", unit)
    found = [Step("年均变化", ("（", now, "−", first, "）", "÷", years), change)]
    if math.isnan(series["target_year"]):
        return tuple(found)
    left = Amount(float(series["target_year"] - series["year"]), "factor")
    end = Amount(now.value + change.value * left.value, "amount", unit)
    found.append(Step("照此到期", (now, "+", "（", change, "）", "×", left), end))
    if verdict["progress"] > 0:
        less = series["direction"] < 0
        short = (end, "−", target) if less else (target, "−", end)
        way = (now, "−", target) if less else (target, "−", now)
        missed = Amount(float(verdict["progress"]), "share")
        found.append(Step("会差剩余路程的", ("（", *short, "）", "÷", "（", *way, "）"), missed))
    return tuple(found)
