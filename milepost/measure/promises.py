"""Every goal of a plan, for the whole place and for each unit it is allocated to, as parallel arrays."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from milepost.measure.panel import Bools, Floats, Ints
from milepost.plan.goal import Goal, Kind, is_relative
from milepost.plan.indicator import Indicator
from milepost.plan.measure_unit import decimal_shift
from milepost.plan.plan import Plan

Basis = Literal["level", "net", "since_start", "topped", "this_year", "four_quarters"]
# Kinds whose share is counted from the base value to the target.
FROM_BASE: frozenset[Kind] = frozenset({"stock", "multiple", "growth_over_base", "share", "growth", "cumulative"})
# Kinds that are met or not: nothing of them is due before the deadline.
MET_OR_NOT: frozenset[Kind] = frozenset({"boolean", "duration", "benchmark"})


def basis_of(goal: Goal, indicator: Indicator) -> Basis:
    """What of the indicator is judged.

    `level`: the figure as it stands; `net`: the figure less the base; `since_start`: the sum since the base;
    `topped`: the base plus that sum; `this_year`: the sum since January; `four_quarters`: the sum of the last four.
    """
    adding = indicator.way in ("flow", "ytd") and indicator.adds_up
    match goal.kind:
        case "window":
            if adding:
                return "since_start"
            return "net" if indicator.way == "stock" or goal.base_value is not None else "level"
        case "cumulative":
            if not adding:
                return "level"
            return "since_start" if goal.base_value is None else "topped"
        case "yearly":
            return "this_year"
        # A base of one whole year is set against a year; any other base of amounts is the sum of earlier years.
        case "multiple" | "growth_over_base" if adding and goal.base_period.frequency != "year":
            return "since_start"
        case "stock" | "growth" | "multiple" | "growth_over_base":
            return "four_quarters" if adding else "level"
    return "level"


def growth_unit(goal: Goal) -> float:
    """Growth that one unit of the goal's value stands for: 0.01 with %, 0.001 with ‰."""
    return 10.0 ** ((decimal_shift(goal.measure_unit, "%") or 0) - 2)


