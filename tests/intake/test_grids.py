"""Bytes are told apart by their content, and a grid is the sender's own sheet."""

import io
import warnings
import zipfile

import openpyxl
import pytest
import xlwt

from milepost.errors import TooLargeError, UnreadableError
from milepost.intake.grid import Cell, Grid, address, place_of
from milepost.intake.grids import open_grids
from tests.intake.cells import saved, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空文件"),
        (b"\x07admin".ljust(165), "临时锁定文件"),
        (b"\x00\x01garbage\x02" * 50, "不是 Excel 工作簿"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "图片"),
        ("这是一段说明文字，没有表格。\n请查收。\n".encode("gb18030"), "一段文字"),
        (b"<html><body>hello</body></html>", "没有表格"),
        ("<html><frameset><frame src='东丰县.files/sheet001.htm'></frameset></html>".encode(), "外框.*files"),
        (b"<table><tr><td><table><tr><td>1</td></tr></table></td></tr></table>", "套着表格"),
        (b"MIME-Version: 1.0\nX: y, z\n", "单个文件的网页"),
        ('县区,企业\n"东丰县,5\n'.encode(), "引号"),
        ("县区,企业\n东丰县,31,200\n".encode(), "第2行.*千位的逗号"),
        ("指标,数值,备注\n走访企业次数,1,234\n企业,900,\n".encode(), "第2行.*千位的逗号"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "文档已损坏"),
        (b"\x09\x00\x04\x00\x02\x00\x10\x00", "很旧的 Excel"),
        (OLE + bytes(600) + "WordDocument\0".encode("utf-16-le"), "不是 Excel 工作簿"),
        (OLE + bytes(600) + "Workbook\0".encode("utf-16-le"), "已损坏"),
        (b"PK\x03\x04cut off", "已损坏"),
        (zipped(**{"a.txt": b"x"}), "压缩包"),
        (zipped(**{"word/document.xml": b"<x/>"}), "Word"),
    ],
)
def test_what_is_no_workbook_is_told_what_it_is_and_what_to_do(content, words):
    with pytest.raises(UnreadableError, match=words) as raised:
        open_grids(content, "季报.xls")
    assert any(word in str(raised.value) for word in ("“季报.xls”", "工作簿", "文档"))


def test_two_parts_of_one_name_are_refused_because_readers_choose_differently():
    buffer = io.BytesIO(workbook([["县区", "企业"], ["东丰县", 5]]))
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
    with pytest.raises(UnreadableError, match="同名"):
        open_grids(buffer.getvalue(), "季报.xlsx")


def test_more_bytes_than_a_form_ever_has_are_refused_before_anything_is_parsed():
    with pytest.raises(TooLargeError, match="200兆"):
        open_grids(bytes(200_000_000), "季报.xlsx")


def test_a_zip_bomb_is_refused_by_what_it_declares(monkeypatch):
    monkeypatch.setattr("milepost.intake.limits.UNPACKED_LIMIT", 1_000_000)
    with pytest.raises(TooLargeError, match="解开后过大"):
        open_grids(zipped(**{"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": bytes(1_000_001)}), "季报.xlsx")


def test_a_lone_cell_in_the_last_corner_costs_nothing():
    book = openpyxl.Workbook()
    book.active["A1"] = "县区"
    book.active["XFD1048576"] = 1
    (grid,) = open_grids(saved(book), "季报.xlsx").values()
    assert grid.rows == (0, 1_048_575)
    assert grid.text(1_048_575, 16_383) == "1"


def test_more_cells_than_a_form_ever_has_are_refused(monkeypatch):
    monkeypatch.setattr("milepost.intake.limits.CELL_LIMIT", 5)
    with pytest.raises(TooLargeError, match="单元格"):
        open_grids(workbook([[1, 2, 3], [4, 5, 6]]), "季报.xlsx")


def test_merges_that_would_unfold_without_end_are_refused():
    book = openpyxl.Workbook()
    book.active["A1"] = "县区"
    good, buffer = saved(book), io.BytesIO()
    merges = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    with zipfile.ZipFile(io.BytesIO(good)) as archive, zipfile.ZipFile(buffer, "w") as changed:
        for name in archive.namelist():
            changed.writestr(name, archive.read(name).replace(b"</sheetData>", merges))
    with pytest.raises(TooLargeError, match="合并"):
        open_grids(buffer.getvalue(), "季报.xlsx")


