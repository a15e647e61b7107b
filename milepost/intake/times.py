"""When and how figures hold, as tables word it: periods without their year, days of writing, ways of reporting."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from milepost.intake import wording
from milepost.plan.indicator import Indicator
from milepost.plan.names import fold
from milepost.plan.period import Period, SaidPeriod, plain_times, said_periods

Said = Literal["end", "until", "quarter", "month", "january", "accumulated", "ever"]
"""How a heading words its way: at the end of the period, up to its end (截至6月底), of the quarter or month alone, from
January on, simply 累计, or since a year long past."""
WAYS: tuple[tuple[re.Pattern[str], Said], ...] = (
    (wording.EVER, "ever"),
    (wording.FROM_JANUARY, "january"),
    (wording.ACCUMULATED, "accumulated"),
    (wording.OF_QUARTER, "quarter"),
    (wording.OF_MONTH, "month"),
    (wording.UNTIL, "until"),
    (wording.AT_END, "end"),
)
_SPANS = tuple((pattern, said) for pattern, said in WAYS if said in ("quarter", "month"))
_MONTH = re.compile(r"(20\d\d)(?:(?P<mark>[-/.])(\d{1,2})(?:(?P=mark)\d{1,2})?|(0[1-9]|1[0-2])(?:[0-3]\d)?)")
_NOW = re.compile("本(?:期|季度?)数?|当[期季]数?|报告期数?")
_BEFORE = re.compile("上(?:期|季度?)末?数?")
_YEAR_AGO = re.compile("(?:上年|去年)同[期季]数?")
_BARE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d年度?")
_YEAR_END = re.compile(r"年?[末底](?!前)")
_ALL_YEAR = re.compile(r"全年|[\u4e00-\u9fff]{0,6}年报")
_LOOSE_END = re.compile(r"^(?:份|\d{1,2}[日号])?(?:[末底]|为?止)?")
PUNCTUATION = "、,:-_/·.;*"
JOINTS = PUNCTUATION + "末底止数的度"
"""What may be left hanging where a period or a way was taken out of a text."""


@lru_cache(maxsize=8_192)  # the texts of a table repeat, row by row
def periods_in(text: str, asked: Period) -> tuple[SaidPeriod, ...]:
    """The periods that a text names. One without its year (二季度, 1—6月) is of the year that it names elsewhere, else
    of the one asked for.

    Days of writing (2023年7月5日) and ranges of years (2022—2024年) are no periods; 截至6月30日 is one, and so is the
    last day of a month: nothing is written before the period is over. A range of past years is of its last one.
    """
    return tuple(_periods(plain_times(fold(text)), asked))


def _periods(text: str, asked: Period) -> Iterator[SaidPeriod]:
    folded = wording.YEAR_RANGE.sub("", _past_ranges(text, asked))
    for match in wording.FULL_DATE.finditer(folded):
        if match["until"] or _is_last_day(match["day"], asked):
            yield from said_periods(match["day"])
    folded = wording.FULL_DATE.sub("", folded)
    said = said_periods(folded)
    years = {one.period.year for one in said}
    if len(years) <= 1 and all(one.period.frequency == "year" and not one.ytd for one in said):
        rest = _BARE_YEAR.sub(" ", folded)
        said = list(_yearless(rest, years.pop() if years else asked.year, asked)) or said
    yield from (_of_all_year(one, folded) for one in said)


def _of_all_year(said: SaidPeriod, text: str) -> SaidPeriod:
    """A year as the text means it: 2017年末 is the end of its last quarter, 2017年全年 all of it and no part."""
    behind = text.partition(said.text)[2]
    if said.period.frequency == "year" and not said.ytd and _YEAR_END.match(behind):
        return SaidPeriod(Period(said.period.year, "quarter", 4), ytd=False, text=said.text)
    return replace(said, ytd=True) if said.period.frequency == "year" and _ALL_YEAR.match(behind) else said


def _past_ranges(text: str, asked: Period) -> str:
    """The text with past ranges of years as their last year; programmes may begin, and be over, at any time."""
    return wording.PAST_RANGE.sub(
        lambda match: f"{match['last']}年" if int(match["last"]) < asked.year else match[0], text
    )


def _yearless(text: str, year: int, asked: Period) -> Iterator[SaidPeriod]:
    for match in wording.YEARLESS_DAY.finditer(text):
        day = f"{year}年{match['day']}"
        if match["until"] or _is_last_day(day, asked):
            yield from said_periods(day)
    text = wording.YEARLESS_DAY.sub(" ", text)
    for match in wording.YEARLESS.finditer(text):
        if match[0] == "全年":
            yield SaidPeriod(Period(year, "year"), ytd=True, text=match[0])
            continue
        behind = text[match.end() :]
        so_far = "累计" if behind.startswith(("累计", "止累计", "末累计")) else ""
        yield from said_periods(f"{year}年{match[0]}{so_far or '内' * behind.startswith('内')}")


def reaches_up_to(text: str, said: SaidPeriod) -> bool:
    """Whether a folded text says up to when sums reach, and not of which month they are: 截至6月, 6月30日, 累计."""
    month = f"(?:{said.period.year}年)?{re.escape(said.text.removeprefix(f'{said.period.year}年'))}"
    return bool(re.search(wording.UP_TO.format(month=month), text) or wording.ACCUMULATED.search(text))


def _is_last_day(text: str, asked: Period) -> bool:
    """Whether a day is the last one of a month, up to the period asked for."""
    year, month, day = (int(number) for number in re.findall(r"\d+", text))
    is_past = (year, month) <= (asked.end.year, asked.end.month)
    return 1 <= month <= 12 and is_past and day == monthrange(year, month)[1]


def periods_in_column(text: str, asked: Period) -> Sequence[SaidPeriod]:
    """The periods that a 报告期 column says: a date (2023-06-01, as Excel keeps months) or 202306 means its month, 本期
    the one asked for.
    """
    folded = fold(text)
    for pattern, period in ((_NOW, asked), (_BEFORE, asked.previous()), (_YEAR_AGO, asked.year_ago())):
        if pattern.fullmatch(folded):
            return (SaidPeriod(period, ytd=False, text=text.strip()),)
    month = _MONTH.fullmatch(text.strip())
    return said_periods(f"{month[1]}年{int(month[3] or month[4])}月") if month else periods_in(text, asked)


def reaches_back(text: str, asked: Period) -> bool:
    """Whether a 报告期 column says of its row that it holds what came since January: 1—6月."""
    return bool(text) and any(said.ytd and said.agrees(asked) for said in periods_in_column(text, asked))


def are_single_months(texts: Iterable[str], asked: Period) -> bool:
    """Whether a column of periods goes through months, not only ends of quarters: each then stands for itself."""
    said = (one for text in texts for one in periods_in_column(text, asked))
    months = {one.period for one in said if one.period.frequency == "month" and not one.ytd}
    return any(month.number % 3 for month in months) and len(months) > 1


def wrong_way(indicator: Indicator, ways: Iterable[Said], period: Period) -> str:
    """What is wrong, in Chinese, when a heading's way is not the indicator's; empty when they agree.

    In the first quarter the quarter alone and the sum since January are the same.
    """
    first = period.end.month <= 3
    for said in ways:
        match indicator.way, said:
            case ("stock", "accumulated" | "ever") | ("ytd", "end" | "ever"):
                wrong = True
            case ("flow", "end" | "until" | "accumulated" | "ever"):
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
    "until": "截至期末的数",
    "quarter": "本季发生数",
    "month": "本月发生数",
    "january": "年初至今累计",
    "accumulated": "累计数",
    "ever": "历年累计",
}


def without_periods(text: str, asked: Period) -> tuple[str, tuple[SaidPeriod, ...], frozenset[Said]]:
    """The text without the periods it names, these, and the way that a wording from January on implies."""
    ways: set[Said] = set()
    if wording.EVER.search(text):
        text, ways = wording.EVER.sub("", text), {"ever"}
    periods = periods_in(text, asked)
    text = wording.YEAR_RANGE.sub("", _past_ranges(text, asked))
    if any((match["until"] or "").startswith("截") for match in wording.FULL_DATE.finditer(text)):
        ways.add("until")
    text = wording.FULL_DATE.sub("", text)
    for said in periods:
        text, is_until = _without(text, said)
        if is_until:
            ways.add("until")
        if said.ytd:
            ways.add("january")
        if said.alone:
            ways.add("quarter")
    return without_total(text, ways), periods, frozenset(ways)


def without_total(text: str, ways: AbstractSet[Said]) -> str:
    """The text behind words of time, empty where it only adds up that time and no places: 上半年合计, 目前总数."""
    is_of_time = ("january" in ways and text in wording.TOTALS) or ("end" in ways and text in wording.COUNTS)
    return "" if is_of_time else text


def _without(text: str, said: SaidPeriod) -> tuple[str, bool]:
    """The text without one of its periods, and whether it says that figures reach up to its end."""
    words = said.text
    if words not in text:
        text = re.sub(f"(?<!\\d){said.period.year}年度?", "", text)
        words = words.removeprefix(f"{said.period.year}年")
    if not words:
        return text, False
    before, found, after = text.partition(words)
    if not found:
        return text, False
    is_until = wording.UNTIL.search(before)
    after = _LOOSE_END.sub("", after, count=1)
    return (wording.UNTIL.sub("", before) + after).lstrip(JOINTS), bool(is_until)


@lru_cache(maxsize=8_192)
def without_times(text: str, asked: Period) -> tuple[str, tuple[SaidPeriod, ...], frozenset[Said]]:
    """The text without any words of period and way, and these."""
    text, periods, ways = without_periods(text, asked)
    for pattern, said in WAYS:
        if pattern.search(text):
            text, ways = pattern.sub("", text), ways | {said}
    return text, periods, ways


def ways_in_column(text: str, asked: Period) -> frozenset[Said]:
    """The ways that a 报告期 column says: where it names no period, any (本月, 1—本月累计), else only 当月 and 当季."""
    if not text or not (periods := periods_in_column(text, asked)):
        rest, _, ways = without_times(plain_times(fold(text)), asked)
        return frozenset() if rest.strip(JOINTS) else ways
    rest = plain_times(fold(text))
    for said in periods:
        rest, _ = _without(rest, said)
    return frozenset(said for pattern, said in _SPANS if pattern.search(rest))


def is_time(text: str) -> bool:
    """Whether a text says nothing but a period or a way."""
    bare = wording.YEARLESS_DAY.sub("", wording.FULL_DATE.sub("", wording.EVER.sub("", text)))
    for said in said_periods(bare):
        bare = bare.replace(said.text, "")
    for pattern in (wording.YEARLESS, *(pattern for pattern, _ in WAYS), wording.UP_TO_WORDS):
        bare = pattern.sub("", bare)
    return bare != text and not bare.strip(JOINTS)
