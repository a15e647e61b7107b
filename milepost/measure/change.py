"""同比 and 环比: how a reported figure moved against the same period last year and against the period before."""

import numpy as np

from milepost.measure.footing import earlier
from milepost.measure.panel import Bools, Floats, Panel
from milepost.plan.measure_unit import decimal_shift
from milepost.plan.period import MONTHS


def _growth(now: Floats, before: Floats) -> Floats:
    """Share by which `now` exceeds `before`; NaN where there was nothing to grow from."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(before > 0, now / before - 1, np.nan)


def _of_indicators(panel: Panel, which: list[bool]) -> Bools:
    return np.array(which, bool)[:, None, None] & np.ones(panel.level.shape, bool)


def on_year(panel: Panel) -> Floats:
    """Growth on the same quarter last year (indicator × unit × quarter), 0.05 = 5 %; a ytd on the same ytd.

    NaN for percentages, which differ in points and do not grow, and where last year's figure is missing or 0.
    """
    level = panel.carried(panel.level)
    percent = [decimal_shift(i.measure_unit, "%") is not None for i in panel.plan.indicators]
    return np.where(_of_indicators(panel, percent), np.nan, _growth(level, panel.before(4)))


def on_quarter(panel: Panel) -> Floats:
    """Growth on the quarter before, shaped and NaN like `on_year`; of a ytd, what each quarter itself brought.

    NaN too for what is owed less often than every quarter.
    """
    level, before = panel.carried(panel.level), panel.before(1)
    first_of_year = panel.quarters % 4 == 0
    brought = np.where(first_of_year, level, level - before)
    # A ytd starts anew every January, so Q1 is not a fall from Q4.
    of_year = _of_indicators(panel, [i.way == "ytd" for i in panel.plan.indicators])
    amounts = np.where(of_year, brought, level)
    compared = np.where(of_year, _within_era(panel, brought), before)
    silent = [
        decimal_shift(i.measure_unit, "%") is not None or MONTHS[i.frequency] > MONTHS["quarter"]
        for i in panel.plan.indicators
    ]
    return np.where(_of_indicators(panel, silent), np.nan, _growth(amounts, compared))


def _within_era(panel: Panel, block: Floats) -> Floats:
    """`block` a quarter before; NaN where a break lies between."""
    if not panel.footing.breaks:
        return earlier(block, 1)
    era = panel.carried(panel.footing.era)
    return np.where(era == earlier(era, 1), earlier(block, 1), np.nan)
