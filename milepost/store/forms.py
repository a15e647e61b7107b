"""Remembered layouts: forms that clerks have made for a unit's workbooks; each act is a row, the last one holds."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd

from milepost.errors import NotFoundError, RefusedError
from milepost.plan.tables import Columns
from milepost.store.database import Act, Database
from milepost.store.moment import utc

FORMS: Columns = {
    "sender": "str",
    "name": "str",
    "act": "str",  # remember or retire
    "document": "str",  # JSON
    "by": "str",
    "reason": "str",
    "time": "datetime64[us]",
}


class Forms:
    """The forms of a store. `as_of` asks what held at a moment (UTC, or with its zone); None asks for now."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def remember(self, plan_id: str, sender: str, name: str, document: Mapping[str, Any], by: str) -> None:
        """Keep a form; one of the same sender and name holds no longer. The same once more adds nothing."""
        if not name.strip():
            raise RefusedError("版式没有名称，没有记住；请起个名，如“登记台账”")
        text = json.dumps(document, ensure_ascii=False, sort_keys=True)

        def work(act: Act) -> None:
            last = _last(act, plan_id, sender, name)
            if last is None or last[0] != "remember" or last[1] != text:
                _add(act, (plan_id, sender, name, "remember", text), by, "")

        self._database.act(work)

    def retire(self, plan_id: str, sender: str, name: str, *, by: str, reason: str) -> None:
        """Use a form no longer; what was read by it stays. NotFoundError when none of that name holds."""
        if not reason.strip():
            raise RefusedError("停用版式须写明原因，没有执行；请填写原因再试")

        def work(act: Act) -> None:
            last = _last(act, plan_id, sender, name)
            if last is None or last[0] != "remember":
                raise NotFoundError(f"没有正在使用的版式“{name}”，请刷新后再看")
            _add(act, (plan_id, sender, name, "retire", last[1]), by, reason)

        self._database.act(work)

    def live(self, plan_id: str, as_of: datetime | None = None) -> pd.DataFrame:
        """The forms in use, by sender and name: columns FORMS."""
        every = self.history(plan_id, as_of)
        if every.empty:
            return every
        last = every.drop_duplicates(["sender", "name"], keep="last")
        return last[last["act"] == "remember"].sort_values(["sender", "name"], ignore_index=True)

    def history(self, plan_id: str, as_of: datetime | None = None) -> pd.DataFrame:
        """Every act upon the forms of a plan, oldest first: columns FORMS."""
        with self._database.read() as cursor:
            return cursor.table(
                """select sender, name, act, document, person as "by", reason, time
                from milepost.form where plan = $plan and time <= $at order by time""",
                FORMS, plan=plan_id, at=utc(as_of),
            )  # fmt: skip


def _last(act: Act, plan_id: str, sender: str, name: str) -> tuple[str, str] | None:
    rows = act.rows(
        """select act, document from milepost.form
        where plan = $plan and sender = $sender and name = $name order by time desc limit 1""",
        plan=plan_id, sender=sender, name=name,
    )  # fmt: skip
    return (str(rows[0][0]), str(rows[0][1])) if rows else None


def _add(act: Act, row: tuple[str, str, str, str, str], person: str, reason: str) -> None:
    plan_id, sender, name, what, document = row
    act.run(
        """insert into milepost.form (plan, sender, name, act, document, person, reason, time)
        select $plan, $sender, $name, $act, $document, $person, $reason, $time""",
        plan=plan_id, sender=sender, name=name, act=what, document=document, person=person, reason=reason,
        time=act.time,
    )  # fmt: skip
