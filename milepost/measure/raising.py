"""Changing a target on the way: what was due until then stays due, and the line to the new target begins there.

The earlier value, wording and date stay in the plan's earlier version. In the newer one the pace bends: what the old
promise asked for by the end of the last quarter under it becomes a milestone (`path = "milestones"`), from which the
line runs straight to the new target. No figure and no published judgement is touched.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from milepost.errors import PlanError
from milepost.measure.pace import pace
from milepost.plan.editing import Place
from milepost.plan.goal import Goal
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan
from milepost.plan.sanity import SUMMED

_DECIMALS = 4


@dataclass(frozen=True)
class Raise:
    """A new target: `value` and `deadline` of `goal`, in force after the quarter `after`.

    `share_out` changes the parts of the units in proportion, so that they still add up.
    """

    goal: str
    value: float
    deadline: date | None
    after: Period
    share_out: bool = True


def raised(plan: Plan, change: Raise) -> Mapping[Place, object]:
    """The values to be put into the plan's document, by place.

    PlanError where the new target cannot hold from that quarter on: after the deadline, before the goal began, or for
    a promise that is kept period by period: that one ends, and another begins.
    """
    goal = plan.goal_of(change.goal)
    _refuse_unfit(goal, change)
    at: Place = ("goals", goal.id)
    values: dict[Place, object] = {
        (*at, "value"): change.value,
        (*at, "deadline"): change.deadline.isoformat() if change.deadline else None,
    }
    steps = _steps(plan, goal, change.after)
    if steps:
        values |= {(*at, "path"): "milestones", (*at, "milestones"): steps}
    if change.share_out and goal.value and goal.kind in SUMMED:
        values |= _shared_out(plan, goal, change)
    return values


def _refuse_unfit(goal: Goal, change: Raise) -> None:
    if goal.value is None:
        raise PlanError(f"“{goal.name}”没有目标值，谈不上提高；请直接改它的原文和期限")
    if goal.kind in ("yearly", "keep"):
        raise PlanError(
            f"“{goal.name}”要求每年（每期）都做到，改了目标值，以前各期也会按新值判断；"
            f"请把它的期限改为{change.after.words}末，再另立一项从{change.after.plus(1).words}起的目标"
        )
    last = goal.deadline_quarter
    if last and change.after >= last:
        raise PlanError(f"“{goal.name}”到{last.words}已到期，不能从更晚的时候起改；请另立一项目标")
    if change.after < goal.start.previous():
        raise PlanError(f"“{goal.name}”从{goal.start.words}开始，新目标不能从更早的时候起算")
    if change.deadline and Period.quarter_of(change.deadline) <= change.after:
        raise PlanError(f"新期限须在{change.after.words}之后，请改期限")


def _steps(plan: Plan, goal: Goal, after: Period) -> dict[str, float]:
    """What was due until `after`, as milestones: where the old line was straight, its end is enough."""
    kept = quarters(goal.start, after)
    curved = goal.path == "compound" or goal.kind == "growth"
    wanted = kept if curved else [*(p for p in map(Period.last_quarter, goal.milestones) if p < after), *kept[-1:]]
    levels = (
        {str(period): level for period, level in zip(wanted, pace(goal, plan, wanted), strict=True)} if wanted else {}
    )
    # Without a base there is no line yet: nothing was due that could be said in numbers.
    return {period: round(level, _DECIMALS) for period, level in levels.items() if not math.isnan(level)}


def _shared_out(plan: Plan, goal: Goal, change: Raise) -> Mapping[Place, object]:
    """The parts in proportion to the new value; counts stay whole and add up as they did (largest remainders)."""
    values: dict[Place, object] = {}
    whole = plan.indicator_of(goal.indicator).counts
    parts = {unit: part.value * change.value / (goal.value or 1) for unit, part in goal.allocations.items()}
    for unit, value in (_rounded(parts) if whole else parts).items():
        place: Place = ("goals", goal.id, "allocations", unit)
        values[*place, "value"] = value
        own = goal.for_unit(unit)
        steps = _steps(plan, own, change.after) if own else {}
        if steps:
            values[*place, "milestones"] = steps
    return values


def _rounded(parts: Mapping[str, float]) -> dict[str, float]:
    lower = {unit: math.floor(value + 1e-9) for unit, value in parts.items()}
    missing = round(sum(parts.values())) - sum(lower.values())
    by_rest = sorted(parts, key=lambda unit: lower[unit] - parts[unit])
    return {unit: float(lower[unit] + (unit in by_rest[:missing])) for unit in parts}
