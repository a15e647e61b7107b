"""A goal's way from its base to its target: what was reached each quarter, against the pace and the promise."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import plotly.graph_objects as go

from milepost.measure.outlook import Outlook
from milepost.measure.pace import pace
from milepost.plan.goal import Goal
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan
from milepost.plan.tables import Status
from milepost.report import break_words, charts, fan, terms, words
from milepost.report.break_words import Mark
from milepost.report.judgement import Judgement
from milepost.report.palette import MARKS, Palette, UnitColour
from milepost.report.sentences import OPEN, PERCENTAGES, state_words

HEIGHT, SMALL = 340, 150
# The readings take the lowest fifth of the right half on a phone, less on a wider page.
_STRIP, _RIGHT = 0.22, 0.45
Points = tuple[list[float], list[float]]


@dataclass(frozen=True)
class Path:
    """One line of the way: quarters from the goal's first on, each with what was reached and what was due.

    `start` is what stood at the base, NaN when unknown; `reached` and `due` are in the measure unit, NaN where there is
    no figure or no pace. `now` is the judgement of the quarter looked at; from each of `marks` on the figures are other
    than before. `compared`, of a benchmark alone: what others had in each quarter up to now.
    """

    goal: Goal
    name: str
    periods: tuple[Period, ...]
    start: float
    reached: tuple[float, ...]
    due: tuple[float, ...]
    now: Judgement
    marks: tuple[Mark, ...] = ()
    compared: tuple[float, ...] = ()

    @property
    def at(self) -> int:
        """Position of the quarter looked at; the base stands at 0, the first quarter at 1."""
        texts = [str(period) for period in self.periods]
        return texts.index(self.now.period) + 1 if self.now.period in texts else len(texts)

    @property
    def behind(self) -> float:
        """What is missing to the pace now, in the measure unit; negative when ahead, NaN when unknown."""
        return (self.now.due_value - self.now.value) * self.goal.direction

    @property
    def restarts(self) -> bool:
        """Whether the counting begins anew each January."""
        return self.goal.kind == "yearly"

    def points(self, values: Sequence[float], *, from_base: bool) -> Points:
        """Positions and values of a line; a yearly one begins at zero each year and is broken between years."""
        xs: list[float] = []
        ys: list[float] = []
        if self.restarts:
            for k, (period, value) in enumerate(zip(self.periods, values, strict=False), 1):
                if period.number == 1:
                    xs += [math.nan, k - 1]
                    ys += [math.nan, 0.0]
                xs.append(k)
                ys.append(value)
            return xs, ys
        first = [self.start] if from_base else []
        return list(range(1 - len(first), len(values) + 1)), [*first, *values]


def horizon(goal: Goal, now: Period) -> tuple[Period, ...]:
    """The quarters of a goal's way: from its first to its deadline, or to now when that is later or none is set."""
    return tuple(quarters(goal.start, max(goal.deadline_quarter or now, now)))


def path_of(plan: Plan, goal: Goal, unit: str, over: Mapping[str, Judgement], now: Period) -> Path | None:
    """The way of `goal` for `unit` up to `now`; `over` says how it stood in each period. None without a row for now."""
    own = goal if unit == plan.unit else goal.for_unit(unit)
    judged = over.get(str(now))
    if own is None or judged is None:
        return None
    periods = horizon(own, now)
    # A promised growth is told in percent a year, its pace in levels: the two do not share an axis.
    rate = goal.kind == "growth" and judged.measure_unit in PERCENTAGES
    due = [math.nan] * len(periods) if rate else pace(own, plan, periods).tolist()
    passed = [over.get(str(period)) for period in periods if period <= now]
    summed = goal.kind in {"window", "yearly"} or (goal.kind == "cumulative" and math.isnan(judged.base_value))
    return Path(
        own,
        goal.name if unit == plan.unit else plan.unit_of(unit).name,
        periods,
        0.0 if summed else math.nan if rate else judged.base_value,
        tuple(one.value if one else math.nan for one in passed),
        tuple(due),
        judged,
        tuple(break_words.marks(plan, plan.indicator_of(goal.indicator), unit)),
        tuple(one.target if one else math.nan for one in passed) if goal.kind == "benchmark" else (),
    )


