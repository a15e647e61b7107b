"""Tables edited like a spreadsheet: what is typed goes into the draft at once, and sums beside it follow."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from milepost.ui import plan_draft, session

# The toolbar of a table and the hint of a text field are English; what they offer is here in Chinese, or in Excel.
QUIET = "<style>[data-testid=stElementToolbar], [data-testid=InputInstructions] {display: none;}</style>"
Columns = Mapping[str, Any]


def edited(
    name: str, seed: pd.DataFrame, columns: Columns, follow: Callable[[pd.DataFrame], pd.DataFrame] | None = None
) -> pd.DataFrame:
    """`seed` as the clerk has edited it. Its row labels are kept; `follow` fills columns that follow from others.

    `columns` are Streamlit's column settings; the first column stays in view when a phone scrolls sideways.
    """
    key = f"{name} {session.plan_id()} {plan_draft.generation()}"
    st.html(QUIET)
    shown = seed.reset_index(drop=True)
    if follow:
        shown = follow(_with_edits(shown, st.session_state.get(key, {})))
    result = st.data_editor(
        shown, column_config=dict(columns), hide_index=True, key=key, placeholder="", alt=name, height="content"
    )
    # A Chinese input method does not open a cell by itself.
    st.caption("双击单元格（或选中后按回车）再输入；可以从 Excel 整块复制粘贴。")
    return result.set_axis(seed.index)


def _with_edits(frame: pd.DataFrame, state: Mapping[str, Any]) -> pd.DataFrame:
    """The table with the edits that the browser has just sent, before the table itself has been drawn again."""
    result = frame.copy()
    for row, cells in state.get("edited_rows", {}).items():
        for column, value in cells.items():
            result.loc[int(row), column] = value
    return result


def number(label: str | None = None, *, disabled: bool = False, about: str | None = None) -> Any:  # noqa: ANN401 - a setting of Streamlit's
    """A column of numbers, on the right and with thousands marked; `about` explains its heading."""
    return st.column_config.NumberColumn(label, disabled=disabled, help=about, format="localized", width="small")


def plain(value: object) -> Any:  # noqa: ANN401 - a cell
    """A cell as a document holds it: nothing for an empty one, text without outer blanks."""
    if isinstance(value, str):
        return value.strip() or None
    if value is None or (isinstance(value, float) and pd.isna(value)):
        return None
    return value.item() if hasattr(value, "item") else value
