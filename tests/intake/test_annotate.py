"""What goes back is the sender's own workbook: its cells as they were, the odd ones marked, all problems in front."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from openpyxl.comments import Comment

from milepost.intake.annotate import annotate
from milepost.intake.grids import open_grids
from milepost.intake.problem_list import LIST
from milepost.plan.reading import Problem
from tests.intake.cells import figures, old_workbook, read, saved, workbook
from tests.intake.county_plan import county_plan

DAY = date(2023, 7, 10)
ROWS = [["县区", "企业"], ["东丰县", "三万左右"], ["东辽县", 5]]
ODD = Problem("error", "not-a-number", "“三万左右”不是数字", "请填整数", "Sheet1", "B2", "三万左右")
DOUBT = Problem("doubt", "jump", "与前期相差超过一半", "请说明原因", "Sheet1", "B3", "5")
WHOLE = Problem("error", "wrong-period", "文件名写的是另一季", "请改选报告期")


def returned(content: bytes, *problems: Problem, name: str = "东丰县.xlsx") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(annotate(content, name, problems, DAY)))


def listed(book: openpyxl.Workbook) -> list[tuple[object, ...]]:
    return [tuple(cell.value for cell in row)[1:5] for row in book[LIST].iter_rows(min_row=6) if row[1].value]


def lost(book: openpyxl.Workbook) -> str:
    return "\n".join(str(cell.value) for row in book[LIST].iter_rows(min_row=6, max_col=1) for cell in row)


def test_the_odd_cell_is_coloured_and_commented_and_the_list_comes_first():
    book = returned(workbook(ROWS), ODD, DOUBT, WHOLE)
    assert book.sheetnames == [LIST, "Sheet1"]
    assert book.active.title == LIST
    cell = book["Sheet1"]["B2"]
    assert (cell.value, cell.fill.fgColor.rgb) == ("三万左右", "00FFC7CE")
    assert cell.comment.text == "【须更正】“三万左右”不是数字\n怎么改：请填整数"
    assert book["Sheet1"]["B3"].fill.fgColor.rgb == "00FFEB9C"
    assert listed(book) == [
        ("Sheet1", "B2", "三万左右", "须更正"), ("Sheet1", "B3", "5", "须说明"), ("整个文件", None, None, "须更正"),
    ]  # fmt: skip
    assert book[LIST]["C6"].hyperlink.location == "'Sheet1'!B2"
    assert book[LIST]["A2"].value == "文件：东丰县.xlsx　2处须更正，1处须说明　2023年7月10日"


def test_every_other_cell_stays_what_it_was():
    content = workbook(
        [["县区", "占比", "=1+1"], ["东丰县", 0.5, "=B2*2"]], merges=["A3:B3"], formats={"B2": "0.0%"}
    )  # fmt: skip
    sheet = returned(content, ODD)["Sheet1"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_row=2)][1] == ["东丰县", 0.5, "=B2*2"]
    assert sheet["B2"].number_format == "0.0%"
    assert [area.coord for area in sheet.merged_cells.ranges] == ["A3:B3"]


def test_a_text_that_looks_like_a_formula_stays_text_on_the_way_back():
    book = openpyxl.Workbook()
    book.active.title = "Sheet1"
    book.active["B2"] = "=HYPERLINK(1)"
    book.active["B2"].data_type = "s"
    evil = Problem("error", "x", "=cmd|1", "@SUM(1)", "Sheet1", "B2", "=HYPERLINK(1)")
    found = returned(saved(book), evil)
    texts = [found["Sheet1"]["B2"], *found[LIST][6][3:7]]
    assert {cell.data_type for cell in texts} == {"s"}
    assert all(cell.quotePrefix for cell in (texts[1], *texts[3:]))


def test_a_covered_cell_of_a_merged_range_is_marked_at_its_corner_and_a_senders_comment_stays():
    book = openpyxl.load_workbook(io.BytesIO(workbook(ROWS, merges=["A3:B3"])))
    book["Sheet1"]["A3"].comment = Comment("已核", "张三")
    cell = returned(saved(book), DOUBT)["Sheet1"]["A3"]
    assert cell.comment.text == "已核\n【须说明】与前期相差超过一半\n怎么改：请说明原因"


def test_several_problems_of_one_cell_stand_in_one_comment_coloured_by_the_worst():
    cell = returned(workbook(ROWS), ODD, Problem("doubt", "x", "也怪", "说明", "Sheet1", "B2"))["Sheet1"]["B2"]
    assert "【须说明】也怪" in cell.comment.text
    assert cell.fill.fgColor.rgb == "00FFC7CE"


def test_the_marked_copy_corrected_and_sent_again_is_read_without_our_list_and_marked_anew():
    plan = county_plan()
    rows = [["2023年二季度"], ["县区", "企业（户）"], ["东丰县", "三万左右"]]
    first = annotate(workbook(rows), "东丰县.xlsx", read(plan, workbook(rows)).problems, DAY)
    book = openpyxl.load_workbook(io.BytesIO(first))
    book["Sheet1"]["B3"] = 5
    corrected = saved(book)
    assert figures(read(plan, corrected)) == {("firms", "df"): 5}
    again = openpyxl.load_workbook(io.BytesIO(annotate(corrected, "东丰县.xlsx", (), DAY)))
    assert again.sheetnames == [LIST, "Sheet1"]
    assert (again["Sheet1"]["B3"].comment, again["Sheet1"]["B3"].fill.fill_type) == (None, None)
    assert listed(again) == []


def test_an_old_workbook_comes_back_as_an_xlsx_of_the_same_cells():
    content = old_workbook([["县区", "占比", "说明"], ["东丰县", 0.123, "=1+1"]], {(1, 1): "0.0%"})
    copy = annotate(content, "东丰县.xls", [ODD], DAY)
    before, after = (open_grids(c, "东丰县")["Sheet1"] for c in (content, copy))
    assert after.cells == before.cells
    book = openpyxl.load_workbook(io.BytesIO(copy))
    assert book["Sheet1"]["B2"].comment.text.startswith("【须更正】")
    assert "原来的格式、公式" in lost(book)


@pytest.mark.parametrize(
    ("part", "content", "words"),
    [
        ("xl/vbaProject.bin", b"x", "宏"),
        ("xl/drawings/drawing9.xml", b"<xdr:sp macro=''></xdr:sp>", "文本框和线条图形"),
        ("xl/worksheets/sheet9.xml", b"<x14:sparklineGroup />", "迷你图"),
        ("xl/ctrlProps/ctrlProp1.xml", b"<x/>", "按钮等控件"),
    ],
)
def test_the_list_says_what_a_copy_could_not_keep(part, content, words):
    buffer = io.BytesIO(workbook(ROWS))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(part, content)
    assert words in lost(returned(buffer.getvalue(), ODD))
    assert "没有保留" not in lost(returned(workbook(ROWS), ODD))


def test_of_what_is_no_workbook_the_list_alone_goes_back():
    book = returned(b"", WHOLE, name="坏的.xlsx")
    assert book.sheetnames == [LIST]
    assert listed(book) == [("整个文件", None, None, "须更正")]


def test_the_same_file_makes_the_same_bytes():
    content = workbook(ROWS)
    assert annotate(content, "a.xlsx", [ODD], DAY) == annotate(content, "a.xlsx", [ODD], DAY)
