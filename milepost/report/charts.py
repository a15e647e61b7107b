"""What every chart shares: one Plotly template, the browser's options, and axes of quarters and of round numbers."""

import math
from collections.abc import Sequence
from typing import Any, Literal

import plotly.graph_objects as go

from milepost.plan.period import Period
from milepost.report import words
from milepost.report.palette import Palette

Figure = go.Figure
"""What a page draws, under a name of ours: the library stays in this room."""
Size = Literal["page", "screen"]
FONT = "'PingFang SC','Microsoft YaHei','Noto Sans SC','Noto Sans CJK SC',sans-serif"
TEXT: dict[Size, int] = {"page": 13, "screen": 19}
TICK: dict[Size, int] = {"page": 12, "screen": 17}
CONFIG: dict[str, Any] = {
    # The modebar cannot be translated, and nothing here needs zooming.
    "displayModeBar": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
}
_ORDINALS = "一二三四"


def template(palette: Palette, size: Size = "page") -> dict[str, Any]:
    """The look of every chart: transparent ground, no margins, no legend, nothing to drag."""
    axis = {
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
        "fixedrange": True,
        "tickangle": 0,
        "tickfont": {"size": TICK[size], "color": palette.mute},
    }
    return {
        "layout": {
            "font": {"family": FONT, "size": TEXT[size], "color": palette.ink},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "showlegend": False,
            "separators": ".,",
            "hovermode": "closest",
            "dragmode": False,
            "hoverlabel": {
                "bgcolor": palette.panel,
                "bordercolor": palette.hairline,
                "font": {"family": FONT, "size": TEXT[size], "color": palette.ink},
                "align": "left",
            },
            "xaxis": axis,
            "yaxis": axis,
        }
    }


def figure(palette: Palette, height: int, size: Size = "page") -> go.Figure:
    """An empty chart of `height` pixels in the house look."""
    return go.Figure(layout={"template": template(palette, size), "height": height})


def quarter_axis(periods: Sequence[Period], first: int = 0) -> dict[str, Any]:
    """Ticks 一 二 三 四 at whole numbers from `first` on, the year in bold under each 一 and under the first."""
    texts = []
    for k, period in enumerate(periods):
        year = f"<br><b>{period.year}年</b>" if k == 0 or period.number == 1 else ""
        texts.append(_ORDINALS[period.number - 1] + year)
    return {
        "tickmode": "array",
        "tickvals": [first + k for k in range(len(periods))],
        "ticktext": texts,
        "automargin": True,
    }


def round_ticks(low: float, high: float, most: int = 5, *, whole: bool = False) -> list[float]:
    """Round values inside [low, high], at most `most` of them, 1, 2, 2.5 or 5 times a power of ten apart.

    `whole`: only whole numbers, for things that are counted.
    """
    if not high > low:
        return [low]
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    step = next(
        power * m for m in (1, 2, 2.5, 5, 10, 20) if math.floor(high / power / m) - math.ceil(low / power / m) < most
    )
    if whole:
        step = max(1.0, math.ceil(step))
    return [k * step for k in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]


def number_axis(low: float, high: float, palette: Palette, *, whole: bool = False) -> dict[str, Any]:
    """A vertical axis from `low` to `high` with round, worded ticks on hairlines."""
    ticks = round_ticks(low, high, whole=whole)
    return {
        "range": [low, high],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [f"{text} " for text in words.alike(ticks)],
        "showgrid": True,
        "gridcolor": palette.hairline,
        "automargin": True,
    }
