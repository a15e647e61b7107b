"""Bullet bars: every goal as one row of words over one bar, against what is due by now and against its target.

A row is 46 px: glyph, name, value / target and lead above, the bar below. The bar is the reached share of the promised
change, 0 to 105 %; an ink tick stands where the pace is due, a grey one at the target. Hatched: not reported.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from milepost.plan.goal import Goal
from milepost.plan.indicator import Way
from milepost.plan.plan import Plan
from milepost.plan.tables import Status
from milepost.report import charts, words
from milepost.report.judgement import Judgement
from milepost.report.palette import MARKS, Palette
from milepost.report.sentences import OPEN, compared, state_words

ROW, HEAD = 46, 36
END = 105.0
_WORDS_AT, _BAR_AT, _BAR = 13, 32, 9
Link = Callable[[str], str]


@dataclass(frozen=True)
class Bullet:
    """One row: a goal and how it stands; `name` may be a unit's where one goal is shown for several units."""

    goal: Goal
    judged: Judgement
    name: str
    way: Way = "stock"

    @property
    def share(self) -> float:
        """Length of the bar in percent: reached share, else plain completion; NaN without a figure."""
        reached = self.judged.reached_share
        return 100 * (self.judged.completion if math.isnan(reached) else reached)

    @property
    def hatched(self) -> bool:
        """Whether the bar says "not reported" instead of a length."""
        return self.judged.status is Status.UNREPORTED

    @property
    def right(self) -> str:
        """The short word at the right end: the lead, or 完成, 倒退, 未报."""
        status = self.judged.status
        if status in (Status.EARLY, Status.DONE):
            return "达标" if status is Status.EARLY else "完成"
        if status in (Status.REGRESSED, Status.UNREPORTED, Status.MISSED, Status.KEPT, Status.NOT_KEPT):
            return str(status)
        return "待定" if status is Status.UNKNOWN else words.lead(self.judged.ahead)


Group = tuple[str, Sequence[Bullet]]  # a theme and its rows


def by_theme(plan: Plan, judged: Sequence[Judgement]) -> list[Group]:
    """Every goal as a row, under its theme, in the plan's order."""
    groups: dict[str, list[Bullet]] = {}
    for one in judged:
        goal, way = plan.goal_of(one.goal), plan.indicator_of(one.indicator).way
        groups.setdefault(goal.theme, []).append(Bullet(goal.for_unit(one.unit) or goal, one, goal.name, way))
    return list(groups.items())


def halved(plan: Plan, judged: Sequence[Judgement]) -> list[Group]:
    """Every goal as a row, without themes, in two halves."""
    rows = [row for _, group in by_theme(plan, judged) for row in group]
    middle = (len(rows) + 1) // 2
    return [("", half) for half in (rows[:middle], rows[middle:]) if half]


def height(groups: Sequence[Group]) -> int:
    """Pixels of a column of `groups` (theme, rows)."""
    return sum((HEAD if theme else 0) + ROW * len(rows) for theme, rows in groups)


def columns(groups: Sequence[Group]) -> list[list[Group]]:
    """The groups in their order, split where the two columns come out most alike in height."""
    splits = range(1, len(groups) + 1)
    best = min(splits, key=lambda k: (max(height(groups[:k]), height(groups[k:])), k), default=0)
    return [list(column) for column in (groups[:best], groups[best:]) if column]


def in_words(groups: Sequence[Group]) -> str:
    """A column as one sentence, for those who cannot see it."""
    return "；".join(f"{row.name}{state_words(row.judged)}" for _, rows in groups for row in rows)


def bullets(groups: Sequence[Group], palette: Palette, link: Link | None = None) -> go.Figure:
    """One column of bullets as one figure; `link` turns a goal into the address that its name opens."""
    total = height(groups)
    chart = charts.figure(palette, total)
    chart.update_xaxes(range=[0, END], visible=False)
    chart.update_yaxes(range=[total, 0], visible=False)
    tops: list[tuple[float, Bullet]] = []
    top = 0.0
    for theme, rows in groups:
        if theme:
            _theme(chart, theme, top, palette)
            top += HEAD
        for row in rows:
            tops.append((top, row))
            top += ROW
    _bars(chart, tops, palette)
    _ticks(chart, tops, palette)
    _words(chart, tops, palette, link)
    return chart


def _theme(chart: go.Figure, theme: str, top: float, palette: Palette) -> None:
    chart.add_annotation(
        text=f"<b>{theme}</b>", x=0, xref="paper", y=top + 14, xanchor="left", showarrow=False,
        font={"color": palette.accent},
    )  # fmt: skip
    line = {"color": palette.hairline, "width": 1}
    chart.add_shape(type="line", x0=0, x1=1, xref="paper", y0=top + 28, y1=top + 28, line=line)


