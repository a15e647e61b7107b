"""A long sheet as columns: for each the texts that occur in it, once, and which of them stands in which row.

A number is met as the text of its digits. That says the same: a text that reads as a number is one, and how a cell's
format shows its number is asked elsewhere.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from milepost.intake.grid import Cell
from milepost.intake.long_sheet import DeclinedError
from milepost.intake.long_source import LongSource
from milepost.intake.numbers import Blank, Number, Odd, read_number

MANY_TEXTS = 5_000
"""Texts of a column up to which each is looked at by its meaning; a column of more names nothing."""
_NUMERAL = r"^[+-]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|\.[0-9]+)$"
_LOGICAL = frozenset(("true", "false"))

Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def firsts(codes: Codes, among: Mask) -> list[int]:
    """The first row of each code of no less than -1, among some rows; the empty one's too."""
    rows = np.flatnonzero(among)
    first = np.full(int(codes.max(initial=-1)) + 2, -1)
    # Of several writings to one place the last one stays.
    first[codes[rows][::-1]] = rows[::-1]
    return [int(row) for row in first if row >= 0]


@dataclass(frozen=True)
class Column:
    """One column: `codes` gives for each row of the sheet the place of its text in `texts`, -1 where nothing stands."""

    codes: Codes
    texts: tuple[str, ...]

    @property
    def filled(self) -> Mask:
        """Rows where something stands."""
        return self.codes >= 0

    @property
    def names_things(self) -> bool:
        """Whether its texts are few enough to be looked at by their meaning."""
        return len(self.texts) <= MANY_TEXTS

    @cached_property
    def numerals(self) -> npt.NDArray[np.float64]:
        """The number that each text of plain digits is; NaN for the others."""
        texts = pa.array(self.texts, pa.string())
        plain = pc.match_substring_regex(texts, _NUMERAL)
        return pc.if_else(plain, texts, None).cast(pa.float64()).to_numpy(zero_copy_only=False)  # type: ignore[no-any-return]

    @cached_property
    def others(self) -> dict[int, Number | Blank | Odd]:
        """What each text of other signs says where a figure is expected, by its place."""
        return {
            int(place): read_number(Cell("text", self.texts[place]))
            for place in np.flatnonzero(np.isnan(self.numerals))
        }

    def where(self, chosen: Mask) -> Mask:
        """Rows whose text is one of the chosen; `chosen` says of each text whether it is."""
        # The last place answers for -1, an empty cell.
        return np.append(chosen, False)[self.codes]

    @cached_property
    def is_number(self) -> Mask:
        """Rows that hold a number, stored as one or as a text."""
        chosen = ~np.isnan(self.numerals)
        chosen[[place for place, number in self.others.items() if isinstance(number, Number)]] = True
        return self.where(chosen)


def _is_nothing(text: str) -> bool:
    return not text.strip() or text in _LOGICAL


@dataclass(frozen=True)
class Columns:
    """The columns of a sheet from the first filled one on, `errors` the rows with error values."""

    columns: tuple[Column, ...]
    errors: frozenset[int]

    @property
    def rows(self) -> int:
        """How many rows the sheet has, empty ones included."""
        return len(self.columns[0].codes)

    @cached_property
    def filled(self) -> Codes:
        """How many cells of each row are filled."""
        count: Codes = np.sum([column.filled for column in self.columns], axis=0)
        return count

    @cached_property
    def unclear(self) -> Mask:
        """Rows with texts that are nothing to the eye, or truth values."""
        odd = np.zeros(self.rows, dtype=bool)
        for column in self.columns:
            chosen = np.zeros(len(column.texts), dtype=bool)
            # Numbers, of which there may be many, are neither.
            chosen[[place for place in column.others if _is_nothing(column.texts[place])]] = True
            odd |= column.where(chosen)
        odd[[row for row in self.errors if row < self.rows]] = True
        return odd


def columns_of(source: LongSource) -> Columns:
    """The columns of a sheet; DeclinedError when there are none."""
    arrays, errors = source.arrays()
    if not arrays or not len(arrays[0]):
        raise DeclinedError("no rows")
    columns = []
    for values in arrays:
        coded = values.dictionary_encode()
        codes = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype("int64")
        columns.append(Column(codes, tuple(coded.dictionary.to_pylist())))
    return Columns(tuple(columns), errors)
