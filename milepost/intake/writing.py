"""Workbooks on their way out: the same content gives the same bytes, and text stays text."""

import io
import zipfile
from datetime import date, datetime, time

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def put_text(cell: Cell, text: str) -> None:
    """Write `text` as text even when it begins with = + - @ and a spreadsheet would take it for a formula.

    Control characters, which no workbook may hold, are left out.
    """
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@")):
        # Without the prefix, Excel makes a formula of it as soon as somebody edits the cell.
        cell.quotePrefix = True


def written(workbook: Workbook, day: date) -> bytes:
    """The file of `workbook`, dated `day` throughout, so that one content has one digest.

    That holds within one installation: openpyxl spells the same XML otherwise where lxml is installed too.
    """
    stamp = datetime.combine(day, time())
    workbook.properties.created = stamp
    raw = io.BytesIO()
    workbook.save(raw)
    # openpyxl dates the file with the clock while saving; only the zip can be put right afterwards.
    moved = workbook.properties.modified.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    fixed = stamp.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = part.replace(moved, fixed)
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, part)
    return out.getvalue()
