"""审签: what a unit hands in under a plan that asks for it waits until the head of the unit has approved it."""

from milepost import workflow
from milepost.desk import Desk
from milepost.errors import RefusedError
from milepost.people.act import Act
from milepost.workflow import FileResult, Upload


def approve(desk: Desk, pending: str, *, by: str) -> FileResult:
    """Load a waiting file, with the names of who handed it in and who approved it.

    RefusedError when somebody decided already, or when the file no longer passes: then it goes on waiting.
    """
    waiting = desk.store.pending.waiting(pending)
    handed = waiting.handed
    desk.require(Act.APPROVE, handed.sender, handed.plan)
    head = desk.author(by)
    content = desk.store.original(handed.sha256)
    upload = Upload(handed.file, content, handed.sender, handed.by, handed.explanation, approved_by=head)
    result = workflow.load(desk, handed.plan, handed.period, upload)
    if result.submission is None:
        raise RefusedError(f"“{handed.file}”现在不能入库，没有审签；请先核对，改好后重新报送")
    desk.store.pending.approved(pending, result.submission, by=head)
    return result


def refuse(desk: Desk, pending: str, *, by: str, reason: str) -> None:
    """Send a waiting file back within the unit, with the reason."""
    handed = desk.store.pending.waiting(pending).handed
    desk.require(Act.APPROVE, handed.sender, handed.plan)
    desk.store.pending.refused(pending, by=desk.author(by), reason=reason)
