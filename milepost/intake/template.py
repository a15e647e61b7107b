"""Our own form: one workbook for each reporting unit and period, with exactly the figures that unit owes.

It is made to be read back without a guess: a hidden sheet says whose form it is and which figure belongs in which
cell, and `ours.py` checks that the visible words still agree with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from milepost.intake.writing import put_text, written
from milepost.plan.figure import beside, counted
from milepost.plan.indicator import WAY_WORDS, Indicator
from milepost.plan.industry import Industry
from milepost.plan.period import Frequency, Period
from milepost.plan.plan import Plan
from milepost.plan.unit import Unit

SHEET = "季报"
MARKS = "填报标识"
VERSION = "1"
MARK_LABELS = ("milepost 模板", "方案", "报送单位", "报告期")
MAP_HEADINGS = ("单元格", "指标", "单位", "行业")
HEADER_ROW = 5
NAME, PLACE, NOW, LAST, YEAR_AGO, REMARK = "指标", "报告对象", "本期数", "上季数", "上年同期数", "说明"

_WIDTHS = {"序号": 6, NAME: 31, PLACE: 12, "计量单位": 10, "口径": 14, NOW: 15, LAST: 15, YEAR_AGO: 15, REMARK: 32}
_TITLES: dict[Frequency, str] = {"month": "月报表", "quarter": "季度报表", "half": "半年报表", "year": "年度报表"}
_REMARKS = ("本期未发生", "核减或注销", "统计口径调整", "上级尚未公布", "补报以前数据")
_SIGNATURES = ("填报人：", "审核人：", "单位负责人：", "联系电话：", "填报日期：　　　年　　月　　日")

_INK, _MUTE, _ACCENT, _HAIR = "1B2733", "565F69", "1F4E79", "D9DFE5"
_FONT = "微软雅黑"
_INPUT = PatternFill("solid", fgColor="E9F2FA")
_HEAD = PatternFill("solid", fgColor="F4F6F8")
_THIN = Side(style="thin", color=_HAIR)
_RULE = Border(bottom=_THIN)
_BOX = Border(bottom=_THIN, left=_THIN, right=_THIN)
_FIRM = Side(style="medium", color=_ACCENT)


@dataclass(frozen=True)
class Line:
    """One row of the form: the figure of `indicator` for `unit`, entered on `row` of the sheet.

    `industry` is None for all industries together; each single one has a row below that.
    """

    row: int
    indicator: Indicator
    unit: Unit
    industry: Industry | None = None

    @property
    def cell(self) -> tuple[str, str, str]:
        """Ids of indicator, unit and industry."""
        return self.indicator.id, self.unit.id, self.industry.id if self.industry else ""

    @property
    def title(self) -> str:
        """What the figure is of: 市场主体总量, or 市场主体总量·制造业."""
        return self.indicator.name + (f"·{self.industry.name}" if self.industry else "")


@dataclass(frozen=True)
class Entries:
    """What was typed for a form, by the ids of indicator, unit and industry; who signs it, and the day in words."""

    figures: Mapping[tuple[str, str, str], float]
    remarks: Mapping[tuple[str, str, str], str]
    signed: str = ""
    dated: str = ""


def headings(lines: Sequence[Line]) -> tuple[str, ...]:
    """The headings of the form; the place has a column only where the sender reports for several."""
    several = len({line.unit.id for line in lines}) > 1
    return tuple(heading for heading in _WIDTHS if several or heading != PLACE)


def asked_lines(plan: Plan, unit: Unit, period: Period) -> list[Line]:
    """Every entry of the form, in its order."""
    asked = [(i, u, of) for i, u in plan.owed(unit, period) for of in (None, *plan.industries_of(i))]
    return [Line(HEADER_ROW + k, *cell) for k, cell in enumerate(asked, start=1)]


def template(plan: Plan, unit: Unit, period: Period, history: pd.DataFrame, entries: Entries | None = None) -> bytes:
    """The .xlsx form in which `unit` reports `period`; the same arguments give the same bytes.

    `history` (columns FIGURES) fills 上季数 and 上年同期数; figures it lacks stay empty there, and so do those that do
    not compare with this period's. `entries` are what was typed elsewhere than in Excel.
    """
    lines = asked_lines(plan, unit, period)
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    columns = headings(lines)
    _write_head(sheet, _head_lines(plan, unit, period, lines), columns)
    _write_lines(sheet, lines, columns)
    _write_history(sheet, lines, columns, earlier(beside(counted(history, plan), plan, period), period))
    _guard_entries(sheet, lines, columns)
    _write_foot(sheet, HEADER_ROW + len(lines) + 2, columns)
    if entries is not None:
        _write_entries(sheet, lines, columns, entries)
    _set_page(sheet, columns, "示例数据，非真实统计" if plan.sample else "")
    _write_marks(book, (VERSION, plan.id, unit.id, str(period)), [(_entry(line, columns), line) for line in lines])
    # Renaming or deleting a sheet by accident would make the form unreadable; there is no password.
    book.security = WorkbookProtection(lockStructure=True)
    book.properties.creator = "milepost"
    return written(book, period.end)


def _write_entries(sheet: Worksheet, lines: Sequence[Line], columns: Sequence[str], entries: Entries) -> None:
    """Put what was typed into the cells that are made for it, and who typed it behind 填报人."""
    for line in lines:
        value, remark = entries.figures.get(line.cell), entries.remarks.get(line.cell, "")
        if value is not None:
            whole = value.is_integer() and abs(value) < 2**53
            sheet.cell(line.row, columns.index(NOW) + 1).value = int(value) if whole else value
        if remark:
            put_text(sheet.cell(line.row, columns.index(REMARK) + 1), remark)
    foot = HEADER_ROW + len(lines) + 2
    for (column, _), text in zip(_spans(columns), (entries.signed, "", "", "", entries.dated), strict=True):
        if text:
            label = sheet.cell(foot, column).value or ""
            put_text(sheet.cell(foot, column), f"{label.partition('：')[0]}：{text}")


def _head_lines(plan: Plan, unit: Unit, period: Period, lines: Sequence[Line]) -> tuple[str, str, str, str]:
    """Title, plan, sender with period and deadline, and how to fill the form in."""
    places = {line.unit.id: line.unit.name for line in lines}
    scope = f"　　数据范围：{next(iter(places.values()))}" if len(places) == 1 and unit.id not in places else ""
    due = plan.due_date(period)
    deadline = f"　　报送期限：{due.year}年{due.month}月{due.day}日前" if due else ""
    document = "　".join(text for text in (plan.title, plan.document_number) if text)
    until = f"{period.words}（截至{period.end.month}月{period.end.day}日）"
    return (
        f"{plan.name}{_TITLES[period.frequency]} · {unit.name} · {period.words}",
        ("【示例数据，非真实统计】　" if plan.sample else "") + document,
        f"报送单位：{unit.name}{scope}　　报告期：{until}{deadline}",
        "请只填浅蓝色格。没有发生的填 0（零报告），暂时没有数字的留空并在“说明”栏写明原因；表样、指标名称请勿改动。",
    )


def _write_head(sheet: Worksheet, texts: Sequence[str], columns: Sequence[str]) -> None:
    styles = ((16, True, _INK, 30), (10, False, _MUTE, 18), (10.5, True, _ACCENT, 22), (9.5, False, _MUTE, 22))
    for row, (text, (size, bold, colour, height)) in enumerate(zip(texts, styles, strict=True), start=1):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(columns))
        put_text(sheet.cell(row, 1), text)
        sheet.cell(row, 1).font = Font(name=_FONT, size=size, bold=bold, color=colour)
        sheet.cell(row, 1).alignment = Alignment(vertical="center", wrap_text=row in (2, 4))
        sheet.row_dimensions[row].height = height
    for column, heading in enumerate(columns, start=1):
        cell = sheet.cell(HEADER_ROW, column, heading)
        cell.font = Font(name=_FONT, size=10.5, bold=True, color=_ACCENT)
        cell.fill = _HEAD
        cell.border = Border(top=_FIRM, bottom=Side(style="thin", color=_ACCENT))
        cell.alignment = _placed(heading)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[heading]
    sheet.row_dimensions[HEADER_ROW].height = 26


def _placed(heading: str, indent: int = 0) -> Alignment:
    """Numbers to the right, words to the left, both off the rules of their neighbours."""
    figure = heading in (NOW, LAST, YEAR_AGO)
    return Alignment(
        horizontal="right" if figure else "left", vertical="center", wrap_text=heading in (NAME, REMARK),
        indent=1 if figure or heading == REMARK else indent,
    )  # fmt: skip


def words(line: Line) -> dict[str, str]:
    """What stands beside the cells of a line, by heading; reading checks the same words."""
    return {
        NAME: line.industry.name if line.industry else line.indicator.name,
        PLACE: line.unit.name,
        "计量单位": line.indicator.measure_unit,
        "口径": WAY_WORDS[line.indicator.way],
    }


def _write_lines(sheet: Worksheet, lines: Sequence[Line], columns: Sequence[str]) -> None:
    number = 0
    for line in lines:
        texts, part = words(line), line.industry is not None
        number += not part
        for column, heading in enumerate(columns, start=1):
            cell = sheet.cell(line.row, column)
            cell.border = _RULE
            plain = heading in (NAME, PLACE, NOW) and not (part and heading != NOW)
            cell.font = Font(name=_FONT, size=10.5, color=_INK if plain else _MUTE)
            cell.alignment = _placed(heading, 2 if part and heading == NAME else 0)
            if heading in texts:
                put_text(cell, texts[heading])
            elif heading == "序号":
                cell.value = None if part else number
            elif heading in (NOW, REMARK):
                cell.fill, cell.border = _INPUT, _BOX
                cell.protection = Protection(locked=False)
            if heading in (NOW, LAST, YEAR_AGO):
                cell.number_format = "#,##0" if line.indicator.counts else "#,##0.00"
        sheet.row_dimensions[line.row].height = 22


def earlier(figures: pd.DataFrame, period: Period) -> dict[str, dict[tuple[str, str, str], float]]:
    """(indicator, unit, industry) → value of the columns that look back."""
    return {
        heading: {
            (str(row.indicator), str(row.unit), str(row.industry)): float(str(row.value))
            for row in figures[figures["period"] == str(then)].itertuples()
        }
        for heading, then in ((LAST, period.previous()), (YEAR_AGO, period.year_ago()))
    }


def _write_history(
    sheet: Worksheet,
    lines: Sequence[Line],
    columns: Sequence[str],
    values_then: dict[str, dict[tuple[str, str, str], float]],
) -> None:
    for heading, values in values_then.items():
        for line in lines:
            value = values.get(line.cell)
            if value is not None:
                sheet.cell(line.row, columns.index(heading) + 1).value = value


def _guard_entries(sheet: Worksheet, lines: Sequence[Line], columns: Sequence[str]) -> None:
    """Number checks with Chinese words, and the usual remarks to choose from."""
    for line in lines:
        rule = _whole_number() if line.indicator.counts else _any_number()
        rule.promptTitle, rule.prompt = line.title[:30], _prompt(line.indicator)
        rule.add(_entry(line, columns))
        sheet.add_data_validation(rule)
    choices = DataValidation(type="list", formula1=f'"{",".join(_REMARKS)}"', allow_blank=True, showErrorMessage=False)
    letter = get_column_letter(columns.index(REMARK) + 1)
    if lines:
        choices.add(f"{letter}{lines[0].row}:{letter}{lines[-1].row}")
        sheet.add_data_validation(choices)


def _whole_number() -> DataValidation:
    return DataValidation(
        type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True, showErrorMessage=True,
        showInputMessage=True, errorTitle="请填整数",
        error="此格只能填 0 或正整数，不带单位和文字；情况请写在“说明”栏。",
    )  # fmt: skip


def _any_number() -> DataValidation:
    return DataValidation(
        type="decimal", operator="between", formula1="-1000000000000", formula2="1000000000000", allow_blank=True,
        showErrorMessage=True, showInputMessage=True,
        errorTitle="请填数字", error="此格只能填数字，不带单位和文字；情况请写在“说明”栏。",
    )  # fmt: skip


def _prompt(indicator: Indicator) -> str:
    unit = f"单位：{indicator.measure_unit}，{WAY_WORDS[indicator.way]}。"
    # Excel refuses a prompt of more than 255 characters.
    return (unit + indicator.definition)[:250]


def _write_foot(sheet: Worksheet, row: int, columns: Sequence[str]) -> None:
    """Signature line: the name is typed after the colon."""
    spans = _spans(columns)
    for (first, last), text in zip(spans, _SIGNATURES, strict=True):
        if last > first:
            sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
        for column in range(first, last + 1):
            cell = sheet.cell(row, column)
            cell.border = _RULE
            cell.protection = Protection(locked=False)
        sheet.cell(row, first, text).font = Font(name=_FONT, size=10.5, color=_INK)
        sheet.cell(row, first).alignment = Alignment(vertical="center")
    sheet.row_dimensions[row].height = 28


def _spans(columns: Sequence[str]) -> list[tuple[int, int]]:
    """First and last column of the five signatures."""
    at = {heading: number for number, heading in enumerate(columns, start=1)}
    return [(1, at[NAME]), (at[NAME] + 1, at["口径"]), (at[NOW], at[NOW]), (at[LAST], at[YEAR_AGO]), (at[REMARK],) * 2]


def _set_page(sheet: Worksheet, columns: Sequence[str], mark: str) -> None:
    sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, columns.index(NAME) + 2)
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # False allows: widths may be changed
    page = sheet.page_setup
    page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight = "landscape", 9, 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.6
    margins.top, margins.bottom = 0.7, 0.7
    sheet.oddFooter.left.text = mark
    sheet.oddFooter.right.text = "第 &P 页，共 &N 页"


def _write_marks(book: Workbook, marks: Sequence[str], entries: Sequence[tuple[str, Line]]) -> None:
    """The sheet a person never sees: whose form this is, then indicator, unit and industry of every entry."""
    sheet = book.create_sheet(MARKS)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
    for label, mark in zip(MARK_LABELS, marks, strict=True):
        sheet.append((label, ""))
        put_text(sheet.cell(sheet.max_row, 2), mark)
    several = any(line.industry for _, line in entries)
    sheet.append(MAP_HEADINGS if several else MAP_HEADINGS[:-1])
    for address, line in entries:
        sheet.append((address, *line.cell) if line.industry else (address, *line.cell[:-1]))


def _entry(line: Line, columns: Sequence[str]) -> str:
    return f"{get_column_letter(columns.index(NOW) + 1)}{line.row}"
