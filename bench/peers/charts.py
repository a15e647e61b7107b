"""The charts that every peer page draws: plain Plotly over the sample's progress, as many as asked."""

import os

import pandas as pd
import plotly.graph_objects as go


def load() -> pd.DataFrame:
    """The progress table that bench/pages.py wrote: one row a goal, unit and quarter."""
    return pd.read_csv(os.environ["BENCH_PROGRESS"])


def quarters(table: pd.DataFrame) -> list[str]:
    """The quarters of the table, first to last."""
    return sorted(table["period"].unique())


def figures(table: pd.DataFrame, quarter: str, count: int) -> list[go.Figure]:
    """`count` figures of `quarter`."""
    now = table[table["period"] == quarter]
    by_goal = now.groupby("goal")["reached_share"].mean()
    by_unit = now.groupby("unit")["reached_share"].mean().sort_values()
    heat = now.pivot_table(index="goal", columns="unit", values="ahead")
    past = table[table["period"] <= quarter].pivot_table(index="period", columns="unit", values="reached_share")
    drawn = [
        go.Figure(go.Heatmap(z=heat.values, x=heat.columns, y=heat.index)),
        go.Figure([go.Scatter(x=past.index, y=past[unit], name=unit) for unit in past]),
        go.Figure(go.Bar(x=by_unit.values, y=by_unit.index, orientation="h")),
        go.Figure(go.Bar(x=by_goal.values, y=by_goal.index, orientation="h")),
    ]
    for figure in drawn:
        figure.update_layout(title=quarter, height=360)
    return drawn[:count]
