"""What somebody typed, in a table that a spreadsheet will open: text stays text there, never a formula."""

import pandas as pd

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with an apostrophe before each text that a spreadsheet would compute; numbers stay numbers."""
    return rows.map(_guarded)


def csv_for_office(rows: pd.DataFrame) -> bytes:
    """Harmless rows as CSV that Excel opens in Chinese."""
    return harmless(rows).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _guarded(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
