"""Which live submission of a sender a file takes the place of, and whether it says anything new."""

import pandas as pd

from milepost import remembering
from milepost.desk import Desk
from milepost.errors import NotFoundError
from milepost.intake.form_reading import FORM
from milepost.intake.frames import UNTITLED
from milepost.plan.reading import Reading
from milepost.plan.tables import READ_FIGURES
from milepost.store.digest import of_figures


def succeeded(desk: Desk, plan_id: str, reading: Reading, sha256: str, live: pd.DataFrame) -> str:
    """The form that a reading is stored under; a live submission of the same sender, period and form is replaced whole.

    `live` are the live submissions of the period. The same bytes read otherwise (by a layout explained since), a table
    of the same title, and an untitled one that shares an indicator with a live untitled one, are the same form.
    """
    own = live[live["sender"] == reading.sender]
    forms = [str(form) for form in own["form"]]
    if reading.form in forms:
        return reading.form
    same_bytes = own.loc[own["sha256"] == sha256, "form"]
    if not same_bytes.empty:
        return str(same_bytes.iloc[-1])
    if reading.form.startswith(FORM):
        titles = _titles(desk, plan_id, reading)
        return next((form for form in forms if form.partition("：")[2] in titles), reading.form)
    return _untitled(desk, reading, own) if reading.form.endswith(UNTITLED) else reading.form


def _titles(desk: Desk, plan_id: str, reading: Reading) -> set[str]:
    """What the table of a remembered layout is called where it is read by its own words."""
    try:
        form = remembering.form_of(desk, plan_id, reading.sender, reading.form.removeprefix(FORM))
    except NotFoundError:
        return set()  # Another clerk has retired it since the file was read.
    return {table.title for table in form.tables[:1] if table.title not in ("", UNTITLED)}


def _untitled(desk: Desk, reading: Reading, own: pd.DataFrame) -> str:
    given = set(reading.figures["indicator"].unique())
    untitled = own[own["form"].str.startswith(reading.form)]
    for submission, form in zip(untitled["submission"], untitled["form"], strict=True):
        if given & set(desk.store.submitted(submission)["indicator"]):
            return str(form)
    return f"{reading.form}（{'、'.join(sorted(given))}）"


def repeated(desk: Desk, reading: Reading, sha256: str, live: pd.DataFrame) -> str | None:
    """The live submission that came from the same bytes and holds the same figures; None when there is none."""
    same = live[(live["sha256"] == sha256) & (live["sender"] == reading.sender)]
    if same.empty:
        return None
    given = of_figures(reading.figures, READ_FIGURES)
    held = (str(submission) for submission in same["submission"])
    return next((one for one in held if of_figures(desk.store.submitted(one), READ_FIGURES) == given), None)
