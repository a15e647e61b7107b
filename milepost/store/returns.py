"""Returns (退回): files that went back to their senders, kept as they came, until the sender has answered."""

from dataclasses import dataclass

import pandas as pd

from milepost.errors import NotFoundError, RefusedError
from milepost.plan.period import Period
from milepost.plan.tables import Columns
from milepost.store.database import Act, Database
from milepost.store.withdrawal import take_back

RETURNS: Columns = {
    "id": "str",
    "period": "str",
    "sender": "str",
    "form": "str",  # empty where the file did not say
    "file": "str",
    "sha256": "str",
    "problems": "int64",
    "note": "str",
    "submission": "str",  # what was withdrawn with it; empty for a file that was never taken in
    "by": "str",
    "time": "datetime64[us]",
    "state": "str",  # open, answered (the sender sent again) or closed (by the office)
    "ended": "datetime64[us]",
    "ended_by": "str",
    "ended_because": "str",
}


@dataclass(frozen=True)
class Returned:
    """What goes back: whose file, of which period and form, how many problems are marked, what is said about it."""

    plan: str
    period: Period
    sender: str
    form: str
    file: str
    sha256: str
    problems: int
    note: str


class Returns:
    """The returns of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, returned: Returned, *, by: str, submission: str = "") -> str:
        """Note a return; its id. With `submission` that one is withdrawn in the same act, with the note as reason.

        RefusedError without a note, or when the same file is out already.
        """
        if not returned.note.strip():
            raise RefusedError("退回须写明原因，没有执行；请写明要改什么再退回")

        def work(act: Act) -> str:
            _refuse_twice(act, returned)
            if submission:
                take_back(act, submission, by=by, reason=returned.note)
            [(new,)] = act.rows("select uuidv7()::varchar")
            act.run(
                """insert into milepost.returned
                (id, plan, period, sender, form, file, sha256, problems, note, submission, person, time)
                select $id, $plan, $period, $sender, $form, $file, $sha256, $problems, $note, $submission, $person,
                $time""",
                id=new, plan=returned.plan, period=str(returned.period), sender=returned.sender, form=returned.form,
                file=returned.file, sha256=returned.sha256, problems=returned.problems, note=returned.note.strip(),
                submission=submission, person=by, time=act.time,
            )  # fmt: skip
            return str(new)

        return self._database.act(work)

    def close(self, returned: str, *, by: str, reason: str) -> None:
        """Close an open return by hand; NotFoundError for an unknown one, RefusedError for one that is closed."""
        if not reason.strip():
            raise RefusedError("了结退回须写明原因，没有执行；请填写原因再试")

        def work(act: Act) -> None:
            found = act.rows("select answered, ended from milepost.return_life where id = $id", id=returned)
            if not found:
                raise NotFoundError(f"没有编号为“{returned}”的退回，请刷新后再看")
            if any(moment is not None for moment in found[0]):
                raise RefusedError("这份退回已经了结，不需要再办")
            act.run(
                """insert into milepost.return_end (returned, person, reason, time)
                select $id, $person, $reason, $time""",
                id=returned, person=by, reason=reason.strip(), time=act.time,
            )  # fmt: skip

        self._database.act(work)

    def of(self, plan_id: str, period: Period | None = None) -> pd.DataFrame:
        """Every return of a plan, of one period or of all, the oldest first: columns RETURNS."""
        question = "returns", plan_id, period
        return self._database.standing.table(question, lambda: self._of(plan_id, period))

    def _of(self, plan_id: str, period: Period | None) -> pd.DataFrame:
        with self._database.read() as cursor:
            return cursor.table(
                """select id, period, sender, form, file, sha256, problems, note, submission, person as "by", time,
                case when answered is not null and (ended is null or answered < ended) then 'answered'
                    when ended is not null then 'closed' else 'open' end as state,
                least(answered, ended) as ended,
                case when answered is null or ended < answered then coalesce(ended_by, '') else '' end as ended_by,
                case when answered is null or ended < answered then coalesce(ended_because, '') else '' end
                    as ended_because
                from milepost.return_life
                where plan = $plan and ($period = '' or period = $period) order by time""",
                RETURNS, plan=plan_id, period=str(period or ""),
            )  # fmt: skip


def _refuse_twice(act: Act, returned: Returned) -> None:
    out = act.rows(
        """select id from milepost.return_life
        where plan = $plan and period = $period and sender = $sender and sha256 = $sha256
        and answered is null and ended is null""",
        plan=returned.plan, period=str(returned.period), sender=returned.sender, sha256=returned.sha256,
    )  # fmt: skip
    if out:
        raise RefusedError(f"“{returned.file}”已经退回过，单位还没有重报；不需要再退一次")
