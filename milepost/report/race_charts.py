"""Pictures of a race: ranks over the quarters, and how firm the latest ones are."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.report import break_words, charts, words
from milepost.report.palette import INKS, Palette, UnitColour, blend, contrast, unit_colours
from milepost.report.race_words import Place, interval, last_places, moved_most, movement, places, rank_words

TIE_GAP = 0.2
# More lines of ranks than this cannot be followed.
MOST_LINES = 12
_STEPS = 12
_ROW = 36
_LETTER, _DISC = 13, 12  # room right of the last quarter: a letter's width, and what the end disc takes
_NUMBERS = "一二三四五六七八九十"


def unit_colour(plan: Plan, unit: str, palette: Palette) -> UnitColour:
    """A unit's colour; units that are no part of the plan's place (banks, departments) share the ink."""
    return unit_colours(plan, palette).get(unit, UnitColour(palette.mute, palette.ink))


def _named(now: Sequence[Place]) -> set[str]:
    """The units that the headline names beside the leader: who moved most, and who is last."""
    mover = moved_most(now)
    return {p.unit for p in last_places(now)} | ({mover.unit} if mover else set())


def _offsets(period: Sequence[Place]) -> dict[str, float]:
    """Height of each ranked unit: its rank, those that share one spread by ±0.2."""
    heights: dict[str, float] = {}
    for rank in {p.rank for p in period if p.ranked}:
        tied = [p.unit for p in period if p.rank == rank]
        for k, unit in enumerate(tied):
            heights[unit] = rank + (2 * k / (len(tied) - 1) - 1) * TIE_GAP if len(tied) > 1 else rank
    return heights


def ranked(ranking: pd.DataFrame, periods: Sequence[Period]) -> list[Period]:
    """The periods from the first one in which anybody was ranked: growth has none in a plan's first year."""
    known = set(ranking.loc[ranking["rank"].notna(), "period"])
    first = next((n for n, period in enumerate(periods) if str(period) in known), len(periods))
    return list(periods[first:])


def bump_chart(
    plan: Plan, ranking: pd.DataFrame, periods: Sequence[Period], palette: Palette, unit: str = ""
) -> go.Figure:
    """Ranks over the quarters, the latest in the end disc. Thicker: `unit`, or those that the headline names.

    A unit that is no more keeps its line up to its end, and no line leads over a change of the field (区划调整).

    Of tied units the one that came from above stays above, so that no line crosses without a reason.
    """
    by_period = {text: places(ranking, text) for text in (str(period) for period in periods)}
    heights: list[dict[str, float]] = []
    for found in by_period.values():
        before = heights[-1] if heights else {}
        heights.append(_offsets(sorted(found, key=lambda p: (p.rank, before.get(p.unit, math.inf)))))
    now = by_period[str(periods[-1])]
    worst = max((rank for column in heights for rank in column.values()), default=1.0)
    chart = charts.figure(palette, round(56 * worst) + 56)
    chart.update_xaxes(range=[-0.3, len(periods) - 0.85], **charts.quarter_axis(periods))
    longest = max((len(plan.unit_of(p.unit).name) for p in now), default=0)
    chart.update_layout(margin={"r": _LETTER * longest + _DISC})
    ticks = range(1, math.floor(worst + 1e-9) + 1)
    chart.update_yaxes(
        range=[worst + 0.45, 0.55], tickmode="array", tickvals=list(ticks), ticktext=[_ordinal(k) for k in ticks],
        automargin=True,
    )  # fmt: skip
    named = {unit} if unit else _named(now)
    racing = {place.unit for place in now}
    gone = {p.unit: p for found in by_period.values() for p in found if p.unit not in racing}
    # The named ones last, so that their lines lie on top.
    shown = (*gone.values(), *sorted(now, key=lambda p: (p.unit in named, -p.rank if p.ranked else 0)))
    cuts = frozenset(k for k, period in enumerate(periods) if k and break_words.adjustments_at(plan, period))
    for k in cuts:
        chart.add_shape(type="line", x0=k - 0.5, x1=k - 0.5, y0=0, y1=1, yref="paper",
                        line={"color": palette.faint, "width": 1.5, "dash": "dot"})  # fmt: skip
    runs = [
        _Run(plan, place, [h.get(place.unit, math.nan) for h in heights], place.unit in named, cuts) for place in shown
    ]
    for run in runs:
        _line(chart, run, palette)
    hovers = {
        text: {p.unit: _history_hover(plan, period, p) for p in found if p.ranked}
        for period, (text, found) in zip(periods, by_period.items(), strict=True)
    }
    _dots(chart, runs, list(hovers.values()), palette)
    _ends(chart, [run for run in runs if run.place.ranked and run.place.unit in racing], palette)
    return chart


@dataclass(frozen=True)
class _Run:
    """One unit's way: its height in each quarter, whether it is drawn bold, and before which quarters it is cut."""

    plan: Plan
    place: Place
    heights: Sequence[float]
    bold: bool
    cuts: frozenset[int] = frozenset()

    @property
    def name(self) -> str:
        return self.plan.unit_of(self.place.unit).name

    def colour(self, palette: Palette) -> UnitColour:
        return unit_colour(self.plan, self.place.unit, palette)


def _ordinal(rank: int) -> str:
    return f"第{_NUMBERS[rank - 1]}名 " if rank <= len(_NUMBERS) else f"第{rank}名 "


