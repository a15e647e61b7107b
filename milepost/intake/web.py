"""The grid of a web page that was saved as .xls: its tables and the lines around them, one below the other."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from milepost.errors import TooLargeError, UnreadableError
from milepost.intake.delimited import SHEET, decoded
from milepost.intake.grid import ERROR_NAMES, Area, Cell, Flaw, Grid
from milepost.intake.limits import CELL_LIMIT, MERGED_CELL_LIMIT, check_cells, check_merges
from milepost.intake.shown import number_cell

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_FRAMES = re.compile(r"<frameset|<x:WorksheetSource", re.IGNORECASE)
_UNSEEN = frozenset(("script", "style", "title", "xml"))
_LINES = frozenset(("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "center", "li"))
_CELLS = ("td", "th")
_SPAN_LIMIT = 1_000
_STRUCK = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_FLAWS: dict[str, Flaw] = {"s": "struck", "strike": "struck", "del": "struck", "sup": "raised", "sub": "raised"}
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def web_grid(content: bytes, name: str) -> Grid:
    """The grid of a page; UnreadableError for one without tables, such as the frame around tables elsewhere."""
    said = _CHARSET.search(content[:4096])
    text = decoded(content)
    if said and said[1].lower() in (b"gb2312", b"gbk", b"gb18030") and not content.startswith(b"\xef\xbb\xbf"):
        text = content.decode("gb18030", "replace")
    if text is None:
        raise UnreadableError(f"“{name}”其实是网页，但文字编码认不出；请用 Excel 或 WPS 打开，另存为 .xlsx 再上传")
    page = _Page()
    page.feed(text)
    page.close()
    if page.nested:
        raise UnreadableError(f"“{name}”其实是网页，表格里套着表格；请用 Excel 或 WPS 打开，另存为 .xlsx 再上传")
    if not page.tables:
        if _FRAMES.search(text):
            raise UnreadableError(
                f"“{name}”只是网页的外框，数据在同名的 .files 文件夹里，没有一起传来；"
                "请用 Excel 或 WPS 打开原文件，另存为 .xlsx 再上传"
            )
        raise UnreadableError(f"“{name}”其实是网页（HTML），里面没有表格；请上传 Excel 表格")
    check_merges(page.merges)
    return Grid(SHEET, dict(sorted(page.cells.items())), tuple(page.merges), frozenset(page.hidden_rows))


@dataclass
class _Open:
    """A cell whose text is being collected."""

    column: int
    value: str
    flaw: Flaw
    texts: list[str] = field(default_factory=list)


class _Page(HTMLParser):
    """Lays the page out as Excel does: each line of text outside a table in column A, each table row below it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merges: list[Area] = []
        self.hidden_rows: set[int] = set()
        self.tables = 0
        self.nested = False
        self._row = -1
        self._depth = 0
        self._unseen = 0
        self._cell: _Open | None = None
        self._line: list[str] = []
        self._covered: set[tuple[int, int]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in attrs}
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._end_line()
            self.nested = self.nested or self._depth > 0
            self._depth, self.tables = self._depth + 1, self.tables + 1
        elif tag == "tr" and self._depth:
            self._end_cell()
            self._line = []
            self._row += 1
            if _HIDDEN.search(said.get("style", "")):
                self.hidden_rows.add(self._row)
        elif tag in _CELLS and self._depth:
            self._end_cell()
            self._begin_cell(said)
        elif self._cell is not None and (flaw := _flaw(tag, said)):
            self._cell.flaw = flaw
        elif tag == "br":
            (self._cell.texts if self._cell else self._line).append("\n")
        elif (tag in _LINES and not self._depth) or tag == "caption":
            self._end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in (*_CELLS, "tr"):
            self._end_cell()
        elif tag == "table":
            self._end_cell()
            self._depth = max(0, self._depth - 1)
        elif (tag in _LINES and not self._depth) or tag == "caption":
            self._end_line()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            # A line break in the source is a blank on the screen.
            text = re.sub(r"[ \t\r\n]+", " ", data)
            (self._cell.texts if self._cell else self._line).append(text)

    def close(self) -> None:
        super().close()
        self._end_cell()
        self._end_line()

    def _begin_cell(self, said: dict[str, str]) -> None:
        column = 0
        while (self._row, column) in self._covered:
            column += 1
        down, right = (_span(said.get(name, "1")) for name in ("rowspan", "colspan"))
        if len(self._covered) + down * right > MERGED_CELL_LIMIT + CELL_LIMIT:
            raise TooLargeError("表格的合并单元格过大，请取消合并后再上传")
        self._covered.update((self._row + r, column + c) for r in range(down) for c in range(right))
        if down > 1 or right > 1:
            self.merges.append(Area(self._row, column, self._row + down - 1, column + right - 1))
        self._cell = _Open(column, said.get("x:num") or said.get("sdval") or "", _flaw("td", said))

    def _end_cell(self) -> None:
        if self._cell is not None:
            cell = _cell("".join(self._cell.texts), self._cell.value)
            if cell is not None:
                self.cells[self._row, self._cell.column] = replace(cell, flaw=self._cell.flaw)
                if not len(self.cells) % 1000:
                    check_cells([len(self.cells)])
            self._cell = None

    def _end_line(self) -> None:
        text = "".join(self._line).strip()
        self._line = []
        if text:
            self._row += 1
            self.cells[self._row, 0] = Cell("text", text)


def _flaw(tag: str, said: Mapping[str, str]) -> Flaw:
    """What an element does to the text in it."""
    return "struck" if _STRUCK.search(said.get("style", "")) else _FLAWS.get(tag, "")


def _span(text: str) -> int:
    digits = text.strip()
    return max(1, min(_SPAN_LIMIT, int(digits))) if digits.isdigit() else 1


def _cell(text: str, value: str) -> Cell | None:
    """A cell by its text and by the value that Excel or LibreOffice wrote beside it, if they did."""
    seen = text.strip(" \n")
    if not seen:
        return None
    if seen in ERROR_NAMES:
        return Cell("error", seen)
    try:
        return number_cell(float(value), seen)
    except ValueError:
        return Cell("text", text.strip("\n"))
