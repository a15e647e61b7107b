"""What the words of a heading say: which indicator, whose, of when, counted how and in which measure unit.

A heading is a path of texts, outermost first (毕业生数 / 初中). Every word of it must be explained; where one is left
over, the heading means something that the plan does not know, and no figure is read under it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from milepost.intake import wording
from milepost.intake.measures import shift_between, unit_words
from milepost.plan.indicator import Indicator
from milepost.plan.names import fold
from milepost.plan.period import Period, SaidPeriod, said_periods
from milepost.plan.plan import Plan
from milepost.plan.unit import Unit

Said = Literal["end", "quarter", "month", "january", "accumulated", "ever"]
"""How a heading words its way: at the end of the period, of the quarter or month alone, from January on, simply
累计, or since a year long past."""
_WAYS: tuple[tuple[re.Pattern[str], Said], ...] = (
    (wording.EVER, "ever"),
    (wording.FROM_JANUARY, "january"),
    (wording.ACCUMULATED, "accumulated"),
    (wording.OF_QUARTER, "quarter"),
    (wording.OF_MONTH, "month"),
    (wording.AT_END, "end"),
)
_BRACKET = re.compile(r"\(([^()]*)\)")
_PUNCTUATION = "、,:-_/·.;*"
_JOINTS = _PUNCTUATION + "末底止数的度"


@dataclass(frozen=True)
class Meaning:
    """What one heading says. `name` is what remains of it as the name of a thing counted, its groups included.

    `excluded` says in Chinese why its figures are not asked for; `doubt` what a person should confirm. A `total` is
    the plan's whole place; a `bare_total` (合计) is one only where the other direction names no place.
    """

    text: str = ""
    name: str = ""
    indicator: Indicator | None = None
    place: Unit | None = None
    total: bool = False
    bare_total: bool = False
    rest: bool = False
    of_which: bool = False
    measures: tuple[str, ...] = ()
    ways: frozenset[Said] = frozenset()
    periods: tuple[SaidPeriod, ...] = ()
    excluded: str = ""
    doubt: str = ""

    @property
    def says_nothing(self) -> bool:
        """Whether the heading adds nothing to what the table and the other direction say (数值, 本期)."""
        return not (self.name or self.place or self.total or self.bare_total or self.rest or self.excluded)

    @property
    def is_known(self) -> bool:
        """Whether the heading names something by itself: an indicator, a place, a total or a subtotal."""
        return bool(self.indicator or self.place or self.total or self.bare_total or self.rest)


@dataclass(frozen=True)
class Lexicon:
    """The names of a plan and the period asked for: all that the reading of words depends on."""

    plan: Plan
    period: Period
    _pieces: dict[str, Meaning] = field(default_factory=dict, repr=False, compare=False)

    def meaning(self, path: Sequence[str], parent: Meaning | None = None) -> Meaning:
        """What a heading says; `parent` is the sibling that a 其中 heading is a part of."""
        pieces = [self.piece(text) for text in path if text.strip()]
        whole = Meaning(text=" / ".join(text.strip() for text in path if text.strip()))
        for piece in pieces:
            whole = replace(
                whole,
                place=piece.place or whole.place,
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
        if whole.excluded or not named:
            return whole
        return self._named(whole, named, parent)

    def _named(self, whole: Meaning, named: list[Meaning], parent: Meaning | None) -> Meaning:
        """`whole` with the indicator that the names of its pieces mean together."""
        leaf = named[-1]
        groups = [piece.name for piece in named[:-1] if not _is_section(piece.name, leaf.indicator)]
        if len(named) > 1 and leaf.indicator is None and wording.SECTION.fullmatch(leaf.name):
            return replace(whole, name="".join(piece.name for piece in named))
        if groups:
            group = self._group("".join(groups), named[len(groups) - 1])
            return self._under(whole, group, leaf)
        if whole.of_which and parent is not None:
            return self._under(whole, parent, leaf)
        return replace(whole, name=leaf.name, indicator=leaf.indicator)

    def _group(self, name: str, innermost: Meaning) -> Meaning:
        return Meaning(name=name, indicator=self.plan.indicator_named(name) or innermost.indicator)

    def _under(self, whole: Meaning, group: Meaning, leaf: Meaning) -> Meaning:
        """The meaning of `leaf` as a part of `group`: 新登记市场主体 / 企业 are 新登记企业, never all 企业."""
        together = replace(
            whole, name=group.name + leaf.name, measures=whole.measures or (group.measures if whole.of_which else ())
        )
        composed = self.composed(group.name, leaf.name)
        if composed is not None:
            return replace(together, indicator=composed)
        alone = leaf.indicator
        if alone is None:
            return together
        if group.indicator is not None:
            if alone.id in group.indicator.includes or alike(group.indicator, alone):
                return replace(together, indicator=alone)
            return replace(together, excluded=f"说不清是不是“{alone.name}”")
        if narrows(group.name, alone):
            return together
        return replace(
            together, indicator=alone, doubt=f"按“{alone.name}”读取，但它写在“{group.name}”之下，可能只是其中一部分"
        )

    def composed(self, group: str, leaf: str) -> Indicator | None:
        """The indicator that a group and a part of it name together, if the plan has one."""
        for start in range(len(group), 0, -1):
            found = self.plan.indicator_named(group[:start] + leaf)
            if found is not None:
                return found
        return self.plan.indicator_named(f"{group}其中{leaf}") or self.plan.indicator_named(leaf + group)

    def piece(self, text: str) -> Meaning:
        """What one text says by itself."""
        if text not in self._pieces:
            self._pieces[text] = self._piece(text)
        return self._pieces[text]

    def _piece(self, raw: str) -> Meaning:
        text, of_which = _without_marks(fold(raw))
        meaning = Meaning(text=raw.strip(), of_which=of_which)
        for step in self._less_and_less(meaning, text):
            meaning, text = step
            known = self._known(meaning, text)
            if known is not None or meaning.excluded:
                return known or meaning
        measures = unit_words(text)
        if measures:
            return replace(meaning, measures=(*meaning.measures, *measures))
        bare = text.strip(_JOINTS)
        return replace(meaning, name="" if {text, bare} & wording.NEUTRAL else bare)

    def _less_and_less(self, meaning: Meaning, text: str) -> Iterator[tuple[Meaning, str]]:
        """The text with ever more of its side words taken off and noted: brackets, comparisons, periods, ways."""
        yield meaning, text
        text, measures, inner = _without_measures(text)
        _, periods, ways = self._without_side_words(inner)
        meaning = replace(meaning, measures=measures, periods=periods, ways=ways, excluded=_not_asked(inner))
        yield meaning, text
        meaning = replace(meaning, excluded=_not_asked(text))
        if meaning.excluded:
            yield meaning, text
        text, periods, ways = self._without_periods(text)
        meaning = replace(meaning, periods=meaning.periods + periods, ways=meaning.ways | ways)
        yield meaning, text
        for pattern, said in _WAYS:
            if pattern.search(text):
                text = pattern.sub("", text)
                meaning = replace(meaning, ways=meaning.ways | {said})
                yield meaning, text

    def _known(self, meaning: Meaning, text: str) -> Meaning | None:
        """`meaning` completed, when `text`, loose ends aside, is a name of the plan, a total or a subtotal."""
        for variant in dict.fromkeys((text, text.strip(_PUNCTUATION), text.strip(_JOINTS))):
            known = self._known_exactly(meaning, variant) if variant else None
            if known is not None:
                return known
        return None

    def _known_exactly(self, meaning: Meaning, text: str) -> Meaning | None:
        indicator = self.plan.indicator_named(text)
        if indicator is not None:
            return replace(meaning, name=text, indicator=indicator)
        place = self.plan.unit_named(text)
        if (place is not None and place.id == self.plan.unit) or wording.is_whole(text, self._kind):
            return replace(meaning, total=True)
        if place is not None:
            return replace(meaning, place=place)
        if text in wording.TOTALS:
            return replace(meaning, bare_total=True)
        if wording.is_rest(text):
            return replace(meaning, rest=True)
        return None

    @cached_property
    def _kind(self) -> Literal["province", "city", "county", "department", "bank", "street"]:
        return self.plan.unit_of(self.plan.unit).kind

    def _without_periods(self, text: str) -> tuple[str, tuple[SaidPeriod, ...], frozenset[Said]]:
        """The text without the periods it names, these, and the way that a wording from January on implies."""
        ways: set[Said] = set()
        if wording.EVER.search(text):
            text, ways = wording.EVER.sub("", text), {"ever"}
        periods = tuple(periods_in(text, self.period))
        text = wording.FULL_DATE.sub("", wording.YEAR_RANGE.sub("", text))
        for said in periods:
            yearless = said.text.removeprefix(f"{self.period.year}年")
            text = text.replace(said.text if said.text in text else yearless, "", 1).lstrip(_JOINTS)
            if said.ytd:
                ways.add("january")
        return text, periods, frozenset(ways)

    def _without_side_words(self, text: str) -> tuple[str, tuple[SaidPeriod, ...], frozenset[Said]]:
        """The text without any words of time and way, and these."""
        text, periods, ways = self._without_periods(text)
        for pattern, said in _WAYS:
            if pattern.search(text):
                text, ways = pattern.sub("", text), ways | {said}
        return text, periods, ways


def _not_asked(text: str) -> str:
    """Why figures under these words are not asked for, in Chinese; empty when they may be."""
    for why, pattern in (("对比数", wording.GROWTH), ("计划或比例", wording.PLANNED), ("其他时期", wording.EARLIER)):
        if pattern.search(text):
            return why
    return ""


def periods_in(text: str, asked: Period) -> Iterator[SaidPeriod]:
    """The periods that a text names. One without its year (二季度, 1—6月) is of the year asked for.

    Days of writing (2023年7月5日) and ranges of years (2022—2024年) are no periods; 截至6月30日 is one.
    """
    folded = wording.YEAR_RANGE.sub("", fold(text))
    for match in wording.FULL_DATE.finditer(folded):
        if match["until"] or _is_last_day(match[0], asked):
            yield from said_periods(match["day"])
    folded = wording.FULL_DATE.sub("", folded)
    said = said_periods(folded)
    yield from said
    if not said:
        for match in wording.YEARLESS.finditer(folded):
            yield from said_periods(f"{asked.year}年{match[0]}")


def _is_last_day(text: str, asked: Period) -> bool:
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    return numbers == [asked.end.year, asked.end.month, asked.end.day]


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


def _without_measures(text: str) -> tuple[str, tuple[str, ...], str]:
    """The text without its brackets of measure units, these units, and the brackets that say other side words.

    A bracket that is part of a name (规模以上工业（企业）) stays where it is.
    """
    measures: list[str] = []
    inner = ""
    for match in _BRACKET.finditer(text):
        content = match[1].removeprefix("计量").removeprefix("单位:").removeprefix("单位")
        found = unit_words(content)
        if found:
            measures += found
        elif _is_side_word(content):
            inner += content
        else:
            continue
        text = text.replace(match[0], "", 1)
    line = wording.UNIT_LINE.match(text)
    if line and unit_words(line["measure"]):
        return "", (*measures, *unit_words(line["measure"])), inner
    return text, tuple(measures), inner


def _is_side_word(text: str) -> bool:
    """Whether a bracket holds only words of time, way or comparison."""
    bare = text
    for pattern in (wording.EVER, *(pattern for pattern, _ in _WAYS), wording.FULL_DATE, wording.YEARLESS):
        bare = pattern.sub("", bare)
    for said in said_periods(text):
        bare = bare.replace(said.text, "")
    return bool(_not_asked(text)) or (bare != text and not bare.strip(_JOINTS))


def narrows(words: str, indicator: Indicator) -> str:
    """The word in `words` that makes another thing of an indicator (注销 of 企业); empty when there is none."""
    found = wording.NARROWING.findall(fold(words))
    own = "".join(fold(name) for name in (indicator.name, *indicator.reported_as))
    return next((word for word in found if word not in own), "")


def _is_section(name: str, leaf: Indicator | None) -> bool:
    """Whether a group's name only heads a section (市场主体发展情况) and leaves its parts what they are."""
    return bool(wording.SECTION.fullmatch(name)) and not (leaf is not None and narrows(name, leaf))


