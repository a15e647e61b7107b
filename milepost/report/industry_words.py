"""各行业 in words and tables: what an indicator is made of, who drives its growth, and whose figures are missing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

import pandas as pd

from milepost.plan.indicator import Indicator
from milepost.plan.industry import Industry
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.report import words
from milepost.report.listing import Link, Listing, linked

_NAMED = 4
READING = (
    "占比＝该行业÷报送的总数；同比、环比：年初累计数与去年同期累计相比，环比用当季发生数；"
    "拉动＝该行业比去年同期增加的数÷去年同期总数，各行业相加就是总数的同比。"
)


@dataclass(frozen=True)
class Part:
    """One row of BY_INDUSTRY (measure/industries.py), with its industry at hand. Missing numbers are NaN."""

    industry: Industry
    unit: str
    period: str
    value: float
    partial: float
    share: float
    change_last_year: float
    change_last_period: float
    contribution: float
    reported: float
    expected: float

    @property
    def known(self) -> bool:
        """Whether every unit has given it."""
        return not math.isnan(self.value)

    def amount(self, indicator: Indicator) -> str:
        """Its level in full, or what is known of it: 至少3,120户."""
        if self.known or math.isnan(self.partial):
            return words.exact_amount(self.value, indicator.measure_unit)
        return f"至少{words.exact_amount(self.partial, indicator.measure_unit)}"


def parts(plan: Plan, found: pd.DataFrame) -> list[Part]:
    """The rows of `found` (columns BY_INDUSTRY) as values, in its order."""
    names = [one.name for one in fields(Part)]
    of = {industry.id: industry for industry in plan.industries}
    return [
        Part(of[industry], *rest)
        for industry, *rest in zip(*(found[name].tolist() for name in names), strict=True)
    ]  # fmt: skip


def at(every: Sequence[Part], unit: str, period: Period) -> list[Part]:
    """One place's industries in one quarter: by what they add to the growth, else by their size, the largest first."""
    here = [part for part in every if part.unit == unit and part.period == str(period)]
    sizes = [(part.contribution, part.partial) for part in here]
    grown = any(not math.isnan(contribution) for contribution, _ in sizes)
    return sorted(here, key=lambda part: _first(part.contribution if grown else part.partial))


def _first(size: float) -> float:
    return math.inf if math.isnan(size) else -size


def silent(plan: Plan, every: Sequence[Part], period: Period) -> list[str]:
    """Names of the units that gave no industry at all in a quarter; empty where nobody did."""
    here = [part for part in every if part.period == str(period) and part.unit != plan.unit]
    given = {part.unit for part in here if part.known}
    absent = dict.fromkeys(part.unit for part in here if part.unit not in given)
    return [plan.unit_of(unit).name for unit in absent] if given else []


def headline(place: str, indicator: Indicator, period: Period, here: Sequence[Part]) -> str:
    """批发和零售业占市场主体总量的43.5%，拉动同比增长3.6个百分点，居首；租赁和商务服务业增得最快（+18.7%）"""
    known = [part for part in here if part.known]
    if not known:
        return (
            f"{period.words}{place}{indicator.name}：分行业的数不全" if any_partial(here) else _nothing(period, place)
        )
    largest = max(known, key=lambda part: part.value)
    said = [f"{largest.industry.name}占{place}{indicator.name}的{words.percent(largest.share)}"]
    driving = [part for part in known if part.contribution > 0]
    if driving:
        first = max(driving, key=lambda part: part.contribution)
        drives = f"拉动同比增长{words.lead(first.contribution)[1:]}个百分点，居首"
        said = [f"{said[0]}，{drives}"] if first is largest else [*said, f"{first.industry.name}{drives}"]
    grown = [part for part in known if not math.isnan(part.change_last_year)]
    if grown:
        fastest = max(grown, key=lambda part: part.change_last_year)
        said.append(f"{fastest.industry.name}增得最快（{words.growth(fastest.change_last_year)}）")
    return "；".join(said)


def any_partial(here: Sequence[Part]) -> bool:
    """Whether some units have given some industry."""
    return any(not math.isnan(part.partial) for part in here)


def _nothing(period: Period, place: str) -> str:
    return f"{period.words}{place}还没有分行业的数"


def gaps(plan: Plan, every: Sequence[Part], period: Period) -> str:
    """Who gave no figures by industry, so that the whole place is unknown; empty when all did, or nobody."""
    absent = silent(plan, every, period)
    if not absent:
        return ""
    return f"{words.listed(absent, _NAMED, '家')}没有报分行业的数，全域各行业只有已报部分（“至少”），不计占比和增速。"


def listing(indicator: Indicator, here: Sequence[Part], link: Link) -> Listing:
    """Level, share, 同比, 环比 and contribution of each industry, its name a link to where it comes from."""
    partly = any(part.reported < part.expected for part in here)
    columns = {
        "行业": [linked(part.industry.name, link(part.industry.id)) for part in here],
        "现值": [part.amount(indicator) for part in here],
        "占比": [words.percent(part.share) for part in here],
        "同比": [words.growth(part.change_last_year) for part in here],
        "环比": [words.growth(part.change_last_period) for part in here],
        "拉动（点）": [_points(part.contribution) for part in here],
    }
    reported = {"已报": [f"{part.reported:.0f}/{part.expected:.0f}家" for part in here]} if partly else {}
    return Listing(columns | reported, frozenset(columns) - {"行业"})


def _points(value: float) -> str:
    """A contribution with two decimals: most industries move the total by less than a point."""
    if math.isnan(value):
        return words.MISSING
    text = f"{abs(value):.2f}"
    return text if text == "0.00" else ("+" if value > 0 else words.MINUS) + text


def over(every: Sequence[Part], part: Part) -> list[Part]:
    """One industry of one place over the quarters, from the first that has a figure on up to this one."""
    own = [one for one in every if (one.industry, one.unit) == (part.industry, part.unit) and one.period <= part.period]
    first = next((k for k, one in enumerate(own) if one.known), len(own) - 1)
    return own[first:]
