"""Grids of an old .xls workbook."""

import datetime as dt
import io

import python_calamine

from milepost.errors import TooLargeError
from milepost.intake.biff import Looks, looks
from milepost.intake.grid import Area, Cell, Grid
from milepost.intake.shown import shown
from milepost.intake.xlsx import CELL_LIMIT, check_merges

EXTENT_LIMIT = 5_000_000


def xls_grids(content: bytes) -> dict[str, Grid]:
    """Every worksheet of the workbook, in its order."""
    sheet_looks = looks(content)
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    grids: dict[str, Grid] = {}
    known = [sheet for sheet in workbook.sheets_metadata if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet]
    for metadata, look in zip(known, sheet_looks, strict=True):
        is_hidden = metadata.visible != python_calamine.SheetVisibleEnum.Visible
        grids[metadata.name] = _grid(workbook.get_sheet_by_name(metadata.name), look, hidden=is_hidden)
        if sum(len(grid.cells) for grid in grids.values()) > CELL_LIMIT:
            raise TooLargeError(f"工作簿的单元格超过{CELL_LIMIT // 10_000}万个，请只保留要报的表再上传")
    return grids


def _grid(sheet: python_calamine.CalamineSheet, look: Looks, *, hidden: bool) -> Grid:
    merges = sheet.merged_cell_ranges or []
    check_merges([(left, top, right, bottom) for (top, left), (bottom, right) in merges])
    if sheet.total_height * sheet.total_width > EXTENT_LIMIT:
        raise TooLargeError(f"工作表“{sheet.name}”的范围过大，请删去空白的行列后再上传")
    cells = {}
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        for column, value in enumerate(values):
            cell = _cell(value, look.formats.get((row, column), ""))
            if cell is not None:
                cells[row, column] = cell
    cells |= {place: Cell("error", name) for place, name in look.errors.items()}
    return Grid(
        sheet.name,
        dict(sorted(cells.items())),
        tuple(Area(*top_left, *bottom_right) for top_left, bottom_right in merges),
        frozenset(look.hidden_rows),
        frozenset(look.hidden_columns),
        hidden,
    )


def _cell(value: object, number_format: str) -> Cell | None:
    match value:
        case "" | None:
            return None
        case bool():
            return Cell("logical", "TRUE" if value else "FALSE")
        case int() | float():
            number, unit = shown(float(value), number_format)
            return Cell("number", f"{number:.15g}{unit}", number, unit)
        case dt.datetime() | dt.date() | dt.time() | dt.timedelta():
            return Cell("date", str(value).removesuffix(" 00:00:00"))
    return Cell("text", str(value))
