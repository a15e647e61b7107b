"""A long table read by columns: what the careful reader would say of it, cell for cell, or nothing at all.

Every row that is odd in any way is read by the careful reader, together with the first row of every text and of every
mixture of texts; of the others it is known that they say the same as those. Where the two disagree on any row that
both have read, the fast way declines.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from milepost.intake import ours
from milepost.intake.claims import Claim
from milepost.intake.grid import Grid, column_letters, place_of
from milepost.intake.long_agreement import check_agreement
from milepost.intake.long_beside import whole_beside
from milepost.intake.long_both import Both
from milepost.intake.long_columns import Codes, Columns, columns_of
from milepost.intake.long_mixtures import LongTable, Mixtures
from milepost.intake.long_rows import TOTAL, LongRows
from milepost.intake.long_sheet import DeclinedError
from milepost.intake.long_source import LongSource
from milepost.intake.long_values import values_of
from milepost.intake.problem_list import is_list
from milepost.intake.request import Request
from milepost.intake.sums import adds_up, sum_doubts
from milepost.intake.workbook import WorkbookReader
from milepost.plan.reading import Problem, Reading
from milepost.plan.tables import BLANKS, READ_FIGURES, table

_FIRST = 25
"""Rows that show where in a table what stands."""
_TOP, _BOTTOM = 75, 65
"""Rows at both ends that are always read: a table's reader looks sixty rows ahead of a heading and back from an end."""


def long_reading(sheet: LongSource, request: Request) -> Reading:
    """The reading of a workbook with one long sheet; DeclinedError when it cannot be promised to be right."""
    with ThreadPoolExecutor(1) as aside:
        # The columns are read outside of Python, which has time to look at the rest and at the first rows meanwhile.
        loading = aside.submit(columns_of, sheet)
        sheet.look()
        guessed = set(sheet.first(min(_FIRST, _TOP)))
        looked = _looked_at(sheet, guessed, request)
        columns = loading.result()
    first = set(_top(columns, min(_FIRST, _TOP)))
    if guessed != first:
        looked = _looked_at(sheet, first, request)
    rows = _rows(sheet, columns, looked)
    wanted = {*_top(columns, _TOP), *rows.odd, *rows.firsts(), *_bottom(columns)}
    reader = WorkbookReader(_grids(sheet, wanted), request, part=True)
    reader.lexicon = rows.of.lexicon
    reading = reader.reading()
    both = Both(rows, reader, reading)
    check_agreement(both)
    return _Whole(both).reading()


def _grids(sheet: LongSource, rows: set[int]) -> Mapping[str, Grid]:
    grids = sheet.grids(rows)
    if ours.is_ours(grids):
        raise DeclinedError("our own form")
    return {name: grid for name, grid in grids.items() if not is_list(name, grid.text(0, 0))}


def _top(columns: Columns, rows: int) -> list[int]:
    first = [int(np.argmax(column.filled)) for column in columns.columns]
    return [*map(int, np.flatnonzero(columns.filled)[:rows]), *first]


def _bottom(columns: Columns) -> list[int]:
    return [int(row) for row in np.flatnonzero(columns.filled)[-_BOTTOM:]]


def _looked_at(sheet: LongSource, rows: set[int], request: Request) -> WorkbookReader:
    """A reader that has read these rows of the sheet, which show where in its table what stands."""
    reader = WorkbookReader(_grids(sheet, rows), request, part=True)
    reader.reading()
    return reader


def _rows(sheet: LongSource, columns: Columns, reader: WorkbookReader) -> LongRows:
    """The rows of the sheet's table, as `reader` has seen the first of them."""
    frames = [(found, frame) for found, frame in reader.frames if found.grid.name == sheet.name]
    if len(frames) != 1:
        raise DeclinedError("no table, or several")
    [(found, frame)] = frames
    lexicon = reader.lexicon
    meanings = {column: lexicon.meaning(path) for column, path in found.paths.items()}
    asked = [
        column
        for column, meaning in meanings.items()
        if not meaning.excluded and (meaning.says_nothing or meaning.only_counts)
    ]
    if len(asked) != 1:
        raise DeclinedError("no column of figures, or several")
    first = min(column for _, column in found.grid.cells)
    of = LongTable(found, frame, lexicon, asked[0], first)
    column = columns.columns[asked[0] - first]
    unclear = np.zeros(columns.rows, dtype=bool)
    unclear[[row for row in sheet.hidden if row < columns.rows]] = True
    if sheet.has_formulas:
        # A formula without a result, or with the 0 of a program that computes nothing.
        zero = np.append(column.numerals, np.nan)[column.codes] == 0
        empty = np.flatnonzero((~column.filled & (columns.filled > 0)) | zero)
        unclear[[row for row in map(int, empty) if sheet.has_formula(row)]] = True
    beside = {
        place: values_of(columns.columns[place - first], sheet.loud(place), unclear)
        for place, meaning in meanings.items()
        if meaning.excluded and place - first < len(columns.columns)
    }
    return LongRows(Mixtures(of, columns, values_of(column, sheet.loud(asked[0]), unclear)), beside)


