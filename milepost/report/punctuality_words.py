"""报送率 and 及时率 in words, as a table and as bars."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from milepost.plan.plan import Plan
from milepost.plan.tables import Status
from milepost.report import words
from milepost.report.bars import Bar
from milepost.report.listing import Listing
from milepost.report.palette import Palette

READING = (
    "条是及时率，竖线是报送率。应报：截止日已过的季度数；报送率：报齐的季度占应报的；及时率：报齐且第一次报送不晚于截止日"
    "的季度占应报的。只报一部分的不算报齐；截止日以前报过、后来更正的，仍算按时；撤回的不算。"
)


def sentence(plan: Plan, found: pd.DataFrame) -> str:
    """报送率100%、及时率86.7%；不到100%的有东辽县（80.0%）、…；empty while nobody owed anything."""
    owed = int(found["owed"].sum())
    if not owed:
        return ""
    said = f"报送率{words.percent(found['reported'].sum() / owed)}"
    if found["on_time_rate"].isna().all():
        return f"{said}；方案没有写截止日，不算及时率"
    said += f"、及时率{words.percent(found['on_time'].sum() / owed)}"
    slow = found[found["on_time_rate"] < 1].sort_values("on_time_rate", kind="stable")
    named = [
        f"{plan.unit_of(unit).name}（{words.percent(rate)}）"
        for unit, rate in zip(slow["unit"], slow["on_time_rate"], strict=True)
    ]
    return f"{said}；不都按时的有{words.listed(named, 3, '家')}" if named else f"{said}，家家按时"


def listing(plan: Plan, found: pd.DataFrame) -> Listing:
    """The table, in the plan's order."""
    columns = {
        "单位": [plan.unit_of(unit).name for unit in found["unit"]],
        "应报（季）": [str(n) for n in found["owed"]],
        "报齐（季）": [str(n) for n in found["reported"]],
        "报送率": [words.percent(rate) for rate in found["reporting_rate"]],
        "按时（季）": [str(n) for n in found["on_time"]],
        "迟报（季）": [str(n) for n in found["late"]],
        "及时率": [words.percent(rate) for rate in found["on_time_rate"]],
    }
    return Listing(columns, frozenset(name for name in columns if name != "单位"))


def bars(plan: Plan, found: pd.DataFrame, palette: Palette) -> list[Bar]:
    """One row a unit, the least punctual first: the bar is 及时率, the tick 报送率."""
    ordered = found[found["owed"] > 0].sort_values(["on_time_rate", "reporting_rate"], kind="stable")
    return [_bar(plan, row, palette) for row in ordered.to_dict("records")]


def _bar(plan: Plan, row: Mapping[Hashable, Any], palette: Palette) -> Bar:
    name, rate = plan.unit_of(str(row["unit"])).name, row["on_time_rate"]
    late, open_ones = int(row["late"]), int(row["owed"] - row["reported"])
    counts = [f"迟报{late}季"] * bool(late) + [f"未报齐{open_ones}季"] * bool(open_ones)
    told = f"{name}：应报{row['owed']:.0f}季，报送率{words.percent(row['reporting_rate'])}，及时率{words.percent(rate)}"
    tone = palette.tone(Status.ON_PACE if rate == 1 else Status.SLOW if rate >= 0.75 else Status.BEHIND)
    length = float("nan") if pd.isna(rate) else 100 * rate
    return Bar("", name, "、".join(counts), words.percent(rate), tone, length, 100 * row["reporting_rate"], told)
