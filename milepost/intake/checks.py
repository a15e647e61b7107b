"""What is odd about figures that were read right: beside their past, beside each other, beside what is owed.

A doubt passes with a written explanation, so it must be rare: fewer than one cell in twenty of an honest quarter.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from milepost.intake.past import Past, odd_beside
from milepost.plan.figure import counted
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.reading import Problem, Reading
from milepost.plan.tables import BLANKS, READ_FIGURES


class _Figure(NamedTuple):
    """A row of READ_FIGURES."""

    indicator: str
    unit: str
    industry: str
    period: str
    value: float
    sheet: str
    cell: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.indicator, self.unit, self.industry


def doubts(reading: Reading, history: pd.DataFrame, plan: Plan) -> tuple[Problem, ...]:
    """The doubts about a reading's figures.

    `history` (columns FIGURES) holds the live figures of all senders; of the reading's own period those of other
    forms and other senders matter.
    """
    past = _figures(counted(history, plan))
    series = _series(past, reading)
    figures = _figures(reading.figures)
    found: list[Problem] = []
    for figure in figures:
        beside = Past(plan.indicator_of(figure.indicator), reading.period, series.get(figure.key, {}))
        odd = odd_beside(beside, figure.value)
        found += [_problem(figure, *odd)] if odd else []
    now = {f.key: f.value for f in past if f.period == str(reading.period)} | {f.key: f.value for f in figures}
    found += _less_than_their_parts(figures, now, plan)
    found += _contradictions(reading, history, plan)
    found += _missing(reading, history, plan)
    last = reading.period.previous()
    if len(figures) > 1 and all(series.get(f.key, {}).get(last) == f.value for f in figures):
        found.append(Problem("doubt", "all-unchanged", "所有数字都与上期完全相同", "请确认是否误传了上期的表"))
    return tuple(found)


def _figures(frame: pd.DataFrame) -> list[_Figure]:
    return [_Figure(*row) for row in frame[list(READ_FIGURES)].itertuples(index=False, name=None)]


def _series(past: list[_Figure], reading: Reading) -> dict[tuple[str, str, str], dict[Period, float]]:
    """What was reported before the reading's period, for each cell, oldest first."""
    series: dict[tuple[str, str, str], dict[Period, float]] = {}
    periods = {text: Period.parse(text) for text in {figure.period for figure in past}}
    for figure in sorted(past, key=lambda f: periods[f.period]):
        if periods[figure.period] < reading.period:
            series.setdefault(figure.key, {})[periods[figure.period]] = figure.value
    return series


def _less_than_their_parts(
    figures: list[_Figure], now: dict[tuple[str, str, str], float], plan: Plan
) -> Iterator[Problem]:
    """Disjoint parts that exceed what they are parts of: 企业 and 个体工商户 above 市场主体."""
    for figure in figures:
        parts = plan.indicator_of(figure.indicator).includes
        total = sum(now.get((part, figure.unit, figure.industry), 0.0) for part in parts)
        if total > figure.value:
            names = "、".join(plan.indicator_of(part).name for part in parts)
            yield _problem(figure, "less-than-parts", f"小于其中项之和（{names}共{total:.15g}）", "请核对这几个数")


def _contradictions(reading: Reading, history: pd.DataFrame, plan: Plan) -> Iterator[Problem]:
    """Other senders' live figures of the same cells that say something else."""
    others = history[(history["period"] == str(reading.period)) & (history["sender"] != reading.sender)]
    said = dict(zip((f.key for f in _figures(others)), others["sender"], strict=True))
    values = {f.key: f.value for f in _figures(others)}
    for figure in _figures(reading.figures):
        if values.get(figure.key, figure.value) != figure.value:
            sender = plan.unit_of(said[figure.key]).name
            yield _problem(
                figure,
                "contradicts",
                f"{sender}报的是{values[figure.key]:.15g}，两处不一致",
                "请与对方核对；以指定报送单位的数为准",
            )


def _missing(reading: Reading, history: pd.DataFrame, plan: Plan) -> Iterator[Problem]:
    """What the sender owes and gives neither here nor in another form: one doubt for each indicator."""
    sender = next((unit for unit in plan.units if unit.id == reading.sender), None)
    if sender is None or reading.figures.empty:
        return
    elsewhere = history[
        (history["period"] == str(reading.period))
        & (history["sender"] == reading.sender)
        & (history["form"] != reading.form)
    ]
    given = {(f.indicator, f.unit) for f in (*_figures(reading.figures), *_figures(elsewhere))}
    blanks = {row[:2]: row[3:] for row in reading.blanks[list(BLANKS)].itertuples(index=False, name=None)}
    for indicator, cells in groupby(plan.owed(sender, reading.period), key=lambda cell: cell[0]):
        absent = [unit for _, unit in cells if (indicator.id, unit.id) not in given]
        if not absent:
            continue
        names = "、".join(unit.name for unit in absent[:6]) + ("等" if len(absent) > 6 else "")
        marks = [blanks[indicator.id, unit.id] for unit in absent if (indicator.id, unit.id) in blanks]
        sheet, cell, mark = marks[0] if marks else ("", "", "")
        message = f"应报的“{indicator.name}”没有数（{names}）"
        yield Problem("doubt", "missing", message, "请补报；确实没有的请说明，零请填0", sheet, cell, mark)


def _problem(figure: _Figure, code: str, message: str, remedy: str) -> Problem:
    return Problem("doubt", code, message, remedy, figure.sheet, figure.cell, f"{figure.value:.15g}")
