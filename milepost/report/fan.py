"""The forecast of a promise in a chart and in words: a fan from the last figure to the deadline."""

import math
from collections.abc import Mapping

import plotly.graph_objects as go

from milepost.measure.forecast import LEAST_FOR_CHANCES
from milepost.measure.outlook import Band, Outlook
from milepost.plan.goal import Goal
from milepost.plan.period import Period
from milepost.report import words
from milepost.report.palette import Palette

_SHADES = {0.8: 0.34, 0.95: 0.16}
_STEPS = {1: "季", 2: "个半年", 4: "年"}


def draw(chart: go.Figure, outlook: Outlook, at: Mapping[Period, int], unit: str, palette: Palette) -> None:
    """Add the fan, the widest band first, and its dotted middle; `at` gives the position of each quarter."""
    if not outlook.periods:
        return
    xs = [at[period] for period in (outlook.since, *outlook.periods)]
    for band in reversed(outlook.bands):
        ends = [outlook.value, *band.high, *reversed(band.low)]
        chart.add_scatter(
            x=[*xs, *reversed(xs[1:])], y=ends, mode="lines", line={"width": 0}, fill="toself", hoverinfo="skip",
            fillcolor=_shade(palette.tones["blue"].fill, _SHADES[band.coverage]),
        )  # fmt: skip
    chart.add_scatter(
        x=xs, y=[outlook.value, *outlook.middle], mode="lines+markers", customdata=["", *_hovers(outlook, unit)],
        line={"color": palette.tones["blue"].word, "width": 1.5, "dash": "2px,3px"},
        # Nothing is seen of the markers: they only catch the pointer.
        marker={"size": 10, "opacity": 0}, hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _shade(colour: str, opacity: float) -> str:
    return f"rgba({','.join(str(int(colour[k : k + 2], 16)) for k in (1, 3, 5))},{opacity})"


def _hovers(outlook: Outlook, unit: str) -> list[str]:
    return [
        "<br>".join(
            [f"<b>{period.words}</b>", f"预测 {_amount(outlook, outlook.middle[k])}{unit}"]
            + [f"{_name(band)} {_interval(outlook, band, k)}{unit}" for band in outlook.bands]
        )
        for k, period in enumerate(outlook.periods)
    ]


def _amount(outlook: Outlook, value: float) -> str:
    """In whole numbers where whole things are counted."""
    return words.exact(float(round(value)) if outlook.value.is_integer() else value)


def _name(band: Band) -> str:
    return f"{band.coverage:.0%}区间"


def _interval(outlook: Outlook, band: Band, k: int) -> str:
    return f"{_amount(outlook, band.low[k])}—{_amount(outlook, band.high[k])}"


def readings(outlook: Outlook, palette: Palette) -> Mapping[str, str]:
    """Each line beside the chart with its colour: 预测年末 21,584; 80%区间 21,436—21,732. Empty without a forecast."""
    if not outlook.periods:
        return {}
    last = outlook.periods[-1]
    when = "年末" if last.year == outlook.since.year and last.ends("year") else words.quarter_end(last)
    return {
        f"预测{when} {_amount(outlook, outlook.middle[-1])}": palette.tones["blue"].word,
        f"{_name(outlook.bands[0])} {_interval(outlook, outlook.bands[0], -1)}": palette.mute,
    }


def ends(outlook: Outlook) -> tuple[float, ...]:
    """The values that the axis must hold."""
    return tuple(value for band in outlook.bands for value in (*band.low, *band.high))


def sentence(goal: Goal, outlook: Outlook) -> str:
    """How the forecast was made, how likely the promise is, how such forecasts fared; or why there is none."""
    if not outlook.periods:
        return f"不作预测：{outlook.reason}。"
    step = _STEPS[outlook.periods[0].ordinal - outlook.since.ordinal]
    what = "满一年合计数" if outlook.summed else "数"
    made = f"预测：照前{outlook.points}{step}{what}的平均变化外推（漂移法），阴影为80%与95%区间"
    tested = (
        f"回测{outlook.tries}{step}，{outlook.hits}{step}落在80%区间内" if outlook.tries else f"{step}数还少，无从回测"
    )
    return "；".join(filter(None, (made, _chance(goal, outlook), tested))) + "。预测只供研判，不进通报。"


def _chance(goal: Goal, outlook: Outlook) -> str:
    chance = outlook.chance
    if outlook.bands[0].low == outlook.bands[0].high:
        return "历次变化完全相同，区间和概率无从估计"
    if math.isnan(chance):
        return "" if goal.kind == "keep" else f"不足{LEAST_FOR_CHANCES}个时点，不给概率"
    verb = {">": "突破", "<=": "不超过"}.get(goal.operator, "达到")
    size = "不到1%" if chance < 0.01 else "超过99%" if chance > 0.99 else f"约{100 * chance:.0f}%"
    return f"{'年末' if goal.kind == 'yearly' else '到期'}{verb}目标的概率{size}"
