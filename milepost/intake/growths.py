"""Doubts about figures that what stands beside them in the sheet contradicts: growth rates and earlier figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.reading import Problem, Reading
from milepost.plan.tables import BESIDE, READ_FIGURES

_SLACK = 0.05
"""Points that a rate may differ by beyond all rounding: it was made of figures with more digits."""
Key = tuple[str, str, str, str]
"""Indicator, unit, industry, period."""


class _Told(NamedTuple):
    """A row of BESIDE."""

    indicator: str
    unit: str
    industry: str
    period: str
    what: str
    value: float
    half: float
    sheet: str
    cell: str

    def key(self, period: str) -> Key:
        return self.indicator, self.unit, self.industry, period


@dataclass(frozen=True)
class _Level:
    """A figure, half a step of its last digit, and where it is known from."""

    value: float
    half: float
    where: str


@dataclass(frozen=True)
class _Clash:
    """A cell beside the figures that disagrees with them, and the sentence that says so."""

    code: str
    told: _Told
    message: str

    @property
    def column(self) -> tuple[str, str, str]:
        """Sort, sheet and column letters."""
        return self.code, self.told.sheet, self.told.cell.rstrip("0123456789")


def beside_doubts(reading: Reading, past: pd.DataFrame, plan: Plan) -> Iterator[Problem]:
    """One doubt for each column of growth rates or earlier figures that disagrees with the figures or with `past`.

    `past` (columns FIGURES) holds the figures that count.
    """
    if reading.beside.empty:
        return
    told = [_Told(*row) for row in reading.beside[list(BESIDE)].itertuples(index=False, name=None)]
    stored = {
        (indicator, unit, industry, period): _Level(value, _half(value), f"已报的{Period.parse(period).words}")
        for indicator, unit, industry, period, value, *_ in past[list(READ_FIGURES)].itertuples(index=False, name=None)
    }
    clashes = [*_rates(told, stored, reading.period, plan), *_earlier(told, stored, reading.period, plan)]
    for _, same in groupby(clashes, key=lambda clash: clash.column):
        first, *others = same
        message = first.message + (f"；同列共{len(others) + 1}处不符" if others else "")
        remedy = "请核对这几个数；基数调整过或按可比价计算的，请说明"
        yield Problem(
            "doubt", first.code, message, remedy, first.told.sheet, first.told.cell, f"{first.told.value:.15g}"
        )


def _rates(told: list[_Told], stored: dict[Key, _Level], asked: Period, plan: Plan) -> Iterator[_Clash]:
    """Growth rates that the figure and the one it grew from do not make."""
    written = {t.key(t.period): _Level(t.value, t.half, t.cell) for t in told if t.what == "level"}
    for rate in told:
        now = written.get(rate.key(str(asked)))
        then = written.get(rate.key(rate.period)) or stored.get(rate.key(rate.period))
        if rate.what != "growth" or now is None or then is None or then.value <= 0:
            continue
        made = (now.value / then.value - 1) * 100
        # A sheet that writes 3 for 3.0 is as exact there as where it writes 3.1.
        halves = (now.half, then.half)
        if rate.key(rate.period) in written:
            halves = (min(halves), min(halves))
        slack = rate.half + 100 * (halves[0] / then.value + now.value * halves[1] / then.value**2) + _SLACK
        if abs(made - rate.value) > slack:
            yield _Clash("growth", rate, (
                f"{_name(rate, plan)}：{now.where}是{now.value:.15g}，{then.where}是{then.value:.15g}，"
                f"增长{made:.2f}%，这里写的是{rate.value:.15g}%"
            ))  # fmt: skip


def _earlier(told: list[_Told], stored: dict[Key, _Level], asked: Period, plan: Plan) -> Iterator[_Clash]:
    """Earlier figures that are not what was reported then."""
    for level in told:
        then = stored.get(level.key(level.period))
        if level.what != "level" or level.period == str(asked) or then is None:
            continue
        if abs(then.value - level.value) > level.half + then.half + 1e-9 * abs(level.value):
            said = Period.parse(level.period).words
            message = f"{_name(level, plan)}{said}这里写的是{level.value:.15g}，当时报的是{then.value:.15g}"
            yield _Clash("earlier-differs", level, message)


def _name(told: _Told, plan: Plan) -> str:
    return f"“{plan.indicator_of(told.indicator).name}”（{plan.unit_of(told.unit).name}）"


def _half(value: float) -> float:
    """Half a step of the last digit of a stored figure; three zeros at its end mean that it came rounded."""
    text = f"{value:.15g}"
    whole, _, decimals = text.partition(".")
    if decimals:
        return float(0.5 * 10 ** -len(decimals))
    zeros = len(whole) - len(whole.rstrip("0"))
    return float(0.5 * 10**zeros) if zeros > 2 and value else 0.0
