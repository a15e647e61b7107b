"""用表格改: a workbook comes out, is edited, and goes into the draft, or its wrong cells are listed."""

import io

import openpyxl
import pytest

from milepost import planning
from milepost.plan.editing import assigned
from tests.pages import visit
from tests.pages.plan_pages import save
from tests.pages.visit import button, plain, table_of, words


@pytest.fixture
def edited(office):
    """The plan's workbook with cells changed."""

    def made(*changes: tuple[str, str, object], parts: bool = False) -> bytes:
        book = openpyxl.load_workbook(
            io.BytesIO(planning.workbook(office, planning.draft(office, "small"), parts=parts))
        )
        for sheet, cell, value in changes:
            book[sheet][cell] = value
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return made


def dropped(content: bytes, page=None):
    page = page or visit.opened("plan/workbook.py")
    page.file_uploader[0].set_value([("方案.xlsx", content, "application/octet-stream")])
    page.run()
    button(page, "核对这份").click().run()
    assert not page.exception
    return page


def test_an_edited_workbook_is_shown_as_a_difference_and_saved_after_a_look(office, edited):
    page = dropped(edited(("目标", "H2", 130000), ("任务分解", "E2", 40000)))
    assert "方案.xlsx已核对，改动列在下面，还没有保存" in plain(page.success[0].value)
    assert table_of(page, "哪一项") == ["目标值", "龙山区的目标值"]
    assert office.store.plan("small").goal_of("market_entities").value == 120000
    save(page, "提高目标", "联席会议纪要〔2024〕1号")
    goal = office.store.plan("small").goal_of("market_entities")
    assert (goal.value, goal.allocations["longshan"].value) == (130000, 40000)


def test_a_table_of_parts_changes_only_parts(office, edited):
    page = dropped(edited(("任务分解", "E2", 40000), parts=True))
    assert table_of(page, "哪一项") == ["龙山区的目标值"]


def test_a_wrong_cell_changes_nothing_and_is_named(office, edited):
    page = dropped(edited(("目标", "H2", 130000), ("目标", "G2", "存量")))
    assert "没有采用：1处要改" in plain(page.error[0].value)
    assert table_of(page, "位置") == ["目标!G2"]
    assert "还没有改动" in words(page)


def test_a_file_that_is_no_workbook_or_of_another_plan_says_so(office, document):
    page = dropped(b"%PDF-1.7")
    assert "是 PDF，不是工作簿" in table_of(page, "问题")[0]
    other = assigned(document, ("id",), "other")
    office.store.adopt(other, author="测试", reason="另一个方案")
    content = planning.workbook(office, planning.draft(office, "other"))
    page = dropped(content, visit.opened("plan/workbook.py", plan="small"))
    assert "这是方案“other”的工作簿" in table_of(page, "问题")[0]


def test_a_workbook_taken_out_earlier_undoes_nothing_that_was_changed_since(office, edited, document):
    content = edited(("目标", "H2", 130000), ("目标", "H5", 40))
    changed = assigned(document, ("goals", "trained", "value"), 30)
    office.store.adopt(assigned(changed, ("note",), "备注"), author="李明", reason="调整")
    page = dropped(content)
    assert table_of(page, "原来") == ["12万户", "30户"]
    assert "两个人都改了：培训外贸企业的目标值" in plain(page.warning[1].value)
    save(page, "提高目标", "联席会议纪要〔2024〕1号")
    plan = office.store.plan("small")
    assert (plan.note, plan.goal_of("trained").value, plan.goal_of("market_entities").value) == ("备注", 40, 130000)


def test_the_same_workbook_changes_nothing(office, edited):
    page = dropped(edited())
    assert "与方案没有差别" in page.info[0].value
