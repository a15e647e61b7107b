"""What a long table is read from: the one long sheet of an .xlsx, or a long CSV."""

from collections.abc import Iterable, Mapping
from typing import Protocol

import pyarrow as pa

from milepost.intake.grid import Grid
from milepost.intake.long_sheet import LONG, long_sheet
from milepost.intake.long_text import long_text
from milepost.intake.xlsx import is_xlsx


class LongSource(Protocol):
    """Rows by their number from zero: a few of them as a careful reader is given them, all of them as columns."""

    @property
    def name(self) -> str:
        """The name of the sheet."""

    @property
    def hidden(self) -> frozenset[int]:
        """The hidden rows."""

    @property
    def has_formulas(self) -> bool:
        """Whether any cell may hold a formula."""

    def grids(self, wanted: Iterable[int]) -> Mapping[str, Grid]:
        """The workbook with these rows of the sheet alone, at their own numbers."""

    def arrays(self) -> tuple[list[pa.Array], frozenset[int]]:
        """The texts of the columns from the first filled one on, and the rows with error values."""

    def first(self, count: int) -> list[int]:
        """The first rows, as many as `count`."""

    def look(self) -> None:
        """Go through the rest now: what is asked of it later is known then. DeclinedError where that cannot be."""

    def has_formula(self, row: int, /) -> bool:
        """Whether a row may hold a formula."""

    def loud(self, column: int, /) -> dict[int, str]:
        """Rows whose cell in `column` holds a number that is shown otherwise, and its format; empty: as a date."""


def long_source(content: bytes, name: str, cells: int = LONG) -> LongSource | None:
    """What a file of more than so many cells is read from; None for a short one, DeclinedError for an odd one."""
    return long_sheet(content, cells) if is_xlsx(content) else long_text(content, name, cells)
