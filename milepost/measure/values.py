"""Every value of a plan's indicators at quarter ends: parts as reported, the whole place added up, ratios derived."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from milepost.errors import MeasureError
from milepost.measure.footing import there
from milepost.measure.panel import Panel, texts
from milepost.plan.period import Period
from milepost.plan.plan import Plan

VALUES = {
    "indicator": "str",
    "unit": "str",
    "period": "str",
    "value": "float64",  # in the indicator's measure unit and way of reporting; NaN while a part is missing
    "partial": "float64",  # what is known of the value: 至少 x
    "reported": "float64",  # how many of the expected reporters the value rests on
    "expected": "float64",
}


def values(figures: pd.DataFrame, plan: Plan, periods: Sequence[Period]) -> pd.DataFrame:
    """Columns VALUES, one row for each indicator, unit that answers for it or the whole place, and period.

    `figures` are counted figures (columns FIGURES); rows of single industries are left aside. The whole place is the
    figure reported for it where somebody is declared to report it, else the sum of its parts, each counted once;
    it is NaN while one is missing, since a missing figure is not zero. A derived indicator is numerator ÷ latest
    denominator. A stock, cumulative or derived figure that is owed once a year holds until the next is owed.
    """
    if not periods:
        raise MeasureError("没有给出报告期，请至少选一个季度")
    quarters = [period.last_quarter() for period in periods]
    # Denominators may be older than the first period: the census of the year before.
    panel = Panel.of(figures, plan, _earliest(figures, min(quarters)), max(quarters))
    holds = np.array([i.way in ("stock", "cumulative") or i.ratio is not None for i in plan.indicators])
    column = np.array([quarter.ordinal - panel.first for quarter in quarters])
    blocks = {}
    for name, block in (
        ("value", panel.level),
        ("partial", panel.partial),
        ("reported", panel.reported),
        ("expected", panel.expected),
    ):
        blocks[name] = np.where(holds[:, None, None], panel.carried(block), block)[:, :, column]
    answers = np.array([[k in c.places or k == panel.whole for k in range(len(plan.units))] for c in panel.coverage])
    owed = (panel.as_of == np.arange(panel.level.shape[2])) | holds[:, None]
    row = answers[:, :, None] & owed[:, column][:, None, :] | ~np.isnan(blocks["value"])
    # A figure that holds until the next is owed does not outlive its unit.
    row &= there(plan, [unit.id for unit in plan.units], panel.first + column, before=True)
    indicator, unit, period = np.nonzero(row)
    return pd.DataFrame(
        {
            "indicator": texts([i.id for i in plan.indicators], indicator),
            "unit": texts([u.id for u in plan.units], unit),
            "period": texts([str(p) for p in periods], period),
        }
        | {name: block[row] for name, block in blocks.items()}
    )


def _earliest(figures: pd.DataFrame, first: Period) -> Period:
    """First quarter of the year in which the history begins."""
    years = [Period.parse(label).year for label in figures["period"].unique()]
    return Period(min([*years, first.year]), "quarter", 1)
