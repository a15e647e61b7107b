"""这个数从哪来: the reported figures of one quarter behind a number, each with its file and cell."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

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
    """What stands behind `place`: its own report, or the numbers it was made of and then the number itself.

    `figures` has the columns FIGURES, `values` those of measure.values.
    """
    own = _source(figures, values, place)
    if own.file != words.MISSING:
        return [own]
    parts = origin.parts(plan, place)
    return [*(_source(figures, values, part) for part in parts), own] if parts else [own]


def _source(figures: pd.DataFrame, values: pd.DataFrame, place: Place) -> Source:
    rows = origin.reported(figures, place)
    if rows.empty:
        return Source(place, origin.value_at(values, place))
    row = rows.iloc[0]
    day = words.day((row["time"] + _OFFICE).date())
    return Source(place, float(row["value"]), str(row["file"]), f"{row['sheet']}!{row['cell']}", day)


def listing(found: list[Source], link: Callable[[Place], str], literal: Callable[[str], str]) -> Listing:
    """The table of sources; `literal` keeps file names from being read as Markdown."""
    names = [one.place.indicator.name for one in found]
    return Listing(
        {"单位": [linked(one.place.unit.name, link(one.place)) for one in found]}
        | ({"指标": names} if len(set(names)) > 1 else {})
        | {
            "数": [one.place.amount(one.value) for one in found],
            "文件": [literal(words.unbroken(one.file)) for one in found],
            "表!格": [literal(words.unbroken(one.cell)) for one in found],
            "入库": [one.day for one in found],
        },
        frozenset({"数"}),
    )