def test_xlsx_formats_errors_formulas_dates_merges_and_hidden_parts_are_known():
    book = openpyxl.Workbook()
    sheet = book.active
    for cell, value, number_format in [
        ("A1", 0.123, "0.0%"), ("A2", 3.12, '0.00"万"'), ("A3", 312000, '0!.0,"万"'), ("A4", 45107, "yyyy-mm-dd"),
        ("A5", "=1/0", "General"), ("A6", True, "General"), ("A7", 1234.5, '#,##0.00_ ;[Red]-#,##0.00'),
        ("A8", "#REF!", "General"), ("A9", 5000000, "0,,"), ("A10", " 文字 ", "@"),
    ]:  # fmt: skip
        sheet[cell] = value
        sheet[cell].number_format = number_format
    sheet["A8"].data_type = "e"
    sheet.merge_cells("B1:C2")
    sheet["B1"] = "组"
    sheet["C3"] = 1
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    (grid,) = open_grids(saved(book), "季报.xlsx").values()
    assert [grid.cells[row, 0] for row in range(10)] == [
        Cell("number", "12.3%", 12.3, "%"), Cell("number", "3.12万", 3.12, "万"),
        Cell("number", "312000缩放", 312000, "缩放"), Cell("date", "2023-06-30"), Cell("formula", ""),
        Cell("logical", "TRUE"), Cell("number", "1234.5", 1234.5), Cell("error", "#REF!"),
        Cell("number", "5000000缩放", 5000000, "缩放"), Cell("text", " 文字 "),
    ]  # fmt: skip
    assert grid.merged_text(1, 2) == "组"
    assert (grid.hidden_rows, grid.hidden_columns) == ({2}, {2})


def test_a_formula_with_an_empty_text_as_its_result_is_blank_and_one_without_a_result_is_not():
    good = workbook([["=A9", "=A9"]])
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as archive, zipfile.ZipFile(buffer, "w") as changed:
        for name in archive.namelist():
            content = archive.read(name).replace(b'<c r="A1"', b'<c r="A1" t="str"')
            changed.writestr(name, content)
    (grid,) = open_grids(buffer.getvalue(), "季报.xlsx").values()
    assert grid.cells == {(0, 1): Cell("formula", "")}


def test_xls_formats_errors_and_hidden_parts_are_known():
    book = xlwt.Workbook()
    sheet = book.add_sheet("甲")
    sheet.write(0, 0, 0.5, xlwt.easyxf(num_format_str="0%"))
    sheet.write(1, 0, 0.123, xlwt.easyxf(num_format_str="0.0%"))
    sheet.write(2, 0, 3.12, xlwt.easyxf(num_format_str='0.00"万"'))
    for column in range(3):
        sheet.write(3, column, column + 0.25, xlwt.easyxf(num_format_str="0%"))
    sheet.write(4, 0, xlwt.Formula("1/0"))
    sheet.row(5).set_cell_error(0, "#REF!")
    sheet.write(6, 0, 7)
    sheet.row(6).hidden = True
    sheet.col(2).hidden = True
    sheet.row(4).height_mismatch, sheet.row(4).height = True, 0
    sheet.col(5).width = 0
    buffer = io.BytesIO()
    book.save(buffer)
    (grid,) = open_grids(buffer.getvalue(), "季报.xls").values()
    assert [grid.text(row, 0) for row in range(4)] == ["50%", "12.3%", "3.12万", "25%"]
    assert [grid.text(3, column) for column in range(3)] == ["25%", "125%", "225%"]
    assert grid.cells[5, 0] == Cell("error", "#REF!")
    assert (grid.hidden_rows, grid.hidden_columns) == ({4, 6}, {2, 5})


def test_a_grid_survives_the_way_as_plain_values():
    (grid,) = open_grids(workbook([["县区", 1.5], [None, "5%"]], merges=["A1:A2"]), "季报.xlsx").values()
    assert Grid.from_plain(grid.to_plain()) == grid


def test_addresses_are_those_of_the_senders_sheet():
    assert [address(6, 2), address(0, 26), address(1_048_575, 16_383)] == ["C7", "AA1", "XFD1048576"]
    assert place_of("$C$7") == place_of("c7") == (6, 2)


def test_the_surroundings_of_a_cell_are_labelled_as_the_sheet_is():
    (grid,) = open_grids(workbook([["县区", "企业"], ["东丰县", 5], ["东辽县", 6]]), "季报.xlsx").values()
    around = grid.surroundings("B2", 1)
    assert around.loc[2].to_dict() == {"A": "东丰县", "B": "5", "C": ""}
    assert list(around.index) == [1, 2, 3]
