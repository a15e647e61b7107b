"""Attachments: stamped scans beside submissions, kept as originals; a newer one is shown, no older one is lost."""

from dataclasses import dataclass

import pandas as pd

from milepost.errors import NotFoundError
from milepost.plan.tables import Columns
from milepost.store.database import Act, Database

ATTACHMENTS: Columns = {
    "id": "str",
    "submission": "str",
    "sender": "str",
    "name": "str",
    "sha256": "str",
    "size": "int64",  # bytes
    "kind": "str",  # pdf, jpg or png, by the content
    "by": "str",
    "time": "datetime64[us]",
    "latest": "bool",  # whether it is the one that is shown
}


@dataclass(frozen=True)
class Scan:
    """A scan that is kept among the originals already."""

    name: str
    sha256: str
    size: int
    kind: str


class Attachments:
    """The attachments of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, submission: str, scan: Scan, *, by: str) -> None:
        """Put a scan beside a submission, before any earlier one; the same bytes as the latest once more add nothing.

        NotFoundError for an unknown submission.
        """

        def work(act: Act) -> None:
            if not act.rows("select id from milepost.submission where id = $id", id=submission):
                raise NotFoundError(f"没有编号为“{submission}”的报送，请在报送记录里核对编号")
            [(latest,)] = act.rows(
                "select arg_max(sha256, time) from milepost.attachment where submission = $id", id=submission
            )
            if latest != scan.sha256:
                act.run(
                    """insert into milepost.attachment (id, submission, name, sha256, size, kind, person, time)
                    select uuidv7()::varchar, $submission, $name, $sha256, $size, $kind, $person, $time""",
                    submission=submission, name=scan.name, sha256=scan.sha256, size=scan.size, kind=scan.kind,
                    person=by, time=act.time,
                )  # fmt: skip

        self._database.act(work)

    def of(self, plan_id: str) -> pd.DataFrame:
        """Every scan of a plan's submissions, the newest first: columns ATTACHMENTS."""
        question = "attachments", plan_id
        return self._database.standing.table(question, lambda: self._of(plan_id))

    def _of(self, plan_id: str) -> pd.DataFrame:
        with self._database.read() as cursor:
            return cursor.table(
                """select attachment.id, attachment.submission, submission.sender, attachment.name, attachment.sha256,
                attachment.size, attachment.kind, attachment.person as "by", attachment.time,
                attachment.time = max(attachment.time) over (partition by attachment.submission) as latest
                from milepost.attachment
                join milepost.submission on submission.id = attachment.submission
                where submission.plan = $plan order by attachment.time desc""",
                ATTACHMENTS, plan=plan_id,
            )  # fmt: skip
