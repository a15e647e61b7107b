"""Attaching: the stamped scan of a report beside its submission, kept as an original."""

from milepost.desk import Desk
from milepost.intake.scan import scan_kind, scan_name
from milepost.people.act import Act
from milepost.store.attachments import Scan


def attach(desk: Desk, submission: str, name: str, content: bytes, *, by: str) -> str:
    """Put a scan beside a submission; the name that it is kept under. The newest one of a submission is shown.

    TooLargeError, UnreadableError for what is no scan; NotFoundError for an unknown submission.
    """
    plan_id, sender = desk.store.sender_of(submission)
    desk.require(Act.ATTACH, sender, plan_id)
    kind = scan_kind(name, content)
    kept = scan_name(name, kind)
    sha256 = desk.store.keep_original(content)
    desk.store.attachments.add(submission, Scan(kept, sha256, len(content), kind), by=desk.author(by))
    return kept
