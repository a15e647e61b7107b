"""Each goal's remaining pace as a multiple of the pace of the last quarters: who has to run faster, and how much."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from milepost.plan.plan import Plan
from milepost.report import charts, words
from milepost.report.effort import Effort
from milepost.report.palette import MARKS, Palette

ROW, HEAD = 30, 26
MOST = 4.0


def chartable(efforts: Sequence[Effort]) -> list[Effort]:
    """The efforts that still have to bring something, the steepest first; without forward pace before all others."""
    open_ = [e for e in efforts if e.quarters and e.required and not math.isnan(e.required)]
    return sorted(open_, key=lambda e: -math.inf if math.isnan(e.times) else -e.times)


def effort_chart(plan: Plan, efforts: Sequence[Effort], palette: Palette) -> go.Figure:
    """One row a goal: a dot at required ÷ recent, a line at 1 where the pace of the last quarters would do.

    Beyond four times the dot stands at the edge with its number; a goal without forward pace says so there.
    """
    chart = charts.figure(palette, HEAD + ROW * len(efforts))
    chart.update_xaxes(
        range=[0, MOST + 0.9], side="top", tickmode="array", tickvals=[0, 1, 2, 3, 4], showgrid=True,
        gridcolor=palette.hairline, ticktext=["0", "照近期速度", "2倍", "3倍", "4倍"], automargin=True,
    )  # fmt: skip
    names = [f"{plan.goal_of(e.judged.goal).name}　" for e in efforts]
    chart.update_yaxes(
        range=[len(efforts) - 0.4, -0.6], tickmode="array", tickvals=list(range(len(efforts))), ticktext=names,
        tickfont={"color": palette.ink, "size": 13}, automargin=True,
    )  # fmt: skip
    at = [MOST + 0.15 if math.isnan(e.times) else min(e.times, MOST + 0.15) for e in efforts]
    fills = [palette.tone(e.judged.status).fill for e in efforts]
    for k, (x, fill) in enumerate(zip(at, fills, strict=True)):
        chart.add_shape(type="line", x0=1, x1=x, y0=k, y1=k, line={"color": fill, "width": 3}, layer="below")
    chart.add_shape(type="line", x0=1, x1=1, y0=-0.6, y1=len(efforts) - 0.4, line={"color": palette.ink, "width": 1.5})
    chart.add_scatter(
        x=at, y=list(range(len(efforts))), mode="markers+text", cliponaxis=False,
        marker={"size": 11, "color": fills, "opacity": 1, "line": {"width": 0}},
        text=[f"  {_said(e)}  " for e in efforts], textposition=[_side(e) for e in efforts],
        textfont={"color": [palette.tone(e.judged.status).word for e in efforts]},
        customdata=[_hover(plan, e) for e in efforts], hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    return chart


def _side(effort: Effort) -> str:
    """Away from the line that leads to the dot."""
    return "middle left" if effort.times < 1 else "middle right"


def _said(effort: Effort) -> str:
    glyph = MARKS[effort.judged.status].glyph
    return f"{glyph} 近期无增长" if math.isnan(effort.times) else f"{glyph} {effort.times:.1f}倍"


def _hover(plan: Plan, effort: Effort) -> str:
    unit = effort.judged.measure_unit
    return "<br>".join(
        [
            f"<b>{plan.goal_of(effort.judged.goal).name}</b>",
            f"还差 {words.exact_amount(effort.judged.gap, unit)}，余下{effort.quarters}季",
            f"每季要 {words.exact_amount(effort.required, unit)}",
            f"近期每季平均 {words.exact_amount(effort.recent, unit)}",
        ]
    )
