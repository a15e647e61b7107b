"""What is odd about figures that were read right: beside their past, beside each other, beside what is owed.

A doubt passes with a written explanation, so it must be rare: fewer than one cell in twenty of an honest quarter.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from milepost.intake.growths import beside_doubts
from milepost.intake.industry_sums import industry_doubts
from milepost.intake.past import MANY, Past, odd_beside
from milepost.plan.figure import beside, counted
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.reading import Problem, Reading
from milepost.plan.tables import BLANKS, READ_FIGURES

_KEY = ["indicator", "unit", "industry"]


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
    past = beside(counted(history, plan), plan, reading.period)
    found: list[Problem] = []
    if not past.empty:
        found += _beside_their_past(reading, past, plan)
    found += _less_than_their_parts(reading, past, plan)
    found += _contradictions(reading, history, plan)
    found += industry_doubts(reading, history, plan)
    found += beside_doubts(reading, past, plan)
    found += _missing(reading, history, plan)
    found += (problem for indicator, problem in reading.unmeasured if indicator not in set(past["indicator"]))
    if len(past) and len(reading.figures) > 1 and (reading.figures["value"] == _last(reading, past)).all():
        found.append(Problem("doubt", "all-unchanged", "所有数字都与上期完全相同", "请确认是否误传了上期的表"))
    return tuple(found)


def _figures(frame: pd.DataFrame) -> list[_Figure]:
    return [_Figure(*row) for row in frame[list(READ_FIGURES)].itertuples(index=False, name=None)]


def _of_period(reading: Reading, past: pd.DataFrame, period: Period) -> pd.Series:
    """What was reported for another period, in the order of the reading's figures; NaN where nothing was."""
    then = past.loc[past["period"] == str(period), [*_KEY, "value"]]
    return reading.figures[_KEY].merge(then, how="left", on=_KEY)["value"]


def _last(reading: Reading, past: pd.DataFrame) -> pd.Series:
    return _of_period(reading, past, reading.period.previous())


def _beside_their_past(reading: Reading, past: pd.DataFrame, plan: Plan) -> Iterator[Problem]:
    looked_at = reading.figures[_may_be_odd(reading, past)]
    series = _series(past.merge(looked_at[_KEY].drop_duplicates(), on=_KEY), reading)
    for figure in _figures(looked_at):
        beside = Past(plan.indicator_of(figure.indicator), reading.period, series.get(figure.key, {}))
        odd = odd_beside(beside, figure.value)
        if odd:
            yield _problem(figure, *odd)


def _may_be_odd(reading: Reading, past: pd.DataFrame) -> pd.Series:
    """Which figures deserve a closer look: none that `odd_beside` would doubt is left out, most of the others are.

    A workbook may bring fifty thousand figures, and only a few of them are odd.
    """
    value = reading.figures["value"].reset_index(drop=True)
    points = past.groupby(_KEY, sort=False).size().rename("points").reset_index()
    odd = reading.figures[_KEY].merge(points, how="left", on=_KEY)["points"] >= 6
    last = _last(reading, past)
    for then in (last, _of_period(reading, past, reading.period.year_ago())):
        odd |= (value - then).abs() > 0.45 * then.abs()
    odd |= (value < last) | ((value == last) & (value.abs() >= MANY))
    return odd.set_axis(reading.figures.index)


def _series(past: pd.DataFrame, reading: Reading) -> dict[tuple[str, str, str], dict[Period, float]]:
    """What was reported before the reading's period, for each cell, oldest first."""
    series: dict[tuple[str, str, str], dict[Period, float]] = {}
    periods = {text: Period.parse(text) for text in past["period"].unique()}
    for figure in sorted(_figures(past), key=lambda f: periods[f.period]):
        if periods[figure.period] < reading.period:
            series.setdefault(figure.key, {})[periods[figure.period]] = figure.value
    return series


def _less_than_their_parts(reading: Reading, past: pd.DataFrame, plan: Plan) -> Iterator[Problem]:
    """Disjoint parts that exceed what they are parts of: 企业 and 个体工商户 above 市场主体."""
    parts = {indicator.id: indicator.includes for indicator in plan.indicators if indicator.includes}
    wanted = {part for includes in parts.values() for part in includes}
    other = past[(past["period"] == str(reading.period)) & past["indicator"].isin(wanted)]
    own = reading.figures[reading.figures["indicator"].isin(wanted)]
    now = {figure.key: figure.value for figure in (*_figures(other), *_figures(own))}
    for figure in _figures(reading.figures[reading.figures["indicator"].isin(set(parts))]):
        total = sum(now.get((part, figure.unit, figure.industry), 0.0) for part in parts[figure.indicator])
        if total > figure.value:
            names = "、".join(plan.indicator_of(part).name for part in parts[figure.indicator])
            yield _problem(figure, "less-than-parts", f"小于其中项之和（{names}共{total:.15g}）", "请核对这几个数")


def _contradictions(reading: Reading, history: pd.DataFrame, plan: Plan) -> Iterator[Problem]:
    """Live figures of the same cells that say something else: of other senders, or of another form of the same one."""
    is_own = (history["sender"] == reading.sender) & (history["form"] == reading.form)
    others = history[(history["period"] == str(reading.period)) & ~is_own]
    beside = reading.figures.merge(others, on=_KEY, suffixes=("", "_other"))
    differing = beside[beside["value"] != beside["value_other"]]
    names = ["value_other", "sender", "file", "sheet_other", "cell_other"]
    told = differing[names].itertuples(index=False, name=None)
    for figure, (value, sender, file, sheet, cell) in zip(_figures(differing), told, strict=True):
        if sender == reading.sender:
            message = f"本单位已入库的“{file}”（{sheet}!{cell}）里这个数是{value:.15g}，两处不一致"
            remedy = "要用这份替换那一份的，请先撤回那一份；两份都留的，请说明，以这份为准"
        else:
            message = f"{plan.unit_of(sender).name}报的是{value:.15g}，两处不一致"
            remedy = "请与对方核对；以指定报送单位的数为准"
        yield _problem(figure, "contradicts", message, remedy)


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
    both = pd.concat([reading.figures[_KEY], elsewhere[_KEY]])
    both = both[both["industry"] == ""]
    given = set(zip(both["indicator"], both["unit"], strict=True))
    totals = reading.blanks.loc[reading.blanks["industry"] == "", list(BLANKS)]
    blanks = {row[:2]: row[3:] for row in totals.itertuples(index=False, name=None)}
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
