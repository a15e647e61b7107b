"""What a figure stands on: which units there were, by which definition it was counted, and what it may be set beside.

A figure of before a change (口径变化, a parting of units) is not compared with one of after, but for what the office
tells in the newer way (可比数). Mergers need no break: what was before is added up.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from milepost.plan.plan import Plan

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def earlier(block: Floats, quarters: int) -> Floats:
    """`block`, whose last axis is quarters, as it was so many quarters before; NaN before the first."""
    moved = np.full(block.shape, np.nan)
    moved[..., quarters:] = block[..., : block.shape[-1] - quarters]
    return moved


@dataclass(frozen=True)
class Break:
    """From quarter `quarter` on, figures of `indicators` × `units` (positions) mean something else; `words` says what.

    While the promises to `unsettled` units (positions) are not set anew, they cannot be judged by what was promised.
    """

    quarter: int
    indicators: tuple[int, ...]
    units: tuple[int, ...]
    unsettled: tuple[int, ...]
    words: str


@dataclass(frozen=True)
class Footing:
    """Arrays over the units and quarters of a panel, and the breaks in its series.

    `alive` (unit × quarter): whether there is such a unit. `era` (indicator × unit × quarter) counts the breaks up to
    each figure; `comparable` holds what the office told of it in the way that came next, NaN mostly.
    """

    alive: Bools
    era: Floats
    comparable: Floats
    breaks: tuple[Break, ...] = field(default=())

    @classmethod
    def of(cls, plan: Plan, quarters: Ints) -> "Footing":
        """The footing of a plan's figures over `quarters` (ordinals)."""
        shape = (len(plan.indicators), len(plan.units), len(quarters))
        alive = there(plan, [unit.id for unit in plan.units], quarters, before=False)
        breaks = tuple(sorted((*_redefined(plan), *_parted(plan)), key=lambda one: one.quarter))
        era = np.zeros(shape)
        for one in breaks:
            touched = (np.array(one.indicators, np.int64), np.array(one.units, np.int64))
            era[np.ix_(*touched, np.flatnonzero(quarters >= one.quarter))] += 1
        return cls(alive, era, _told(plan, quarters, shape), breaks)

    @property
    def plain(self) -> bool:
        """Whether nothing ever changed."""
        return not self.breaks and bool(self.alive.all())


def _redefined(plan: Plan) -> list[Break]:
    """The breaks of definitions; a ratio breaks with either of its sides."""
    every = tuple(range(len(plan.units)))
    found = []
    for one in plan.redefinitions:
        touched = [
            k
            for k, indicator in enumerate(plan.indicators)
            if one.indicator == indicator.id
            or (indicator.ratio and one.indicator in (indicator.ratio.numerator, indicator.ratio.denominator))
        ]
        words = f"{one.since.words}起口径有变"
        found.append(Break(one.since.ordinal, tuple(touched), every, () if one.settled else every, words))
    return found


def _parted(plan: Plan) -> list[Break]:
    """The breaks of boundaries; whoever remains after a change was promised something else than what it is now."""
    place = {unit.id: k for k, unit in enumerate(plan.units)}
    every = tuple(range(len(plan.indicators)))
    found = []
    for one in (*plan.boundaries.split, *plan.boundaries.merged):
        remaining = tuple(place[unit] for unit in one.into if unit in one.units)
        # What was before a merger is told on the newer boundary, so its series has no break.
        broken = tuple(place[unit] for unit in one.into) if one.kind == "split" else ()
        words = f"{one.since.words}起区划有调整"
        found.append(Break(one.quarter, every, broken, () if one.settled else remaining, words))
    return found


def _told(plan: Plan, quarters: Ints, shape: tuple[int, ...]) -> Floats:
    comparable = np.full(shape, np.nan)
    indicators = {indicator.id: k for k, indicator in enumerate(plan.indicators)}
    units = {unit.id: k for k, unit in enumerate(plan.units)}
    for one in plan.comparables:
        quarter = one.period.last_quarter().ordinal - int(quarters[0]) if quarters.size else -1
        if 0 <= quarter < shape[2]:
            comparable[indicators[one.indicator], units[one.unit], quarter] = one.value
    return comparable


def there(plan: Plan, units: Sequence[str], quarters: Ints, *, before: bool) -> Bools:
    """Unit × quarter (ordinals): whether there is such a unit; with `before`, also of a time before it was made."""
    alive = np.ones((len(units), len(quarters)), bool)
    for k, unit in enumerate(units):
        born, ended = plan.boundaries.origin(unit), plan.boundaries.end(unit)
        if ended:
            alive[k] &= quarters < ended.quarter
        if born and not before:
            alive[k] &= quarters >= born.quarter
    return alive
