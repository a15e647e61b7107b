"""Measure units as clerks write them: which words are one, and how two of them convert."""

import re

from milepost.intake.wording import listed
from milepost.plan.measure_unit import decimal_shift
from milepost.plan.names import fold

_SCALES = ("万亿", "千万", "百万", "十万", "亿", "万", "千", "百")
_BARE = listed(
    """户 家 个 人 元 美元 人民币 件 项 所 张 次 人次 户次 户(次) 倍 % ‰ 百分点 个百分点
    百分比
    亩 公顷 平方米 立方米 平方公里 米 公里 吨 标准煤 吨标准煤 瓦时
    辆 套 间 台 篇 只 头 起 座 条 岁 天 日 分 幢 栋 床 场 场次"""
)
# Counting words that clerks use for each other; the heading has already said what is counted.
_COUNTING = frozenset("户家个")


def is_measure_unit(text: str) -> bool:
    """Whether a bracket's content, a 计量单位 cell or a word behind a number is a measure unit (万人, 人/平方公里)."""
    sides = _plain(text).split("/")
    return len(sides) <= 2 and all(side in _SCALES or _without_scale(side) in _BARE for side in sides)


def shift_between(found: str, wanted: str) -> int | None:
    """Power of ten from `found` to `wanted`, 家, 个 and 户 being alike; None when they differ in kind.

    A bare scale (万) is one of the wanted kind; 百分点 are %.
    """
    known, goal = _canonical(found), _canonical(wanted)
    if known in _SCALES:
        known += _without_scale(goal)
    return decimal_shift(known, goal)


def _plain(text: str) -> str:
    """A folded text; 人民币万元 are 万元."""
    folded = fold(text)
    return folded.removeprefix("人民币") or folded


def _canonical(text: str) -> str:
    folded = _plain(text)
    if folded in ("百分点", "个百分点", "百分比"):
        return "%"
    bare = _without_scale(folded)
    return folded.removesuffix(bare) + "户" if bare in _COUNTING else folded


def _without_scale(folded: str) -> str:
    if folded in _BARE:
        return folded
    return next((folded[len(scale) :] for scale in _SCALES if folded.startswith(scale) and folded != scale), folded)


def measures_among(text: str) -> list[str]:
    """The measure units among the words of a bracket: 万元 of （2023年1—6月，万元）."""
    return [word for word in re.split(r"[、,;]", fold(text)) if word and is_measure_unit(word)]


def unit_words(text: str) -> list[str]:
    """The measure units that a table's unit line lists (户、万元); empty when it is no list of units."""
    words = [word for word in re.split(r"[、,;和]", fold(text)) if word]
    return words if words and all(is_measure_unit(word) for word in words) else []
