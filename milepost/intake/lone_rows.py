"""A row with one text alone: what it may make of the rows below it, of the same or of a deeper indentation."""

import re
from dataclasses import dataclass

from milepost.intake import wording
from milepost.intake.headings import Lexicon
from milepost.plan.names import fold

_OTHER_TIMES = (wording.GROWTH, wording.PLANNED, wording.EARLIER, wording.NARROWING)
_PLACE_LIKE = re.compile(r".*[区县市镇乡州盟旗村园]|.*街道")


@dataclass
class LoneRow:
    """The last such text and how deep it stands. It `changes` what stands below it (上年同期, 其中：注销), or may."""

    text: str
    depth: int
    changes: bool
    _is_indented: bool = False

    def speaks_for(self, depth: int) -> bool:
        """Whether it still does for a row of this depth; rows are asked about in their order."""
        self._is_indented = self._is_indented or depth > self.depth
        return depth > self.depth or (depth == self.depth and not self._is_indented)

    @property
    def doubt(self) -> str:
        """What a person should confirm of a row below it."""
        return f"上面“{self.text}”一行没有数，可能是下面各行的标题；不是标题的，请在那一行的数值处填“-”"


def lone_row(text: str, depth: int, lexicon: Lexicon, *, among_places: bool) -> LoneRow | None:
    """What a lone text that is no known name may mean; None where it changes nothing. In a column of places only words
    that plainly change figures do: other names may be places that have none.
    """
    piece, bare = lexicon.piece(text), wording.OF_WHICH.sub("", fold(text))
    if piece.is_known or (piece.says_nothing and not (piece.excluded or piece.ways)):
        return None
    rest = bare
    for pattern in _OTHER_TIMES:
        rest = pattern.sub("", rest)
    changes = bool(piece.ways) or (rest != bare and lexicon.piece(rest).says_nothing)
    if among_places and not (changes or (wording.NARROWING.search(bare) and not _PLACE_LIKE.fullmatch(bare))):
        return None
    if piece.excluded and not changes:
        return None  # 新登记企业占比 without a figure
    return LoneRow(bare, depth, changes or among_places)
