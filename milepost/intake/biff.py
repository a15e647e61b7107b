"""What the .xls reader leaves out: number formats, hidden rows and columns, flaws, names of error values.

Sources: [MS-CFB] for the file's sectors, [MS-XLS] for the records. Every walk is bounded by the size of the file, so
that cyclic chains end. BIFF5 (Excel 95) differs from BIFF8 only in how text is stored, which formats survive.
"""

import struct
from collections.abc import Iterator

from milepost.errors import UnreadableError
from milepost.intake.biff_texts import text_flaws
from milepost.intake.grid import Flaw
from milepost.intake.looks import BUILT_IN_FORMATS, Looks

BROKEN = "工作簿已损坏，请用 Excel 或 WPS 打开，另存为 .xlsx 再上传"
_FREE = 0xFFFFFFFA
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_BOF, _EOF, _FILEPASS = 0x0809, 0x000A, 0x002F
_FONT, _FORMAT, _XF, _BOUNDSHEET = 0x0031, 0x041E, 0x00E0, 0x0085
_ROW, _COLINFO = 0x0208, 0x007D
_NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205
_SHARED_TEXTS, _CONTINUE, _SHARED = 0x00FC, 0x003C, 0x00FD
_TEXTS = (_SHARED, 0x0204, 0x00D6)


def looks(content: bytes) -> list[Looks]:
    """The looks of every sheet of an .xls workbook, in its order; UnreadableError when it is locked or broken."""
    try:
        return _Book(_stream(content)).sheets()
    except (struct.error, LookupError, OverflowError) as error:
        raise UnreadableError(BROKEN) from error


def is_locked(content: bytes) -> bool:
    """Whether an .xls workbook is encrypted; UnreadableError when it is broken."""
    try:
        return any(kind == _FILEPASS for kind, _ in _Book(_stream(content)).records(0))
    except (struct.error, LookupError, OverflowError) as error:
        raise UnreadableError(BROKEN) from error


def font_flaw(attributes: int, raised: int) -> Flaw:
    """The flaw of a font by its attributes and by whether it is raised (1) or lowered (2)."""
    return "struck" if attributes & 8 else "raised" if raised else ""


