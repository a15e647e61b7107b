"""Names that resemble those of the plan: what they may mean, and what clerks have answered for one sender.

A remembered answer is another name for that sender's workbooks alone, and each use of it is said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Literal, TypeVar

from milepost.errors import PlanError
from milepost.intake.grid import Grid
from milepost.plan.indicator import Indicator
from milepost.plan.names import fold
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.reading import Problem, Reading
from milepost.plan.unit import Unit

What = Literal["unit", "indicator"]
Thing = TypeVar("Thing", Unit, Indicator)
UNKNOWN_UNIT, NEAR_NAME = "unknown-unit", "near-name"


@dataclass(frozen=True)
class Answer:
    """Whether `text`, met in a workbook of `sender`, means the unit or indicator with the id `meant`."""

    sender: str
    text: str
    what: What
    meant: str
    yes: bool

    def name(self, plan: Plan) -> str:
        """What it was asked to mean, as the plan calls it; empty when the plan has no such thing any more."""
        things: Iterable[Unit | Indicator] = plan.units if self.what == "unit" else plan.indicators
        return next((thing.name for thing in things if thing.id == self.meant), "")


def near(problem: Problem, plan: Plan, sender: str, period: Period) -> list[tuple[What, str, str]]:
    """What the name in a problem may mean: kind, id and name of each candidate, the likeliest first.

    A unit's name may mean any unit, an indicator's only one that the sender owes.
    """
    if problem.code == UNKNOWN_UNIT:
        found = _nearest(problem.value, plan.units, 0.5)
        return [("unit", unit.id, unit.name) for unit in found[:2]]
    if problem.code == NEAR_NAME and sender:
        owed = {indicator.id: indicator for indicator, _ in plan.owed(plan.unit_of(sender), period)}
        return [("indicator", one.id, one.name) for one in _nearest(problem.value, owed.values(), 0.6)[:1]]
    return []


def _nearest(text: str, things: Iterable[Thing], cutoff: float) -> list[Thing]:
    names: dict[str, Thing] = {}
    for thing in things:
        names |= {fold(name): thing for name in _names(thing)}
    close = get_close_matches(fold(text), names, n=3, cutoff=cutoff)
    return list(dict.fromkeys(names[name] for name in close))


def _names(thing: Unit | Indicator) -> tuple[str, ...]:
    return (thing.name, *(thing.other_names if isinstance(thing, Unit) else thing.reported_as))


def with_answers(plan: Plan, answers: Iterable[Answer]) -> tuple[Plan, tuple[Answer, ...]]:
    """The plan with every name that was answered yes as another name of what it means, and the answers so used.

    A name that the plan itself has come to know, and one whose meaning the plan has lost, are left alone.
    """
    used: list[Answer] = []
    for answer in answers:
        known = plan.unit_named(answer.text) or plan.indicator_named(answer.text) or plan.industry_named(answer.text)
        if not answer.yes or known is not None or not answer.name(plan):
            continue
        try:
            plan = _named(plan, answer)
        except PlanError:
            continue  # Two answers that contradict each other: the later one is not believed blindly.
        used.append(answer)
    return plan, tuple(used)


def _named(plan: Plan, answer: Answer) -> Plan:
    if answer.what == "unit":
        units = tuple(
            replace(unit, other_names=(*unit.other_names, answer.text)) if unit.id == answer.meant else unit
            for unit in plan.units
        )
        return replace(plan, units=units)
    indicators = tuple(
        replace(one, reported_as=(*one.reported_as, answer.text)) if one.id == answer.meant else one
        for one in plan.indicators
    )
    return replace(plan, indicators=indicators)


def told(reading: Reading, used: Iterable[Answer], grids: Mapping[str, Grid], plan: Plan) -> Reading:
    """The reading with every remembered answer that the workbook's words made use of said in its layout."""
    texts = {fold(cell.text) for grid in grids.values() for cell in grid.cells.values() if cell.kind == "text"}
    met = [answer for answer in used if any(fold(answer.text) in text for text in texts)]
    if not met:
        return reading
    said = "、".join(f"“{answer.text}”就是“{answer.name(plan)}”" for answer in met)
    return replace(reading, layout=f"{reading.layout}；按记住的回答：{said}")


def without_denied(reading: Reading, answers: Iterable[Answer], plan: Plan) -> Reading:
    """The reading without the question whether a name means an indicator, where that was answered with no."""
    denied = {(fold(a.text), a.name(plan)) for a in answers if not a.yes and a.what == "indicator"}
    kept = tuple(
        problem
        for problem in reading.problems
        if problem.code != NEAR_NAME
        or not any(fold(problem.value) == text and f"“{name}”" in problem.message for text, name in denied)
    )
    return replace(reading, problems=kept)
