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


@pytest.mark.parametrize(
    "words",
    [["单位：亿元（常住人口：万人）"], ["单位：亿元，常住人口为万人"], ["注：常住人口单位：万人；其余单位：亿元"]],
)
def test_a_note_says_the_unit_of_what_the_others_cannot_measure(plan, words):
    title = ["2023年主要指标"]
    rows = [title, words, ["地区", "地区生产总值", "常住人口"], ["端州区", 500.3, 60]]
    reading = read(plan, workbook(rows), "2023Q4", sender="bureau")
    assert (figures(reading), told(reading)) == (READ | {("people", "dz"): 600000}, [])


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
    assert ("unsaid-unit", "A5") in told(of(plan, [TITLE, ["指标", "端州区"], *rows]))


@pytest.mark.parametrize("words", ["（万元）", "以下单位：万元", "（以下单位：万元）", "单位：万元"])
def test_a_unit_alone_in_a_row_is_of_those_below_it(by_counties, words):
    rows = [TITLE, ["单位：亿元"], ["指标", "数值"], ["税收收入", 5], [words], ["地区生产总值", 5003000]]
    assert figures(of(by_counties, rows, "dz")) == READ | {("tax", "dz"): 50000}


def test_units_alone_in_rows_follow_each_other(by_counties):
    rows = [["2023年1—6月"], ["指标", "数值"], ["税收收入", 900], ["（亿元）", None], ["地区生产总值", 500.3],
            ["（百户）", None], ["企业", 6]]  # fmt: skip
    assert figures(of(by_counties, rows, "dz")) == READ | {("tax", "dz"): 900, ("firms", "dz"): 600}


@pytest.mark.parametrize(
    "rows",
    [[["地区", "地区生产总值"], ["端州区（万元）", 5003000]],
     [["指标", "数值"], ["端州区（万元）", None], ["地区生产总值", 5003000]],
     [["地区", "地区生产总值"], ["2023年1—6月（万元）", None], ["端州区", 5003000]]],
)  # fmt: skip
def test_a_place_or_a_period_may_bear_the_unit(plan, rows):
    reading = of(plan, [["主要指标"], ["单位：亿元"], *rows])
    assert (figures(reading), told(reading)) == (READ, [])


def test_a_line_above_and_a_column_of_units_must_not_differ(plan):
    head, rows = ["指标", "计量单位", "端州区"], [["企业", "户", 600]]
    assert told(of(plan, [["2023年二季度"], ["单位：百户"], head, *rows])) == [("unclear-unit", "C4")]
    assert told(of(plan, [["2023年二季度主要指标（百户）"], head, *rows])) == [("unclear-unit", "C3")]
    fits = of(plan, [["2023年二季度"], ["单位：户、万元"], head, *rows, ["税收收入", "万元", 900]])
    assert (figures(fits), told(fits)) == ({("firms", "dz"): 600, ("tax", "dz"): 900}, [])


def test_a_number_where_the_unit_stands_is_a_row_that_has_moved(plan):
    rows = [["2023年二季度"], ["指标", "计量单位", "本期数", "上期数"], ["市场主体", "户", 1000, 900],
            ["企业", 300, 280, None], ["个体工商户", "户", 600, 620]]  # fmt: skip
    reading = read(truth.plan(by_counties=True), workbook(rows), sender="dz")
    assert told(reading) == [("unclear-unit", "B4")]
    assert "错了位" in reading.problems[0].message


def test_points_in_a_cell_are_no_share(plan):
    rows = [["2023年二季度"], ["地区", "网上办理占比"], ["端州区", "3.2个百分点"], ["鼎湖区", "61.5%"]]
    assert told(of(plan, rows)) == [("wrong-unit", "B3")]


@pytest.mark.parametrize("heading", ["本期数（以百户计）", "本期数，百户", "本期数（百户）"])
def test_a_heading_of_figures_says_its_unit(plan, heading):
    reading = of(plan, [["2023年二季度企业"], ["地区", heading], ["端州区", 3]])
    assert figures(reading) == {("firms", "dz"): 300}


