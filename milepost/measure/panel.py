"""All figures of a plan as one dense block, so that every judgement is arithmetic over whole arrays.

Shape everywhere: indicator × unit × quarter, in the plan's order, quarters consecutive from `first` on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from milepost.errors import MeasureError
from milepost.measure.footing import Bools, Floats, Footing, Ints, earlier
from milepost.plan.indicator import Indicator
from milepost.plan.period import MONTHS, Frequency, Period
from milepost.plan.plan import Plan

__all__ = ["Bools", "Coverage", "Floats", "Ints", "Panel", "positions", "texts"]

# A figure labelled by its quarter counts before one labelled by another period of the same last day.
_LABELS: tuple[Frequency, ...] = ("month", "half", "year", "quarter")


def positions(column: pd.Series, known: Sequence[str]) -> Ints:
    """Place of each text of `column` in `known`, −1 where it is not there."""
    texts = pa.array(column, pa.large_string())
    found = pc.index_in(texts, value_set=pa.array(list(known), pa.large_string()), skip_nulls=True)
    return found.fill_null(-1).to_numpy().astype(np.int64)  # type: ignore[no-any-return]  # pyarrow is untyped


def texts(distinct: Sequence[str], codes: Ints) -> pd.api.extensions.ExtensionArray:
    """A text column out of its distinct texts and a position for each row."""
    return pd.array(list(distinct), dtype="str").take(codes)


@dataclass(frozen=True)
class Coverage:
    """Who answers for an indicator: the places whose figures are owed, those a total adds up, and the senders.

    `places` and `summed` are positions in the plan's units; `whole` says that somebody reports the whole place.
    """

    places: tuple[int, ...]
    summed: tuple[int, ...]
    whole: bool
    senders: tuple[str, ...]

    @cached_property
    def added(self) -> Ints:
        """`summed` as positions to pick by."""
        return np.array(self.summed, np.int64)

    @classmethod
    def of(cls, plan: Plan, indicator: Indicator) -> "Coverage":
        """Coverage of an indicator that is reported; a derived one is covered like its numerator."""
        place_of = {unit.id: k for k, unit in enumerate(plan.units)}
        reporters = plan.reporters(indicator)
        covered = {u.id: u for sender in reporters for u in plan.reported_units(indicator, sender)}
        whole = plan.unit in covered
        below = [u for u in covered.values() if u.id != plan.unit]
        parts = {part.id for part in plan.all_parts}
        added = [u for u in below if u.id in parts] or below
        ids = {u.id for u in added}
        summed = [place_of[u.id] for u in added if u.counted_in not in ids]
        return cls(
            tuple(sorted(place_of[u.id] for u in below)),
            tuple(sorted(summed)) if indicator.adds_up else (),
            whole,
            tuple(sender.name for sender in reporters),
        )


@dataclass(frozen=True)
class Panel:
    """Figures at quarter ends.

    `level`: the figure in its indicator's way of reporting and measure unit, NaN where it is unknown; the whole place
    is the figure reported for it, else the sum of its parts, unknown while one part is missing. `partial`: what is
    known of a level, a lower bound. `reported` of `expected` reporters stand behind each level. `as_of`
    (indicator × quarter): the latest quarter for which the indicator was owed, −1 before the first. What several merged
    units gave before is added up for what they became; `footing` says what each figure stands on.
    """

    plan: Plan
    first: int
    level: Floats
    partial: Floats
    reported: Ints
    expected: Ints
    as_of: Ints
    coverage: tuple[Coverage, ...]
    footing: Footing

    @classmethod
    def of(cls, figures: pd.DataFrame, plan: Plan, first: Period, last: Period, *, added_up: bool = True) -> "Panel":
        """The panel of the quarters from `first` to `last` out of counted figures (columns FIGURES, all industries).

        Without `added_up` every unit has its own figures only, as it was at the time.
        """
        start, count = first.last_quarter().ordinal, last.last_quarter().ordinal - first.last_quarter().ordinal + 1
        level = _placed(figures, plan, start, count)
        coverage = _coverages(plan)
        footing = Footing.of(plan, start + np.arange(count))
        if not footing.alive.all():
            level[:, ~footing.alive] = np.nan
        panel = cls(
            plan,
            start,
            level,
            partial=_known_so_far(level, plan, start),
            reported=(~np.isnan(level)).astype(np.int64),
            expected=np.ones(level.shape, np.int64),
            as_of=_as_of(plan, start, count),
            coverage=coverage,
            footing=footing,
        )
        if not footing.alive.all():
            panel.partial[:, ~footing.alive] = np.nan
        panel._add_wholes()
        if added_up:
            panel._add_merged()
        panel._add_comparables()
        panel._derive_ratios()
        return panel

    @cached_property
    def whole(self) -> int:
        """Position of the plan's own place among its units."""
        return [unit.id for unit in self.plan.units].index(self.plan.unit)

    @property
    def quarters(self) -> Ints:
        """Ordinals of the quarters."""
        return self.first + np.arange(self.level.shape[2])

    def carried(self, block: NDArray[np.generic]) -> Floats:
        """`block` with each quarter answered by the latest quarter that was owed; NaN before the first."""
        answer = block.astype(np.float64)
        # Of most indicators every quarter is owed and answers for itself.
        late = np.flatnonzero((self.as_of != np.arange(block.shape[2])).any(axis=1))
        if late.size:
            as_of = np.broadcast_to(self.as_of[late, None, :], (late.size, *block.shape[1:]))
            taken = np.take_along_axis(answer[late], np.maximum(as_of, 0), axis=2)
            answer[late] = np.where(as_of < 0, np.nan, taken)
        return answer

    def _add_wholes(self) -> None:
        groups: dict[Coverage, list[int]] = {}
        for k, coverage in enumerate(self.coverage):
            groups.setdefault(coverage, []).append(k)
        for coverage, members in groups.items():
            rows, summed = np.array(members), coverage.added
            if not summed.size:
                continue
            parts, known = self.level[rows][:, summed], self.partial[rows][:, summed]
            there = self.footing.alive[summed]
            given, nobody = ~np.isnan(parts), ~there.any(axis=0)
            total = np.where(there, parts, 0.0).sum(axis=1)
            own = self.level[rows, self.whole]
            # A figure for the whole counts only where somebody is declared to report it; else it is a check.
            use_own = ~np.isnan(own) if coverage.whole else np.zeros(own.shape, bool)
            some = ~np.isnan(known).all(axis=1)
            self.level[rows, self.whole] = np.where(use_own, own, np.where(nobody, np.nan, total))
            self.partial[rows, self.whole] = np.where(use_own, own, np.where(some, np.nansum(known, axis=1), np.nan))
            self.reported[rows, self.whole] = np.where(use_own, 1, given.sum(axis=1))
            self.expected[rows, self.whole] = np.where(use_own, 1, there.sum(axis=0))

    def _add_merged(self) -> None:
        """Tell the time before a merger on the newer boundary: the sum of what there was; unknown while one lacks."""
        place_of = {unit.id: k for k, unit in enumerate(self.plan.units)}
        adding = np.array([indicator.adds_up for indicator in self.plan.indicators])
        for merger in self.plan.boundaries.merged:
            heir, past = place_of[merger.into[0]], self.quarters < merger.quarter
            before = [place_of[unit] for unit in merger.units]
            sums = self.level[:, before].sum(axis=1)
            known = self.partial[:, before]
            some = np.where(np.isnan(known).all(axis=1), np.nan, np.nansum(known, axis=1))
            for block, values in ((self.level, sums), (self.partial, some)):
                block[:, heir, past] = np.where(adding[:, None], values, np.nan)[:, past]
            for counts in (self.reported, self.expected):
                counts[:, heir, past] = counts[:, before].sum(axis=1)[:, past]

    def _add_comparables(self) -> None:
        """The whole in the newer way, where the office told all of its parts."""
        comparable = self.footing.comparable
        for k, coverage in enumerate(self.coverage):
            summed = list(coverage.summed)
            if not summed or np.isnan(comparable[k]).all():
                continue
            total = np.where(self.footing.alive[summed], comparable[k, summed], 0.0).sum(axis=0)
            own = comparable[k, self.whole]
            comparable[k, self.whole] = np.where(np.isnan(own), total, own)

    def before(self, quarters: int) -> Floats:
        """The carried level so many quarters before each, as it compares: NaN across a break, or what was told of it.

        What was told in the newer way counts where one break lies between.
        """
        level = self.carried(self.level)
        if not self.footing.breaks:
            return earlier(level, quarters)
        era, told = self.carried(self.footing.era), earlier(self.carried(self.footing.comparable), quarters)
        passed = era - earlier(era, quarters)
        return np.where(passed == 0, earlier(level, quarters), np.where(passed == 1, told, np.nan))

    def _derive_ratios(self) -> None:
        index = {indicator.id: k for k, indicator in enumerate(self.plan.indicators)}
        carried = None
        for k, indicator in enumerate(self.plan.indicators):
            if indicator.ratio is None:
                continue
            top, bottom = index[indicator.ratio.numerator], index[indicator.ratio.denominator]
            if self.plan.indicators[top].ratio or self.plan.indicators[bottom].ratio:
                raise MeasureError(f"指标“{indicator.name}”由另一个算出的指标算出，请改用直接报送的指标")
            carried = self.carried(self.level) if carried is None else carried
            below = _latest(self.level[bottom])
            self.level[k] = indicator.ratio.scale * carried[top] / np.where(below == 0, np.nan, below)
            self.partial[k] = self.level[k]
            self.reported[k], self.expected[k] = self.reported[top], self.expected[top]


