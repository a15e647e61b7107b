"""One table of a page as a workbook of its own."""

import io
import math
import re
from datetime import datetime

import pandas as pd
import xlsxwriter

from milepost.report.same_bytes import plain, same_office_bytes

FONT = "微软雅黑"
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_COLOURED = re.compile(r":[a-z]+(?:-[a-z]+)*\[([^\]]*)\]")
_ICON = re.compile(r":material/[a-z_]+:\s*")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~:$&])")
_HIDDEN = "\u2060\u200b"


def unmarked(text: str) -> str:
    """A cell of a page without its Markdown: links, colours, icons, bold, escapes, and marks that cannot be seen."""
    bare = _ICON.sub("", text.translate(str.maketrans("", "", _HIDDEN)))
    for _ in range(3):  # a link may stand in a colour, and bold in both
        bare = _COLOURED.sub(r"\1", _LINK.sub(r"\1", bare))
    return _ESCAPED.sub(r"\1", bare.replace("**", "")).strip("\u3000 ")


def workbook(rows: pd.DataFrame, title: str, source: str, time: datetime) -> bytes:
    """`rows` under `title` and `source`: numbers as numbers, texts as texts and never as formulas."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("表")
    looks = {
        "title": book.add_format({"font_name": FONT, "bold": True, "font_size": 14}),
        "source": book.add_format({"font_name": FONT, "font_size": 10, "font_color": "#565F69"}),
        "head": book.add_format({"font_name": FONT, "bold": True, "bottom": 1, "top": 2}),
        "cell": book.add_format({"font_name": FONT, "num_format": "#,##0.##########"}),
    }
    sheet.write_string(0, 0, plain(title), looks["title"])
    sheet.write_string(1, 0, plain(source), looks["source"])
    for k, name in enumerate(rows.columns):
        column = rows[name].tolist()
        sheet.write_string(3, k, plain(unmarked(str(name))), looks["head"])
        for r, value in enumerate(column, 4):
            if isinstance(value, int | float) and not isinstance(value, bool):
                if not math.isnan(value):
                    sheet.write_number(r, k, value, looks["cell"])
            else:
                sheet.write_string(r, k, plain(unmarked(str(value)))[:32767], looks["cell"])
        longest = max([len(unmarked(str(value))) for value in [name, *column]], default=4)
        sheet.set_column(k, k, min(max(longest * 1.8, 8), 48))
    sheet.freeze_panes(4, 0)
    sheet.print_area(0, 0, 3 + len(rows), max(len(rows.columns) - 1, 0))
    book.set_properties({"created": time})
    book.close()
    return same_office_bytes(made.getvalue(), time)
