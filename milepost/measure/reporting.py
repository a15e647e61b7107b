"""Who has reported what: what each unit owes for a period, against what has come in."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

import pandas as pd
from pandas.util import hash_pandas_object

from milepost.plan.figure import until
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.tables import Columns

REPORTING: Columns = {
    "unit": "str",
    "form": "str",  # empty where nothing came
    "state": "str",  # 已报, 部分已报, 未报 or 逾期未报
    "submitted": "datetime64[us]",
    "late": "bool",
    "figures": "int64",
    "owed": "int64",
    "missing": "str",  # names of the indicators still owed, joined by 、
    "due": "object",  # date or None
}
_SHANGHAI = timedelta(hours=8)


@dataclass(frozen=True)
class Holdings:
    """What the store holds of a plan at a moment: the plan as it was then, counted figures (FIGURES), and the live
    submissions (sender, period, form, figures, `time` in UTC, and `first`: when its sender first sent that form).
    """

    plan: Plan
    figures: pd.DataFrame
    live: pd.DataFrame

    def until(self, period: Period) -> "Holdings":
        """The same without what was sent for later periods: all that judging `period` rests on."""
        figures, live = until(self.figures, period), until(self.live, period)
        if len(figures) == len(self.figures) and len(live) == len(self.live):
            return self  # one copy of all figures, and one mark
        return Holdings(self.plan, figures, live)

    @cached_property
    def mark(self) -> str:
        """Digest of all of it: holdings of the same mark are judged alike."""
        found = hashlib.sha256(repr(self.plan).encode())
        for rows in (self.figures, self.live):
            found.update(hash_pandas_object(rows, index=False).to_numpy().tobytes())
        return found.hexdigest()


def office_day(moment: datetime) -> date:
    """The calendar day in Shanghai of a moment in UTC."""
    return (moment + _SHANGHAI).date()


def first_sent(live: pd.DataFrame) -> dict[tuple[str, str], datetime]:
    """(sender, period) → when the sender first sent anything for the period that counts or was later replaced."""
    first: dict[tuple[str, str], datetime] = {}
    for sender, period, moment in zip(live["sender"], live["period"], live["first"], strict=True):
        first[sender, period] = min(moment, first.get((sender, period), moment))
    return first


def reporting(held: Holdings, period: Period, today: date) -> pd.DataFrame:
    """Columns REPORTING: a row for each sender and form, one with an empty form where nothing came for `period`.

    Late is who sent a form for the first time after the due day; a correction sent later makes nobody late.
    """
    plan, figures = held.plan, held.figures
    live = held.live[held.live["period"] == str(period)]
    due = plan.due_date(period)
    given = figures[(figures["period"] == str(period)) & (figures["industry"] == "")]
    have = set(zip(given["indicator"], given["unit"], strict=True))
    came = list(zip(*(live[name] for name in ("sender", "form", "time", "first", "figures")), strict=True))
    senders = {sender for sender, *_ in came}
    rows: list[dict[str, object]] = []
    for unit in plan.senders(period):
        owed = plan.owed(unit, period)
        missing = dict.fromkeys(i.name for i, place in owed if (i.id, place.id) not in have)
        common: dict[str, object] = {
            "unit": unit.id, "owed": len(owed), "missing": "、".join(missing), "due": due,
        }  # fmt: skip
        for sender, form, time, first, count in came:
            if sender == unit.id:
                late = due is not None and office_day(first) > due
                state = "部分已报" if missing else "已报"
                rows.append(common | {"form": form, "submitted": time, "figures": count, "state": state, "late": late})
        if unit.id not in senders:
            overdue = due is not None and today > due
            state = "逾期未报" if overdue else "未报"
            rows.append(common | {"form": "", "submitted": pd.NaT, "figures": 0, "state": state, "late": overdue})
    return pd.DataFrame(rows, columns=list(REPORTING)).astype(REPORTING)
