"""How a change of boundaries or of a definition is said: what became of whom, from when on, by which document."""

from dataclasses import dataclass

from milepost.plan.adjustment import Adjustment
from milepost.plan.indicator import Indicator
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.redefinition import Redefinition


@dataclass(frozen=True)
class Mark:
    """A quarter from which on a series is another than before: its short name on a chart, and the sentence."""

    since: Period
    name: str
    sentence: str


def _names(plan: Plan, units: tuple[str, ...]) -> str:
    return "、".join(plan.unit_of(unit).name for unit in units)


def adjusted(plan: Plan, one: Adjustment) -> str:
    """龙山区、西安区合并为安山区; 东丰县拆分为东丰县、丰南县; 公主岭（旧名：公主岭市）改名."""
    match one.kind:
        case "renamed":
            return f"{one.old_name}改名为{_names(plan, one.units)}"
        case "merged":
            return f"{_names(plan, one.units)}合并为{_names(plan, one.into)}"
    return f"{_names(plan, one.units)}拆分为{_names(plan, one.into)}"


def _dated(one: Adjustment | Redefinition, what: str) -> str:
    return f"{one.since.words}起{what}（依据：{one.basis}）"


def adjustments_at(plan: Plan, period: Period) -> str:
    """What changed the field of units with this quarter; empty for nothing, and for mere names."""
    here = [one for one in plan.adjustments if one.into and one.since == period.last_quarter()]
    return "；".join(_dated(one, adjusted(plan, one)) for one in here)


def marks(plan: Plan, indicator: Indicator, unit: str) -> list[Mark]:
    """Where the series of an indicator and a unit is another than before, the earliest first."""
    sides = {indicator.id, *((indicator.ratio.numerator, indicator.ratio.denominator) if indicator.ratio else ())}
    found = [_of_definition(plan, one) for one in plan.redefinitions if one.indicator in sides]
    found += [_of_boundary(plan, one) for one in plan.adjustments if unit in one.into]
    return sorted(found, key=lambda mark: mark.since)


def _of_definition(plan: Plan, one: Redefinition) -> Mark:
    name = plan.indicator_of(one.indicator).name
    tail = "" if one.settled else "；目标和基期值还没有按新口径核定，先不判断"
    words = _dated(one, f"“{name}”口径变为：{one.definition}")
    return Mark(one.since, "口径变化", f"{words}。前后的数不直接相比{tail}。")


def _of_boundary(plan: Plan, one: Adjustment) -> Mark:
    words = _dated(one, adjusted(plan, one))
    if one.kind == "merged":
        return Mark(one.since, "区划合并", f"{words}。此前的数是合并前各单位之和。")
    return Mark(one.since, "区划拆分", f"{words}。此前没有同口径的数，不与上年比。")
