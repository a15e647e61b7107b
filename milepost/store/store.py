"""The store: append-only acts over plans, submissions and periods, and everything that can be asked of them."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Self

import pandas as pd

from milepost import __version__
from milepost.errors import NotFoundError, RefusedError, StoreError
from milepost.plan.period import Period
from milepost.plan.plan import Document, Plan
from milepost.plan.reading import Reading
from milepost.plan.tables import READ_FIGURES
from milepost.store import backup, digest
from milepost.store.accounts import Accounts
from milepost.store.answers import Answers
from milepost.store.attachments import Attachments
from milepost.store.attempts import Attempts
from milepost.store.audit import Audit
from milepost.store.backup import Backup
from milepost.store.database import MEMORY, Act, Clock, Cursor, Database, utc_now
from milepost.store.declarations import Declarations
from milepost.store.disk import said
from milepost.store.doubts import Doubts, append_doubts
from milepost.store.forms import Forms
from milepost.store.originals import Originals, OriginalsInFolder, OriginalsInMemory
from milepost.store.pending import Pending
from milepost.store.quarter import PeriodState, Scope, refuse_stale, require_state
from milepost.store.questions import Questions, plan_digest
from milepost.store.rebuild import Accepted, Read, Rebuilt, Rereading
from milepost.store.returns import Returns
from milepost.store.submission import Explanation, Receipt, Source, refuse_unexplained, refuse_unsound
from milepost.store.withdrawal import take_back

__all__ = ["Explanation", "Receipt", "Source", "Store"]


class Store(Questions):
    """One office's store. Every act is a new row with a time of its own; nothing is ever changed or deleted.

    `based_on` of an act is the `moment()` of what its author was looking at: when somebody else acted on the same
    thing since then, the act raises StaleError and does nothing. Without it the act goes by how things stand.
    `forms`, `answers` and `doubts` are what clerks have said of layouts, of names and of odd figures.
    """

    def __init__(self, database: Database, originals: Originals, plans: dict[str, Plan] | None = None) -> None:
        super().__init__(database, plans)
        self._originals = originals
        self.forms = Forms(database)
        self.answers = Answers(database)
        self.doubts = Doubts(database)
        self.accounts = Accounts(database)

    @classmethod
    def open(cls, folder: Path, clock: Clock = utc_now) -> Self:
        """The store in `folder`, made when absent; StoreBusyError when another process holds it.

        `clock` is this machine's, but for a sample that tells of another year.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"建不了数据文件夹 {folder}（{said(error)}），请检查路径和读写权限") from error
        return cls(Database.attach(str(folder / "milepost.duckdb"), clock), OriginalsInFolder(folder / "originals"))

    @classmethod
    def in_memory(cls) -> Self:
        """A store that is gone with the process: for tests."""
        return cls(Database.attach(MEMORY, utc_now), OriginalsInMemory())

    def at(self, origin: str) -> Self:
        """The same store for acts that come from `origin`: an address, or the console."""
        there = type(self)(self._database.at(origin), self._originals, self._plans)
        there.accounts = self.accounts.at(origin)
        return there

    @property
    def audit(self) -> Audit:
        """Who did what, when, from where."""
        return Audit(self._database)

    @property
    def attempts(self) -> Attempts:
        """Attempts to sign in."""
        return Attempts(self._database)

    @property
    def returns(self) -> Returns:
        """Files that went back to their senders."""
        return Returns(self._database)

    @property
    def attachments(self) -> Attachments:
        """Stamped scans beside submissions."""
        return Attachments(self._database)

    @property
    def pending(self) -> Pending:
        """Files that wait for the head of their unit."""
        return Pending(self._database)

    @property
    def declarations(self) -> Declarations:
        """What the office has called complete enough."""
        return Declarations(self._database)

    def close(self) -> None:
        """Let the file go, so that another process may open it."""
        self._database.close()

    def adopt(self, document: Document, *, author: str, reason: str, based_on: datetime | None = None) -> str:
        """Keep `document` as the newest version of its plan; its digest. The same as the latest adds nothing.

        PlanError when it describes no valid plan; StaleError when the plan was changed since `based_on`.
        """
        text = digest.canonical(document)
        # Checked as it will be read back.
        plan = Plan.from_document(digest.parsed(text))
        version = digest.of_document(text)

        def work(act: Act) -> None:
            refuse_stale(act, Scope(plan.id, act="adopt"), based_on)
            [(latest,)] = act.rows(
                "select arg_max(digest, time) from milepost.plan_version where plan = $plan", plan=plan.id
            )
            if latest != version:
                act.run(
                    """insert into milepost.plan_version (plan, digest, document, author, reason, time)
                    select $plan, $digest, $document, $author, $reason, $time""",
                    plan=plan.id, digest=version, document=text, author=author, reason=reason, time=act.time,
                )  # fmt: skip

        self._database.act(work)
        return version

    def keep_original(self, content: bytes) -> str:
        """Keep the bytes of a file, before anybody parses them; their sha256. The same bytes are kept once."""
        sha256 = self._originals.keep(content)

        def work(act: Act) -> None:
            act.run(
                """insert into milepost.original (sha256, size, time) select $sha256, $size, $time
                where not exists (select 1 from milepost.original where sha256 = $sha256)""",
                sha256=sha256, size=len(content), time=act.time,
            )  # fmt: skip

        self._database.act(work)
        return sha256

    def original(self, sha256: str) -> bytes:
        """The kept bytes; NotFoundError when there are none, StoreError when they are no longer what came in."""
        return self._originals.get(sha256)

    def submit(
        self,
        plan_id: str,
        reading: Reading,
        source: Source,
        *,
        explanation: Explanation | str = "",
        based_on: datetime | None = None,
    ) -> Receipt:
        """Keep the figures of `reading`, all or nothing; they replace what the same sender, period and form gave.

        The same bytes with the same figures as what is live already change nothing. RefusedError for errors, for
        doubts without explanation, and outside the time of collecting or correcting.
        """
        [receipt] = self.submit_all(plan_id, [reading], source, explanation=explanation, based_on=based_on)
        return receipt

    def submit_all(
        self,
        plan_id: str,
        readings: Sequence[Reading],
        source: Source,
        *,
        explanation: Explanation | str = "",
        based_on: datetime | None = None,
    ) -> list[Receipt]:
        """Keep several periods of one original, as `submit` does each: all of them or none."""
        said = Explanation(explanation) if isinstance(explanation, str) else explanation
        for reading in readings:
            refuse_unsound(reading)
            self.plan(plan_id).unit_of(reading.sender)
        if not self._originals.holds(source.sha256):
            raise NotFoundError(f"“{source.file}”的原件还没有保存，没有报送；请重新上传")

        def work(act: Act) -> list[Receipt]:
            receipts = []
            for reading in readings:
                slot = Scope(plan_id, str(reading.period), reading.sender, reading.form)
                live = _same_live(act, slot, source, reading)
                if live is None:
                    refuse_stale(act, slot, based_on)
                receipts.append(live or _submit(act, slot, reading, source, said))
            return receipts

        return self._database.act(work)

    def withdraw(self, submission: str, *, by: str, reason: str) -> None:
        """Take a live submission back. What it had replaced stays replaced: its sender has to send again.

        NotFoundError for an unknown one; RefusedError for one that no longer counts or is published, or without reason.
        """
        if not reason.strip():
            raise RefusedError("撤回须写明原因，没有执行；请填写原因再试")

        self._database.act(lambda act: take_back(act, submission, by=by, reason=reason))

    def open_period(self, plan_id: str, period: Period, *, by: str, based_on: datetime | None = None) -> None:
        """Begin collecting `period`; RefusedError when that was done before."""

        def work(act: Act) -> None:
            plan_digest(act, plan_id, act.time)
            refuse_stale(act, Scope(plan_id, str(period)), based_on)
            require_state(act, plan_id, period, "开放", PeriodState.NOT_OPEN)
            _add_event(act, Scope(plan_id, str(period)), "open", by, "")

        self._database.act(work)

    def correct(self, plan_id: str, period: Period, *, by: str, reason: str) -> None:
        """Open a published period for corrections; RefusedError when it is not published or no reason is given."""
        if not reason.strip():
            raise RefusedError(f"更正{period.words}的数据须写明原因，没有执行；请填写原因再试")

        def work(act: Act) -> None:
            require_state(act, plan_id, period, "开更正", PeriodState.PUBLISHED)
            _add_event(act, Scope(plan_id, str(period)), "correct", by, reason)

        self._database.act(work)

    def publish(
        self, plan_id: str, period: Period, *, by: str, reason: str = "", based_on: datetime | None = None
    ) -> int:
        """Freeze what counts now as the plan's next vintage; its number, from 1.

        StaleError when anything in the plan has changed since `based_on`; RefusedError when `period` is not being
        collected or corrected, or nobody has reported for it, here or to a plan whose figures it takes.
        """
        plan = self.plan(plan_id)

        def work(act: Act) -> int:
            refuse_stale(act, Scope(plan_id), based_on)
            version = plan_digest(act, plan_id, act.time)
            require_state(act, plan_id, period, "发布", PeriodState.COLLECTING, PeriodState.CORRECTING)
            sources = [plan_id, *sorted({one.elsewhere[0] for one in plan.indicators if one.same_as})]
            reported = sum(
                count
                for source in sources
                for (count,) in act.rows(
                    """select count(*) from milepost.submission_life
                    where plan = $plan and period = $period and ended is null""",
                    plan=source, period=str(period),
                )
            )  # fmt: skip
            if not reported:
                raise RefusedError(f"{period.words}还没有任何单位报送，不能发布；请先收数")
            [(vintage,)] = act.rows("select count(*) + 1 from milepost.publication where plan = $plan", plan=plan_id)
            act.run(
                """insert into milepost.publication (plan, vintage, period, plan_digest, release, person, reason, time)
                select $plan, $vintage, $period, $plan_digest, $release, $person, $reason, $time""",
                plan=plan_id, vintage=vintage, period=str(period), plan_digest=version, release=__version__,
                person=by, reason=reason, time=act.time,
            )  # fmt: skip
            return int(vintage)

        return self._database.act(work)

    def issue(self, plan_id: str, vintage: int, *, name: str, content: bytes, by: str) -> str:
        """Keep a briefing pack as it goes out; its sha256. The same bytes of the same vintage are noted once.

        NotFoundError when there is no such vintage.
        """
        if vintage not in set(self.vintages(plan_id)["vintage"]):
            raise NotFoundError(f"方案“{plan_id}”没有第{vintage}版，没有存档；请先发布")
        sha256 = self.keep_original(content)

        def work(act: Act) -> None:
            act.run(
                """insert into milepost.issued (plan, vintage, name, sha256, size, person, time)
                select $plan, $vintage, $name, $sha256, $size, $person, $time
                where not exists (
                    select 1 from milepost.issued
                    where plan = $plan and vintage = $vintage and sha256 = $sha256 and name = $name
                )""",
                plan=plan_id, vintage=vintage, name=name, sha256=sha256, size=len(content), person=by, time=act.time,
            )  # fmt: skip

        self._database.act(work)
        return sha256

    def back_up(self, pool: Path) -> Backup:
        """A new backup in `pool`, of one moment, while everybody works on; StoreError when it cannot be proved."""
        return backup.make(self._database, self._originals, pool)

    def rebuild(self, read: Read) -> Rebuilt:
        """Read every original again and put back, in one transaction, the figures that were damaged since.

        A submission whose original now reads otherwise is reported and left as it was accepted.
        """
        with self._database.read() as cursor:
            found = cursor.rows(
                """select id, plan, sender, period, file, sha256, person, figures, digest, time
                from milepost.submission order by time"""
            )
        names = ("id", "plan", "sender", "period", "file", "sha256", "by", "figures", "digest", "time")
        rereading = Rereading()
        for row in found:
            kept = dict(zip(names, row, strict=True))
            rereading.compare(kept, self.submitted(kept["id"]), partial(self._read_again, read, kept))

        def work(act: Act) -> None:
            for submission, figures in rereading.damaged.items():
                act.run("delete from milepost.figure where submission = $id", id=submission)
                _append_figures(act, submission, figures)

        if rereading.damaged:
            self._database.act(work)
        return rereading.outcome()

    def _read_again(self, read: Read, kept: dict[str, Any]) -> Reading:
        accepted = Accepted(
            self.plan(kept["plan"], kept["time"]), Period.parse(kept["period"]), kept["file"], kept["sender"],
            kept["time"],
        )  # fmt: skip
        return read(self.original(kept["sha256"]), accepted)


