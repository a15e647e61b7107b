"""What calamine leaves out of an .xlsb: number formats, error names, merges, what is hidden or flawed.

Source: [MS-XLSB]. A part is a row of records: number and length in seven bits a byte, then the content.
"""

import io
import posixpath
import struct
import zipfile
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET  # expat refuses entity bombs and opens no external entities

from milepost.errors import UnreadableError
from milepost.intake.biff import BROKEN, ERRORS, font_flaw
from milepost.intake.grid import Area, Flaw
from milepost.intake.limits import check_merges
from milepost.intake.looks import BUILT_IN_FORMATS, Looks

_ROW, _BLANK, _ERROR, _FORMULA_ERROR = 0, 1, 3, 11
_CELLS = range(1, 12)
_FONT, _FORMAT, _STYLE, _BEGIN_STYLES, _END_STYLES = 43, 44, 47, 617, 618
_COLUMN_INFO, _MERGE, _SHEET = 60, 176, 156
_LAST_COLUMN = 16_383


class _Style(NamedTuple):
    """A cell style: its number format, empty for General, and the flaw of its font."""

    format: str
    flaw: Flaw


def looks(content: bytes) -> list[Looks]:
    """The looks of every worksheet, in the order of the workbook; UnreadableError when it is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            styles = _styles(archive.read("xl/styles.bin")) if "xl/styles.bin" in archive.namelist() else []
            return [_sheet_looks(archive.read(path), styles, name) for path, name in _worksheets(archive)]
    except (struct.error, LookupError) as error:
        raise UnreadableError(BROKEN) from error


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(part):
        kind = part[at]
        if kind & 0x80:
            kind = (kind & 0x7F) | (part[at + 1] & 0x7F) << 7
            at += 1
        at += 1
        length = 0
        for k in range(4):
            byte = part[at]
            at += 1
            length |= (byte & 0x7F) << 7 * k
            if not byte & 0x80:
                break
        yield kind, part[at : at + length]
        at += length


def _text(data: bytes, at: int) -> tuple[str, int]:
    """A counted UTF-16 text and where it ends."""
    (length,) = struct.unpack_from("<I", data, at)
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _worksheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Where the worksheets lie and what they are called, in their order; chart and macro sheets are none."""
    relations = {
        node.get("Id"): node for node in ET.fromstring(archive.read("xl/_rels/workbook.bin.rels"))  # noqa: S314
    }  # fmt: skip
    for kind, record in _records(archive.read("xl/workbook.bin")):
        if kind == _SHEET:
            key, end = _text(record, 8)
            relation = relations.get(key)
            if relation is not None and relation.get("Type", "").endswith("/worksheet"):
                path = posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
                yield path, _text(record, end)[0]


def _styles(part: bytes) -> list[_Style]:
    """The cell styles by their numbers."""
    codes, fonts, styles, in_styles = dict(BUILT_IN_FORMATS), [], [], False
    for kind, record in _records(part):
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", record)[0]] = _text(record, 2)[0]
        elif kind == _FONT:
            fonts.append(font_flaw(*struct.unpack_from("<H2xH", record, 2)))
        elif kind in (_BEGIN_STYLES, _END_STYLES):
            in_styles = kind == _BEGIN_STYLES
        elif kind == _STYLE and in_styles:
            styles.append(struct.unpack_from("<HH", record, 2))
    return [_Style(codes.get(code, ""), fonts[font] if font < len(fonts) else "") for code, font in styles]


def _sheet_looks(part: bytes, styles: list[_Style], name: str) -> Looks:
    look, merges = Looks(name=name), []
    row = -1
    for kind, record in _records(part):
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", record)
            if record[11] & 0x10:
                look.hidden_rows.add(row)
        elif kind in _CELLS:
            column, style = struct.unpack_from("<II", record)
            if kind != _BLANK:
                _look_at_cell(look, (row, column), styles[style & 0xFFFFFF :][:1])
            if kind in (_ERROR, _FORMULA_ERROR):
                look.errors[row, column] = ERRORS.get(record[8], "#N/A")
        elif kind == _COLUMN_INFO:
            first, last = struct.unpack_from("<II", record)
            if record[16] & 1:
                look.hidden_columns.update(range(first, min(last, _LAST_COLUMN) + 1))
        elif kind == _MERGE:
            top, bottom, left, right = struct.unpack_from("<4I", record)
            merges.append(Area(top, left, bottom, right))
    check_merges(merges)
    look.merges = merges
    return look


def _look_at_cell(look: Looks, place: tuple[int, int], known: list[_Style]) -> None:
    """Note a filled cell and its style, if that is known."""
    look.reach(*place)
    for style in known:
        if style.format:
            look.formats[place] = style.format
        if style.flaw:
            look.flaws[place] = style.flaw
