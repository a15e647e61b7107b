"""A row with one text alone: what it may make of the rows below it, of the same or of a deeper indentation."""

import re
from dataclasses import dataclass

from milepost.intake import wording
from milepost.intake.headings import Lexicon
from milepost.plan.names import fold

_OTHER_TIMES = (wording.GROWTH, wording.PLANNED, wording.EARLIER, wording.NARROWING)
_PLACE_LIKE = re.compile(r".*[区县市镇乡州盟旗村园]|.*街道")
_KIND_LIKE = re.compile(r".*(?:业|类|户|人员|项目|部分)")
_WHEN = re.compile(r"全年|年度|序时|时间|以下|[均为是系]|数据?$")
"""What may stand beside words of plans and comparisons without naming anything: 全年目标."""


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
    is_kind = among_places and _is_kind(bare, lexicon, of_which=bare != fold(text))
    if not is_kind and (piece.is_known or (piece.says_nothing and not (piece.excluded or piece.ways))):
        return None
    rest = bare
    for pattern in _OTHER_TIMES:
        rest = pattern.sub("", rest)
    changes = is_kind or bool(piece.ways)
    changes = changes or (rest != bare and lexicon.piece(_WHEN.sub("", rest)).says_nothing)
    if among_places and not (changes or (wording.NARROWING.search(bare) and not _PLACE_LIKE.fullmatch(bare))):
        return None
    if piece.excluded and not changes:
        return None  # 新登记企业占比 without a figure
    return LoneRow(bare, depth, changes or among_places)


def speaks_of_place(text: str, lexicon: Lexicon) -> bool:
    """Whether a text names a place together with words of another time or of plans: 东丰县上年同期."""
    bare = fold(text)
    for pattern in (wording.GROWTH, wording.PLANNED, wording.EARLIER, _WHEN):
        bare = pattern.sub("", bare)
    named = lexicon.piece(bare)
    return bare != fold(text) and bool(named.place or named.total)


def _is_kind(bare: str, lexicon: Lexicon, *, of_which: bool) -> bool:
    """Whether a text says what sort of things the places below it are counted by: 制造业, 其中：私营."""
    piece = lexicon.piece(bare)
    if piece.indicator or piece.place or piece.total or piece.bare_total or piece.rest:
        return False
    return bool(bare) and (of_which or bool(_KIND_LIKE.fullmatch(bare))) and not _PLACE_LIKE.fullmatch(bare)
