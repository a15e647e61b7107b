"""Scaled measure units (万元, 百户) that a text mentions anywhere, whether or not it is understood what they are of."""

import re
from collections.abc import Iterable
from functools import lru_cache

from milepost.intake.measures import BARE, SCALES, with_chinese_units
from milepost.plan.names import fold

_BARE = "|".join(sorted(map(re.escape, BARE), key=len, reverse=True))
# 2000万元 is an amount, 每万人 and 吨/万元 are rates, 万元企业 and 千人计划 names.
_MENTION = re.compile(
    rf"(?<![\d.每几数百千万亿上近超达过破满约/])((?:{'|'.join(SCALES)})(?:{_BARE}))"
    r"(?=$|[^\u4e00-\u9fffa-z/]|/%|人民币|为|及|和|与|计(?!划)|均|列|表|单|填|统|的|是|除|取|作|折|unit)"
)
_MAY_HAVE = re.compile("[百千万亿]|000|illion|thousand", re.IGNORECASE)
_TWICE = re.compile(r"([\u4e00-\u9fff]+)/\1")


@lru_cache(maxsize=8_192)  # the texts of a table repeat
def mentions(text: str) -> tuple[str, ...]:
    """The scaled measure units in a text, in their order."""
    once = _TWICE.sub(r"\1", fold(with_chinese_units(text)))
    return tuple(dict.fromkeys(_MENTION.findall(once)))


def mentioned(texts: Iterable[str]) -> tuple[str, ...]:
    """The scaled measure units in texts, in their order."""
    return tuple(dict.fromkeys(unit for text in texts if _MAY_HAVE.search(text) for unit in mentions(text)))
