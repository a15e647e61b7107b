"""Who has sent what: the state of a quarter's collecting, in a sentence and as a matrix of units and quarters."""

from collections.abc import Mapping

import pandas as pd

from milepost.plan.period import Period
from milepost.plan.plan import Plan

REPORTED, PARTLY, OPEN, OVERDUE, NOT_OWED = "已报", "部分已报", "未报", "逾期未报", ""
_WORST_FIRST = (OVERDUE, OPEN, PARTLY, REPORTED)


def unit_states(standing: pd.DataFrame) -> dict[str, str]:
    """Unit → its state for one period, from `standing` (columns of workflow.standing); its worst form counts."""
    found: dict[str, str] = {}
    for unit, state in zip(standing["unit"], standing["state"], strict=True):
        found[unit] = min(found.get(unit, REPORTED), state, key=_WORST_FIRST.index)
    return found


def headline(plan: Plan, period: Period, standing: pd.DataFrame) -> str:
    """2024年二季度应报15家，已报齐12家；部分已报1家（东丰县），逾期未报2家（市商务局、市文旅局）"""
    states = unit_states(standing)
    if not states:
        return f"{period.words}没有单位应报"
    by_state = {word: [plan.unit_of(u).name for u, state in states.items() if state == word] for word in _WORST_FIRST}
    head = f"{period.words}应报{len(states)}家，"
    if len(by_state[REPORTED]) == len(states):
        return f"{head}全部报齐"
    rest = [
        f"{word}{len(by_state[word])}家（{_named(by_state[word])}）"
        for word in (PARTLY, OVERDUE, OPEN)
        if by_state[word]
    ]
    return f"{head}已报齐{len(by_state[REPORTED])}家；{'，'.join(rest)}"


def _named(names: list[str], most: int = 4) -> str:
    """The names, or the first of them where their number stands beside it anyway."""
    return "、".join(names) if len(names) <= most else f"{'、'.join(names[: most - 1])}等"


def given_states(plan: Plan, figures: pd.DataFrame, period: Period) -> dict[str, str]:
    """Unit → 已报, 部分已报 or 未报 for a period, from the counted `figures` (FIGURES) that are there now."""
    rows = figures[(figures["period"] == str(period)) & (figures["industry"] == "")]
    given = set(zip(rows["indicator"], rows["unit"], strict=True))
    states = {}
    for sender in plan.senders(period):
        owed = [(indicator.id, unit.id) in given for indicator, unit in plan.owed(sender, period)]
        states[sender.id] = REPORTED if all(owed) else PARTLY if any(owed) else OPEN
    return states


def matrix(plan: Plan, states: Mapping[Period, Mapping[str, str]]) -> pd.DataFrame:
    """One row a unit in the plan's order, one column a period: its state there, empty where it owed nothing."""
    senders = [unit.id for unit in plan.units if any(unit.id in found for found in states.values())]
    return pd.DataFrame(
        {period: [found.get(unit, NOT_OWED) for unit in senders] for period, found in states.items()},
        index=pd.Index(senders, name="unit"),
    )


def named(plan: Plan, submissions: pd.DataFrame) -> dict[str, str]:
    """Submission → its sender and file, as a list offers it."""
    rows = zip(submissions["submission"], submissions["sender"], submissions["file"], strict=True)
    return {submission: f"{plan.unit_of(sender).name}：{file}" for submission, sender, file in rows}
