"""When and how figures hold, as tables word it: periods without their year, days of writing, ways of reporting."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from milepost.intake import wording
from milepost.plan.indicator import Indicator
from milepost.plan.names import fold
from milepost.plan.period import Period, SaidPeriod, said_periods

Said = Literal["end", "quarter", "month", "january", "accumulated", "ever"]
"""How a heading words its way: at the end of the period, of the quarter or month alone, from January on, simply
累计, or since a year long past."""
WAYS: tuple[tuple[re.Pattern[str], Said], ...] = (
    (wording.EVER, "ever"),
    (wording.FROM_JANUARY, "january"),
    (wording.ACCUMULATED, "accumulated"),
    (wording.OF_QUARTER, "quarter"),
    (wording.OF_MONTH, "month"),
    (wording.AT_END, "end"),
)
_MONTH = re.compile(r"(20\d\d)(?:(?P<mark>[-/.])(\d{1,2})(?:(?P=mark)\d{1,2})?|(0[1-9]|1[0-2])(?:[0-3]\d)?)")
PUNCTUATION = "、,:-_/·.;*"
JOINTS = PUNCTUATION + "末底止数的度"
"""What may be left hanging where a period or a way was taken out of a text."""


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
            so_far = "累计" if folded[match.end() :].startswith(("累计", "止累计", "末累计")) else ""
            yield from said_periods(f"{asked.year}年{match[0]}{so_far}")


def reaches_up_to(text: str, said: SaidPeriod) -> bool:
    """Whether a folded text says up to when sums reach, and not of which month they are: 截至6月, 6月30日, 累计."""
    month = f"(?:{said.period.year}年)?{re.escape(said.text.removeprefix(f'{said.period.year}年'))}"
    return bool(re.search(wording.UP_TO.format(month=month), text) or wording.ACCUMULATED.search(text))


def _is_last_day(text: str, asked: Period) -> bool:
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    return numbers == [asked.end.year, asked.end.month, asked.end.day]


def periods_in_column(text: str, asked: Period) -> Iterator[SaidPeriod]:
    """The periods that a 报告期 column says; a date (2023-06-01, as Excel keeps months) or 202306 means its month."""
    month = _MONTH.fullmatch(text.strip())
    yield from said_periods(f"{month[1]}年{int(month[3] or month[4])}月") if month else periods_in(text, asked)


def reaches_back(text: str, asked: Period) -> bool:
    """Whether a 报告期 column says of its row that it holds what came since January: 1—6月."""
    return bool(text) and any(said.ytd and said.agrees(asked) for said in periods_in_column(text, asked))


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


def without_periods(text: str, asked: Period) -> tuple[str, tuple[SaidPeriod, ...], frozenset[Said]]:
    """The text without the periods it names, these, and the way that a wording from January on implies."""
    ways: set[Said] = set()
    if wording.EVER.search(text):
        text, ways = wording.EVER.sub("", text), {"ever"}
    periods = tuple(periods_in(text, asked))
    text = wording.FULL_DATE.sub("", wording.YEAR_RANGE.sub("", text))
    for said in periods:
        yearless = said.text.removeprefix(f"{asked.year}年")
        text = text.replace(said.text if said.text in text else yearless, "", 1).lstrip(JOINTS)
        if said.ytd:
            ways.add("january")
    return text, periods, frozenset(ways)


def without_times(text: str, asked: Period) -> tuple[str, tuple[SaidPeriod, ...], frozenset[Said]]:
    """The text without any words of period and way, and these."""
    text, periods, ways = without_periods(text, asked)
    for pattern, said in WAYS:
        if pattern.search(text):
            text, ways = pattern.sub("", text), ways | {said}
    return text, periods, ways


def is_time(text: str) -> bool:
    """Whether a text says nothing but a period or a way."""
    bare = text
    for pattern in (wording.EVER, *(pattern for pattern, _ in WAYS), wording.FULL_DATE, wording.YEARLESS):
        bare = pattern.sub("", bare)
    for said in said_periods(text):
        bare = bare.replace(said.text, "")
    return bare != text and not bare.strip(JOINTS)