@dataclass(frozen=True)
class _Whole:
    """The reading of all rows, of two readers that agree."""

    both: Both

    def reading(self) -> Reading:
        """The reading; DeclinedError when even their figures differ."""
        problems = self._with_sums(self.both.part.problems)
        if self.both.reader.taking is None or not self.both.rows.figure_of[1]:
            figures, blanks = self.both.part.figures, self.both.part.blanks
        else:
            figures, blanks = self._figures(), self._blanks()
        if figures.empty and not any(problem.level == "error" for problem in problems):
            raise DeclinedError("no figures")
        layout = self.both.reader.layout(len(figures))
        beside = whole_beside(self.both)
        return replace(self.both.part, figures=figures, blanks=blanks, layout=layout, problems=problems, beside=beside)

    def _keys(self, rows: Codes) -> dict[str, pa.Array]:
        """The key columns and the lineage of rows that are not read one by one."""
        codes, keys = self.both.rows.figure_of
        units = self.both.rows.of.lexicon.plan.units
        indicators, industries = zip(*keys, strict=True)
        numbers = pa.array(rows + 1).cast(pa.string())
        return {
            "indicator": pa.array(indicators, pa.string()).take(pa.array(codes[rows])),
            "unit": pa.array([unit.id for unit in units], pa.string()).take(pa.array(self.both.units[rows])),
            "industry": pa.array(industries, pa.string()).take(pa.array(codes[rows])),
            "sheet": pa.array([self.both.grid.name], pa.string()).take(pa.array(np.zeros(len(rows), dtype="int64"))),
            "cell": pc.binary_join_element_wise(column_letters(self.both.rows.of.value), numbers, ""),
        }

    def _figures(self) -> pd.DataFrame:
        """All figures in the order of their rows: those read one by one and those that are not."""
        rows = self.both.taken
        period = pa.array([str(self.both.part.period)], pa.string()).take(pa.array(np.zeros(len(rows), dtype="int64")))
        own = pa.table(self._keys(rows) | {"period": period, "value": pa.array(self.both.rows.amounts[rows])})
        return self._merged(own.select(list(READ_FIGURES)), self.both.part.figures, rows)

    def _blanks(self) -> pd.DataFrame:
        """All blanks that nothing fills, in the order of their rows."""
        rows = np.flatnonzero(self.both.rows.claims & (self.both.units >= 0) & self.both.rows.cells.blank)
        marks = pa.array([self.both.rows.cells.marks.get(int(row), "") for row in rows], pa.string())
        own = pa.table(self._keys(rows) | {"mark": marks}) if len(rows) else _as_arrow(table([], BLANKS))
        return self._merged(own.select(list(BLANKS)), self.both.part.blanks, rows)

    def _merged(self, own: pa.Table, read: pd.DataFrame, rows: Codes) -> pd.DataFrame:
        """The rows known by columns and those read one by one, which must be the same where both are known."""
        read_rows = np.array([place_of(cell).row for cell in read["cell"]], dtype="int64")
        both = np.isin(read_rows, rows)
        known = own.filter(pa.array(np.isin(rows, read_rows))).to_pandas().astype(read.dtypes)
        again = np.isin(rows, self.both.seen)
        if not known.equals(read[both].reset_index(drop=True)) or again.sum() != both.sum():
            raise DeclinedError("figures differ")
        whole = pa.concat_tables([own, _as_arrow(read[~both]).cast(own.schema)])
        order = np.argsort(np.concatenate([rows, read_rows[~both]]), kind="stable")
        merged: pd.DataFrame = whole.take(pa.array(order)).to_pandas()
        return merged.astype(read.dtypes)

    def _with_sums(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """The problems with the doubts about totals, which only all rows together can raise."""
        doubts = list(sum_doubts(self._summed(), self.both.rows.of.lexicon.plan))
        near = next((n for n, p in enumerate(problems) if p.code == "near-name"), len(problems))
        return tuple(dict.fromkeys((*problems[:near], *doubts, *problems[near:])))

    def _summed(self) -> list[Claim]:
        """The claims, in their order, of all indicators and industries whose total is not plainly their sum."""
        rows, (codes, keys) = self.both.rows, self.both.rows.figure_of
        read = [c for c in self.both.reader.findings.claims if not rows.claims[c.row] and adds_up(c.indicator)]
        added = {i.id for i in rows.of.lexicon.plan.indicators if adds_up(i)}
        calm = np.flatnonzero(rows.claims & np.isin(codes, [n for n, key in enumerate(keys) if key[0] in added]))
        numbers, parts = rows.cells.numbers[calm], rows.place_of_row[calm] >= 0
        sums = np.bincount(codes[calm][parts], np.nan_to_num(numbers[parts]), len(keys))
        totals = calm[rows.place_of_row[calm] == TOTAL]
        off = np.abs(rows.cells.numbers[totals] - sums[codes[totals]]) > 0.5e-9 * np.abs(rows.cells.numbers[totals])
        wanted = {keys[code] for code in np.unique(codes[totals[off]])}
        with_total = {keys[code] for code in np.unique(codes[totals])} | {_key(c) for c in read if c.total}
        wanted |= {_key(claim) for claim in read} & with_total
        chosen = calm[np.isin(codes[calm], [n for n, key in enumerate(keys) if key in wanted])]
        claims = [*(c for c in read if _key(c) in wanted), *(self.both.claim(int(row)) for row in chosen)]
        return sorted(claims, key=lambda claim: claim.row)


def _key(claim: Claim) -> tuple[str, str]:
    return claim.indicator.id, claim.industry


def _as_arrow(rows: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(rows, preserve_index=False)
