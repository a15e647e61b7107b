"""Filling in on a page instead of in Excel: the same form is made, kept as the original and read like any other."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from milepost import seeing, workflow
from milepost.desk import Desk
from milepost.errors import RefusedError
from milepost.intake.ours import FORM
from milepost.intake.template import LAST, YEAR_AGO, Entries, Line, asked_lines, earlier, template
from milepost.people.act import Act
from milepost.plan.figure import beside, counted
from milepost.plan.period import Period
from milepost.plan.reading import Problem
from milepost.workflow import FileResult, Upload

Cell = tuple[str, str, str]
"""Ids of indicator, unit and industry."""


@dataclass(frozen=True)
class Sheet:
    """A unit's form as it lies on the table: its lines, what was reported before, and what it has sent already."""

    unit: str
    period: Period
    lines: tuple[Line, ...]
    last: Mapping[Cell, float]
    year_ago: Mapping[Cell, float]
    sent: Mapping[Cell, float]


@dataclass(frozen=True)
class Typed:
    """What was typed: a figure and a remark for each cell; who signs, and by what the office fills in for the unit."""

    figures: Mapping[Cell, float]
    remarks: Mapping[Cell, str]
    by: str
    basis: str = ""


def sheet(desk: Desk, plan_id: str, period: Period, unit: str) -> Sheet:
    """The form of a unit for `period`."""
    desk.require(Act.TEMPLATE, unit, plan_id)
    plan, figures = desk.plan(plan_id), seeing.figures(desk, plan_id)
    then = earlier(beside(counted(figures, plan), plan, period), period)
    own = figures[(figures["sender"] == unit) & (figures["form"] == FORM) & (figures["period"] == str(period))]
    lines = tuple(asked_lines(plan, plan.unit_of(unit), period))
    return Sheet(unit, period, lines, then[LAST], then[YEAR_AGO], _by_cell(own))


def _by_cell(figures: pd.DataFrame) -> dict[Cell, float]:
    columns = [figures[name] for name in ("indicator", "unit", "industry", "value")]
    return {(i, u, of): value for i, u, of, value in zip(*columns, strict=True)}


def upload(desk: Desk, plan_id: str, of: Sheet, typed: Typed) -> Upload:
    """The form with what was typed, as a file: same entries, same bytes on the same day."""
    plan = desk.plan(plan_id)
    unit = plan.unit_of(of.unit)
    today = date.today()  # noqa: DTZ011 - the office's own calendar day
    by = desk.author(typed.by)
    signed = f"{by}（网页代填，依据：{typed.basis.strip()}）" if typed.basis.strip() else f"{by}（网页填报）"
    entries = Entries(typed.figures, typed.remarks, signed, f"{today.year}年{today.month}月{today.day}日")
    content = template(plan, unit, of.period, seeing.figures(desk, plan_id), entries)
    return Upload(f"{unit.name}{of.period.words}（网页填报）.xlsx", content, of.unit, by)


def check(desk: Desk, plan_id: str, of: Sheet, typed: Typed) -> FileResult:
    """What would become of what was typed; nothing is stored."""
    return workflow.check(desk, plan_id, of.period, upload(desk, plan_id, of, typed))


def submit(desk: Desk, plan_id: str, of: Sheet, typed: Typed, explanation: str = "") -> FileResult:
    """Make the file, keep it as the original, and take it in as any other; its remarks explain their own doubts.

    RefusedError when nobody signs, or when the office fills in for a unit and does not say on what basis.
    """
    if not desk.author(typed.by).strip():
        raise RefusedError("没有写填报人，没有报送；请写上填报人再提交")
    if desk.person.unit != of.unit and not typed.basis.strip():
        raise RefusedError("办公室代单位填报须写明依据（如传真、来函、电话记录），没有报送；请补写依据再提交")
    made = upload(desk, plan_id, of, typed)
    checked = workflow.check(desk, plan_id, of.period, made)
    note = f"办公室代填，依据：{typed.basis.strip()}" if typed.basis.strip() else ""
    single = {doubt: text for doubt in checked.problems if (text := _remark(checked, doubt))}
    said = replace(made, explanation=explanation.strip(), single=single, note=note)
    return workflow.load(desk, plan_id, of.period, said)


def _remark(checked: FileResult, doubt: Problem) -> str:
    """What was written beside the figure that a doubt is about."""
    remarks = checked.reading.remarks if checked.reading else ()
    return next((one.text for one in remarks if (one.sheet, one.cell) == (doubt.sheet, doubt.cell)), "")
