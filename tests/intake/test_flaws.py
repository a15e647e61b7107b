"""A number struck out or with a raised mark is neither taken nor passed over, whatever kind of file it stands in."""

import io
import zipfile
from collections.abc import Sequence

import openpyxl
import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from milepost.intake.grid import Cell
from milepost.intake.grids import open_grids
from milepost.intake.numbers import Blank, Odd, read_number
from milepost.intake.problem_list import AUTHOR
from tests.intake.cells import figures, read, said, saved
from tests.intake.county_plan import county_plan
from tests.intake.kinds import binary_workbook, ods_number, ods_row, open_document

PLAN = county_plan()
ROWS = [["2023年二季度高新技术企业"], ["县区", "高新技术企业（户）"], ["东丰县", 31200], ["东辽县", 20100]]
LINE = Font(strike=True)
CORRECTED = (TextBlock(InlineFont(strike=True), "31200"), TextBlock(InlineFont(), "31500"))


def in_xlsx(runs: Sequence[TextBlock] = (), *, wreck: bool = False) -> bytes:
    """B3 of these runs, else struck out; `wreck` leaves the file to the second reader, by a fill openpyxl dislikes."""
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    if runs:
        book.active["B3"] = CellRichText(*runs)
    else:
        book.active["B3"].font = LINE
    content = saved(book)
    return changed(content, "xl/styles.xml", b'patternType="gray125"', b'patternType="grey"') if wreck else content