def _same_live(act: Act, slot: Scope, source: Source, reading: Reading) -> Receipt | None:
    """The receipt of the live submission of a slot, when it came from the same bytes and holds the same figures."""
    for live, sha256, held in _live(act, slot):
        if sha256 == source.sha256 and held == digest.of_figures(reading.figures, READ_FIGURES):
            return Receipt(live, repeated=True)
    return None


def _submit(act: Act, slot: Scope, reading: Reading, source: Source, said: Explanation) -> Receipt:
    """Keep one reading as a new submission."""
    require_state(act, slot.plan, reading.period, "报送", PeriodState.COLLECTING, PeriodState.CORRECTING)
    refuse_unexplained(reading, said)
    [(new,)] = act.rows("select uuidv7()::varchar")
    with ThreadPoolExecutor(1) as aside:
        # Of a long table both take their time, and outside of Python.
        content = aside.submit(digest.of_figures, reading.figures, READ_FIGURES)
        _append_figures(act, new, reading.figures)
    act.run(
        """insert into milepost.submission (id, plan, sender, period, form, layout, file, sha256, person,
        explanation, figures, digest, time)
        select $id, $plan, $sender, $period, $form, $layout, $file, $sha256, $person,
        $explanation, $figures, $digest, $time""",
        id=new, plan=slot.plan, sender=slot.sender, period=slot.period, form=slot.form, layout=reading.layout,
        file=source.file, sha256=source.sha256, person=source.by, explanation=said.words,
        figures=len(reading.figures), digest=content.result(), time=act.time,
    )  # fmt: skip
    append_doubts(act, new, [(doubt, said.of(doubt)) for doubt in reading.doubts])
    return Receipt(new, repeated=False)


def _append_figures(act: Act, submission: str, figures: pd.DataFrame) -> None:
    """Add the rows of `figures` (READ_FIGURES) to a submission, in their order."""
    act.append("figure", figures[list(READ_FIGURES)].assign(submission=submission, line=range(len(figures))))


def _live(cursor: Cursor, slot: Scope) -> list[tuple[str, str, str]]:
    """Id, original and content of the live submission of a slot, if there is one."""
    return cursor.rows(
        """select id, sha256, digest from milepost.submission_life
        where plan = $plan and period = $period and sender = $sender and form = $form and ended is null""",
        plan=slot.plan, period=slot.period, sender=slot.sender, form=slot.form,
    )  # fmt: skip


def _add_event(act: Act, scope: Scope, what: str, person: str, reason: str) -> None:
    act.run(
        """insert into milepost.period_event (plan, period, act, person, reason, time)
        select $plan, $period, $act, $person, $reason, $time""",
        plan=scope.plan, period=scope.period, act=what, person=person, reason=reason, time=act.time,
    )  # fmt: skip
