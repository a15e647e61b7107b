"""A stranger's three lines: from an empty store to a plan by hand, parts by Excel, a report and a number to see."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl import Workbook
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import settled
from tests.persons import CLERK

pytestmark = pytest.mark.browser
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def downloaded(page: Page, button: Locator) -> Workbook:
    """The workbook behind a download button."""
    with page.expect_download() as download:
        button.click()
    with open(download.value.path(), "rb") as file:  # noqa: PTH123 - a path of Playwright's own
        return openpyxl.load_workbook(io.BytesIO(file.read()))


def uploaded(page: Page, book: Workbook, name: str) -> None:
    """Drop a workbook on the page's only drop zone."""
    out = io.BytesIO()
    book.save(out)
    page.locator("input[type=file]").first.set_input_files({"name": name, "mimeType": EXCEL, "buffer": out.getvalue()})


def go(page: Page, link: str, headline: str) -> None:
    """To another page of the plan desk, in the same visit, until it says its headline."""
    page.get_by_role("link", name=link, exact=True).last.click()
    expect(page.locator("h2").first).to_contain_text(headline)
    settled(page)


def fill(page: Page, label: str, text: str) -> None:
    """Type into a field and leave it, as a clerk does."""
    field = page.get_by_label(label, exact=True).first
    field.fill(text)
    field.press("Tab")
    settled(page)


def reads(page: Page, text: str) -> None:
    """Wait until `text` is to be read."""
    page.wait_for_function("text => document.body.innerText.includes(text)", arg=text)


def save(page: Page, reason: str) -> None:
    """Keep the draft as a new version, with its reason and its document."""
    page.get_by_label("原因").fill(reason)
    page.get_by_label("依据", exact=True).last.fill("某府发〔2024〕1号")
    page.get_by_role("button", name="保存为新的一版").click()
    expect(page.get_by_text("还没有改动。在上面的表里改")).to_be_visible()


def typed_into_first_cell(page: Page, text: str) -> None:
    """Type into the first cell of the first table, by keyboard."""
    table = page.locator("[data-testid=stDataFrame]").first
    table.locator("canvas").first.wait_for()  # its frame stands before there is anything to click
    table.scroll_into_view_if_needed()
    table.click(position={"x": 60, "y": 54})
    expect(table.locator("td[aria-selected=true]")).to_be_focused()  # a moment after the click; keys before it are lost
    page.keyboard.press("Enter")
    editor = page.locator("#portal textarea, #portal input").first
    editor.fill(text)
    editor.press("Enter")
    expect(page.get_by_text("缺少必填字段")).to_have_count(0)


def founded(page: Page) -> None:
    """A plan of two counties made by hand, with one indicator and one goal."""
    page.get_by_role("radio", name="新建方案").click()
    settled(page)
    for label, text in (
        ("方案名称（简称）", "某市提质行动"),
        ("地区", "某市"),
        ("依据（方案文件名和文号）", "某府发〔2024〕1号"),
    ):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("下一级单位，一行一个").fill("东县\n西县")
    page.get_by_role("button", name="新建", exact=True).click()
    expect(page.locator("h2").first).to_contain_text("某市提质行动：0项目标")
    go(page, "指标", "方案的0个指标")
    page.get_by_role("button", name="新增指标").click()
    expect(page.locator("h2").first).to_contain_text("方案的1个指标")
    settled(page)
    typed_into_first_cell(page, "经营主体")
    go(page, "目标", "方案的0项目标")
    page.get_by_role("button", name="新增目标").click()
    expect(page.locator("h2").first).to_contain_text("方案的1项目标")
    settled(page)
    go(page, "目标表单", "goal_1")
    fill(page, "名称（必填）", "经营主体总量")
    fill(page, "原文（必填）", "到期末，经营主体达到12000户")
    fill(page, "目标值", "12000")
    fill(page, "基期值", "10000")
    fill(page, "基期值出处", "市统计局年报")
    save(page, "录入指标和目标")


def allocated(page: Page) -> None:
    """任务分解表 taken out, filled, looked at as a difference, and saved."""
    go(page, "用表格改", "1项目标、1个指标")
    book = downloaded(page, page.get_by_role("button", name="任务分解表.xlsx"))
    for sheet, values in (("任务分解", (7000, 5000)), ("单位基期", (6000, 4000))):
        for cell, value in zip(("E2", "F2"), values, strict=True):
            book[sheet][cell] = value
    uploaded(page, book, "任务分解表.xlsx")
    page.get_by_role("button", name="核对这份").click()
    expect(page.get_by_text("2处改动，还没有保存")).to_be_visible()
    reads(page, "7,000户（基期6,000户）")
    save(page, "分解到县")


def reported(page: Page) -> None:
    """Each county's own template, filled and taken in."""
    page.get_by_role("link", name="数据报送", exact=True).first.click()
    settled(page)
    page.get_by_text("分单位下载").click()
    books = {}
    for unit, value in (("东县", 6300), ("西县", 4100)):
        book = downloaded(page, page.get_by_role("button", name=unit).first)
        sheet = book.worksheets[0]
        head = next(row for row in sheet.iter_rows() if "指标" in str(row[1].value))
        column = next(cell.column for cell in head if "本季数" in str(cell.value) or "本期数" in str(cell.value))
        sheet.cell(head[0].row + 1, column).value = value
        books[unit] = book
    files = []
    for unit, book in books.items():
        out = io.BytesIO()
        book.save(out)
        files.append({"name": f"{unit}.xlsx", "mimeType": EXCEL, "buffer": out.getvalue()})
    page.locator("input[type=file]").first.set_input_files(files)
    page.get_by_role("button", name="核对这2份").click()
    page.get_by_role("button", name="全部入库").click()
    expect(page.locator("h2").first).to_contain_text("全部报齐")


def test_a_strangers_three_lines(fresh: str, visit: Callable[..., Page]):
    page = visit(fresh, CLERK.name)
    founded(page)
    allocated(page)
    reported(page)
    page.get_by_role("link", name="目标进度", exact=True).first.click()
    settled(page)
    expect(page.locator("h2").first).to_contain_text("1项目标")
    reads(page, "10,400户")


def test_of_two_clerks_who_save_at_once_nobody_is_overwritten_unseen(fresh: str, visit: Callable[..., Page]):
    first = visit(fresh, CLERK.name)
    founded(first)
    second = visit(f"{fresh}/plan", CLERK.name)
    for page, title, note in ((first, "甲改的标题", "甲的备注"), (second, "", "乙的备注")):
        if page is first:
            go(page, "概况", "1项目标、1个指标")
        if title:
            fill(page, "标题", title)
        fill(page, "备注", note)
        expect(page.get_by_text("处改动，还没有保存")).to_be_visible()
    save(first, "补录标题")
    second.get_by_label("原因").fill("补录备注")
    second.get_by_label("依据", exact=True).last.fill("某府发〔2024〕1号")
    second.get_by_role("button", name="保存为新的一版").click()
    expect(second.get_by_text("您的改动没有丢")).to_be_visible()
    expect(second.get_by_text("两个人都改了：方案的备注")).to_be_visible()
    save(second, "补录备注")
    second.reload()  # what is kept, on a page drawn afresh
    settled(second)
    expect(second.get_by_label("标题", exact=True)).to_have_value("甲改的标题")
    expect(second.get_by_label("备注", exact=True)).to_have_value("乙的备注")
