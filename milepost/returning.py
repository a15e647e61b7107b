"""Returning (退回): a file goes back to its sender marked, never corrected; the office alters no figure."""

from datetime import date

from milepost import workflow
from milepost.desk import Desk
from milepost.plan.period import Period
from milepost.workflow import Upload


def annotated(desk: Desk, plan_id: str, period: Period, upload: Upload) -> bytes:
    """The sender's file checked for `period`, as an .xlsx with every problem marked in its cell and listed in front.

    Of a file that cannot be read the list alone goes back.
    """
    result = workflow.check(desk, plan_id, period, upload)
    content = b"" if result.status == "unreadable" else upload.content
    today = date.today()  # noqa: DTZ011 - the office's own calendar day
    return desk.workers.annotate(content, upload.name, result.problems, today)


def annotated_name(name: str) -> str:
    """What the marked copy of a file is called."""
    return f"{name.rpartition('.')[0] or name}_退回.xlsx"
