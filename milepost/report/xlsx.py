"""A briefing as a workbook: every table with its numbers as numbers, native charts, and each number's source cell."""

import io
import math
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from milepost.errors import BriefingError
from milepost.report import words
from milepost.report.briefing import Briefing
from milepost.report.document import Chart, Column, Origin, Table, Value
from milepost.report.heat import SPAN
from milepost.report.palette import LIGHT, blend
from milepost.report.same_bytes import plain, same_office_bytes

FONT = "微软雅黑"
CHARTS, CONTENTS, TRACE = "图表", "说明", "溯源"
A4, A3, WIDE = 9, 8, 14  # paper sizes as Excel numbers them; more columns than this need the larger one
CELL_MOST = 32767  # characters that a cell holds
_ROW, _CHART_ROWS = 20, 19  # points of a row; rows that a chart takes
_NUMBER, _POINTS = Column("", "number"), Column("", "points")
_SHOWN = {
    "share": "0.0%",
    "growth": "+0.0%;−0.0%;0.0%",
    "points": "+0.0;−0.0;0.0",
    "score": "0.0",
    "count": "0",
}


def to_xlsx(briefing: Briefing) -> bytes:
    """The workbook: contents, one sheet a table, charts beside their numbers, the trace last."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
         "nan_inf_to_errors": False},
    )  # fmt: skip
    try:
        writer = _Book(book, briefing)
        writer.contents()
        for table in briefing.tables:
            writer.table(table)
        if briefing.charts:
            writer.charts()
        _describe(book, briefing)
        book.close()
    except XlsxWriterException as error:
        raise BriefingError(f"数据表生成不了（{error}），请报告维护人员") from error
    return same_office_bytes(made.getvalue(), briefing.edition.time)


def _describe(book: xlsxwriter.Workbook, briefing: Briefing) -> None:
    book.set_properties(
        {"title": plain(briefing.title.replace("\n", "")), "author": plain(briefing.imprint.office or "milepost"),
         "subject": plain(briefing.subject), "comments": "；".join((briefing.source, *briefing.edition.marks)),
         "created": briefing.edition.time.replace(microsecond=0)}
    )  # fmt: skip


class _Book:
    """Writes the sheets; formats are made once each."""

    def __init__(self, book: xlsxwriter.Workbook, briefing: Briefing) -> None:
        self._book, self._briefing = book, briefing
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._traced = _rows_of_sources(briefing)
        book.formats[0].set_font_name(FONT)
        book.formats[0].set_font_size(11)

    def _format(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"font_name": FONT, "font_size": 11, "valign": "vcenter"} | look)
        return self._formats[key]

    def _sheet(self, name: str, columns: int) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_paper(A3 if columns > WIDE else A4)
        if columns > 6:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.6, 0.6, 0.8, 0.7)
        marks = "　".join(self._briefing.edition.marks)
        sheet.set_header(f'&L&"{FONT}"&9{_head(self._briefing.subject)}&R&"{FONT}"&9{_head(marks)}')
        sheet.set_footer(f'&L&"{FONT}"&9{_head(self._briefing.source)}&R&"{FONT}"&9第&P页，共&N页')
        return sheet

    def _title(self, sheet: Any, title: str) -> None:
        """Title, then a line with source and marks."""
        self._text(sheet, 0, 0, title, self._format(font_size=16, bold=True, font_color=LIGHT.ink))
        said = "　".join((self._briefing.subject, self._briefing.source, *self._briefing.edition.marks))
        self._text(sheet, 1, 0, said, self._format(font_size=10, font_color=LIGHT.mute))
        sheet.set_row(0, 28)

    def _text(self, sheet: Any, row: int, column: int, text: str, look: Any) -> None:
        """A text as it is: no formula, no link, whatever it begins with."""
        sheet.write_string(row, column, plain(text)[:CELL_MOST], look)

    def contents(self) -> None:
        """What is in the workbook, and the sentences of the briefing."""
        briefing = self._briefing
        sheet = self._sheet(CONTENTS, 2)
        self._title(sheet, briefing.title.replace("\n", ""))
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 88)
        row = 3
        sheets = [(table.name, table.title, len(table.rows)) for table in briefing.tables]
        sheets += [(CHARTS, "原生图表和作图用的数", len(briefing.charts))] if briefing.charts else []
        for name, title, count in sheets:
            sheet.write_url(row, 0, f"internal:'{name}'!A1", self._format(font_color=LIGHT.accent, underline=1), name)
            self._text(sheet, row, 1, f"{title}（{count}{'张' if name == CHARTS else '行'}）", self._format())
            row += 1
        row += 1
        for paragraph in list(briefing.paragraphs())[1:]:
            self._text(sheet, row, 1, paragraph.whole, self._format(text_wrap=True, valign="top"))
            sheet.set_row(row, 18 * max(1, -(-len(paragraph.whole) // 46)))
            row += 1
        sheet.print_area(0, 0, max(row - 1, 3), 1)

    def table(self, table: Table) -> None:
        """One table on its own sheet, its head frozen and repeated, with a filter and a print area."""
        sheet = self._sheet(table.name, len(table.columns))
        self._title(sheet, table.title)
        head, last = 3, 3 + len(table.rows)
        look = {"bold": True, "bg_color": LIGHT.panel, "bottom": 1, "top": 2, "text_wrap": True}
        for k, column in enumerate(table.columns):
            side = {"align": "right"} if column.numeric else {"indent": 0 if column.shown == "name" else 1}
            self._text(sheet, head, k, column.title, self._format(**side, **look))
            sheet.set_column(k, k, _width(column, [row[k] for row in table.rows]))
        for r, row in enumerate(table.rows, head + 1):
            for k, (column, value) in enumerate(zip(table.columns, row, strict=True)):
                self._value(sheet, (r, k), column, value)
                traced = self._traced.get(table.origins.get((r - head - 1, k), ("", "", "")))
                if traced and isinstance(value, float) and not math.isnan(value):
                    self._link(sheet, (r, k), traced, (column, value))
        sheet.freeze_panes(head + 1, 1)
        sheet.autofilter(head, 0, last, len(table.columns) - 1)
        sheet.repeat_rows(head)
        end = last
        if table.note:
            end = last + 2
            self._text(sheet, end, 0, f"注：{table.note}", self._format(font_size=10, font_color=LIGHT.mute))
        sheet.print_area(0, 0, end, len(table.columns) - 1)

    def _value(self, sheet: Any, place: tuple[int, int], column: Column, value: Value) -> None:
        """A number as a number with its format, a text as a text; what is missing stays an empty cell, not 0."""
        line = {"bottom": 4, "bottom_color": LIGHT.hairline}
        if isinstance(value, str):
            self._text(
                sheet,
                *place,
                value,
                self._format(text_wrap=column.shown == "name", indent=0 if column.shown == "name" else 1, **line),
            )
        elif value is None or math.isnan(value):
            sheet.write_blank(*place, None, self._format(**line))
        else:
            sheet.write_number(*place, value, self._format(num_format=number_format(column, value), **line))

    def _link(self, sheet: Any, place: tuple[int, int], row: int, shown: tuple[Column, float]) -> None:
        """The number, with a link to the first of its figures on the sheet of sources."""
        look = self._format(
            num_format=number_format(*shown), bottom=4, bottom_color=LIGHT.hairline, font_color=LIGHT.accent
        )
        # Written as a link first: the number over it keeps the link and stays a number.
        sheet.write_url(*place, f"internal:'{TRACE}'!A{row + 1}", look)
        sheet.write_number(*place, shown[1], look)

    def charts(self) -> None:
        """Each chart beside the numbers it is drawn from."""
        sheet = self._sheet(CHARTS, 7)
        self._title(sheet, "图表和作图用的数")
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 12, 11)
        row, breaks = 3, []
        for k, chart in enumerate(self._briefing.charts):
            if k and k % 2 == 0:
                breaks.append(row)
            row = self._chart(sheet, chart, row)
        sheet.set_h_pagebreaks(breaks)
        sheet.print_area(0, 0, row, 18)

    def _chart(self, sheet: Any, chart: Chart, top: int) -> int:
        """Its numbers from row `top` on, the chart right of them; the row after both."""
        self._text(sheet, top, 0, chart.title, self._format(bold=True))
        head = top + 1
        names = [_unlike(series.name, k, chart) for k, series in enumerate(chart.series)]
        for k, name in enumerate(names, 1):
            self._text(sheet, head, k, name, self._format(bold=True, align="right", bottom=1))
        for r, category in enumerate(chart.categories, head + 1):
            self._text(sheet, r, 0, category, self._format())
            for k, series in enumerate(chart.series, 1):
                value = series.values[r - head - 1]
                if not math.isnan(value):
                    shown = _POINTS if chart.key in ("leads", "heat") else _NUMBER
                    look = {"num_format": number_format(shown, value)}
                    if chart.shape == "heat":
                        look["bg_color"] = blend(LIGHT.diverging, (value / SPAN + 1) / 2)
                    sheet.write_number(r, k, value, self._format(**look))
        last = head + len(chart.categories)
        if chart.shape == "heat":
            return last + 2
        height = max(_CHART_ROWS, len(chart.categories) + 2)
        made = self._native(chart, (head, last))
        made.set_size({"width": 760, "height": height * _ROW})
        sheet.insert_chart(
            top, len(chart.series) + 2, made, {"object_position": 1, "description": f"{chart.title}。{chart.alt}"[:250]}
        )
        return max(last, top + height) + 2

    def _native(self, chart: Chart, rows: tuple[int, int]) -> Any:
        head, last = rows
        made = self._book.add_chart({"type": "bar" if chart.shape == "bars" else "line"})
        for k, series in enumerate(chart.series, 1):
            spec: dict[str, Any] = {
                "name": [CHARTS, head, k],
                "categories": [CHARTS, head + 1, 0, last, 0],
                "values": [CHARTS, head + 1, k, last, k],
            }
            if chart.shape == "bars":
                spec |= {
                    "gap": 55, "fill": {"color": series.colour}, "invert_if_negative": False,
                    "points": [{"fill": {"color": colour}} for colour in series.colours],
                    "data_labels": {"value": True, "font": {"name": FONT, "size": 9},
                                    "num_format": "+0.0;−0.0;0.0" if chart.key == "leads" else "0.0"},
                }  # fmt: skip
            else:
                dash = {"dash_type": "dash"} if series.dash == "dash" else {}
                width = 3.0 if series.thick else 1.0 if series.dash == "thin" else 1.75
                spec["line"] = {"color": series.colour, "width": width} | dash
                colours = {"fill": {"color": series.colour}, "border": {"color": series.colour}}
                spec["marker"] = (
                    {"type": "circle", "size": 5, **colours} if series.dash == "solid" else {"type": "none"}
                )
            made.add_series(spec)
        made.set_title({"name": plain(chart.title), "name_font": {"name": FONT, "size": 12, "color": LIGHT.ink}})
        font = {"name": FONT, "size": 9, "color": LIGHT.mute}
        quiet = {"num_font": font, "major_gridlines": {"visible": False}, "major_tick_mark": "none"}
        if chart.shape == "bars":
            made.set_y_axis({**quiet, "reverse": True, "label_position": "low"})
            made.set_x_axis({**quiet, "visible": False})
            made.set_legend({"none": True})
        else:
            low, high, step = chart.axis()
            worst = max((v for s in chart.series for v in s.values if not math.isnan(v)), default=1.0)
            ranked = {"reverse": True, "min": 0.5, "max": worst + 0.5, "major_unit": 1, "visible": False}
            lines = {
                "major_gridlines": {"visible": True, "line": {"color": LIGHT.hairline}}, "min": low, "max": high,
                "major_unit": step, "num_format": "#,##0" if high >= 10 else "General",
            }  # fmt: skip
            made.set_y_axis({**quiet, **(ranked if chart.shape == "ranks" else lines)})
            made.set_x_axis({**quiet, "label_position": "high" if chart.shape == "ranks" else "low"})
            made.set_legend({"position": "bottom", "font": font})
        made.show_blanks_as("gap")
        return made


def _rows_of_sources(briefing: Briefing) -> dict[Origin, int]:
    """The first row on the sheet of sources for each (indicator, unit, period), and for the indicator of all units."""
    found: dict[Origin, int] = {}
    for table in briefing.tables:
        if table.name == TRACE:
            for k, (indicator, unit, _, period, *_rest) in enumerate(table.rows, 4):
                found.setdefault((str(indicator), str(unit), str(period)), k)
                found.setdefault((str(indicator), "", str(period)), k)
    return found


def number_format(column: Column, value: float) -> str:
    """How Excel shows a number, the way it is written on paper."""
    if column.shown in _SHOWN:
        return _SHOWN[column.shown]
    text = words.exact(value)
    return "#,##0" + ("." + "0" * len(text.split(".")[1]) if "." in text else "")


def _unlike(name: str, k: int, chart: Chart) -> str:
    """A series' name; two alike are told apart."""
    return name if [series.name for series in chart.series].index(name) == k else f"{name}（{k + 1}）"


def _width(column: Column, values: list[Value]) -> float:
    """Characters that the column needs, Chinese ones counted twice; long texts wrap."""
    texts = [column.title, *(column.text(value) for value in values[:400])]
    longest = max(sum(2 if ord(c) > 0x2E80 else 1 for c in text) for text in texts)
    return min(max(longest + 3, 8), 32 if column.shown == "name" else 20)


def _head(text: str) -> str:
    """A text in a header: & begins a code there, and 255 characters are all it takes."""
    return plain(text).replace("&", "&&")[:90]
