"""What somebody typed, in a table that a spreadsheet will open: text stays text there, never a formula."""

from collections.abc import Hashable

import pandas as pd

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, headings too, with an apostrophe before each text that a spreadsheet would compute.

    Numbers stay numbers.
    """
    return rows.map(_guarded).rename(columns=_guarded)


def csv_for_office(rows: pd.DataFrame) -> bytes:
    """Harmless rows as CSV that Excel opens in Chinese."""
    return harmless(rows).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _guarded(cell: Hashable) -> Hashable:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
