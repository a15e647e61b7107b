"""What clerks have answered about names that workbooks spell otherwise than the plan: data, shown and taken back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

import pandas as pd

from milepost.errors import RefusedError
from milepost.plan.tables import Columns
from milepost.store.database import Act, Database
from milepost.store.moment import utc

Word = Literal["yes", "no", "forget"]
ANSWERS: Columns = {
    "sender": "str",
    "text": "str",  # as it was met
    "what": "str",  # unit or indicator
    "meant": "str",  # id of that
    "answer": "str",  # yes, no or forget
    "file": "str",  # where it was met
    "place": "str",  # sheet and cell
    "by": "str",
    "time": "datetime64[us]",
}


@dataclass(frozen=True)
class Met:
    """A name met in a sender's workbook and what it may mean: a `unit` or an `indicator` by id; where it was met."""

    sender: str
    text: str
    what: Literal["unit", "indicator"]
    meant: str
    file: str = ""
    place: str = ""


class Answers:
    """The answers of a store. `as_of` asks what held at a moment (UTC, or with its zone); None asks for now."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def give(self, plan_id: str, met: Met, answer: Word, by: str) -> None:
        """Answer whether a name means what it resembles, or take an answer back; a `yes` ends other ones of the name.

        RefusedError when the name is empty or the answer is none.
        """
        if not met.text.strip() or answer not in get_args(Word):
            raise RefusedError("没有可以回答的名称，没有记住；请刷新后再试")

        def work(act: Act) -> None:
            act.run(
                """insert into milepost.answer (plan, sender, text, what, meant, answer, file, place, person, time)
                select $plan, $sender, $text, $what, $meant, $answer, $file, $place, $person, $time""",
                plan=plan_id, sender=met.sender, text=met.text, what=met.what, meant=met.meant, answer=answer,
                file=met.file, place=met.place, person=by, time=act.time,
            )  # fmt: skip

        self._database.act(work)

    def live(self, plan_id: str, as_of: datetime | None = None) -> pd.DataFrame:
        """The answers that hold: the last of each sender, name and meaning; of several `yes` the last: ANSWERS."""
        every = self.history(plan_id, as_of)
        if every.empty:
            return every
        last = every.drop_duplicates(["sender", "text", "what", "meant"], keep="last")
        yes = last[last["answer"] == "yes"].drop_duplicates(["sender", "text"], keep="last")
        return pd.concat([yes, last[last["answer"] == "no"]]).sort_values("time", ignore_index=True)

    def history(self, plan_id: str, as_of: datetime | None = None) -> pd.DataFrame:
        """Every answer ever given for a plan, oldest first: columns ANSWERS."""
        with self._database.read() as cursor:
            return cursor.table(
                """select sender, text, what, meant, answer, file, place, person as "by", time
                from milepost.answer where plan = $plan and time <= $at order by time""",
                ANSWERS, plan=plan_id, at=utc(as_of),
            )  # fmt: skip
