"""Returning a file: checked, marked and listed; nothing is stored, and what cannot be read gets its list too."""

import io
from contextlib import closing

import openpyxl
import pytest

from milepost import returning
from milepost.__main__ import main
from milepost.desk import open_desk
from milepost.intake.problem_list import LIST
from milepost.plan.period import Period
from milepost.workflow import Upload
from tests.intake.cells import workbook

PLAN, Q2 = "liaoyuan-2022", Period.parse("2023Q2")
ODD = workbook([["东丰县2023年二季度"], ["县区", "市场主体总量（户）"], ["东丰县", "三万左右"]])


@pytest.fixture
def desk():
    with closing(open_desk(None)) as opened:
        yield opened


def test_a_file_goes_back_marked_and_nothing_is_stored(desk):
    book = openpyxl.load_workbook(io.BytesIO(returning.annotated(desk, PLAN, Q2, Upload("东丰县.xlsx", ODD))))
    assert book[LIST]["C6"].value == "B3"
    assert book["Sheet1"]["B3"].comment.text.startswith("【须更正】")
    assert desk.store.plan_ids() == []


def test_a_file_that_cannot_be_read_goes_back_as_its_list(desk):
    book = openpyxl.load_workbook(io.BytesIO(returning.annotated(desk, PLAN, Q2, Upload("坏的.xlsx", b"PK\x03\x04x"))))
    assert book.sheetnames == [LIST]
    assert "已损坏" in book[LIST]["F6"].value


def test_the_command_line_writes_the_marked_copy(tmp_path, capsys):
    given, out = tmp_path / "东丰县.xlsx", tmp_path / returning.annotated_name("东丰县.xlsx")
    given.write_bytes(ODD)
    words = ["annotate", str(given), "--plan", PLAN, "--period", "2023Q2", "--out", str(out), "--store", str(tmp_path)]
    assert main(words) == 0
    assert capsys.readouterr().out == ""
    assert openpyxl.load_workbook(out).sheetnames[0] == LIST
    assert sorted(path.name for path in tmp_path.iterdir()) == ["东丰县.xlsx", "东丰县_退回.xlsx"]
