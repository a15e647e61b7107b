"""Rows of words over bars, many of them in one figure: what bullets and efforts are drawn with.

A row is 46 px: glyph, name, middle and right words above, the bar below. A bar is 0 to 105 % of the width.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import plotly.graph_objects as go

from milepost.report import charts
from milepost.report.palette import Palette, Tone

ROW, HEAD = 46, 36
END = 105.0
_WORDS_AT, _BAR_AT, _BAR = 13, 32, 9
Look = Literal["solid", "hollow", "hatched", "fallen"]


@dataclass(frozen=True)
class Bar:
    """One row. `length` and `tick` are percents of the track, NaN for none; `middle` and `hover` may hold HTML.

    `look`: solid; hollow where nobody can judge; hatched where nothing was reported; fallen, an arrow to the left,
    below the start. `link` is the address that the name opens, empty for none.
    """

    glyph: str
    name: str
    middle: str
    right: str
    tone: Tone
    length: float
    tick: float
    hover: str
    look: Look = "solid"
    link: str = ""


Group = tuple[str, Sequence[Bar]]
"""A heading, which may be empty, and the rows under it."""


def height(groups: Sequence[Group]) -> int:
    """Pixels of a column of `groups`."""
    return sum((HEAD if heading else 0) + ROW * len(rows) for heading, rows in groups)


def columns(groups: Sequence[Group]) -> list[list[Group]]:
    """The groups in their order, split where two columns come out most alike in height."""
    splits = range(1, len(groups) + 1)
    best = min(splits, key=lambda k: (max(height(groups[:k]), height(groups[k:])), k), default=0)
    return [list(column) for column in (groups[:best], groups[best:]) if column]


def halved(rows: Sequence[Bar]) -> list[list[Group]]:
    """Rows without headings in two columns."""
    middle = (len(rows) + 1) // 2
    return [[("", half)] for half in (rows[:middle], rows[middle:]) if half]


def in_words(groups: Sequence[Group]) -> str:
    """A column as one sentence, for those who cannot see it."""
    return "；".join(f"{row.name} {row.right}" for _, rows in groups for row in rows)


def bars(groups: Sequence[Group], palette: Palette, end: float = 100.0) -> go.Figure:
    """One column as one figure; a grey tick marks `end`, where every track ends."""
    total = height(groups)
    chart = charts.figure(palette, total)
    chart.update_xaxes(range=[0, END], visible=False)
    chart.update_yaxes(range=[total, 0], visible=False)
    chart.update_layout(barmode="overlay", bargap=0)
    tops: list[tuple[float, Bar]] = []
    top = 0.0
    words: list[dict[str, Any]] = []
    for heading, rows in groups:
        if heading:
            words.append(_heading(chart, heading, top, palette))
            top += HEAD
        for row in rows:
            tops.append((top, row))
            top += ROW
    _tracks(chart, tops, palette, end)
    _ticks(chart, tops, palette, end)
    words += [name for y, row in tops for name in _names(y + _WORDS_AT, row, palette)]
    # All at once: Plotly checks every annotation again for each one that is added.
    # Names give way to the words on their right, where a phone has no room for both.
    chart.update_layout(annotations=words, meta={"names": "short"})
    _texts(chart, tops)
    return chart


def _heading(chart: go.Figure, heading: str, top: float, palette: Palette) -> dict[str, Any]:
    line = {"color": palette.hairline, "width": 1}
    chart.add_shape(type="line", x0=0, x1=1, xref="paper", y0=top + 28, y1=top + 28, line=line)
    return _at(top + 14, f"<b>{heading}</b>", -2) | {"font": {"color": palette.accent}}


def _at(y: float, text: str, shift: float) -> dict[str, Any]:
    return {"text": text, "x": 0, "xref": "paper", "xshift": shift, "y": y, "xanchor": "left", "showarrow": False}


def _tracks(chart: go.Figure, tops: Sequence[tuple[float, Bar]], palette: Palette, end: float) -> None:
    """Track, fill, hatch and hover, one trace each: a patterned bar needs a trace of its own."""
    at = [top + _BAR_AT for top, _ in tops]
    plain: dict[str, Any] = {"orientation": "h", "width": _BAR, "hoverinfo": "skip"}
    chart.add_bar(x=[end] * len(tops), y=at, marker={"color": palette.track, "line": {"width": 0}}, **plain)
    filled = [
        (y, row) for y, (_, row) in zip(at, tops, strict=True) if row.look in ("solid", "hollow") and row.length > 0
    ]
    chart.add_bar(
        x=[min(row.length, END) for _, row in filled], y=[y for y, _ in filled], **plain,
        marker={
            "color": [palette.page if row.look == "hollow" else row.tone.fill for _, row in filled],
            "line": {"width": [1.5 if row.look == "hollow" else 0 for _, row in filled], "color": palette.faint},
        },
    )  # fmt: skip
    hatched = [y for y, (_, row) in zip(at, tops, strict=True) if row.look == "hatched"]
    if hatched:
        pattern = {"shape": "/", "size": 5, "solidity": 0.2, "fgcolor": palette.faint}
        marker = {"color": palette.page, "line": {"width": 1, "color": palette.faint}, "pattern": pattern}
        chart.add_bar(x=[end] * len(hatched), y=hatched, marker=marker, **plain)
    # The whole row answers the pointer, words and all.
    chart.add_bar(
        x=[END] * len(tops), y=[top + ROW / 2 for top, _ in tops], width=ROW - 4, orientation="h",
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}}, customdata=[row.hover for _, row in tops],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _ticks(chart: go.Figure, tops: Sequence[tuple[float, Bar]], palette: Palette, end: float) -> None:
    """The end of the track in grey; each row's tick in ink with a paper halo, else it is lost on dark bars."""
    ticked = [(row.tick, top + _BAR_AT) for top, row in tops if not math.isnan(row.tick)]
    ends = [(end, top + _BAR_AT) for top, _ in tops]
    for points, size, width, colour in (
        (ends, 6, 1, palette.mute),
        (ticked, 9, 5, palette.page),
        (ticked, 9, 2, palette.ink),
    ):
        chart.add_scatter(
            x=[x for x, _ in points], y=[y for _, y in points], mode="markers", cliponaxis=False, hoverinfo="skip",
            marker={"symbol": "line-ns", "size": size, "opacity": 1, "line": {"width": width, "color": colour}},
        )  # fmt: skip


