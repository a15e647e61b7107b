"""Measure units that are said somewhere around a figure: each is understood, or the figure is doubted."""

import pytest

from milepost.plan.plan import Plan
from tests.intake.cells import Rows, figures, read, workbook
from tests.intake.drawn import truth


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Seven counties whose figures a bureau reports: GDP in 亿元, taxes in 万元, firms in 户."""
    return truth.plan(by_counties=False)


@pytest.fixture(scope="module")
def by_counties() -> Plan:
    """The same, reported by each county for itself."""
    return truth.plan(by_counties=True)


def of(plan: Plan, rows: Rows, sender: str = "bureau", **more):
    return read(plan, workbook(rows, **more), sender=sender)


def told(reading) -> list[tuple[str, str]]:
    return [(p.code, p.cell) for p in reading.problems]


TITLE = ["2023年1—6月主要指标"]
GDP = [["地区", "地区生产总值"], ["端州区", 5003000]]
READ = {("gdp", "dz"): 500.3}


# ---------------------------------------------------------------------------- above the table


@pytest.mark.parametrize(
    "line",
    ["单位——万元", "单位-万元", "计量单位为：万元", "以万元为计量单位", "单位：万元人民币", "金额：万元",
     "单位：“万元”", "本表数据以“万元”为单位", "[单位：万元]",
     "【单位：万元】", "〔万元〕", "［万元］", "单位：万元及%",
     "单位：万元/%", "单位：万元/10 000 yuan", "单位：万元Unit：10 000 yuan", "(10 000 yuan)", "Unit: 10000 yuan",
     "（以下单位：万元）", "单位:万元\n(10 000 yuan)", "单　位：万　元", "单位：万元（人口除外）", "货币单位：万元",
     "说明：以上数据按万元统计"],
)  # fmt: skip
def test_a_line_says_the_unit_of_the_table_below_it(plan, line):
    reading = of(plan, [TITLE, [line], *GDP])
    assert (figures(reading), told(reading)) == (READ, [])


@pytest.mark.parametrize(
    "where",
    [{"title": "2023年1—6月主要指标 万元"}, {"title": "2023年1—6月主要指标——万元"}, {"names": ("主要指标-万元",)},
     {"file": "主要指标_万元.xlsx"}],
)  # fmt: skip
def test_a_unit_behind_a_title_or_a_name_is_said_of_all(plan, where):
    rows = [[where.get("title", TITLE[0])], *GDP]
    content = workbook(rows, names=where.get("names", ()))
    reading = read(plan, content, sender="bureau", file=where.get("file", "报表.xlsx"))
    assert (figures(reading), told(reading)) == (READ, [])


@pytest.mark.parametrize(
    "head",
    [[["地区 Region", "地区生产总值 GDP (10 000 yuan)"]], [["地区", "地区生产总值"], [None, "(10 000 yuan)"]],
     [["地区", "地区生产总值"], ["Region", "GDP (10 000 yuan)"]], [["地区", "地区生产总值\nGDP (10 000 yuan)"]],
     [["地区", "地区生产总值〔万元〕"]], [["地区", "地区生产总值（以万元计）"]]],
)  # fmt: skip
def test_a_heading_says_its_unit_in_english_or_in_other_brackets(plan, head):
    reading = of(plan, [["2023年1—6月"], *head, ["端州区", 5003000]])
    assert (figures(reading), told(reading)) == (READ, [])


@pytest.mark.parametrize(
    ("line", "cell"),
    [("按照统计制度本表万元取整", "B3"), ("数值（四舍五入到万元）", "B3"), ("主要指标（人民币·万元）", "B3")],
)
def test_a_unit_that_is_said_in_other_words_is_doubted(plan, line, cell):
    reading = of(plan, [[f"2023年1—6月{line}"], ["各县区"], *GDP])
    assert told(reading) == [("unsaid-unit", cell)]
    clear = of(plan, [[f"2023年1—6月{line}"], ["各县区"], ["地区", "地区生产总值（万元）"], *GDP[1:]])
    assert (figures(clear), told(clear)) == (READ, [])


def test_a_remark_or_an_english_heading_may_say_the_unit(plan):
    remark = [TITLE, ["地区", "地区生产总值", "备注"], ["端州区", 5003000, "数值单位是万元"], ["鼎湖区", 400.2, None]]
    assert {code for code, _ in told(of(plan, remark))} == {"unsaid-unit"}
    english = [TITLE, ["地区", "地区生产总值"], ["Region", "Gross Regional Product (10 000 yuan)"], *GDP[1:]]
    assert told(of(plan, english)) == [("unsaid-unit", "B2")]


@pytest.mark.parametrize(
    "words",
    ["年主营业务收入2000万元及以上", "注：每万人拥有量按常住人口计算", "注：万元GDP能耗为初步数", "亿元企业培育情况"],
)
def test_amounts_rates_and_names_with_such_words_are_no_units(plan, words):
    reading = of(plan, [[f"2023年1—6月主要指标（{words}）"], ["地区", "地区生产总值"], ["端州区", 500.3], [words]])
    assert "unsaid-unit" not in [code for code, _ in told(reading)]


# ---------------------------------------------------------------------------- below the table


@pytest.mark.parametrize(
    ("head", "note"),
    [(["地区", "地区生产总值", "人均地区生产总值"], "注：人均地区生产总值单位为元。"),
     (["地区", "地区生产总值", "利润总额"], "注：利润总额单位为万元。"),
     (["地区", "地区生产总值", "利润总额"], "注：利润总额单位为万元，其余为亿元。"),
     (["地区", "地区生产总值", "利润总额*"], "*单位：万元")],
)  # fmt: skip
def test_a_note_about_another_columns_unit_is_of_that_column(plan, head, note):
    reading = of(plan, [TITLE, head, ["端州区", 500.3, 61000], [note]])
    assert (figures(reading), told(reading)) == (READ, [])


@pytest.mark.parametrize(
    ("heading", "note"),
    [("地区生产总值", "注：地区生产总值单位为万元。"), ("地区生产总值*", "*单位：万元"),
     ("地区生产总值", "注：地区生产总值按现价计算，以万元为单位"), ("地区生产总值", "注：本表单位为万元")],
)  # fmt: skip
def test_a_note_that_says_another_unit_than_the_line_above_is_doubted(plan, heading, note):
    reading = of(plan, [TITLE, ["单位：亿元"], ["地区", "税收收入", heading], ["端州区", 5, 5003000], [note]])
    assert ("unclear-unit", "C3") in told(reading)
    clear = [TITLE, ["单位：亿元"], ["地区", "税收收入（亿元）", f"{heading}（万元）"], ["端州区", 5, 5003000], [note]]
    assert told(of(plan, clear)) == []
    assert figures(of(plan, clear)) == READ | {("tax", "dz"): 50000}


def test_two_scales_in_one_line_are_doubted_where_one_is_tied_to_the_name(plan):
    rows = [TITLE, ["单位：万元（GDP为亿元）"], ["地区", "税收收入", "地区生产总值"], ["端州区", 50000, 500.3]]
    assert told(of(plan, rows)) == [("unclear-unit", "C3")]


def test_a_note_between_two_tables_is_of_the_first(plan):
    firms = [["表1 2023年6月末企业"], ["地区", "企业"], ["端州区", 600], ["注：注册资本单位为万元。"]]
    product = [["表2 2023年1—6月地区生产总值"], ["地区", "地区生产总值"], ["端州区", 500.3]]
    assert figures(of(plan, [*firms, *product])) == READ | {("firms", "dz"): 600}
    taxes = [["表1 2023年1—6月税收"], ["单位：亿元"], ["地区", "税收收入"], ["端州区", 5]]
    noted = [["表2 2023年1—6月地区生产总值"], *GDP, ["注：本表单位为万元。"]]
    reading = of(plan, [*taxes, *noted])
    assert (figures(reading), told(reading)) == (READ | {("tax", "dz"): 50000}, [])


# ---------------------------------------------------------------------------- in the table


@pytest.mark.parametrize("ditto", ["〃", '"', "”", "同上"])
def test_ditto_repeats_the_unit_above(plan, ditto):
    rows = [TITLE, ["指标", "计量单位", "端州区"], ["财政总收入", "亿元", 20.5], ["税收收入", ditto, 12.5]]
    reading = of(plan, rows)
    assert (figures(reading), told(reading)) == ({("tax", "dz"): 125000}, [])


@pytest.mark.parametrize("blank", ["-", None])
def test_no_unit_below_one_of_another_scale_is_doubted(plan, blank):
    rows = [TITLE, ["指标", "计量单位", "端州区"], ["财政总收入", "亿元", 20.5], ["税收收入", blank, 12.5]]
    assert told(of(plan, rows)) == [("unsaid-unit", "A4")]


@pytest.mark.parametrize(
    "rows",
    [[["财政总收入（亿元）", 20.5], ["  其中：上划中央收入", 8], ["        税收收入", 12.5]],
     [["用电量（万千瓦时）", 500], ["财政收支（亿元）", None], ["税收收入", 12.5]]],
)  # fmt: skip
def test_a_unit_that_only_another_rows_name_says_is_doubted(plan, rows):
    assert told(of(plan, [TITLE, ["指标", "端州区"], *rows])) == [("unsaid-unit", "A5")]


@pytest.mark.parametrize("words", ["（万元）", "以下单位：万元", "（以下单位：万元）", "单位：万元"])
def test_a_unit_alone_in_a_row_is_of_those_below_it(by_counties, words):
    rows = [TITLE, ["单位：亿元"], ["指标", "数值"], ["税收收入", 5], [words], ["地区生产总值", 5003000]]
    assert figures(of(by_counties, rows, "dz")) == READ | {("tax", "dz"): 50000}


@pytest.mark.parametrize(
    "rows",
    [[["地区", "地区生产总值"], ["端州区（万元）", 5003000]],
     [["指标", "数值"], ["端州区（万元）", None], ["地区生产总值", 5003000]],
     [["地区", "地区生产总值"], ["2023年1—6月（万元）", None], ["端州区", 5003000]]],
)  # fmt: skip
def test_a_place_or_a_period_may_bear_the_unit(plan, rows):
    reading = of(plan, [["主要指标"], ["单位：亿元"], *rows])
    assert (figures(reading), told(reading)) == (READ, [])
