"""Everything that the store can be asked: each question one method, one statement, one moment."""

from collections.abc import Callable, Hashable, Mapping
from datetime import datetime
from typing import Any, TypeVar

import pandas as pd

from milepost.errors import NotFoundError
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.tables import FIGURES, READ_FIGURES, Columns
from milepost.store import digest
from milepost.store.database import LAST, Cursor, Database
from milepost.store.moment import utc
from milepost.store.quarter import AFTER, PeriodState, state_of
from milepost.store.standing import MOMENT

T = TypeVar("T")
PLAN_VERSIONS: Columns = {"digest": "str", "author": "str", "reason": "str", "time": "datetime64[us]"}
SUBMISSIONS: Columns = {
    "submission": "str",
    "sender": "str",
    "period": "str",
    "form": "str",
    "layout": "str",
    "file": "str",
    "sha256": "str",
    "by": "str",
    "time": "datetime64[us]",
    "explanation": "str",
    "figures": "int64",
    "state": "str",  # live, replaced or withdrawn
    "ended": "datetime64[us]",  # when it was replaced or withdrawn
    "withdrawn_by": "str",
    "withdrawn_because": "str",
}
PERIODS: Columns = {
    "period": "str",
    "state": "str",  # a PeriodState
    "by": "str",
    "reason": "str",
    "time": "datetime64[us]",  # since when
}
VINTAGES: Columns = {
    "vintage": "int64",
    "period": "str",
    "time": "datetime64[us]",
    "by": "str",
    "reason": "str",
    "plan_digest": "str",
    "release": "str",
}
ISSUED: Columns = {
    "vintage": "int64",
    "period": "str",
    "name": "str",
    "sha256": "str",
    "size": "int64",  # bytes
    "by": "str",
    "time": "datetime64[us]",
}
HISTORY: Columns = FIGURES | {"state": "str"}
_FIGURES = ", ".join(FIGURES)
# What two stores filled alike have in common: everything but ids and times.
_CONTENT: Columns = {name: FIGURES[name] for name in (*READ_FIGURES, "sender", "form", "file", "sha256")}