@dataclass(frozen=True)
class Promises:
    """One row for each goal and place: `goal`, `unit`, `indicator` are positions in the plan.

    `value` and `base` are as the goal states them, NaN where it does not; `base_quarter` and `deadline` are ordinals of
    quarters (`deadline` NaN without one).
    """

    plan: Plan
    goal: Ints
    unit: Ints
    indicator: Ints
    value: Floats
    base: Floats

    @classmethod
    def of(cls, plan: Plan) -> "Promises":
        """Goals in the plan's order; of each, the whole place first, then its allocations."""
        unit_of = {unit.id: k for k, unit in enumerate(plan.units)}
        indicator_of = {indicator.id: k for k, indicator in enumerate(plan.indicators)}
        whole = unit_of[plan.unit]
        goal, unit, value, base = [], [], [], []
        for k, promise in enumerate(plan.goals):
            goal += [k] * (1 + len(promise.allocations))
            unit += [whole, *map(unit_of.__getitem__, promise.allocations)]
            value += [promise.value, *promise.allotted[0]]
            base += [promise.base_value, *promise.allotted[1]]
        row = np.array(goal, np.int64)
        return cls(
            plan,
            row,
            np.array(unit, np.int64),
            np.array([indicator_of[promise.indicator] for promise in plan.goals], np.int64)[row],
            np.array(value, np.float64),
            np.array(base, np.float64),
        )

    def each(self, answer: Callable[[Goal], Any]) -> NDArray[Any]:
        """`answer` of every row's goal, asked once per goal."""
        return np.asarray([answer(goal) for goal in self.plan.goals])[self.goal]

    def each_indicator(self, answer: Callable[[Indicator], Any]) -> NDArray[Any]:
        """`answer` of every row's indicator, asked once per indicator."""
        return np.array([answer(indicator) for indicator in self.plan.indicators])[self.indicator]

    def of_kind(self, *kinds: Kind) -> Bools:
        """Which rows are of one of `kinds`."""
        return np.asarray(self.each(lambda goal: goal.kind in kinds), np.bool_)

    @cached_property
    def whole(self) -> Bools:
        """Which rows are of the plan's own place."""
        return np.equal(self.unit, [unit.id for unit in self.plan.units].index(self.plan.unit))

    @cached_property
    def direction(self) -> Floats:
        """1 when more is better, −1 when less is; 不超过 says so by itself."""
        return self.each(lambda goal: -1.0 if goal.operator == "<=" else float(goal.direction))

    @cached_property
    def base_quarter(self) -> Floats:
        """Quarter at whose end the base stands."""
        return self.each(lambda goal: float(goal.base_period.last_quarter().ordinal))

    @cached_property
    def deadline(self) -> Floats:
        """Quarter at whose end the promise falls due."""
        return self.each(lambda goal: float(goal.deadline_quarter.ordinal) if goal.deadline_quarter else np.nan)

    @cached_property
    def years(self) -> Floats:
        """From base to deadline."""
        return (self.deadline - self.base_quarter) / 4

    @cached_property
    def basis(self) -> NDArray[np.str_]:
        """The Basis of every row; a base given for an allocation counts as one given for its goal."""
        indicators = [self.plan.indicator_of(goal.indicator) for goal in self.plan.goals]
        chosen = np.array([basis_of(g, i) for g, i in zip(self.plan.goals, indicators, strict=True)])[self.goal]
        has_base = ~np.isnan(self.base)
        cumulative = self.of_kind("cumulative")
        chosen = np.where(cumulative & has_base & (chosen == "since_start"), "topped", chosen)
        chosen = np.where(cumulative & ~has_base & (chosen == "topped"), "since_start", chosen)
        held = self.of_kind("window") & self.each_indicator(lambda i: i.way == "cumulative")
        return np.where(held, np.where(has_base, "net", "level"), chosen)

    @cached_property
    def relative(self) -> Bools:
        """Which rows promise a multiple or a rate of growth of their base."""
        return self.each(lambda g: is_relative(g, self.plan.indicator_of(g.indicator)))

    @cached_property
    def measure_units(self) -> list[str]:
        """Measure unit of value, target and gap, one for each goal of the plan."""
        units = []
        for goal in self.plan.goals:
            indicator = self.plan.indicator_of(goal.indicator)
            level = is_relative(goal, indicator) and goal.kind != "growth"
            units.append(indicator.measure_unit if level else goal.measure_unit)
        return units

    @cached_property
    def scale(self) -> Floats:
        """Factor from the indicator's measure unit to that of the goal's levels; NaN where they do not convert."""
        return self.each(lambda g: _scale(g, self.plan.indicator_of(g.indicator)))

    @cached_property
    def rate(self) -> Floats:
        """Promised growth or multiple as a factor of the base: 倍增 is 2, 增长40% is 1.4; yearly for kind growth."""
        times = self.each(lambda g: g.kind == "multiple")
        grown = 1 + self.value * self.each(growth_unit)
        return np.where(self.relative, np.where(times, self.value, grown), np.nan)

    @cached_property
    def target(self) -> Floats:
        """Level to be reached; 1 for boolean, NaN for benchmark (see `targets`) and for growth of no positive base."""
        relative = np.where(self.base > 0, self.base, np.nan) * np.where(
            self.of_kind("growth"), self.rate**self.years, self.rate
        )
        level = np.where(self.relative, relative, self.value)
        return np.where(self.of_kind("boolean"), 1.0, level)

    def targets(self, quarters: Ints) -> Floats:
        """Level to be reached, promise × quarter: of a benchmark the reference that stands then.

        A reference for a level stands until the next one; one for amounts or a year to date in its own quarter only.
        """
        levels = np.broadcast_to(self.target[:, None], (len(self.goal), len(quarters)))
        compared = np.flatnonzero(self.of_kind("benchmark"))
        if compared.size:
            levels = levels.copy()
            holds = self.each_indicator(lambda i: i.way in ("stock", "cumulative") or i.ratio is not None)
            for row in compared.tolist():
                known = self.plan.goals[self.goal[row]].references
                for period in sorted(known, key=lambda one: one.last_quarter().ordinal):
                    end = period.last_quarter().ordinal
                    levels[row, quarters >= end if holds[row] else quarters == end] = known[period].value
        return levels

    @cached_property
    def from_base(self) -> Bools:
        """Which rows count from their base value; sums count from zero."""
        return self.of_kind(*FROM_BASE) & np.isin(self.basis, ("level", "topped", "four_quarters"))

    @cached_property
    def low(self) -> Floats:
        """Level from which the reached share counts: the base, 0 for sums; NaN where there is none."""
        from_zero = ~self.from_base & ~self.of_kind("keep", *MET_OR_NOT)
        return np.where(self.from_base, self.base, np.where(from_zero, 0.0, np.nan))


def _scale(goal: Goal, indicator: Indicator) -> float:
    if goal.kind == "boolean" or is_relative(goal, indicator):
        return 1.0
    shift = decimal_shift(indicator.measure_unit, goal.measure_unit)
    return np.nan if shift is None else 10.0**shift
