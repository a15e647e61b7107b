"""够发布: the office says that a quarter is complete enough, naming who is missing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from milepost.plan.period import Period
from milepost.store.database import Act, Database
from milepost.store.quarter import PeriodState, require_state


@dataclass(frozen=True)
class Declaration:
    """Who said when that a quarter is complete enough without these units (ids)."""

    missing: frozenset[str]
    by: str
    note: str
    time: datetime


class Declarations:
    """The declarations of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def declare(self, plan_id: str, period: Period, missing: Collection[str], *, by: str, note: str) -> None:
        """Call `period` complete enough without `missing`; RefusedError when it is not being collected or corrected."""

        def work(act: Act) -> None:
            require_state(act, plan_id, period, "说够发布", PeriodState.COLLECTING, PeriodState.CORRECTING)
            act.run(
                """insert into milepost.declaration (plan, period, missing, person, note, time)
                select $plan, $period, $missing, $person, $note, $time""",
                plan=plan_id, period=str(period), missing=" ".join(missing), person=by, note=note, time=act.time,
            )  # fmt: skip

        self._database.act(work)

    def last(self, plan_id: str, period: Period) -> Declaration | None:
        """The last declaration since the period was opened, published or opened for corrections; else None."""
        with self._database.read() as cursor:
            found = cursor.rows(
                """select missing, person, note, time from milepost.declaration
                where plan = $plan and period = $period and time > (
                    select coalesce(max(time), timestamp '1970-01-01 00:00:00') from milepost.journal
                    where plan = $plan and period = $period and act in ('open', 'publish', 'correct')
                ) order by time desc limit 1""",
                plan=plan_id, period=str(period),
            )  # fmt: skip
        for missing, person, note, time in found:
            return Declaration(frozenset(missing.split()), person, note, time)
        return None
