"""A goal in its own terms: what is set against what, so that no number stands beside a target of another kind.

A multiple is said in multiples of its base, a growth in percent, a yes or no in words, a comparison with what others
reach beside their figure.
"""

import math

from milepost.measure.promises import MET_OR_NOT, growth_unit
from milepost.plan.goal import Goal
from milepost.plan.period import Period
from milepost.report import words
from milepost.report.judgement import Judgement

_RELATIVE = frozenset({"multiple", "growth_over_base"})


def in_terms_of_base(goal: Goal, judged: Judgement) -> bool:
    """Whether the promise is a multiple or a growth of its base, and the base is known."""
    stated_otherwise = goal.kind in _RELATIVE and judged.measure_unit != goal.measure_unit
    return stated_otherwise and judged.base_value > 0 and judged.known


def against_base(goal: Goal, judged: Judgement) -> str:
    """基期的1.52倍, 比基期增长14.4%; empty where the promise is none of its base or the base is unknown."""
    if not in_terms_of_base(goal, judged):
        return ""
    times = judged.value / judged.base_value
    if goal.kind == "multiple":
        return f"基期的{words.exact(times)}倍"
    rate = (times - 1) / growth_unit(goal)
    return f"比基期{'增长' if rate >= 0 else '下降'}{abs(rate):.1f}{goal.measure_unit}"


def answered(judged: Judgement) -> str:
    """已做到, 未做到: a yes or no in words."""
    return "已做到" if judged.value >= judged.target else "未做到"


def reached(goal: Goal, judged: Judgement) -> str:
    """What was reached, in full: 20,720户; 82,000户（基期的1.52倍）; 已做到. — without a figure."""
    value = words.exact_amount(judged.value, judged.measure_unit)
    if not judged.known:
        return value
    if goal.kind == "boolean":
        return answered(judged)
    base = against_base(goal, judged)
    return f"{value}（{base}）" if base else value


def wanted(goal: Goal, judged: Judgement) -> str:
    """What was promised: 突破12万户; of a comparison the figure that stands: 超过118.5户/千人（参照值）."""
    if goal.kind == "benchmark" and not math.isnan(judged.target):
        return f"{words.beyond_others(goal)}{words.exact_amount(judged.target, judged.measure_unit)}（参照值）"
    return words.target(goal)


def beside(goal: Goal, judged: Judgement) -> tuple[str, str]:
    """Value and target for a narrow row, in the same terms: 11.69万 and 突破12万户, 1.52倍 and 达到基期的2倍."""
    if goal.kind == "boolean":
        return answered(judged), wanted(goal, judged)
    if in_terms_of_base(goal, judged):
        # The value says what both are of: 比基期 twice is too wide for a phone.
        value = against_base(goal, judged).removeprefix("基期的").removeprefix("比基期")
        return value, wanted(goal, judged).removeprefix("比基期增长")
    if goal.kind in _RELATIVE | {"growth"}:
        return words.amount(judged.value, judged.measure_unit), wanted(goal, judged)
    value = words.beside_target(judged.value, judged.target)
    return f"今年{value}" if goal.kind == "yearly" else value, wanted(goal, judged)


def since(goal: Goal, judged: Judgement) -> str:
    """2023年一季度起: since when a promise that is met or not is met; empty for other kinds and where it is not met."""
    if goal.kind not in MET_OR_NOT or not judged.met_since:
        return ""
    return f"{Period.parse(judged.met_since).words}起"


def years(judged: Judgement) -> str:
    """已满的3年中2年做到: the years of a yearly promise; empty for other kinds and in the first year."""
    if not judged.years_ended > 0:
        return ""
    kept, ended = round(judged.years_kept), round(judged.years_ended)
    if kept == ended:
        return f"已满的{words.counted(ended)}年都做到" if ended > 1 else "已满的一年做到"
    told = f"{words.counted(kept)}年做到" if kept else "没有一年做到"
    return f"已满的{words.counted(ended)}年中{told}" if ended > 1 else "已满的一年没有做到"