def _texts(chart: go.Figure, tops: Sequence[tuple[float, Bar]]) -> None:
    """Glyph, middle and right, as one trace each."""
    at = [top + _WORDS_AT for top, _ in tops]
    colours = [row.tone.word for _, row in tops]
    for texts, x, side, font in (
        ([row.glyph for _, row in tops], 0.0, "right", {"color": colours}),
        # Trailing ideographic spaces keep the middle clear of the right, whatever the width.
        ([f"{row.middle}　　　\u2002" for _, row in tops], END, "left", {}),
        ([row.right for _, row in tops], END, "left", {"color": colours}),
    ):
        chart.add_scatter(
            x=[x] * len(tops), y=at, text=texts, textposition=f"middle {side}", textfont=font, mode="text",
            cliponaxis=False, hoverinfo="skip",
        )  # fmt: skip


def _names(y: float, row: Bar, palette: Palette) -> list[dict[str, Any]]:
    """The name as an annotation, since only annotations can be links, and the arrow of one that fell."""
    name = f'<span style="color:{palette.ink}">{row.name}</span>'
    text = f'<a href="{row.link}" target="_self">{name}</a>' if row.link else name
    found = [_at(y, text, 16) | {"yshift": 2}]
    if row.look == "fallen":
        found.append(_at(y + _BAR_AT - _WORDS_AT, "◀", -2) | {"font": {"color": row.tone.fill, "size": 12}})
    return found
