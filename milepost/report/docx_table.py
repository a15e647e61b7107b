"""The look of a table in Word: fixed widths, rules without uprights, a head that is repeated, rows that stay whole."""

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table as DocxTable


def frame(made: DocxTable, widths: Sequence[float]) -> None:
    """Fixed widths in mm, the whole text area, no borders of its own."""
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for row in made.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def rules(made: DocxTable) -> None:
    """1.5 pt above and below, 1 pt under the head, 0.5 pt between rows, nothing upright."""
    properties = made._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side, eighths in (("top", 12), ("bottom", 12), ("insideH", 4)):
        borders.append(_line(side, eighths))
    properties.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "57")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(margins)
    for cell in made.rows[0].cells:
        head = OxmlElement("w:tcBorders")
        head.append(_line("bottom", 8))
        cell._tc.get_or_add_tcPr().append(head)


def _line(side: str, eighths: int) -> Any:
    line = OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", str(eighths)), ("space", "0"), ("color", "000000")):
        line.set(qn(f"w:{key}"), value)
    return line


def repeat(made: DocxTable, k: int) -> None:
    """Row `k` stands again at the head of every page."""
    properties = made.rows[k]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def unbroken(row: Any) -> None:
    """The row stays on one page."""
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
