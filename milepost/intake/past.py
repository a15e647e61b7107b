"""A figure beside what was reported before: fallen, a scale off, out of line, jumped, or left as it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from milepost.plan.indicator import Indicator
from milepost.plan.period import MONTHS, Period

Odd = tuple[str, str, str]
"""Code, message and remedy of a doubt."""
MANY = 1_000
_HANDFUL = 10


@dataclass(frozen=True)
class Past:
    """The earlier figures of one cell, oldest first, and the period that the new one is of."""

    indicator: Indicator
    period: Period
    series: Mapping[Period, float]

    @property
    def last(self) -> float | None:
        """The figure of the period before, on the same basis: a year to date starts again in January."""
        restarts = self.indicator.way == "ytd" and self.period.ordinal % (12 // MONTHS[self.period.frequency]) == 0
        return None if restarts else self.series.get(self.period.previous())

    @property
    def base(self) -> float | None:
        """What the new figure is compared with: last time for levels, the same period last year for amounts."""
        year_ago = self.series.get(self.period.year_ago())
        if self.indicator.way in ("flow", "ytd"):
            return year_ago
        return self.last if self.last is not None else year_ago

    def same_season(self) -> list[float]:
        """Earlier figures that run as long through their year as the new one."""
        own = self.period
        return [v for p, v in self.series.items() if (p.frequency, p.number) == (own.frequency, own.number)]


def odd_beside(past: Past, value: float) -> Odd | None:
    """The most telling doubt about a figure beside its own past, or None."""
    return _fallen(past, value) or _a_scale_off(past, value) or _out_of_line(past, value) or _jumped(past, value) or (
        _unchanged(past, value)
    )  # fmt: skip


def _fallen(past: Past, value: float) -> Odd | None:
    if past.indicator.way in ("ytd", "cumulative") and past.last is not None and value < past.last:
        return "falls", f"累计数比上期（{past.last:.15g}）减少了", "如有核减，请说明；否则请核对是否误报了当期数"
    return None


def _a_scale_off(past: Past, value: float) -> Odd | None:
    """Ten thousand or a hundred times what stood before, either way: 万户 for 户, 0.12 for 12 %."""
    base = past.base if past.base is not None else past.last
    if not base or not value:
        return None
    ratio = abs(value / base)
    for factor, words in ((10_000, "万户与户、万元与元"), (100, "百分数与小数")):
        if 0.5 < ratio / factor < 2 or 0.5 < ratio * factor < 2:
            times = f"{factor}倍" if ratio > 1 else f"{factor}分之一"
            return "scale", f"大约是以往（{base:.15g}）的{times}", f"请核对计量单位（{words}）"
    return None


def _out_of_line(past: Past, value: float) -> Odd | None:
    """Modified z-score 0.6745·|x − median| / MAD above 3.5, from six points on (Iglewicz and Hoaglin 1993).

    Levels that grow are judged by their changes. An even past makes any change stand out, so one of less than a
    handful or of five per cent is left alone.
    """
    levels = list(past.series.values())
    if past.indicator.way == "ytd":
        points, latest = past.same_season(), value
    elif past.indicator.way == "flow" or not levels:
        points, latest = levels, value
    else:
        points = [after - before for before, after in pairwise(levels)]
        latest = value - levels[-1]
    if len(points) < 6:
        return None
    middle = median(points)
    distance = abs(latest - middle)
    spread = median(abs(point - middle) for point in points)
    if distance < max(_HANDFUL, 0.05 * abs(value)) or 0.6745 * distance <= 3.5 * spread:
        return None
    return "outlier", f"与以往的变化相差很大（通常约{middle:.6g}，这次{latest:.6g}）", "请核对；属实请说明原因"


def _jumped(past: Past, value: float) -> Odd | None:
    base = past.base
    if base is None or abs(value - base) < _HANDFUL or abs(value - base) <= 0.5 * abs(base):
        return None
    return "jump", f"与可比的前期（{base:.15g}{past.indicator.measure_unit}）相差超过一半", "请核对；属实请说明原因"


def _unchanged(past: Past, value: float) -> Odd | None:
    if past.last is not None and value == past.last and abs(value) >= MANY:
        return "unchanged", f"与上期完全相同（{value:.15g}）", "请确认是否更新了数字"
    return None
