"""Notes around a table, brackets of its titles, and what they make of the figures."""

from datetime import datetime

import pytest

from milepost.intake.checks import doubts
from milepost.plan.plan import Plan
from milepost.plan.tables import FIGURES, empty, table
from tests.intake.cells import Rows, figures, read, said, workbook
from tests.intake.drawn import truth

TABLE = [["2023年1—6月主要指标"], ["地区", "地区生产总值（亿元）"], ["端州区", 100.5], ["鼎湖区", 90.1]]


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Seven counties whose figures a bureau reports: levels in 户, sums in 亿元 and 万元, visits of a quarter."""
    return truth.plan(by_counties=False)


def of(plan: Plan, rows: Rows, **more):
    return read(plan, workbook(rows), sender="bureau", **more)


@pytest.mark.parametrize(
    "note",
    [
        "注：端州区暂用上年同期数。", "注：鼎湖区未上报，沿用上季度数", "备注：端州区缺报，按上年推算", "*为预计数",
        "①为2022年同期数", "注：以上均为预计数。", "注：以上为目标数", "注：本表为增速", "注：本表数据为调度数",
        "注：端州区为上半年数，其余为一季度数", "注：四会市暂用一季度数", "注：端州区漏报1.2亿元", "注：鼎湖区数据存疑",
        "注：端州区数据包括鼎湖区", "注：端州区不含托管的两个乡镇", "注：地区生产总值为当季数",
        "注：地区生产总值不含税收收入",
    ],
)  # fmt: skip
def test_a_note_that_figures_are_no_actual_ones_of_the_quarter_is_asked_about(plan, note):
    assert said(of(plan, [*TABLE, [note]])) == [("remark", "Sheet1!A5")]


@pytest.mark.parametrize(
    "note",
    [
        "注：本表均为本季发生额",
        "注：表中为6月单月数据",
        "注：本表数据为二季度当季数",
        "注：表中数据均为规模以上口径",
        "注：本表为民营经济数据",
    ],
)
def test_a_note_of_another_way_or_of_a_part_is_asked_about_at_the_heading(plan, note):
    assert said(of(plan, [*TABLE, [note]])) == [("title", "Sheet1!B2")]


@pytest.mark.parametrize(
    "note",
    [
        "注：本表数据为快报数", "注：本表数据未经审定，以年鉴为准", "注：地区生产总值为现价，增速按可比价计算",
        "注：同比为与上年同期相比", "注：本表数据为2023年上半年数", "注：部分数据因四舍五入与合计不等",
        "注：本表不含农户",
        "注：固定资产投资不含农户投资", "注：其余年份数据为年度人口抽样调查推算数据", "注：走访企业次数为当季数",
        "注：数据如有误以年鉴为准",
    ],
)  # fmt: skip
def test_a_note_that_changes_nothing_is_let_alone(plan, note):
    assert of(plan, [*TABLE, [note]]).problems == ()


@pytest.mark.parametrize("bracket", ["城市", "农村", "外资", "建成区", "民间", "15岁及以上", "2020年不变价"])
def test_a_bracket_of_a_title_that_narrows_is_asked_about(plan, bracket):
    rows = [[f"2023年6月末各县区市场主体情况（{bracket}）"], ["地区", "市场主体"], ["端州区", 600]]
    assert said(of(plan, rows)) == [("title", "Sheet1!B2")]


@pytest.mark.parametrize(
    "bracket", ["户", "2023年6月", "6月末，户", "续", "一", "快报", "按地区分", "征求意见稿", "单位：户", "市、县、区"]
)
def test_a_bracket_of_a_title_that_narrows_nothing_is_let_alone(plan, bracket):
    rows = [[f"2023年6月末各县区市场主体情况（{bracket}）"], ["地区", "市场主体"], ["端州区", 600]]
    assert of(plan, rows).problems == ()


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("2023年6月末各县区非公有制经济主要指标", "市场主体"), ("2023年6月末各县区建筑业主要指标", "企业户数"),
        ("2023年6月末批发零售业基本情况", "企业户数"), ("2023年6月末房地产开发主要指标", "企业户数"),
        ("2023年1—6月工业企业主要指标", "税收收入"), ("农民专业合作社统计表（2023年6月末）", "企业户数"),
    ],
)  # fmt: skip
def test_a_title_of_one_branch_is_asked_about_over_headings_of_all(plan, title, heading):
    assert said(of(plan, [[title], ["地区", heading], ["端州区", 600]])) == [("title", "Sheet1!B2")]


def test_a_unit_line_of_other_prices_is_asked_about(plan):
    rows = [TABLE[0], ["单位：亿元（2020年不变价）"], ["地区", "地区生产总值"], ["端州区", 100.5]]
    assert said(of(plan, rows)) == [("title", "Sheet1!B3")]


# ---------------------------------------------------------------------------- corners, rows of their own


def test_the_measure_unit_in_the_corner_leaves_its_row_a_heading(plan):
    rows = [TABLE[0], ["单位：亿元", "地区生产总值", "税收收入"], ["端州区", 53.1, 1.5]]
    assert (figures(of(plan, rows)), of(plan, rows).problems) == ({("gdp", "dz"): 53.1, ("tax", "dz"): 15000}, ())
    across = [TABLE[0], ["单位：亿元", "端州区", "鼎湖区"], ["地区生产总值", 53.1, 1.5]]
    assert figures(of(plan, across)) == {("gdp", "dz"): 53.1, ("gdp", "dh"): 1.5}
    heads = [["单位：亿元", "地区生产总值", None, "税收收入", None], [None, "增速%", "位次", "总量", "增速%"]]
    groups = [TABLE[0], *heads, ["端州区", 3.1, 1, 5.5, 4.9]]
    assert figures(of(plan, groups)) == {("tax", "dz"): 55_000}


def test_a_column_of_contacts_leaves_its_row_a_heading(plan):
    rows = [TABLE[0], [None, "地区生产总值（亿元）", "联系人"], ["端州区", 53.1, "王某"]]
    assert figures(of(plan, rows)) == {("gdp", "dz"): 53.1}


@pytest.mark.parametrize("name", ["合计", "总计", "小计", "市区小计", "全省", "平均", "市本级"])
def test_a_total_over_rows_of_its_own_ends_the_county_above(plan, name):
    own = [["端州区", None], ["市场主体", 600], ["鼎湖区", None], ["市场主体", None]]
    rows = [["2023年6月末"], ["指标", "数值"], *own, [name, None], ["市场主体", 1600]]
    assert figures(of(plan, rows)) == {("all", "dz"): 600}


@pytest.mark.parametrize("word", ["同比增长%", "全年目标", "上年同期", "6月当月", "位次"])
def test_a_word_that_is_no_period_carries_none(plan, word):
    rows = [["地区生产总值（亿元）"], ["时间", "端州区"], ["2023年1—6月", None], [word, 7.7]]
    assert figures(of(plan, rows)) == {}


@pytest.mark.parametrize("word", ["序时进度（%）", "二、6月当月", "全年目标", "增长速度", "附：2022年末"])
def test_a_row_of_words_holds_for_the_amounts_below_it(plan, word):
    rows = [["2023年1—6月"], ["指标", "端州区"], ["地区生产总值", None], [word, None], ["税收收入（万元）", 50]]
    assert figures(of(plan, rows)) == {}


@pytest.mark.parametrize("chapter", ["二、综合经济", "三、农业、工业及投资", "四、教育、卫生和社会保障"])
def test_a_chapter_of_fields_leaves_its_rows_what_they_are(plan, chapter):
    rows = [["2023年1—6月"], ["指标", "端州区"], [chapter, None], ["地区生产总值（亿元）", 50]]
    assert (figures(of(plan, rows)), of(plan, rows).problems) == ({("gdp", "dz"): 50}, ())


# ---------------------------------------------------------------------------- units, parts, times


def test_the_unit_of_the_corner_and_another_one_above_make_figures_unclear(plan):
    rows = [TABLE[0], ["单位：万元"], ["地区（单位：亿元）", "地区生产总值"], ["端州区", 93.17]]
    assert (figures(of(plan, rows)), said(of(plan, rows))) == ({}, [("unclear-unit", "Sheet1!B4")])


def test_one_unit_of_another_kind_over_the_table_is_asked_about(plan):
    rows = [TABLE[0], ["单位：%"], ["地区", "地区生产总值（亿元）"], ["端州区", 5.5]]
    assert said(of(plan, rows)) == [("unclear-unit", "Sheet1!B3")]
    rates = [*rows[:2], ["地区", "地区生产总值（亿元）", "增速"], ["端州区", 5.5, 3.2]]
    assert of(plan, rates).problems == ()


def test_an_amount_without_a_unit_is_asked_about_until_an_earlier_one_tells_its_size(plan):
    reading = of(plan, [TABLE[0], ["地区", "地区生产总值"], ["端州区", 5368760]])
    told = [d.where for d in doubts(reading, empty(FIGURES), plan) if d.code == "unsaid-unit"]
    assert (reading.problems, told) == ((), ["Sheet1!B2"])
    earlier = of(plan, [["2023年1—3月"], *TABLE[1:]], period="2023Q1").figures
    kept = {"sender": "bureau", "form": "表", "submission": "1", "file": "", "sha256": "", "time": datetime(2023, 4, 5)}
    history = table([row | kept for row in earlier.to_dict("records")], FIGURES)
    assert "unsaid-unit" not in [d.code for d in doubts(reading, history, plan)]


def test_what_is_indented_below_a_part_is_of_that_part(plan):
    rows = [["端州区2023年1—6月"], ["指标", "数值"], ["市场主体总量", 100], ["  其中：新登记", 20], ["    企业", 5]]
    assert figures(of(plan, rows)) == {("all", "dz"): 100, ("new", "dz"): 20, ("new_firms", "dz"): 5}


def test_a_name_over_its_figures_says_its_way_too(plan):
    rows = [["2023年二季度"], ["累计走访企业次数"], ["端州区", 27]]
    assert said(of(plan, rows)) == [("wrong-way", "Sheet1!A3")]


def test_all_of_a_year_is_its_last_quarters_sum_and_no_earlier_one(plan):
    rows = [["2023年主要经济指标"], ["地区", "地区生产总值（亿元）", None], [None, "全年", "增速%"], ["端州区", 5.5, 1]]
    assert (figures(of(plan, rows, period="2023Q4")), said(of(plan, rows))) == (
        {("gdp", "dz"): 5.5}, [("wrong-period", "Sheet1!B4")],
    )  # fmt: skip


def test_tables_side_by_side_below_two_rows_of_headings_are_not_asked_about(plan):
    heads = ["地区", "地区生产总值（亿元）", None, "地区", "税收收入（万元）", None], [None, "总量", "增速%"] * 2
    rows = [TABLE[0], *heads, ["端州区", 5.5, 3.2, "怀集县", 3, 2.2]]
    assert (figures(of(plan, rows)), of(plan, rows).problems) == ({("gdp", "dz"): 5.5, ("tax", "hj"): 3}, ())


@pytest.mark.parametrize(("title", "doubted"), [("普通中学情况", True), ("普通小学情况", False), ("情况", False)])
def test_a_heading_that_is_the_end_of_a_name_is_asked_about_below_a_rival_of_its_beginning(title, doubted):
    of_bureau = {"way": "stock", "measure_unit": "人", "reported_by": ["bureau"], "reported_for": "parts"}
    pupils = {"id": "pupils", "name": "普通小学在校学生", "reported_as": ["在校学生"], **of_bureau}
    units = [{"id": "city", "name": "岭南市", "kind": "city"}, {"id": "dz", "name": "端州区", "kind": "county"},
             {"id": "bureau", "name": "市统计局", "kind": "department"}]  # fmt: skip
    schools = Plan.from_document({"id": "x", "title": "试", "unit": "city", "units": units, "indicators": [pupils]})
    rows = [[f"2023年二季度各县区{title}"], ["地区", "在校学生"], ["端州区", 600]]
    assert [code for code, _ in said(of(schools, rows))] == ["title"] * doubted


@pytest.mark.parametrize(
    "heads",
    [
        [[None, None, "青龙满族", "宽城满族", None], ["指标", "单位", "自治县", "自治县", "昌黎县"]],
        [["指标", "单位", "青龙满族", "宽城满族", "昌黎县"], [None, None, "自治县", "自治县", None]],
    ],
)
def test_a_units_long_name_over_two_rows_is_its_name(heads):
    names = {"ql": "青龙满族自治县", "kc": "宽城满族自治县", "cl": "昌黎县"}
    units = [{"id": "city", "name": "某市", "kind": "city"}, {"id": "bureau", "name": "市统计局", "kind": "department"},
             *({"id": key, "name": name, "kind": "county"} for key, name in names.items())]  # fmt: skip
    land = {"id": "land", "name": "土地面积", "way": "stock", "measure_unit": "平方公里", "reported_by": ["bureau"],
            "reported_for": "parts"}  # fmt: skip
    counties = Plan.from_document({"id": "x", "title": "试", "unit": "city", "units": units, "indicators": [land]})
    reading = of(counties, [["2023年二季度"], *heads, ["土地面积", "平方公里", 1, 2, 3]])
    assert (figures(reading), reading.problems) == ({("land", "ql"): 1, ("land", "kc"): 2, ("land", "cl"): 3}, ())


@pytest.mark.parametrize("name", ["预计数", "民营企业", "目标分解表", "当季数"])
def test_a_files_name_is_the_title_of_a_sheet_that_has_none(plan, name):
    rows = [["地区", "税收收入（万元）", "企业户数"], ["端州区", 600, 5]]
    told = {code for code, _ in said(of(plan, rows, file=f"附件2：{name}(1).xlsx"))}
    assert told == {"title"}
    assert of(plan, rows, file="附件2：端州区报表(终稿).xlsx").problems == ()


def test_a_format_with_words_before_the_number_makes_another_thing_of_it(plan):
    content = workbook([["2023年6月末"], ["地区", "市场主体"], ["端州区", 600]], formats={"B3": '"计划"0'})
    assert said(read(plan, content, sender="bureau")) == [("wrong-unit", "Sheet1!B3")]


def test_a_column_of_persons_names_nothing(plan):
    rows = [
        ["2023年二季度走访情况"],
        ["地区", "责任领导", "走访企业次数"],
        ["端州区", "张某", 30],
        ["鼎湖区", "李某", 20],
    ]
    assert (figures(of(plan, rows)), of(plan, rows).problems) == ({("visits", "dz"): 30, ("visits", "dh"): 20}, ())
