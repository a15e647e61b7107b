"""Grids of an .xlsx or .xlsm workbook, with formats, merges, hidden parts and formulas that have no result.

openpyxl reads most; what it stumbles over, such as a broken style or a lost part, calamine may still read.
"""

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterable

import openpyxl
from openpyxl.cell.cell import Cell as FoundCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import IllegalCharacterError, InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from milepost.errors import TooLargeError
from milepost.intake import ooxml
from milepost.intake.calamine import calamine_grids
from milepost.intake.grid import Area, Cell, Grid
from milepost.intake.limits import CELL_LIMIT, TOO_MANY, check_cells, check_merges, check_unpacked_size
from milepost.intake.problem_list import AUTHOR
from milepost.intake.shown import shown

WRITTEN_CELL_LIMIT = 600_000
"""Cells that a sheet may write down, the empty ones with a border included."""
OPENPYXL_FAILS = (
    LookupError, TypeError, ValueError, AttributeError, AssertionError, NotImplementedError, SyntaxError,
    ArithmeticError, InvalidFileException, IllegalCharacterError,
)  # fmt: skip
"""What openpyxl raises over parts that it does not expect; SyntaxError is the XML parsers'."""
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell ref="(\$?[A-Z]{1,3}\$?\d{1,7}:\$?[A-Z]{1,3}\$?\d{1,7})"')
_CELLS = (b"<c ", b":c ", b"<c>", b":c>")
_RECALCULATES = re.compile(rb'<(?:\w+:)?calcPr\b[^>]*\bfullCalcOnLoad="(?:1|true)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")


def is_xlsx(content: bytes) -> bool:
    """Whether the bytes are a zip with the parts of an .xlsx or .xlsm workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return has_workbook(archive.namelist())
    except zipfile.BadZipFile:
        return False


def has_workbook(members: Iterable[str]) -> bool:
    """Whether a zip of these members holds a workbook; some programs put it elsewhere, or part paths by backslashes."""
    return any(re.split(r"[/\\]", member)[-1].lower() == "workbook.xml" for member in members)


def xlsx_grids(content: bytes) -> dict[str, Grid]:
    """Every worksheet of the workbook, in its order."""
    has_formulas = check_unfolded(content)
    try:
        return _grids(content, has_formulas=has_formulas, is_stale=has_formulas and _recalculates(content))
    except OPENPYXL_FAILS:
        return calamine_grids(content, ooxml.looks(content))


def _recalculates(content: bytes) -> bool:
    """Whether Excel is to compute every formula on opening; programs that compute nothing write 0 as each result."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [name for name in archive.namelist() if name.lower().endswith("workbook.xml")]
        return any(_RECALCULATES.search(archive.read(name)) for name in parts)


def _grids(content: bytes, *, has_formulas: bool, is_stale: bool) -> dict[str, Grid]:
    with warnings.catch_warnings():
        # openpyxl warns of drop-downs and print settings that it would lose on saving; nothing is saved here.
        warnings.simplefilter("ignore")
        values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(content)) if has_formulas else None
    if not values.worksheets:
        # The strict dialect keeps its relations under other names; openpyxl then sees no sheets at all.
        raise LookupError
    grids = {}
    for sheet in values.worksheets:
        places = _formula_places(formulas[sheet.title]) if formulas else frozenset()
        grids[sheet.title] = _grid(sheet, places, is_stale=is_stale)
        check_cells(len(grid.cells) for grid in grids.values())
    return {
        name: grid.with_flaws(flaws) for (name, grid), flaws in zip(grids.items(), ooxml.flaws(content), strict=True)
    }


def check_unfolded(content: bytes) -> bool:
    """Refuse what would unfold to far more than a form; whether any sheet has formulas, found on the way."""
    check_unpacked_size(content)
    return _has_formulas(content)


def _has_formulas(content: bytes) -> bool:
    """Whether any sheet has formulas; on the way, sheets that would unfold to too many cells are refused."""
    found = False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if "sheet" not in name.lower() or not name.lower().endswith(".xml"):
                continue
            text = archive.read(name)
            if text.startswith((b"\xff\xfe", b"\xfe\xff")):
                text = text.decode("utf-16", "replace").encode()
            if text.count(b"<v>") > CELL_LIMIT:
                # Told before a minute is spent on reading them.
                raise TooLargeError(TOO_MANY.format(many=CELL_LIMIT // 10_000))
            if sum(map(text.count, _CELLS)) > WRITTEN_CELL_LIMIT:
                raise TooLargeError(TOO_MANY.format(many=WRITTEN_CELL_LIMIT // 10_000))
            check_merges([_area(ref.decode()) for ref in _MERGE.findall(text)])
            found = found or _FORMULA.search(text) is not None
    return found


def _area(ref: str) -> Area:
    left, top, right, bottom = range_boundaries(ref)
    return Area(top - 1, left - 1, bottom - 1, right - 1)


def _cells(sheet: Worksheet) -> dict[tuple[int, int], FoundCell | MergedCell]:
    # iter_rows() would fill the whole rectangle up to the furthest cell, XFD1048576 in hostile files.
    return sheet._cells  # type: ignore[no-any-return]  # noqa: SLF001


def _formula_places(sheet: Worksheet) -> frozenset[tuple[int, int]]:
    return frozenset(place for place, cell in _cells(sheet).items() if cell.data_type == "f")


def _grid(sheet: Worksheet, formulas: frozenset[tuple[int, int]], *, is_stale: bool) -> Grid:
    cells = {}
    for (row, column), found in _cells(sheet).items():
        has_formula = (row, column) in formulas
        # A 0 that nobody computed is no figure.
        is_unknown = is_stale and has_formula and found.value == 0
        cell = Cell("formula", "") if is_unknown else _cell(found, has_formula=has_formula)
        if cell is not None:
            cells[row - 1, column - 1] = cell
    return Grid(
        sheet.title,
        dict(sorted(cells.items())),
        tuple(Area(r.min_row - 1, r.min_col - 1, r.max_row - 1, r.max_col - 1) for r in sheet.merged_cells.ranges),
        frozenset(number - 1 for number, row in sheet.row_dimensions.items() if row.hidden or row.height == 0),
        frozenset(
            column - 1
            for group in sheet.column_dimensions.values()
            if (group.hidden or group.width == 0) and group.min and group.max
            for column in range(group.min, min(group.max, 16_384) + 1)
        ),
        sheet.sheet_state != "visible",
        {
            (row - 1, column - 1): found.comment.text
            for (row, column), found in _cells(sheet).items()
            if found.comment is not None and found.comment.author != AUTHOR
        },
    )


def _cell(found: FoundCell | MergedCell, *, has_formula: bool) -> Cell | None:
    value: object = found.value
    match value:
        case None:
            # A formula whose result is an empty text says so (type str); one without a result says nothing.
            return Cell("formula", "") if has_formula and found.data_type != "str" else None
        case bool():
            return Cell("logical", "TRUE" if value else "FALSE")
        case int() | float():
            number, unit = shown(float(value), found.number_format)
            return Cell("number", f"{number:.15g}{unit}", number, unit)
        case dt.datetime() | dt.date() | dt.time() | dt.timedelta():
            return Cell("date", str(value).removesuffix(" 00:00:00"))
    text = str(value)
    if found.data_type == "e":
        return Cell("error", text)
    return Cell("text", text) if text else None
