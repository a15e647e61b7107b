"""What the words of a comparison look back to: growth rates and the figures of earlier periods beside a table's own."""

import re
from typing import Literal

from milepost.intake.measures import shift_between
from milepost.intake.wording import GROWTH, either
from milepost.plan.indicator import Indicator
from milepost.plan.names import fold
from milepost.plan.period import Period, SaidPeriod

What = Literal["level", "growth"]
"""A figure of an earlier period, or a rate in per cent on it."""
_RATE = re.compile(r"%|增速|增幅|增长率|增长速度")
_GROWN = re.compile(f"增|{GROWTH.pattern}")
_NO_RATE = either(
    "排名 位次 名次 百分点 增减额 增加额 增加数 增减数 净增 完成率 占比 比重 目标 计划 进度 比例 构成 份额 达标 占"
)
_NOT_GROWN = either("增加值 新增")
"""What holds 增 and speaks of no growth."""
_PREVIOUS = either("环比 [比较]上季度? [比较]上期")
_YEAR_END = either("[比较]年初 [比较](?:上年|去年)年?末")
_LAST_YEAR = re.compile(r"[比较]20(\d\d)年")
_YEAR_AGO = either("同比 上年同期 去年同期 上年同季 同期")
_YEAR = either("[比较](?:上年|去年)")
# Their growth is counted at constant prices, so that the levels as they stand never make it.
_CONSTANT_PRICES = re.compile("生产总值|增加值|总产值|gdp|可比价|不变价")


def base_said(text: str, indicator: Indicator, asked: Period) -> tuple[Period, What] | None:
    """The period that a heading of comparison (同比增长%, 上年同期) looks back to; None where it can mean several."""
    folded = fold(text)
    if _NO_RATE.search(folded):
        return None
    is_growth = bool(_GROWN.search(_NOT_GROWN.sub("", folded)))
    is_share = shift_between("%", indicator.measure_unit) is not None
    if is_growth == is_share and _RATE.search(folded):
        # 占全市% is no growth, that of a share may be meant in points, and 上年同期% of an amount is that of then.
        return None
    if is_growth and (not _RATE.search(folded) or _CONSTANT_PRICES.search(folded + fold(indicator.name))):
        return None
    base = _growth_base(folded, indicator, asked) if is_growth else _level_base(folded, indicator, asked)
    return (base, "growth" if is_growth else "level") if base else None


def _growth_base(folded: str, indicator: Indicator, asked: Period) -> Period | None:
    if _PREVIOUS.search(folded):
        return None if indicator.way == "ytd" else asked.previous()
    if _YEAR_END.search(folded):
        return _end_of_last_year(indicator, asked)
    if said := _LAST_YEAR.search(folded):
        is_last = int(said[1]) == (asked.year - 1) % 100
        return asked.year_ago() if is_last and _has_one_year_ago(indicator, asked) else None
    if _YEAR_AGO.search(folded):
        return asked.year_ago()
    # Of a level in mid-year, 比上年 may mean the end of the year before.
    return asked.year_ago() if _has_one_year_ago(indicator, asked) else None


def _level_base(folded: str, indicator: Indicator, asked: Period) -> Period | None:
    if _YEAR_AGO.search(folded):
        return asked.year_ago()
    if re.search("上年年?末|去年年?末|年初数", folded):
        return _end_of_last_year(indicator, asked)
    if re.search("上季|上期", folded):
        return None if indicator.way == "ytd" else asked.previous()
    return asked.year_ago() if asked.frequency == "year" and re.search("上年|去年", folded) else None


def _has_one_year_ago(indicator: Indicator, asked: Period) -> bool:
    return indicator.way in ("flow", "ytd") or asked.end.month == 12


def _end_of_last_year(indicator: Indicator, asked: Period) -> Period | None:
    if indicator.way not in ("stock", "cumulative") or asked.frequency != "quarter":
        return None
    return Period(asked.year - 1, "quarter", 4)


def period_said(said: SaidPeriod, indicator: Indicator, asked: Period) -> Period | None:
    """The earlier period, of the asked one's sort, whose figure stands under these words; None for all others."""
    period = said.period
    if asked.frequency == "quarter":
        period = Period.quarter_of(period.end)
        if said.period.frequency == "year" or said.period.end != period.end:
            return None
    if period.frequency != asked.frequency or period >= asked:
        return None
    match indicator.way:
        case "flow":
            return None if said.ytd or said.period.frequency != asked.frequency else period
        case "ytd":
            return period if said.ytd or said.period.frequency != "month" else None
    return period
