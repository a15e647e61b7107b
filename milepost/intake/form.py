"""A form: what a clerk has said once about the layout of a unit's own workbook, so that it need not be asked again.

It says which rows are headings, which columns name things, and what every row and column is; it holds no figure. It is
applied only where the headings are still the same (form_fit.py), and read into the same figures as any other workbook
(form_reading.py).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Said:
    """What a row, a column, or the table as a whole is; what it leaves empty the other direction says.

    Ids of the plan; a `unit` that is the plan's own place makes totals. `measure` is given where the sheet names no
    measure unit. `rest` marks subtotals and remainders, which only check sums; what is `left_out` is not read.
    """

    indicator: str = ""
    unit: str = ""
    industry: str = ""
    measure: str = ""
    rest: bool = False
    left_out: bool = False

    def __bool__(self) -> bool:
        return self != Said()


@dataclass(frozen=True)
class FormTable:
    """One table of a form. Rows and columns count from zero in the sender's own sheet.

    `sheet`, `title`, `headings` (by column), `measures` (the table's unit line) and the keys of `rows` are words
    without their periods: by them the same layout is known again in another quarter. `names` are the columns whose
    texts name a row, outermost first; `measure_column` and `period_column` hold a measure unit and a period for each
    row. `last` is None for a table that goes on to the end of its sheet. `dated`: the sheet itself says its period.
    """

    sheet: str
    heading_rows: tuple[int, ...]
    first: int
    last: int | None = None
    names: tuple[int, ...] = ()
    measure_column: int | None = None
    period_column: int | None = None
    title: str = ""
    measures: tuple[str, ...] = ()
    headings: Mapping[int, str] = field(default_factory=dict)
    columns: Mapping[int, Said] = field(default_factory=dict)
    rows: Mapping[str, Said] = field(default_factory=dict)
    whole: Said = field(default_factory=Said)
    dated: bool = False


@dataclass(frozen=True)
class Form:
    """A remembered layout of one sender (a unit's id); `name` is how the office calls it."""

    name: str
    sender: str
    tables: tuple[FormTable, ...]

    def to_plain(self) -> dict[str, Any]:
        """The form as JSON can carry it; sender and name are kept beside it."""
        return {"tables": [_plain_table(table) for table in self.tables]}

    @classmethod
    def from_plain(cls, name: str, sender: str, plain: Mapping[str, Any]) -> "Form":
        """The form that `to_plain` wrote."""
        return cls(name, sender, tuple(_table(table) for table in plain["tables"]))


def _plain_table(table: FormTable) -> dict[str, Any]:
    plain = asdict(table)
    plain["headings"] = {str(column): text for column, text in table.headings.items()}
    plain["columns"] = {str(column): _plain_said(said) for column, said in table.columns.items()}
    plain["rows"] = {key: _plain_said(said) for key, said in table.rows.items()}
    plain["whole"] = _plain_said(table.whole)
    return plain


def _plain_said(said: Said) -> dict[str, Any]:
    return {name: value for name, value in asdict(said).items() if value}


def _table(plain: Mapping[str, Any]) -> FormTable:
    return FormTable(
        **{
            **plain,
            **{name: tuple(plain[name]) for name in ("heading_rows", "names", "measures")},
            "headings": {int(column): text for column, text in plain["headings"].items()},
            "columns": {int(column): Said(**said) for column, said in plain["columns"].items()},
            "rows": {key: Said(**said) for key, said in plain["rows"].items()},
            "whole": Said(**plain["whole"]),
        }
    )
