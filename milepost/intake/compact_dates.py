"""Months and stretches of days as titles and the names of sheets and files write them, spelled out."""

import re
from collections.abc import Iterator

from milepost.intake.times import periods_in
from milepost.plan.names import fold
from milepost.plan.period import Period, SaidPeriod

_STRETCH = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?:年|[./-])(?P<from>\d{1,2})(?:月|[./-])(?P<day>\d{1,2})日?[-~至到]"
    r"(?:(?P<until>20\d\d)(?:年|[./-]))?(?P<to>\d{1,2})(?:月|[./-])\d{1,2}(?!\d)日?"
)
_MONTHS = re.compile(
    r"(?<!\d)(?P<year>20\d\d)[年.](?P<from>\d{1,2})月?[-~至到](?P=year)[年.](?P<to>\d{1,2})(?![\d.])月?"
)
_LAST_DAY = re.compile(r"(?<!\d)(20)?([12]\d)(0331|0630|0930|1231)(?!\d)")
# 2023.5亿元 is an amount and 2023-5号 a document.
_COMPACT = re.compile(
    r"(?<![\da-z./-])(20[12]\d)(?:[-./]?(0[1-9]|1[0-2])|[./-]([1-9]))(?!\d|[-./]\d|[号亿万千百元户人个家次项%])"
)


_NO_PERIOD = r"(?!年|号|户|人|家|元|万|亿|行动|计划|规划|目标|工程|学年)"
# 2022各县区 and (End of 2022); but 2025行动 is a programme, C2013 a table.
_BARE_YEAR = re.compile(rf"(?:(?<![\da-z.〔\[(/-])|(?<=of|in))(20[12]\d)(?=[\u4e00-\u9fff)]|[a-gi-pr-z]|$){_NO_PERIOD}")
# Folding takes the blank that parts a year from the number before it: 表3-1 2022各县区.
_PARTED_YEAR = re.compile(rf"(?<=\d)\s+(20[12]\d)(?=[\u4e00-\u9fff]){_NO_PERIOD}")
_QUARTER_NAME = re.compile(r"第?([一二三四1-4])季(?:报表?)?|季报([1-4])")
_SHORT_MONTH = re.compile(r"(?<=\()(2\d)[./-](0?[1-9]|1[0-2])(?=\))")


def spelled_out(text: str) -> str:
    """The text, folded, with its months in words: 202303, （2023.3）, （23.3）, 2023.1.1—2023.3.31, 20230331."""
    folded = fold(_PARTED_YEAR.sub(r" \1年", text))
    folded = _MONTHS.sub(_months, _STRETCH.sub(_months, folded))
    folded = _SHORT_MONTH.sub(lambda m: f"20{m[1]}年{int(m[2])}月", folded)
    folded = _LAST_DAY.sub(lambda m: f"20{m[2]}年{int(m[3][:2])}月", folded)
    folded = _COMPACT.sub(lambda m: f"{m[1]}年{int(m[2] or m[3])}月", folded)
    return _BARE_YEAR.sub(r"\1年", folded)


def periods_in_name(text: str, asked: Period) -> Iterator[SaidPeriod]:
    """The periods that a title, or the name of a sheet or of a file, says."""
    quarter = _QUARTER_NAME.fullmatch(fold(text))
    yield from periods_in(f"{quarter[1] or quarter[2]}季度" if quarter else spelled_out(text), asked)


def _months(match: re.Match[str]) -> str:
    """A stretch within one year by its months where they are those of a sum, else by what it reaches into."""
    said = match.groupdict()
    first, last = int(said["from"]), int(said["to"])
    if (said.get("until") or said["year"]) != said["year"] or not 1 <= first <= last <= 12:
        return match[0]
    is_whole = int(said.get("day") or 1) == 1 and (first == 1 or (first % 3 == 1 and last == first + 2))
    return f"{said['year']}年" + (f"{first}-{last}月" if is_whole and first < last else f"{last}月")