def _bars(chart: go.Figure, tops: Sequence[tuple[float, Bullet]], palette: Palette) -> None:
    """Track, fill, hatch and hover, one trace each: a patterned bar needs a trace of its own."""
    hover = [_hover(row) for _, row in tops]
    at = [top + _BAR_AT for top, _ in tops]
    plain = {"orientation": "h", "hoverinfo": "skip"}
    chart.add_bar(x=[100] * len(tops), y=at, width=_BAR, marker={"color": palette.track, "line": {"width": 0}}, **plain)
    solid = [(y, row) for y, (_, row) in zip(at, tops, strict=True) if not row.hatched and row.share > 0]
    fills = [palette.tone(row.judged.status).fill for _, row in solid]
    hollow = [row.judged.status in OPEN for _, row in solid]
    chart.add_bar(
        x=[min(row.share, END) for _, row in solid], y=[y for y, _ in solid], width=_BAR, **plain,
        marker={
            "color": [palette.page if open_ else fill for fill, open_ in zip(fills, hollow, strict=True)],
            "line": {"width": [1.5 if open_ else 0 for open_ in hollow], "color": palette.faint},
        },
    )  # fmt: skip
    missing = [y for y, (_, row) in zip(at, tops, strict=True) if row.hatched]
    if missing:
        chart.add_bar(
            x=[100] * len(missing), y=missing, width=_BAR, **plain,
            marker={
                "color": palette.page, "line": {"width": 1, "color": palette.faint},
                "pattern": {"shape": "/", "size": 5, "solidity": 0.2, "fgcolor": palette.faint},
            },
        )  # fmt: skip
    # The whole row answers the pointer, words and all.
    chart.add_bar(
        x=[END] * len(tops), y=[top + ROW / 2 for top, _ in tops], width=ROW - 4, orientation="h",
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}}, customdata=hover,
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    chart.update_layout(barmode="overlay", bargap=0)


def _ticks(chart: go.Figure, tops: Sequence[tuple[float, Bullet]], palette: Palette) -> None:
    """The target in grey; the due share in ink with a paper halo, else it is lost on dark bars."""
    due = [(100 * row.judged.due_share, top + _BAR_AT) for top, row in tops if not math.isnan(row.judged.due_share)]
    at = [top + _BAR_AT for top, _ in tops]
    line = {"mode": "markers", "cliponaxis": False, "hoverinfo": "skip"}
    chart.add_scatter(
        x=[100] * len(at), y=at, marker=_tick(6, 1, palette.mute), **line
    )  # fmt: skip
    for width, colour in ((5, palette.page), (2, palette.ink)):
        chart.add_scatter(x=[x for x, _ in due], y=[y for _, y in due], marker=_tick(9, width, colour), **line)


def _tick(size: float, width: float, colour: str) -> dict[str, object]:
    return {"symbol": "line-ns", "size": size, "opacity": 1, "line": {"width": width, "color": colour}}


def _words(chart: go.Figure, tops: Sequence[tuple[float, Bullet]], palette: Palette, link: Link | None) -> None:
    """Glyph, value and lead as one trace each; names one by one, since only annotations can be links."""
    at = [top + _WORDS_AT for top, _ in tops]
    colours = [palette.tone(row.judged.status).word for _, row in tops]
    plain = {"mode": "text", "cliponaxis": False, "hoverinfo": "skip"}
    for texts, x, side, font in (
        ([MARKS[row.judged.status].glyph for _, row in tops], 0.0, "right", {"color": colours}),
        # Trailing ideographic spaces keep the value clear of the lead, whatever the width.
        ([f"{_value(row, palette)}　　　\u2002" for _, row in tops], END, "left", {}),
        ([row.right for _, row in tops], END, "left", {"color": colours}),
    ):
        place = f"middle {side}"
        chart.add_scatter(x=[x] * len(tops), y=at, text=texts, textposition=place, textfont=font, **plain)
    for y, (_, row) in zip(at, tops, strict=True):
        name = f'<span style="color:{palette.ink}">{row.name}</span>'
        text = f'<a href="{link(row.goal.id)}" target="_self">{name}</a>' if link else name
        chart.add_annotation(text=text, x=0, xref="paper", xshift=16, xanchor="left", y=y, yshift=2, showarrow=False)
        if row.judged.status is Status.REGRESSED:
            colour = palette.tone(row.judged.status).fill
            chart.add_annotation(
                text="◀", x=0, xref="paper", xshift=-2, xanchor="left", y=y + _BAR_AT - _WORDS_AT, showarrow=False,
                font={"color": colour, "size": 12},
            )  # fmt: skip


def _value(row: Bullet, palette: Palette) -> str:
    judged = row.judged
    wanted = words.target(row.goal)
    if judged.known:
        shown = words.beside_target(judged.value, judged.target)
        return f'<b>{shown}</b><span style="color:{palette.mute}"> / {wanted}</span>'
    if not math.isnan(judged.at_least):
        return f'<span style="color:{palette.mute}">至少{words.number(judged.at_least)} / {wanted}</span>'
    last = f"上季{words.number(judged.value_last_period)}" if not math.isnan(judged.value_last_period) else "—"
    return f'<span style="color:{palette.mute}">{last} / {wanted}</span>'


def _hover(row: Bullet) -> str:
    judged, unit = row.judged, row.judged.measure_unit
    last = (
        f"（上季{words.exact_amount(judged.value_last_period, unit)}）"
        if not math.isnan(judged.value_last_period)
        else ""
    )
    lines = [
        f"<b>{row.name}</b>",
        f"现值 {words.exact_amount(judged.value, unit)}{last}",
        f"目标 {words.target(row.goal)}",
    ]
    if judged.known:
        lines.append(compared(judged, row.way))
    if not math.isnan(judged.reached_share):
        lines.append(f"完成 {words.percent(judged.reached_share)}，序时 {words.percent(judged.due_share)}")
    if judged.partly:
        lines.append(f"已报{judged.reported:.0f}家，应报{judged.expected:.0f}家")
    return "<br>".join([*lines, state_words(judged)])
