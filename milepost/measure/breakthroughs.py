"""零突破: which units have come from none to a first one, and which still have none."""

import numpy as np
import pandas as pd

from milepost.measure.panel import texts
from milepost.measure.scores import racers
from milepost.measure.values import values
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan
from milepost.plan.scheme import Scheme

BREAKTHROUGHS = {
    "indicator": "str",
    "unit": "str",
    "value": "float64",  # in the period asked for; NaN: not reported
    "broke": "str",  # the period whose figure was the first above 0 after a 0; empty: none yet, or never at 0
}


def breakthroughs(figures: pd.DataFrame, plan: Plan, scheme: Scheme, period: Period) -> pd.DataFrame:
    """Columns BREAKTHROUGHS: one row for each of the scheme's `breakthroughs` and each racing unit, in their order.

    `figures` are counted figures (FIGURES). A unit that had one before the first figure that is known of it broke
    through in no known period.
    """
    units = [unit.id for unit in racers(plan, scheme)]
    last = period.last_quarter()
    periods = quarters(_first(figures, last), last)
    known = values(figures, plan, periods).set_index(["indicator", "unit", "period"])["value"]
    wanted = pd.MultiIndex.from_product([scheme.breakthroughs, units, [str(one) for one in periods]])
    level = known.reindex(wanted).to_numpy(np.float64).reshape(-1, len(periods))
    was_none = np.logical_or.accumulate(level == 0, axis=1)
    above = (level > 0) & was_none
    broke = np.where(above.any(axis=1), above.argmax(axis=1), len(periods))
    shape = (len(scheme.breakthroughs), len(units))
    return pd.DataFrame(
        {
            "indicator": texts(scheme.breakthroughs, np.repeat(np.arange(shape[0]), shape[1])),
            "unit": texts(units, np.tile(np.arange(shape[1]), shape[0])),
            "value": level[:, -1],
            "broke": texts([*map(str, periods), ""], broke),
        }
    )


def _first(figures: pd.DataFrame, last: Period) -> Period:
    """The first quarter that anything is known of."""
    return min((Period.parse(label).last_quarter() for label in figures["period"].unique()), default=last)