def _history_hover(plan: Plan, period: Period, place: Place) -> str:
    head = f"<b>{plan.unit_of(place.unit).name}</b> {period.words}"
    return f"{head}<br>第{rank_words(place)}，得分{words.exact(round(place.score, 1))}，较上季{movement(place)}"


def _line(chart: go.Figure, run: _Run, palette: Palette) -> None:
    """One unit's line in cosine steps (splines overshoot between ranks)."""
    xs, ys, own = [0.0], [run.heights[0]], run.heights
    for k in range(len(own) - 1):
        if k + 1 in run.cuts:
            xs += [math.nan, k + 1.0]
            ys += [math.nan, own[k + 1]]
            continue
        # A level stretch is straight: two points draw it.
        steps = 1 if own[k] == own[k + 1] else _STEPS
        for step in range(1, steps + 1):
            share = step / steps
            xs.append(k + share)
            ys.append(own[k] + (own[k + 1] - own[k]) * (1 - math.cos(math.pi * share)) / 2)
    line = {"color": run.colour(palette).line, "width": 4 if run.bold else 2}
    chart.add_scatter(x=xs, y=ys, mode="lines", line=line, hoverinfo="skip", connectgaps=False)


def _dots(chart: go.Figure, runs: Sequence[_Run], hovers: Sequence[Mapping[str, str]], palette: Palette) -> None:
    """A dot for each unit and quarter, all in one trace: Plotly takes its time for each trace."""
    dots = [
        (k, height, run, hovers[k][run.place.unit])
        for run in runs
        for k, height in enumerate(run.heights)
        if not math.isnan(height)
    ]
    chart.add_scatter(
        x=[k for k, _, _, _ in dots], y=[height for _, height, _, _ in dots], mode="markers", cliponaxis=False,
        marker={
            "size": [9 if run.bold else 6 for _, _, run, _ in dots],
            "color": [run.colour(palette).line for _, _, run, _ in dots],
            "opacity": 1,
            "line": {"width": 0},
        },
        customdata=[hover for _, _, _, hover in dots], hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _ends(chart: go.Figure, runs: Sequence[_Run], palette: Palette) -> None:
    """At the latest quarter each rank in a disc, and the unit's name beside it."""
    colours = [run.colour(palette) for run in runs]
    plain: dict[str, Any] = {
        "x": [len(run.heights) - 1 for run in runs],
        "y": [run.heights[-1] for run in runs],
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    inks = [max(INKS, key=partial(contrast, colour.line)) for colour in colours]
    chart.add_scatter(
        **plain, mode="markers+text", text=[f"<b>{run.place.rank:.0f}</b>" for run in runs],
        textposition="middle center", textfont={"color": inks, "size": 12},
        marker={"size": 20, "color": [colour.line for colour in colours], "opacity": 1},
    )  # fmt: skip
    chart.add_scatter(
        **plain, mode="text", textposition="middle right", textfont={"color": [colour.text for colour in colours]},
        # The wide space keeps the name clear of the disc.
        text=[f"\u3000<b>{run.name}</b>" if run.bold else f"\u3000{run.name}" for run in runs],
    )  # fmt: skip


def interval_chart(plan: Plan, now: Sequence[Place], palette: Palette) -> go.Figure:
    """For each unit its rank and the span of ranks under other weights, on a pale band of its colour."""
    shown = [p for p in now if p.ranked]
    chart = charts.figure(palette, 40 + _ROW * len(shown))
    worst = max((max(p.rank, 0 if math.isnan(p.rank_high) else p.rank_high) for p in shown), default=1.0)
    chart.update_xaxes(
        range=[0.7, worst + 0.3], side="top", tickmode="array", tickvals=list(range(1, round(worst) + 1)),
        showgrid=True, gridcolor=palette.hairline, automargin=True,
    )  # fmt: skip
    chart.update_yaxes(
        range=[len(shown) - 0.4, -0.6], tickmode="array", tickvals=list(range(len(shown))),
        ticktext=[f"{plan.unit_of(p.unit).name}　" for p in shown], tickfont={"color": palette.ink, "size": 13},
        automargin=True,
    )  # fmt: skip
    colours = [unit_colour(plan, p.unit, palette).line for p in shown]
    drawn = [(k, p) for k, p in enumerate(shown) if not math.isnan(p.rank_low) and p.rank_high > p.rank_low]
    chart.add_bar(
        x=[p.rank_high - p.rank_low for _, p in drawn], base=[p.rank_low for _, p in drawn], y=[k for k, _ in drawn],
        orientation="h", width=0.3, hoverinfo="skip",
        marker={"color": [blend((palette.page, colours[k]), 0.36) for k, _ in drawn], "line": {"width": 0}},
    )  # fmt: skip
    chart.add_scatter(
        x=[p.rank for p in shown], y=list(range(len(shown))), mode="markers", cliponaxis=False,
        marker={"size": 13, "color": colours, "opacity": 1, "line": {"width": 1.5, "color": palette.page}},
        customdata=[
            f"<b>{plan.unit_of(p.unit).name}</b><br>第{rank_words(p)}，得分{words.exact(round(p.score, 1))}<br>"
            f"权重浮动时的名次 {interval(p)}"
            for p in shown
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    return chart
