"""Pictures of an indicator by industry: what each adds to the growth, its way over the quarters, counties beside it."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from milepost.plan.indicator import Indicator
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.report import charts, words
from milepost.report.bars import Bar
from milepost.report.heat import Cell, Heat
from milepost.report.industry_words import Part
from milepost.report.palette import Palette

SMALL = 132
_LEAST_SPAN = 0.03


def driven(indicator: Indicator, here: Sequence[Part], palette: Palette) -> tuple[str, list[Bar]]:
    """What the bars measure, and one bar for each industry: its contribution to the growth, else its share or level."""
    measures = {
        "拉动同比增长多少个百分点": [part.contribution for part in here],
        "占比": [100 * part.share for part in here],
        "已报部分": [part.partial for part in here],
    }
    known = {title: sizes for title, sizes in measures.items() if not all(map(math.isnan, sizes))}
    title, sizes = next(iter((known or measures).items()))
    most = max((abs(size) for size in sizes if not math.isnan(size)), default=0.0) or 1.0
    return title, [_bar(indicator, part, 100 * size / most, palette) for part, size in zip(here, sizes, strict=True)]


def _bar(indicator: Indicator, part: Part, length: float, palette: Palette) -> Bar:
    tone = palette.tones["gray" if not part.known else "orange" if part.contribution < 0 else "blue"]
    share = "" if math.isnan(part.share) else f"，占{words.percent(part.share)}"
    right = words.lead(part.contribution) if not math.isnan(part.contribution) else words.percent(part.share)
    growth = words.growth(part.change_last_year)
    hover = f"<b>{part.industry.name}</b><br>{part.amount(indicator)}{share}<br>同比{growth}，拉动{right}"
    return Bar(
        glyph="", name=part.industry.name, middle=part.amount(indicator), right=right if part.known else "部分",
        tone=tone, length=abs(length), tick=math.nan, hover=hover,
        look="hatched" if math.isnan(length) else "solid" if part.known else "hollow",
    )  # fmt: skip


def ways_title(indicator: Indicator, every: Sequence[Sequence[Part]]) -> str:
    """What the small ways show: levels against their first quarter, or what each quarter adds up to in its year."""
    if indicator.way == "ytd":
        return "年初至今累计"
    first = min((part.period for over in every for part in over if part.known), default="")
    return f"{Period.parse(first).words}＝100" if first else "历季"


def ways(indicator: Indicator, every: Sequence[Sequence[Part]], palette: Palette) -> list[go.Figure]:
    """Each industry over the quarters in small: its name, its level and 同比 now.

    Levels are lines on one scale, their first quarter 100, so that slopes compare; what restarts each January is bars.
    Quarters without a figure leave a gap.
    """
    restarts = indicator.way == "ytd"
    sizes = [_sizes(over, restarts=restarts) for over in every]
    known = [size for one in sizes for size in one if not math.isnan(size)]
    low, high = min(known, default=100.0), max(known, default=100.0)
    pad = (high - low or 1.0) * 0.1
    return [
        _way(indicator, over, size, [0, max(known) * 1.05] if restarts and known else [low - pad, high + pad], palette)
        for over, size in zip(every, sizes, strict=True)
    ]


def _sizes(over: Sequence[Part], *, restarts: bool) -> list[float]:
    """Heights on the common scale: percent of the first known level, or of the largest sum."""
    values = [part.value for part in over]
    known = [value for value in values if not math.isnan(value)]
    base = (max(known, default=0.0) if restarts else next(iter(known), 0.0)) or math.nan
    return [100 * value / base for value in values]


def _way(
    indicator: Indicator, over: Sequence[Part], sizes: Sequence[float], scale: list[float], palette: Palette
) -> go.Figure:
    chart = charts.figure(palette, SMALL)
    periods, now = [Period.parse(part.period) for part in over], over[-1]
    years = [k for k, period in enumerate(periods) if period.number == 1 or k == 0]
    chart.update_xaxes(
        range=[-0.5, len(over) - 0.5], automargin=True, tickmode="array", tickvals=years,
        ticktext=[f"{periods[k].year % 100}年" for k in years],
    )  # fmt: skip
    chart.update_yaxes(range=scale, visible=False, domain=[0.0, 0.62])
    xs = list(range(len(over)))
    if scale[0] == 0:
        chart.add_bar(x=xs, y=sizes, marker={"color": palette.accent, "line": {"width": 0}}, hoverinfo="skip")
    else:
        line = {"color": palette.hairline, "width": 1}
        chart.add_shape(type="line", x0=-0.5, x1=len(over) - 0.5, y0=100, y1=100, line=line, layer="below")
        line = {"color": palette.accent, "width": 2.5}
        chart.add_scatter(x=xs, y=sizes, mode="lines", line=line, hoverinfo="skip", connectgaps=False)
    chart.add_scatter(
        x=xs, y=sizes, mode="markers", marker={"size": 12, "opacity": 0},
        customdata=[f"<b>{p.words}</b><br>{part.amount(indicator)}" for p, part in zip(periods, over, strict=True)],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    growth = words.growth(now.change_last_year)
    compared = "" if growth == words.MISSING else f' <span style="color:{palette.mute}">同比{growth}</span>'
    chart.add_annotation(
        text=f"<b>{now.industry.short_name}</b><br>{now.amount(indicator)}{compared}", x=0, y=1, xref="paper",
        yref="paper", xanchor="left", yanchor="top", align="left", showarrow=False,
    )  # fmt: skip
    return chart


def crossed(plan: Plan, every: Sequence[Part], period: Period) -> Heat:
    """Industries as rows, units as columns: 同比 against that of the whole place, else shares against its own."""
    here = {(part.industry.id, part.unit): part for part in every if part.period == str(period)}
    units = [unit for unit in plan.parts_in(period) if any(of == unit.id for _, of in here)]
    grown = any(not math.isnan(part.change_last_year) for part in here.values())
    sizes = {key: part.change_last_year if grown else part.share for key, part in here.items()}
    off = {(of, unit): size - sizes[of, plan.unit] for (of, unit), size in sizes.items()}
    # The colour is full at the largest distance, but a few tenths are no contrast.
    span = max([_LEAST_SPAN, *(abs(distance) for distance in off.values() if not math.isnan(distance))])

    def cell(of: str, unit: str, name: str) -> Cell:
        part, say = here[of, unit], words.growth if grown else words.percent
        text, whole = say(sizes[of, unit]), say(sizes[of, plan.unit])
        hover = f"<b>{name}</b> {part.industry.name}<br>{'同比' if grown else '占比'}{text}，全域{whole}"
        if text == words.MISSING:
            return Cell(words.MISSING if part.known else "未报", math.nan, hover)
        return Cell(text, 0.0 if math.isnan(off[of, unit]) else off[of, unit] / span, hover)

    rows = [industry.short_name for industry in plan.industries]
    cells = [[cell(industry.id, unit.id, unit.name) for unit in units] for industry in plan.industries]
    what = "同比，比全域同一行业快（蓝）、慢（橙）" if grown else "占比，比全域高（蓝）、低（橙）"
    return Heat(what, rows, [unit.name for unit in units], cells)
