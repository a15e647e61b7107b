"""Measure units as clerks write them: which words are one, and how two of them convert."""

import re
from functools import lru_cache

from milepost.intake.wording import listed
from milepost.plan.measure_unit import decimal_shift
from milepost.plan.names import fold

SCALES = ("万亿", "千万", "百万", "十万", "亿", "万", "千", "百")
BARE = listed(
    """户 家 个 人 元 美元 人民币 件 项 所 张 次 人次 户次 户(次) 倍 % ‰ 百分点 个百分点
    百分比
    亩 公顷 平方米 立方米 平方公里 米 公里 吨 标准煤 吨标准煤 瓦时
    辆 套 间 台 篇 只 头 起 座 条 岁 天 日 分 幢 栋 床 场 场次"""
)
_SHARE_BESIDE = re.compile(r"[%％‰](?=/)|(?<=/)[%％‰]")
_ENGLISH = re.compile(
    r"(?<![\d.,])(?P<scale>10[\s,]*000|10\s*thousand|100\s*million|1[\s,]*000|million)"
    r"\s*(?P<what>yuan|rmb|us\$|usd|us\s*dollars?|persons?|people|households?|units?)(?![a-z])",
    re.IGNORECASE,
)
_SQUARE = re.compile(r"[\[【〔［]([^\[\]【】〔〕]{1,12})[\]】〕］]")
_ENGLISH_SCALES = {"10000": "万", "10thousand": "万", "100million": "亿", "1000": "千", "million": "百万"}
_ENGLISH_WORDS = {"yuan": "元", "rmb": "元", "us": "美元", "pe": "人", "ho": "户", "un": "个"}
# Counting words that clerks use for each other; the heading has already said what is counted.
_COUNTING = frozenset("户家个")


def is_measure_unit(text: str) -> bool:
    """Whether a bracket's content, a 计量单位 cell or a word behind a number is a measure unit (万人, 人/平方公里)."""
    sides = _plain(text).split("/")
    return len(sides) <= 2 and all(side in SCALES or _without_scale(side) in BARE for side in sides)


@lru_cache(maxsize=1_024)
def shift_between(found: str, wanted: str) -> int | None:
    """Power of ten from `found` to `wanted`, 家, 个 and 户 being alike; None when they differ in kind.

    A bare scale (万) is one of the wanted kind; 百分点 are %.
    """
    known, goal = _canonical(found), _canonical(wanted)
    if known in SCALES:
        known += _without_scale(goal)
    return decimal_shift(known, goal)


def _plain(text: str) -> str:
    """A folded text; 人民币万元 and 万元人民币 are 万元, 万元/万元 of a bilingual table too."""
    folded = fold(text)
    sides = {side.removeprefix("人民币").removesuffix("人民币") or side for side in folded.split("/")}
    return sides.pop() if len(sides) == 1 else folded


def _canonical(text: str) -> str:
    folded = _plain(text)
    if folded in ("百分点", "个百分点", "百分比"):
        return "%"
    bare = _without_scale(folded)
    return folded.removesuffix(bare) + "户" if bare in _COUNTING else folded


def _without_scale(folded: str) -> str:
    if folded in BARE:
        return folded
    return next((folded[len(scale) :] for scale in SCALES if folded.startswith(scale) and folded != scale), folded)


def measures_among(text: str) -> list[str]:
    """The measure units among the words of a bracket: 万元 of （2023年1—6月，万元）."""
    return [word for word in re.split(r"[、,;]", fold(text)) if word and is_measure_unit(word)]


def unit_words(text: str) -> list[str]:
    """The measure units that a table's unit line lists (户、万元); empty when it is no list of units."""
    folded = _SHARE_BESIDE.sub(r"、\g<0>、", with_chinese_units(text))
    words = [word for word in re.split(r"[、,;和及与]|(?<=、)/|/(?=、)", fold(folded)) if word]
    return [_plain(word) for word in words] if words and all(is_measure_unit(word) for word in words) else []


def with_chinese_units(text: str) -> str:
    """A text whose English units, as bilingual yearbooks write them (10 000 yuan, 100 million yuan), are Chinese."""
    return _ENGLISH.sub(_in_chinese, text)


def with_plain_units(text: str) -> str:
    """A text whose units stand in round brackets (亿元 of 〔亿元〕 and [亿元]) and are Chinese."""
    return _SQUARE.sub(lambda m: f"({m[1]})" if unit_words(m[1]) else m[0], with_chinese_units(text))


def _in_chinese(match: re.Match[str]) -> str:
    what = match["what"].lower()
    bare = _ENGLISH_WORDS.get(what) or _ENGLISH_WORDS[what[:2]]
    return _ENGLISH_SCALES[re.sub(r"[\s,]", "", match["scale"].lower())] + bare