@pytest.mark.parametrize(
    "rows",
    [[["指标", "单位", "端州区"], ["税收收入", "万元", 900], ["地区生产总值", "%", 5.3]],
     [["指标", "端州区"], ["税收收入（万元）", 900], ["地区生产总值（%）", 5.3]],
     [["地区", "税收收入（万元）", "地区生产总值（%）"], ["端州区", 900, 5.3]]],
)  # fmt: skip
def test_a_rate_in_the_place_of_a_level_is_left_by_name(plan, rows):
    reading = of(plan, [TITLE, *rows])
    assert (figures(reading), told(reading)) == ({("tax", "dz"): 900}, [])
    assert "（计量单位是比例）" in reading.layout


def test_a_count_in_per_cent_is_a_wrong_unit(plan):
    rows = [["2023年二季度"], ["指标", "单位", "端州区"], ["税收收入", "万元", 900], ["企业", "%", 5.3]]
    assert told(of(plan, rows)) == [("wrong-unit", "C4")]


def test_two_columns_of_units_must_not_differ(plan):
    rows = [["2023年二季度"], ["指标", "备注", "计量单位", "端州区"], ["市场主体", None, "户", 1000],
            ["企业", "单位：百户", "户", 3]]  # fmt: skip
    assert ("unclear-unit", "A4") in told(of(plan, rows))


def test_a_star_that_a_number_format_shows_is_no_unit(plan):
    rows = [["2023年二季度"], ["地区", "企业"], ["端州区", 600]]
    reading = of(plan, rows, formats={"B3": '0"*"'})
    assert (figures(reading), told(reading)) == ({("firms", "dz"): 600}, [])


def test_a_unit_above_an_earlier_table_is_not_of_what_it_cannot_measure(plan):
    firms = [["表1 2023年6月末企业"], ["单位：户"], ["地区", "企业"], ["端州区", 600]]
    product = [["表2 2023年1—6月地区生产总值"], ["地区", "地区生产总值"], ["端州区", 500.3]]
    reading = of(plan, [*firms, *product])
    assert (figures(reading), told(reading)) == (READ | {("firms", "dz"): 600}, [])


# ---------------------------------------------------------------------------- how much there is


def test_households_are_no_money_and_no_people(plan):
    taxes = [["2023年1—6月税收收入"], ["单位：户、万元"], ["地区", "户数", "金额"], ["端州区", 600, 9000]]
    assert figures(of(plan, taxes)) == {("tax", "dz"): 9000}
    people = [["2023年末常住人口"], ["地区", "户数", "人数"], ["端州区", 600, 1780]]
    assert figures(read(plan, workbook(people), "2023Q4", sender="bureau")) == {}
    rows = [["2023年1—6月"], ["指标", "户数", "金额"], ["税收收入", 600, 9000]]
    assert figures(of(truth.plan(by_counties=True), rows, "dz")) == {("tax", "dz"): 9000}


@pytest.mark.parametrize("head", [["数量", "占比（%）"], ["总数", "占比"], ["合计", "网办率"]])
def test_a_number_of_things_beside_a_share_is_hardly_the_share(plan, head):
    rows = [["2023年二季度网上办理占比"], ["地区", *head], ["端州区", 90, 56.1]]
    assert ("unclear-heading", "B2") in told(of(plan, rows))
    clear = [["2023年二季度"], ["地区", head[0], "网上办理占比"], ["端州区", 90, 56.1]]
    assert (figures(of(plan, clear)), told(of(plan, clear))) == ({("online", "dz"): 56.1}, [])


def test_a_total_beside_its_growth_is_the_figure(plan):
    rows = [["2023年1—6月税收收入（万元）"], ["地区", "合计", "增长率%"], ["端州区", 900, 5.6]]
    assert (figures(of(plan, rows)), told(of(plan, rows))) == ({("tax", "dz"): 900}, [])