def alike(group: Indicator, part: Indicator) -> bool:
    """Whether one may be a part of the other: reported the same way, in measure units that convert."""
    return group.way == part.way and shift_between(group.measure_unit, part.measure_unit) is not None


def wrong_way(indicator: Indicator, ways: Iterable[Said], period: Period) -> str:
    """What is wrong, in Chinese, when a heading's way is not the indicator's; empty when they agree.

    In the first quarter the quarter alone and the sum since January are the same.
    """
    first = period.end.month <= 3
    for said in ways:
        match indicator.way, said:
            case ("stock", "accumulated" | "ever") | ("flow", "end" | "accumulated" | "ever") | ("ytd", "end" | "ever"):
                wrong = True
            case ("cumulative", "january" | "quarter" | "month"):
                wrong = True
            case ("flow", "january") | ("ytd", "quarter"):
                wrong = not first
            case ("flow" | "ytd", "month"):
                wrong = period.frequency != "month"
            case _:
                wrong = False
        if wrong:
            return _SAID_WORDS[said]
    return ""


_SAID_WORDS: dict[Said, str] = {
    "end": "期末数",
    "quarter": "本季发生数",
    "month": "本月发生数",
    "january": "年初至今累计",
    "accumulated": "累计数",
    "ever": "历年累计",
}