def changed(content: bytes, member: str, old: bytes, new: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            assert name != member or old in part
            target.writestr(name, part.replace(old, new) if name == member else part)
    return made.getvalue()


def in_xls(font: str = "struck_out on", *, rest: str = "", filling: int = 0) -> bytes:
    """B3 in another font; with a `rest` it is a text that goes on in the common one, among `filling` other texts."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for r, row in enumerate(ROWS):
        for c, value in enumerate(row):
            if (r, c) != (2, 1):
                sheet.write(r, c, value)
            elif rest:
                sheet.write_rich_text(r, c, [(str(value), xlwt.easyfont(font)), rest])
            else:
                sheet.write(r, c, value, xlwt.easyxf(f"font: {font}"))
    for row in range(filling):
        sheet.write(row + 9, 5, f"第{row}行" + "文" * 300)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def in_ods(*, run: bool, style: str = 'style:text-line-through-style="solid"') -> bytes:
    style = f'<style:style style:name="lined"><style:text-properties {style}/></style:style>'
    line = ods_number(31200, "31200")
    if run:
        line = line.replace("31200</text:p>", '<text:span text:style-name="lined">31200</text:span></text:p>')
    else:
        line = line.replace("<table:table-cell ", '<table:table-cell table:style-name="lined" ')
    rows = [
        ods_row(*ROWS[0]),
        ods_row(*ROWS[1]),
        ods_row("东丰县", line),
        ods_row("东辽县", ods_number(20100, "20100")),
    ]
    return open_document("".join(rows), styles=style)


def in_page(cell: str) -> bytes:
    first = f"<p>{ROWS[0][0]}</p><table><tr><td>县区<td>高新技术企业（户）</tr><tr><td>东丰县{cell}</tr>"
    return f"<html><body>{first}<tr><td>东辽县<td>20100</tr></table></body></html>".encode()


@pytest.mark.parametrize(
    ("content", "file"),
    [
        (in_xlsx(), "表.xlsx"), (in_xlsx(wreck=True), "表.xlsx"), (in_xlsx(CORRECTED), "表.xlsx"), (in_xls(), "表.xls"),
        (binary_workbook(ROWS, struck=[(2, 1)]), "表.xlsb"), (in_ods(run=False), "表.ods"),
        (in_ods(run=True), "表.ods"),
        (in_page("<td><s>31200</s>"), "表.xls"), (in_page('<td style="text-decoration:line-through">31200'), "表.xls"),
        (in_page('<td><span style="text-decoration: underline line-through">31200</span>'), "表.xls"),
        (in_xls(rest="31500"), "表.xls"), (in_xls(rest="31500", filling=60), "表.xls"),
    ],
    ids=["xlsx", "second reader", "run", "xls", "xlsb", "ods", "run of ods", "page", "styled page", "run of page",
         "run of xls", "among texts over several records"],
)  # fmt: skip
def test_a_struck_out_figure_is_refused_at_its_cell(content, file):
    (problem,) = read(PLAN, content, file=file, sender="bureau").problems
    assert (problem.code, problem.level, problem.cell) == ("struck", "error", "B3")


@pytest.mark.parametrize(
    ("content", "file"),
    [
        (in_xlsx([TextBlock(InlineFont(), "31200"), TextBlock(InlineFont(vertAlign="superscript"), "1")]), "表.xlsx"),
        (in_xls("escapement superscript", rest="31200"), "表.xls"),
        (in_ods(run=True, style='style:text-position="super 58%"'), "表.ods"),
        (in_page("<td>31200<sup>1</sup>"), "表.xls"), (in_page("<td>31200①"), "表.xls"),
        (in_page("<td>31200²"), "表.xls"), (in_page("<td>①"), "表.xls"),
    ],
    ids=["xlsx", "xls", "ods", "page", "in a circle", "small sign", "a sign alone"],
)  # fmt: skip
def test_the_mark_of_a_footnote_is_no_digit(content, file):
    (problem,) = read(PLAN, content, file=file, sender="bureau").problems
    assert (problem.code, problem.level, problem.cell) == ("footnote-mark", "error", "B3")


def commented(author: str = "王五") -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active["B3"].comment = Comment("更正：应为31500户", author)
    book.active["A4"].comment = Comment("新任负责人", author)
    return saved(book)


def test_a_comment_on_a_figure_is_shown_and_asked_about():
    note = "<office:annotation><text:p>更正：应为31500户</text:p></office:annotation>"
    reading = read(PLAN, commented(), sender="bureau")
    (doubt,) = reading.problems
    assert (doubt.code, doubt.level, doubt.cell) == ("comment", "doubt", "B3")
    assert doubt.message == "这一格有批注：“更正：应为31500户”"
    assert figures(reading)["tech", "df"] == 31200
    rows = ods_row(*ROWS[0]) + ods_row(*ROWS[1])
    noted = ods_number(31200, "31200").replace("<text:p>", f"{note}<text:p>")
    reading = read(PLAN, open_document(rows + ods_row("东丰县", noted)), file="表.ods", sender="bureau")
    assert [(p.code, p.cell) for p in reading.problems] == [("comment", "B3")]


def test_our_own_comments_on_a_returned_copy_are_not_the_senders():
    assert read(PLAN, commented(AUTHOR), sender="bureau").problems == ()


def test_files_without_lines_through_cells_say_nothing_of_them():
    reading = read(
        PLAN, changed(in_xlsx(), "xl/styles.xml", b'<strike val="1"/>', b'<strike val="0"/>'), sender="bureau"
    )
    assert (said(reading), figures(reading)) == ([], {("tech", "df"): 31200, ("tech", "dl"): 20100})


def test_a_struck_out_mark_for_nothing_is_blank_and_a_struck_out_name_still_a_name():
    assert read_number(Cell("text", "—", flaw="struck")) == Blank("—")
    assert isinstance(read_number(Cell("number", "5", 5.0, flaw="struck")), Odd)
    book = openpyxl.load_workbook(io.BytesIO(in_xlsx()))
    book.active["B3"].font, book.active["A3"].font = Font(), LINE
    assert said(read(PLAN, saved(book), sender="bureau")) == []


def test_what_is_struck_out_survives_the_way_out_of_the_parser():
    (grid,) = open_grids(in_xlsx(), "表.xlsx").values()
    assert type(grid).from_plain(grid.to_plain()).cells[2, 1].flaw == "struck"
