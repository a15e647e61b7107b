"""What a long table sets beside its figures, of all its rows: growth rates, earlier figures, rows of earlier periods.

The careful reader has read some of these rows; what is made of the others must be what it made of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from milepost.intake.beside import beside_rows
from milepost.intake.claims import Beside, Claim, Findings
from milepost.intake.long_agreement import said_of
from milepost.intake.long_both import Both
from milepost.intake.long_columns import firsts
from milepost.intake.long_sheet import DeclinedError
from milepost.plan.tables import BESIDE, table


def whole_beside(both: Both) -> pd.DataFrame:
    """All that stands beside the figures, in the order of the rows: columns BESIDE; DeclinedError where the two
    readers disagree.
    """
    of = _LongBeside(both)
    known = [*of.compared(), *of.earlier()]
    of.check(known)
    if both.reader.taking is None or not (known or both.reader.findings.beside):
        return both.part.beside
    findings = Findings(claims=of.claims(), beside=of.merged(known))
    return table(list(beside_rows(findings, both.reader.taking)), BESIDE)


@dataclass(frozen=True)
class _LongBeside:
    both: Both

    def compared(self) -> Iterator[Beside]:
        """What the columns of comparisons say of the rows that claim: the same of all rows of one name."""
        rows, names = self.both.rows, self.both.rows.mixtures.names[0]
        for column, values in rows.beside.items():
            read = {one.claim.row: one for one in self._read() if one.claim.column == column}
            among = rows.compared(column)
            told = {int(names[first]): read.get(first) for first in firsts(names, among)}
            for row in map(int, np.flatnonzero(among)):
                if (like := told[int(names[row])]) is not None:
                    claim = self.both.standing(self.both.claim(row), (row, column), values)
                    yield replace(like, claim=claim)

    def earlier(self) -> Iterator[Beside]:
        """What the rows of earlier periods say."""
        rows = self.both.rows
        codes, mixtures = rows.mixtures.by_row
        has_earlier = np.array([m is not None and m.earlier is not None for m in mixtures])[codes]
        for row in map(int, np.flatnonzero(rows.left & has_earlier)):
            mixture = rows.mixture(row)
            if mixture is not None and mixture.earlier is not None:
                claim, period = mixture.earlier
                yield Beside(self.both.standing(claim, (row, rows.of.value), rows.cells), period, "level")

    def check(self, known: list[Beside]) -> None:
        """DeclinedError unless the careful reader said the same of the rows that it has read."""
        seen, calm = set(map(int, self.both.seen)), self.both.rows.claims | self.both.rows.left
        ours = {_place(one): _told(one) for one in known if one.claim.row in seen}
        if ours != {_place(one): _told(one) for one in self._read() if calm[one.claim.row]}:
            raise DeclinedError("other comparisons")

    def merged(self, known: list[Beside]) -> list[Beside]:
        """What is known of all rows and what was read of the odd ones, in the order of sheets, rows and columns."""
        sheets, calm = list(self.both.reader.grids), self.both.rows.claims | self.both.rows.left
        own = [one for one in self._read() if not calm[one.claim.row]]
        others = [one for one in self.both.reader.findings.beside if one.claim.sheet != self.both.grid.name]
        return sorted(
            [*others, *sorted([*own, *known], key=_place)], key=lambda one: sheets.index(one.claim.sheet)
        )  # fmt: skip

    def claims(self) -> list[Claim]:
        """The claims of all rows."""
        rows = self.both.rows
        own = [claim for claim in self.both.reader.findings.claims if not rows.claims[claim.row]]
        every = [*own, *(self.both.claim(int(row)) for row in np.flatnonzero(rows.claims))]
        return sorted(every, key=lambda claim: claim.row)

    def _read(self) -> list[Beside]:
        return [one for one in self.both.reader.findings.beside if one.claim.sheet == self.both.grid.name]


def _place(one: Beside) -> tuple[int, int]:
    return one.claim.row, one.claim.column


def _told(one: Beside) -> tuple[object, ...]:
    return *said_of(one.claim), one.period, one.what
