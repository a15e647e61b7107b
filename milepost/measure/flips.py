"""Which promises stand otherwise than before, and what made them: tried by judging again with one change at a time.

A change is one revised figure, one part of the goal's record, the status bands, the definitions of units and
indicators, or the passing of time. Those that bring the new status alone are the causes; where none does, the smallest
set found by leaving out one change after another.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from milepost.measure.account import Account
from milepost.measure.panel import Bools, Floats, Ints
from milepost.measure.revisions import revised
from milepost.measure.trials import METHODS, Method, Trial, Verdicts, said_of, sources, verdicts
from milepost.plan.goal import Goal

# Fields of a goal that only make sense together.
_PARTS: tuple[tuple[str, ...], ...] = (
    ("indicator", "kind", "operator", "value", "measure_unit", "direction"),
    ("base_value", "base_source", "base_period"),
    ("deadline", "deadline_about"),
    ("path", "milestones"),
    ("references",),
    ("allocations",),
)


@dataclass(frozen=True)
class Cause:
    """One change. `revision` is the index of a row of REVISIONS, `fields` are the fields of the goal that differ."""

    kind: Literal["figure", "goal", "bands", "definitions", "time"]
    revision: int = -1
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Flip:
    """One promise to one place of which a method says something else, with its lead in points (NaN without one).

    `reason` is that of a new 未报 or 无法判断. Each of `causes` alone brings the new status, unless `together`: then it
    takes all of them.
    """

    method: Method
    goal: str
    unit: str
    before: str
    after: str
    ahead_before: float
    ahead_after: float
    reason: str
    causes: tuple[Cause, ...]
    together: bool = False


def flips(before: Account, after: Account, cells: pd.DataFrame) -> tuple[Flip, ...]:
    """Every flip between two accounts, method by method; `cells` as revisions.cells gives."""
    rows = [row for method in METHODS for row in _flipped(method, before, after)]
    board = _Cells.of(cells)
    cases = [_Case(row, before, after, board) for row in rows]
    return tuple(
        Flip(
            row["method"], row["goal"], row["unit"], row["said_before"], row["said_after"], row["ahead_before"],
            row["ahead_after"], row["reason_after"], causes, together,
        )
        for row, (causes, together) in zip(rows, _causes(cases, cells), strict=True)
    )  # fmt: skip


def _flipped(method: Method, before: Account, after: Account) -> list[dict[str, Any]]:
    """Rows with another verdict, in the order of the newer progress."""
    sides = []
    for account in (after, before):
        rows = account.progress[["goal", "unit", "ahead", "reason"]]
        sides.append(rows.assign(said=said_of(account.progress, account.plan)[method]))
    both = sides[0].merge(sides[1], on=["goal", "unit"], suffixes=("_after", "_before")).assign(method=method)
    flipped = both[both["said_after"] != both["said_before"]]
    return [{str(name): value for name, value in row.items()} for row in flipped.to_dict("records")]


@dataclass(frozen=True)
class _Cells:
    """The cells of two accounts as arrays, quick to find by indicator; `revised` as in revisions.revised."""

    unit: NDArray[np.object_]
    before: Floats
    after: Floats
    fresh: Bools
    revised: Bools
    of_indicator: Mapping[str, Ints]

    @classmethod
    def of(cls, cells: pd.DataFrame) -> "_Cells":
        """`cells` as revisions.cells gives."""
        groups = cells.groupby("indicator").indices.items()
        return cls(
            cells["unit"].to_numpy(object),
            cells["value_before"].to_numpy(np.float64),
            cells["value_after"].to_numpy(np.float64),
            cells["fresh"].to_numpy(bool),
            cells.index.isin(revised(cells).index),
            {str(indicator): np.asarray(rows, np.int64) for indicator, rows in groups},
        )

    def about(self, indicators: set[str]) -> Ints:
        """Positions of the cells of some indicators."""
        found = [self.of_indicator[indicator] for indicator in sorted(indicators & set(self.of_indicator))]
        return np.concatenate([np.array([], np.int64), *found])


class _Case:
    """One flipped promise: everything that differs about it, and how it is judged when only some of that holds."""

    def __init__(self, row: dict[str, Any], before: Account, after: Account, cells: _Cells) -> None:
        self.unit, self._method, self._wanted = row["unit"], row["method"], row["said_after"]
        self._before, self._after = before, after
        self._goals = before.plan.goal_of(row["goal"]), after.plan.goal_of(row["goal"])
        self._cells, self._rows = cells, self._relevant(cells)
        self.causes = tuple(self._differences())

    def _relevant(self, cells: _Cells) -> Ints:
        """Cells of the goal's indicators; for a part only its own and those of the whole place."""
        sides = zip((self._before.plan, self._after.plan), self._goals, strict=True)
        found = cells.about({i.id for plan, goal in sides for i in sources(plan, goal.indicator)})
        unit, whole = cells.unit[found], self._after.plan.unit
        return found if self.unit == whole else found[(unit == self.unit) | (unit == whole)]

    def _differences(self) -> Iterator[Cause]:
        old, new = self._goals
        for part in _PARTS:
            changed = tuple(name for name in part if getattr(old, name) != getattr(new, name))
            if changed and (part != ("allocations",) or self._part(old) != self._part(new)):
                yield Cause("goal", fields=changed)
        if self._before.plan.bands != self._after.plan.bands:
            yield Cause("bands")
        if self._definitions(self._before, old) != self._definitions(self._after, new):
            yield Cause("definitions")
        if self._before.period != self._after.period:
            yield Cause("time")
        for revision in self._rows[self._cells.revised[self._rows]].tolist():
            yield Cause("figure", revision=revision)

    def _part(self, goal: Goal) -> object:
        return goal.allocations.get(self.unit)

    @staticmethod
    def _definitions(account: Account, goal: Goal) -> object:
        plan, behind = account.plan, sources(account.plan, goal.indicator)
        names = {indicator.id for indicator in behind}
        redefined = tuple(one for one in plan.redefinitions if one.indicator in names)
        return plan.units, plan.adjustments, behind, redefined

    def trial(self, applied: Sequence[Cause]) -> Trial:
        """The promise as it would be judged had only `applied` happened since the earlier account."""
        kinds = {cause.kind for cause in applied}
        now, then = self._after, self._before
        old, new = self._goals
        names = [name for cause in applied for name in cause.fields]
        return Trial(
            replace(old, **{name: getattr(new, name) for name in names}),
            self.unit,
            (now if "definitions" in kinds else then).plan,
            (now if "bands" in kinds else then).plan.bands,
            (now if "time" in kinds else then).period,
            *self._figures([cause.revision for cause in applied], passed="time" in kinds),
        )

    def flipped(self, said: Verdicts) -> bool:
        """Whether these verdicts hold the new one."""
        return bool(said.get(self._method) == self._wanted)

    def _figures(self, taken: list[int], *, passed: bool) -> tuple[Ints, Floats]:
        cells, rows = self._cells, self._rows
        newer = np.isin(rows, taken) | (cells.fresh[rows] & passed)
        values = np.where(newer, cells.after[rows], cells.before[rows])
        known = ~np.isnan(values)
        return rows[known], values[known]


