"""Pending files: what a unit has handed in and its head has not approved yet. They count in no figure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from milepost.errors import NotFoundError, RefusedError
from milepost.plan.period import Period
from milepost.plan.tables import Columns
from milepost.store.database import Act, Cursor, Database
from milepost.store.quarter import PeriodState, require_state

PENDING: Columns = {
    "id": "str",
    "period": "str",
    "sender": "str",
    "file": "str",
    "sha256": "str",
    "explanation": "str",
    "by": "str",
    "time": "datetime64[us]",
    "outcome": "str",  # empty while it waits; else approved, refused or replaced
    "ended": "datetime64[us]",
    "ended_by": "str",
    "reason": "str",
    "submission": "str",  # what an approved file became
}


@dataclass(frozen=True)
class Handed:
    """A file that was handed in, its original kept already."""

    plan: str
    period: Period
    sender: str
    file: str
    sha256: str
    explanation: str
    by: str


@dataclass(frozen=True)
class Waiting:
    """A file that waits, as it was handed in."""

    id: str
    handed: Handed
    time: datetime


class Pending:
    """The files of a store that wait, or waited, for a head."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, handed: Handed) -> str:
        """Have a file wait; its id. The same file once more is the same; another one of that name takes its place.

        RefusedError outside the time of collecting or correcting.
        """

        def work(act: Act) -> str:
            require_state(act, handed.plan, handed.period, "报送", PeriodState.COLLECTING, PeriodState.CORRECTING)
            waiting = act.rows(
                """select id, sha256 from milepost.pending
                where plan = $plan and period = $period and sender = $sender and file = $file
                and id not in (select pending from milepost.pending_end)""",
                plan=handed.plan, period=str(handed.period), sender=handed.sender, file=handed.file,
            )  # fmt: skip
            for found, sha256 in waiting:
                if sha256 == handed.sha256:
                    return str(found)
                _end(act, found, "replaced", by=handed.by, said=("", "单位又报来一份"))
            [(new,)] = act.rows("select uuidv7()::varchar")
            act.run(
                """insert into milepost.pending (id, plan, period, sender, file, sha256, explanation, person, time)
                select $id, $plan, $period, $sender, $file, $sha256, $explanation, $person, $time""",
                id=new, plan=handed.plan, period=str(handed.period), sender=handed.sender, file=handed.file,
                sha256=handed.sha256, explanation=handed.explanation, person=handed.by, time=act.time,
            )  # fmt: skip
            return str(new)

        return self._database.act(work)

    def waiting(self, pending: str) -> Waiting:
        """One file that still waits; NotFoundError for an unknown one, RefusedError when somebody decided already."""
        with self._database.read() as cursor:
            return _waiting(cursor, pending)

    def approved(self, pending: str, submission: str, *, by: str) -> None:
        """Note that a file was approved and became a submission."""
        self._database.act(lambda act: _decide(act, pending, "approved", by=by, said=(submission, "")))

    def refused(self, pending: str, *, by: str, reason: str) -> None:
        """Note that the head refused a file; RefusedError without reason."""
        if not reason.strip():
            raise RefusedError("不同意须写明原因，没有执行；请填写原因再试")
        self._database.act(lambda act: _decide(act, pending, "refused", by=by, said=("", reason.strip())))

    def of(self, plan_id: str, period: Period | None = None) -> pd.DataFrame:
        """Every file that waits or waited, of one period or of all, the oldest first: columns PENDING."""
        question = "pending", plan_id, period
        return self._database.standing.table(question, lambda: self._of(plan_id, period))

    def _of(self, plan_id: str, period: Period | None) -> pd.DataFrame:
        with self._database.read() as cursor:
            return cursor.table(
                """select pending.id, pending.period, pending.sender, pending.file, pending.sha256,
                pending.explanation, pending.person as "by", pending.time, coalesce(ended.outcome, '') as outcome,
                ended.time as ended, coalesce(ended.person, '') as ended_by, coalesce(ended.reason, '') as reason,
                coalesce(ended.submission, '') as submission
                from milepost.pending
                left join milepost.pending_end as ended on ended.pending = pending.id
                where pending.plan = $plan and ($period = '' or pending.period = $period) order by pending.time""",
                PENDING, plan=plan_id, period=str(period or ""),
            )  # fmt: skip


def _waiting(cursor: Cursor, pending: str) -> Waiting:
    found = cursor.rows(
        """select plan, period, sender, file, sha256, explanation, pending.person, pending.time, ended.person, outcome
        from milepost.pending
        left join milepost.pending_end as ended on ended.pending = pending.id where id = $id""",
        id=pending,
    )
    if not found:
        raise NotFoundError(f"没有编号为“{pending}”的待审文件，请刷新后再看")
    [(plan, period, sender, file, sha256, explanation, person, time, decided_by, outcome)] = found
    if outcome is not None:
        did = {"approved": "同意", "refused": "退回", "replaced": "换掉"}[outcome]
        raise RefusedError(f"“{file}”已由{decided_by}{did}，不需要再审；请刷新")
    return Waiting(pending, Handed(plan, Period.parse(period), sender, file, sha256, explanation, person), time)


def _decide(act: Act, pending: str, outcome: str, **rest: Any) -> None:  # noqa: ANN401 - the words of _end
    """Of two who decide at once the second is told."""
    _waiting(act, pending)
    _end(act, pending, outcome, **rest)


def _end(act: Act, pending: str, outcome: str, *, by: str, said: tuple[str, str]) -> None:
    submission, reason = said
    act.run(
        """insert into milepost.pending_end (pending, outcome, submission, person, reason, time)
        select $pending, $outcome, $submission, $person, $reason, $time""",
        pending=pending, outcome=outcome, submission=submission, person=by, reason=reason, time=act.time,
    )  # fmt: skip