def named(path: Path, name: str) -> Path:
    """The same way under another name: a unit's page calls it by its goal."""
    return replace(path, name=name)


def path_chart(path: Path, palette: Palette, outlook: Outlook | None = None) -> go.Figure:
    """The whole place's way: actual, pace (dashed), target, the base named, and the readings in the empty corner.

    With an `outlook` the way goes on as a fan.
    """
    chart = charts.figure(palette, HEIGHT)
    forecast = fan.ends(outlook) if outlook else ()
    low, high = _range(path, forecast)
    last = len(path.periods)
    chart.update_xaxes(range=[-0.12, last + 0.35], **charts.quarter_axis(path.periods, 1))
    whole = all(math.isnan(value) or value.is_integer() for value in path.reached)
    chart.update_yaxes(
        **charts.number_axis(low, high, palette, whole=whole) | {"range": _room(path, low, high, forecast)}
    )
    if outlook:
        fan.draw(chart, outlook, {p: k for k, p in enumerate(path.periods, 1)}, path.now.measure_unit, palette)
    _breaks(chart, path, palette, named=True)
    _lines(chart, path, palette, palette.accent)
    _gaps(chart, path, palette, low + (high - low) * 0.04)
    _now(chart, path, palette)
    _labels(chart, path, palette)
    ahead = fan.readings(outlook, palette) if outlook else {}
    _reading(chart, path, palette, ahead)
    return chart


def _range(path: Path, more: Sequence[float] = ()) -> tuple[float, float]:
    every = (path.start, *path.reached, *path.due, *path.compared, path.now.target, *more)
    known = [value for value in every if not math.isnan(value)]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    low = min(low, 0.0) if path.restarts else low
    pad = (high - low or abs(high) or 1.0) * 0.14
    return (low - pad if low or path.now.base_value else low - pad / 2), high + pad


def _room(path: Path, low: float, high: float, forecast: Sequence[float]) -> list[float]:
    """The axis, longer where the lines would run through the readings: below a rising way, above a falling one."""
    half = len(path.periods) * _RIGHT
    lines = [value for values in (path.reached, path.due) for k, value in enumerate(values, 1) if k > half]
    known = [value for value in (*lines, *forecast, *[0.0] * path.restarts) if not math.isnan(value)]
    if path.goal.direction > 0:
        lowest = min(known, default=high)
        return [min(low, (lowest - high * _STRIP) / (1 - _STRIP)), high]
    highest = max(known, default=low)
    return [low, max(high, (highest - low * _STRIP) / (1 - _STRIP))]


def _breaks(chart: go.Figure, path: Path, palette: Palette, *, named: bool) -> None:
    """A dotted line before the first quarter of each change of definition or boundary, with its name at the top."""
    at = {period: k for k, period in enumerate(path.periods, 1)}
    for mark in path.marks:
        if mark.since not in at:
            continue
        x = at[mark.since] - 0.5
        chart.add_shape(type="line", x0=x, x1=x, y0=0, y1=1, yref="y domain",
                        line={"color": palette.faint, "width": 1.5, "dash": "dot"})  # fmt: skip
        if named:
            chart.add_annotation(
                x=x, y=1, yref="y domain", text=mark.name, showarrow=False, xanchor="left", yanchor="top", xshift=4,
                font={"color": palette.mute}, bgcolor=palette.page, borderpad=1,
            )  # fmt: skip


def _lines(chart: go.Figure, path: Path, palette: Palette, colour: str) -> None:
    target = path.now.target
    last = len(path.periods)
    plain: dict[str, Any] = {"mode": "lines", "hoverinfo": "skip", "connectgaps": False}
    thin = {"color": palette.ink, "width": 1}
    if path.compared:
        # What others had in each quarter, and from now on what they had last.
        onward = [*path.compared, *[target] * (last - len(path.compared))]
        chart.add_scatter(x=list(range(1, last + 1)), y=onward, line=thin | {"shape": "hv"}, **plain)
    elif not math.isnan(target):
        chart.add_scatter(x=[0, last], y=[target, target], line=thin, **plain)
    xs, ys = path.points(path.due, from_base=True)
    chart.add_scatter(x=xs, y=ys, line={"color": palette.mute, "width": 1.5, "dash": "8px,6px"}, **plain)
    xs, ys = path.points(path.reached, from_base=True)
    # Nothing lies between no and yes.
    shape = "hv" if path.goal.kind == "boolean" else "linear"
    chart.add_scatter(x=xs, y=ys, line={"color": colour, "width": 2.5, "shape": shape}, **plain)


