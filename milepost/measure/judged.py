"""The number that each promise is judged by, quarter by quarter."""

from dataclasses import dataclass

import numpy as np

from milepost.measure.panel import Bools, Floats, Ints, Panel
from milepost.measure.promises import Promises
from milepost.measure.sums import Running


def answered(block: Floats, at: Ints) -> Floats:
    """`block` (rows × quarters) read at the quarters `at`; NaN where `at` is before the first."""
    read = block.copy()
    # Most rows are read where they stand.
    moved = np.flatnonzero((at != np.arange(block.shape[1])).any(axis=1))
    elsewhere = at[moved]
    read[moved] = np.where(elsewhere < 0, np.nan, np.take_along_axis(block[moved], np.maximum(elsewhere, 0), axis=1))
    return read


@dataclass(frozen=True)
class Judged:
    """Arrays of promise × quarter of the panel, in the measure unit of the goal's levels.

    `level` moves from base to target; `known` is the part of it that is known, a lower bound where figures are missing.
    `figure` is the indicator's own figure. `answering` is the quarter whose figures answer for each quarter: the latest
    one owed, for windows and years not later than the deadline; −1 when nothing was owed yet. A sum runs from `start`
    on, and `missing` marks the figures that leave it unknown.
    """

    level: Floats
    known: Floats
    figure: Floats
    answering: Ints
    start: Ints
    missing: Bools

    @classmethod
    def of(cls, promises: Promises, panel: Panel) -> "Judged":
        """What `panel` holds about `promises`."""
        place = (promises.indicator, promises.unit)
        figure = panel.level[place] * promises.scale[:, None]
        partial = panel.partial[place] * promises.scale[:, None]
        start = _starts(promises, panel)
        level, known, missing = figure.copy(), partial.copy(), np.zeros(figure.shape, bool)
        summed = np.isin(promises.basis, ("since_start", "topped", "this_year", "four_quarters"))
        as_of = panel.as_of[promises.indicator]
        ways = promises.each_indicator(lambda i: i.way)
        for way in ("flow", "ytd"):
            rows = np.flatnonzero(summed & (ways == way))
            if not rows.size:
                continue
            running, known_running = (
                Running.of_flow(block[rows], as_of[rows] == np.arange(block.shape[1]))
                if way == "flow"
                else Running.of_ytd(block[rows], panel.first)
                for block in (figure, partial)
            )
            level[rows] = running.since(start[rows])
            known[rows] = known_running.known_since(start[rows])
            missing[rows] = running.missing
        _add_differences(promises, panel, (level, known))
        at = _answering(promises, panel, as_of)
        return cls(answered(level, at), answered(known, at), answered(figure, at), at, start, missing)


def _starts(promises: Promises, panel: Panel) -> Ints:
    """First quarter of the sum to each quarter."""
    quarter = np.arange(panel.level.shape[2])
    after_base = (promises.base_quarter - panel.first + 1).astype(np.int64)[:, None]
    january = quarter - (panel.first + quarter) % 4
    start = np.where((promises.basis == "this_year")[:, None], np.maximum(after_base, january), after_base)
    return np.where((promises.basis == "four_quarters")[:, None], quarter - 3, start)


def _answering(promises: Promises, panel: Panel, as_of: Ints) -> Ints:
    """Windows and years end with the deadline; later figures no longer belong to them."""
    ends = promises.of_kind("window", "yearly") & ~np.isnan(promises.deadline)
    last = np.where(ends, promises.deadline - panel.first, panel.level.shape[2] - 1).astype(np.int64)
    return np.minimum(as_of, last[:, None])


def _add_differences(promises: Promises, panel: Panel, blocks: tuple[Floats, Floats]) -> None:
    """Turn figures into what they hold beyond the base, or beyond the end of last year, in place."""
    base = promises.base[:, None]
    net, topped = promises.basis == "net", promises.basis == "topped"
    standing = promises.each_indicator(lambda i: i.way in ("stock", "cumulative"))
    yearly = (promises.basis == "this_year") & standing
    for block in blocks:
        if yearly.any():
            block[yearly] -= _year_ends(promises, panel, block)[yearly]
        block[net] -= base[net]
        block[topped] += base[topped]


def _year_ends(promises: Promises, panel: Panel, block: Floats) -> Floats:
    """What stood when each quarter's year began; the base where the goal itself began then."""
    quarter = np.arange(block.shape[1])
    year_end = quarter - (panel.first + quarter) % 4 - 1
    based = (promises.base_quarter - panel.first)[:, None] >= year_end
    since_plan = promises.each_indicator(lambda i: i.way == "cumulative")
    base = np.where(np.isnan(promises.base) & since_plan, 0.0, promises.base)[:, None]
    return np.where(based, base, answered(block, np.broadcast_to(year_end, block.shape)))
