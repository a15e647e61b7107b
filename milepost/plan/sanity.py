"""What the numbers of a plan say together that no sentence of it says: sums, implied bases, contradictions.

The office reads this once when a plan is loaded and again when bases and allocations have been entered. Which goals
belong together is data: an indicator's `includes`, `cumulates` and `ratio`.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from milepost.plan.goal import Goal, Kind
from milepost.plan.measure_unit import decimal_shift, shifted
from milepost.plan.period import Period
from milepost.plan.plan import Plan

LEVELS: frozenset[Kind] = frozenset({"stock", "cumulative"})
SUMMED: frozenset[Kind] = LEVELS | {"window", "yearly"}
NEEDS_BASE: frozenset[Kind] = LEVELS | {"share", "growth", "multiple", "growth_over_base"}


@dataclass(frozen=True)
class Finding:
    """One remark on a plan: the ids of the goals it is about, and a Chinese sentence."""

    goals: tuple[str, ...]
    message: str


def sanity(plan: Plan) -> list[Finding]:
    """All remarks on `plan`: contradictions inside the text first, then what is implied, then what is missing."""
    return [
        *_parts_and_wholes(plan),
        *_levels_and_increments(plan),
        *_growth_rates(plan),
        *_ratios(plan),
        *_dates(plan),
        *_met_at_base(plan),
        *_allocations(plan),
        *_missing_bases(plan),
        *_missing_references(plan),
        *_unallocated_races(plan),
        *_unsettled(plan),
    ]


def _said(value: float, measure_unit: str = "") -> str:
    """A number with its measure unit, in 万 from ten thousand on, to two places: 12.54万户."""
    shift, scale = (-4, "万") if abs(value) >= 10_000 else (0, "")
    return f"{round(shifted(value, shift), 2):.12g}{scale}{measure_unit}"


def _end(period: Period) -> str:
    return f"{period.year}年末" if period.end.month == 12 else f"{period.words}末"


def _names(goals: list[Goal]) -> str:
    return "、".join(goal.name for goal in goals)


def _goals_on(plan: Plan, indicator_id: str, kinds: frozenset[Kind]) -> list[Goal]:
    return [goal for goal in plan.goals if goal.indicator == indicator_id and goal.kind in kinds]


def _alike(plan: Plan, indicator_id: str, goal: Goal) -> Goal | None:
    """The goal on another indicator that is measured as `goal` is: same kind, day and measure unit."""
    for other in _goals_on(plan, indicator_id, frozenset({goal.kind})):
        if other.deadline == goal.deadline and other.measure_unit == goal.measure_unit:
            return other
    return None


def _parts_and_wholes(plan: Plan) -> Iterator[Finding]:
    """The promised parts (其中) of a promised whole: do they fill it, or exceed it?"""
    for indicator in plan.indicators:
        for whole in _goals_on(plan, indicator.id, SUMMED):
            parts = [part for each in indicator.includes if (part := _alike(plan, each, whole))]
            yield from _one_whole(whole, parts)


def _one_whole(whole: Goal, parts: list[Goal]) -> Iterator[Finding]:
    if not parts:
        return
    about = (whole.id, *(part.id for part in parts))
    for what, total, values in (
        ("目标", whole.value, [part.value for part in parts]),
        ("基期值", whole.base_value, [part.base_value for part in parts]),
    ):
        known = [value for value in values if value is not None]
        if total is None or not known:
            continue
        terms = "＋".join(_said(value) for value in known)
        if sum(known) > total and not math.isclose(sum(known), total):
            yield Finding(
                about,
                f"“{whole.name}”的{what}{_said(total, whole.measure_unit)}小于其中各项（{_names(parts)}）之和 {terms}，"
                "请核对",
            )
        elif what == "目标" and len(known) > 1 and math.isclose(sum(known), total):
            yield Finding(
                about,
                f"{terms}＝{_said(total, whole.measure_unit)}：{_names(parts)}的目标之和正好是“{whole.name}”的目标，"
                "没有给其他类别留余量",
            )


def _levels_and_increments(plan: Plan) -> Iterator[Finding]:
    """A level promised beside an amount to be added says what stood before."""
    for indicator in plan.indicators:
        for level in _goals_on(plan, indicator.id, LEVELS):
            for source in filter(None, (indicator.id, indicator.cumulates)):
                for added in _goals_on(plan, source, frozenset({"window"})):
                    if added.deadline == level.deadline and added.base_period == level.base_period:
                        yield _implied_base(level, added)


def _implied_base(level: Goal, added: Goal) -> Finding:
    promised, more, unit = level.value or 0.0, added.value or 0.0, level.measure_unit
    base = promised - more
    about = (level.id, added.id)
    sum_said = f"“{level.name}”{_said(promised, unit)}减去方案期内新增的{_said(more, unit)}"
    when = _end(level.base_period)
    if base < 0:
        return Finding(about, f"{sum_said}成了负数，两个目标互相矛盾，请核对原文")
    if level.base_value is None or math.isclose(level.base_value, base):
        return Finding(about, f"{sum_said}，{when}应已有{_said(base, unit)}")
    return Finding(
        about, f"{sum_said}，{when}应已有{_said(base, unit)}，所填基期值却是{_said(level.base_value, unit)}，请核对"
    )


def _growth_rates(plan: Plan) -> Iterator[Finding]:
    """A level promised beside a yearly growth rate says where the growth must start."""
    for rate in plan.goals:
        points = decimal_shift(rate.measure_unit, "%")
        if rate.kind != "growth" or rate.value is None or points is None:
            continue
        for level in _goals_on(plan, rate.indicator, LEVELS):
            if level.deadline_quarter and level.value is not None:
                yield _implied_start(level, rate, 1 + shifted(rate.value, points - 2))


def _implied_start(level: Goal, rate: Goal, factor: float) -> Finding:
    """Without an entered base, growth may count from before the plan or from its first year: both are said."""
    promised, unit, base = level.value or 0.0, level.measure_unit, level.base_period.last_quarter()
    years = ((level.deadline_quarter or base).ordinal - base.ordinal) / 4
    head = f"“{level.name}”{_said(promised, unit)}、年均增长{_said(rate.value or 0.0, rate.measure_unit)}"
    if level.base_value is not None:
        reached = _said(level.base_value * factor**years, unit)
        return Finding(
            (level.id, rate.id),
            f"{head}：从所填{_end(base)}基期值{_said(level.base_value, unit)}起，{years:g}年后为{reached}",
        )
    starts = [
        f"以{_end(base.plus(4 * later))}为基期（{left:g}年）约{_said(promised / factor**left, unit)}"
        for later in (0, 1)
        if (left := years - later) > 0
    ]
    return Finding((level.id, rate.id), f"{head}，意味着起点{'，'.join(starts)}；按哪一年起算，须写明出处")


def _ratios(plan: Plan) -> Iterator[Finding]:
    """A promised ratio beside a promised numerator says how large the denominator is taken to be."""
    for indicator in plan.indicators:
        ratio = indicator.ratio
        if ratio is None:
            continue
        denominator = plan.indicator_of(ratio.denominator)
        for share in _goals_on(plan, indicator.id, frozenset({"share", "stock"})):
            for top in _goals_on(plan, ratio.numerator, LEVELS):
                if top.deadline == share.deadline and top.value is not None and share.value:
                    yield Finding(
                        (top.id, share.id),
                        f"“{top.name}”{_said(top.value, top.measure_unit)}与“{share.name}”"
                        f"{_said(share.value, share.measure_unit)}合起来看，相当于{denominator.name}"
                        f"{_said(ratio.scale * top.value / share.value, denominator.measure_unit)}",
                    )


def _dates(plan: Plan) -> Iterator[Finding]:
    for goal in plan.goals:
        if plan.end and goal.deadline and goal.deadline > plan.end.end:
            yield Finding((goal.id,), f"“{goal.name}”的期限{goal.deadline}在方案结束（{plan.end.words}）之后，请核对")
        if plan.start and goal.deadline and goal.deadline < plan.start.start:
            yield Finding((goal.id,), f"“{goal.name}”的期限{goal.deadline}在方案开始（{plan.start.words}）之前，请核对")
        if goal.deadline and goal.base_period.end >= goal.deadline:
            yield Finding((goal.id,), f"“{goal.name}”的基期{goal.base_period.words}不在期限{goal.deadline}之前，请核对")


def _met_at_base(plan: Plan) -> Iterator[Finding]:
    """Nothing was left to promise: progress from such a base has no meaning."""
    for goal in plan.goals:
        parts = ((plan.unit_of(unit), goal.for_unit(unit)) for unit in goal.allocations)
        for place, promise in ((None, goal), *parts):
            if promise is None or promise.kind not in LEVELS | {"share"}:
                continue
            if promise.value is None or promise.base_value is None:
                continue
            if goal.direction * (promise.value - promise.base_value) <= 0:
                base, target = (_said(value, goal.measure_unit) for value in (promise.base_value, promise.value))
                whose = f"（{place.name}）" if place else ""
                yield Finding((goal.id,), f"“{goal.name}”{whose}的基期值{base}已达到目标{target}，无从计算进度，请核对")


def _allocations(plan: Plan) -> Iterator[Finding]:
    """What the office gave to the parts, against the promise of the whole."""
    for goal in plan.goals:
        if goal.kind not in SUMMED or plan.indicator_of(goal.indicator).ratio or goal.value is None:
            continue
        given = {unit: goal.allocations[unit.id] for unit in plan.summed_parts if unit.id in goal.allocations}
        if not given:
            continue
        if left_out := [unit.name for unit in plan.summed_parts if unit not in given]:
            yield Finding((goal.id,), f"“{goal.name}”还没有分解到{'、'.join(left_out)}")
        yield from _compared(goal, "目标", sum(part.value for part in given.values()), goal.value)
        bases = [part.base_value for part in given.values() if part.base_value is not None]
        if goal.base_value is not None and len(bases) == len(plan.summed_parts):
            yield from _compared(goal, "基期值", sum(bases), goal.base_value)


def _compared(goal: Goal, what: str, parts: float, whole: float) -> Iterator[Finding]:
    if not math.isclose(parts, whole, abs_tol=1e-9):
        yield Finding(
            (goal.id,),
            f"“{goal.name}”各单位{what}合计{_said(parts, goal.measure_unit)}，"
            f"比总{what}{_said(whole, goal.measure_unit)}{'多' if parts > whole else '少'}"
            f"{_said(abs(parts - whole), goal.measure_unit)}，请核对",
        )


def _missing_bases(plan: Plan) -> Iterator[Finding]:
    needing = [goal for goal in plan.goals if goal.kind in NEEDS_BASE]
    if missing := [goal for goal in needing if goal.base_value is None]:
        yield Finding(
            tuple(goal.id for goal in missing),
            f"{len(missing)}个目标没有基期值，进度快慢无法判断，请录入并注明出处：{_names(missing)}",
        )
    partly = [goal for goal in needing if any(part.base_value is None for part in goal.allocations.values())]
    if partly:
        yield Finding(
            tuple(goal.id for goal in partly), f"{len(partly)}个目标已分解，但有单位没有基期值：{_names(partly)}"
        )


def _missing_references(plan: Plan) -> Iterator[Finding]:
    """A comparison with what others reach waits for their figure."""
    if missing := [goal for goal in plan.goals if goal.kind == "benchmark" and not goal.references]:
        yield Finding(
            tuple(goal.id for goal in missing),
            f"{len(missing)}个目标要与参照值比较，还没有参照值，无法判断，请录入并注明出处：{_names(missing)}",
        )


def _unallocated_races(plan: Plan) -> Iterator[Finding]:
    """A race on completion needs every racing unit's own target."""
    for scheme in plan.schemes:
        named = plan.boundaries.with_heirs(scheme.units) or {unit.id for unit in plan.units_of_kind(scheme.unit_kind)}
        racing = [unit for unit in named if plan.boundaries.end(unit) is None and unit != plan.unit]
        goals = [plan.goal_of(item.goal) for item in scheme.items if item.goal]
        if lacking := [goal for goal in goals if not set(racing) <= set(goal.allocations)]:
            yield Finding(
                tuple(goal.id for goal in lacking),
                f"赛马办法“{scheme.title}”按完成情况计分，但{len(lacking)}个目标还没有分解到每个参赛单位："
                f"{_names(lacking)}；分解之前请用按增速或水平计分的办法",
            )


