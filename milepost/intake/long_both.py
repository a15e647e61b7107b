"""What a careful reader says of some rows of a long table, beside what its columns say of all."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from milepost.intake.claims import Claim
from milepost.intake.grid import Grid
from milepost.intake.long_columns import Codes, firsts
from milepost.intake.long_rows import REST, TOTAL, LongRows
from milepost.intake.long_sheet import DeclinedError
from milepost.intake.long_values import Values
from milepost.intake.taking import Taking
from milepost.intake.workbook import WorkbookReader
from milepost.plan.reading import Reading


@dataclass(frozen=True)
class Both:
    """The rows by columns, and the reader that has read some of them, with its reading."""

    rows: LongRows
    reader: WorkbookReader
    part: Reading

    @property
    def grid(self) -> Grid:
        """What the careful reader was given of the long sheet."""
        return self.reader.grids[self.rows.of.table.grid.name]

    @cached_property
    def seen(self) -> Codes:
        """The rows that the careful reader has read."""
        return np.array(sorted({row for row, _ in self.grid.cells}), dtype="int64")

    def claim(self, row: int) -> Claim:
        """The claim of a row, as it is known without having been read."""
        mixture = self.rows.mixture(row)
        if mixture is None or mixture.claim is None:
            raise DeclinedError("no claim")
        return self.standing(mixture.claim, (row, self.rows.of.value), self.rows.cells)

    def standing(self, claim: Claim, at: tuple[int, int], values: Values) -> Claim:
        """What a mixture claims, at one place of a column of `values`."""
        row, column = at
        place, plan = int(self.rows.place_of_row[row]), self.rows.of.lexicon.plan
        return replace(
            claim, place=plan.units[place] if place >= 0 else None, total=place == TOTAL, rest=place == REST,
            row=row, column=column, cell=self.grid.cells.get(at) or values.cell(row),
        )  # fmt: skip

    @cached_property
    def units(self) -> Codes:
        """For each row the place of the unit whose figure is taken, -1 where none is."""
        taking, plan = self.reader.taking, self.rows.of.lexicon.plan
        if taking is None:
            raise DeclinedError("no sender")
        probe = Taking(taking.request, taking.sender)
        numbers = {unit.id: number for number, unit in enumerate(plan.units)}
        rows, (codes, figures) = np.flatnonzero(self.rows.claims), self.rows.figure_of
        # Whose figure it is does not depend on its industry.
        of = {indicator: number for number, (indicator, _) in enumerate(figures)}
        indicators = np.array([of[indicator] for indicator, _ in figures])[codes[rows]]
        keys = indicators * (len(plan.units) + 3) + self.rows.place_of_row[rows] + 2
        back, _ = pd.factorize(keys)
        found = []
        for row in rows[firsts(back, np.ones(len(rows), dtype=bool))]:
            claim = self.claim(int(row))
            unit = probe.unit_of(claim)
            found.append(-1 if unit is None or not probe.may_report(claim, unit) else numbers[unit.id])
        if any(problem.level == "error" for problem in probe.problems):
            raise DeclinedError("figures of others")
        units = np.full(self.rows.columns.rows, -1)
        units[rows] = np.array(found, dtype="int64")[back]
        return units

    @cached_property
    def taken(self) -> Codes:
        """The rows whose figures are taken."""
        return np.flatnonzero(self.rows.claims & (self.units >= 0) & ~self.rows.cells.blank)
