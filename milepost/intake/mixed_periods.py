"""Which periods the lines above a table mean: not those of a yearbook, a meeting or a revision named there too."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from milepost.plan.period import Period, SaidPeriod

Told = tuple[tuple[int, int], str, tuple[SaidPeriod, ...]]
"""A place, the folded text that stands there, and the periods it names."""
_ASIDE_BEHIND = re.compile(
    r"[末底份止]*(?:[^\d,;。()]{0,14}(?:年鉴|统计资料|会议?(?:参阅)?(?:材料|资料)|会议|现场会|调度会)|编?印|印[发制]"
    r"|[^\d,;。()]{0,4}(?:修订|修正|核定|核实|更新|区划|发布|公布|目标|基数|对比基)|以来|起|相?比|不变价|可比价|价格?|为基|=100)"
)
_ASIDE_BEFORE = re.compile(r"(?:[比较按自从]|更新[至到于]|修订于|印于|年鉴[-(]?)$")


def meant(told: Sequence[Told]) -> list[Told]:
    """What is told, without the periods of yearbooks, meetings, revisions and comparisons where any others are."""
    kept = [
        (place, text, tuple(said for said in periods if not _is_aside(text, said))) for place, text, periods in told
    ]
    kept = [one for one in kept if one[2]]
    return kept or list(told)


def other_than(told: Sequence[Told], asked: Period) -> SaidPeriod | None:
    """A period told beside the one asked for that it cannot be; the beginning of a stretch is no period of its own."""
    said = [(one, text) for _, text, periods in told for one in _without_beginnings(text, periods)]
    if not any(one.agrees(asked) for one, _ in said):
        return None
    return next((one for one, _ in said if not one.agrees(asked)), None)


def _without_beginnings(text: str, periods: Sequence[SaidPeriod]) -> Iterator[SaidPeriod]:
    for first, last in pairwise(periods):
        if not re.search(rf"{_words(text, first)}[末底]?[-~至到]{_words(text, last)}", text):
            yield first
    yield from periods[-1:]


def _words(text: str, said: SaidPeriod) -> str:
    """How a text words a period, to be looked for: without the year where it is not written."""
    return re.escape(said.text if said.text in text else said.text.removeprefix(f"{said.period.year}年"))


def _is_aside(text: str, said: SaidPeriod) -> bool:
    found = re.search(_words(text, said), text)
    return bool(found and (_ASIDE_BEHIND.match(text[found.end() :]) or _ASIDE_BEFORE.search(text[: found.start()])))
