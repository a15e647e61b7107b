"""What the words of a heading say: which indicator, whose, of when, counted how and in which measure unit.

A heading is a path of texts, outermost first (毕业生数 / 初中). Every word of it must be explained; where one is left
over, the heading means something that the plan does not know, and no figure is read under it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property
from typing import Literal

from milepost.intake import wording
from milepost.intake.meaning import COUNTS, Meaning
from milepost.intake.measures import shift_between, unit_words, with_plain_units
from milepost.intake.side_words import not_asked, without_measures
from milepost.intake.times import JOINTS, PUNCTUATION, WAYS, without_periods, without_times, without_total
from milepost.intake.translations import without_line_of_translation, without_translation
from milepost.plan.indicator import Indicator
from milepost.plan.names import fold
from milepost.plan.period import Period, plain_times, said_periods
from milepost.plan.plan import Plan
from milepost.plan.unit import Unit

_LISTED = re.compile("[、,及和与]")
_ORNAMENTS = re.compile(
    r"""^[\s①-⑳❶-❿●◆◇■□▲△★☆√▪•]+|(?:\s*(?:[①-⑳]|\[\d{1,2}\]|［\d{1,2}］|[(（]注\d{0,2}[)）]))+$|^[“"「《]|[”"」》]$"""
)
_COUNT_WORDS = {"总数": "", "户数": "户", "家数": "户", "个数": "户", "人数": "人", "次数": "次", "数量": "", "数": ""}
_OF_PLACES = re.compile("(?:完成|基本|发展)?(?:情况|数据)$")
_LAST_WORD = re.compile(r"(.+?)[:,、/](.+)")
_LAST_BRACKET = re.compile(r"(.+)\(([^()]*)\)")
_UNIT_BEHIND = re.compile(r"(.*\S)(?:\s+|_|(?=[%‰]\s*$))(\S+)\s*", re.DOTALL)
_DAY_ALONE = re.compile(r"(20\d\d)-(\d\d)-\d\d(?:\d\d:\d\d:\d\d)?")


def _is_chapter(name: str) -> bool:
    """Whether a group's name is a field, or a list of them, that its parts are of: 综合经济, 教育、卫生和社会保障."""
    fields = _LISTED.split(name)
    is_list = len(fields) > 1 and all(wording.FIELDS.fullmatch(field) for field in fields)
    return is_list or (len(name) > 2 and not wording.TOPICS.sub("", name))


