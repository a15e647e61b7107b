"""The shapes in which clerks send figures: plain tables, written as .xlsx or .xls with the same bytes every time."""

import io
from dataclasses import dataclass
from datetime import date

import xlwt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from milepost.intake.writing import written

Value = str | int | float | None
NOTE = "示例数据，非真实统计"
FOOT = "填报人：示例　　审核人：示例　　联系电话：—"


@dataclass(frozen=True)
class Table:
    """Rows as they stand on the sheet. `head` counts title and heading rows; merges are (top, left, bottom, right)."""

    rows: list[list[Value]]
    head: int
    merges: tuple[tuple[int, int, int, int], ...] = ()
    sheet: str = "Sheet1"


def to_xlsx(tables: list[Table], day: date) -> bytes:
    """The tables as the sheets of an .xlsx, dated `day`."""
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        _fill(book.create_sheet(table.sheet), table)
    return written(book, day)


def _fill(sheet: Worksheet, table: Table) -> None:
    thin = Border(*[Side(style="thin", color="999999")] * 4)
    for row, values in enumerate(table.rows, start=1):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column, value)
            cell.font = Font(name="宋体", size=14 if row == 1 else 11, bold=row <= table.head)
            if value is not None and row > 2 and len(values) > 1:
                cell.border = thin
                middle = row <= table.head
                cell.alignment = Alignment(horizontal="center" if middle else None, vertical="center", wrap_text=middle)
    for top, left, bottom, right in table.merges:
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    for letter in "ABCDEFGHIJ":
        sheet.column_dimensions[letter].width = 16
    sheet.row_dimensions[1].height = 26
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def to_xls(*tables: Table) -> bytes:
    """The tables as Excel 97 writes them, a sheet each; that format carries no dates of its own."""
    book = xlwt.Workbook(encoding="utf-8")
    for table in tables:
        _write(book.add_sheet(table.sheet), table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: xlwt.Worksheet, table: Table) -> None:
    head = xlwt.easyxf("font: name 宋体, bold on; align: horiz center, vert center, wrap on")
    body = xlwt.easyxf("font: name 宋体; borders: left thin, right thin, top thin, bottom thin")
    plain = xlwt.easyxf("font: name 宋体")
    covered = {
        (row, column)
        for top, left, bottom, right in table.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    for top, left, bottom, right in table.merges:
        sheet.write_merge(top, bottom, left, right, table.rows[top][left], head)
    for row, values in enumerate(table.rows):
        for column, value in enumerate(values):
            if value is not None and (row, column) not in covered:
                sheet.write(row, column, value, head if row < table.head else body if len(values) > 1 else plain)


def counties_down(title: str, unit_line: str, headings: list[str], body: list[list[Value]]) -> Table:
    """One heading row, places as rows."""
    width = len(headings)
    rows: list[list[Value]] = [[title], [unit_line], [*headings], *body, [f"注：{NOTE}"], [FOOT]]
    return Table(rows, head=3, merges=((0, 0, 0, width - 1),))


def grouped(title: str, unit_line: str, groups: list[tuple[str, list[str]]], body: list[list[Value]]) -> Table:
    """Two heading rows: a group name over its columns, or one name over both rows; places as rows."""
    upper: list[Value] = ["县（区）"]
    lower: list[Value] = [None]
    merges = [(2, 0, 3, 0)]
    for name, below in groups:
        column = len(upper)
        upper += [name, *[None] * (len(below) - 1)]
        lower += below or [None]
        merges.append((2, column, 2, column + len(below) - 1) if below else (2, column, 3, column))
    rows: list[list[Value]] = [[title], [unit_line], upper, lower, *body, [f"注：{NOTE}"], [FOOT]]
    return Table(rows, head=4, merges=((0, 0, 0, len(upper) - 1), *merges))


def indicators_down(title: str, sender_line: str, places: list[str], body: list[list[Value]]) -> Table:
    """Indicators as rows with their measure unit, places as columns."""
    headings: list[Value] = ["指 标 名 称", "计量单位", *places]
    rows: list[list[Value]] = [[title], [sender_line], headings, *body, [f"注：{NOTE}"], [FOOT]]
    return Table(rows, head=3, merges=((0, 0, 0, len(headings) - 1),))


def industries_down(title: str, unit_line: str, headings: list[str], body: list[list[Value]]) -> Table:
    """One heading row, industries as rows, all of them together first."""
    rows: list[list[Value]] = [[title], [unit_line], ["行业", *headings], *body, [f"注：{NOTE}"], [FOOT]]
    return Table(rows, head=3, merges=((0, 0, 0, len(headings)),))


def one_figure_a_row(title: str, body: list[list[Value]], *, split: bool = False) -> Table:
    """Period, place, where `split` the industry, indicator, measure unit and number in one row each."""
    headings: list[Value] = ["报告期", "单位名称", *(["行业"] if split else []), "指标名称", "计量单位", "数值"]
    rows: list[list[Value]] = [[title], [NOTE], headings, *body, [FOOT]]
    return Table(rows, head=3, merges=((0, 0, 0, len(headings) - 1),))
