"""Whose figures the words around a table say they are: the units that titles name, and what makes that unsure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from milepost.intake import wording
from milepost.plan.names import bare_place, fold
from milepost.plan.plan import Plan
from milepost.plan.unit import Unit

PLACES = ("province", "city", "county", "street")
_BEFORE = re.compile(r"(?:不?包?含|除|扣除|除去|剔除|不计|不包括|包括|各县区|各区县|各县市区)$")
_BELOW = re.compile(
    r"(?![所各下辖不含除及和与外、]|城[乡镇]|新型|统筹)(?:[\u4e00-\u9fff]{1,3}?(?<![城乡各])(?:镇|乡|街道|村|社区)(?![镇村化])"
    r"|[\u4e00-\u9fff]{0,4}(?:园区?|开发区|新区|示范区)|本级)"
)
_ELSEWHERE = re.compile(r"[^\n,;()|]{0,10}(?:翻印|印发|印制|编印|现场会|会议|推进会|座谈会|调度会|培训班|调研)")
_OFFICE = re.compile(r"[^\n,;()|\d]{0,12}(?:局|委员会|委|办公室|中心|政府)")
_PROVINCE = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[年月末度]))[\u4e00-\u9fff]{2,3}省(?![\u4e00-\u9fff]{1,4}?[市州县区])"
)


@dataclass(frozen=True)
class Owner:
    """The one unit that the words around a table speak of, and the words that speak of others (全市, 含高新区)."""

    place: Unit | None = None
    others: str = ""


@dataclass(frozen=True)
class _Mention:
    """A unit's name in a text: `below` or `beside` hold the longer words that make something else of it."""

    unit: Unit
    text: str
    below: str = ""
    beside: str = ""
    is_office: bool = False
    is_elsewhere: bool = False

    @property
    def is_owner(self) -> bool:
        """Whether the name stands for the unit itself."""
        return not (self.below or self.beside or self.is_elsewhere)


def owner_of(plan: Plan, texts: Sequence[str], *, is_sent: bool) -> Owner:
    """Whose figures a table's titles and its sheet's name say they are; `is_sent` where 填报单位： stands beside them.

    What 填报单位： names is told elsewhere: an office in a title is then the form's maker, and 全市 the form's.
    """
    mentions = list(_mentions(plan, texts))
    larger = [(text, word) for text in map(fold, texts) for word in _larger(plan, text)]
    owners = [m for m in mentions if m.is_owner and not (m.is_office and larger)]
    owners = [m for m in owners if not any(m.text == text and not _is_own(m.unit, word) for text, word in larger)]
    units = [u for u in _units(plan, owners) if u.kind in PLACES or not is_sent]
    place = units[0] if len(units) == 1 else None
    counted = {m.unit for m in mentions if place is not None and m.unit.counted_in == place.id}
    others = [m.below or m.beside for m in mentions if not m.is_owner and m.unit not in counted]
    others += [] if is_sent else [word for _, word in larger if place is None or not _is_own(place, word)]
    others += [unit.name for unit in units] if len(units) > 1 else []
    return Owner(place, "、".join(dict.fromkeys(filter(None, others))))


def units_in(plan: Plan, texts: Iterable[str]) -> list[Unit]:
    """The units whose names occur in the texts (龙山区2023年二季度报表); the plan's own place, in every title, is none.

    东丰县市场监管局 is the county's office, so a department beside a place is not meant. Nor is a place that something
    else is named after or that is only left out: 东丰县大阳镇, 不含高新区.
    """
    return _units(plan, [mention for mention in _mentions(plan, texts) if mention.is_owner])


def unit_names(plan: Plan) -> list[tuple[str, Unit]]:
    """The folded names of all units, also without 县 or 区 at their end, the longest first."""
    names = {
        variant: unit
        for unit in plan.units
        for name in (unit.name, *unit.other_names)
        for variant in (bare_place(name), fold(name))
        if len(variant) > 1
    }
    return sorted(names.items(), key=lambda pair: (-len(pair[0]), pair[0]))


def _units(plan: Plan, mentions: Iterable[_Mention]) -> list[Unit]:
    units = [unit for unit in dict.fromkeys(m.unit for m in mentions) if unit.id != plan.unit]
    return [unit for unit in units if unit.kind in PLACES] or units


def _mentions(plan: Plan, texts: Iterable[str]) -> Iterator[_Mention]:
    """Where the texts name units. Longer names are looked for first, so that 科技局 is not found again in 市科技局. A
    short name (东丰) counts only where it stands by itself: 高新 in 高新技术企业 is no 高新区.
    """
    for text in map(fold, texts):
        rest = text
        for name, unit in unit_names(plan):
            if name not in rest:
                continue
            alone = len(name) < 3
            pattern = rf"(?<![\u4e00-\u9fff]){re.escape(name)}(?![\u4e00-\u9fff])" if alone else re.escape(name)
            for found in re.finditer(pattern, rest):
                yield _mention(unit, text, found.span())
            rest = re.sub(pattern, lambda found: "\n" * len(found[0]), rest)


def _mention(unit: Unit, text: str, span: tuple[int, int]) -> _Mention:
    before, after = text[: span[0]], text[span[1] :]
    if unit.kind not in PLACES:
        return _Mention(unit, text)
    name = text[slice(*span)]
    below, beside = _BELOW.match(after), _BEFORE.search(before)
    return _Mention(
        unit,
        text,
        below=name + below[0] if below else "",
        beside=beside[0] + name if beside else "",
        is_office=bool(_OFFICE.match(after)),
        is_elsewhere=bool(_ELSEWHERE.match(after)),
    )


def _larger(plan: Plan, text: str) -> Iterator[str]:
    """The words of a folded text that speak of the plan's whole place, or of a larger one."""
    whole = plan.unit_of(plan.unit)
    found = wording.LARGER[whole.kind].findall(text) if whole.kind in wording.LARGER else []
    yield from (word for word in (*found, *_PROVINCE.findall(text)) if word != fold(whole.name))


def _is_own(unit: Unit, word: str) -> bool:
    """Whether 全市 or 全区 may be the unit itself."""
    return word.startswith("全") and unit.name.endswith(word[1:])
