"""The calendar in words: what is to be done by when, how it stands, and who is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from milepost.plan.deadline import DEADLINE_WORDS
from milepost.plan.occasion import Occasion
from milepost.plan.period import Frequency, Period
from milepost.plan.plan import Plan
from milepost.plan.unit import UNIT_KIND_WORDS
from milepost.report import collection, words

Tone = Literal["done", "open", "late", "past"]
_EACH: dict[Frequency, str] = {"month": "每月", "quarter": "每季度", "half": "每半年", "year": "每年"}
_WEEKDAYS = "一二三四五六日"
_NAMED = 4


@dataclass(frozen=True)
class Entry:
    """One line of the calendar. `who` may be empty; `note` names the late."""

    when: str
    what: str
    who: str
    state: str
    tone: Tone
    note: str = ""


@dataclass(frozen=True)
class Month:
    """The lines of one month; `past` when it lies before that of today."""

    title: str
    entries: tuple[Entry, ...]
    past: bool


def working_quarter(period: Period) -> Period:
    """The quarter in which the figures of `period` are collected: the one behind it."""
    return period.last_quarter().plus(1)


def months(plan: Plan, found: Sequence[Occasion], standing: pd.DataFrame, today: date) -> list[Month]:
    """The occasions that have a day, month by month.

    `standing` (columns REPORTING) says how the figures that fall due in them stand.
    """
    by_month: dict[tuple[int, int], list[Entry]] = {}
    for one in found:
        if one.day is not None:
            by_month.setdefault((one.day.year, one.day.month), []).append(_entry(plan, one, one.day, (standing, today)))
    return [
        Month(f"{year}年{month}月", tuple(entries), (year, month) < (today.year, today.month))
        for (year, month), entries in by_month.items()
    ]


def undated(found: Sequence[Occasion]) -> str:
    """What the plan wants done without naming a day: 每月通报各部门工作落实进度；每季度综合评估."""
    every = {one.id: f"{_EACH[one.turn.frequency]}{one.name}" for one in found if one.day is None}
    return "；".join(every.values())


def _entry(plan: Plan, one: Occasion, day: date, now: tuple[pd.DataFrame, date]) -> Entry:
    standing, today = now
    when = f"{words.day(day)}{'前' if one.before else ''} 周{_WEEKDAYS[day.weekday()]}"
    if one.kind == "figures":
        state, tone, note = _collected(plan, one, standing, overdue=today > day)
        return Entry(when, one.name, _who(plan, one), state, tone, note)
    left = (day - today).days
    state = "已过" if left < 0 else "今天" if left == 0 else f"还有{left}天"
    return Entry(when, one.name, _who(plan, one), state, "past" if left < 0 else "open")


def _who(plan: Plan, one: Occasion) -> str:
    """各部门（37家） where it is all of a kind, else their names."""
    for kind, word in UNIT_KIND_WORDS.items():
        every = [unit.id for unit in plan.units_of_kind(kind) if unit.id != plan.unit]
        if len(every) > 1 and set(every) == set(one.units):
            return f"各{word}（{len(every)}家）"
    return words.listed([plan.unit_of(unit).name for unit in one.units], _NAMED, "家")


def _collected(plan: Plan, one: Occasion, standing: pd.DataFrame, *, overdue: bool) -> tuple[str, Tone, str]:
    """How the figures stand: 已报齐, 还差3家 or 逾期3家; and who is overdue or came late."""
    states = {unit: state for unit, state in collection.unit_states(standing).items() if unit in one.units}
    if not states:
        return "还没开始收", "open", ""
    lacking = [unit for unit, state in states.items() if state != collection.REPORTED]
    came_late = {
        unit: moment
        for unit, late, moment in zip(standing["unit"], standing["late"], standing["submitted"], strict=True)
        if late and not pd.isna(moment) and unit in one.units
    }
    note = [f"{'逾期' if overdue else '还差'}：{_names(plan, lacking)}"] if lacking else []
    note += [f"迟报：{_names(plan, list(came_late))}"] if came_late else []
    if not lacking:
        return f"已报齐{len(states)}家", "done", "；".join(note)
    return f"{'逾期' if overdue else '还差'}{len(lacking)}家", "late" if overdue else "open", "；".join(note)


def _names(plan: Plan, units: Sequence[str]) -> str:
    return "、".join(plan.unit_of(unit).name for unit in units)


def headline(found: Sequence[Occasion], span: Period, today: date) -> str:
    """2024年三季度有9件事，最近的是7月12日报送数据（2024年二季度）"""
    if not found:
        return f"{span.words}方案没有要办的事"
    days = [(one.day, one) for one in found if one.day is not None]
    if not days:
        return f"{span.words}有{len({one.id for one in found})}件事，方案都没写哪一天"
    head = f"{span.words}有{len(days)}件事"
    ahead = next(((day, one) for day, one in days if day >= today), None)
    if ahead and span.start <= today <= span.end:
        return f"{head}，最近的是{words.day(ahead[0])}{ahead[1].name}"
    figures = next((day for day, one in days if one.kind == "figures"), None)
    return f"{head}，{words.day(figures)}前{DEADLINE_WORDS['figures']}" if figures else head
