"""The promise behind a number: where it stands in the plan, how it is judged, and what its base rests on."""

from milepost.measure.promises import MET_OR_NOT
from milepost.plan.goal import KIND_WORDS, OPERATOR_WORDS, Goal, base_unit
from milepost.plan.plan import Plan
from milepost.plan.sanity import NEEDS_BASE
from milepost.report import words
from milepost.report.judgement import Judgement
from milepost.report.listing import departments


def source(plan: Plan, goal: Goal) -> str:
    """Document, section, day, departments, kind and operator, in one line."""
    issued = f"{plan.issued.year}年{words.day(plan.issued)}" if plan.issued else ""
    lead = f"牵头：{departments(plan, goal.lead_departments)}" if goal.lead_departments else ""
    support = f"配合：{departments(plan, goal.support_departments)}" if goal.support_departments else ""
    stretch = "力争" if goal.stretch else ""
    kind = f"类型：{KIND_WORDS[goal.kind]}；算符：{OPERATOR_WORDS[goal.operator]}{f'；{stretch}' if stretch else ''}"
    due = f"期限：{words.deadline(goal)}" if goal.deadline else "没有写期限"
    return " · ".join(part for part in (plan.document_number, goal.section, issued, lead, support, kind, due) if part)


def rules(plan: Plan, goal: Goal) -> str:
    """Which leads have which word, and by which path the pace runs."""
    bands = plan.bands
    path = {"linear": "按季度平均", "compound": "按等比增长", "milestones": "按方案节点"}[goal.path]
    if goal.kind in MET_OR_NOT:
        return "只判断做到没有：到期之前没有做到不算慢，到期没有做到为未完成。"
    if goal.kind == "keep":
        return "保持类目标逐期判断，没有序时进度。"
    return (
        f"序时进度{path}计算。比序时快{words.round_number(bands.ahead)}点及以上为快于序时，"
        f"{words.round_number(bands.slow)}至+{words.round_number(bands.ahead)}点为符合序时，"
        f"{words.round_number(bands.behind)}至{words.round_number(bands.slow)}点为略慢，再低为滞后（本方案的门槛）。"
    )


def base(plan: Plan, goal: Goal) -> str:
    """The base and its source, and what the record says beside the clause."""
    if goal.base_value is None:
        known = "没有基期值：方案没有写，请办公室补录并注明出处" if goal.kind in NEEDS_BASE else "不从基期算起"
        if goal.kind in {"window", "yearly"}:
            known = "从零起算"
    else:
        amount = words.exact_amount(goal.base_value, base_unit(goal, plan.indicator_of(goal.indicator)))
        known = f"基期{words.quarter_end(goal.base_period)} {amount}，出处：{goal.base_source}"
    return "。".join(part for part in (known, goal.note) if part) + "。"


def no_arithmetic(judged: Judgement) -> str:
    """What stands in place of the arithmetic when there is none."""
    return f"没有可算的数：{judged.reason or judged.status}。"
