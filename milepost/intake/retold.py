"""A workbook made again from its grids, cell by cell at the same addresses, where the sender's own cannot be saved."""

from collections.abc import Mapping
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell import Cell as Written
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from milepost.intake.grid import Cell, Grid
from milepost.intake.shown import SCALED
from milepost.intake.writing import put_text

NO_RESULT = "（公式没有结果）"
_WIDEST = 42


def retold(grids: Mapping[str, Grid]) -> Workbook:
    """A workbook of the same cells, merges and hidden parts; read again, it says what the first one said."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, grid in grids.items():
        _fill(book.create_sheet(_allowed(name, set(book.sheetnames))), grid)
    return book


def _allowed(name: str, taken: set[str]) -> str:
    """A sheet name that Excel takes; other kinds of files have longer names, with any sign in them."""
    plain = "".join("_" if c in r"[]:*?/\\" else c for c in name)[:31].strip("'") or "Sheet"
    number = 2
    tried = plain
    while tried.lower() in {other.lower() for other in taken}:
        tried = f"{plain[:28]}{number}"
        number += 1
    return tried


def _fill(sheet: Worksheet, grid: Grid) -> None:
    widths: dict[int, int] = {}
    for (row, column), cell in grid.cells.items():
        _put(sheet.cell(row + 1, column + 1), cell)
        if not any(area.top == row and area.left == column for area in grid.merges[:200]):
            widths[column] = max(widths.get(column, 8), min(_WIDEST, _width(cell.text)))
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column + 1)].width = width + 2
    for area in grid.merges:
        sheet.merge_cells(
            start_row=area.top + 1, end_row=area.bottom + 1, start_column=area.left + 1, end_column=area.right + 1
        )
    for row in grid.hidden_rows:
        sheet.row_dimensions[row + 1].hidden = True
    for column in grid.hidden_columns:
        sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
    if grid.hidden:
        sheet.sheet_state = "hidden"


def _put(target: Written, cell: Cell) -> None:
    if cell.flaw:
        target.font = Font(strike=True) if cell.flaw == "struck" else Font(vertAlign="superscript")
    match cell:
        case Cell(kind="number", number=float(value), shown_unit=unit):
            target.value, target.number_format = _as_stored(value, unit)
        case Cell(kind="error", text=text):
            target.value = text
            target.data_type = "e"
        case Cell(kind="logical", text=text):
            target.value = text == "TRUE"
        case Cell(kind="formula"):
            put_text(target, NO_RESULT)
        case Cell(text=text):
            put_text(target, text)


def _as_stored(value: float, unit: str) -> tuple[float, str]:
    """The number and the number format that show it with its unit: 12.3 with % is 0.123 shown in per cent."""
    if unit == "%":
        return float(f"{value / 100:.15g}"), "0.00%"
    if unit == SCALED:
        return value, '0!.0,"万"'
    return value, "General" + f'"{unit.replace(chr(34), "")}"' if unit else "General"


def _width(text: str) -> int:
    return max(sum(2 if east_asian_width(c) in "WF" else 1 for c in line) for line in (text or " ").split("\n"))
