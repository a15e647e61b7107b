"""Cells on their way to a file: one drawing written as .xlsx, .xls, .ods, HTML or CSV."""

import csv
import html
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import openpyxl
import xlsxwriter
import xlwt

from tests.intake.kinds import open_document

Kind = Literal["xlsx", "xlsx again", "xls", "ods", "html", "csv gb18030", "csv utf-8", "csv utf-8-sig"]
KINDS: tuple[Kind, ...] = ("xlsx", "xlsx again", "xls", "ods", "html", "csv gb18030", "csv utf-8", "csv utf-8-sig")
ENDINGS = {"xlsx": "xlsx", "xlsx again": "xlsx", "xls": "xls", "ods": "ods", "html": "xls"}


@dataclass(frozen=True)
class Ink:
    """What stands in a cell: a text or a number, perhaps shown by a format or made by a formula."""

    value: str | int | float
    format: str = ""
    formula: str = ""

    @property
    def shown(self) -> str:
        """What its sender sees."""
        if isinstance(self.value, str):
            return self.value
        if "%" in self.format:
            return f"{self.value * 100:.{self.format.count('0') - 1}f}%"
        return f"{self.value:.15g}"


@dataclass
class Canvas:
    """One sheet; merges are (top, left, bottom, right)."""

    name: str
    ink: dict[tuple[int, int], Ink] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns in use."""
        return max((r for r, _ in self.ink), default=0) + 1, max((c for _, c in self.ink), default=0) + 1

    def shown(self, row: int, column: int) -> str:
        """What its sender sees there."""
        return self.ink[row, column].shown if (row, column) in self.ink else ""


def written(sheets: Sequence[Canvas], kind: Kind) -> bytes:
    """The bytes of the file; CSV and HTML hold the first sheet only."""
    match kind:
        case "xlsx":
            return _xlsx(sheets)
        case "xlsx again":
            return _xlsx_without_results(sheets)
        case "xls":
            return _xls(sheets)
        case "ods":
            return _ods(sheets[0])
        case "html":
            return _html(sheets[0])
    return _csv(sheets[0], kind.removeprefix("csv "))


def _xlsx(sheets: Sequence[Canvas]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for canvas in sheets:
            sheet = book.add_worksheet(canvas.name)
            for top, left, bottom, right in canvas.merges:
                sheet.merge_range(top, left, bottom, right, "")
            for (row, column), ink in canvas.ink.items():
                style = book.add_format({"num_format": ink.format}) if ink.format else None
                if ink.formula:
                    sheet.write_formula(row, column, ink.formula, style, ink.value)
                elif isinstance(ink.value, str):
                    sheet.write_string(row, column, ink.value, style)
                else:
                    sheet.write_number(row, column, ink.value, style)
            for row in canvas.hidden_rows:
                sheet.set_row(row, None, None, {"hidden": True})
            for column in canvas.hidden_columns:
                sheet.set_column(column, column, None, None, {"hidden": True})
    return out.getvalue()


def _xlsx_without_results(sheets: Sequence[Canvas]) -> bytes:
    """By a program that computes nothing: formulas have no results."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for canvas in sheets:
        sheet = book.create_sheet(canvas.name)
        for (row, column), ink in canvas.ink.items():
            cell = sheet.cell(row + 1, column + 1, ink.formula or ink.value)
            if isinstance(ink.value, str) and not ink.formula:
                cell.data_type = "s"
            cell.number_format = ink.format or "General"
        for top, left, bottom, right in canvas.merges:
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
        for row in canvas.hidden_rows:
            sheet.row_dimensions[row + 1].hidden = True
        for column in canvas.hidden_columns:
            sheet.column_dimensions[openpyxl.utils.get_column_letter(column + 1)].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xls(sheets: Sequence[Canvas]) -> bytes:
    book = xlwt.Workbook()
    for canvas in sheets:
        sheet = book.add_sheet(canvas.name, cell_overwrite_ok=True)
        for top, left, bottom, right in canvas.merges:
            sheet.merge(top, bottom, left, right)
        for (row, column), ink in canvas.ink.items():
            sheet.write(row, column, ink.value, xlwt.easyxf(num_format_str=ink.format or "General"))
        for row in canvas.hidden_rows:
            sheet.row(row).hidden = True
        for column in canvas.hidden_columns:
            sheet.col(column).hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _ods(canvas: Canvas) -> bytes:
    rows, columns = canvas.size
    spans, covered = _spans(canvas)
    body = []
    for row in range(rows):
        cells = []
        for column in range(columns):
            ink, (down, right) = canvas.ink.get((row, column)), spans.get((row, column), (1, 1))
            tag = "covered-table-cell" if (row, column) in covered else "table-cell"
            said = f'table:number-rows-spanned="{down}" table:number-columns-spanned="{right}"' * (down * right > 1)
            if ink is None:
                cells.append(f"<table:{tag} {said}/>")
                continue
            kind = "string" if isinstance(ink.value, str) else "percentage" if "%" in ink.format else "float"
            value = "" if isinstance(ink.value, str) else f'office:value="{ink.value!r}"'
            lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in ink.shown.split("\n"))
            cells.append(f'<table:{tag} {said} office:value-type="{kind}" {value}>{lines}</table:{tag}>')
        hidden = 'table:visibility="collapse"' if row in canvas.hidden_rows else ""
        body.append(f"<table:table-row {hidden}>{''.join(cells)}</table:table-row>")
    hidden_columns = "".join(
        "<table:table-column {}/>".format('table:visibility="collapse"' if c in canvas.hidden_columns else "")
        for c in range(columns)
    )
    return open_document("".join(body), hidden_columns)


def _spaced(text: str) -> str:
    """Blanks as the format writes them: a single one as itself, more as elements."""
    return html.escape(text).replace("  ", '<text:s text:c="2"/>')


def _html(canvas: Canvas) -> bytes:
    rows, columns = canvas.size
    spans, covered = _spans(canvas)
    lines = []
    for row in range(rows):
        cells = []
        for column in range(columns):
            if (row, column) in covered:
                continue
            down, right = spans.get((row, column), (1, 1))
            said = f' rowspan="{down}"' * (down > 1) + f' colspan="{right}"' * (right > 1)
            text = html.escape(canvas.shown(row, column)).replace("\n", "<br>").replace("  ", "&nbsp; ")
            cells.append(f"<td{said}>{text}</td>")
        style = ' style="display:none"' if row in canvas.hidden_rows else ""
        lines.append(f"<tr{style}>{''.join(cells)}</tr>")
    head = '<html><head><meta charset="gb2312"><title>报表</title></head><body><table>'
    return f"{head}{''.join(lines)}</table></body></html>".encode("gb18030")


def _csv(canvas: Canvas, encoding: str) -> bytes:
    rows, columns = canvas.size
    out = io.StringIO()
    lines = csv.writer(out)
    for row in range(rows):
        lines.writerow([canvas.shown(row, column) for column in range(columns)])
    return out.getvalue().encode(encoding)


def _spans(canvas: Canvas) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    spans, covered = {}, set()
    for top, left, bottom, right in canvas.merges:
        spans[top, left] = bottom - top + 1, right - left + 1
        covered |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)} - {(top, left)}
    return spans, covered
