"""Unit by indicator at a glance: who is ahead or behind with what."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from milepost.measure.race import score_columns
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.scheme import Scheme
from milepost.report import charts, words
from milepost.report.judgement import Judgement, judgements
from milepost.report.palette import INKS, Palette, blend, contrast
from milepost.report.sentences import state_words

SPAN = 15.0
"""Percentage points of lead at which the colour is full."""
_ROW, _LINE = 36, 17
_HALF, _HOLLOW = 0.485, 0.46  # half a field, with and without a number
# Columns that stand beside one another on a phone, and characters that fit over all of them together.
_WIDEST, _ACROSS = 6, 22


@dataclass(frozen=True)
class Cell:
    """One field of the heat table: its number as written, where its colour lies (−1 behind … +1 ahead), the hover."""

    text: str
    position: float
    hover: str

    @property
    def empty(self) -> bool:
        """Whether there is no number: the field is drawn hollow."""
        return math.isnan(self.position)


@dataclass(frozen=True)
class Heat:
    """A heat table: indicators as rows and units as columns, as long as the columns fit a phone."""

    title: str
    rows: Sequence[str]
    columns: Sequence[str]
    cells: Sequence[Sequence[Cell]]

    @property
    def fitting(self) -> "Heat":
        """The same table with rows and columns exchanged where there are too many columns, and fewer rows."""
        if len(self.columns) <= _WIDEST or len(self.rows) >= len(self.columns):
            return self
        return Heat(self.title, self.columns, self.rows, list(zip(*self.cells, strict=True)))


def of_scheme(plan: Plan, scheme: Scheme, progress: pd.DataFrame, ranking: pd.DataFrame, period: Period) -> Heat:
    """What each unit is ahead or behind with: leads over the pace where every score has a goal, else the scores."""
    scored = ranking[ranking["period"] == str(period)].set_index("unit")
    units = [unit for unit in plan.units if unit.id in scored.index]
    rows = [plan.indicator_of(item.indicator).name for item in scheme.items]
    columns = [unit.name for unit in units]
    now = {(j.goal, j.unit): j for j in judgements(progress[progress["period"] == str(period)])}
    if all(item.goal and (item.goal, unit.id) in now for item in scheme.items for unit in units):
        cells = [[_lead(plan, now[item.goal, unit.id]) for unit in units] for item in scheme.items]
        return Heat("快慢各在哪项：比序时快（蓝）、慢（橙）多少个百分点", rows, columns, cells)
    lines = [[float(scored[column].get(unit.id, math.nan)) for unit in units] for column in score_columns(scheme)]
    return Heat("得分各在哪项：比本组平均高（蓝）、低（橙）", rows, columns, [_scores(line) for line in lines])


def _lead(plan: Plan, judged: Judgement) -> Cell:
    head = f"<b>{plan.unit_of(judged.unit).name}</b> {plan.goal_of(judged.goal).name}"
    value = f"{words.exact_amount(judged.value, judged.measure_unit)} / {words.round_number(judged.target)}"
    hover = f"{head}<br>{value}{judged.measure_unit}<br>{state_words(judged)}"
    text = words.lead(judged.ahead)
    return Cell(str(judged.status) if text == words.MISSING else text, judged.ahead / SPAN, hover)


def _scores(line: Sequence[float]) -> list[Cell]:
    known = [score for score in line if not math.isnan(score)]
    mean = sum(known) / len(known) if known else math.nan
    reach = max((abs(score - mean) for score in known), default=0.0) or 1.0
    return [
        Cell("未报", math.nan, "没有得分") if math.isnan(score)
        else Cell(words.score(score), (score - mean) / reach, f"得分{words.score(score)}，本组平均{words.score(mean)}")
        for score in line
    ]  # fmt: skip


def heat_table(table: Heat, palette: Palette) -> go.Figure:
    """The table with its numbers on coloured fields; hollow dashed ones have no number."""
    table = table.fitting
    rows, columns, cells = table.rows, [_broken(name, len(table.columns)) for name in table.columns], table.cells
    lines = max((name.count("<br>") for name in columns), default=0)
    chart = charts.figure(palette, 28 + _LINE * lines + _ROW * len(rows))
    chart.update_xaxes(
        range=[-0.5, len(columns) - 0.5], side="top", tickmode="array", tickvals=list(range(len(columns))),
        ticktext=list(columns), tickfont={"color": palette.ink, "size": 13}, automargin=True,
    )  # fmt: skip
    chart.update_yaxes(
        range=[len(rows) - 0.5, -0.5], tickmode="array", tickvals=list(range(len(rows))),
        ticktext=[f"{name} " for name in rows], tickfont={"color": palette.ink, "size": 13}, automargin=True,
    )  # fmt: skip
    fields = [(x, y, cell) for y, row in enumerate(cells) for x, cell in enumerate(row)]
    grounds = [palette.page if c.empty else blend(palette.diverging, (c.position + 1) / 2) for _, _, c in fields]
    full = [(x, y, g) for (x, y, cell), g in zip(fields, grounds, strict=True) if not cell.empty]
    # One trace of bars: rectangles one by one cost Plotly ten times as much.
    chart.add_bar(
        x=[2 * _HALF] * len(full), base=[x - _HALF for x, _, _ in full], y=[y for _, y, _ in full], orientation="h",
        width=2 * _HALF, marker={"color": [g for _, _, g in full], "line": {"width": 0}}, hoverinfo="skip",
    )  # fmt: skip
    chart.update_layout(barmode="overlay", shapes=[_hollow(x, y, palette) for x, y, cell in fields if cell.empty])
    # Ink is chosen by the ground of each field: Plotly's own choice is too weak.
    inks = [
        palette.mute if cell.empty else max(INKS, key=lambda c: contrast(c, ground))
        for (_, _, cell), ground in zip(fields, grounds, strict=True)
    ]
    chart.add_scatter(
        x=[x for x, _, _ in fields], y=[y for _, y, _ in fields], text=[c.text for _, _, c in fields], mode="text",
        textfont={"color": inks, "size": 13}, customdata=[c.hover for _, _, c in fields],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    return chart


def _broken(name: str, columns: int) -> str:
    """The heading of one of so many columns in lines that fit a phone, all about as long."""
    most = max(2, _ACROSS // columns)
    lines = -(-len(name) // most)
    even = -(-len(name) // max(lines, 1))
    # Chinese words are mostly of two characters: 市场主体 / 总量, not 市场主 / 体总量.
    size = max(1, min(most, even + even % 2))
    return "<br>".join(name[k : k + size] for k in range(0, len(name), size))


def _hollow(x: int, y: int, palette: Palette) -> dict[str, object]:
    """The dashed rectangle of a cell without a number."""
    return {
        "type": "rect", "layer": "below", "line": {"color": palette.faint, "width": 1, "dash": "dot"},
        "fillcolor": palette.page, "x0": x - _HOLLOW, "x1": x + _HOLLOW, "y0": y - _HOLLOW, "y1": y + _HOLLOW,
    }  # fmt: skip
