"""Which reported figures read otherwise in one account than in another."""

import pandas as pd

from milepost.measure.account import Account
from milepost.plan.figure import CELL
from milepost.plan.period import Period
from milepost.plan.tables import FIGURES, Columns

_LINEAGE = ["sheet", "cell", "submission", "sender", "form", "file", "sha256", "time"]
REVISIONS: Columns = (
    {name: FIGURES[name] for name in CELL}
    | {
        "value_before": "float64",  # in the indicator's measure unit; NaN: added
        "value_after": "float64",  # NaN: dropped
    }
    | {name: FIGURES[name] for name in _LINEAGE}  # of the newer figure; of the older one where it was dropped
)


def cells(before: Account, after: Account) -> pd.DataFrame:
    """Every cell that either account rests on: columns REVISIONS and `fresh`.

    `fresh` marks cells of periods that the earlier account had not reached: time has brought them, nobody revised them.
    """
    both = before.answering.merge(after.answering, on=CELL, how="outer", suffixes=("_before", "_after"))
    for name in _LINEAGE:
        both[name] = both[f"{name}_after"].where(both["value_after"].notna(), both[f"{name}_before"])
    end = before.period.last_quarter()
    fresh = {text: Period.parse(text).last_quarter() > end for text in both["period"].unique()}
    table = both[list(REVISIONS)].astype(REVISIONS)
    return table.assign(fresh=both["period"].map(fresh).astype(bool))


def revised(every: pd.DataFrame) -> pd.DataFrame:
    """The rows of `cells` that were changed, added or dropped, with their index."""
    same = every["value_before"].eq(every["value_after"])
    return every[~same & ~every["fresh"]]
