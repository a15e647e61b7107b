"""The published second opinions on a plan's own promises: which of them each can speak about, and its verdict."""

import math
from collections.abc import Callable

import pandas as pd

from milepost.measure.cagr import cagr_verdict
from milepost.measure.standing import ABOUT
from milepost.measure.trend import POINTS, trend_verdict, weakest
from milepost.plan.goal import Goal
from milepost.plan.period import Period
from milepost.plan.plan import Plan

# Levels that move from a base to a target. Sums start from nothing, and a rate has no growth rate of its own.
LEVELS = frozenset({"stock", "share", "multiple", "growth_over_base", "cumulative"})


def _years(period: Period) -> float:
    """The end of a period in years, by quarters."""
    return period.last_quarter().ordinal / 4


def _deadline(goal: Goal) -> float:
    return math.nan if goal.deadline_quarter is None else _years(goal.deadline_quarter)


def second_opinions(progress: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """The CAGR ratio on each row of `progress` (PROGRESS): columns VERDICTS, same index.

    Years count in quarters: from the end of the base period to the end of the row's period and of the deadline's
    quarter. Kinds other than levels with a base have no verdict.
    """
    spoken_of = progress["goal"].isin([goal.id for goal in plan.goals if goal.kind in LEVELS])
    # What waits for a new target and base after a change of definition or boundary has no verdict here either.
    spoken_of &= (progress["era"] == 0) | progress["completion"].notna()
    periods = {text: _years(Period.parse(text)) for text in progress["period"].unique()}

    def each(answer: Callable[[Goal], float]) -> pd.Series:
        return progress["goal"].map({goal.id: answer(goal) for goal in plan.goals})

    series = pd.DataFrame(
        {
            "base_value": progress["base_value"],
            "base_year": each(lambda goal: _years(goal.base_period)),
            "current_value": progress["value"].where(spoken_of),
            "current_year": progress["period"].map(periods),
            "target": progress["target"],
            "target_year": each(_deadline),
            "direction": each(lambda goal: -1 if goal.operator == "<=" else goal.direction),
        },
        index=progress.index,
    )
    return cagr_verdict(series)


def trend_series(goal: Goal, progress: pd.DataFrame, period: Period) -> pd.DataFrame:
    """What the linear trend is asked about one promise at the end of `period`: the columns that trend_verdict reads.

    `progress` (PROGRESS) are the promise's rows for one place. The six values are those of the same quarter of each
    year, the base among them where it stands at such a quarter. A promise to be kept has no target year: it is asked
    for every year; 左右 has two rows, its ends. No row for kinds that are neither levels nor kept.
    """
    now = period.last_quarter()
    if goal.kind not in LEVELS | {"keep"}:
        return pd.DataFrame()
    like = progress["era"] == progress["era"].iloc[-1]
    values = dict(zip(progress["period"], progress["value"].where(like).astype(float), strict=True))
    if like.all() and goal.kind != "keep" and goal.base_period < now:
        values.setdefault(str(goal.base_period.last_quarter()), float(progress["base_value"].iloc[-1]))
    years = {name: now.plus(-4 * (len(POINTS) - 1 - back)) for back, name in enumerate(POINTS)}
    target, direction = float(progress["target"].iloc[-1]), -1 if goal.operator == "<=" else goal.direction
    ends = [(target, direction)]
    if goal.kind == "keep" and goal.operator == "≈":
        ends = [(target * (1 - ABOUT), 1), (target * (1 + ABOUT), -1)]
    common = {"year": _years(now), "target_year": math.nan if goal.kind == "keep" else _deadline(goal)}
    common |= {name: values.get(str(then), math.nan) for name, then in years.items()}
    return pd.DataFrame([common | {"target": value, "direction": way} for value, way in ends])


def trend_opinion(series: pd.DataFrame) -> pd.Series:
    """The verdict (VERDICTS) on `trend_series` of one promise; of two ends the worse one counts."""
    verdict = trend_verdict(series)
    worst = weakest(verdict, pd.Series("", index=verdict.index)).iloc[0]
    found: pd.Series = verdict[verdict["status"] == worst].iloc[0]
    return found
