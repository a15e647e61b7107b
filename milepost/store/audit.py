"""Audit: who did what, when, from where. Rows are added and read; nothing changes or takes away one."""

from dataclasses import dataclass

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

    def trail(self, limit: int | None = None) -> pd.DataFrame:
        """Everything anybody did, the newest first, at most `limit` rows: columns TRAIL."""
        with self._database.read() as cursor:
            return cursor.table(
                """select time, person, act, plan, period, unit, what, origin from milepost.trail
                order by time desc limit $limit""",
                TRAIL, limit=limit if limit is not None else 2**62,
            )  # fmt: skip
