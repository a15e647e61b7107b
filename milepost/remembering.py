"""What the office has said of units' own workbooks, kept as data and used again: layouts, and what names mean."""

import json
from collections.abc import Mapping
from datetime import datetime

from milepost.desk import Desk
from milepost.errors import NotFoundError
from milepost.intake.answers import Answer
from milepost.intake.form import Form
from milepost.intake.form_reading import read_form
from milepost.intake.grid import Grid
from milepost.intake.proposal import Proposal, proposals
from milepost.intake.request import Memory, Request
from milepost.people.act import Act
from milepost.plan.period import Period
from milepost.plan.reading import Reading
from milepost.store.answers import Met, Word


def remembered(desk: Desk, plan_id: str, as_of: datetime | None = None) -> Memory:
    """Everything said of a plan's workbooks that holds, or held at a moment."""
    if as_of is None:
        return desk.store.as_it_stands(("remembered", plan_id), lambda: _remembered(desk, plan_id, None))
    return _remembered(desk, plan_id, as_of)


def _remembered(desk: Desk, plan_id: str, as_of: datetime | None) -> Memory:
    forms, answers = desk.store.forms.live(plan_id, as_of), desk.store.answers.live(plan_id, as_of)
    return Memory(
        tuple(
            Form.from_plain(name, sender, json.loads(document))
            for sender, name, document in zip(forms["sender"], forms["name"], forms["document"], strict=True)
        ),
        tuple(
            Answer(row["sender"], row["text"], row["what"], row["meant"], yes=row["answer"] == "yes")
            for row in answers.to_dict("records")
        ),
    )


def form_of(desk: Desk, plan_id: str, sender: str, name: str) -> Form:
    """A form in use; NotFoundError when there is none of that sender and name."""
    for form in remembered(desk, plan_id).forms:
        if (form.sender, form.name) == (sender, name):
            return form
    raise NotFoundError(f"没有正在使用的版式“{name}”，请刷新后再看")


def remember_form(desk: Desk, plan_id: str, form: Form, *, by: str) -> None:
    """Keep a layout as it was explained: from now on the sender's workbooks of this layout are read by it."""
    desk.require(Act.REMEMBER)
    desk.plan(plan_id).unit_of(form.sender)
    desk.store.forms.remember(plan_id, form.sender, form.name, form.to_plain(), desk.author(by))


def retire_form(desk: Desk, plan_id: str, form: Form, *, by: str, reason: str) -> None:
    """Use a layout no longer; what was read by it stays as it is."""
    desk.require(Act.REMEMBER)
    desk.store.forms.retire(plan_id, form.sender, form.name, by=desk.author(by), reason=reason)


def answer(desk: Desk, plan_id: str, met: Met, word: Word, *, by: str) -> None:
    """Keep whether a name that a sender writes means what it resembles, or take that back (`forget`)."""
    desk.require(Act.REMEMBER)
    desk.store.answers.give(plan_id, met, word, desk.author(by))


def propose(desk: Desk, request: Request, grids: Mapping[str, Grid]) -> dict[str, list[Proposal]]:
    """What each sheet of a workbook seems to be, for a clerk to confirm or correct; nothing is stored."""
    desk.require(Act.REMEMBER)
    return proposals(grids, request)


def preview(grids: Mapping[str, Grid], form: Form, request: Request) -> Reading:
    """What a workbook would be read as by a form; nothing is stored."""
    return read_form(grids, form, request)


def request_for(desk: Desk, plan_id: str, period: Period, file: str, sender: str) -> Request:
    """What is asked of a workbook, with everything remembered."""
    return Request(desk.plan(plan_id), period, file, sender, remembered(desk, plan_id))
