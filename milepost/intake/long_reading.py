"""A long table read by columns: what the careful reader would say of it, cell for cell, or nothing at all.

Every row that is odd in any way is read by the careful reader, together with the first row of every text and of every
mixture of texts; of the others it is known that they say the same as those. Where the two disagree on any row that
both have read, the fast way declines.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from milepost.intake import ours
from milepost.intake.claims import Claim
from milepost.intake.grid import Cell, Grid, column_letters, place_of
from milepost.intake.headings import Lexicon
from milepost.intake.long_columns import Codes, Columns, columns_of, firsts
from milepost.intake.long_rows import REST, TOTAL, LongRows, LongTable
from milepost.intake.long_sheet import DeclinedError, LongSheet
from milepost.intake.long_values import values_of
from milepost.intake.problem_list import is_list
from milepost.intake.request import Request
from milepost.intake.sums import adds_up, sum_doubts
from milepost.intake.taking import Taking
from milepost.intake.workbook import WorkbookReader
from milepost.intake.xlsx import xlsx_grids
from milepost.plan.reading import Problem, Reading
from milepost.plan.tables import BLANKS, READ_FIGURES, table

_TOP = 30
"""Rows from which the table is understood."""
_ONCE = frozenset(("not-declared", "near-name"))
"""Doubts that are told at the first of many cells alone."""


def long_reading(sheet: LongSheet, request: Request) -> Reading:
    """The reading of a workbook with one long sheet; DeclinedError when it cannot be promised to be right."""
    columns = columns_of(sheet)
    rows = _rows(sheet, columns, request)
    wanted = {*_top(columns), *rows.odd, *rows.firsts(), *_bottom(columns)}
    reader = WorkbookReader(_grids(sheet, wanted), request, part=True)
    reading = reader.reading()
    return _Both(rows, reader, reading).reading()


def _grids(sheet: LongSheet, rows: set[int]) -> Mapping[str, Grid]:
    grids = xlsx_grids(sheet.of(rows))
    if ours.is_ours(grids):
        raise DeclinedError("our own form")
    return {name: grid for name, grid in grids.items() if not is_list(name, grid.text(0, 0))}


def _top(columns: Columns) -> list[int]:
    first = [int(np.argmax(column.filled)) for column in columns.columns]
    return [*map(int, np.flatnonzero(columns.filled)[:_TOP]), *first]


def _bottom(columns: Columns) -> list[int]:
    return [int(row) for row in np.flatnonzero(columns.filled)[-3:]]


def _rows(sheet: LongSheet, columns: Columns, request: Request) -> LongRows:
    """The rows of the sheet's table, as the first of them show where things stand."""
    grids = _grids(sheet, {*_top(columns)})
    if sheet.name not in grids:
        raise DeclinedError("no long table")
    reader = WorkbookReader(grids, request, part=True)
    reader.reading()
    frames = [(found, frame) for found, frame in reader.frames if found.grid.name == sheet.name]
    if len(frames) != 1:
        raise DeclinedError("no table, or several")
    [(found, frame)] = frames
    lexicon = Lexicon(request.plan, request.period)
    meanings = {column: lexicon.meaning(path) for column, path in found.paths.items()}
    asked = [column for column, meaning in meanings.items() if not meaning.excluded and meaning.says_nothing]
    if len(asked) != 1:
        raise DeclinedError("no column of figures, or several")
    first = min(column for _, column in grids[sheet.name].cells)
    of = LongTable(found, frame, lexicon, asked[0], first)
    column = columns.columns[asked[0] - first]
    unclear = np.zeros(columns.rows, dtype=bool)
    unclear[[row for row in sheet.hidden if row < columns.rows]] = True
    if b"<f" in sheet.part:
        empty = np.flatnonzero(~column.filled & (columns.filled > 0))
        unclear[[row for row in map(int, empty) if b"<f" in sheet.row(row)]] = True
    return LongRows(of, columns, values_of(column, sheet.loud(asked[0]), unclear))


