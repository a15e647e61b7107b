"""Tables that name a year and no quarter, however they do it, and what is told of them."""

import pytest

from milepost.plan.plan import Plan
from tests.intake.cells import Rows, figures, read, said, workbook
from tests.intake.drawn import truth

TABLE = [["地区", "市场主体"], ["端州区", 600], ["鼎湖区", 400]]
HELD = {("all", "dz"): 600, ("all", "dh"): 400}


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Seven counties whose figures a bureau reports: levels in 户, sums in 亿元 and 万元, visits of a quarter."""
    return truth.plan(by_counties=False)


def of(plan: Plan, rows: Rows, **more):
    return read(plan, workbook(rows), sender="bureau", **more)


@pytest.mark.parametrize(
    "title",
    [
        "’22各县区市场主体", "表3-1 2022各县区市场主体情况", "各县区市场主体（22.12）", "各县区市场主体（22-12）",
        "Market Entities by County (End of 2022)",
    ],
)  # fmt: skip
def test_another_year_is_another_year_however_it_is_written(plan, title):
    assert [code for code, _ in said(of(plan, [[title], *TABLE]))] == ["wrong-period"]


@pytest.mark.parametrize("title", ["2023年末各县区市场主体", "2023年底市场主体", "2023年全年情况", "2023年统计年报"])
def test_the_end_of_a_year_and_all_of_it_are_none_of_its_first_quarters(plan, title):
    reading = of(plan, [[title], *TABLE])
    assert [code for code, _ in said(reading)] == ["wrong-period"]
    last = of(plan, [[title], *TABLE], period="2023Q4")
    assert (figures(last), last.problems) == (HELD, ())


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        ([["2023年各县区市场主体"], *TABLE], "B2"),
        ([["表2.2 各县区市场主体（2023）"], *TABLE], "B2"),
        ([["各县区市场主体"], ["地区", "2022年", "2023年"], ["端州区", 500, 600], ["鼎湖区", 300, 400]], "C2"),
        ([["地区", "年末市场主体"], ["端州区", 600], ["鼎湖区", 400]], "B1"),
        ([["地区", "年份", "市场主体"], ["端州区", "2023", 600], ["鼎湖区", "2023", 400]], "C1"),
    ],
)
def test_a_year_alone_is_asked_about_until_a_quarter_is_named(plan, rows, where):
    reading = of(plan, rows)
    assert (figures(reading), said(reading)) == (HELD, [("title", f"Sheet1!{where}")])
    assert of(plan, rows, file="2023年二季度市场主体.xlsx").problems == () or where == "B1"
    assert of(plan, rows, period="2023Q4").problems == ()


def test_a_year_alone_over_an_amount_of_its_last_quarter_may_be_all_of_it(plan):
    rows = [["2023年各县区走访企业次数"], ["地区", "走访企业次数"], ["端州区", 130]]
    assert said(of(plan, rows, period="2023Q4")) == [("title", "Sheet1!B2")]
    told = [rows[0], ["地区", "走访企业次数（本季）"], rows[2]]
    assert of(plan, told, period="2023Q4").problems == ()


@pytest.mark.parametrize(
    ("head", "figures_held", "indicator", "doubted"),
    [
        (["4月", "5月", "6月", "合计"], [10, 11, 12, 33], "新登记市场主体", True),
        (["4月", "5月", "6月", "合计"], [10, 11, 12, 33], "走访企业次数", False),
        (["1月", "2月", "3月", "4月", "5月", "6月", "合计"], [1, 2, 3, 4, 5, 6, 21], "走访企业次数", True),
    ],
)
def test_a_sum_beside_months_is_of_just_these_months(plan, head, figures_held, indicator, doubted):
    reading = of(plan, [[f"2023年二季度{indicator}"], ["地区", *head], ["端州区", *figures_held]])
    assert [code for code, _ in said(reading)] == ["unclear-way"] * doubted
    assert list(figures(reading).values()) == [figures_held[-1]]


@pytest.mark.parametrize("words", ["4-6", "第二季度内", "4月—6月", "4月至6月"])
@pytest.mark.parametrize("make", [lambda w: {"title": f"2023年二季度主要指标（{w}）"}, lambda w: {"line": f"（{w}）"}])
def test_the_quarter_alone_in_a_title_or_a_line_is_asked_about_over_sums_since_january(plan, words, make):
    made = make(words)
    lines = [[made.get("title", "2023年二季度主要指标")], *([[made["line"]]] if "line" in made else [])]
    reading = of(plan, [*lines, ["地区", "税收收入"], ["端州区", 1000]])
    assert [code for code, _ in said(reading)] == ["title"]
