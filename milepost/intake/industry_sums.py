"""Whether the industries of a figure make up its total, wherever the two were reported."""

from collections.abc import Iterator

import pandas as pd

from milepost.intake.sums import adds_up
from milepost.plan.figure import CELL, counted
from milepost.plan.indicator import Indicator
from milepost.plan.plan import Plan
from milepost.plan.reading import Problem, Reading
from milepost.plan.tables import READ_FIGURES

_NAMED_AT_MOST = 4
_KEY = ["indicator", "unit"]


def industry_doubts(reading: Reading, history: pd.DataFrame, plan: Plan) -> Iterator[Problem]:
    """A doubt for each total of the reading, or total behind its industries, that the industries do not make.

    `history` (columns FIGURES) holds the live figures of all senders: industries may come in another workbook.
    """
    added = [i.id for i in plan.indicators if plan.industries_of(i) and adds_up(i)]
    own = reading.figures[reading.figures["indicator"].isin(added)]
    if own.empty:
        return
    beside = counted(history[history["period"] == str(reading.period)], plan)
    beside = beside[beside["indicator"].isin(added)]
    now = pd.concat([beside[list(READ_FIGURES)], own]).drop_duplicates(CELL, keep="last") if len(beside) else own
    if (now["industry"] == "").all() or (now["industry"] != "").all():
        return
    for key, rows in _far_off(now).groupby(_KEY, sort=False):
        indicator, unit = map(str, key)
        total, single = rows[rows["industry"] == ""], rows[rows["industry"] != ""]
        given = own[(own["indicator"] == indicator) & (own["unit"] == unit)].sort_values("industry")
        if total.empty or single.empty or given.empty:
            continue
        value, made = float(total["value"].iloc[0]), float(single["value"].sum())
        if abs(value - made) > _slack(plan.indicator_of(indicator), rows["value"]):
            at = given.iloc[0]
            yield Problem(
                "doubt", "industries", _said(plan, (indicator, unit), (made, value), set(single["industry"])),
                "请核对总数和各行业的数；确有没分到行业的，请说明", at["sheet"], at["cell"], f"{at['value']:.15g}",
            )  # fmt: skip


def _far_off(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of those indicators and units whose total is not plainly the sum of its industries."""
    is_total = rows["industry"] == ""
    groups = rows.assign(
        total=rows["value"].where(is_total), made=rows["value"].where(~is_total), size=rows["value"].abs()
    ).groupby(_KEY, sort=False)
    off = (groups["total"].transform("sum") - groups["made"].transform("sum")).abs()
    has_both = (groups["total"].transform("count") > 0) & (groups["made"].transform("count") > 0)
    return rows[has_both & (off > 0.5e-9 * groups["size"].transform("max"))]


def _slack(indicator: Indicator, values: pd.Series) -> float:
    """By how much rounding alone may part a sum from its total; nothing where things are counted one by one."""
    decimals = max(len(f"{value:.15g}".partition(".")[2]) for value in values)
    rounded = 0 if indicator.counts else 0.5 * 10**-decimals * len(values)
    return float(rounded + 1e-9 * values.abs().max())


def _said(plan: Plan, of: tuple[str, str], sums: tuple[float, float], given: set[str]) -> str:
    indicator, unit = plan.indicator_of(of[0]), plan.unit_of(of[1])
    absent = [industry.name for industry in plan.industries_of(indicator) if industry.id not in given]
    names = "、".join(absent[:_NAMED_AT_MOST]) + ("等" if len(absent) > _NAMED_AT_MOST else "")
    lacking = f"；{len(absent)}个行业没有数（{names}）" if absent else ""
    made, total = sums
    return f"“{indicator.name}”（{unit.name}）各行业相加是{made:.15g}，总数是{total:.15g}{lacking}"
