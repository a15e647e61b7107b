"""Where a number comes from: one reported cell, or the parts it was made of, each of which can be asked the same."""

from dataclasses import dataclass

import pandas as pd

from milepost.plan.indicator import Indicator
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.unit import Unit
from milepost.report import words


@dataclass(frozen=True)
class Place:
    """A number's place: which indicator, of whom, when."""

    indicator: Indicator
    unit: Unit
    period: Period

    @property
    def title(self) -> str:
        """龙山区2024年二季度市场主体总量"""
        return f"{self.unit.name}{self.period.words}{self.indicator.name}"

    def amount(self, value: float) -> str:
        """`value` in full with the measure unit."""
        return words.exact_amount(value, self.indicator.measure_unit)


def reported(figures: pd.DataFrame, place: Place) -> pd.DataFrame:
    """The rows of `figures` (FIGURES, or more) that give this place, all industries together."""
    return figures[
        (figures["indicator"] == place.indicator.id)
        & (figures["unit"] == place.unit.id)
        & (figures["period"] == str(place.period))
        & (figures["industry"] == "")
    ]


def value_at(values: pd.DataFrame, place: Place) -> float:
    """The value of measure.values at a place; NaN where there is none."""
    found = values[
        (values["indicator"] == place.indicator.id)
        & (values["unit"] == place.unit.id)
        & (values["period"] == str(place.period))
    ]["value"]
    return float("nan") if found.empty else float(found.iloc[0])


def parts(plan: Plan, place: Place) -> list[Place]:
    """What a number that nobody reports was made of: numerator and denominator, or the places that were added up."""
    ratio = place.indicator.ratio
    if ratio is not None:
        both = (ratio.numerator, ratio.denominator)
        return [Place(plan.indicator_of(one), place.unit, place.period) for one in both]
    if place.unit.id == plan.unit:
        return [Place(place.indicator, unit, place.period) for unit in plan.summed_parts]
    return []


def earlier(figures: pd.DataFrame, place: Place) -> Place | None:
    """The last place before this one that was reported: a yearly figure holds until the next one is owed."""
    rows = figures[
        (figures["indicator"] == place.indicator.id) & (figures["unit"] == place.unit.id) & (figures["industry"] == "")
    ]
    before = [one for one in map(Period.parse, rows["period"]) if one < place.period]
    return Place(place.indicator, place.unit, max(before)) if before else None


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
        return f"{place.unit.name}＝{'＋'.join(unit.name for unit in plan.summed_parts)}"
    top, bottom = plan.indicator_of(ratio.numerator).name, plan.indicator_of(ratio.denominator).name
    times = "" if ratio.scale == 1 else f"×{words.exact(ratio.scale)}"
    return f"{place.indicator.name}＝{top}÷{bottom}{times}"
