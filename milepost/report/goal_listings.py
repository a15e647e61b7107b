"""Tables of goals: how each stands, what changed, what the rest needs, who is late."""

import math
from collections.abc import Sequence

from milepost.measure.promises import MET_OR_NOT
from milepost.plan.goal import Goal
from milepost.plan.plan import Plan
from milepost.report import terms, words
from milepost.report.effort import Effort
from milepost.report.judgement import Judgement
from milepost.report.listing import Link, Listing, departments, linked
from milepost.report.sentences import LATE, on_quarter, on_year


def targets(plan: Plan, judged: Sequence[Judgement], link: Link) -> Listing:
    """Every goal: status, value against target, 完成率, lead, 同比, 环比, who leads."""
    goals = [plan.goal_of(j.goal).for_unit(j.unit) or plan.goal_of(j.goal) for j in judged]
    both = list(zip(goals, judged, strict=True))
    return Listing(
        {
            "状态": [words.coloured(j.status) for j in judged],
            "目标": [linked(goal.name, link(goal.id)) for goal in goals],
            "现值": [value(goal, j) for goal, j in both],
            "目标值": [terms.wanted(goal, j) for goal, j in both],
            "完成率": [words.MISSING if goal.kind in MET_OR_NOT else words.percent(j.completion) for goal, j in both],
            "比序时（点）": [words.MISSING if goal.kind in MET_OR_NOT else words.lead(j.ahead) for goal, j in both],
            "同比": [words.MISSING if goal.kind == "boolean" else on_year(j) for goal, j in both],
            "环比": [words.MISSING if goal.kind == "boolean" else on_quarter(j) for goal, j in both],
            "牵头": [departments(plan, goal.lead_departments) for goal in goals],
        },
        frozenset({"现值", "目标值", "完成率", "比序时（点）", "同比", "环比"}),
    )


def value(goal: Goal, judged: Judgement) -> str:
    """The value in full, 已做到（2023年一季度起）, or what is known of it: 至少242个."""
    if judged.known or math.isnan(judged.at_least):
        more = terms.since(goal, judged) or terms.years(judged)
        return f"{terms.reached(goal, judged)}{f'（{more}）' if more else ''}"
    return f"至少{words.exact_amount(judged.at_least, judged.measure_unit)}"


def changes(plan: Plan, before: Sequence[Judgement], now: Sequence[Judgement], link: Link) -> Listing:
    """The goals whose status is another than a quarter ago."""
    earlier = {judged.goal: judged.status for judged in before}
    changed = [(earlier[j.goal], j) for j in now if earlier.get(j.goal, j.status) is not j.status]
    return Listing(
        {
            "目标": [linked(plan.goal_of(j.goal).name, link(j.goal)) for _, j in changed],
            "变化": [words.marked(j.status, f"{was} → {j.status}") for was, j in changed],
        }
    )


def efforts(plan: Plan, found: Sequence[Effort], link: Link) -> Listing:
    """What each remaining quarter must bring beside what the last ones brought."""
    goals = [plan.goal_of(e.judged.goal) for e in found]
    units = [e.judged.measure_unit for e in found]
    return Listing(
        {
            "状态": [words.coloured(e.judged.status) for e in found],
            "目标": [linked(goal.name, link(goal.id)) for goal in goals],
            "还差": [words.distance(e.judged.gap, unit) for e, unit in zip(found, units, strict=True)],
            "余下季度": [f"{e.quarters}季" for e in found],
            "每季要": [words.distance(e.each, unit) for e, unit in zip(found, units, strict=True)],
            "近期平均": [words.distance(e.recent, unit) for e, unit in zip(found, units, strict=True)],
            "倍数": ["近期无增长" if math.isnan(e.times) else f"{e.times:.1f}倍" for e in found],
            "牵头": [departments(plan, goal.lead_departments) for goal in goals],
        },
        frozenset({"还差", "余下季度", "每季要", "近期平均", "倍数"}),
    )


def late_by_unit(plan: Plan, judged: Sequence[Judgement], link: Link) -> Listing:
    """For each part of the place: how many of its goals are late, and the furthest behind. `judged`: of this period."""
    own = {unit.id: [j for j in judged if j.unit == unit.id] for unit in plan.all_parts}
    shown = {unit: found for unit, found in own.items() if found}
    return Listing(
        {
            "单位": [linked(plan.unit_of(unit).name, link(unit)) for unit in shown],
            "分解目标": [f"{len(found)}项" for found in shown.values()],
            "慢于序时": [f"{sum(j.status in LATE for j in found)}项" for found in shown.values()],
            "欠得最多": [_worst(plan, found) for found in shown.values()],
        },
        frozenset({"分解目标", "慢于序时"}),
    )


def late_by_department(plan: Plan, judged: Sequence[Judgement]) -> Listing:
    """For each leading department: its goals, how many of them are late, and which; those with most late first."""
    leads: dict[str, list[Judgement]] = {}
    for one in judged:
        for department in plan.goal_of(one.goal).lead_departments:
            leads.setdefault(department, []).append(one)
    late = {department: [j for j in found if j.status in LATE] for department, found in leads.items()}
    order = sorted(leads, key=lambda department: -len(late[department]))
    return Listing(
        {
            "牵头部门": [plan.unit_of(one).name for one in order],
            "目标": [f"{len(leads[one])}项" for one in order],
            "慢于序时": [f"{len(late[one])}项" for one in order],
            "哪几项": ["、".join(plan.goal_of(j.goal).name for j in late[one]) or words.MISSING for one in order],
        },
        frozenset({"目标", "慢于序时"}),
    )


def _worst(plan: Plan, judged: Sequence[Judgement]) -> str:
    late = [j for j in judged if j.status in LATE and j.ahead < 0]
    if not late:
        return words.MISSING
    last = min(late, key=lambda j: j.ahead)
    return f"{plan.goal_of(last.goal).name} {words.lead(last.ahead)}点"
