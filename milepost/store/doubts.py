"""Explained doubts: what was odd about figures when they were accepted, and what was said of it in writing."""

from collections.abc import Sequence

import pandas as pd

from milepost.plan.reading import Problem
from milepost.plan.tables import Columns
from milepost.store.database import Act, Database

DOUBTS: Columns = {
    "submission": "str",
    "code": "str",
    "message": "str",
    "sheet": "str",
    "cell": "str",
    "value": "str",
    "explanation": "str",
}


class Doubts:
    """The doubts under which figures of a store were accepted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, submission: str) -> pd.DataFrame:
        """The doubts of one submission in the order of the reading: columns DOUBTS."""
        with self._database.read() as cursor:
            return cursor.table(
                """select submission, code, message, sheet, cell, value, explanation
                from milepost.doubt where submission = $submission order by line""",
                DOUBTS, submission=submission,
            )  # fmt: skip


def append_doubts(act: Act, submission: str, explained: Sequence[tuple[Problem, str]]) -> None:
    """Keep the doubts of a submission with what explains each."""
    rows = [
        {"submission": submission, "line": line, "code": doubt.code, "message": doubt.message, "sheet": doubt.sheet,
         "cell": doubt.cell, "value": doubt.value, "explanation": said}
        for line, (doubt, said) in enumerate(explained)
    ]  # fmt: skip
    if rows:
        act.append("doubt", pd.DataFrame(rows))