def _coverages(plan: Plan) -> tuple[Coverage, ...]:
    """Coverage of every indicator; the many that are reported alike share one."""
    alike: dict[tuple[object, ...], Coverage] = {}
    found = []
    for indicator in plan.indicators:
        counted = plan.indicator_of(indicator.ratio.numerator) if indicator.ratio else indicator
        key = (counted.reported_by, counted.reported_for, counted.adds_up)
        if key not in alike:
            alike[key] = Coverage.of(plan, counted)
        found.append(alike[key])
    return tuple(found)


def _placed(figures: pd.DataFrame, plan: Plan, start: int, count: int) -> Floats:
    """Reported figures at quarter ends; three months of a flow make a quarter."""
    level = np.full((len(plan.indicators), len(plan.units), count), np.nan)
    found, labels = pd.factorize(figures["period"])
    periods = [Period.parse(label) for label in labels]
    label_of = np.array([_LABELS.index(p.frequency) for p in periods], np.int64)[found]
    quarter = np.array([p.last_quarter().ordinal - start for p in periods], np.int64)[found]
    closes = np.array([p.ends("quarter") for p in periods], bool)[found]
    indicator = positions(figures["indicator"], [i.id for i in plan.indicators])
    unit = positions(figures["unit"], [u.id for u in plan.units])
    value = figures["value"].to_numpy(np.float64)
    known = (indicator >= 0) & (unit >= 0) & (quarter >= 0) & (quarter < count)
    known &= (figures["industry"] == "").to_numpy(bool)
    flow = np.array([i.way == "flow" and MONTHS[i.frequency] <= MONTHS["quarter"] for i in plan.indicators], bool)
    of_flow = flow[indicator]
    for label, frequency in enumerate(_LABELS):
        rows = known & (label_of == label)
        if not rows.any():
            continue
        if frequency == "month":
            _place_months(level, rows & of_flow, (indicator, unit, quarter), figures)
        if frequency != "quarter":
            # A month, half-year or year closes with the quarter; of a flow it holds another span, so it is no quarter.
            rows &= closes & ~of_flow
        level[indicator[rows], unit[rows], quarter[rows]] = value[rows]
    return level


