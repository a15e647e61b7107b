"""Charts and listings on a page, in the visitor's theme."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from urllib.parse import quote

import streamlit as st

from milepost.report import bars, charts
from milepost.report.bars import Group
from milepost.report.listing import Listing
from milepost.report.palette import Palette, palette
from milepost.ui import chart, session, show, takeaway

_ID = "-one-of-many-"


def tokens() -> Palette:
    """The colours of the theme that the visitor's browser shows."""
    return palette(st.context.theme.type)


def draw(figure: charts.Figure, key: str, alt: str) -> None:
    """A chart in the house look; `alt` says in words what it shows."""
    chart.show(chart.drawn(figure), key, alt)
    takeaway.chart(partial(charts.Figure, figure), alt)


def kept(make: Callable[[], charts.Figure], key: str, alt: str) -> None:
    """The same, drawn once for all who look at the same: it may rest on nothing but results, choices and the theme.

    Whatever else it rests on stands in `key`.
    """
    drawn = session.once(f"{st.context.theme.type} {key}", lambda: chart.drawn(make()))
    chart.show(drawn, key, alt)
    takeaway.chart(make, alt)


def bar_columns(columns: Sequence[Sequence[Group]], key: str) -> None:
    """Rows of bars in two columns, one below the other on a phone: one figure a column keeps the page light.

    They rest on nothing but results, choices and the theme, as `kept` asks.
    """
    with st.grid(2, min_column_width=340, gap=("small", "large")) as halves:
        for k, column in enumerate(columns):
            with halves.cell():
                kept(partial(bars.bars, column, tokens()), f"{key} {k}", bars.in_words(column))


def listing(rows: Listing, nothing: str) -> None:
    """A table of texts; `nothing` is said when it has no rows."""
    if rows.empty:
        st.caption(nothing)
        return
    shown = rows.frame()
    show.table(shown, right=rows.right)
    takeaway.table(shown)


def addresses(link: Callable[[str], str], ids: Iterable[str]) -> dict[str, str]:
    """Id → its address; `link` is asked once for all, because finding out where the visitor is costs queries."""
    pattern = link(_ID)
    return {one: pattern.replace(_ID, quote(one)) for one in ids}


def tiles(counts: Sequence[tuple[str, str, str]]) -> None:
    """A row of large numbers: label, number, and what it was; four and four on a phone."""
    with st.grid(len(counts), min_column_width=74, gap=("small", "small")) as grid:
        for label, number, before in counts:
            with grid.cell():
                st.metric(label, number, before, delta_color="off", delta_arrow="off")
