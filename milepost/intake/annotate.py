"""The sender's own workbook on its way back: odd cells coloured and commented, a list of all problems before it.

The kept original stays as it came. What goes back is a copy, and its first sheet says what a copy could not keep.
"""

import io
import warnings
from collections.abc import Mapping, Sequence
from datetime import date

import openpyxl
from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from milepost.errors import WorkbookError
from milepost.intake import problem_list
from milepost.intake.grid import place_of
from milepost.intake.grids import open_grids
from milepost.intake.losses import losses
from milepost.intake.retold import retold
from milepost.intake.writing import written
from milepost.intake.xlsx import OPENPYXL_FAILS, check_unfolded, is_xlsx
from milepost.plan.reading import Problem

_COLOURS = {"error": "FFC7CE", "doubt": "FFEB9C"}
_WORDS = {"error": "须更正", "doubt": "须说明"}
_RETOLD = ("原来的格式、公式、图形和批注；单元格的位置、数字和文字与原件相同",)
_COMMENT_LIMIT = 8_000


def annotate(content: bytes, name: str, problems: Sequence[Problem], day: date) -> bytes:
    """An .xlsx of the sender's cells with `problems` marked in place and listed on its first sheet, dated `day`.

    Of an .xlsx the sender's own workbook is marked; of other kinds, and of one that cannot be saved again, a workbook
    of the same cells. Of what is no workbook at all only the list goes back.
    """
    if is_xlsx(content):
        check_unfolded(content)
        try:
            return _marked(_own(content), problems, (name, losses(content)), day)
        except OPENPYXL_FAILS:
            pass  # The cells that another reader finds are marked instead.
    try:
        told = retold(open_grids(content, name))
    except WorkbookError:
        return _marked(retold({}), problems, (name, ()), day)
    return _marked(told, problems, (name, _RETOLD), day)


def _own(content: bytes) -> Workbook:
    with warnings.catch_warnings():
        # What openpyxl warns of losing is told on the first sheet.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(content), rich_text=True)


def _marked(book: Workbook, problems: Sequence[Problem], told: tuple[str, tuple[str, ...]], day: date) -> bytes:
    _forget_earlier_marks(book)
    for place, found in _by_cell(problems).items():
        cell = _cell(book, *place)
        if cell is not None:
            _mark(cell, found)
    for sheet in book.worksheets:
        # Sheets selected together with the list would be edited together with it.
        sheet.sheet_view.tabSelected = False
    problem_list.put_first(book, problems, told, day)
    book.calculation.fullCalcOnLoad = True
    return written(book, day)


def _forget_earlier_marks(book: Workbook) -> None:
    """Take off what an earlier return left behind: senders correct the marked copy and send it again."""
    for sheet in list(book.worksheets):
        if problem_list.is_list(sheet.title, sheet["A1"].value):
            book.remove(sheet)
            continue
        for cell in _filled(sheet):
            if cell.comment is not None and cell.comment.author == problem_list.AUTHOR:
                cell.comment = None
                if cell.fill.fgColor.rgb in {f"00{colour}" for colour in _COLOURS.values()}:
                    cell.fill = PatternFill()


def _filled(sheet: Worksheet) -> list[Cell]:
    return [cell for cell in sheet._cells.values() if isinstance(cell, Cell)]  # noqa: SLF001 - iter_rows fills the extent


def _by_cell(problems: Sequence[Problem]) -> Mapping[tuple[str, str], list[Problem]]:
    placed: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        if problem.sheet and problem.cell:
            placed.setdefault((problem.sheet, problem.cell), []).append(problem)
    return placed


def _cell(book: Workbook, sheet_name: str, address: str) -> Cell | None:
    """The cell at an address of the sender's; the corner of its merged range, which alone can be marked."""
    if sheet_name not in book.sheetnames:
        return None
    sheet, place = book[sheet_name], place_of(address)
    if not isinstance(sheet, Worksheet):
        return None
    found = sheet.cell(place.row + 1, place.column + 1)
    if isinstance(found, MergedCell):
        area = next(a for a in sheet.merged_cells.ranges if found.coordinate in a)
        found = sheet.cell(area.min_row, area.min_col)
    return found


def _mark(cell: Cell, found: Sequence[Problem]) -> None:
    """Colour a cell by its worst problem and say them all in a comment, below what the sender had written there."""
    level = "error" if any(problem.level == "error" for problem in found) else "doubt"
    cell.fill = PatternFill("solid", fgColor=_COLOURS[level])
    said = [f"【{_WORDS[problem.level]}】{problem.message}\n怎么改：{problem.remedy}" for problem in found]
    own = [cell.comment.text] if cell.comment is not None else []
    text = "\n".join([*own, *said])[:_COMMENT_LIMIT]
    cell.comment = Comment(
        text, problem_list.AUTHOR, width=320, height=40 + 18 * (text.count("\n") + len(text) // 24 + 1)
    )
