"""Filling in on a page: the same form, kept as the original, read by the same path, so lineage leads to its cells."""

import io
from contextlib import closing

import openpyxl
import pytest

from milepost import filling, workflow
from milepost.desk import open_desk
from milepost.errors import RefusedError
from milepost.filling import Typed
from milepost.plan.period import Period

Q1, Q2 = Period.parse("2023Q1"), Period.parse("2023Q2")
TOTAL, NEW = ("market_entities", "longshan", ""), ("new_entities", "longshan", "")


@pytest.fixture
def desk(document):
    with closing(open_desk(None)) as opened:
        opened.store.adopt(document, author="测试", reason="测试")
        opened.store.open_period("small", Q2, by="测试")
        yield opened


def typed(values, remarks=None, by="张三", basis="7月10日传真") -> Typed:
    return Typed(values, remarks or {TOTAL: "", NEW: ""}, by, basis)


EVERY = {TOTAL: 31200.0, NEW: 900.0, ("conversions_ever", "longshan", ""): 120.0}


def test_what_is_typed_becomes_a_file_whose_cells_the_figures_come_from(desk):
    form = filling.sheet(desk, "small", Q2, "longshan")
    done = filling.submit(desk, "small", form, typed(EVERY))
    assert (done.status, done.figures, done.layout) == ("accepted", 3, "本系统模板")
    figure = desk.store.figures("small").iloc[0]
    book = openpyxl.load_workbook(io.BytesIO(desk.store.original(figure["sha256"])))
    assert book[figure["sheet"]][figure["cell"]].value == 31200
    assert figure["file"] == "龙山区2023年二季度（网页填报）.xlsx"
    foot = [cell.value for row in book["季报"].iter_rows() for cell in row if "填报人" in str(cell.value)]
    assert foot == ["填报人：张三（网页代填，依据：7月10日传真）"]
    assert desk.store.submissions("small")["explanation"].tolist() == ["办公室代填，依据：7月10日传真"]


def test_last_quarter_and_what_was_sent_already_lie_beside(desk):
    form = filling.sheet(desk, "small", Q2, "longshan")
    filling.submit(desk, "small", form, typed(EVERY))
    desk.store.open_period("small", Q2.plus(1), by="测试")
    assert filling.sheet(desk, "small", Q2, "longshan").sent[TOTAL] == 31200
    following = filling.sheet(desk, "small", Q2.plus(1), "longshan")
    assert (following.last[TOTAL], following.sent) == (31200, {})


def test_checking_stores_nothing_and_says_what_is_odd(desk):
    form = filling.sheet(desk, "small", Q2, "longshan")
    result = filling.check(desk, "small", form, typed({TOTAL: 31200.5}))
    assert "not-whole" in [problem.code for problem in result.problems]
    assert desk.store.submissions("small").empty


def test_a_remark_explains_the_doubt_of_its_own_figure_and_no_other(desk):
    form = filling.sheet(desk, "small", Q2, "longshan")
    lacking = {TOTAL: 31200.0, NEW: 900.0}
    told = {("conversions_ever", "longshan", ""): "上级尚未公布"}
    assert filling.submit(desk, "small", form, typed(lacking)).status == "doubts"
    assert filling.submit(desk, "small", form, typed(lacking, told)).status == "accepted"
    kept = desk.store.doubts.of(desk.store.submissions("small")["submission"].iloc[0])
    assert kept["explanation"].tolist() == ["上级尚未公布"]


def test_the_office_says_on_what_basis_and_somebody_signs(desk):
    form = filling.sheet(desk, "small", Q2, "longshan")
    for wrong in (typed(EVERY, basis=" "), typed(EVERY, by="")):
        with pytest.raises(RefusedError):
            filling.submit(desk, "small", form, wrong)
    assert workflow.live_submissions(desk, "small").empty
