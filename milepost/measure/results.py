"""Everything that pages and papers say about one period, judged once from what is held of a plan."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from milepost.errors import MeasureError, PlanError
from milepost.measure.progress import progress
from milepost.measure.race import race
from milepost.measure.reporting import Holdings, reporting
from milepost.measure.values import values
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan
from milepost.plan.tables import RANKING, empty


@dataclass(frozen=True)
class Results:
    """The judgement of one period.

    `periods` are the quarters from the plan's first to this one; `figures` (FIGURES) holds one row a cell of all that
    had ended by then, `progress` (PROGRESS) all goals of all units in all those quarters, `ranking` (RANKING) the race
    of the first scheme in all of them; `values` and `standing` as their functions say. `race_refusal` says why there
    is no race, if there is none.
    """

    plan: Plan
    period: Period
    periods: tuple[Period, ...]
    figures: pd.DataFrame
    values: pd.DataFrame
    progress: pd.DataFrame
    ranking: pd.DataFrame
    standing: pd.DataFrame
    race_refusal: str = ""

    @property
    def now(self) -> pd.DataFrame:
        """Progress of the whole place in this period: one row a goal, in the plan's order."""
        rows = self.progress
        return rows[(rows["period"] == str(self.period)) & (rows["unit"] == self.plan.unit)]

    def of_goal(self, goal_id: str) -> pd.DataFrame:
        """Progress of one goal: all units, all periods."""
        return self.progress[self.progress["goal"] == goal_id]

    def of_unit(self, unit_id: str) -> pd.DataFrame:
        """Progress of one unit's goals in all periods."""
        return self.progress[self.progress["unit"] == unit_id]


def judge(held: Holdings, period: Period, today: date) -> Results:
    """Judge `period` by what is held of it and of earlier ones; `today` decides who is overdue."""
    last = period.last_quarter()
    held = held.until(last)
    periods = quarters(_first(held, last), last)
    judged = progress(held.figures, held.plan, periods)
    ranking, refusal = empty(RANKING), ""
    try:
        ranking = race(judged, held.figures, held.plan, held.plan.scheme_of(), periods)
    except (MeasureError, PlanError) as error:  # no scheme, or one that these figures cannot be ranked by
        refusal = str(error)
    return Results(
        plan=held.plan,
        period=last,
        periods=tuple(periods),
        figures=held.figures,
        values=values(held.figures, held.plan, periods),
        progress=judged,
        ranking=ranking,
        standing=reporting(held, last, today),
        race_refusal=refusal,
    )


def _first(held: Holdings, last: Period) -> Period:
    """Where the history begins: with the plan; of one that names no time, with its first figure."""
    reported = [Period.parse(text).last_quarter() for text in held.figures["period"].unique()]
    return min(last, held.plan.start or min(reported, default=last))
