"""Sentences about one goal: how it stands, against its base and its pace, and against a year and a quarter ago."""

import math
from collections.abc import Sequence

from milepost.plan.goal import Goal
from milepost.plan.tables import Status
from milepost.report import words
from milepost.report.judgement import Judgement

FINE = frozenset({Status.EARLY, Status.DONE, Status.AHEAD})
IN_ORDER = frozenset({Status.ON_PACE, Status.KEPT})
LATE = frozenset({Status.SLOW, Status.BEHIND, Status.REGRESSED, Status.MISSED, Status.NOT_KEPT})
OPEN = frozenset({Status.UNREPORTED, Status.UNKNOWN})
FROM_BASE = frozenset({"stock", "share", "multiple", "growth_over_base"})


def pace_words(ahead: float) -> str:
    """Lead or lag in words: 快于序时进度2.1个百分点; empty when unknown."""
    text = words.lead(ahead)
    if text == words.MISSING:
        return ""
    if text == "0.0":
        return "与序时进度持平"
    return f"{'快' if ahead > 0 else '慢'}于序时进度{text[1:]}个百分点"


def state_words(judged: Judgement) -> str:
    """The status as one short phrase with what belongs to it: 略慢 −6.2点, 未报（东丰县）, 已完成."""
    if judged.status in OPEN:
        return f"{judged.status}（{judged.reason}）" if judged.reason else str(judged.status)
    paced = {Status.AHEAD, Status.ON_PACE, Status.SLOW, Status.BEHIND}
    return f"{judged.status} {words.lead(judged.ahead)}点" if judged.status in paced else str(judged.status)


def _increment(goal: Goal, judged: Judgement) -> str:
    """What was added since the base, and which part of the promised increment that is."""
    rise = judged.value - judged.base_value
    verb = "净增" if rise >= 0 else "净减"
    size = words.amount_like(abs(rise), judged.value, judged.measure_unit)
    if judged.measure_unit in {"%", "‰"}:
        verb, size = ("提高" if rise >= 0 else "降低"), f"{words.exact(abs(rise))}个百分点"
    moved = f"比{words.quarter_end(goal.base_period)}{verb}{size}"
    if math.isnan(judged.reached_share):
        return moved
    wanted = "增量" if judged.target >= judged.base_value else "减量"
    return f"{moved}，完成{words.span(goal)}{wanted}的{words.percent(judged.reached_share)}"


def model(goal: Goal, judged: Judgement) -> str:
    """The model sentence: value, 完成率, increment and pace, as far as each is known.

    11.20万户，为目标的93.3%；比2021年末净增0.87万户，完成三年增量的52.1%，快于序时进度2.1个百分点
    """
    if not judged.known:
        return f"本季{state_words(judged)}"
    value = words.amount(judged.value, judged.measure_unit)
    done = words.percent(judged.completion)
    if judged.status in (Status.KEPT, Status.NOT_KEPT):
        return f"{value}，要求{words.target(goal)}，{judged.status}"
    pace = pace_words(judged.ahead)
    tail = f"，{pace}" if pace else f"；{judged.reason}，无法判断快慢" if judged.status is Status.UNKNOWN else ""
    if goal.kind == "yearly":
        return f"今年已{value}，完成全年的{done}{tail}"
    if not math.isnan(judged.base_value) and (goal.kind in FROM_BASE or goal.kind == "cumulative"):
        return f"{value}，为目标的{done}；{_increment(goal, judged)}{tail}"
    whole = f"{words.span(goal)}目标" if goal.kind in {"window", "cumulative"} else "目标"
    return f"{value}，为{whole}的{done}{tail}"


def compared(judged: Judgement) -> str:
    """Against a year and a quarter ago: 同比增长7.2%，环比增长1.9%; what is unknown is said."""
    unit = judged.measure_unit
    year = words.growth_words(judged.value, judged.value_last_year, unit)
    quarter = words.growth_words(judged.value, judged.value_last_period, unit)
    return f"{f'同比{year}' if year else '同比无可比数'}，{f'环比{quarter}' if quarter else '环比无可比数'}"


def coverage(judged: Sequence[Judgement]) -> str:
    """How many figures rest on only some of their reporters: 3项汇总数不全; empty when all are whole."""
    partly = [j for j in judged if j.partly]
    return f"{len(partly)}项汇总数不全，已报部分不代表全市" if partly else ""