@dataclass(frozen=True)
class Lexicon:
    """The names of a plan and the period asked for: all that the reading of words depends on."""

    plan: Plan
    period: Period
    _pieces: dict[str, Meaning] = field(default_factory=dict, repr=False, compare=False)
    _nearest: dict[str, list[str]] = field(default_factory=dict, repr=False, compare=False)

    def meaning(self, path: Sequence[str], parent: Meaning | None = None) -> Meaning:
        """What a heading says; `parent` is the sibling that a 其中 heading is a part of."""
        pieces = [self.piece(text) for text in path if text.strip()]
        if any(piece.place for piece in pieces):
            pieces = [piece for piece in pieces if piece.place or not _only_groups_places(piece.text)]
        whole = Meaning(text=" / ".join(text.strip() for text in path if text.strip()))
        for piece in pieces:
            whole = replace(
                whole,
                place=piece.place or whole.place,
                industry=piece.industry or whole.industry,
                total=whole.total or piece.total,
                bare_total=whole.bare_total or piece.bare_total,
                rest=whole.rest or piece.rest,
                of_which=whole.of_which or piece.of_which,
                measures=piece.measures + whole.measures,
                ways=whole.ways | piece.ways,
                periods=whole.periods + piece.periods,
                excluded=piece.excluded or whole.excluded,
            )
        named = [piece for piece in pieces if piece.name]
        if whole.excluded and (parted := self._parted(pieces)) is not None:
            return replace(whole, name=fold(parted.name), indicator=parted, excluded="")
        if whole.excluded or not named:
            return whole
        return self._named(whole, named, parent)

    def since_ever(self, indicator: Indicator) -> Indicator:
        """What accumulates an indicator, where the plan counts both: 历年累计 over 个转企 are 累计个转企."""
        sums = [one for one in self.plan.indicators if one.cumulates == indicator.id]
        return sums[0] if len(sums) == 1 else indicator

    def part(self, whole: Meaning, part: Meaning) -> Meaning:
        """What a heading means that stands as a part below another one by its place alone, indented or numbered."""
        alone = part.indicator
        if alone is not None and whole.indicator is not None and self.composed(whole.name, part.name) is None:
            is_its_own = shift_between(whole.indicator.measure_unit, alone.measure_unit) is None
            if is_its_own or wording.NARROWING.search(part.name):
                return part
        return self._under(part, whole, part)

    def _named(self, whole: Meaning, named: list[Meaning], parent: Meaning | None) -> Meaning:
        """`whole` with the indicator that the names of its pieces mean together."""
        leaf = named[-1]
        groups = [piece.name for piece in named[:-1] if not self._is_section(piece.name, leaf.indicator)]
        if len(named) > 1 and leaf.indicator is None and wording.SECTION.fullmatch(leaf.name):
            return replace(whole, name="".join(piece.name for piece in named))
        if groups:
            group = self._group("".join(groups), named[len(groups) - 1])
            return self._under(whole, group, leaf)
        if whole.of_which and parent is not None:
            return self._under(whole, parent, leaf)
        return replace(whole, name=leaf.name, indicator=leaf.indicator)

    def _is_section(self, name: str, leaf: Indicator | None) -> bool:
        """Whether a group's name only heads a section (市场主体发展情况) and leaves its parts what they are.

        It speaks of things in general, of what the part's own name says, or of what is counted like the part.
        """
        section = wording.SECTION.fullmatch(name)
        if leaf is not None and narrows(name, leaf):
            return False
        if section is None:
            return _is_chapter(name)
        rest = section["stem"]
        if leaf is None or rest in "".join(map(fold, (leaf.name, *leaf.reported_as))):
            return True
        alike = [i for i in self.plan.indicators if shift_between(i.measure_unit, leaf.measure_unit) is not None]
        for known in sorted((fold(n) for i in alike for n in (i.name, *i.reported_as)), key=len, reverse=True):
            rest = rest.replace(known, "")
        return not wording.TOPICS.sub("", rest)

    def _parted(self, pieces: Sequence[Meaning]) -> Indicator | None:
        """The indicator whose name stands parted over several rows: 网上办理 / 占比; below 上年同期 it is none."""
        texts = [without_measures(fold(piece.text))[0] for piece in pieces]
        starts = [k for k in range(len(texts) - 1) if not any(piece.excluded for piece in pieces[:k])]
        return next(filter(None, (self.plan.indicator_named("".join(texts[k:])) for k in starts)), None)

    def _group(self, name: str, innermost: Meaning) -> Meaning:
        return Meaning(name=name, indicator=self.plan.indicator_named(name) or innermost.indicator)

    def _under(self, whole: Meaning, group: Meaning, leaf: Meaning) -> Meaning:
        """The meaning of `leaf` as a part of `group`: 新登记市场主体 / 企业 are 新登记企业, never all 企业."""
        together = replace(
            whole, name=group.name + leaf.name, measures=whole.measures or (group.measures if whole.of_which else ())
        )
        named = (group.indicator.name, *group.indicator.reported_as) if group.indicator else ()
        for name in dict.fromkeys((group.name, *map(fold, named))):
            composed = self.composed(name, leaf.name)
            if composed is not None:
                return replace(together, indicator=composed)
        alone = leaf.indicator
        if alone is None and group.indicator is not None and self._counted(fold(group.indicator.name) + leaf.name):
            return replace(together, name=group.name, indicator=group.indicator)
        if alone is None:
            return together
        if group.indicator is not None:
            if alone.id in group.indicator.includes or alike(group.indicator, alone):
                return replace(together, indicator=alone)
            return replace(together, excluded=f"说不清是“{alone.name}”，还是“{group.name}”中的一部分")
        if narrows(group.name, alone):
            return replace(together, indicator=None)
        if group.name in leaf.name:
            # 市内迁入 under 迁入 says the group again and is no part of a part.
            return replace(together, indicator=alone)
        return replace(
            together, indicator=alone, doubt=f"按“{alone.name}”读取，但它写在“{group.name}”之下，可能只是其中一部分"
        )

    def composed(self, group: str, leaf: str) -> Indicator | None:
        """The indicator that a group and a part of it name together, if the plan has one.

        The part may take the place of what the group counts (新登记市场主体 / 企业 are 新登记企业), but of nothing
        else: 企业贷款 / 户数 are no 企业户数.
        """
        for start in range(len(group), 0, -1):
            found = self.plan.indicator_named(group[:start] + leaf)
            counted = group[start:]
            if found is not None and (counted in COUNTS or self.plan.indicator_named(counted) is not None):
                return found
        return self.plan.indicator_named(f"{group}其中{leaf}") or self.plan.indicator_named(leaf + group)

    def nearest_places(self, text: str) -> list[str]:
        """The names of the units that a text resembles most, at most three."""
        if text not in self._nearest:
            names = {name: unit.name for unit in self.plan.units for name in (unit.name, *unit.other_names)}
            self._nearest[text] = list(dict.fromkeys(names[n] for n in get_close_matches(text, names, n=3, cutoff=0.5)))
        return self._nearest[text]

    def piece(self, text: str) -> Meaning:
        """What one text says by itself."""
        if text not in self._pieces:
            self._pieces[text] = self._piece(text)
        return self._pieces[text]

    def _piece(self, raw: str) -> Meaning:
        plain = with_plain_units(raw)
        return replace(self._with_unit_behind(plain) or self._piece_of(plain), text=raw.strip())

    def _with_unit_behind(self, raw: str) -> Meaning | None:
        """An indicator with its measure unit behind a blank or on a line of its own: 税收收入 over 亿元."""
        parted = _UNIT_BEHIND.fullmatch(raw)
        units = unit_words(parted[2]) if parted else []
        if parted is None or not units or self.plan.indicator_named(raw) is not None:
            return None
        named = self._piece_of(parted[1])
        return replace(named, text=raw.strip(), measures=(*named.measures, *units)) if named.indicator else None

    def _piece_of(self, raw: str) -> Meaning:
        if day := _DAY_ALONE.fullmatch(fold(raw)):
            # A heading that is a date, as Excel keeps 2023年6月, heads the figures of its month.
            return Meaning(text=raw.strip(), periods=tuple(said_periods(f"{day[1]}年{int(day[2])}月")))
        text, of_which = _without_marks(plain_times(fold(_without_ornaments(without_line_of_translation(raw)))))
        meaning = Meaning(text=raw.strip(), of_which=of_which)
        for step in self._less_and_less(meaning, text):
            meaning, text = step
            known = self._known(meaning, text)
            if known is not None or meaning.excluded:
                return known or meaning
        measures = unit_words(text)
        if measures:
            return replace(meaning, measures=(*meaning.measures, *measures))
        bare = text.strip(JOINTS)
        return replace(meaning, name="" if not bare or {text, bare} & wording.NEUTRAL else text.strip(PUNCTUATION))

    def _less_and_less(self, meaning: Meaning, text: str) -> Iterator[tuple[Meaning, str]]:
        """The text with ever more of its side words taken off and noted: brackets, comparisons, periods, ways."""
        yield meaning, text
        text, measures, inner = without_measures(without_translation(text))
        text = without_translation(text)
        text, measures = self._without_own_measure(text, measures)
        _, periods, ways = without_times(inner, self.period)
        meaning = replace(meaning, measures=measures, periods=periods, ways=ways, excluded=not_asked(inner))
        yield meaning, text
        meaning = replace(meaning, excluded=not_asked(text))
        if meaning.excluded:
            yield meaning, text
        text, periods, ways = without_periods(text, self.period)
        meaning = replace(meaning, periods=meaning.periods + periods, ways=meaning.ways | ways)
        yield meaning, text
        for pattern, said in WAYS:
            if pattern.search(text):
                text = without_total(pattern.sub("", text), {said})
                meaning = replace(meaning, ways=meaning.ways | {said})
                yield meaning, text
        if wording.ACHIEVED.search(text):
            yield meaning, wording.ACHIEVED.sub("", text)

    def _without_own_measure(self, text: str, measures: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """The text without its indicator's measure unit at the end, however rare (场次) or written (企业:万户)."""
        bracket = _LAST_BRACKET.fullmatch(text) or _LAST_WORD.fullmatch(text)
        if bracket is not None and bracket[1] in wording.NEUTRAL and (units := unit_words(bracket[2])):
            return bracket[1], (*measures, *units)
        indicator = self.plan.indicator_named(bracket[1]) if bracket else None
        if bracket is None or indicator is None or shift_between(bracket[2], indicator.measure_unit) is None:
            return text, measures
        return bracket[1], (*measures, bracket[2])

    def _known(self, meaning: Meaning, text: str) -> Meaning | None:
        """`meaning` completed, when `text`, loose ends aside, is a name of the plan, a total or a subtotal."""
        for variant in dict.fromkeys((text, text.strip(PUNCTUATION), text.strip(JOINTS))):
            known = self._known_exactly(meaning, variant) if variant else None
            if known is not None:
                return known
        counted = self._counted(text)
        return replace(meaning, name=text, indicator=counted) if counted else None

    def _known_exactly(self, meaning: Meaning, text: str) -> Meaning | None:
        indicator = self.plan.indicator_named(text)
        if indicator is not None:
            return replace(meaning, name=text, indicator=indicator)
        if industry := self.plan.industry_named(text):
            return replace(meaning, industry=industry)
        place = self.plan.unit_named(text) or self._within_the_whole(text)
        if (place is not None and place.id == self.plan.unit) or wording.is_whole(text, self._kind):
            return replace(meaning, total=True)
        if place is not None:
            return replace(meaning, place=place)
        if text in wording.TOTALS:
            return replace(meaning, bare_total=True)
        if wording.is_rest(text):
            return replace(meaning, rest=True)
        return None

    def _within_the_whole(self, text: str) -> Unit | None:
        """A unit named with the plan's own place before it: 嘉兴市南湖区."""
        whole = fold(self.plan.unit_of(self.plan.unit).name)
        return self.plan.unit_named(text.removeprefix(whole)) if text.startswith(whole) and text != whole else None

    def _counted(self, text: str) -> Indicator | None:
        """The indicator that a name with a word of counting behind it means: 新登记企业户数, 常住人口数."""
        for ending, unit in _COUNT_WORDS.items():
            indicator = self.plan.indicator_named(text.removesuffix(ending)) if text.endswith(ending) else None
            if (
                indicator
                and indicator.counts
                and shift_between(unit or indicator.measure_unit, indicator.measure_unit) == 0
            ):
                return indicator
        return None

    @cached_property
    def _kind(self) -> Literal["province", "city", "county", "department", "bank", "street"]:
        return self.plan.unit_of(self.plan.unit).kind


def _without_marks(text: str) -> tuple[str, bool]:
    """The text without numbering and of-which marks, and whether it had one of the latter."""
    of_which = False
    while True:
        shorter = wording.NUMBERING.sub("", text)
        shorter, marks = wording.OF_WHICH.subn("", shorter)
        of_which = of_which or bool(marks)
        if shorter == text:
            return text, of_which
        text = shorter


def _only_groups_places(text: str) -> bool:
    """Whether a text over the names of places only says that they are ones: 各县（市、区）, 各县区情况."""
    bare = wording.OF_WHICH.sub("", _OF_PLACES.sub("", fold(text)))
    return bare in wording.STUBS_PLACE or bool(wording.REGIONS.fullmatch(bare))


def _without_ornaments(raw: str) -> str:
    """A name without the signs that list it, quote it or lead to a note: ①企业, ●企业, “企业”, 企业[1]."""
    return _ORNAMENTS.sub("", raw.strip())


def narrows(words: str, indicator: Indicator, pattern: re.Pattern[str] = wording.NARROWING) -> str:
    """The word in `words` that makes another thing of an indicator (注销 of 企业); empty when there is none."""
    found = pattern.findall(fold(words))
    own = "".join(fold(name) for name in (indicator.name, *indicator.reported_as))
    return next((word for word in found if word not in own), "")


def alike(group: Indicator, part: Indicator) -> bool:
    """Whether one may be a part of the other: reported the same way, in measure units that convert."""
    return group.way == part.way and shift_between(group.measure_unit, part.measure_unit) is not None
