"""One row of the progress table as a value: how one goal stands in one period, for one unit."""

import math
from dataclasses import dataclass, fields

import pandas as pd

from milepost.plan.period import Period
from milepost.plan.tables import Status


@dataclass(frozen=True)
class Judgement:
    """The columns of PROGRESS (plan/tables.py), with the status as a Status. Missing numbers are NaN."""

    goal: str
    indicator: str
    unit: str
    period: str
    value: float
    at_least: float
    value_last_year: float
    value_last_period: float
    change_last_year: float
    change_last_period: float
    base_value: float
    target: float
    measure_unit: str
    completion: float
    reached_share: float
    due_share: float
    due_value: float
    ahead: float
    gap: float
    required_per_quarter: float
    status: Status
    reason: str
    reported: float
    expected: float
    met_since: str
    years_kept: float
    years_ended: float
    era: float = 0.0
    footing: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a figure to show."""
        return not math.isnan(self.value)

    @property
    def waiting(self) -> bool:
        """Whether a change of definition or boundary lies behind the value, and its promise has not been set anew."""
        return self.known and self.era > 0 and self.status is Status.UNKNOWN and math.isnan(self.completion)

    @property
    def partly(self) -> bool:
        """Whether some, but not all, of those who owe the figure have given it."""
        return 0 < self.reported < self.expected


def judgements(progress: pd.DataFrame) -> list[Judgement]:
    """The rows of `progress` (columns PROGRESS), in its order."""
    columns = {name: progress[name].tolist() for name in (f.name for f in fields(Judgement))}
    columns["status"] = [Status(word) for word in columns["status"]]
    for name in ("reason", "footing"):
        columns[name] = [text if isinstance(text, str) else "" for text in columns[name]]
    return [Judgement(*row) for row in zip(*columns.values(), strict=True)]


def judged_at(progress: pd.DataFrame, unit: str, period: Period) -> list[Judgement]:
    """How every goal stands for `unit` at the end of `period`, in the plan's order; empty before the first quarter."""
    return judgements(progress[(progress["unit"] == unit) & (progress["period"] == str(period))])


def judged_over(progress: pd.DataFrame, unit: str, goal: str) -> dict[str, Judgement]:
    """How one goal stood for `unit`, by period."""
    rows = progress[(progress["unit"] == unit) & (progress["goal"] == goal)]
    return {judged.period: judged for judged in judgements(rows)}
