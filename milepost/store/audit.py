"""Audit: who did what, when, from where. Rows are added and read; nothing changes or takes away one."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from milepost.plan.tables import Columns
from milepost.store.database import Database

TRAIL: Columns = {
    "time": "datetime64[us]",
    "person": "str",
    "act": "str",  # a short English name: submit, publish, download, sign_in …
    "plan": "str",
    "period": "str",
    "unit": "str",  # whose submission it was about
    "what": "str",
    "origin": "str",  # an address, or the console; empty when it was not noted
}


@dataclass(frozen=True)
class About:
    """What an act was about; what does not apply stays empty."""

    plan: str = ""
    period: str = ""
    unit: str = ""
    what: str = ""


@dataclass(frozen=True)
class Asked:
    """Which rows of the trail are wanted; what is empty leaves all. From `first` on, before `last` (UTC)."""

    person: str = ""
    act: str = ""
    plan: str = ""
    period: str = ""
    unit: str = ""
    first: datetime = datetime(1900, 1, 1)  # noqa: DTZ001 - stored times are UTC without zone
    last: datetime = datetime(9999, 1, 1)  # noqa: DTZ001 - as above


class Audit:
    """The trail of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, act: str, person: str, about: About) -> None:
        """Note an act that leaves no row of its own: somebody signed in, or took something away.

        It is no act upon the figures: it makes nobody's decision stale, and no cache.
        """
        self._database.note(
            """insert into milepost.audit (act, person, plan, period, unit, what, origin, time)
            select $act, $person, $plan, $period, $unit, $what, $origin, $time""",
            act=act, person=person, plan=about.plan, period=about.period, unit=about.unit, what=about.what,
        )  # fmt: skip

    def trail(self, asked: Asked | None = None, limit: int | None = None) -> pd.DataFrame:
        """What anybody did, the newest first, at most `limit` rows: columns TRAIL."""
        of = asked or Asked()
        with self._database.read() as cursor:
            return cursor.table(
                """select time, person, act, plan, period, unit, what, origin from milepost.trail
                where ($person = '' or person = $person) and ($act = '' or act = $act)
                and ($plan = '' or plan = $plan) and ($period = '' or period = $period)
                and ($unit = '' or unit = $unit) and time >= $first and time < $last
                order by time desc limit $limit""",
                TRAIL, person=of.person, act=of.act, plan=of.plan, period=of.period, unit=of.unit, first=of.first,
                last=of.last, limit=limit if limit is not None else 2**62,
            )  # fmt: skip

    def known(self) -> dict[str, list[str]]:
        """What there is to ask for: the persons, acts, plans and periods of the trail."""
        with self._database.read() as cursor:
            return {
                name: [str(row[0]) for row in cursor.rows(f"select distinct {name} from milepost.trail order by 1")]  # noqa: S608 - names of our own
                for name in ("person", "act", "plan", "period")
            }