def _causes(cases: Sequence[_Case], cells: pd.DataFrame) -> list[tuple[tuple[Cause, ...], bool]]:
    """For each case its causes, and whether it takes all of them together.

    None where nothing had to change for the new verdict: another release of milepost may have given the older one.
    """
    tried: list[tuple[_Case, Cause | None]] = [(case, cause) for case in cases for cause in (None, *case.causes)]
    said = verdicts([case.trial([cause] if cause else []) for case, cause in tried], cells)
    flipped = {pair: pair[0].flipped(verdict) for pair, verdict in zip(tried, said, strict=True)}
    alone = [tuple(cause for cause in case.causes if flipped[case, cause]) for case in cases]
    open_ones = [c for c, causes in zip(cases, alone, strict=True) if not causes and not flipped[c, None]]
    joint = dict(zip(open_ones, _smallest(open_ones, cells), strict=True))
    return [
        ((), False) if flipped[case, None] else (joint.get(case, causes), case in joint)
        for case, causes in zip(cases, alone, strict=True)
    ]


def _smallest(cases: Sequence[_Case], cells: pd.DataFrame) -> list[tuple[Cause, ...]]:
    """For each case the changes that are left after leaving out, one by one, those it does without."""
    kept = [list(case.causes) for case in cases]
    for turn in range(max((len(case.causes) for case in cases), default=0)):
        trying = [(n, case) for n, case in enumerate(cases) if turn < len(case.causes)]
        without = [[cause for cause in kept[n] if cause != case.causes[turn]] for n, case in trying]
        outcome = verdicts([case.trial(rest) for (_, case), rest in zip(trying, without, strict=True)], cells)
        for (n, case), rest, said in zip(trying, without, outcome, strict=True):
            if case.flipped(said):
                kept[n] = rest
    return [tuple(causes) for causes in kept]
