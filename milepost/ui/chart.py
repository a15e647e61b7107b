"""The chart on a page: Plotly's small bundle draws a figure, and draws it again in its place when it changes.

Streamlit's own element makes each chart anew whenever its figure differs, and loads four times as much to do so.
"""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse

from milepost.report import charts

_HERE = Path(__file__).parent
LIBRARY = _HERE / "plotly-basic.min.js"
"""From the npm package plotly.js-basic-dist-min, as it came (MIT)."""
TRACES = frozenset({"bar", "scatter", "pie"})
VERSION = "4.1.1"  # of plotly.js, the one that the Python package writes figures for
ADDRESS = f"/plotly-basic-{VERSION}.js"

_mount = st.components.v2.component(
    "milepost.chart", js=(_HERE / "chart.js").read_text(encoding="utf-8"), isolate_styles=False
)


async def library(request: Request) -> FileResponse:  # noqa: ARG001 - a route is given its request
    """The library under its address, which names its version, so that browsers may keep it for ever."""
    forever = {"Cache-Control": "public, max-age=31536000, immutable"}
    return FileResponse(LIBRARY, media_type="text/javascript", headers=forever)


@dataclass(frozen=True)
class Drawn:
    """A figure as the browser is given it: JSON, and its height in pixels."""

    figure: str
    height: float


def drawn(figure: charts.Figure) -> Drawn:
    """`figure`, whose layout names its height, ready to be shown; ValueError for a trace that the bundle lacks."""
    unknown = {trace.type for trace in figure.data} - TRACES
    if unknown:
        raise ValueError(f"the bundle does not draw {sorted(unknown)}")
    return Drawn(figure.to_json(validate=False), figure.layout.height)


def show(made: Drawn, key: str, alt: str) -> None:
    """Show a figure as wide as its place; `alt` says in words what it shows."""
    told = {"figure": made.figure, "height": made.height, "config": charts.CONFIG, "alt": alt, "library": ADDRESS}
    _mount(key=key, data=told)
