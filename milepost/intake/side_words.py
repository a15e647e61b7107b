"""What stands beside a name in a heading: measure units and other side words in brackets, why it is not asked for."""

import re

from milepost.intake import wording
from milepost.intake.measures import unit_words
from milepost.intake.times import is_time

_BRACKET = re.compile(r"\(([^()]*)\)")
_PRICES = re.compile(r"(?:按)?(?:当年|现行|现)价(?:格)?(?:计算)?")
_COUNTED_IN = re.compile(r"^[以按](.{1,6}?)(?:计|为单位|为计量单位|统计)$")


def not_asked(text: str) -> str:
    """Why figures under these words are not asked for, in Chinese; empty when they may be."""
    for why, pattern in (("对比数", wording.GROWTH), ("计划或比例", wording.PLANNED), ("其他时期", wording.EARLIER)):
        if pattern.search(text):
            return why
    return ""


def without_measures(text: str) -> tuple[str, tuple[str, ...], str]:
    """The text without its brackets of measure units, these units, and the brackets that say other side words.

    A bracket that is part of a name (规模以上工业（企业）) stays where it is.
    """
    measures: list[str] = []
    inner = ""
    for match in _BRACKET.finditer(text):
        content = match[1].removeprefix("计量").removeprefix("单位:").removeprefix("单位")
        content = _COUNTED_IN.sub(r"\1", content)
        words = [word for word in re.split("[,;、]", content) if word]
        found = [word for word in words if unit_words(word)]
        aside = [word for word in words if word not in found]
        if not words or not (all(map(_is_side_word, aside)) or _is_side_word(content)):
            continue
        measures += found
        inner += "".join(aside)
        text = text.replace(match[0], "", 1)
    line = wording.UNIT_LINE.match(text)
    if line and unit_words(line["measure"]):
        return "", (*measures, *unit_words(line["measure"])), inner
    return text, tuple(measures), inner


def _is_side_word(text: str) -> bool:
    """Whether a bracket holds only words of time, way, comparison or prices of the year."""
    return bool(not_asked(text)) or is_time(text) or bool(_PRICES.fullmatch(text))