def _unsettled(plan: Plan) -> Iterator[Finding]:
    """After a change of definition or boundary, what was promised before it has to be set anew."""
    for one in plan.redefinitions:
        sides = {i.id for i in plan.indicators if i.ratio and one.indicator in (i.ratio.numerator, i.ratio.denominator)}
        goals = [goal for goal in plan.goals if goal.indicator in {one.indicator, *sides}]
        if goals and not one.settled:
            yield Finding(
                tuple(goal.id for goal in goals),
                f"“{plan.indicator_of(one.indicator).name}”{one.since.words}起口径有变，{len(goals)}个目标的目标值和基期值"
                f"还没有按新口径核定，先不判断：{_names(goals)}；核定后在“口径变化”里勾上“目标和基期已重定”",
            )
    for adjustment in plan.adjustments:
        remaining = [unit for unit in adjustment.into if unit in adjustment.units]
        goals = [goal for goal in plan.goals if set(remaining) & set(goal.allocations)]
        if goals and not adjustment.settled:
            names = "、".join(plan.unit_of(unit).name for unit in remaining)
            yield Finding(
                tuple(goal.id for goal in goals),
                f"{names}{adjustment.since.words}起区划有调整，分解的目标值和基期值还没有按新区划核定，先不判断："
                f"{_names(goals)}；核定后在“区划调整”里勾上“分解已重定”",
            )
