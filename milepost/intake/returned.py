"""The problems of any number of files in one list: one line a cell, as a workbook or as CSV."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from milepost.intake.problem_kinds import kind_of
from milepost.intake.writing import put_text, written
from milepost.plan.harmless import csv_for_office
from milepost.plan.reading import Problem

Told = Sequence[tuple[str, str, Sequence[Problem]]]
"""Files by name, each with its sender's name (empty when nobody knows) and its problems."""
HEADINGS = ("文件", "单位", "类别", "级别", "工作表", "单元格", "原值", "问题", "怎么改")
_WIDTHS = (28, 12, 12, 8, 14, 8, 16, 48, 48)
_LEVELS = {"error": "错误，须更正", "doubt": "存疑，须说明"}


def problem_rows(told: Told) -> list[tuple[str, ...]]:
    """One row a problem under HEADINGS."""
    return [
        (file, unit, kind_of(p), _LEVELS[p.level], p.sheet, p.cell, p.value, p.message, p.remedy)
        for file, unit, problems in told
        for p in problems
    ]


def problem_workbook(told: Told, day: date) -> bytes:
    """The list as .xlsx, dated `day`: head frozen and filtering, text wrapped, one page wide on paper."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    sheet.title = "要改的地方"
    for row, values in enumerate([HEADINGS, *problem_rows(told)], 1):
        for column, text in enumerate(values, 1):
            cell = sheet.cell(row, column)
            put_text(cell, text)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.font = Font(name="微软雅黑", size=10, bold=row == 1)
    for column, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCDEFGHI"[column]].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return written(book, day)


def problem_csv(told: Told) -> bytes:
    """The list as CSV that Excel opens in Chinese; no text in it is taken for a formula."""
    return csv_for_office(pd.DataFrame(problem_rows(told), columns=list(HEADINGS)))
