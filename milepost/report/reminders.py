"""催报: who owes what by when, as text that is ready to be pasted into a message."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.report import words
from milepost.report.listing import Listing


@dataclass(frozen=True)
class Debt:
    """What one unit still owes for a period: the names of its missing indicators, and the day they were due."""

    unit: str
    state: str
    missing: tuple[str, ...]
    owed: int
    due: date | None


def debts(standing: pd.DataFrame) -> list[Debt]:
    """One debt for each unit of `standing` (columns of workflow.standing) that still owes something."""
    owing = standing[standing["missing"] != ""].drop_duplicates("unit")
    columns = ["unit", "state", "missing", "owed", "due"]
    return [
        Debt(unit, state, tuple(missing.split("、")), int(owed), None if _blank(due) else due)
        for unit, state, missing, owed, due in zip(*(owing[c].tolist() for c in columns), strict=True)
    ]


def _blank(value: object) -> bool:
    return value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value))


def lacking(debt: Debt, most: int = 3) -> str:
    """What is missing, in short: 全部6项, or 市场主体总量、企业."""
    if debt.state.endswith("未报") and len(debt.missing) > most:
        return f"全部{len(debt.missing)}项"
    return words.listed(debt.missing, most, "项")


def reminder(plan: Plan, period: Period, debt: Debt) -> str:
    """The text for one unit."""
    due = f"应于{words.day(debt.due)}前报送" if debt.due else "请按时报送"
    return (
        f"{plan.unit_of(debt.unit).name}：{plan.name}{period.words}数据{due}，"
        f"尚缺{len(debt.missing)}项：{'、'.join(debt.missing)}。请尽快补报；确无发生的请填0（零报告），不要留空。"
    )


def reminder_to_all(plan: Plan, period: Period, owing: Sequence[Debt]) -> str:
    """One text for everybody who still owes figures; empty when nobody does."""
    if not owing:
        return ""
    day = next((f"，应于{words.day(debt.due)}前报送" for debt in owing if debt.due), "")
    lines = [
        f"{k}. {plan.unit_of(debt.unit).name}：缺{len(debt.missing)}项（{'、'.join(debt.missing)}）"
        for k, debt in enumerate(owing, 1)
    ]
    head = f"【催报】{plan.name}{period.words}数据{day}，目前还有{len(owing)}家没有报齐："
    return "\n".join([head, *lines, "请尽快补报；确无发生的请填0（零报告），不要留空。"])


def who_is_late(plan: Plan, owing: Sequence[Debt]) -> Listing:
    """Who has not reported: unit, what is missing, how it stands, by when it was due."""
    return Listing(
        {
            "单位": [plan.unit_of(debt.unit).name for debt in owing],
            "缺": [lacking(debt) for debt in owing],
            "现状": [debt.state for debt in owing],
            "应报": [f"{words.day(debt.due)}前" if debt.due else words.MISSING for debt in owing],
        }
    )
