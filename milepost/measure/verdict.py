"""What the published second opinions have in common: their table, and how they read the numbers given to them."""

import numpy as np
import pandas as pd

from milepost.errors import MeasureError
from milepost.measure.panel import Bools, Floats

VERDICTS = {
    "progress": "float64",  # the ratio or the miss that the status rests on; NaN without one
    "score": "float64",  # −5 to 5 where the method has one
    "status": "str",
    "reason": "str",  # why there is no verdict, or a weak spot of the method that bears on this series
}
NO_VERDICT = "no verdict"


def numbers(series: pd.DataFrame, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, Floats]:
    """The columns as floats, NaN where a cell is empty or no number; a missing required column is refused."""
    absent = [name for name in required if name not in series]
    if absent:
        raise MeasureError(f"数据缺少列：{'、'.join(absent)}；请补上后再试")
    empty = pd.Series(np.nan, index=series.index)
    return {
        name: pd.to_numeric(series.get(name, empty), errors="coerce").to_numpy(np.float64)
        for name in (*required, *optional)
    }


def first_reason(reasons: list[tuple[Bools, str]]) -> list[str]:
    """For each series the first reason that applies, or none."""
    return list(np.select([where for where, _ in reasons], [text for _, text in reasons], ""))


def verdicts(index: pd.Index, progress: Floats, score: Floats, said: tuple[list[str], list[str]]) -> pd.DataFrame:
    """A table of VERDICTS; `said` are statuses and reasons."""
    columns = {"progress": progress, "score": score, "status": said[0], "reason": said[1]}
    return pd.DataFrame(columns, index=index).astype(VERDICTS)
