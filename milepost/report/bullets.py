"""Bullet bars: every goal as one row, against what is due by now and against its target.

The bar is the reached share of the promised change; an ink tick stands where the pace is due. Hatched: not reported.
"""

import math
from collections.abc import Mapping, Sequence

from milepost.measure.promises import MET_OR_NOT
from milepost.plan.goal import Goal
from milepost.plan.indicator import Way
from milepost.plan.plan import Plan
from milepost.plan.tables import Status
from milepost.report import terms, words
from milepost.report.bars import Bar, Group, Look
from milepost.report.judgement import Judgement
from milepost.report.palette import MARKS, Palette
from milepost.report.sentences import compared, state_words

_LOOKS: Mapping[Status, Look] = {
    Status.UNREPORTED: "hatched",
    Status.UNKNOWN: "hollow",
    Status.REGRESSED: "fallen",
}
_SHORT: Mapping[Status, str] = {Status.EARLY: "达标", Status.DONE: "完成", Status.UNKNOWN: "待定"}
_PACED = frozenset({Status.AHEAD, Status.ON_PACE, Status.SLOW, Status.BEHIND})


def by_theme(plan: Plan, judged: Sequence[Judgement], palette: Palette, links: Mapping[str, str]) -> list[Group]:
    """Every goal as a row under its theme, in the plan's order; `links`: goal → the address that its name opens."""
    groups: dict[str, list[Bar]] = {}
    for one in judged:
        groups.setdefault(plan.goal_of(one.goal).theme, []).append(bullet(plan, one, palette, links.get(one.goal, "")))
    return list(groups.items())


def bullet(plan: Plan, judged: Judgement, palette: Palette, link: str = "") -> Bar:
    """One goal as a row."""
    goal = plan.goal_of(judged.goal).for_unit(judged.unit) or plan.goal_of(judged.goal)
    reached = judged.completion if math.isnan(judged.reached_share) else judged.reached_share
    return Bar(
        MARKS[judged.status].glyph,
        goal.name,
        _value(goal, judged, palette),
        "未到期" if goal.kind in MET_OR_NOT and judged.status is Status.ON_PACE else short(judged),
        palette.tone(judged.status),
        100 * reached,
        100 * judged.due_share,
        _hover(goal, judged, plan.indicator_of(judged.indicator).way),
        _LOOKS.get(judged.status, "solid"),
        link,
    )


def short(judged: Judgement) -> str:
    """The word at the right end: the lead, or 完成, 倒退, 未报."""
    if judged.status in _PACED:
        return words.lead(judged.ahead)
    return _SHORT.get(judged.status, str(judged.status))


def _value(goal: Goal, judged: Judgement, palette: Palette) -> str:
    shown, wanted = terms.beside(goal, judged)
    if judged.known:
        return f'<b>{shown}</b><span style="color:{palette.mute}"> / {wanted}</span>'
    last = words.number(judged.value_last_period)
    known = words.MISSING if last == words.MISSING else f"上季{last}"
    if not math.isnan(judged.at_least):
        known = f"至少{words.number(judged.at_least)}"
    if goal.kind == "boolean":
        known = words.MISSING
    return f'<span style="color:{palette.mute}">{known} / {wanted}</span>'


def _hover(goal: Goal, judged: Judgement, way: Way) -> str:
    last = words.exact_amount(judged.value_last_period, judged.measure_unit)
    told = "" if last == words.MISSING or goal.kind == "boolean" else f"（上季{last}）"
    lines = [
        f"<b>{goal.name}</b>",
        f"现值 {terms.reached(goal, judged)}{told}",
        f"目标 {terms.wanted(goal, judged)}",
        *filter(None, [terms.since(goal, judged), terms.years(judged)]),
    ]
    if judged.known and goal.kind != "boolean":
        lines.append(compared(judged, way))
    if goal.kind not in MET_OR_NOT and not math.isnan(judged.reached_share):
        lines.append(f"完成 {words.percent(judged.reached_share)}，序时 {words.percent(judged.due_share)}")
    if judged.partly:
        lines.append(f"已报{judged.reported:.0f}家，应报{judged.expected:.0f}家")
    return "<br>".join([*lines, state_words(judged)])
