"""A clerk's first quarter in a real browser; a leader's link; a phone; a restart."""

import io
import shutil

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settled
from tests.intake.cells import workbook
from tests.persons import CLERK
from tests.ui.visits import served

pytestmark = pytest.mark.browser
SECTIONS = ("总览", "目标进度", "差距", "县区赛马", "各县区", "数据报送", "日历")
PAGES = ("", "targets", "target", "gaps", "race", "county", "reporting", "lineage")
COUNTY_TABLE = [
    ["龙山区2022年一季度市场主体情况"],
    ["指标", "计量单位", "本期数"],
    ["市场主体总量", "万户", 2.8],
    ["企业户数", "户", 5600],
    ["个体工商户", "户", 22400],
    ["新登记市场主体", "户", 900],
    ["新登记企业", "户", 210],
    ["个转企", "户", 12],
    ["累计个转企", "户", 240],
]


def test_a_fresh_install_leads_from_nothing_to_a_first_number(fresh, visit):
    page = visit(fresh, CLERK.name)
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="辽源市场主体三年行动").click()
    page.get_by_role("button", name="新建").click()
    expect(page.locator("h2")).to_contain_text("应报")
    page.locator("input[type=file]").set_input_files(
        {"name": "龙山区一季度.xlsx", "mimeType": "application/octet-stream", "buffer": workbook(COUNTY_TABLE)}
    )
    page.get_by_role("button", name="核对这1份").click()
    expect(page.get_by_text("1份可入库")).to_be_visible()
    page.get_by_role("button", name="全部入库").click()
    expect(page.locator("h2")).to_contain_text("已报齐1家")
    # A number of the file, walked back to its cell.
    page.goto(f"{fresh}/lineage?indicator=market_entities&unit=longshan&period=2022Q1")
    settled(page)
    expect(page.locator("h2")).to_contain_text("28,000户，出自“龙山区一季度.xlsx”Sheet1!C3")
    expect(page.get_by_text("C3 格写着“2.8”").first).to_be_visible()


def test_the_drop_zone_speaks_chinese(sample, visit):
    page = visit(f"{sample}/reporting")
    button = page.locator("[data-testid=stFileUploaderDropzone] button p").first
    words = button.evaluate("node => [getComputedStyle(node).fontSize, getComputedStyle(node, '::after').content]")
    assert words == ["0px", '"选择文件"']


def test_every_section_opens_from_the_navigation(sample, visit):
    page = visit(sample)
    for section in SECTIONS:
        page.get_by_role("link", name=section, exact=True).first.click()
        settled(page)
        expect(page.get_by_text("示例数据，非真实统计").first).to_be_visible()


def test_a_deep_link_first_after_a_restart_opens_what_it_shows(sample_store, tmp_path, visit):
    shutil.copytree(sample_store, tmp_path / "office")
    with served("app.py", tmp_path / "office") as port:
        page = visit(f"http://127.0.0.1:{port}/race?period=2023Q4")
        expect(page.locator("h2")).to_contain_text("居首")
        expect(page.get_by_role("combobox").first).to_have_value("2023年四季度")


def test_a_change_of_quarter_redraws_the_page_and_stands_in_the_address(sample, visit):
    page = visit(sample)
    before = page.locator("h2").first.inner_text()
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="2022年二季度").click()
    expect(page.locator("h2").first).not_to_have_text(before)
    assert "period=2022Q2" in page.url


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_on_a_phone(sample, visit, path):
    page = visit(f"{sample}/{path}", width=390, height=844)
    overflow = page.locator("[data-testid=stMain]").evaluate("node => node.scrollWidth - node.clientWidth")
    assert overflow <= 0


SHEET = "lineage?indicator=market_entities&unit=longshan&period=2024Q1"
BROKEN = """() => [...document.querySelectorAll("td")].filter((cell) => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  const [first] = range.getClientRects();
  return first && !/[、，：；（“ \\n]/.test(cell.textContent.trim()) && range.getBoundingClientRect().height > 30;
}).map((cell) => cell.textContent)"""


@pytest.mark.parametrize(
    ("path", "table"),
    [("targets", "table"), ("reporting", "table"), (SHEET, "[data-testid=stTable] table")],
    ids=["targets", "reports", "sheet"],
)
def test_on_a_phone_no_word_of_a_table_is_broken_and_all_are_found_as_they_are_seen(sample, visit, path, table):
    page = visit(f"{sample}/{path}", width=390, height=844)
    expect(page.locator(table).first).to_be_visible()
    assert page.evaluate(BROKEN) == []
    assert "\u2060" not in "".join(page.locator("table").all_inner_texts())


def test_a_template_downloads_and_opens(sample, visit):
    page = visit(f"{sample}/reporting")
    page.get_by_text("分单位下载").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="龙山区").first.click()
    with open(download.value.path(), "rb") as file:  # noqa: PTH123 - a path of Playwright's own
        book = openpyxl.load_workbook(io.BytesIO(file.read()))
    assert "龙山区" in str(book.worksheets[0]["A1"].value)


OVERLAPS = """() => {
  const words = [...document.querySelectorAll(".textpoint text")].map((one) => one.getBoundingClientRect());
  const names = [...document.querySelectorAll(".annotation-text")];
  const over = (a, b) => a.left + 8 < b.left && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
  return {
    shortened: names.filter((one) => one.textContent.endsWith("…")).length,
    overlapping: names.filter((one) => words.some((word) => over(one.getBoundingClientRect(), word))).length,
  };
}"""


def test_on_a_phone_no_name_runs_into_its_value(sample, visit):
    page = visit(f"{sample}/?plan=xiaodian-2022", width=390, height=844)
    expect(page.get_by_text("新增市场主体提供就业").first).to_be_attached()
    found = page.evaluate(OVERLAPS)
    assert found["shortened"] > 0
    assert found["overlapping"] == 0
