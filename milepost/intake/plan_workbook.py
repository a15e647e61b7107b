"""All records of a plan as one workbook, to be edited by many hands; `plan_reading.py` reads it in again."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from milepost.intake import plan_sheets as sheets
from milepost.intake.plan_sheets import Amount
from milepost.intake.writing import put_text, written
from milepost.plan.editing import tidy
from milepost.plan.field_text import Names, value_in
from milepost.plan.field_text import written as as_written
from milepost.plan.fields import FIELDS, Field, RecordKind
from milepost.plan.plan import Document
from milepost.plan.sanity import SUMMED

_FONT, _INK, _MUTE, _ACCENT = "微软雅黑", "1B2733", "565F69", "1F4E79"
_HEAD = PatternFill("solid", fgColor="F4F6F8")
_GIVEN = PatternFill("solid", fgColor="F4F6F8")
_RULE = Border(bottom=Side(style="thin", color="D9DFE5"))
_ROOM = 500  # rows below the last one in which drop-downs still help
_GUIDE = (
    "这个工作簿是方案的全部记录，改好后在“方案 — 用表格改”页导入；导入前会逐条列出改了什么，看过才存为新的一版。",
    "一行一条记录。要删一条，删去整行；要加一条，在最后一行下面写，编号可以留空，由系统编。",
    "编号（灰色列）不要改：以前报的数靠它认。表头、工作表名也不要改。",
    "引用单位、指标、目标时写名称；写多个时用分号（；）隔开。",
    "日期写 2024-12-31，报告期写 2021年四季度、2021年 或 2021Q4。",
    "数值只写数字，不带万、亿；空着就是没有。改基期值要同时写出处。",
    "任务分解、单位基期：行是目标，列是单位；合计、还差由公式算，导入时不看。节点：某季末要达到的值；单位空着指全域。",
    "参照值：与参照值比较的目标（如超过全国平均水平）每期与谁比，一行一期，须写出处。",
)


def plan_workbook(document: Document, day: date, mark: str = "") -> bytes:
    """Every record of `document` as .xlsx, dated `day`; the same document gives the same bytes.

    `mark` names the version that it comes from, so that what others change meanwhile can be told from its own changes.
    """
    document = tidy(document)
    names, book = Names(document), _new_book(sheets.GUIDE)
    _guide(book.active, mark)
    _head(book.create_sheet(sheets.HEAD), document, names)
    for kind, title in sheets.SHEETS.items():
        _records(book.create_sheet(title), kind, document, names)
        if kind == "goals":
            for amount, parts in sheets.PARTS.items():
                _parts(book.create_sheet(parts), amount, document, names)
            _steps(book.create_sheet(sheets.STEPS), document, names)
            _references(book.create_sheet(sheets.COMPARED), document, names)
    _items(book.create_sheet(sheets.ITEMS), document, names)
    return written(book, day)


def parts_workbook(document: Document, day: date, mark: str = "") -> bytes:
    """任务分解表 alone: goals × units, targets and bases; `mark` as in `plan_workbook`."""
    document = tidy(document)
    names, (first, *others) = Names(document), list(sheets.PARTS.items())
    book = _new_book(first[1])
    _parts(book.active, first[0], document, names)
    for amount, title in others:
        _parts(book.create_sheet(title), amount, document, names)
    _guide(book.create_sheet(sheets.GUIDE), mark)
    return written(book, day)


def _new_book(first: str) -> Workbook:
    book = Workbook()
    book.active.title = first
    book.properties.creator = "milepost"
    return book


def _guide(sheet: Worksheet, mark: str) -> None:
    sheet.column_dimensions["A"].width = 110
    for row, text in enumerate((*_GUIDE, f"{sheets.MARK}：{mark}"), start=1):
        _text(sheet, row, 1, text)


def _head(sheet: Worksheet, document: Document, names: Names) -> None:
    _headings(sheet, ("项目", "内容"), (22, 90))
    for row, (kind, field) in enumerate(sheets.head_fields(), start=2):
        record = document if kind == "plan" else document.get("bands", {})
        _text(sheet, row, 1, field.words, given=True)
        _value(sheet, (row, 2), field, value_in(record, field), names)
        _offer(sheet, field, f"B{row}")


def _records(sheet: Worksheet, kind: RecordKind, document: Document, names: Names) -> None:
    fields, rows = FIELDS[kind], document.get(kind, ())
    _headings(sheet, [field.words for field in fields], [_width(field) for field in fields])
    _table(sheet, fields, rows, names)
    sheet.freeze_panes = "C2"


def _items(sheet: Worksheet, document: Document, names: Names) -> None:
    fields = sheets.item_fields()
    _headings(sheet, [sheets.SCHEME, *(field.words for field in fields)], [28, *(_width(field) for field in fields)])
    rows = [(str(scheme["id"]), item) for scheme in document.get("schemes", ()) for item in scheme.get("items", ())]
    for row, (scheme, _) in enumerate(rows, start=2):
        _text(sheet, row, 1, scheme)
    _table(sheet, fields, [item for _, item in rows], names, first=2)


def _references(sheet: Worksheet, document: Document, names: Names) -> None:
    """What each benchmark is compared with, one row a period."""
    _headings(sheet, sheets.COMPARED_HEADINGS, (28, 18, 14, 60))
    rows = [
        (goal["id"], period, one.get("value"), one.get("source"))
        for goal in document.get("goals", ())
        for period, one in goal.get("references", {}).items()
    ]
    for row, values in enumerate(rows, start=2):
        for column, (heading, value) in enumerate(zip(sheets.COMPARED_HEADINGS, values, strict=True), start=1):
            _value(sheet, (row, column), sheets.REFERENCES[heading], value, names)


def _steps(sheet: Worksheet, document: Document, names: Names) -> None:
    _headings(sheet, sheets.STEP_HEADINGS, (28, 18, 18, 14))
    row = 1
    for goal in document.get("goals", ()):
        own = [("", goal), *goal.get("allocations", {}).items()]
        for unit, held in own:
            for period, level in held.get("milestones", {}).items():
                row += 1
                values = {
                    sheets.GOAL: goal["id"],
                    sheets.UNIT: unit or None,
                    sheets.PERIOD: period,
                    sheets.LEVEL: level,
                }
                for column, (heading, value) in enumerate(values.items(), start=1):
                    _value(sheet, (row, column), sheets.REFERENCES[heading], value, names)


def _parts(sheet: Worksheet, amount: Amount, document: Document, names: Names) -> None:
    """Goals × units: the plan's own value stands beside, and formulas say what is still to be given out."""
    parts = parts_of(document)
    headings = [*sheets.PART_HEADINGS, *(part_heading(unit, names) for unit in parts), sheets.SUM, sheets.LEFT]
    _headings(sheet, headings, [16, 30, 10, 14, *[13] * len(parts), 13, 13])
    over = _ended(document)
    counted = [n for n, unit in enumerate(parts, start=5) if not _counted_in(document, unit) and unit not in over]
    for row, goal in enumerate((goal for goal in document.get("goals", ()) if goal.get("value") is not None), start=2):
        for column, text in enumerate((goal["id"], goal.get("name", ""), goal.get("measure_unit", "")), start=1):
            _text(sheet, row, column, str(text), given=True)
        _number(sheet, row, 4, goal.get(amount), given=True)
        for column, unit in enumerate(parts, start=5):
            _number(sheet, row, column, goal.get("allocations", {}).get(unit, {}).get(amount))
        if counted and goal.get("kind") in SUMMED and not _is_ratio(document, str(goal.get("indicator"))):
            terms = "+".join(f"{get_column_letter(column)}{row}" for column in counted)
            last = 5 + len(parts)
            sheet.cell(row, last, f"={terms}").number_format = "#,##0.##"
            sheet.cell(row, last + 1, f"=D{row}-{get_column_letter(last)}{row}").number_format = "#,##0.##"
    sheet.freeze_panes = "E2"