def _place_months(level: Floats, rows: Bools, cell: tuple[Ints, Ints, Ints], figures: pd.DataFrame) -> None:
    if not rows.any():
        return
    months = np.full((*level.shape, 3), np.nan)
    month = figures["period"][rows].str[-2:].astype("int64").to_numpy() - 1
    indicator, unit, quarter = (axis[rows] for axis in cell)
    months[indicator, unit, quarter, month % 3] = figures["value"].to_numpy(np.float64)[rows]
    whole = months.sum(axis=-1)
    level[~np.isnan(whole)] = whole[~np.isnan(whole)]


def _as_of(plan: Plan, start: int, count: int) -> Ints:
    ordinals = start + np.arange(count)
    rows = []
    for indicator in plan.indicators:
        counted = plan.indicator_of(indicator.ratio.numerator) if indicator.ratio else indicator
        span = max(1, MONTHS[counted.frequency] // 3)
        rows.append((ordinals + 1) // span * span - 1 - start)
    return np.maximum(np.array(rows, np.int64).reshape(len(rows), count), -1)


def _latest(block: Floats) -> Floats:
    """Each cell, or the latest known one before it."""
    known = np.where(np.isnan(block), 0, np.arange(block.shape[-1]))
    return np.take_along_axis(block, np.maximum.accumulate(known, axis=-1), axis=-1)


def _known_so_far(level: Floats, plan: Plan, start: int) -> Floats:
    """The known part of each level; an earlier ytd of the same year is part of a later, missing one."""
    partial = level.copy()
    ytd = np.array([i.way == "ytd" for i in plan.indicators], bool)
    for quarter in range(1, level.shape[2]):
        if (start + quarter) % 4:
            here = partial[ytd, :, quarter]
            partial[ytd, :, quarter] = np.where(np.isnan(here), partial[ytd, :, quarter - 1], here)
    return partial
