"""A cell is shown with its headings, as the sender's sheet shows them."""

from milepost.intake.grid import Cell, Grid
from milepost.ui.sheet import window


def grid(rows: list[list[str]]) -> Grid:
    return Grid("季报", {(r, c): Cell("text", t) for r, row in enumerate(rows) for c, t in enumerate(row) if t})


def test_headings_stay_in_view_far_down_and_far_right():
    rows = [
        ["表1"],
        ["县区", *(f"指标{k}" for k in range(1, 20))],
        *([f"县{k}", *map(str, range(19))] for k in range(30)),
    ]
    seen = window(grid(rows), "M25")
    assert list(seen.index) == ["1", "2", "3", "4", "21", "22", "23", "24", "25", "26", "27"]
    assert list(seen.columns) == ["A", "J", "K", "L", "M", "N", "O", "P"]
    assert seen.loc["2", "M"] == "指标12"
    assert seen.loc["25", "A"] == "县22"
    assert seen.loc["25", "M"] == "11"


def test_nothing_is_shown_beyond_what_is_filled():
    seen = window(grid([["县区", "户"], ["东丰县", "31200"]]), "B2")
    assert seen.to_dict("split") == {
        "index": ["1", "2"], "columns": ["A", "B"], "data": [["县区", "户"], ["东丰县", "31200"]],
    }  # fmt: skip


def test_an_empty_cell_is_shown_where_it_is():
    seen = window(grid([["县区", "户"], ["东丰县"]]), "B2")
    assert seen.loc["2", "B"] == ""
