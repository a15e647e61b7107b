"""The same table in every kind of file that offices send is the same reading, to the cell."""

import io
import zipfile

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from milepost.errors import TooLargeError, UnreadableError
from milepost.intake.grid import Area, Cell, Grid
from milepost.intake.grids import open_grids
from tests.intake.cells import figures, old_workbook, places, read, said, workbook
from tests.intake.county_plan import county_plan
from tests.intake.kinds import binary_workbook, ods_number, ods_row, open_document, zipped

PLAN = county_plan()
ROWS = [["东丰县2023年二季度"], ["县区", "企业（户）", "网上办理占比（%）"], ["东丰县", 31200, 61.5]]
TRUTH = {("firms", "df"): 31200, ("online", "df"): 61.5}
CSV = "东丰县2023年二季度,,\r\n县区,企业（户）,网上办理占比（%）\r\n东丰县,\"31,200\",61.5\r\n"  # fmt: skip
PAGE = """<html><head><meta charset=gb2312><style>td {x: y}</style></head><body>
<table><tr><td colspan=3>东丰县2023年二季度</td></tr><tr><th>县区<th>企业<br>（户）<th>网上办理占比（%）</tr>
<tr><td>&nbsp;东丰县</td><td>31,200</td><td>61.5</td></tr></table></body></html>"""
STRUCK = {"xl/styles.xml": (b'patternType="gray125"', b'patternType="grey"')}


def locked(content: bytes, password: str) -> bytes:
    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, buffer)
    return buffer.getvalue()


