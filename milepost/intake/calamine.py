"""Grids by calamine, which reads the values of .xls, .xlsb and odd .xlsx files, and by how their sheets look."""

import datetime as dt
import io
from collections.abc import Sequence

import python_calamine

from milepost.errors import UnreadableError
from milepost.intake.grid import Area, Cell, Grid
from milepost.intake.limits import check_cells, check_extent, check_merges
from milepost.intake.looks import Looks
from milepost.intake.shown import shown


def calamine_grids(content: bytes, looks: Sequence[Looks]) -> dict[str, Grid]:
    """Every worksheet of the workbook, in its order; `looks` are those of the same worksheets."""
    # Asked before the reader lays out the sheets: those of an .xls when it opens them, others one by one.
    for look in looks:
        check_extent(look.name, *look.size)
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    known = [sheet for sheet in workbook.sheets_metadata if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet]
    if len(known) != len(looks):
        raise UnreadableError("工作簿的工作表前后不一致，无法读取；请用 Excel 或 WPS 打开，另存为 .xlsx 再上传")
    grids: dict[str, Grid] = {}
    for metadata, look in zip(known, looks, strict=True):
        is_hidden = metadata.visible != python_calamine.SheetVisibleEnum.Visible
        grids[metadata.name] = _grid(workbook.get_sheet_by_name(metadata.name), look, hidden=is_hidden)
        check_cells(len(grid.cells) for grid in grids.values())
    return grids


def _grid(sheet: python_calamine.CalamineSheet, look: Looks, *, hidden: bool) -> Grid:
    merges = look.merges
    if merges is None:
        merges = [Area(*first, *last) for first, last in sheet.merged_cell_ranges or []]
    check_merges(merges)
    check_extent(sheet.name, sheet.total_height, sheet.total_width)
    cells = {place: Cell("formula", "") for place in look.no_results}
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        for column, value in enumerate(values):
            cell = _cell(value, look.formats.get((row, column), ""))
            if cell is not None:
                cells[row, column] = cell
    cells |= {place: Cell("error", name) for place, name in look.errors.items()}
    return Grid(
        sheet.name,
        dict(sorted(cells.items())),
        tuple(merges),
        frozenset(look.hidden_rows),
        frozenset(look.hidden_columns),
        hidden,
    ).with_flaws(look.flaws)


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
