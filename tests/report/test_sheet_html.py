"""A sender's sheet as HTML: merges as spans, the sender's own addresses, and no text of his becomes markup."""

from milepost.intake.grid import Area, Cell, Grid
from milepost.report.palette import LIGHT
from milepost.report.sheet_html import ROW_LIMIT, sheet_html


def text(words: str) -> Cell:
    return Cell("text", words)


def test_merges_are_spans_and_rows_keep_their_numbers():
    cells = {(2, 0): text("地区"), (2, 1): text("市场主体"), (3, 1): Cell("number", "31200", 31200.0)}
    drawn = sheet_html(Grid("季报", cells, merges=(Area(2, 1, 2, 3),)), {(3, 1): "figure"}, LIGHT)
    assert "<td rowspan='1' colspan='3'>市场主体</td>" not in drawn  # columns beyond the filled ones are not drawn
    assert "<td rowspan='1' colspan='1'>市场主体</td>" in drawn
    assert "<th scope='row'>3</th>" in drawn
    assert "<td class='mp-figure mp-number' title='读成数'>31200</td>" in drawn


def test_a_merge_over_filled_columns_is_as_wide_as_in_excel():
    cells = {(0, 0): text("标题"), (1, 0): text("甲"), (1, 1): text("乙"), (1, 2): text("丙")}
    drawn = sheet_html(Grid("季报", cells, merges=(Area(0, 0, 0, 2),)), {}, LIGHT)
    assert "<th scope='row'>1</th><td rowspan='1' colspan='3'>标题</td></tr>" in drawn


def test_text_of_a_stranger_is_never_markup():
    grid = Grid("<b>'季报", {(0, 0): text("<script>alert(1)</script>"), (0, 1): text('"onclick="x')})
    drawn = sheet_html(grid, {}, LIGHT)
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn
    assert "<b>" not in drawn
    assert "aria-label='&lt;b&gt;&#x27;季报'" in drawn


def test_a_long_sheet_is_cut_and_an_empty_one_is_no_error():
    grid = Grid("长", {(row, 0): text(str(row)) for row in range(ROW_LIMIT + 50)})
    assert sheet_html(grid, {}, LIGHT).count("<tr>") == ROW_LIMIT + 1
    assert "mp-sheet" in sheet_html(Grid("空", {}), {}, LIGHT)