def struck(content: bytes, changes: dict[str, tuple[bytes, bytes]] | None = None) -> bytes:
    """A workbook with a style that openpyxl stumbles over."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for name, (was, becomes) in (changes or STRUCK).items():
        assert was in members[name]
        members[name] = members[name].replace(was, becomes)
    return zipped(members)


def grid_of(content: bytes) -> Grid:
    (grid,) = open_grids(content, "季报").values()
    return grid


@pytest.mark.parametrize(
    ("content", "file"),
    [
        (workbook(ROWS), "东丰县.xlsm"),
        (old_workbook(ROWS), "东丰县.et"),
        (binary_workbook(ROWS), "东丰县.xlsb"),
        (CSV.encode("utf-8"), "东丰县.csv"),
        (CSV.encode("utf-8-sig"), "东丰县.csv"),
        (CSV.encode("gb18030"), "东丰县.csv"),
        (CSV.encode("gb18030"), "东丰县.xls"),
        (CSV.replace('"31,200"', "31200").replace(",", "\t").encode("utf-16"), "东丰县.txt"),
        (PAGE.encode("gb18030"), "东丰县.xls"),
        (PAGE.replace("gb2312", "utf-8").encode("utf-8"), "东丰县.xls"),
        (locked(workbook(ROWS), "VelvetSweatshop"), "东丰县.xlsx"),
        (struck(workbook(ROWS)), "东丰县.xlsx"),
        (
            open_document(
                ods_row(ROWS[0][0]) + ods_row(*map(str, ROWS[1]))
                + ods_row("东丰县", ods_number(31200, "31,200"), ods_number(61.5, "61.5"))
            ),
            "东丰县.ods",
        ),
    ],
    ids=[
        "xlsm", "et", "xlsb", "utf-8", "utf-8 with mark", "gb18030", "gb18030 as xls", "utf-16 with tabs",
        "page in gb2312", "page in utf-8", "built-in password", "second reader", "ods",
    ],
)  # fmt: skip
def test_the_same_table_is_the_same_reading(content, file):
    reading = read(PLAN, content, file=file)
    assert (reading.problems, figures(reading)) == ((), TRUTH)
    assert [place.partition("!")[2] for place in places(reading).values()] == ["B3", "C3"]


def test_a_password_of_somebodys_own_is_named():
    with pytest.raises(UnreadableError, match="加了密码"):
        open_grids(locked(workbook(ROWS), "1234"), "季报.xlsx")


def test_xlsb_percent_formats_errors_merges_and_hidden_parts_are_known():
    content = binary_workbook(
        [["县区", 0.123, 5.0], ["东丰县", 0.5, 1.0, 1.0]], percents=[(0, 1)], errors=[(0, 2)], hidden_rows=[1],
        merges=[(0, 1, 0, 0)],
    )  # fmt: skip
    grid = grid_of(content)
    assert grid.cells[0, 1] == Cell("number", "12.3%", 12.3, "%")
    assert grid.cells[0, 2] == Cell("error", "#REF!")
    assert (grid.name, grid.merges) == ("季报", (Area(0, 0, 1, 0),))
    assert (grid.hidden_rows, grid.hidden_columns) == ({1}, {3})


def test_ods_formats_errors_dates_merges_and_hidden_parts_are_known():
    merged = '<table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p>组</text:p></table:table-cell><table:covered-table-cell/>'  # noqa: E501
    dated = '<table:table-cell office:value-type="date" office:date-value="2023-06-30"><text:p>6月</text:p></table:table-cell>'  # noqa: E501
    rows = ods_row(ods_number(0.123, "12.3%", "percentage"), ods_number(31200, "3.12万"), ods_number(3.12, "3.12万"))
    rows += ods_row("#REF!", dated, "端<text:s text:c='2'/>州", more='table:visibility="collapse"') + ods_row(merged)
    grid = grid_of(
        open_document(rows, columns='<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>')  # noqa: E501
    )  # fmt: skip
    assert [grid.cells[0, c] for c in range(3)] == [
        Cell("number", "12.3%", 12.3, "%"), Cell("number", "31200缩放", 31200, "缩放"),
        Cell("number", "3.12万", 3.12, "万"),
    ]  # fmt: skip
    assert [grid.cells[1, c] for c in range(3)] == [
        Cell("error", "#REF!"), Cell("date", "2023-06-30"), Cell("text", "端  州"),
    ]  # fmt: skip
    assert grid.merges == (Area(2, 0, 2, 1),)
    assert (grid.hidden_rows, grid.hidden_columns) == ({1}, {2})


def test_repeated_rows_of_an_ods_that_hold_something_are_bounded_and_empty_ones_cost_nothing():
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    grid = grid_of(open_document(ods_row("县区") + empty + ods_row("注")))
    assert grid.rows == (0, 1_048_001)
    with pytest.raises(TooLargeError, match="重复的行"):
        open_grids(open_document(ods_row("1", more='table:number-rows-repeated="1048000"')), "季报.ods")


def test_the_second_reader_knows_percents_errors_formulas_merges_and_hidden_rows():
    book = workbook(
        [["县区", 0.5, "=1+1"], ["#REF!", 3]], merges=["A2:A3"], formats={"B1": "0.0%"}
    )  # fmt: skip
    changes = STRUCK | {"xl/worksheets/sheet1.xml": (b'<row r="2"', b'<row hidden="1" r="2"')}
    grid = grid_of(struck(book, changes))
    assert grid.cells == {
        (0, 0): Cell("text", "县区"), (0, 1): Cell("number", "50%", 50, "%"), (0, 2): Cell("formula", ""),
        (1, 0): Cell("error", "#REF!"), (1, 1): Cell("number", "3", 3),
    }  # fmt: skip
    assert (grid.merges, grid.hidden_rows) == ((Area(1, 0, 2, 0),), {1})


@pytest.mark.parametrize("stumbles", [{}, STRUCK], ids=["first reader", "second reader"])
def test_rows_and_columns_of_no_size_are_out_of_sight(stumbles):
    book = workbook([["县区", 1], ["东丰县", 3]])
    sizes = b'<cols><col min="2" max="2" width="0" customWidth="1"/></cols><sheetData>'
    for old, new in ((b'<row r="2"', b'<row r="2" ht="0" customHeight="1"'), (b"<sheetData>", sizes)):
        book = struck(book, {"xl/worksheets/sheet1.xml": (old, new)})
    grid = grid_of(struck(book, stumbles))
    assert (grid.hidden_rows, grid.hidden_columns) == ({1}, {1})


def test_a_page_keeps_its_lines_spans_hidden_rows_and_the_values_beside_what_is_shown():
    grid = grid_of(
        """<html><body><h3>季报</h3><p>单位：户</p><table><caption>表1</caption>
        <tr><td rowspan=2>县区</td><td colspan=2>企业</td></tr><tr><td>本期</td><td>同比</td></tr>
        <tr style="display:none"><td>东丰县</td><td x:num="31200">3.12万</td><td x:num="0.123">12.3%</td></tr>
        <tr><td>#REF!</td><td x:num="45107">2023-06-30</td><td>5</td></tr></table></body></html>""".encode()
    )
    assert [grid.text(row, 0) for row in range(7)] == ["季报", "单位：户", "表1", "县区", "", "东丰县", "#REF!"]
    assert grid.merged_text(4, 0) == "县区"
    assert grid.cells[5, 1] == Cell("number", "31200缩放", 31200, "缩放")
    assert grid.cells[5, 2] == Cell("number", "12.3%", 12.3, "%")
    assert [grid.cells[6, c] for c in range(3)] == [
        Cell("error", "#REF!"),
        Cell("text", "2023-06-30"),
        Cell("text", "5"),
    ]
    assert grid.hidden_rows == {5}


def test_an_error_value_in_a_csv_is_named_at_its_cell():
    reading = read(PLAN, CSV.replace('"31,200"', "#REF!").encode("gb18030"), file="东丰县.xls")
    assert said(reading) == [("error-value", "Sheet1!B3")]
