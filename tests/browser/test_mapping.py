"""An unknown table in a real browser: explained, looked at, taken in; the next quarter read by it; a change asked."""

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as TookTooLong

from tests.browser.conftest import settled
from tests.intake.cells import workbook
from tests.persons import CLERK

pytestmark = pytest.mark.browser


def ledger(period: str, total: int, head: str = "户数") -> bytes:
    return workbook(
        [
            [f"东丰县{period}经营主体登记台账"],
            ["登记类别", head, "上年数"],
            ["在册经营主体合计", total, 20900],
        ],
        names=["台账"],
    )


def at_rest(page: Page) -> None:
    """Until everything on the page is of the last run: what is clicked before may be taken away under the finger."""
    settled(page)
    page.wait_for_function("() => !document.querySelector('[data-stale=true], [data-test-script-state=running]')")


def drop(page: Page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").first.set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="核对这1份").click()
    expect(page.get_by_text("这次收到1份")).to_be_visible()
    at_rest(page)


def test_an_unknown_layout_is_explained_once_and_read_by_that_the_next_quarter(fresh, visit):
    page = visit(fresh, CLERK.name)
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="辽源市场主体三年行动").click()
    page.get_by_role("button", name="新建").click()
    expect(page.locator("h2")).to_contain_text("应报")

    drop(page, "台账.xlsx", ledger("2022年一季度", 22500))
    page.get_by_role("button", name="对应版式").click()
    expect(page.locator("h2")).to_contain_text("还有1处拿不准，请指认")
    expect(page.locator(".mp-doubt.mp-number")).to_have_text("22500")
    expect(page.get_by_text("记住并不入库")).to_be_visible()  # the page is drawn to its end
    at_rest(page)

    choose_in_table(page, 0, "看行名")
    expect(page.locator("h2")).not_to_contain_text("拿不准")
    at_rest(page)
    choose_in_table(page, 1, "市场主体总量")
    expect(page.locator("h2")).to_contain_text("读出1个数")
    expect(page.locator(".mp-figure.mp-number")).to_have_text("22500")
    page.get_by_role("button", name="记住这个版式，按它核对").click()
    expect(page.get_by_text("记住的版式“经营主体登记台账”").first).to_be_visible()
    page.get_by_label("其余存疑的说明").fill("其余指标另表报")
    page.get_by_role("button", name="带说明入库").click()
    expect(page.get_by_text("已入库").first).to_be_visible()

    page.get_by_role("button", name="开始收2022年二季度").click()
    page.get_by_role("button", name="确定开始").click()
    expect(page.locator("h2")).to_contain_text("2022年二季度应报")
    drop(page, "二季度台账.xlsx", ledger("2022年二季度", 22900))
    expect(page.get_by_text("记住的版式“经营主体登记台账”").first).to_be_visible()

    page.get_by_role("button", name="清空这份名单").click()
    drop(page, "二季度台账.xlsx", ledger("2022年二季度", 22900, head="期初户数"))
    expect(page.get_by_text("原来是“户数”，现在是“期初户数”").first).to_be_visible()


def choose_in_table(page: Page, number: int, option: str) -> None:
    """Choose for the first row of an editable table; its cells are drawn on a canvas, its list is not.

    A list closes when the page is drawn again beneath it; then it is opened once more, as a person would.
    """
    table = page.locator("[data-testid=stDataFrame]").nth(number)
    listed = page.get_by_role("option", name=option, exact=True)
    for _ in range(6):
        table.scroll_into_view_if_needed()
        box = table.bounding_box()
        assert box
        page.mouse.click(box["x"] + 20, box["y"] + 52)
        for _ in range(3):  # the mark, the column's letter and its heading stand before what it is
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        try:
            listed.click(timeout=4_000)
        except TookTooLong:
            page.keyboard.press("Escape")
            continue
        return
    raise AssertionError(option)
