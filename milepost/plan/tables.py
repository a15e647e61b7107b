"""The tables that travel between rooms, each declared once: column → pandas dtype, with what it means.

Units, industries, indicators and goals are ids of the plan; periods are canonical text (2023Q2); `industry` is empty
for all industries together; times are UTC without zone. Missing numbers are NaN, never 0.
"""

from enum import StrEnum

import pandas as pd

Columns = dict[str, str]

READ_FIGURES: Columns = {
    "indicator": "str",
    "unit": "str",
    "industry": "str",
    "period": "str",
    "value": "float64",  # in the indicator's measure unit
    "sheet": "str",
    "cell": "str",  # address in the sender's own sheet, A1 style
}
BESIDE: Columns = {
    "indicator": "str",
    "unit": "str",
    "industry": "str",
    "period": "str",  # of an earlier level, or the one that a growth rate looks back to; the open one of its own levels
    "what": "str",  # level or growth
    "value": "float64",  # in the indicator's measure unit, or per cent
    "half": "float64",  # half a step of its last digit: how exactly it was written
    "sheet": "str",
    "cell": "str",
}
BLANKS: Columns = {
    "indicator": "str",
    "unit": "str",
    "industry": "str",
    "sheet": "str",
    "cell": "str",
    "mark": "str",  # the text found: empty, -, …, /
}
FIGURES: Columns = READ_FIGURES | {
    "submission": "str",
    "sender": "str",
    "form": "str",
    "file": "str",  # the sender's file name
    "sha256": "str",  # digest of the original
    "time": "datetime64[us]",  # when the submission was accepted
}
PROGRESS: Columns = {
    "goal": "str",
    "indicator": "str",
    "unit": "str",  # the plan's place, or the unit of an allocation
    "period": "str",
    "value": "float64",  # what is judged: the level, or the sum since the base for window and cumulative flows
    "at_least": "float64",  # what is known of the value: equal to it, or less where figures are missing (至少)
    "value_last_year": "float64",  # the value as it was a year and a period before
    "value_last_period": "float64",
    "change_last_year": "float64",  # 同比 of the reported figure, 0.05 = 5 %; ytd against the same ytd; NaN for %
    "change_last_period": "float64",  # 环比 likewise; of amounts, this quarter's against the last quarter's
    "era": "float64",  # how many changes of definition or boundary lie behind the value; only like ones compare
    "footing": "str",  # how last year's figure compares where such a change lies between, in Chinese; mostly empty
    "base_value": "float64",
    "target": "float64",
    "measure_unit": "str",
    "completion": "float64",  # y / target, 完成率, 1 = 100 %
    "reached_share": "float64",  # p: share of the promised change, 0 at the base, 1 at the target
    "due_share": "float64",  # p*: the share due by now
    "due_value": "float64",  # the value due by now, in the measure unit
    "ahead": "float64",  # 100 (p − p*), percentage points
    "gap": "float64",  # still missing, in the measure unit, never negative
    "required_per_quarter": "float64",  # gap over the remaining quarters
    "status": "str",  # a Status
    "reason": "str",  # why the status is 未报 or 无法判断, in Chinese
    "reported": "float64",  # how many of the expected reporters this value rests on
    "expected": "float64",
    "met_since": "str",  # the quarter since which the operator has been satisfied without a break; empty when it is not
    "years_kept": "float64",  # of a yearly promise: in how many of its ended years it was kept; NaN for other kinds
    "years_ended": "float64",  # how many of its years have ended
}
RANKING: Columns = {
    "scheme": "str",
    "period": "str",
    "unit": "str",
    "rank": "float64",  # descending competition rank; NaN: not ranked (数据不足)
    "tied": "bool",
    "score": "float64",
    "rank_last": "float64",  # rank in the period before
    "rank_low": "float64",  # best rank under perturbed weights
    "rank_high": "float64",  # worst rank under perturbed weights
    "missing_weight": "float64",  # share of weight without a score, 0 to 1
}  # followed by one score_<indicator> each


class Status(StrEnum):
    """How a goal stands; the value is the word shown."""

    EARLY = "提前达标"
    AHEAD = "快于序时"
    ON_PACE = "符合序时"
    SLOW = "略慢"
    BEHIND = "滞后"
    REGRESSED = "倒退"
    DONE = "已完成"
    MISSED = "未完成"
    KEPT = "保持"
    NOT_KEPT = "未保持"
    UNREPORTED = "未报"
    UNKNOWN = "无法判断"


def empty(columns: Columns) -> pd.DataFrame:
    """A table of `columns` without rows."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in columns.items()})


def typed(rows: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    """`rows` with exactly `columns`, in their order and types; a column that has its type is not touched."""
    picked = rows if list(rows.columns) == list(columns) else rows[list(columns)]
    others = {name: dtype for (name, dtype), now in zip(columns.items(), picked.dtypes, strict=True) if now != dtype}
    return picked.astype(others) if others else picked


def table(rows: list[dict[str, object]], columns: Columns) -> pd.DataFrame:
    """`rows` as a table of exactly `columns`, typed; a row that lacks a column is a KeyError."""
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=dtype) for name, dtype in columns.items()})
