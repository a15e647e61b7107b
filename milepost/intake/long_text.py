"""A long CSV: its lines as rows, of which a few are read as carefully as a short one's; the others as columns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice, zip_longest

import pyarrow as pa

from milepost.intake.delimited import SHEET, cells_of, rows_of
from milepost.intake.grid import ERROR_NAMES, Cell, Grid
from milepost.intake.grids import text_of
from milepost.intake.limits import EXTENT_LIMIT
from milepost.intake.long_sheet import CELL_LIMIT, DeclinedError


@dataclass(frozen=True)
class LongText:
    """The rows of a separated text, each as the texts of its cells. A text has no formats, formulas or hidden rows."""

    rows: tuple[tuple[str, ...], ...]
    name: str = SHEET
    hidden: frozenset[int] = frozenset()
    has_formulas: bool = False

    def grids(self, wanted: Iterable[int]) -> Mapping[str, Grid]:
        """The grid of these rows alone, at their own numbers."""
        cells: dict[tuple[int, int], Cell] = {}
        for row in sorted(set(wanted)):
            cells |= cells_of(row, self.rows[row]) if row < len(self.rows) else {}
        return {self.name: Grid(self.name, cells)}

    def arrays(self) -> tuple[list[pa.Array], frozenset[int]]:
        """The columns from the first filled one on, and the rows with error values."""
        columns = [pa.array([value or None for value in column], pa.string()) for column in zip_longest(*self.rows)]
        first = next((place for place, column in enumerate(columns) if column.null_count < len(column)), len(columns))
        errors = (row for row, values in enumerate(self.rows) if any(value.strip() in ERROR_NAMES for value in values))
        return columns[first:], frozenset(errors)

    def first(self, count: int) -> list[int]:
        """The first rows, as many as `count`."""
        return list(islice(range(len(self.rows)), count))

    def look(self) -> None:
        """Nothing is left to be looked at."""

    def has_formula(self, _row: int, /) -> bool:
        """No row of a text has."""
        return False

    def loud(self, _column: int, /) -> dict[int, str]:
        """The rows whose number is shown otherwise: none."""
        return {}


def long_text(content: bytes, name: str, cells: int) -> LongText | None:
    """A CSV of more than so many cells; None for every other file, DeclinedError when they are too many."""
    # A cell takes its text and what parts it from the next.
    text = text_of(content) if len(content) >= 2 * cells else None
    if text is None:
        return None
    rows, count = [], 0
    for values in rows_of(text, name):
        rows.append(tuple(values))
        count += sum(map(bool, values))
        if count > CELL_LIMIT:
            raise DeclinedError("too large a text")
    if len(rows) * max(map(len, rows), default=0) > EXTENT_LIMIT:
        raise DeclinedError("rows that reach too far")
    return LongText(tuple(rows)) if count > cells else None
