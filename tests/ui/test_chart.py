"""Charts on pages: the small Plotly bundle that draws them, and what it is given."""

import json
from urllib.request import Request, urlopen

import plotly.graph_objects as go
import pytest
from plotly.offline import get_plotlyjs_version
from streamlit.testing.v1 import AppTest

from milepost.ui import chart
from tests.persons import CLERK
from tests.ui.visits import sign_in


# AppTest runs the source of this function by itself, and so it imports what it needs.
# ruff: noqa: PLC0415
def page() -> None:
    from milepost.report import charts
    from milepost.report.palette import LIGHT
    from milepost.ui import chart

    figure = charts.figure(LIGHT, 240)
    figure.add_bar(x=[3], y=["龙山区"], orientation="h")
    chart.show(chart.drawn(figure), "leads", "龙山区居首")


def test_the_bundle_is_of_the_version_that_figures_are_written_for():
    assert get_plotlyjs_version() == chart.VERSION
    assert f"plotly.js (basic - minified) v{chart.VERSION}" in chart.LIBRARY.read_text(encoding="utf-8")[:200]


def test_a_trace_that_the_bundle_cannot_draw_is_refused_before_a_blank_appears():
    with pytest.raises(ValueError, match="heatmap"):
        chart.drawn(go.Figure(go.Heatmap(z=[[1]])))


def test_a_chart_brings_its_figure_height_and_words():
    [drawn] = AppTest.from_function(page).run().get("bidi_component")
    sent = json.loads(drawn.proto.json)
    assert (sent["height"], sent["alt"], sent["library"]) == (240, "龙山区居首", chart.ADDRESS)
    assert json.loads(sent["figure"])["data"][0]["x"] == [3]


def test_browsers_keep_the_bundle_for_ever_since_its_address_names_its_version(app):
    cookie = {"Cookie": sign_in(app, CLERK.name)}
    with urlopen(Request(f"http://127.0.0.1:{app}{chart.ADDRESS}", headers=cookie)) as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert len(answer.read()) == chart.LIBRARY.stat().st_size
