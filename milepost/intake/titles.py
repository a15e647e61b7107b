"""What the titles over a table make of its plain headings: 企业 below 规模以上工业企业 are not all of them.

Every word of a title is explained as those of headings are: table numbers, times, places, the names that headings take
up, and words that any table has. What is left beside a name that is read may make another thing of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from milepost.intake import wording
from milepost.intake.compact_dates import spelled_out
from milepost.intake.frames import Frame
from milepost.intake.headings import Lexicon, narrows
from milepost.intake.meaning import Meaning
from milepost.intake.measures import shift_between, unit_words
from milepost.intake.owners import unit_names
from milepost.intake.times import WAYS, periods_in
from milepost.plan.indicator import Indicator
from milepost.plan.names import fold
from milepost.plan.period import plain_times

_NAME, _APART = "\ue000", "|"
"""What stands for a name that is read, and for what parts the words on its sides."""
_BRACKET = re.compile(r"\(([^()]*)\)")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"(?!(?:[年月季度末底止至到分]+|[省市县区州])(?:[^\u4e00-\u9fff]|$))[\u4e00-\u9fff]+")
_COMMA = re.compile(r"[,、;:]")
_NO_WORD = re.compile(rf"[^\u4e00-\u9fff{_NAME}{_APART}]+|(?<=\|)[年月季度末底止]+")
_BESIDE = re.compile(rf"([^{_APART}{_NAME}]{{2,}}){_NAME}|{_NAME}([^{_APART}{_NAME}]{{2,}})")
_WORDS = re.compile(rf"[^{_APART}{_NAME}]{{2,}}")


@dataclass
class Titles:
    """The titles over one table, with all words of its headings and labels."""

    frame: Frame
    lexicon: Lexicon
    words: str
    _bare: dict[str, str] = field(default_factory=dict)
    """Titles without their tables' numbers."""
    _parts: dict[str, str] = field(default_factory=dict)
    """Texts with marks for names, parted: most indicators are named in none of the titles."""

    def making_other(self, named: Meaning) -> str:
        """The words of the titles that make another thing of what a heading names, empty when there are none."""
        indicator = named.indicator
        if indicator is None:
            return ""
        return (
            self._other_figures(indicator)
            or self._of_another(indicator)
            or self._part(indicator)
            or self._of_unknown(indicator)
            or self._of_another_line(indicator)
            or self._of_rival(named)
            or self._of_bracket(indicator)
            or self._before_indicators(indicator)
        )

    def _other_figures(self, indicator: Indicator) -> str:
        """Rates, plans or averages, where no heading speaks of such."""
        if self._tells_others_apart:
            return ""
        texts = (self._without_names(wording.PROGRAMME.sub("", text)) for text in self._texts)
        return next(filter(None, (narrows(text, indicator, wording.OTHER_FIGURES) for text in texts)), "")

    @cached_property
    def _tells_others_apart(self) -> bool:
        """Whether headings or labels speak of rates, plans or last year themselves."""
        patterns = (wording.OTHER_FIGURES, wording.GROWTH, wording.PLANNED, wording.EARLIER)
        return any(pattern.search(self._without_names(self.words)) for pattern in patterns)

    def _without_names(self, text: str) -> str:
        """The text without what headings name: 增加 of 工业增加值 is no comparison."""
        for name in sorted(self._taken_up, key=len, reverse=True):
            text = text.replace(name, _APART)
        return text

    def _of_another(self, indicator: Indicator) -> str:
        """The indicator that the title names alone, when it is counted otherwise: 税收收入 over 合计, 企业."""
        other = self.frame.meaning.indicator
        if other is None or not _is_kind(indicator) or self._is_taken_up(other) or other in self._wholes(indicator):
            return ""
        is_kind = shift_between(other.measure_unit, indicator.measure_unit) is None or other.id in indicator.includes
        return other.name if is_kind else ""

    def _part(self, indicator: Indicator) -> str:
        """What narrows the indicator's name in a title (规模以上工业 of 企业), or any of them (民营)."""
        for title in (*self.frame.titles, *self.frame.notes):
            text = self._explained(title, indicator)
            for before, behind in _BESIDE.findall(text):
                if before and not any(before + name in self.words for name in self._own(indicator)):
                    return str(before)
                if behind and behind not in self.words:
                    return str(behind)
            for left in _WORDS.findall(text):
                narrowing = wording.NARROWING.search(left) or wording.SUBSET.search(left)
                word = narrowing[0] if narrowing else left if wording.SECTOR.fullmatch(left) else ""
                if word and word not in self.words and not self._is_own(word, indicator):
                    return str(left)
        return ""

    def _of_another_line(self, indicator: Indicator) -> str:
        """What another title counts, where only one of them names the indicator: 从业人员数 below 企业, over 合计."""
        if self.frame.meaning.indicator != indicator or self._is_taken_up(indicator):
            return ""
        lines = [title for title in self.frame.titles[1:] if not any(n in fold(title) for n in self._own(indicator))]
        left = (word for title in lines for word in _WORDS.findall(self._explained(title, indicator)))
        return next((str(word) for word in left if word not in self.words and word not in wording.STUBS), "")

    def _of_rival(self, named: Meaning) -> str:
        """What a title counts, where a heading is only the end of a name: 在校学生 of 小学在校学生 under 普通中学."""
        indicator, heading = named.indicator, fold(named.name)
        whole = fold(indicator.name) if indicator else ""
        missing = whole.removesuffix(heading) if heading and heading != whole else whole
        told = (self.words, *map(fold, self.frame.titles))
        if indicator is None or missing == whole or any(missing in text for text in told):
            return ""
        left = (word for title in self.frame.titles[1:] for word in _WORDS.findall(self._explained(title, indicator)))
        return next((str(word) for word in left if word not in self.words and word not in wording.STUBS), "")

    def _of_bracket(self, indicator: Indicator) -> str:
        """What a bracket of a title says of its figures: 户数、人口数（城市）."""
        for title in self.frame.titles:
            told = _BRACKET.findall(wording.REGIONS.sub(_APART, plain_times(spelled_out(title))))
            for inner in (piece for inside in told for piece in _COMMA.split(inside)):
                left = _WORD.findall(self._without_common(self._marked(inner, indicator)))
                is_named = any(word in self.words or self._is_own(word, indicator) for word in (inner, *left))
                is_place = any(word in self.frame.owner.others for word in left)
                if left and not (is_named or is_place or wording.BRACKETED.search(inner) or unit_words(inner)):
                    return str(inner)
        return ""

    def _before_indicators(self, indicator: Indicator) -> str:
        """What stands before 主要指标 in a title and is no matter of all of them: 非公有制经济主要指标."""
        for title in self.frame.titles:
            for told in wording.INDICATORS_OF.findall(self._bare_of(title, indicator)):
                left = wording.TOPICS.sub("", wording.COMMON.sub("", told))
                is_named = left in self.words or self._is_own(left, indicator)
                if len(left) > 1 and not is_named and left not in self.frame.owner.others:
                    return str(left)
        return ""

    def _of_unknown(self, indicator: Indicator) -> str:
        """What the title says is counted by kinds of businesses, when it names no business itself: 用电量 of 企业."""
        title = self.frame.title
        if not _is_kind(indicator) or wording.GENERAL.search(wording.FORM_NAME.sub("", fold(title))):
            return ""
        left = _WORDS.findall(self._explained(title, indicator))
        is_named = any(name in fold(title) for name in self._own(indicator))
        return "" if is_named or not left or any(word in self.words for word in left) else str(left[0])

    @cached_property
    def _texts(self) -> list[str]:
        """The titles, folded, without the plan's own name."""
        return [fold(text).replace(fold(self.lexicon.plan.title), "") for text in self.frame.titles]

    def _explained(self, title: str, indicator: Indicator) -> str:
        """The title with marks in place of the indicator's names and of all that needs no explaining."""
        return wording.COMMON.sub("", self._bare_of(title, indicator))

    def _bare_of(self, title: str, indicator: Indicator) -> str:
        """The title with marks in place of names, numbers of tables, places and times."""
        return self._parted(self._marked(self._without_number(title), indicator))

    def _without_number(self, title: str) -> str:
        if title not in self._bare:
            text = plain_times(spelled_out(title)).replace(fold(self.lexicon.plan.title), _APART)
            numbered = ""
            while text != numbered:
                text, numbered = wording.NUMBERING.sub("", wording.TABLE_NUMBER.sub("", text)), text
            self._bare[title] = text
        return self._bare[title]

    def _marked(self, text: str, indicator: Indicator) -> str:
        """The text with marks for names: those of the indicator, and those that headings take up."""
        own, others = self._own(indicator), self._taken_up
        for name in sorted({*own, *others}, key=len, reverse=True):
            text = text.replace(name, _NAME if name in own else _APART)
        return text

    def _without_common(self, text: str) -> str:
        return wording.COMMON.sub("", self._parted(text))

    def _parted(self, text: str) -> str:
        if text not in self._parts:
            self._parts[text] = self._parted_anew(text)
        return self._parts[text]

    def _parted_anew(self, text: str) -> str:
        inside = text.removeprefix("(").removesuffix(")") if _IN_BRACKETS.fullmatch(text) else text
        text = _BRACKET.sub(_mark_of_bracket, inside)
        text = wording.PROGRAMME.sub(_APART, text)
        for name, _ in unit_names(self.lexicon.plan):
            alone = "" if len(name) > 2 else r"(?<![\u4e00-\u9fff])"
            text = re.sub(alone + re.escape(name), _APART, text)
        text = wording.OFFICE.sub(_APART, wording.REGIONS.sub(_APART, wording.BY_TIMES.sub(_APART, text)))
        text = wording.YEARLESS_DAY.sub(_APART, wording.FULL_DATE.sub(_APART, wording.YEAR_RANGE.sub(_APART, text)))
        for said in periods_in(text, self.lexicon.period):
            text = text.replace(said.text, _APART)
        for pattern in (wording.YEARLESS, *(pattern for pattern, _ in WAYS), wording.AND, _NO_WORD):
            text = pattern.sub(_APART, text)
        return text

    def _own(self, indicator: Indicator) -> set[str]:
        """The names that a title may give to the indicator's figures: its own, and its wholes'."""
        return {fold(name) for one in (indicator, *self._wholes(indicator)) for name in _names(one)}

    def _wholes(self, indicator: Indicator) -> list[Indicator]:
        return [one for one in self.lexicon.plan.indicators if indicator.id in one.includes]

    @cached_property
    def _taken_up(self) -> set[str]:
        """The names of the indicators that headings name."""
        known = (one for one in self.lexicon.plan.indicators if self._is_taken_up(one))
        return {fold(name) for one in known for name in _names(one)}

    def _is_taken_up(self, indicator: Indicator) -> bool:
        return any(fold(name) in self.words for name in _names(indicator))

    def _is_own(self, word: str, indicator: Indicator) -> bool:
        """Whether the indicator's own names say a word, 工业 for 工业企业."""
        bare = word.removesuffix("企业") or word
        return any(bare in fold(name) for name in _names(indicator))


def _names(indicator: Indicator) -> Sequence[str]:
    return indicator.name, *indicator.reported_as


def _is_kind(indicator: Indicator) -> bool:
    """Whether it counts businesses as such: below what else is counted, 企业 only says whose."""
    return bool(wording.KINDS & {fold(name) for name in _names(indicator)})


def _mark_of_bracket(found: re.Match[str]) -> str:
    """A bracket of measure units or of anything but a kind (制造业) is none of the title's words."""
    inner = found[1]
    is_kind = inner.endswith(("业", "企业", "园区", "开发区")) and not unit_words(inner)
    return inner if is_kind else _APART
