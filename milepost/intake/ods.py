"""Grids of an .ods spreadsheet (LibreOffice, WPS), from its own XML.

Source: OASIS OpenDocument 1.3, part 3, chapter 9. Repeated rows and columns are counted, never laid out, unless they
hold something; calamine would give neither merges nor the per-cent sign of a cell.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree as ET  # expat refuses entity bombs and opens no external entities

from milepost.errors import TooLargeError, UnreadableError
from milepost.intake.grid import ERROR_NAMES, Area, Cell, Flaw, Grid
from milepost.intake.limits import CELL_LIMIT, check_cells, check_merges, check_unpacked_size
from milepost.intake.shown import number_cell

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_NUMBERS = ("float", "percentage", "currency")
_GROUPS = frozenset(_TABLE + name for name in ("table-row-group", "table-header-rows", "table-rows"))
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def ods_grids(content: bytes) -> dict[str, Grid]:
    """Every sheet of the document, in its order; UnreadableError when it is broken."""
    check_unpacked_size(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise UnreadableError("文档加了密码，无法读取；请去掉打开密码后再上传")
            root = ET.fromstring(archive.read("content.xml"))  # noqa: S314
    except (KeyError, ET.ParseError) as error:
        raise UnreadableError("文档已损坏，请用 WPS 或 LibreOffice 打开，另存为 .xlsx 再上传") from error
    hidden = {
        style.get(f"{_STYLE}name", "")
        for style in root.iter(f"{_STYLE}style")
        for node in style.iter(f"{_STYLE}table-properties")
        if node.get(f"{_TABLE}display") == "false"
    }
    flaws = _style_flaws(root)
    grids: dict[str, Grid] = {}
    for table in root.iter(f"{_TABLE}table"):
        name = table.get(f"{_TABLE}name", "")
        grids[name] = _Sheet(table, flaws).grid(name, hidden=table.get(f"{_TABLE}style-name") in hidden)
        check_cells(len(grid.cells) for grid in grids.values())
    return grids


def _style_flaws(root: ET.Element) -> dict[str, Flaw]:
    """The flaws that styles give to cells and to runs of text."""
    flaws: dict[str, Flaw] = {}
    for style in root.iter(f"{_STYLE}style"):
        for node in style.iter(f"{_STYLE}text-properties"):
            if node.get(f"{_STYLE}text-line-through-style", "none") != "none":
                flaws[style.get(f"{_STYLE}name", "")] = "struck"
            elif node.get(f"{_STYLE}text-position", "0%").split()[0] not in ("0%", "0"):
                flaws[style.get(f"{_STYLE}name", "")] = "raised"
    return flaws


@dataclass
class _Sheet:
    """One table on its way to a grid; `flaws` are those of styles."""

    table: ET.Element
    flaws: Mapping[str, Flaw]
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)

    def grid(self, name: str, *, hidden: bool) -> Grid:
        at = 0
        for row in _rows(self.table):
            repeated = _repeated(row, "rows", _LAST_ROW)
            found = dict(self._row(row, at))
            if len(found) * repeated + len(self.cells) > CELL_LIMIT:
                raise TooLargeError(f"工作表“{name}”重复的行过多，请只保留要报的表再上传")
            if found:
                self.cells |= {(at + k, column): cell for k in range(repeated) for column, cell in found.items()}
                self._merge(row, at)
                if row.get(f"{_TABLE}visibility") in ("collapse", "filter"):
                    self.hidden_rows.update(range(at, at + repeated))
            at += repeated
        check_merges(self.merges)
        hidden_columns = frozenset(self._hidden_columns())
        return Grid(
            name, self.cells, tuple(self.merges), frozenset(self.hidden_rows), hidden_columns, hidden, self.comments
        )

    def _row(self, row: ET.Element, top: int) -> Iterator[tuple[int, Cell]]:
        at = 0
        for node in row:
            repeated = _repeated(node, "columns", _LAST_COLUMN)
            cell = _cell(node) if node.tag == f"{_TABLE}table-cell" else None
            if cell is not None:
                if (note := node.find(f"{_OFFICE}annotation")) is not None:
                    self.comments[top, at] = "\n".join(_words(line) for line in note.findall(f"{_TEXT}p"))
                if flaw := self._flaw(node):
                    cell = replace(cell, flaw=flaw)
                yield from ((at + k, cell) for k in range(repeated))
            at += repeated

    def _flaw(self, node: ET.Element) -> Flaw:
        runs = node.iter(f"{_TEXT}span") if self.flaws else ()
        styles = (node.get(f"{_TABLE}style-name", ""), *(run.get(f"{_TEXT}style-name", "") for run in runs))
        return next((self.flaws[style] for style in styles if style in self.flaws), "")

    def _merge(self, row: ET.Element, top: int) -> None:
        left = 0
        for node in row:
            down = int(node.get(f"{_TABLE}number-rows-spanned", 1))
            right = int(node.get(f"{_TABLE}number-columns-spanned", 1))
            if down > 1 or right > 1:
                self.merges.append(Area(top, left, top + down - 1, left + right - 1))
            left += _repeated(node, "columns", _LAST_COLUMN)

    def _hidden_columns(self) -> Iterator[int]:
        at = 0
        for node in self.table.iter(f"{_TABLE}table-column"):
            repeated = _repeated(node, "columns", _LAST_COLUMN)
            if node.get(f"{_TABLE}visibility") in ("collapse", "filter"):
                yield from range(at, min(at + repeated, _LAST_COLUMN))
            at += repeated


def _rows(node: ET.Element) -> Iterator[ET.Element]:
    """The rows of a table, those in groups included, those of tables inside a cell left out."""
    for child in node:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _GROUPS:
            yield from _rows(child)


def _repeated(node: ET.Element, what: str, most: int) -> int:
    return min(most, int(node.get(f"{_TABLE}number-{what}-repeated", 1)))


def _cell(node: ET.Element) -> Cell | None:
    text = "\n".join(_words(line) for line in node.findall(f"{_TEXT}p"))
    kind = node.get(f"{_OFFICE}value-type", "")
    if text.strip() in ERROR_NAMES or text.strip().startswith("Err:"):
        return Cell("error", text.strip())
    if kind in _NUMBERS:
        return number_cell(float(node.get(f"{_OFFICE}value", "nan")), text.strip())
    if kind in ("date", "time"):
        return Cell("date", node.get(f"{_OFFICE}date-value") or text)
    if kind == "boolean":
        return Cell("logical", "TRUE" if node.get(f"{_OFFICE}boolean-value") == "true" else "FALSE")
    if not text and node.get(f"{_TABLE}formula") and not kind:
        return Cell("formula", "")
    return Cell("text", text) if text else None


def _words(line: ET.Element) -> str:
    """The text of a paragraph; runs of blanks are written as elements."""
    parts = [line.text or ""]
    for child in line:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * min(100, int(child.get(f"{_TEXT}c", 1))))
        elif child.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif child.tag == f"{_OFFICE}annotation":
            pass
        else:
            parts.append(_words(child))
        parts.append(child.tail or "")
    return "".join(parts)
