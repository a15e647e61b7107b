"""Whether a careful reader and the columns of a long table agree wherever they meet, so that the columns may speak."""

from dataclasses import dataclass

import numpy as np

from milepost.intake.claims import Claim
from milepost.intake.grid import Cell, place_of
from milepost.intake.long_both import Both
from milepost.intake.long_rows import TOTAL
from milepost.intake.long_sheet import DeclinedError
from milepost.intake.taking import Taking

_ONCE = frozenset(("not-declared", "near-name"))
"""Doubts that are told at the first of many cells alone."""


def check_agreement(both: Both) -> None:
    """DeclinedError where the two disagree, or where unread rows might say what nobody has looked at."""
    agreement = _Agreement(both)
    agreement.check_table()
    agreement.check_cells()
    agreement.check_claims()
    if both.reader.taking is not None:
        agreement.check_problems(both.reader.taking)


@dataclass(frozen=True)
class _Agreement:
    both: Both

    def check_table(self) -> None:
        """The whole must be the table that its first rows showed, with nothing in it that later rows lean on."""
        of, frames = self.both.rows.of, self.both.reader.frames
        found = next((pair for pair in frames if pair[0].grid.name == of.table.grid.name), None)
        if found is None or len(frames) != 1 or found[1] != of.frame:
            raise DeclinedError("another table")
        if (of.frame.span or of.frame.other_period) and "period" not in of.naming:
            raise DeclinedError("a stretch of quarters in the title")
        own = found[0]
        told = np.flatnonzero(self.both.rows.claims | self.both.rows.left)
        if not len(told) or not own.data_rows[0] <= told[0] <= told[-1] <= own.data_rows[-1]:
            raise DeclinedError("rows outside the table")
        if (own.heading_rows, own.paths) != (of.table.heading_rows, of.table.paths):
            raise DeclinedError("another heading")
        if any(own.roles.get(column) != role for column, role in of.table.roles.items()):
            raise DeclinedError("another role")
        inside = self.both.seen[(self.both.seen >= own.data_rows[0]) & (self.both.seen <= own.data_rows[-1])]
        filled = {int(row) for row in inside if self.both.rows.columns.filled[row]}
        lone = any(self.both.rows.columns.filled[row] < 2 for row in filled)
        if lone or filled - set(own.data_rows) or any(area.bottom > own.data_rows[0] for area in self.both.grid.merges):
            raise DeclinedError("sections or merged cells within the table")
        for column, role in own.roles.items():
            self._check_role(column, role)

    def _check_role(self, column: int, role: str) -> None:
        """Roles go by what most cells hold, so the rows that were read must be of the same sort as all."""
        found = self.both.rows.columns.columns[column - self.both.rows.of.first]
        numbers = found.is_number[self.both.rows.of.table.data_rows[0] :]
        filled = found.filled[self.both.rows.of.table.data_rows[0] :]
        if role == "value" and numbers.sum() * 2 <= filled.sum():
            raise DeclinedError("a column of figures that holds few")
        if role in ("place", "indicator", "measure", "period", "industry", "other") and numbers.any():
            raise DeclinedError("numbers among names")

    def check_cells(self) -> None:
        """Both readers must have seen the same in every cell of the rows for which the columns speak."""
        of, columns, calm = self.both.rows.of, self.both.rows.columns, self.both.rows.claims | self.both.rows.left
        if any(row >= columns.rows or not columns.filled[row] for row in self.both.seen):
            raise DeclinedError("rows that only one reader has seen")
        for number, column in enumerate(columns.columns):
            for row in self.both.seen[calm[self.both.seen]]:
                code, cell = column.codes[row], self.both.grid.cells.get((int(row), number + of.first))
                text, digits = (column.texts[code], column.numerals[code]) if code >= 0 else ("", np.nan)
                if not _same(cell, text, float(digits)):
                    raise DeclinedError(f"two readers differ at row {row}")

    def check_claims(self) -> None:
        """Every claim of the careful reader must be one of the long table, and say what is known of its row."""
        findings, rows = self.both.reader.findings, self.both.rows
        if findings.wrong_ways or len({claim.says_way for claim in findings.claims}) > 1:
            raise DeclinedError("headings of several ways")
        claimed = {}
        for claim in findings.claims:
            if claim.sheet != self.both.grid.name or claim.column != rows.of.value or claim.row in claimed:
                raise DeclinedError("claims elsewhere")
            claimed[claim.row] = claim
        for row in map(int, self.both.seen):
            if rows.claims[row]:
                known = self.both.claim(row)
                found = claimed.get(row)
                if found is None or said_of(found) != said_of(known):
                    raise DeclinedError(f"row {row} is another claim")
            elif rows.left[row] and row in claimed:
                raise DeclinedError(f"row {row} claims")
        self._check_others([claim for row, claim in claimed.items() if not rows.claims[row]])

    def _check_others(self, read: list[Claim]) -> None:
        """A figure that an odd row claims, in whatever words, must not stand in a row that nobody has read."""
        codes, keys = self.both.rows.figure_of
        of = {key: code for code, key in enumerate(keys)}
        units = {unit: number for number, unit in enumerate(self.both.rows.of.lexicon.plan.units)}
        unread = self.both.rows.claims.copy()
        unread[self.both.seen] = False
        for claim in read:
            place = TOTAL if claim.total or claim.place is None else units[claim.place]
            same = (codes == of.get((claim.indicator.id, claim.industry), -2)) & (self.both.rows.place_of_row == place)
            if (same & unread).any():
                raise DeclinedError("a figure of an odd row stands in another row too")

    def check_problems(self, taking: Taking) -> None:
        """No problem but the once-told may be about a row that is like many others."""
        calm = self.both.rows.claims | self.both.rows.left
        for problem in self.both.part.problems:
            if problem.sheet != self.both.grid.name or not problem.cell or problem.code in _ONCE:
                continue
            row, column = place_of(problem.cell)
            once = problem.code == "hidden" and column in self.both.grid.hidden_columns
            if row < len(calm) and calm[row] and not once:
                raise DeclinedError(f"{problem.code} in row {row}")
        self._check_reporters(taking)

    def _check_reporters(self, taking: Taking) -> None:
        """Where the sender is not declared for an indicator, its first figure is doubted; it must have been read."""
        plan, (codes, keys), taken = self.both.rows.of.lexicon.plan, self.both.rows.figure_of, self.both.taken
        declared = {i.id for i in plan.indicators if taking.sender in plan.reporters(i)}
        for indicator in {keys[code][0] for code in np.unique(codes[taken])} - declared:
            own = [code for code, key in enumerate(keys) if key[0] == indicator]
            if taken[np.isin(codes[taken], own)][0] not in self.both.seen:
                raise DeclinedError("the first figure of an indicator that the sender is not declared for")


def said_of(claim: Claim) -> tuple[object, ...]:
    """What is known of a claim without having read it."""
    return (
        claim.indicator, claim.place, claim.total, claim.industry, claim.rest, claim.measures, claim.table_measures,
        claim.cell, claim.heading,
    )  # fmt: skip


def _same(cell: Cell | None, text: str, number: float) -> bool:
    """Whether a cell is what the column says: the same text, or a number of these digits."""
    if cell is None or cell.kind == "formula":
        return not text
    if cell.kind == "number" and cell.number is not None:
        return cell.shown_unit != "" or cell.number == number
    return cell.kind == "date" or cell.text == text
