"""这个数从哪来: the reported figures of one quarter behind a number, each with its file and cell."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.report import origin, words
from milepost.report.listing import Listing, linked
from milepost.report.origin import Place

# A stored time is UTC; the office's day is eight hours further.
_OFFICE = pd.Timedelta(hours=8)


@dataclass(frozen=True)
class Source:
    """One number on the way to another: its place, its value (NaN: missing), and where it was reported, if it was."""

    place: Place
    value: float
    file: str = words.MISSING
    cell: str = words.MISSING
    day: str = words.MISSING


def sources(plan: Plan, figures: pd.DataFrame, values: pd.DataFrame, place: Place) -> list[Source]:
    """Every report behind `place`, whatever it was made of, each total and ratio after its own parts.

    `figures` has the columns FIGURES, `values` those of measure.values. A figure that is not owed this quarter is
    walked back to the last one.
    """
    own = _source(plan, figures, values, place)
    if own.file != words.MISSING:
        return [own]
    parts = origin.parts(plan, figures, place)
    if parts:
        return [*(one for part in parts for one in sources(plan, figures, values, part)), own]
    before = origin.earlier(figures, place)
    return [_source(plan, figures, values, before)] if before and _holds(place, own) else [own]


def _holds(place: Place, own: Source) -> bool:
    """Whether an earlier figure still holds: the number is known, or nothing new is owed in this quarter."""
    return not math.isnan(own.value) or not place.period.ends(place.indicator.frequency)


def _source(plan: Plan, figures: pd.DataFrame, values: pd.DataFrame, place: Place) -> Source:
    rows = origin.reported(figures, place)
    if rows.empty:
        return Source(place, origin.value_of(plan, figures, values, place))
    row = rows.iloc[0]
    day = words.day((row["time"] + _OFFICE).date())
    return Source(place, float(row["value"]), str(row["file"]), f"{row['sheet']}!{row['cell']}", day)


def _named(place: Place, asked: Period) -> str:
    """The indicator, with its quarter where that is another than the one asked for."""
    name = place.indicator.name
    return name if place.period == asked else f"{name}（{place.period.words}）"


def listing(found: list[Source], link: Callable[[Place], str], literal: Callable[[str], str]) -> Listing:
    """The table of sources; `literal` keeps file names from being read as Markdown."""
    asked = found[-1].place.period
    names = [_named(one.place, asked) for one in found]
    return Listing(
        {"单位": [linked(one.place.unit.name, link(one.place)) for one in found]}
        | ({"指标": names} if len(set(names)) > 1 else {})
        | {
            "数": [one.place.amount(one.value) for one in found],
            "文件": [literal(words.tied(one.file)) for one in found],
            "表!格": [literal(words.tied(one.cell)) for one in found],
            "入库": [one.day for one in found],
        },
        frozenset({"数"}),
    )
