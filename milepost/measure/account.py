"""What one vintage, or the draft, says of one period: the plan version, the figures it counts, and the judgement."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from milepost.plan.figure import until
from milepost.plan.period import Period
from milepost.plan.plan import Plan


@dataclass(frozen=True)
class Account:
    """One side of a comparison.

    `figures` are counted figures (FIGURES), history included; `progress` (PROGRESS) holds the rows of `period` alone,
    of the whole place and its parts; `ranking` (RANKING) the race of `period` under each of the plan's schemes.
    """

    plan: Plan
    period: Period
    figures: pd.DataFrame
    progress: pd.DataFrame
    ranking: pd.DataFrame

    @cached_property
    def answering(self) -> pd.DataFrame:
        """The figures of periods that have ended with this one: what the judgement rests on."""
        return until(self.figures, self.period)