def _hover(path: Path, k: int) -> str:
    unit = path.now.measure_unit
    lines = [f"<b>{path.periods[k].words}</b>", f"{path.name} {words.exact_amount(path.reached[k], unit)}"]
    due = path.due[k] if k < len(path.due) else math.nan
    if not math.isnan(due):
        lines.append(f"序时应达 {words.exact_amount(round(due, 1), unit)}")
    return "<br>".join(lines)


def _now(chart: go.Figure, path: Path, palette: Palette) -> None:
    """A dot for each quarter, and a ring in the colour of the status at the one looked at."""
    known = [k for k, value in enumerate(path.reached) if not math.isnan(value)]
    chart.add_scatter(
        x=[k + 1 for k in known], y=[path.reached[k] for k in known], mode="markers",
        marker={"size": 7, "color": palette.accent, "opacity": 1}, customdata=[_hover(path, k) for k in known],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    if path.now.known:
        ring = {"color": palette.tone(path.now.status).word, "width": 3}
        chart.add_scatter(
            x=[path.at], y=[path.now.value], mode="markers", hoverinfo="skip",
            marker={"size": 13, "color": palette.page, "opacity": 1, "line": ring},
        )  # fmt: skip


def _gaps(chart: go.Figure, path: Path, palette: Palette, floor: float) -> None:
    """A hollow dot on the floor for each quarter up to now without a figure: not reported is not zero."""
    missing = [k for k, value in enumerate(path.reached) if math.isnan(value)]
    if not missing:
        return
    texts = [f"<b>{path.periods[k].words}</b><br>{path.name} 未报或汇总不全" for k in missing]
    chart.add_scatter(
        x=[k + 1 for k in missing], y=[floor] * len(missing), mode="markers", cliponaxis=False, customdata=texts,
        marker={"size": 8, "color": palette.page, "opacity": 1, "line": {"color": palette.faint, "width": 1.5}},
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _labels(chart: go.Figure, path: Path, palette: Palette) -> None:
    """Target and base named at the left: the target beyond its line, the base short of it, unless the way is there."""
    now, start = path.now, path.start
    early = [path.goal.direction * value for value in path.reached[: round(len(path.periods) * _RIGHT)]]
    plain: dict[str, Any] = {"showarrow": False, "xanchor": "left", "x": 0}
    if not math.isnan(now.target):
        above = _is_free(early, path.goal.direction * now.target, beyond=True) == (path.goal.direction > 0)
        text, anchor = f"目标：{terms.wanted(path.goal, now)}", "bottom" if above else "top"
        # Others had something else at the left end, so what they have now is named at the right one.
        there = {"x": len(path.periods), "xanchor": "right"} if path.compared else {}
        chart.add_annotation(**plain | there, y=now.target, text=text, yanchor=anchor)
    if not math.isnan(start) and not path.restarts and start:
        above = _is_free(early, path.goal.direction * start, beyond=False) != (path.goal.direction > 0)
        text = f"基数 {words.exact(start)}（{words.quarter_end(path.goal.base_period)}）"
        chart.add_annotation(
            y=start, text=text, xshift=6, yshift=4 if above else -4, yanchor="bottom" if above else "top",
            font={"color": palette.mute}, bgcolor=palette.page, borderpad=1, **plain,
        )  # fmt: skip
    _pace_label(chart, path, palette)


def _is_free(early: Sequence[float], level: float, *, beyond: bool) -> bool:
    """Whether no value of the way's first part lies on this side of a level; more is better."""
    return not any(value > level if beyond else value < level for value in early)


def _pace_label(chart: go.Figure, path: Path, palette: Palette) -> None:
    """The word 序时进度 on the side of the dashed line where the actual line is not."""
    k = len(path.periods) // 2 - 1
    if path.restarts or k >= len(path.due) or k < 0 or math.isnan(path.due[k]):
        return
    here = path.reached[k] if k < len(path.reached) else math.nan
    above = math.isnan(here) or here <= path.due[k]
    chart.add_annotation(
        x=k + 1, y=path.due[k], text="序时进度", showarrow=False, font={"color": palette.mute},
        xanchor="right" if above == (path.goal.direction > 0) else "left", yanchor="bottom" if above else "top",
        yshift=6 if above else -6,
    )  # fmt: skip


def _reading(chart: go.Figure, path: Path, palette: Palette, ahead: Mapping[str, str]) -> None:
    """The value now and its distance to pace, in the corner that a rising (or falling) line leaves empty.

    `ahead`: what is expected, line by line with its colour, instead of the distance to the target.
    """
    now, unit = path.now, path.now.measure_unit
    tone = palette.tone(now.status).word
    if not now.known:
        text = f'<span style="color:{tone}">{MARKS[now.status].glyph} 本季{state_words(now)}</span>'
    else:
        shown = terms.answered(now) if path.goal.kind == "boolean" else words.exact(now.value)
        value = f'<b><span style="color:{tone}">现值 {shown}</span></b>'
        text = f'{value} <span style="color:{tone}">{MARKS[now.status].glyph} {_distance(path)}</span>'
        if not ahead and now.status not in OPEN and not math.isnan(now.gap) and now.gap > 0:
            ahead = {f"距目标 {words.distance(now.gap, unit)}": palette.mute}
        text += "".join(f'<br><span style="color:{colour}">{line}</span>' for line, colour in ahead.items())
    rising = path.goal.direction > 0
    chart.add_annotation(
        x=1, xref="paper", y=0.0 if rising else 1.0, yref="paper", text=text, showarrow=False, align="right",
        xanchor="right", yanchor="bottom" if rising else "top", bgcolor=palette.page,
    )  # fmt: skip


def _distance(path: Path) -> str:
    now, behind = path.now, path.behind
    if math.isnan(behind) or now.status not in {Status.AHEAD, Status.ON_PACE, Status.SLOW, Status.BEHIND}:
        return str(now.status)
    size = float(round(abs(behind))) if abs(behind) >= 1 and now.value.is_integer() else round(abs(behind), 2)
    return f"{'欠' if behind > 0 else '超'}序时{words.distance(size, now.measure_unit)}"


def small_path(path: Path, palette: Palette, colour: UnitColour) -> go.Figure:
    """One unit's way in small: its name in its colour, value / target and lead, the line against pace and target."""
    chart = charts.figure(palette, SMALL)
    low, high = _range(path)
    years = [(k, p) for k, p in enumerate(path.periods, 1) if p.number == 1]
    last = len(path.periods)
    chart.update_xaxes(
        range=[-0.4, last + 0.4], automargin=True, tickmode="array", tickvals=[k for k, _ in years],
        ticktext=[f"{p.year % 100}年" for _, p in years],
    )  # fmt: skip
    chart.update_yaxes(range=[low, high], visible=False, domain=[0.0, 0.68])
    _breaks(chart, path, palette, named=False)
    _lines(chart, path, palette, colour.line)
    known = [k for k, value in enumerate(path.reached) if not math.isnan(value)]
    chart.add_scatter(
        x=[k + 1 for k in known], y=[path.reached[k] for k in known], mode="markers", cliponaxis=False,
        marker={"size": [9 if k == known[-1] else 6 for k in known], "opacity": [float(k == known[-1]) for k in known],
                "color": colour.line, "line": {"width": 0}},
        customdata=[_hover(path, k) for k in known], hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    tone = palette.tone(path.now.status).word
    shown, wanted = terms.beside(path.goal, path.now)
    value = f"<b>{shown}</b>" if path.now.known else words.MISSING
    lead = words.lead(path.now.ahead) if path.now.status not in OPEN else str(path.now.status)
    text = (
        f'<b><span style="color:{colour.text}">{path.name}</span></b><br>{value}'
        f'<span style="color:{palette.mute}"> / {wanted}</span> '
        f'<span style="color:{tone}">{MARKS[path.now.status].glyph} {lead}</span>'
    )
    chart.add_annotation(
        text=text, x=0, y=1, xref="paper", yref="paper", xanchor="left", yanchor="top", align="left", showarrow=False
    )
    return chart
