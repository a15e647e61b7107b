"""Native PowerPoint charts: bars from a middle line, lines against pace and target, ranks with the best on top."""

import math
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.slide import Slide as PptxSlide
from pptx.util import Cm, Pt

from milepost.report import pptx_look as look
from milepost.report import words
from milepost.report.document import Chart, Series
from milepost.report.palette import LIGHT
from milepost.report.same_bytes import plain

POINTS = "+0.0;−0.0;0.0"


def add_chart(page: PptxSlide, chart: Chart, place: tuple[float, float, float, float]) -> None:
    """Put `chart` on the slide at (left, top, width, height) in cm; its title is the alternative text."""
    kind = XL_CHART_TYPE.BAR_CLUSTERED if chart.shape == "bars" else XL_CHART_TYPE.LINE_MARKERS
    data = CategoryChartData(number_format=POINTS if chart.key == "leads" else "General")
    data.categories = [plain(name) for name in chart.categories]
    for series in chart.series:
        data.add_series(plain(series.name), [None if math.isnan(v) else v for v in series.values])
    frame = page.shapes.add_chart(kind, *(Cm(length) for length in place), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(f"{chart.title}。{chart.alt}"))
    made = frame.chart
    made.has_legend = made.has_title = False
    look.style(made.font, 13, LIGHT.mute)
    if chart.shape == "bars":
        _bars(made, chart)
    else:
        _lines(made, chart)


def _quiet(axis: Any) -> None:
    axis.has_major_gridlines = False
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.fill.background()


def _bars(made: Any, chart: Chart) -> None:
    """Each bar in the colour of its status, its number at its end, names left of all bars."""
    [series] = chart.series
    plot = made.plots[0]
    plot.gap_width, plot.vary_by_categories = 55, False
    names, numbers = made.category_axis, made.value_axis
    _quiet(names)
    _quiet(numbers)
    names.reverse_order = True
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.rgb = look.rgb(LIGHT.faint)
    look.style(names.tick_labels.font, 14 if len(chart.categories) <= 12 else 12, LIGHT.ink)
    numbers.visible = False
    low, high = min(0.0, *series.values), max(0.0, *series.values)
    pad = (high - low or 1.0) * 0.12
    numbers.minimum_scale = low - pad if low < 0 else 0
    numbers.maximum_scale = high + pad
    drawn = plot.series[0]
    drawn.invert_if_negative = False
    for k, colour in enumerate(series.colours):
        point = drawn.points[k]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = look.rgb(colour)
    labels = drawn.data_labels
    labels.show_value, labels.number_format_is_linked = True, False
    labels.number_format = POINTS if chart.key == "leads" else "0.0"
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    look.style(labels.font, 14 if len(chart.categories) <= 12 else 12, LIGHT.ink)


def _lines(made: Any, chart: Chart) -> None:
    """Lines named at their ends; ranks count from the top."""
    ranks = chart.shape == "ranks"
    names, numbers = made.category_axis, made.value_axis
    _quiet(names)
    _quiet(numbers)
    known = [v for series in chart.series for v in series.values if not math.isnan(v)]
    high = max(known, default=1.0)
    if ranks:
        numbers.reverse_order, numbers.minimum_scale, numbers.maximum_scale = True, 0.5, high + 0.5
        numbers.major_unit, numbers.visible = 1, False
        # With the order reversed the quarters would stand on top.
        names.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    else:
        numbers.has_major_gridlines = True
        numbers.major_gridlines.format.line.color.rgb = look.rgb(LIGHT.hairline)
        numbers.tick_labels.number_format_is_linked = False
        numbers.tick_labels.number_format = "#,##0" if high >= 10 else "General"
        numbers.minimum_scale, numbers.maximum_scale, numbers.major_unit = chart.axis()
    look.style(names.tick_labels.font, 12, LIGHT.mute)
    for drawn, series in zip(made.plots[0].series, chart.series, strict=True):
        _line(drawn, series, ranks=ranks)


def _line(drawn: Any, series: Series, *, ranks: bool) -> None:
    line = drawn.format.line
    line.color.rgb = look.rgb(series.colour)
    line.width = Pt(
        4 if series.thick and ranks else 2.75 if series.thick or ranks else 1 if series.dash == "thin" else 1.75
    )
    if series.dash == "dash":
        line.dash_style = MSO_LINE.DASH
    drawn.smooth = False
    marker = drawn.marker
    if series.dash == "solid":
        marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 8 if series.thick else 6
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = look.rgb(series.colour)
        marker.format.line.fill.background()
    else:
        marker.style = XL_MARKER_STYLE.NONE
    _name_at_end(drawn, series, ranks=ranks)


def _name_at_end(drawn: Any, series: Series, *, ranks: bool) -> None:
    """The last point carries name and, of ranks, the rank, so that no legend is needed."""
    known = [k for k, v in enumerate(series.values) if not math.isnan(v)]
    if not known:
        return
    at = known[0] if series.dash == "thin" else known[len(known) // 2] if series.dash == "dash" else known[-1]
    label = drawn.points[at].data_label
    frame = label.text_frame
    value = series.values[at]
    text = f"{value:.0f}　{series.name}" if ranks else series.name if series.dash != "solid" else words.exact(value)
    look.write(frame, [(text, 14, series.ink or series.colour, True)])
    frame.word_wrap = False
    label.position = (
        XL_LABEL_POSITION.RIGHT if ranks or series.dash == "solid" else XL_LABEL_POSITION.ABOVE
    )  # fmt: skip
