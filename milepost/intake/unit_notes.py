"""Notes about measure units: of all of a table (以上数据单位为万元), or of one thing in it (GDP为亿元)."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from milepost.intake.measures import unit_words, with_chinese_units
from milepost.intake.wording import EARLIER, GROWTH, PLANNED
from milepost.plan.names import fold

_BRACKETS = str.maketrans("[]【】〔〕", "()()()", "\"'“”‘’「」『』")
_UNIT_IN_ENGLISH = re.compile(r"(?<![a-z])units?\s*:", re.IGNORECASE)
_MARK = re.compile(r"^\s*([*①-⑳])")
_NOTE_WORDS = re.compile(r"^(?:\*+|[①-⑳]|\d{1,2}[.、)]|(?:附?注|备注|说明|填[报表]说明|note)\d*[:.、])+")
_LINK = re.compile(
    r"的?(?:计量|统计|货币|金额|数值|数据|价值)?单位(?:均|都|全部|统一)*(?:为|是|:|-|以|按)*"
    r"|(?:均|都)*(?:为|是|以|按|用|:)"
)
_TAIL = re.compile(r"(?:为(?:计量|统计|计算)?单位|计算?|统计|填报|列示|表示)$")
_OF_ALL = re.compile(
    r"(?:本|此|该|上|以|下|列|述|表|页|中|内|所有|全部|各项|各|数据|数值|数字|指标|金额|货币|资金|计量|统计|计价|价值量?"
    r"|人民币|其余|其他|项|均|都|的|按.{1,6}(?:计算|核算)|(?:除|如)?(?:特别|另有)?(?:注明|说明)(?:者|的)?外?|[:*])*"
)
_AROUND_SUBJECT = re.compile(r"^(?:\d{1,2}[.、)]|本表|表中|表内|其中|以上|各县区|各地|的)+|(?:的|数据|数值|指标)+$")
_OTHER_THING = re.compile("人均|户均|平均|单位|每|率|指数|" + "|".join(p.pattern for p in (GROWTH, PLANNED, EARLIER)))


def plain_line(text: str) -> str:
    """A line in half width, its brackets round, without quotation marks and with Chinese units; blanks stay."""
    plain = with_chinese_units(unicodedata.normalize("NFKC", text.translate(_BRACKETS)).translate(_BRACKETS))
    return _UNIT_IN_ENGLISH.sub("。单位:", plain)


@dataclass(frozen=True)
class UnitNote:
    """Measure units that a line says of `subject`, empty for all of a table, or of what bears its own `mark` (*).

    `says_unit` tells whether it has the word 单位: GDP为亿元 has not.
    """

    units: tuple[str, ...]
    subject: str
    mark: str
    says_unit: bool

    @property
    def is_of_all(self) -> bool:
        """Whether it speaks of a whole table."""
        return bool(_OF_ALL.fullmatch(self.subject))

    def is_of(self, heading: str, names: Iterable[str]) -> bool:
        """Whether it means what stands under a heading and has these names; 人均地区生产总值 is another thing."""
        if self.mark and self.is_of_all:
            return self.mark in heading.replace("＊", "*")
        known = {*map(fold, names), *(fold(text) for text in heading.split(" / "))} - {""}
        return any(
            name in part and not _OTHER_THING.search(part.replace(name, "", 1))
            for part in self.subjects
            for name in known
        )

    @property
    def subjects(self) -> list[str]:
        """The things it names."""
        return [bare for part in re.split("[、和及与]", self.subject) if (bare := _AROUND_SUBJECT.sub("", part))]

    def is_in(self, texts: Collection[str]) -> bool:
        """Whether what it names stands in one of these folded texts; a mark alone may stand anywhere."""
        if self.mark and self.is_of_all:
            return any(self.mark in text for text in texts)
        return all(any(subject in text for text in texts) for subject in self.subjects)


def unit_notes(text: str) -> Iterator[UnitNote]:
    """What a line says of measure units, phrase by phrase."""
    mark = _MARK.match(text.replace("＊", "*"))
    for sentence in re.split("[。;]", _NOTE_WORDS.sub("", _joined(plain_line(text)))):
        before, last = "", None
        for phrase in filter(None, re.split(r"[,()\s]", sentence)):
            if last is not None and (more := unit_words(phrase)):
                last = UnitNote((*last.units, *more), last.subject, last.mark, last.says_unit)
                continue
            if last is not None:
                yield last
            last = _note_of(phrase, before, mark[1] if mark else "")
            before = before if last is not None or _OF_ALL.fullmatch(phrase) else phrase
        if last is not None:
            yield last


def _joined(plain: str) -> str:
    """A line folded; blanks between its longer parts separate them, those within words do not."""
    parts = plain.split()
    return ",".join(map(fold, parts)) if all(len(part) > 2 for part in parts) else fold(plain)


def _note_of(phrase: str, before: str, mark: str) -> UnitNote | None:
    """What one phrase says, by its first link behind which only units stand; `before` is how the sentence began."""
    if len(phrase) > 1 and (alone := unit_words(phrase)):
        return UnitNote(tuple(alone), before, mark, says_unit=False)
    for link in _LINK.finditer(phrase):
        rest = phrase[link.end() :]
        units = unit_words(rest) or unit_words(_TAIL.sub("", rest))
        if units:
            subject = phrase[: link.start()]
            return UnitNote(tuple(units), subject or before, mark, says_unit="单位" in link[0])
    return None
