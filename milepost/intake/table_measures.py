"""Which measure units the words around a table say of all of it: 单位：万元, （万元）, 注：以万元计, 万元 alone."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from milepost.intake import wording
from milepost.intake.measures import is_measure_unit, measures_among, unit_words
from milepost.plan.names import fold

Line = tuple[tuple[int, int], str]
"""A place and the text that stands there."""
_IN_BRACKETS = re.compile(r"\((?:计量)?(?:单位:?)?([^()]*)\)")
_SAID = re.compile(r"(?:单\s*位|其余|其他)\s*(?:均|都)?\s*(?:为|是|:)?\s*(?=(?P<units>[^\s。()]+))")
_COUNTED_IN = re.compile(r"以(?P<unit>[^,;。()\s]{1,6})(?:为单位|计)")


def measures_said(lines: Iterable[Line]) -> tuple[str, ...]:
    """The measure units that lines above a table say, in their order."""
    return tuple(dict.fromkeys(unit for text in _whole_rows(lines) for unit in measures_in(text)))


def measures_below(lines: Iterable[Line], *, is_last: bool) -> tuple[str, ...]:
    """Those that lines below a table say; between two tables only a note is of the first."""
    own = [(place, text) for place, text in lines if is_last or wording.NOTE.match(fold(text))]
    return measures_said(own)


def measures_in(text: str) -> Iterator[str]:
    """The measure units that one line says of a table, wherever in the line."""
    folded = fold(text)
    if len(folded) > 1 and (alone := unit_words(text)):
        yield from alone
        return
    for match in _IN_BRACKETS.finditer(folded):
        yield from measures_among(match[1])
    told = list(_said(folded)) or list(_said(unicodedata.normalize("NFKC", text)))
    yield from told
    for match in _COUNTED_IN.finditer(folded):
        yield from unit_words(match["unit"])


def _said(text: str) -> Iterator[str]:
    for match in _SAID.finditer(text):
        for word in re.split("[、,;和]", match["units"]):
            if not is_measure_unit(word):
                break
            yield word


def _whole_rows(lines: Iterable[Line]) -> Iterator[str]:
    """The texts of lines; 单位： in a cell of its own together with what stands in the next one."""
    before = ""
    for _, text in lines:
        yield before + text
        before = text if fold(text).endswith("单位:") else ""
