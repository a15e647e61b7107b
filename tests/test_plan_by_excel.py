"""The plan's workbook edited wrongly: every fault in words, by sheet and cell, with what to do, and nothing is lost."""

import io
from collections.abc import Callable, Iterator

import openpyxl
import pytest
from openpyxl import Workbook

from milepost import planning, workflow
from milepost.desk import Desk, open_desk
from milepost.errors import RefusedError
from milepost.plan.period import Period
from milepost.planning import Why
from tests.pages.visit import report

Q2 = Period.parse("2024Q2")
WHY = Why("李明", "按表修改", "联席会议纪要〔2024〕1号")


@pytest.fixture
def desk(document) -> Iterator[Desk]:
    office = open_desk(None)
    office.store.adopt(document, author="测试", reason="测试")
    assert workflow.load(office, "small", Q2, report("龙山区", Q2, market=31200)).status == "accepted"
    yield office
    office.close()


def cell(sheet: str, address: str, value: object) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[sheet][address] = value

    return change


def another_name(book: Workbook) -> None:
    book["指标"].title = "指标表"


def a_column_less(book: Workbook) -> None:
    book["目标"].delete_cols(8)


def two_rows_merged(book: Workbook) -> None:
    book["目标"].merge_cells("E2:E3")


def no_headings(book: Workbook) -> None:
    book["单位"].delete_rows(1)


WRONG = {
    "another sheet name": (another_name, "指标", "缺少工作表“指标”；文件里有：", "重新导出一份"),
    "a column is gone": (a_column_less, "目标", "“目标”的表头缺少：目标值", "请恢复原来的表头"),
    "the headings are gone": (no_headings, "单位", "“单位”的表头缺少：编号、名称", "请恢复原来的表头"),
    "one id twice": (cell("目标", "A3", "market_entities"), "目标!A3", "编号“market_entities”在 A2 已经用过", "留空"),
    "an unknown unit": (cell("目标", "S2", "市工信局"), "目标!S2", "“市工信局”不在方案的单位里", "先把它加进方案"),
    "an unknown column of parts": (
        cell("任务分解", "F1", "西安新区"),
        "任务分解!F1",
        "表头“西安新区”不是方案里的单位",
        "请用单位全称",
    ),
    "words for a number": (cell("目标", "H2", "12万户左右"), "目标!H2", "“12万户左右”不是数字", ""),
    "words for a day": (cell("目标", "L2", "2024年底"), "目标!L2", "期限“2024年底”不是日期", "请写成 2024-12-31"),
    "less than nothing": (cell("目标", "H2", -120000), "目标!B2", "期末存量类目标值不能是负数", "改正后再导入"),
    "a formula that failed": (cell("目标", "H2", "#REF!"), "目标!H2", "", ""),
    "merged cells": (two_rows_merged, "目标!E2", "E2起的几格合并了", "请取消合并"),
    "another plan": (cell("方案", "B2", "other"), "", "这是方案“other”的工作簿，不是“small”的", "请换成这个方案的"),
    "a weight of nothing": (cell("赛马计分", "C2", 0), "赛马办法!B2", "权重须大于0", "改正后再导入"),
    "a change nobody could carry out": (cell("区划调整", "B2", "合并"), "区划调整!C2", "缺少自何时起", "请填写"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_workbook_edited_wrongly_is_told_and_changes_nothing(desk, what):
    change, where, message, remedy = WRONG[what]
    draft = planning.draft(desk, "small")
    book = openpyxl.load_workbook(io.BytesIO(planning.workbook(desk, draft)))
    change(book)
    out = io.BytesIO()
    book.save(out)
    found = planning.read_workbook(desk, draft, "方案.xlsx", out.getvalue())
    first = found.problems[0]
    assert (first.where, first.level) == (where, "error")
    assert message in first.message
    assert remedy in first.remedy
    assert first.remedy
    assert found.draft is draft


def test_no_workbook_at_all_is_told_too(desk):
    draft = planning.draft(desk, "small")
    found = planning.read_workbook(desk, draft, "方案.xlsx", b"\x00garbage")
    assert "请用 Excel 或 WPS 打开" in found.problems[0].message + found.problems[0].remedy
    assert found.draft is draft


def remade(desk: Desk, change: Callable[[Workbook], None]) -> planning.Import:
    draft = planning.draft(desk, "small")
    book = openpyxl.load_workbook(io.BytesIO(planning.workbook(desk, draft)))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return planning.read_workbook(desk, draft, "方案.xlsx", out.getvalue())


def test_a_goal_whose_row_is_gone_stands_in_the_difference_and_its_figures_stay(desk):
    def without_conversions(book: Workbook) -> None:
        for sheet in ("目标", "任务分解", "单位基期"):
            row = next(row[0].row for row in book[sheet].iter_rows() if row[0].value == "conversions_ever")
            book[sheet].delete_rows(row)

    figures = desk.store.figures("small")
    found = remade(desk, without_conversions)
    assert found.problems == ()
    assert [(edit.place, edit.after) for edit in found.draft.edits] == [(("goals", "conversions_ever"), None)]
    planning.save(desk, found.draft, WHY)
    assert desk.store.figures("small").equals(figures)
    assert (
        desk.plan("small", desk.store.plan_versions("small")["time"].iloc[0]).goal_of("conversions_ever").value == 1200
    )


def test_an_indicator_with_figures_whose_row_is_gone_is_not_saved(desk):
    def without_the_indicator(book: Workbook) -> None:
        for sheet, column in (("目标", 0), ("任务分解", 0), ("单位基期", 0), ("指标", 0)):
            row = next(row[0].row for row in book[sheet].iter_rows() if row[column].value == "conversions_ever")
            book[sheet].delete_rows(row)

    found = remade(desk, without_the_indicator)
    with pytest.raises(RefusedError, match="指标“累计个转企”已有报送的数，不能删去"):
        planning.save(desk, found.draft, WHY)
    assert len(desk.store.plan_versions("small")) == 1
