"""The one long sheet of an .xlsx: where its rows lie in the XML, without reading their cells.

A workbook of a few of these rows is read as carefully as a short one; the others are read as columns.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import fastexcel
import pyarrow as pa
from openpyxl.styles.numbers import is_date_format

from milepost.intake.grid import Grid, column_letters
from milepost.intake.limits import check_unpacked_size
from milepost.intake.ooxml import Package, Styles, may_have_flaws
from milepost.intake.shown import shown
from milepost.intake.xlsx import xlsx_grids

LONG = 50_000
"""Cells from which on a sheet is read by columns."""
CELL_LIMIT = 2_000_000
BESIDE_LIMIT = 20_000
"""Cells that all other sheets may hold together."""
_LEAST = 16
"""Bytes that a cell with a value takes at least: <c><v>1</v></c>."""
# Built-in number formats under which a number is seen as what it is: ECMA-376, 18.8.30.
_PLAIN = frozenset((0, 1, 2, 3, 4, 11, 37, 38, 39, 40, 48, 49))
_HIDDEN = re.compile(rb'<row r="(\d+)"[^>]* (?:hidden="(?:1|true)"|ht="0(?:\.0*)?")')


class DeclinedError(Exception):
    """The fast way cannot promise to say what the careful one says; the reason is for whoever tests it."""


@dataclass(frozen=True)
class LongSheet:
    """The sheet `name` of the workbook `content`, its XML `part` at `path`, and what is known of cell styles.

    Rows are known by their number from zero.
    """

    content: bytes
    name: str
    path: str
    part: bytes
    formats: tuple[tuple[int, str], ...]
    styles: Styles

    def of(self, wanted: Iterable[int]) -> bytes:
        """The workbook with these rows of the sheet alone, at their own numbers; all other parts as they are."""
        cut = b"".join((self._before, *(self._row(row) for row in sorted(set(wanted))), self._after))
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.content)) as source, zipfile.ZipFile(made, "w") as target:
            for member in source.infolist():
                target.writestr(member.filename, cut if member.filename == self.path else source.read(member))
        return made.getvalue()

    def grids(self, wanted: Iterable[int]) -> Mapping[str, Grid]:
        """The grids of that workbook."""
        return xlsx_grids(self.of(wanted))

    def arrays(self) -> tuple[list[pa.Array], frozenset[int]]:
        """The texts of the columns from the first filled one on, and the rows with error values."""
        found = fastexcel.read_excel(self.content).load_sheet(self.name, header_row=None, skip_rows=0, dtypes="string")
        batch, errors = found.to_arrow_with_errors()
        return batch.columns, frozenset(error.position[0] for error in errors.errors) if errors else frozenset()

    @cached_property
    def _before(self) -> bytes:
        start = self.part.find(b"<row ")
        before = self.part[:start]
        if start < 0 or not before.rstrip().endswith(b"<sheetData>"):
            raise DeclinedError("unusual XML")
        return before

    @cached_property
    def _after(self) -> bytes:
        end = self.part.rfind(b"</sheetData>")
        if end < 0:
            raise DeclinedError("unusual XML")
        return self.part[end:]

    def has_formula(self, row: int, /) -> bool:
        """Whether a row may hold a formula."""
        return b"<f" in self._row(row)

    def _row(self, number: int) -> bytes:
        """The XML of a row; empty where the sheet writes none in the common way."""
        start = self._starts.get(number, -1)
        if start < 0:
            return b""
        end = self.part.index(b">", start)
        if self.part[end - 1 : end] != b"/":
            end = self.part.index(b"</row>", start) + 5
        return self.part[start : end + 1]

    def first(self, count: int) -> list[int]:
        """The first rows that the sheet writes down, as many as `count`."""
        return list(islice(self._starts, count))

    @cached_property
    def _starts(self) -> dict[int, int]:
        return {int(match[1]) - 1: match.start() for match in re.finditer(rb'<row r="(\d+)"', self.part)}

    def look(self) -> None:
        """Go through the XML now: what is asked of it later is known then. DeclinedError when cells may be flawed."""
        if self._may_be_flawed:
            raise DeclinedError("flawed cells")
        _ = self._starts, self.has_formulas, self.hidden

    @property
    def _may_be_flawed(self) -> bool:
        """Whether any cell may have a flaw; which shared texts the sheet holds is not looked up for that."""
        flawed = "|".join(map(str, self.styles.flaws)).encode()
        by_style = flawed and re.search(rb' s="(?:' + flawed + rb')"', self.part)
        return bool(self.styles.text_flaws or by_style or may_have_flaws(self.part))

    @cached_property
    def has_formulas(self) -> bool:
        """Whether any cell may hold a formula."""
        return b"<f" in self.part

    @cached_property
    def hidden(self) -> frozenset[int]:
        """The hidden rows."""
        if b" hidden=" not in self.part and b' ht="0' not in self.part:
            return frozenset()
        return frozenset(int(match[1]) - 1 for match in _HIDDEN.finditer(self.part))

    @cached_property
    def _loud_styles(self) -> dict[int, str]:
        """Cell styles that make another thing of a number, and their formats; an empty format: a date."""
        loud: dict[int, str] = {}
        for style, (number, code) in enumerate(self.formats):
            if number not in _PLAIN and (not code or is_date_format(code)):
                loud[style] = ""
            elif number not in _PLAIN and shown(1.0, code) != (1.0, ""):
                loud[style] = code
        return loud

    def loud(self, column: int, /) -> dict[int, str]:
        """Rows whose cell in `column` holds a number that is shown otherwise, and its format; empty: as a date."""
        loud = self._loud_styles
        styles = "|".join(map(str, loud)).encode()
        if not loud or not re.search(rb' s="(?:' + styles + rb')"', self.part):
            return {}
        cell = re.compile(
            rb'<c r="' + column_letters(column).encode() + rb'(\d+)"([^>]*) s="(' + styles + rb')"([^>]*)'
        )
        return {
            int(match[1]) - 1: loud[int(match[3])]
            for match in cell.finditer(self.part)
            if b" t=" not in (attributes := match[2] + match[4]) or b' t="n"' in attributes
        }


def _cells(part: bytes, enough: int) -> int:
    """How many cells a sheet writes down; no more than enough of them, where all cannot be too many."""
    if len(part) < _LEAST * CELL_LIMIT and (some := part.count(b"<c ", 0, 4 * _LEAST * enough)) > enough:
        return some
    return part.count(b"<c ") + part.count(b"<c>")


def long_sheet(content: bytes, cells: int) -> LongSheet | None:
    """The sheet of an .xlsx that holds more than so many cells; None when none does, DeclinedError when several do."""
    check_unpacked_size(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        package = Package(archive)
        sheets = [(name, package.member(path)) for name, path in package.sheets()]
        if all(archive.getinfo(path).file_size < _LEAST * cells for _, path in sheets):
            return None
        parts = {name: archive.read(path) for name, path in sheets}
        counts = {name: _cells(part, cells) for name, part in parts.items()}
        long = [name for name, count in counts.items() if count > cells]
        if not long:
            return None
        if len(long) > 1 or sum(counts.values()) - counts[long[0]] > BESIDE_LIMIT or counts[long[0]] > CELL_LIMIT:
            raise DeclinedError("several long sheets, or too large a one")
        name = long[0]
        if any("comments" in name.lower() for name in archive.namelist()):
            raise DeclinedError("comments on cells")
        formats, styles = tuple(package.number_formats()), package.styles()
        return LongSheet(content, name, dict(sheets)[name], parts[name], formats, styles)