def parts_of(document: Document) -> list[str]:
    """Ids of the units that have a column in a table of parts: those below the plan's place, and whoever has a part."""
    below = {"province": "city", "city": "county", "county": "street"}
    kinds = {str(unit.get("id")): str(unit.get("kind")) for unit in document.get("units", ())}
    wanted = below.get(kinds.get(str(document.get("unit")), ""), "")
    given = {unit for goal in document.get("goals", ()) for unit in goal.get("allocations", {})}
    here = {unit for unit, kind in kinds.items() if kind == wanted and unit != document.get("unit")} - _ended(document)
    return [unit for unit in kinds if unit in given or unit in here]


def _ended(document: Document) -> set[str]:
    """Units that an adjustment ends: what they were given stays, and is no part of the sum."""
    return {
        unit
        for one in document.get("adjustments", ())
        for unit in one.get("units", ())
        if one.get("into") and unit not in one["into"]
    }


def part_heading(unit: str, names: Names) -> str:
    """The heading of a unit's column: its name, or its id where the name is one of the table's own words."""
    name = names.written("units", unit)
    return unit if name in sheets.RESERVED else name


def _counted_in(document: Document, unit: str) -> bool:
    return any(one.get("id") == unit and one.get("counted_in") for one in document.get("units", ()))


