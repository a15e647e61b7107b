"""A piece of a sender's sheet, as Excel shows it: row numbers, column letters, and the one cell marked."""

import pandas as pd
import streamlit as st

from milepost.intake.grid import Grid, address, column_letters, place_of
from milepost.ui import show

HEAD_ROWS, HEAD_COLUMNS = 4, 1  # titles and headings stay in view, as with frozen panes
ABOVE, BELOW, BESIDE = 4, 2, 3


def window(grid: Grid, cell: str) -> pd.DataFrame:
    """The cell, its neighbours, and the headings of its row and column; labelled as the sheet is (7, C).

    Empty rows and columns beyond the filled ones are left out; hidden ones are not, since figures are read there too.
    """
    at = place_of(cell)
    rows = sorted({*grid.rows[:HEAD_ROWS], at.row} | {r for r in grid.rows if at.row - ABOVE <= r <= at.row + BELOW})
    columns = sorted(
        {*grid.columns[:HEAD_COLUMNS], at.column}
        | {c for c in grid.columns if at.column - BESIDE <= c <= at.column + BESIDE}
    )
    return pd.DataFrame(
        [[grid.text(row, column) for column in columns] for row in rows],
        index=[str(row + 1) for row in rows],
        columns=[column_letters(column) for column in columns],
        dtype="str",
    )


def draw(grid: Grid, cell: str, taken_as: str) -> None:
    """The window round `cell` as a table, the cell on a coloured ground; what stands there and what it is taken as."""
    at = place_of(cell)
    shown = window(grid, cell).map(lambda text: show.short(show.clipped(text, 16)))
    marked = show.short(grid.text(*at)) or "（空）"
    shown.loc[[str(at.row + 1)], column_letters(at.column)] = f":yellow-background[**{marked}**]"
    hidden = at.row in grid.hidden_rows or at.column in grid.hidden_columns or grid.hidden
    st.caption(
        f"工作表“{show.literal(grid.name)}”的 {address(*at)} 格写着“{show.literal(grid.text(*at))}”，"
        f"计为{show.literal(taken_as)}{'；原表把它隐藏了' if hidden else ''}"
    )
    st.table(shown)
