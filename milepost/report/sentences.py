"""Sentences about one goal: how it stands, against its base and against its pace."""

import math
from collections.abc import Sequence

from milepost.measure.promises import MET_OR_NOT
from milepost.plan.goal import Goal
from milepost.plan.indicator import Way
from milepost.plan.tables import Status
from milepost.report import terms, words
from milepost.report.judgement import Judgement

FINE = frozenset({Status.EARLY, Status.DONE, Status.AHEAD})
IN_ORDER = frozenset({Status.ON_PACE, Status.KEPT})
LATE = frozenset({Status.SLOW, Status.BEHIND, Status.REGRESSED, Status.MISSED, Status.NOT_KEPT})
OPEN = frozenset({Status.UNREPORTED, Status.UNKNOWN})
_COMPARED: dict[Way, tuple[str, str]] = {"ytd": ("今年累计", "当季"), "flow": ("当季", "当季")}
PERCENTAGES = frozenset({"%", "‰"})
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


def fallen(goal: Goal, judged: Judgement) -> str:
    """How far below its base a promise is; of a growth only that it is, for its base is a level and no rate."""
    if goal.kind == "growth":
        return "低于基期"
    return f"比基期{words.change(judged.value - judged.base_value, judged.measure_unit)}"


def _increment(goal: Goal, judged: Judgement) -> str:
    """What was added since the base, and which part of the promised increment that is."""
    rise = judged.value - judged.base_value
    verb = "净增" if rise >= 0 else "净减"
    size = words.amount_like(abs(rise), judged.value, judged.measure_unit)
    if judged.measure_unit in PERCENTAGES:
        verb, size = ("提高" if rise >= 0 else "降低"), f"{words.exact(abs(rise))}个百分点"
    moved = f"比{words.quarter_end(goal.base_period)}{f'{verb}{size}' if rise else '没有变化'}"
    if math.isnan(judged.reached_share) or judged.reached_share < 0:
        return moved
    wanted = "增量" if judged.target >= judged.base_value else "减量"
    return f"{moved}，完成{words.span(goal)}{wanted}的{words.percent(judged.reached_share)}"


def short_value(goal: Goal, judged: Judgement) -> str:
    """The value as people say it, with what it is of its base: 11.69万户; 8.20万户（基期的1.52倍）; 已做到."""
    if goal.kind == "boolean":
        return terms.answered(judged)
    base = terms.against_base(goal, judged)
    value = words.amount(judged.value, judged.measure_unit)
    return f"年增长{value}" if goal.kind == "growth" else f"{value}（{base}）" if base else value


def _met_or_not(goal: Goal, judged: Judgement) -> str:
    """What is met or not, since when, and against what: 0.37日，要求不超过0.5日，2023年一季度起达到."""
    if judged.status is Status.UNKNOWN:
        return f"{short_value(goal, judged)}；{judged.reason}，无法判断"
    since = terms.since(goal, judged)
    if goal.kind == "boolean":
        return f"{terms.answered(judged)}{f'（{since}）' if since else ''}"
    told = f"{since}达到" if since else "还没有达到"
    parts = [short_value(goal, judged), f"要求{terms.wanted(goal, judged)}", told]
    if goal.kind == "benchmark":
        off = judged.value - judged.target
        more = words.exact_amount(abs(off), "个百分点" if judged.measure_unit in PERCENTAGES else judged.measure_unit)
        parts.insert(2, f"{'高' if off >= 0 else '低'}{more}" if off else "与参照值持平")
    return "，".join(parts)


def model(goal: Goal, judged: Judgement) -> str:
    """The model sentence: value, 完成率, increment and pace, as far as each is known.

    11.20万户，为目标的93.3%；比2021年末净增0.87万户，完成三年增量的52.1%，快于序时进度2.1个百分点
    """
    if not judged.known:
        return f"本季{state_words(judged)}"
    if goal.kind in MET_OR_NOT:
        return _met_or_not(goal, judged)
    if judged.waiting:
        return f"{short_value(goal, judged)}；{judged.reason}，无法判断"
    value, done = short_value(goal, judged), words.percent(judged.completion)
    pace = pace_words(judged.ahead)
    tail = f"，{pace}" if pace else f"；{judged.reason}，无法判断快慢" if judged.status is Status.UNKNOWN else ""
    if goal.kind == "yearly":
        kept = terms.years(judged)
        return f"今年已{value}，完成全年的{done}{tail}{f'；{kept}' if kept else ''}"
    if judged.status in (Status.KEPT, Status.NOT_KEPT):
        return f"{value}，要求{words.target(goal)}，{judged.status}"
    if not math.isnan(judged.base_value) and (goal.kind in FROM_BASE or goal.kind == "cumulative"):
        return f"{value}，为目标的{done}；{_increment(goal, judged)}{tail}"
    whole = f"{words.span(goal)}目标" if goal.kind in {"window", "cumulative"} else "目标"
    return f"{value}，为{whole}的{done}{tail}"


def on_year(judged: Judgement) -> str:
    """同比 as a cell: +7.2%, of percentages +0.8点."""
    if judged.measure_unit in PERCENTAGES:
        return words.points(judged.value - judged.value_last_year)
    return words.growth(judged.change_last_year)


def on_quarter(judged: Judgement) -> str:
    """环比 as a cell; of amounts, this quarter's against the last quarter's."""
    if judged.measure_unit in PERCENTAGES:
        return words.points(judged.value - judged.value_last_period)
    return words.growth(judged.change_last_period)


def compared(judged: Judgement, way: Way = "stock") -> str:
    """同比增长7.2%，环比增长1.9%; what cannot be compared is said.

    Of amounts it is said which: 今年累计同比增长0.2%，当季环比增长34.6%.
    """
    of_year, of_quarter = _COMPARED.get(way, ("", ""))
    # What lies on either side of a change of definition or boundary is told before any number.
    aside = f"（{judged.footing}）" if judged.footing else ""
    year, quarter = words.growth_words(on_year(judged)), words.growth_words(on_quarter(judged))
    return f"{of_year}同比{year or '无可比数'}{aside}，{of_quarter}环比{quarter or '无可比数'}"


def coverage(judged: Sequence[Judgement]) -> str:
    """How many figures rest on only some of their reporters: 3项汇总数不全; empty when all are whole."""
    partly = [j for j in judged if j.partly]
    return f"{len(partly)}项汇总数不全，已报部分不代表全市" if partly else ""