def _is_ratio(document: Document, indicator: str) -> bool:
    return any(one.get("id") == indicator and one.get("ratio") for one in document.get("indicators", ()))


def _table(
    sheet: Worksheet, fields: Sequence[Field], rows: Sequence[Mapping[str, Any]], names: Names, first: int = 1
) -> None:
    for row, record in enumerate(rows, start=2):
        for column, field in enumerate(fields, start=first):
            _value(sheet, (row, column), field, value_in(record, field), names)
    for column, field in enumerate(fields, start=first):
        letter = get_column_letter(column)
        _offer(sheet, field, f"{letter}2:{letter}{len(rows) + _ROOM}")


def _headings(sheet: Worksheet, headings: Sequence[str], widths: Sequence[int]) -> None:
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True), start=1):
        put_text(sheet.cell(1, column), heading)
        cell = sheet.cell(1, column)
        cell.font = Font(name=_FONT, size=10.5, bold=True, color=_ACCENT)
        cell.fill, cell.border = _HEAD, _RULE
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[1].height = 28
    sheet.freeze_panes = "A2"
    page = sheet.page_setup
    page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight = "landscape", 9, 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _value(sheet: Worksheet, at: tuple[int, int], field: Field, value: Any, names: Names) -> None:  # noqa: ANN401 - any field's value
    shown = as_written(field, value, names)
    row, column = at
    match shown:
        case None:
            return
        case bool():
            _text(sheet, row, column, "是" if shown else "否")
        case int() | float():
            _number(sheet, row, column, shown)
        case str():
            _text(sheet, row, column, shown, given=field.name == "id")


def _text(sheet: Worksheet, row: int, column: int, text: str, *, given: bool = False) -> None:
    cell = sheet.cell(row, column)
    put_text(cell, text)
    cell.font = Font(name=_FONT, size=10.5, color=_MUTE if given else _INK)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.border = _RULE
    cell.number_format = "@"  # a code or a date stays the text it is
    if given:
        cell.fill = _GIVEN


def _number(sheet: Worksheet, row: int, column: int, value: float | None, *, given: bool = False) -> None:
    cell = sheet.cell(row, column)
    cell.value = value
    cell.font = Font(name=_FONT, size=10.5, color=_MUTE if given else _INK)
    cell.border, cell.alignment = _RULE, Alignment(vertical="top")
    cell.number_format = "#,##0.####" if value is None or float(value).is_integer() is False else "#,##0"
    if given:
        cell.fill = _GIVEN


def _offer(sheet: Worksheet, field: Field, cells: str) -> None:
    """A drop-down of the words that may stand there; other words are refused on reading, not here."""
    choices = list(field.choices.values()) if field.choices else ["是", "否"] if field.sort == "flag" else []
    formula = f'"{",".join(choices)}"'
    if choices and len(formula) <= 255:
        rule = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
        rule.add(cells)
        sheet.add_data_validation(rule)


def _width(field: Field) -> int:
    if field.name == "id":
        return 18
    return {"text": 26, "texts": 44, "ids": 30, "number": 12, "flag": 9, "day": 13, "choice": 18, "id": 24}.get(
        field.sort, 16
    )
