"""Workbooks written in a test as their cells."""

import io
from collections.abc import Mapping, Sequence

import openpyxl
import xlwt

from milepost.intake.grids import open_grids
from milepost.intake.reading import Request, read_grids
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.reading import Reading

Value = str | float | int | bool | None
Rows = Sequence[Sequence[Value]]


def workbook(
    *sheets: Rows, names: Sequence[str] = (), merges: Sequence[str] = (), formats: Mapping[str, str] | None = None
):
    """An .xlsx whose sheets hold these rows from A1 on; `merges` and number `formats` are of the first sheet."""
    book = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = names[number] if number < len(names) else f"Sheet{number + 1}"
        for row in rows:
            sheet.append(list(row))
    for cell, number_format in (formats or {}).items():
        book.worksheets[0][cell].number_format = number_format
    for area in merges:
        book.worksheets[0].merge_cells(area)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def old_workbook(rows: Rows, formats: Mapping[tuple[int, int], str] | None = None) -> bytes:
    """An .xls whose one sheet holds these rows from A1 on."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is not None:
                sheet.write(r, c, value, xlwt.easyxf(num_format_str=(formats or {}).get((r, c), "General")))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(plan: Plan, content: bytes, period: str = "2023Q2", *, file: str = "报表.xlsx", sender: str = "") -> Reading:
    """The reading of a workbook's bytes."""
    return read_grids(open_grids(content, file), Request(plan, Period.parse(period), file, sender))


def figures(reading: Reading) -> dict[tuple[str, str], float]:
    """(indicator, unit) → value."""
    return {(row.indicator, row.unit): row.value for row in reading.figures.itertuples()}


def places(reading: Reading) -> dict[tuple[str, str], str]:
    """(indicator, unit) → sheet and cell it was read from."""
    return {(row.indicator, row.unit): f"{row.sheet}!{row.cell}" for row in reading.figures.itertuples()}


def said(reading: Reading) -> list[tuple[str, str]]:
    """Code and place of every problem."""
    return [(problem.code, problem.where) for problem in reading.problems]
