"""The grid of a CSV or tab-separated text, in UTF-8, UTF-16 or GB18030, whatever its name says."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from milepost.errors import UnreadableError
from milepost.intake.grid import ERROR_NAMES, Cell, Grid
from milepost.intake.limits import check_cells
from milepost.plan.names import fold

SHEET = "Sheet1"
_SEPARATORS = "\t,;|"
_THOUSANDS, _HUNDREDS = re.compile(r"-?[1-9]\d{0,2}"), re.compile(r"\d{3}(?:\.\d+)?$")
_PARTING_TAB = re.compile(r"\t(?![,\r\n]|\Z)")
_OF_WORDS = frozenset(("备注", "说明", "填报说明", "情况说明"))
_CONTROLS = frozenset(map(chr, (*range(9), *range(14, 32)))) - {"\x1a"}


def decoded(content: bytes) -> str | None:
    """The text of bytes in one of the encodings of Chinese offices, None when they are no text.

    What is valid UTF-8 is UTF-8: text in GB18030 practically never is.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _decoded(content, encoding)
    return _decoded(content, "utf-8") or _decoded(content, "gb18030")


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS & set(text) else text.rstrip("\x1a")


def separator(text: str) -> str | None:
    """What separates the cells of a text: the sign that most lines have; None for prose.

    Tabs do not occur inside cells, commas do (31,200), so a text with both is separated by tabs.
    """
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    lines_with = {sign: sum(sign in line for line in lines) for sign in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda sign: lines_with[sign])
    return best if lines_with[best] >= min(2, len(lines)) > 0 else None


def text_grid(text: str, name: str) -> Grid:
    """The grid of a separated text; every cell is text, as it stands there."""
    cells: dict[tuple[int, int], Cell] = {}
    for row, values in enumerate(rows_of(text, name)):
        cells |= cells_of(row, values)
        if not row % 1000:
            check_cells([len(cells)])
    check_cells([len(cells)])
    return Grid(SHEET, cells)


def _without_padding(text: str) -> str:
    """The text without tabs that stand only before commas and at the ends of lines, as some databases write them."""
    return text.replace("\t", "") if "," in text and not _PARTING_TAB.search(text) else text


def rows_of(text: str, name: str) -> Iterator[list[str]]:
    """The rows of a separated text; UnreadableError when it is none, or one whose cells cannot be told apart."""
    text = _without_padding(text)
    sign = separator(text)
    if sign is None:
        raise UnreadableError(f"“{name}”是一段文字，不是表格；请上传 Excel 表格或 CSV")
    head: list[str] = []
    try:
        for row, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)):
            head = head or (values if sum(map(bool, values)) > 1 else [])
            if head and values is not head and _is_parted(head, values):
                raise UnreadableError(
                    f"“{name}”第{row + 1}行像是千位的逗号（31,200）被当成了分隔，一个数成了两格；"
                    "请用 Excel 或 WPS 打开核对，另存为 .xlsx 再上传"
                )
            yield values
    except csv.Error as error:
        raise UnreadableError(
            f"“{name}”是 CSV 文本，但引号或换行不完整；请用 Excel 或 WPS 打开，另存为 .xlsx 再上传"
        ) from error


def cells_of(row: int, values: Sequence[str]) -> dict[tuple[int, int], Cell]:
    """The filled cells of a row, by their places."""
    return {
        (row, column): Cell("error" if value.strip() in ERROR_NAMES else "text", value)
        for column, value in enumerate(values)
        if value
    }


def _is_parted(head: Sequence[str], values: Sequence[str]) -> bool:
    """Whether two neighbours look like one number that was cut at its thousands, the second where no number belongs."""
    named = [fold(text) for text in head]
    return any(
        _THOUSANDS.fullmatch(a.strip()) and _HUNDREDS.match(b.strip())
        for place, (a, b) in enumerate(pairwise(values), start=1)
        if len(values) > len(head) or named[place] in _OF_WORDS
    )
