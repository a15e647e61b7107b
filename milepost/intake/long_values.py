"""The column of figures of a long table: what each of its cells says where a figure is expected."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from milepost.intake.grid import Cell
from milepost.intake.long_columns import Codes, Column, Mask
from milepost.intake.numbers import TOO_LARGE, Blank, Number
from milepost.intake.shown import SCALED, shown


@dataclass(frozen=True)
class Values:
    """By rows: `numbers` (NaN where none stands), the place in `unit_words` of the unit that the cell itself adds.

    `blank` are empty cells and missing marks (`marks` by row, where there is one), `odd` all that is neither; `filled`
    says where anything stands. `unclear` rows may hold a formula without a result.
    """

    numbers: npt.NDArray[np.float64]
    units: Codes
    unit_words: tuple[str, ...]
    marks: Mapping[int, str]
    filled: Mask
    unclear: Mask

    @property
    def blank(self) -> Mask:
        """Rows that say there is no figure."""
        blank = ~self.filled
        blank[list(self.marks)] = True
        return blank

    def cell(self, row: int) -> Cell | None:
        """The cell of a row, as far as it is a number or blank."""
        if not self.filled[row]:
            return None
        if row in self.marks:
            return Cell("text", self.marks[row])
        unit = self.unit_words[self.units[row]]
        return Cell("number", f"{self.numbers[row]:.15g}{unit}", float(self.numbers[row]), unit)

    @property
    def odd(self) -> Mask:
        """Rows whose cell is neither a number nor blank."""
        return np.isnan(self.numbers) & ~self.blank


def values_of(column: Column, loud: Mapping[int, str], unclear: Mask) -> Values:
    """The values of a column; `loud` gives the format of cells that show their number otherwise."""
    words: dict[str, int] = {"": 0}
    numbers, units, marks = column.numerals.copy(), np.zeros(len(column.texts), dtype="int64"), {}
    for place, said in column.others.items():
        if isinstance(said, Number):
            numbers[place], units[place] = said.value, words.setdefault(said.unit, len(words))
        elif isinstance(said, Blank):
            marks[place] = said.mark
    numbers[~(np.abs(numbers) < TOO_LARGE)] = np.nan
    by_row, unit_by_row = np.append(numbers, np.nan)[column.codes], np.append(units, 0)[column.codes]
    for row, code in loud.items():
        if row >= len(by_row):
            continue  # an empty cell below the last filled one
        # A date, or a number that the format divides on the screen, is read one by one.
        number, unit = shown(float(by_row[row]), code) if code else (np.nan, "")
        by_row[row] = np.nan if unit == SCALED else number
        unit_by_row[row] = words.setdefault(unit, len(words))
    marked = column.where(np.isin(np.arange(len(column.texts)), list(marks)))
    said_by_row = {int(row): marks[int(column.codes[row])] for row in np.flatnonzero(marked)}
    return Values(by_row, unit_by_row, tuple(words), said_by_row, column.filled, unclear)
