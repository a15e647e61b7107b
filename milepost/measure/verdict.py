"""What the published second opinions have in common: their table, and how they read the numbers given to them."""

import re
import unicodedata
from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from milepost.errors import MeasureError
from milepost.measure.panel import Bools, Floats

VERDICTS = {
    "progress": "float64",  # the ratio or the miss that the status rests on; NaN without one
    "score": "float64",  # −5 to 5 where the method has one
    "status": "str",
    "reason": "str",  # why there is no verdict, or a weak spot of the method that bears on this series
}
NO_VERDICT = "no verdict"


Given = dict[str, Floats]
_UP = frozenset({"1", "up", "positive", "increase", "higher", "more", "上升", "升", "增", "越多越好", "越高越好"})
_DOWN = frozenset({"-1", "down", "negative", "decrease", "lower", "less", "下降", "降", "减", "越少越好", "越低越好"})
_NUMBER = re.compile(r"[+-]?(\d+(,\d{3})+|\d+)?(\.\d*)?(e[+-]?\d+)?(%?)")


def numbers(series: pd.DataFrame, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> tuple[Given, list[str]]:
    """The columns as floats, NaN where a cell is empty; and for each row what in it is no number, empty where all are.

    Texts are read as people write them: 26,866; 14.5%, which stands beside percentages only; a direction as 1, −1, up,
    down or in Chinese. A missing required column is refused (MeasureError).
    """
    absent = [name for name in required if name not in series]
    if absent:
        raise MeasureError(f"数据缺少列：{'、'.join(absent)}；请补上后再试")
    given: Given = {}
    odd = np.full(len(series), "", object)
    signed, plain = np.zeros(len(series), bool), np.zeros(len(series), bool)
    for name in (*required, *optional):
        column = series[name] if name in series else pd.Series(np.nan, index=series.index)
        given[name], signs = _read(column, _direction if name == "direction" else _amount)
        for k in np.flatnonzero((signs == "?") & (odd == "")).tolist():
            odd[k] = f"{name} 写着“{column.iloc[k]}”，不是{'方向（1或-1）' if name == 'direction' else '数字'}"
        if name != "direction" and "year" not in name:
            signed |= signs == "%"
            plain |= (signs == "") & ~np.isnan(given[name])
    odd[signed & plain & (odd == "")] = "有的数带%，有的不带；请写成同一种"
    return given, [str(text) for text in odd]


def _read(column: pd.Series, reader: Callable[[object], tuple[float, str]]) -> tuple[Floats, NDArray[np.object_]]:
    """The numbers of a column and the sign of each; a column of numbers needs no reading."""
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        values = column.to_numpy(np.float64, na_value=np.nan)
        endless = np.isinf(values)
        return np.where(endless, np.nan, values), np.where(endless, "?", "").astype(object)
    read = [reader(cell) for cell in column]
    return np.array([value for value, _ in read], np.float64), np.array([sign for _, sign in read], object)


def _amount(cell: object) -> tuple[float, str]:
    """A number and its sign: %, nothing, or ? for a text that is none."""
    if not isinstance(cell, str):
        return _plain(cell)
    text = unicodedata.normalize("NFKC", cell).replace("−", "-").replace("–", "-").replace(" ", "").lower()
    if not text:
        return np.nan, ""
    found = _NUMBER.fullmatch(text)
    if found is None or not any(c.isdigit() for c in text):
        return np.nan, "?"
    return float(text.rstrip("%").replace(",", "")), found[5]


def _plain(cell: object) -> tuple[float, str]:
    if cell is None or cell is pd.NA:
        return np.nan, ""
    if isinstance(cell, int | float | np.number) and not isinstance(cell, bool):
        value = float(cell)
        return (np.nan, "?") if np.isinf(value) else (value, "")
    return np.nan, "?"


def _direction(cell: object) -> tuple[float, str]:
    """1 or −1; any other number as it is, for the method to refuse."""
    if isinstance(cell, str):
        text = unicodedata.normalize("NFKC", cell).strip().replace("−", "-").lower().removeprefix("+")
        if text in _UP or text in _DOWN:
            return (1.0 if text in _UP else -1.0), ""
    return _amount(cell)


def first_reason(odd: list[str], reasons: list[tuple[Bools, str]]) -> list[str]:
    """For each series what in it is no number, else the first reason that applies, or none."""
    applies = np.select([where for where, _ in reasons], [text for _, text in reasons], "").tolist()
    return [text or reason for text, reason in zip(odd, applies, strict=True)]


def verdicts(index: pd.Index, progress: Floats, score: Floats, said: tuple[list[str], list[str]]) -> pd.DataFrame:
    """A table of VERDICTS; `said` are statuses and reasons."""
    columns = {"progress": progress, "score": score, "status": said[0], "reason": said[1]}
    return pd.DataFrame(columns, index=index).astype(VERDICTS)
