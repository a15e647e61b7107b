"""Where a number comes from: one reported cell, or the parts it was made of, each of which can be asked the same."""

import math
from dataclasses import dataclass, replace

import pandas as pd

from milepost.plan.indicator import Indicator
from milepost.plan.industry import Industry
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.unit import Unit
from milepost.report import words


@dataclass(frozen=True)
class Place:
    """A number's place: which indicator, of whom, when; `industry` is None for all industries together."""

    indicator: Indicator
    unit: Unit
    period: Period
    industry: Industry | None = None

    @property
    def title(self) -> str:
        """龙山区2024年二季度市场主体总量, of one industry 龙山区2024年二季度市场主体总量（制造业）"""
        of = f"（{self.industry.name}）" if self.industry else ""
        return f"{self.unit.name}{self.period.words}{self.indicator.name}{of}"

    @property
    def industry_id(self) -> str:
        """As figures have it: empty for all industries together."""
        return self.industry.id if self.industry else ""

    def amount(self, value: float) -> str:
        """`value` in full with the measure unit."""
        return words.exact_amount(value, self.indicator.measure_unit)


def reported(figures: pd.DataFrame, place: Place) -> pd.DataFrame:
    """The rows of `figures` (FIGURES, or more) that give this place."""
    rows = _ever(figures, place)
    return rows[rows["period"] == str(place.period)]


def _ever(figures: pd.DataFrame, place: Place) -> pd.DataFrame:
    """The rows that give this place in any period."""
    return figures[
        (figures["indicator"] == place.indicator.id)
        & (figures["unit"] == place.unit.id)
        & (figures["industry"] == place.industry_id)
    ]


def value_of(plan: Plan, figures: pd.DataFrame, values: pd.DataFrame, place: Place) -> float:
    """The number at a place: as judged, as reported, or the sum of its reported parts; NaN where one is missing.

    `values` has the columns of measure.values, and knows neither single industries nor what came before the plan.
    """
    judged = math.nan if place.industry else value_at(values, place)
    if not math.isnan(judged):
        return judged
    own = reported(figures, place)
    if not own.empty:
        return float(own["value"].iloc[0])
    below = [reported(figures, part)["value"] for part in parts(plan, figures, place) if not place.indicator.ratio]
    return float(sum(given.iloc[0] for given in below)) if below and not any(g.empty for g in below) else math.nan


def value_at(values: pd.DataFrame, place: Place) -> float:
    """The value of measure.values at a place; NaN where there is none."""
    found = values[
        (values["indicator"] == place.indicator.id)
        & (values["unit"] == place.unit.id)
        & (values["period"] == str(place.period))
    ]["value"]
    return float("nan") if found.empty else float(found.iloc[0])


def parts(plan: Plan, figures: pd.DataFrame, place: Place) -> list[Place]:
    """What a number that nobody reports was made of: numerator and denominator, or the places that were added up.

    Before a merger that is what stood in the merged units' own reports.

    The denominator is the latest one that was known by then, perhaps of the year before.
    """
    ratio = place.indicator.ratio
    if ratio is not None:
        top, bottom = (replace(place, indicator=plan.indicator_of(one)) for one in (ratio.numerator, ratio.denominator))
        return [top, _latest_known(plan, figures, bottom)]
    if place.unit.id == plan.unit:
        return [replace(place, unit=unit) for unit in plan.summed_in(place.period)]
    return [replace(place, unit=plan.unit_of(one)) for one in plan.boundaries.forebears(place.unit.id, place.period)]


def _latest_known(plan: Plan, figures: pd.DataFrame, place: Place) -> Place:
    """The place in the last period up to its own in which it, or every part of it, was reported; else itself."""
    labels = figures.loc[figures["indicator"] == place.indicator.id, "period"].unique()
    for period in sorted((p for p in map(Period.parse, labels) if p <= place.period), reverse=True):
        then = replace(place, period=period)
        below = parts(plan, figures, then)
        whole = bool(below) and all(not reported(figures, part).empty for part in below)
        if whole or not reported(figures, then).empty:
            return then
    return place


def earlier(figures: pd.DataFrame, place: Place) -> Place | None:
    """The last place before this one that was reported: a yearly figure holds until the next one is owed."""
    before = [one for one in map(Period.parse, _ever(figures, place)["period"]) if one < place.period]
    return replace(place, period=max(before)) if before else None


def sender_words(plan: Plan, sender: str) -> str:
    """The name of who sent a figure; one that is known in another plan alone is named already."""
    return next((unit.name for unit in plan.units if unit.id == sender), sender)


def headline(place: Place, value: float, row: pd.Series | None) -> str:
    """龙山区2024年二季度市场主体总量36,120户，出自“龙山区报表.xlsx”季报!C7"""
    if row is not None:
        return f"{place.title}{place.amount(float(row['value']))}，出自“{row['file']}”{row['sheet']}!{row['cell']}"
    if value != value:  # noqa: PLR0124 - NaN is the one number unlike itself
        return f"{place.title}：没有数"
    return f"{place.title}{place.amount(value)}，由下面的数算出"


def how(plan: Plan, place: Place) -> str:
    """In words, how the parts make the number: 辽源市＝龙山区＋西安区＋…; or numerator ÷ denominator."""
    ratio = place.indicator.ratio
    if ratio is None:
        below = plan.summed_in(place.period)
        if place.unit.id != plan.unit:
            below = tuple(map(plan.unit_of, plan.boundaries.forebears(place.unit.id, place.period)))
        return f"{place.unit.name}＝{'＋'.join(unit.name for unit in below)}"
    top, bottom = plan.indicator_of(ratio.numerator).name, plan.indicator_of(ratio.denominator).name
    times = "" if ratio.scale == 1 else f"×{words.exact(ratio.scale)}"
    return f"{place.indicator.name}＝{top}÷{bottom}{times}"
