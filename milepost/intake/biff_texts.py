"""The flaws of an .xls workbook's shared texts: calamine gives a text whole, whatever its runs look like.

Source: [MS-XLS], SST and Continue. A text may go on in the next record, where its characters may be of another width.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from milepost.intake.grid import Flaw

_WIDE, _EXTENDED, _RICH = 1, 4, 8


def text_flaws(records: Sequence[bytes], fonts: Sequence[Flaw]) -> dict[int, Flaw]:
    """The flaws that runs of the shared texts have, by the texts' numbers; LookupError where the records break off.

    `records` are the contents of the SST record and of those that continue it, `fonts` the flaws of the fonts.
    """
    texts = _Texts(records)
    _, count = struct.unpack("<II", texts.take(8))
    flaws: dict[int, Flaw] = {}
    for number in range(count):
        for font in texts.next_runs():
            if font < len(fonts) and fonts[font]:
                flaws[number] = fonts[font]
    return flaws


@dataclass
class _Texts:
    """A walk along the records."""

    records: Sequence[bytes]
    _record: int = 0
    _at: int = 0

    def next_runs(self) -> list[int]:
        """Pass the next text; the fonts of its runs."""
        length, flags = struct.unpack("<HB", self.take(3))
        runs = struct.unpack("<H", self.take(2))[0] if flags & _RICH else 0
        extended = struct.unpack("<I", self.take(4))[0] if flags & _EXTENDED else 0
        self._pass_characters(length, 1 + (flags & _WIDE))
        fonts = [font for _, font in struct.iter_unpack("<HH", self.take(4 * runs))]
        self.take(extended)
        return fonts

    def take(self, size: int) -> bytes:
        """So many bytes, out of the next records where this one ends."""
        taken = b""
        while size > len(taken):
            if self._at >= len(self.records[self._record]):
                self._record, self._at = self._record + 1, 0
                continue
            part = self.records[self._record][self._at : self._at + size - len(taken)]
            taken, self._at = taken + part, self._at + len(part)
        return taken

    def _pass_characters(self, length: int, width: int) -> None:
        while length:
            here = min(length, (len(self.records[self._record]) - self._at) // width)
            self._at, length = self._at + here * width, length - here
            if length:
                self._record, self._at = self._record + 1, 1
                width = 1 + (self.records[self._record][0] & _WIDE)
