"""The published second opinion on a plan's own promises: which of them it can speak about, and its verdict."""

import math
from collections.abc import Callable

import pandas as pd

from milepost.measure.cagr import cagr_verdict
from milepost.plan.goal import Goal
from milepost.plan.period import Period
from milepost.plan.plan import Plan

# Levels that move from a base to a target. Sums start from nothing, and a rate has no growth rate of its own.
_LEVELS = frozenset({"stock", "share", "multiple", "growth_over_base", "cumulative"})


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
    spoken_of = progress["goal"].isin([goal.id for goal in plan.goals if goal.kind in _LEVELS])
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