class Questions:
    """The reading side of the store. `as_of` asks what held at a moment (UTC, or with its zone); None asks for now."""

    def __init__(self, database: Database, plans: dict[str, Plan] | None = None) -> None:
        self._database = database
        self._plans: dict[str, Plan] = {} if plans is None else plans  # by digest

    def moment(self) -> datetime:
        """Time of the last act that the answers of now know of: nothing they tell is older."""
        return self._database.standing.answer(MOMENT, self._moment)

    def _moment(self) -> datetime:
        with self._database.read() as cursor:
            [(moment,)] = cursor.rows(LAST)
        return moment  # type: ignore[no-any-return]

    @property
    def token(self) -> int:
        """Says that nothing was done: as long as it is the same, so are the answers of now. No two stores share one."""
        return self._database.standing.token

    def as_it_stands(self, question: Hashable, ask: Callable[[], T]) -> T:
        """What `ask` makes of the store as it stands, made once between two acts; everybody is given the same."""
        return self._database.standing.answer(question, ask)

    def table_as_it_stands(self, question: Hashable, ask: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """The same of a table, of which everybody is given a copy."""
        return self._database.standing.table(question, ask)

    def plan_ids(self) -> list[str]:
        """The plans of the store, by id."""
        return list(self._database.standing.answer("plan ids", self._plan_ids))

    def _plan_ids(self) -> list[str]:
        with self._database.read() as cursor:
            return [row[0] for row in cursor.rows("select distinct plan from milepost.plan_version order by plan")]

    def plan(self, plan_id: str, as_of: datetime | None = None) -> Plan:
        """The version of a plan that holds, or held; NotFoundError when there is none."""
        if as_of is None:
            return self._database.standing.answer(("plan", plan_id), lambda: self._plan(plan_id, None))
        return self._plan(plan_id, as_of)

    def _plan(self, plan_id: str, as_of: datetime | None) -> Plan:
        with self._database.read() as cursor:
            found = plan_digest(cursor, plan_id, utc(as_of))
            if found not in self._plans:
                self._plans[found] = Plan.from_document(digest.parsed(_document(cursor, found)))
        return self._plans[found]

    def document(self, plan_id: str, as_of: datetime | None = None) -> Mapping[str, Any]:
        """The document of that version, to make the next one from."""
        with self._database.read() as cursor:
            return digest.parsed(_document(cursor, plan_digest(cursor, plan_id, utc(as_of))))

    def plan_versions(self, plan_id: str) -> pd.DataFrame:
        """Every version of a plan, oldest first: columns PLAN_VERSIONS."""
        with self._database.read() as cursor:
            return cursor.table(
                "select digest, author, reason, time from milepost.plan_version where plan = $plan order by time",
                PLAN_VERSIONS, plan=plan_id,
            )  # fmt: skip

    def submissions(self, plan_id: str, period: Period | None = None, as_of: datetime | None = None) -> pd.DataFrame:
        """The submissions of a plan, of one period or of all, oldest first, as they stood: columns SUBMISSIONS."""
        if as_of is not None:
            return self._submissions(plan_id, period, as_of)
        question = "submissions", plan_id, period
        return self._database.standing.table(question, lambda: self._submissions(plan_id, period, None))

    def _submissions(self, plan_id: str, period: Period | None, as_of: datetime | None) -> pd.DataFrame:
        with self._database.read() as cursor:
            return cursor.table(
                """select id as submission, sender, period, form, layout, file, sha256, person as "by", time,
                explanation, figures,
                case when ended is null or ended > $at then 'live'
                    when withdrawn = ended then 'withdrawn' else 'replaced' end as state,
                case when ended <= $at then ended end as ended,
                case when withdrawn <= $at then withdrawn_by else '' end as withdrawn_by,
                case when withdrawn <= $at then withdrawn_because else '' end as withdrawn_because
                from milepost.submission_life
                where plan = $plan and time <= $at and ($period = '' or period = $period)
                order by time, id""",
                SUBMISSIONS, plan=plan_id, period=str(period or ""), at=utc(as_of),
            )  # fmt: skip

    def sender_of(self, submission: str) -> tuple[str, str]:
        """Plan and sender of a submission, by their ids; NotFoundError for an unknown one."""
        with self._database.read() as cursor:
            found = cursor.rows("select plan, sender from milepost.submission where id = $id", id=submission)
        if not found:
            raise NotFoundError(f"没有编号为“{submission}”的报送，请在报送记录里核对编号")
        return found[0][0], found[0][1]

    def figures(self, plan_id: str, as_of: datetime | None = None) -> pd.DataFrame:
        """The figures of live submissions, oldest submission first, in the order of its file: columns FIGURES."""
        if as_of is not None:
            return self._figures(plan_id, as_of)
        return self._database.standing.table(("figures", plan_id), lambda: self._figures(plan_id, None))

    def _figures(self, plan_id: str, as_of: datetime | None) -> pd.DataFrame:
        with self._database.read() as cursor:
            return cursor.table(
                f"""select {_FIGURES} from milepost.given
                where plan = $plan and time <= $at and (ended is null or ended > $at)
                order by time, submission, line""",  # noqa: S608 - names of our own
                FIGURES, plan=plan_id, at=utc(as_of),
            )  # fmt: skip

    def submitted(self, submission: str) -> pd.DataFrame:
        """The figures of one submission, live or not, in the order of its file: columns FIGURES."""
        with self._database.read() as cursor:
            return cursor.table(
                f"select {_FIGURES} from milepost.given where submission = $submission order by line",  # noqa: S608 - names of our own
                FIGURES, submission=submission,
            )  # fmt: skip

    def history(self, plan_id: str, indicator: str, unit: str, period: Period) -> pd.DataFrame:
        """Every figure ever given for one cell, oldest first: columns FIGURES and `state` as in SUBMISSIONS."""
        with self._database.read() as cursor:
            return cursor.table(
                f"""select {_FIGURES}, case when ended is null then 'live' when withdrawn = ended then 'withdrawn'
                else 'replaced' end as state from milepost.given
                where plan = $plan and indicator = $indicator and unit = $unit and period = $period
                order by time, submission, line""",  # noqa: S608 - names of our own
                HISTORY, plan=plan_id, indicator=indicator, unit=unit, period=str(period),
            )  # fmt: skip

    def digest(self, plan_id: str, as_of: datetime | None = None) -> str:
        """sha256 over all live figures with sender, form, file and original: two stores with the same have the same."""
        # Of what is there, never of what is remembered.
        return digest.of_figures(self._figures(plan_id, as_of), _CONTENT)

    def state(self, plan_id: str, period: Period) -> PeriodState:
        """Where a period stands now."""
        return self._database.standing.answer(("state", plan_id, period), lambda: self._state(plan_id, period))

    def _state(self, plan_id: str, period: Period) -> PeriodState:
        with self._database.read() as cursor:
            return state_of(cursor, plan_id, period)

    def periods(self, plan_id: str) -> pd.DataFrame:
        """Every period that was ever opened, in time, with who brought its state and when: columns PERIODS."""
        return self._database.standing.table(("periods", plan_id), lambda: self._periods(plan_id))

    def _periods(self, plan_id: str) -> pd.DataFrame:
        with self._database.read() as cursor:
            found = cursor.table(
                """select period, arg_max(act, time) as state, arg_max(person, time) as "by",
                arg_max(reason, time) as reason, max(time) as time
                from milepost.journal where plan = $plan and act in ('open', 'publish', 'correct') group by period""",
                PERIODS, plan=plan_id,
            )  # fmt: skip
        found["state"] = found["state"].map(AFTER).astype("str")
        return found.sort_values("period", key=lambda texts: texts.map(Period.parse), ignore_index=True)

    def vintages(self, plan_id: str) -> pd.DataFrame:
        """Every publication of a plan, oldest first; all it rests on is there as of its time: columns VINTAGES."""
        return self._database.standing.table(("vintages", plan_id), lambda: self._vintages(plan_id))

    def _vintages(self, plan_id: str) -> pd.DataFrame:
        with self._database.read() as cursor:
            return cursor.table(
                """select vintage, period, time, person as "by", reason, plan_digest, release
                from milepost.publication where plan = $plan order by vintage""",
                VINTAGES, plan=plan_id,
            )  # fmt: skip

    def issued(self, plan_id: str) -> pd.DataFrame:
        """Every briefing pack of a plan that went out, oldest first; `original` gives its bytes: columns ISSUED."""
        with self._database.read() as cursor:
            return cursor.table(
                """select issued.vintage, publication.period, issued.name, issued.sha256, issued.size,
                issued.person as "by", issued.time
                from milepost.issued
                join milepost.publication
                on publication.plan = issued.plan and publication.vintage = issued.vintage
                where issued.plan = $plan order by issued.time""",
                ISSUED, plan=plan_id,
            )  # fmt: skip


def plan_digest(cursor: Cursor, plan_id: str, at: datetime) -> str:
    """Digest of the version of a plan that held at a moment, or NotFoundError."""
    [(found,)] = cursor.rows(
        "select arg_max(digest, time) from milepost.plan_version where plan = $plan and time <= $at",
        plan=plan_id, at=at,
    )  # fmt: skip
    if found is None:
        raise NotFoundError(f"数据库里没有方案“{plan_id}”（或在那个时间还没有），请核对编号和时间")
    return str(found)


def _document(cursor: Cursor, wanted: str) -> str:
    [(text,), *_] = cursor.rows("select document from milepost.plan_version where digest = $digest", digest=wanted)
    return str(text)
