"""An indicator by industry: level, share of the total, growth, and what each industry adds to the growth of all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from milepost.errors import MeasureError
from milepost.measure import change
from milepost.measure.panel import Panel, texts
from milepost.plan.indicator import Indicator
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.redefinition import redefined_as

BY_INDUSTRY = {
    "industry": "str",
    "unit": "str",
    "period": "str",
    "value": "float64",  # in the indicator's measure unit and way of reporting; NaN while a part is missing
    "partial": "float64",  # what is known of the value: 至少 x
    "share": "float64",  # of the total as it was reported, 0 to 1
    "change_last_year": "float64",  # 同比, 0.05 = 5 %; ytd against the same ytd
    "change_last_period": "float64",  # 环比; of a ytd, what this quarter brought against the last quarter
    "contribution": "float64",  # 拉动: percentage points of the total's 同比 that are this industry's
    "reported": "float64",  # how many of the expected units the value rests on
    "expected": "float64",
}


def by_industry(figures: pd.DataFrame, plan: Plan, indicator: Indicator, periods: Sequence[Period]) -> pd.DataFrame:
    """Columns BY_INDUSTRY: a row for each industry of the plan, the whole place and each unit that answers, and period.

    `figures` are counted figures (columns FIGURES), the totals among them. The whole place is the sum of its parts, NaN
    while one of them gives no figure of the industry. Empty for an indicator that is not reported by industry.
    """
    if not periods:
        raise MeasureError("没有给出报告期，请至少选一个季度")
    industries = plan.industries_of(indicator)
    own = figures[figures["indicator"] == indicator.id]
    quarters = [period.last_quarter() for period in periods]
    first, last = min(quarters).plus(-4), max(quarters)
    # Each industry stands as an indicator of its own, so that all of them are placed and added up as indicators are.
    one = replace(indicator, includes=(), cumulates="")
    copies = tuple(replace(one, id=i.id, name=i.name, reported_as=()) for i in industries)
    alone = _about(plan, (one,), {indicator.id: [indicator.id]})
    split_up = _about(plan, copies, {indicator.id: [industry.id for industry in copies]}) if copies else alone
    totals = Panel.of(own, alone, first, last)
    split = Panel.of(own[own["industry"] != ""].assign(indicator=own["industry"], industry=""), split_up, first, last)
    return _table(split, totals, [industry.id for industry in industries], list(zip(periods, quarters, strict=True)))


def _about(plan: Plan, indicators: tuple[Indicator, ...], copies: Mapping[str, Sequence[str]]) -> Plan:
    """The units of `plan` with some indicators alone, which are copies of its own."""
    return replace(
        plan, goals=(), schemes=(), industries=(), indicators=indicators, comparables=(),
        redefinitions=redefined_as(plan.redefinitions, copies),
    )  # fmt: skip


def _table(
    split: Panel, totals: Panel, industries: Sequence[str], asked: Sequence[tuple[Period, Period]]
) -> pd.DataFrame:
    level, total = split.carried(split.level), totals.carried(totals.level)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = level / np.where(total == 0, np.nan, total)
        before = totals.before(4)
        contribution = 100 * (level - split.before(4)) / np.where(before > 0, before, np.nan)
    blocks = {
        "value": level,
        "partial": split.carried(split.partial),
        "share": share,
        "change_last_year": change.on_year(split),
        "change_last_period": change.on_quarter(split),
        "contribution": contribution,
        "reported": split.carried(split.reported),
        "expected": split.carried(split.expected),
    }
    column = np.array([quarter.ordinal - split.first for _, quarter in asked])
    answering = sorted({split.whole, *split.coverage[0].places}, key=lambda place: (place != split.whole, place))
    industry, unit, period = (
        axis.ravel() for axis in np.indices((len(industries), len(answering), len(asked)), dtype=np.int64)
    )
    places = [split.plan.units[k].id for k in answering]
    return pd.DataFrame(
        {
            "industry": texts(industries, industry),
            "unit": texts(places, unit),
            "period": texts([str(name) for name, _ in asked], period),
        }
        | {name: block[: len(industries)][:, answering][:, :, column].ravel() for name, block in blocks.items()}
    )