def _stream(content: bytes) -> bytes:
    """The workbook's stream out of the compound file."""
    size = 1 << (struct.unpack_from("<H", content, 30)[0] & 15)
    fat = _fat(content, size)
    (directory_start,) = struct.unpack_from("<I", content, 48)
    (cutoff, mini_fat_start) = struct.unpack_from("<II", content, 56)
    directory = b"".join(_chain(content, fat, directory_start, size))
    entries = {
        directory[at : at + max(0, length - 2)].decode("utf-16-le", "replace"): struct.unpack_from(
            "<II", directory, at + 116
        )
        for at in range(0, len(directory) - 127, 128)
        for length in struct.unpack_from("<H", directory, at + 64)
    }
    start, length = next(
        (entries[name] for name in ("Workbook", "Book", "WORKBOOK", "BOOK") if name in entries), (0, 0)
    )
    if length >= cutoff:
        return b"".join(_chain(content, fat, start, size))[:length]
    mini_size = 1 << (struct.unpack_from("<H", content, 32)[0] & 15)
    mini_fat_bytes = b"".join(_chain(content, fat, mini_fat_start, size))
    mini_fat = list(struct.unpack(f"<{len(mini_fat_bytes) // 4}I", mini_fat_bytes[: len(mini_fat_bytes) // 4 * 4]))
    mini = b"".join(_chain(content, fat, entries["Root Entry"][0], size))
    # Small streams lie in sectors of their own size inside the root's stream, which has no header before it.
    return b"".join(_chain(b"\0" * mini_size + mini, mini_fat, start, mini_size))[:length]


def _fat(content: bytes, size: int) -> list[int]:
    sectors = list(struct.unpack_from("<109I", content, 76))
    (following,) = struct.unpack_from("<I", content, 68)
    for _ in range(len(content) // size + 1):
        if following >= _FREE:
            break
        more = struct.unpack_from(f"<{size // 4}I", content, (following + 1) * size)
        sectors += more[:-1]
        following = more[-1]
    fat: list[int] = []
    for sector in sectors:
        if sector < _FREE and (sector + 2) * size <= len(content) + size:
            part = content[(sector + 1) * size : (sector + 2) * size]
            fat += struct.unpack(f"<{len(part) // 4}I", part[: len(part) // 4 * 4])
    return fat


def _chain(content: bytes, fat: list[int], start: int, size: int) -> Iterator[bytes]:
    """The sectors of a stream; a chain longer than its table runs in a circle."""
    sector = start
    for _ in range(len(fat) + 1):
        if sector >= _FREE:
            return
        yield content[(sector + 1) * size : (sector + 2) * size]
        sector = fat[sector]
    raise LookupError(start)


class _Book:
    """The records of a workbook stream."""

    def __init__(self, stream: bytes) -> None:
        self._stream = stream
        self._formats: dict[int, str] = dict(BUILT_IN_FORMATS)
        self._fonts: list[Flaw] = []
        self._cell_formats: list[int] = []
        self._cell_fonts: list[int] = []
        self._text_flaws: dict[int, Flaw] = {}

    def sheets(self) -> list[Looks]:
        """The worksheets in the order of the workbook; charts and macro sheets are none."""
        starts = []
        wide = True
        for kind, record in self.records(0):
            if kind == _BOF:
                wide = struct.unpack_from("<H", record, 0)[0] == 0x0600
            elif kind == _FILEPASS:
                raise UnreadableError("工作簿加了密码，无法读取；请去掉打开密码后再上传")
            elif kind == _FORMAT:
                self._formats[struct.unpack_from("<H", record, 0)[0]] = _text(record[2:], wide=wide)
            elif kind == _FONT:
                if len(self._fonts) == 4:
                    self._fonts.append("")  # there is no font of number 4
                self._fonts.append(font_flaw(*struct.unpack_from("<H4xH", record, 2)))
            elif kind == _XF:
                font, number_format = struct.unpack_from("<HH", record)
                self._cell_fonts.append(font)
                self._cell_formats.append(number_format)
            elif kind == _BOUNDSHEET and record[5] == 0:
                starts.append((struct.unpack_from("<I", record, 0)[0], _name(record[6:], wide=wide)))
        if any(self._fonts) and (texts := list(self._shared_texts())):
            self._text_flaws = text_flaws(texts, self._fonts)
        return [self._sheet(*start) for start in starts]

    def _shared_texts(self) -> Iterator[bytes]:
        """The record of shared texts and those that continue it."""
        goes_on = False
        for kind, record in self.records(0):
            goes_on = kind == _SHARED_TEXTS or (goes_on and kind == _CONTINUE)
            if goes_on:
                yield record

    def records(self, start: int) -> Iterator[tuple[int, bytes]]:
        """The records of one substream, those of charts inside it left out."""
        at, depth = start, 0
        while at + 4 <= len(self._stream):
            kind, length = struct.unpack_from("<HH", self._stream, at)
            depth += (kind == _BOF) - (kind == _EOF)
            if depth == 1:
                yield kind, self._stream[at + 4 : at + 4 + length]
            if depth <= 0:
                return
            at += 4 + length

    def _sheet(self, start: int, name: str) -> Looks:
        sheet = Looks(name=name)
        for kind, record in self.records(start):
            if kind == _ROW and (record[12] & 0x20 or not struct.unpack_from("<H", record, 6)[0] & 0x7FFF):
                sheet.hidden_rows.add(struct.unpack_from("<H", record, 0)[0])
            elif kind == _COLINFO and (record[8] & 1 or not struct.unpack_from("<H", record, 4)[0]):
                first, last = struct.unpack_from("<HH", record, 0)
                sheet.hidden_columns.update(range(first, min(last, 255) + 1))
            elif kind in (*_TEXTS, _NUMBER, _RK, _FORMULA, _BOOLERR):
                self._look_at_cell(sheet, kind, record)
            elif kind == _MULRK:
                row, first = struct.unpack_from("<HH", record, 0)
                for number in range((len(record) - 6) // 6):
                    self._note(sheet, (row, first + number), struct.unpack_from("<H", record, 4 + 6 * number)[0])
        return sheet

    def _look_at_cell(self, sheet: Looks, kind: int, record: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", record, 0)
        self._note(sheet, (row, column), style)
        if kind == _SHARED and (flaw := self._text_flaws.get(struct.unpack_from("<I", record, 6)[0])):
            sheet.flaws[row, column] = flaw
        if kind == _BOOLERR and record[7]:
            sheet.errors[row, column] = ERRORS.get(record[6], "#N/A")
        if kind == _FORMULA and record[12:14] == b"\xff\xff" and record[6] == 2:
            sheet.errors[row, column] = ERRORS.get(record[8], "#N/A")

    def _note(self, sheet: Looks, place: tuple[int, int], style: int) -> None:
        sheet.reach(*place)
        if style >= len(self._cell_formats):
            return
        number_format = self._formats.get(self._cell_formats[style])
        if number_format:
            sheet.formats[place] = number_format
        font = self._cell_fonts[style]
        if font < len(self._fonts) and self._fonts[font]:
            sheet.flaws[place] = self._fonts[font]


def _name(data: bytes, *, wide: bool) -> str:
    """The name of a sheet: as a short text, but for a length in one byte."""
    return _text(bytes([data[0], 0]) + data[1:] if wide else data, wide=wide)


def _text(data: bytes, *, wide: bool) -> str:
    """A short text of a record: BIFF8 says whether its characters take one byte or two, BIFF5 counts bytes."""
    if not wide:
        return data[1 : 1 + data[0]].decode("gb18030", "replace")
    (length,) = struct.unpack_from("<H", data, 0)
    return data[3 : 3 + 2 * length].decode("utf-16-le") if data[2] & 1 else data[3 : 3 + length].decode("latin-1")
