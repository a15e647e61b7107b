"""Returning a file: checked, marked and listed; nothing is stored, and what cannot be read gets its list too."""

import io
from contextlib import closing

import openpyxl
import pytest

from milepost import returning, workflow
from milepost.__main__ import main
from milepost.desk import open_desk
from milepost.errors import ForbiddenError, RefusedError
from milepost.intake.problem_list import LIST
from milepost.people.person import CONSOLE, Person
from milepost.people.role import Role
from milepost.plan.period import Period
from milepost.workflow import Upload
from tests.intake.cells import workbook
from tests.pages.visit import report

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


def county(document, desk, person: Person = CONSOLE):
    desk.store.adopt(document, author="李明", reason="方案印发")
    desk.store.open_period("small", LATER, by="李明")
    return desk.as_(person)


LATER = Period.parse("2024Q2")
BAD = Upload(
    "东丰县.xlsx", workbook([["2024年二季度"], ["县区", "市场主体总量（户）"], ["东丰县", "三万左右"]]), by="王芳"
)


def test_a_return_is_an_act_with_the_original_and_ends_with_the_next_report(desk, document):
    office = county(document, desk)
    returning.give_back(office, "small", LATER, BAD, note="B3不是数字")
    [row] = returning.returns(office, "small").to_dict("records")
    assert (row["sender"], row["problems"], row["state"], row["days"]) == ("dongfeng", 1, "open", 0)
    assert desk.store.original(row["sha256"]) == BAD.content
    assert workflow.load(office, "small", LATER, report("东丰县", LATER, market=24000)).status == "accepted"
    assert returning.returns(office, "small")["state"].tolist() == ["answered"]


def test_a_fine_file_and_one_of_nobody_are_not_returned(desk, document):
    office = county(document, desk)
    with pytest.raises(RefusedError, match="没有问题，不用退回"):
        returning.give_back(office, "small", LATER, report("东丰县", LATER, market=24000), note="退")
    with pytest.raises(RefusedError, match=r"不知道“x.xlsx”是谁报的"):
        returning.give_back(office, "small", LATER, Upload("x.xlsx", b"PK"), note="退")


def test_a_submission_is_returned_by_withdrawing_it(desk, document):
    office = county(document, desk)
    kept = workflow.load(office, "small", LATER, report("东丰县", LATER, market=24000)).submission
    returning.take_back(office, kept, by="王芳", reason="与台账不一致")
    assert desk.store.submissions("small")["state"].tolist() == ["withdrawn"]
    assert returning.returns(office, "small")[["note", "submission"]].to_numpy().tolist() == [["与台账不一致", kept]]


def test_a_unit_sees_its_own_returns_and_returns_nothing(desk, document):
    office = county(document, desk)
    returning.give_back(office, "small", LATER, BAD, note="B3不是数字")
    own = office.as_(Person("东丰", Role.UNIT, "dongfeng", "small"))
    other = office.as_(Person("龙山", Role.UNIT, "longshan", "small"))
    assert returning.returns(own, "small")["note"].tolist() == ["B3不是数字"]
    assert returning.returns(other, "small").empty
    for seated in (own, other):
        with pytest.raises(ForbiddenError):
            returning.give_back(seated, "small", LATER, BAD, note="退")
    with pytest.raises(ForbiddenError):
        returning.returns(office.as_(Person("书记", Role.LEADER)), "small")


def test_the_office_closes_a_return_by_hand(desk, document):
    office = county(document, desk)
    new = returning.give_back(office, "small", LATER, BAD, note="B3不是数字")
    returning.close(office, "small", new, by="王芳", reason="改用电话核实")
    assert returning.returns(office, "small")["state"].tolist() == ["closed"]
