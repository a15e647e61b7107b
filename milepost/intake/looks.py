"""How a sheet looks, beside the values that a fast reader gives: formats, errors, formulas, merges, what is hidden."""

from dataclasses import dataclass, field

from milepost.intake.grid import Area, Flaw

BUILT_IN_FORMATS = {9: "0%", 10: "0.00%"}
"""Number formats that no workbook spells out and that change what a number means, by their number."""


@dataclass
class Looks:
    """How one sheet looks. Places are (row, column) from zero.

    `formats` are those that are not General, `errors` the names of error values, `no_results` formulas without a
    stored result, `flaws` those of texts and numbers. `merges` None: unknown here, to be asked of the
    reader. `size` is how many rows and columns the filled cells reach over, (0, 0) where that is not known; `name` the
    sheet's, where it is known here.
    """

    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    no_results: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    flaws: dict[tuple[int, int], Flaw] = field(default_factory=dict)
    merges: list[Area] | None = None
    size: tuple[int, int] = (0, 0)
    name: str = ""

    def reach(self, row: int, column: int) -> None:
        """Note a filled cell."""
        rows, columns = self.size
        self.size = max(rows, row + 1), max(columns, column + 1)
