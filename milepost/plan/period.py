"""When a figure holds: months, quarters, half-years and years, and the Chinese wording clerks give them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Literal, Self

from milepost.errors import PeriodError
from milepost.plan.names import fold

Frequency = Literal["month", "quarter", "half", "year"]
MONTHS: dict[Frequency, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_CANONICAL = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})|Q(?P<quarter>[1-4])|H(?P<half>[12]))?")
_ORDINALS = "一二三四"


@total_ordering
@dataclass(frozen=True)
class Period:
    """A month, quarter, half-year or year; `number` counts from 1 within the year.

    Periods order by the day they end, the shorter first, so 2023Q4 < 2023 and 2023Q2 < 2023Q3.
    """

    year: int
    frequency: Frequency
    number: int = 1

    def __post_init__(self) -> None:
        if not (1900 <= self.year <= 2199 and 1 <= self.number <= 12 // MONTHS[self.frequency]):
            raise PeriodError(f"没有这样的报告期：{self.year}年第{self.number}个{self.frequency}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """The period written `2023-06`, `2023Q2`, `2023H1` or `2023`; anything else raises PeriodError."""
        match = _CANONICAL.fullmatch(text.strip().upper())
        if match is None:
            raise PeriodError(f"“{text}”不是报告期，请写成 2023Q2、2023-06、2023H1 或 2023")
        for frequency in ("month", "quarter", "half"):
            if match[frequency]:
                return cls(int(match["year"]), frequency, int(match[frequency]))
        return cls(int(match["year"]), "year")

    @classmethod
    def quarter_of(cls, day: date) -> Self:
        """The quarter that contains `day`."""
        return cls(day.year, "quarter", (day.month + 2) // 3)

    def __str__(self) -> str:
        match self.frequency:
            case "month":
                return f"{self.year}-{self.number:02}"
            case "quarter":
                return f"{self.year}Q{self.number}"
            case "half":
                return f"{self.year}H{self.number}"
            case "year":
                return str(self.year)

    def __lt__(self, other: "Period") -> bool:
        return self._place < other._place

    @property
    def _place(self) -> tuple[int, int]:
        # Whole months: periods are ordered thousands of times for a page, and the calendar is slow.
        length = MONTHS[self.frequency]
        return self.year * 12 + self.number * length, length

    @property
    def words(self) -> str:
        """As the office says it: 2023年二季度, 2023年6月, 2023年上半年, 2023年."""
        match self.frequency:
            case "month":
                return f"{self.year}年{self.number}月"
            case "quarter":
                return f"{self.year}年{_ORDINALS[self.number - 1]}季度"
            case "half":
                return f"{self.year}年{'上下'[self.number - 1]}半年"
            case "year":
                return f"{self.year}年"

    @property
    def start(self) -> date:
        """First day."""
        return date(self.year, (self.number - 1) * MONTHS[self.frequency] + 1, 1)

    @property
    def end(self) -> date:
        """Last day."""
        month = self.number * MONTHS[self.frequency]
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def ordinal(self) -> int:
        """Consecutive whole numbers within one frequency, so that differences count periods."""
        return self.year * (12 // MONTHS[self.frequency]) + self.number - 1

    def plus(self, count: int) -> "Period":
        """The period `count` of its own frequency later (earlier when negative)."""
        year, index = divmod(self.ordinal + count, 12 // MONTHS[self.frequency])
        return Period(year, self.frequency, index + 1)

    def previous(self) -> "Period":
        """The one before: what 环比 compares with."""
        return self.plus(-1)

    def year_ago(self) -> "Period":
        """The same one a year before: what 同比 compares with."""
        return self.plus(-12 // MONTHS[self.frequency])

    def last_quarter(self) -> "Period":
        """The quarter at whose end this period is judged."""
        return Period.quarter_of(self.end)

    def ends(self, frequency: Frequency) -> bool:
        """Whether this period closes a period of `frequency`: a yearly indicator is owed in the fourth quarter."""
        return self.number * MONTHS[self.frequency] % MONTHS[frequency] == 0


def quarters(first: Period, last: Period) -> list[Period]:
    """All quarters from `first` to `last`, both included; empty when `last` is earlier."""
    return [first.plus(k) for k in range(last.ordinal - first.ordinal + 1)]


@dataclass(frozen=True)
class SaidPeriod:
    """A period as a text words it; `ytd` when the words mean "from January on" (上半年, 1—6月, 前三季度, 累计).

    `alone` when they mean a quarter's own months and none before: 4—6月, 二季度内.
    """

    period: Period
    ytd: bool
    text: str
    alone: bool = False

    def agrees(self, period: Period) -> bool:
        """Whether a table that says this may hold figures of `period`: same last day, or only the year is named."""
        return self.period.end == period.end or (
            self.period.frequency == "year" and not self.ytd and self.period.year == period.year
        )


# A table's number may stand right before its year once blanks are gone: 表20 2023年.
_YEAR = r"(?!\d{1,4}(?:19|20)\d{2}年)(?P<year>(?:19|20)\d{2})(?P<parted>年度?|/|-|\.)?"
_SAID = re.compile(
    _YEAR
    + r"(?:"
    + r"(?P<to>1(?:月份?)?[-~至到](?P<upto>1[0-2]|[2-9])月)"
    + r"|(?P<alone>(?:4(?:月份?)?[-~至到]6|7(?:月份?)?[-~至到]9|10(?:月份?)?[-~至到]12)月)"
    + r"|(?P<quarters>(?:前|第?[一1](?:季度?)?[-~至到]第?)(?P<count>[二三四两2-4])个?季度?)"
    + r"|第?(?P<quarter>[一二三四1-4])季度?"
    + r"|q(?P<q>[1-4])(?!\d)"
    + r"|h(?P<h>[12])(?!\d)"
    + r"|(?P<half>[上下])半年"
    # Digits right behind digits are no month: 20236 and 202306 are numbers that a sheet holds as text.
    + r"|(?(parted)(?P<month>1[0-2]|0?[1-9])(?:月|(?=$|[-./]\d{1,2}(?!\d)))|(?!))"
    + r")?"
)
_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"[一二][〇零○0一二三四五六七八九]{3}(?=年)")
_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4, "两": 2}
_MONTH_WORDS = {word: str(n) for n, word in enumerate([*"一二三四五六七八九十", "十一", "十二"], 1)}
_MONTH_WORD = r"(?:十[一二]?|[一二三四五六七八九])"
_CHINESE_MONTH = re.compile(
    rf"(?<![一二三四五六七八九十]){_MONTH_WORD}(?=月(?!一)|(?:月份?)?[-~至到](?:{_MONTH_WORD}|1[0-2]|\d)月)"
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


def _number(text: str) -> int:
    return _NUMBERS.get(text) or int(text)


_SHORT_YEAR = re.compile(
    r"(?<![\d近前])([12]\d)年(?=第?[一二三四1-4]季|[上下]半年|前[二三两23]|(?:1[0-2]|[1-9])月|1(?:月份?)?[-~至到]|[末底])"
    r"|^([12]\d)年度?$|(?<![\d.])([12]\d)\.(?=[1-4]季)|['’‘]([12]\d)(?:年|(?!\d))"
)
_SHORT_QUARTER = re.compile(r"(?<![\da-z])([12]\d)q([1-4])(?!\d)")
_QUARTER_FIRST = re.compile(r"(?<!\d)([1-4])q(20\d\d)(?!\d)")
_ODD_QUARTER = re.compile(r"\(([一二三四1-4])\)(?=季)|(?<![a-z])(i{1,3}|iv)(?=季)|(首)季度?")
_LISTED_QUARTERS = re.compile(
    r"(?<![第一二三四\d])(?:一[、,+和及与]?二|1[、,+和及与]2)(?:[、,+和及与]?(?P<third>三|(?<=\D)3))?季度?"
)
"""一、二季度 are both of them; so are 1+2季度."""
_HALF = re.compile(r"(?<![上下近每两几一二三\d个])半年度")


def plain_times(folded: str) -> str:
    """A folded text with its years in four digits (二〇二三年, ’23, 23年二季度) before their quarters (23Q2, 2Q2023),
    its months in digits (三月) and its quarters in plain words: （一）季度, Ⅰ季度, 首季, 一、二季度.
    """
    text = _CHINESE_YEAR.sub(lambda m: m[0].translate(_CHINESE_DIGITS), folded)
    text = _SHORT_QUARTER.sub(r"20\1q\2", _QUARTER_FIRST.sub(r"\2q\1", text))
    text = _CHINESE_MONTH.sub(lambda m: _MONTH_WORDS[m[0]], text)
    text = _ODD_QUARTER.sub(lambda m: m[1] or _ROMAN.get(m[2] or "") or "一季度", text)
    text = _LISTED_QUARTERS.sub(lambda m: f"1-{3 if m['third'] else 2}季度", text)
    text = _HALF.sub("上半年", text)
    return _SHORT_YEAR.sub(lambda m: f"20{m[1] or m[2] or m[3] or m[4]}年", text)


def _is_plainly_a_year(match: re.Match[str]) -> bool:
    """Whether the words make four digits a year even behind other digits: 12023年二季度 is (表)1 2023年二季度."""
    return (match["parted"] or "").startswith("年") and not match[0].endswith(("年", "年度"))


def said_periods(text: str) -> list[SaidPeriod]:
    """Every period that `text` names, in order: 2023年二季度, 二〇二三年1—6月, 2023Q2, 2022年前三季度, 2023年.

    Years come without 年 only when something of the year follows (2023Q2) or the year stands in brackets or alone.
    """
    folded = plain_times(fold(text))
    found = []
    for match in _SAID.finditer(folded):
        before, after = folded[: match.start()][-1:], folded[match.end() :][:1]
        if (before.isdigit() and not _is_plainly_a_year(match)) or (after.isdigit() and match[0][-1:].isdigit()):
            continue
        year = int(match["year"])
        ytd = False
        if match["to"]:
            period, ytd = Period(year, "month", int(match["upto"])), True
        elif match["alone"]:
            period = Period(year, "quarter", 2 + "4710".index(match["alone"][0]))
        elif match["quarters"]:
            period, ytd = Period(year, "quarter", _number(match["count"])), True
        elif match["quarter"] or match["q"]:
            period = Period(year, "quarter", _number(match["quarter"] or match["q"]))
        elif match["half"] or match["h"]:
            number = int(match["h"] or "上下".index(match["half"]) + 1)
            period, ytd = Period(year, "half", number), number == 1
        elif match["month"]:
            period = Period(year, "month", int(match["month"]))
        elif match[0].endswith(("年", "年度")) or (before + after == "()" or folded == match[0]):
            period = Period(year, "year")
        else:
            continue
        said_ytd = ytd or folded[match.end() :].startswith(("累计", "止累计"))
        is_alone = bool(match["alone"] or (match["quarter"] and folded[match.end() :].startswith("内")))
        found.append(SaidPeriod(period, said_ytd, match[0], is_alone))
    return found
