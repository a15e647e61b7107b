"""Returning (退回): a file goes back to its sender marked, never corrected; the office alters no figure.

A return is an act: it stays open, with the days it has waited, until the sender has sent the form again.
"""

import pandas as pd

from milepost import workflow
from milepost.desk import Desk, adopt, office_today
from milepost.errors import NotFoundError, RefusedError
from milepost.intake.grids import BYTE_LIMIT
from milepost.measure.reporting import office_day
from milepost.people.act import Act
from milepost.plan.period import Period
from milepost.store.returns import Returned
from milepost.workflow import FileResult, Upload


def annotated(desk: Desk, plan_id: str, period: Period, upload: Upload) -> bytes:
    """The sender's file checked for `period`, as an .xlsx with every problem marked in its cell and listed in front.

    Of a file that cannot be read the list alone goes back.
    """
    desk.require(Act.ANNOTATE, upload.sender or desk.person.unit, plan_id)
    result = workflow.check(desk, plan_id, period, upload)
    content = b"" if result.status == "unreadable" else upload.content
    today = office_today()
    return desk.workers.annotate(content, upload.name, result.problems, today)


def annotated_name(name: str) -> str:
    """What the marked copy of a file is called."""
    return f"{name.rpartition('.')[0] or name}_退回.xlsx"


def give_back(desk: Desk, plan_id: str, period: Period, upload: Upload, *, note: str) -> str:
    """Note that a file which was not taken in goes back, with what is said to its sender; the id of the return.

    The original is kept as it came. RefusedError when nobody knows whose it is, when it is fine, or without a note.
    """
    result = workflow.check(desk, plan_id, period, upload)
    if not result.sender:
        raise RefusedError(f"不知道“{upload.name}”是谁报的，没有退回；请先选定单位")
    desk.require(Act.RETURN, result.sender, plan_id)
    if result.status == "accepted":
        raise RefusedError(f"“{upload.name}”没有问题，不用退回；已入库的请在“已入库的报送”里退回")
    if len(upload.content) > BYTE_LIMIT:
        raise RefusedError(f"“{upload.name}”太大，没有留存；请单位只留要报的表，重新报送")
    adopt(desk, plan_id, by=upload.by)
    sha256 = desk.store.keep_original(upload.content)
    returned = Returned(plan_id, period, result.sender, _form(result), upload.name, sha256, len(result.problems), note)
    return desk.store.returns.add(returned, by=desk.author(upload.by))


def _form(result: FileResult) -> str:
    """The form that answers a return; empty where the table has no title, since its name then hangs on its figures."""
    form = result.reading.form if result.reading else ""
    return "" if "无题" in form else form


def take_back(desk: Desk, submission: str, *, by: str, reason: str) -> str:
    """Return a submission that was taken in: withdrawn with the reason, and open until its sender sends it again."""
    plan_id, sender = desk.store.sender_of(submission)
    desk.require(Act.RETURN, sender, plan_id)
    found = desk.store.submissions(plan_id)
    kept = found[found["submission"] == submission].iloc[0]
    form = "" if "无题" in kept["form"] else str(kept["form"])
    period = Period.parse(kept["period"])
    returned = Returned(plan_id, period, sender, form, str(kept["file"]), str(kept["sha256"]), 0, reason)
    return desk.store.returns.add(returned, by=desk.author(by), submission=submission)


def close(desk: Desk, plan_id: str, returned: str, *, by: str, reason: str) -> None:
    """Close an open return by hand, such as one whose sender has answered with another form."""
    found = returns(desk, plan_id)
    own = found[found["id"] == returned]
    if own.empty:
        raise NotFoundError(f"没有编号为“{returned}”的退回，请刷新后再看")
    desk.require(Act.RETURN, own["sender"].iloc[0], plan_id)
    desk.store.returns.close(returned, by=desk.author(by), reason=reason)


def returns(desk: Desk, plan_id: str, period: Period | None = None) -> pd.DataFrame:
    """The returns that the person may see, the oldest first; a unit sees its own.

    Columns RETURNS and `days`: how long each has waited, or had when it ended.
    """
    own = desk.person.unit if desk.person.unit and desk.person.plan == plan_id else None
    desk.require(Act.SEE_DRAFTS, own, plan_id)
    found = desk.store.returns.of(plan_id, period)
    if own:
        found = found[found["sender"] == own]
    today = office_today()
    until = [today if pd.isna(ended) else office_day(ended) for ended in found["ended"]]
    return found.assign(days=[(end - office_day(at)).days for end, at in zip(until, found["time"], strict=True)])
