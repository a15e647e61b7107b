"""退回问题清单: the first sheet of what goes back to a sender, with every problem and what the copy could not keep."""

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from milepost.intake.writing import put_text
from milepost.plan.reading import Problem

LIST = "退回问题清单"
AUTHOR = "退回批注"
"""Who has written the comments in what goes back."""
_HEADINGS = ("序号", "工作表", "单元格", "原值", "级别", "问题", "怎么改")
_WIDTHS = (6, 14, 9, 16, 9, 46, 46)
_LEVELS = {"error": "须更正", "doubt": "须说明"}
_FONT = "微软雅黑"
_HEAD = PatternFill("solid", fgColor="F4F6F8")
_RULE = Border(bottom=Side(style="thin", color="D9DFE5"))


def is_list(sheet: str, corner: object) -> bool:
    """Whether a sheet of this name and first cell is the list of an earlier return, no table of the sender's."""
    return sheet.startswith(LIST) and str(corner).strip() == LIST


def put_first(book: Workbook, problems: Sequence[Problem], told: tuple[str, tuple[str, ...]], day: date) -> None:
    """Make the list the workbook's first sheet; `told` is the file's name and what the copy could not keep."""
    name, lost = told
    sheet = book.create_sheet(LIST, 0)
    book.active = 0
    _put_head(sheet, (LIST, _summary(name, problems, day), _what_to_do(problems)))
    for column, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True), 1):
        cell = sheet.cell(5, column, heading)
        cell.font, cell.fill, cell.border = Font(name=_FONT, size=10, bold=True), _HEAD, _RULE
        sheet.column_dimensions["ABCDEFG"[column - 1]].width = width
    for number, problem in enumerate(problems, 1):
        _put_line(sheet, number, problem, linked=problem.sheet in book.sheetnames)
    if lost:
        row = sheet.max_row + 2
        sheet.cell(row, 1, "这份是原件的副本，原件已由系统原样保存。副本没有保留：").font = Font(
            name=_FONT, size=10, bold=True
        )
        for offset, what in enumerate(lost, 1):
            sheet.cell(row + offset, 1, f"· {what}").font = Font(name=_FONT, size=10)
    sheet.freeze_panes = "A6"
    sheet.print_title_rows = "5:5"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _put_head(sheet: Worksheet, lines: Sequence[str]) -> None:
    for row, (text, size) in enumerate(zip(lines, (16, 10, 10), strict=True), 1):
        put_text(sheet.cell(row, 1), text)
        sheet.cell(row, 1).font = Font(name=_FONT, size=size, bold=row == 1)


def _summary(name: str, problems: Sequence[Problem], day: date) -> str:
    errors = sum(problem.level == "error" for problem in problems)
    counts = [f"{errors}处须更正"] * bool(errors) + [f"{len(problems) - errors}处须说明"] * (errors < len(problems))
    return f"文件：{name}　{'，'.join(counts) or '没有问题'}　{day.year}年{day.month}月{day.day}日"


def _what_to_do(problems: Sequence[Problem]) -> str:
    if not problems:
        return "这份报表没有要改的地方。"
    return "请在后面的工作表里按标色单元格的批注更正或说明，再把本文件报来；办公室不代改任何数字。本页不用删。"


def _put_line(sheet: Worksheet, number: int, problem: Problem, *, linked: bool) -> None:
    row = 5 + number
    texts = (
        problem.sheet or "整个文件", problem.cell, problem.value,
        _LEVELS[problem.level], problem.message, problem.remedy,
    )  # fmt: skip
    sheet.cell(row, 1, number)
    for column, text in enumerate(texts, 2):
        put_text(sheet.cell(row, column), text)
    for column in range(1, len(_HEADINGS) + 1):
        cell = sheet.cell(row, column)
        cell.font, cell.border = Font(name=_FONT, size=10), _RULE
        cell.alignment = Alignment("left", vertical="top", wrap_text=True)
    if linked and problem.cell:
        where = sheet.cell(row, 3)
        quoted = problem.sheet.replace("'", "''")
        where.hyperlink = Hyperlink(ref=where.coordinate, location=f"'{quoted}'!{problem.cell}")
        where.font = Font(name=_FONT, size=10, color="1F4E79", underline="single")
