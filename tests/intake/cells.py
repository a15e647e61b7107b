"""Workbooks written in a test as their cells."""

import io
from collections.abc import Sequence

import openpyxl

Value = str | float | int | bool | None


def workbook(*sheets: Sequence[Sequence[Value]], names: Sequence[str] = (), merges: Sequence[str] = ()) -> bytes:
    """An .xlsx whose sheets hold these rows from A1 on; `merges` are ranges of the first sheet."""
    book = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = names[number] if number < len(names) else f"Sheet{number + 1}"
        for row in rows:
            sheet.append(list(row))
    for area in merges:
        book.worksheets[0].merge_cells(area)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