@dataclass(frozen=True)
class _Both:
    """What the careful reader says of some rows, beside what is known of all."""

    rows: LongRows
    reader: WorkbookReader
    part: Reading

    def reading(self) -> Reading:
        """The reading of the whole; DeclinedError when the two disagree where they meet."""
        self._check_table()
        self._check_cells()
        self._check_claims()
        taking = self.reader.taking
        if taking is None:
            return self.part
        self._check_problems(taking)
        figures, blanks = self._figures, self._blanks
        problems = self._with_sums(self.part.problems)
        if figures.empty and not any(problem.level == "error" for problem in problems):
            raise DeclinedError("no figures")
        layout = self.reader.layout(len(figures))
        return replace(self.part, figures=figures, blanks=blanks, layout=layout, problems=problems)

    @property
    def _grid(self) -> Grid:
        return self.reader.grids[self.rows.of.table.grid.name]

    @cached_property
    def _seen(self) -> Codes:
        """The rows that the careful reader has read."""
        return np.array(sorted({row for row, _ in self._grid.cells}), dtype="int64")

    def _check_table(self) -> None:
        """The whole must be the table that its first rows showed, with nothing in it that later rows lean on."""
        of, frames = self.rows.of, self.reader.frames
        found = next((pair for pair in frames if pair[0].grid.name == of.table.grid.name), None)
        if found is None or len(frames) != 1 or found[1] != of.frame:
            raise DeclinedError("another table")
        own = found[0]
        told = np.flatnonzero(self.rows.claims | self.rows.left)
        if not len(told) or not own.data_rows[0] <= told[0] <= told[-1] <= own.data_rows[-1]:
            raise DeclinedError("rows outside the table")
        if (own.heading_rows, own.paths) != (of.table.heading_rows, of.table.paths):
            raise DeclinedError("another heading")
        if any(own.roles.get(column) != role for column, role in of.table.roles.items()):
            raise DeclinedError("another role")
        inside = self._seen[(self._seen >= own.data_rows[0]) & (self._seen <= own.data_rows[-1])]
        filled = {int(row) for row in inside if self.rows.columns.filled[row]}
        lone = any(self.rows.columns.filled[row] < 2 for row in filled)
        if lone or filled - set(own.data_rows) or any(area.bottom > own.data_rows[0] for area in self._grid.merges):
            raise DeclinedError("sections or merged cells within the table")
        for column, role in own.roles.items():
            self._check_role(column, role)

    def _check_role(self, column: int, role: str) -> None:
        """Roles go by what most cells hold, so the rows that were read must be of the same sort as all."""
        found = self.rows.columns.columns[column - self.rows.of.first]
        numbers = found.is_number[self.rows.of.table.data_rows[0] :]
        filled = found.filled[self.rows.of.table.data_rows[0] :]
        if role == "value" and numbers.sum() * 2 <= filled.sum():
            raise DeclinedError("a column of figures that holds few")
        if role in ("place", "indicator", "measure", "period", "industry", "other") and numbers.any():
            raise DeclinedError("numbers among names")

    def _check_cells(self) -> None:
        """Both readers must have seen the same in every cell."""
        of, columns = self.rows.of, self.rows.columns
        at = {row: place for place, row in enumerate(self._seen)}
        for number, column in enumerate(columns.columns):
            for row in self._seen:
                if row in columns.errors or self.rows.values.unclear[row]:
                    continue
                cell = self._grid.cells.get((int(row), number + of.first))
                code = column.codes[row]
                if not _same(cell, column.texts[code] if code >= 0 else "", float(column.numerals[code]) if code >= 0 else np.nan):
                    raise DeclinedError(f"two readers differ at {row} {number}")
        if len(at) != len(self._seen):
            raise DeclinedError("rows twice")

    def _check_claims(self) -> None:
        """Every claim of the careful reader must be one of the long table, and say what is known of its row."""
        findings, rows = self.reader.findings, self.rows
        if findings.wrong_ways or len({claim.says_way for claim in findings.claims}) > 1:
            raise DeclinedError("headings of several ways")
        claimed = {}
        for claim in findings.claims:
            if claim.sheet != self._grid.name or claim.column != rows.of.value or claim.row in claimed:
                raise DeclinedError("claims elsewhere")
            claimed[claim.row] = claim
        for row in map(int, self._seen):
            if rows.claims[row]:
                known = self._claim(row)
                found = claimed.get(row)
                if found is None or _said(found) != _said(known):
                    raise DeclinedError(f"row {row} is another claim")
            elif rows.left[row] and row in claimed:
                raise DeclinedError(f"row {row} claims")

    def _claim(self, row: int) -> Claim:
        """The claim of a row, as it is known without having been read."""
        mixture, place = self.rows.mixture(row), int(self.rows.place_of_row[row])
        if mixture is None or mixture.claim is None:
            raise DeclinedError("no claim")
        plan, column = self.rows.of.lexicon.plan, self.rows.of.value
        return replace(
            mixture.claim, place=plan.units[place] if place >= 0 else None, total=place == TOTAL, rest=place == REST,
            row=row, column=column, cell=self._grid.cells.get((row, column)) or self._cell(row),
        )  # fmt: skip

    def _cell(self, row: int) -> Cell | None:
        values = self.rows.values
        if not values.filled[row]:
            return None
        if row in values.marks:
            return Cell("text", values.marks[row])
        unit = values.unit_words[values.units[row]]
        return Cell("number", f"{values.numbers[row]:.15g}{unit}", float(values.numbers[row]), unit)

    def _check_problems(self, taking: Taking) -> None:
        """No problem but the once-told may be about a row that is like many others."""
        calm = self.rows.claims | self.rows.left
        for problem in self.part.problems:
            if problem.sheet != self._grid.name or not problem.cell or problem.code in _ONCE:
                continue
            row, column = place_of(problem.cell)
            once = problem.code == "hidden" and column in self._grid.hidden_columns
            if row < len(calm) and calm[row] and not once:
                raise DeclinedError(f"{problem.code} in row {row}")
        self._check_reporters(taking)

    def _check_reporters(self, taking: Taking) -> None:
        """Where the sender is not declared for an indicator, its first figure is doubted; it must have been read."""
        plan, (codes, keys), taken = self.rows.of.lexicon.plan, self.rows.figure_of, self._taken
        declared = {i.id for i in plan.indicators if taking.sender in plan.reporters(i)}
        for indicator in {keys[code][0] for code in np.unique(codes[taken])} - declared:
            own = [code for code, key in enumerate(keys) if key[0] == indicator]
            if taken[np.isin(codes[taken], own)][0] not in self._seen:
                raise DeclinedError("the first figure of an indicator that the sender is not declared for")

    @cached_property
    def _units(self) -> Codes:
        """For each row the place of the unit whose figure is taken, -1 where none is."""
        taking, plan = self.reader.taking, self.rows.of.lexicon.plan
        if taking is None:
            raise DeclinedError("no sender")
        probe = Taking(taking.request, taking.sender, taking.places_of_sheets)
        numbers = {unit.id: number for number, unit in enumerate(plan.units)}
        rows, (codes, figures) = np.flatnonzero(self.rows.claims), self.rows.figure_of
        # Whose figure it is does not depend on its industry.
        of = {indicator: number for number, (indicator, _) in enumerate(figures)}
        indicators = np.array([of[indicator] for indicator, _ in figures])[codes[rows]]
        keys = indicators * (len(plan.units) + 3) + self.rows.place_of_row[rows] + 2
        back, _ = pd.factorize(keys)
        found = []
        for row in rows[firsts(back, np.ones(len(rows), dtype=bool))]:
            claim = self._claim(int(row))
            unit = probe.unit_of(claim)
            found.append(-1 if unit is None or not probe.may_report(claim, unit) else numbers[unit.id])
        if any(problem.level == "error" for problem in probe.problems):
            raise DeclinedError("figures of others")
        units = np.full(self.rows.columns.rows, -1)
        units[rows] = np.array(found, dtype="int64")[back]
        return units

    @cached_property
    def _taken(self) -> Codes:
        """The rows whose figures are taken."""
        return np.flatnonzero(self.rows.claims & (self._units >= 0) & ~self.rows.values.blank)

    def _keys(self, rows: Codes) -> dict[str, pa.Array]:
        """The key columns and the lineage of rows that are not read one by one."""
        codes, keys = self.rows.figure_of
        units = self.rows.of.lexicon.plan.units
        indicators, industries = zip(*keys, strict=True)
        numbers = pa.array(rows + 1).cast(pa.string())
        return {
            "indicator": pa.array(indicators, pa.string()).take(pa.array(codes[rows])),
            "unit": pa.array([unit.id for unit in units], pa.string()).take(pa.array(self._units[rows])),
            "industry": pa.array(industries, pa.string()).take(pa.array(codes[rows])),
            "sheet": pa.array([self._grid.name], pa.string()).take(pa.array(np.zeros(len(rows), dtype="int64"))),
            "cell": pc.binary_join_element_wise(column_letters(self.rows.of.value), numbers, ""),
        }

    @cached_property
    def _figures(self) -> pd.DataFrame:
        """All figures in the order of their rows: those read one by one and those that are not."""
        rows = self._taken
        period = pa.array([str(self.part.period)], pa.string()).take(pa.array(np.zeros(len(rows), dtype="int64")))
        own = pa.table(self._keys(rows) | {"period": period, "value": pa.array(self.rows.amounts[rows])})
        return self._merged(own.select(list(READ_FIGURES)), self.part.figures, rows)

    @cached_property
    def _blanks(self) -> pd.DataFrame:
        """All blanks that nothing fills, in the order of their rows."""
        rows = np.flatnonzero(self.rows.claims & (self._units >= 0) & self.rows.values.blank)
        marks = pa.array([self.rows.values.marks.get(int(row), "") for row in rows], pa.string())
        own = pa.table(self._keys(rows) | {"mark": marks}) if len(rows) else _as_arrow(table([], BLANKS))
        return self._merged(own.select(list(BLANKS)), self.part.blanks, rows)

    def _merged(self, own: pa.Table, read: pd.DataFrame, rows: Codes) -> pd.DataFrame:
        """The rows known by columns and those read one by one, which must be the same where both are known."""
        read_rows = np.array([place_of(cell).row for cell in read["cell"]], dtype="int64")
        both = np.isin(read_rows, rows)
        known = own.filter(pa.array(np.isin(rows, read_rows))).to_pandas().astype(read.dtypes)
        again = np.isin(rows, self._seen)
        if not known.equals(read[both].reset_index(drop=True)) or again.sum() != both.sum():
            raise DeclinedError("figures differ")
        whole = pa.concat_tables([own, _as_arrow(read[~both]).cast(own.schema)])
        order = np.argsort(np.concatenate([rows, read_rows[~both]]), kind="stable")
        merged: pd.DataFrame = whole.take(pa.array(order)).to_pandas()
        return merged.astype(read.dtypes)

    def _with_sums(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """The problems with the doubts about totals, which only all rows together can raise."""
        doubts = list(sum_doubts(self._summed(), self.rows.of.lexicon.plan))
        near = next((n for n, p in enumerate(problems) if p.code == "near-name"), len(problems))
        return tuple(dict.fromkeys((*problems[:near], *doubts, *problems[near:])))

    def _summed(self) -> list[Claim]:
        """The claims, in their order, of all indicators and industries whose total is not plainly their sum."""
        rows, (codes, keys) = self.rows, self.rows.figure_of
        read = [c for c in self.reader.findings.claims if not rows.claims[c.row] and adds_up(c.indicator)]
        added = {i.id for i in rows.of.lexicon.plan.indicators if adds_up(i)}
        calm = np.flatnonzero(rows.claims & np.isin(codes, [n for n, key in enumerate(keys) if key[0] in added]))
        numbers, parts = rows.values.numbers[calm], rows.place_of_row[calm] >= 0
        sums = np.bincount(codes[calm][parts], np.nan_to_num(numbers[parts]), len(keys))
        totals = calm[rows.place_of_row[calm] == TOTAL]
        off = np.abs(rows.values.numbers[totals] - sums[codes[totals]]) > 0.5e-9 * np.abs(rows.values.numbers[totals])
        wanted = {keys[code] for code in np.unique(codes[totals[off]])}
        with_total = {keys[code] for code in np.unique(codes[totals])} | {_key(c) for c in read if c.total}
        wanted |= {_key(claim) for claim in read} & with_total
        chosen = calm[np.isin(codes[calm], [n for n, key in enumerate(keys) if key in wanted])]
        claims = [*(c for c in read if _key(c) in wanted), *(self._claim(int(row)) for row in chosen)]
        return sorted(claims, key=lambda claim: claim.row)


def _key(claim: Claim) -> tuple[str, str]:
    return claim.indicator.id, claim.industry


def _said(claim: Claim) -> tuple[object, ...]:
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


def _as_arrow(rows: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(rows, preserve_index=False)
