"""Names of places that say more than a place, and what stands beside levels: other times, targets, corrections."""

import pytest

from milepost.intake.checks import doubts
from milepost.plan.plan import Plan
from milepost.plan.reading import Reading
from milepost.plan.tables import FIGURES, empty
from tests.intake.cells import Rows, figures, read, said, workbook
from tests.intake.county_plan import county_plan
from tests.intake.drawn import truth


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Seven counties whose figures a bureau reports: levels in 户, sums in 亿元 and 万元, visits of a quarter."""
    return truth.plan(by_counties=False)


def of(plan: Plan, rows: Rows, **more):
    return read(plan, workbook([["2023年1-6月各县区主要指标"], ["单位：亿元"], *rows]), sender="bureau", **more)


def contradicted(reading: Reading, plan: Plan) -> list[str]:
    """The codes of all doubts about a reading, but for what is missing."""
    return [p.code for p in (*reading.problems, *doubts(reading, empty(FIGURES), plan)) if p.code != "missing"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("（上年同期）", "鼎湖区（上年同期）"), ("（目标）", "鼎湖区（目标）"), ("（预计）", "鼎湖区（预计）"),
        ("（去年）", "鼎湖区（去年）"), ("（增速）", "鼎湖区（增速）"), ("目标", "鼎湖区目标"),
        ("上年同期", "鼎湖区上年同期"), ("（2022年）", "其他时期（2022年）"), ("（1-5月）", "其他时期（2023年1-5月）"),
    ],
)  # fmt: skip
def test_what_stands_behind_the_name_of_a_place_holds_for_its_figures(plan, words, told):
    in_row = of(plan, [["地区", "地区生产总值"], ["端州区", 100.5], [f"鼎湖区{words}", 120.5]])
    in_column = of(plan, [["指标", "端州区", f"鼎湖区{words}"], ["地区生产总值", 100.5, 120.5]])
    for reading in (in_row, in_column):
        assert (figures(reading), said(reading)) == ({("gdp", "dz"): 100.5}, [])
        assert told in reading.layout.partition("未读取：")[2]


@pytest.mark.parametrize("words", ["（二季度）", "（1-6月）", "（累计）", "（2023年）", "*", "①"])
def test_a_place_with_the_time_that_is_asked_for_is_read(plan, words):
    reading = of(plan, [["地区", "税收收入（万元）"], ["端州区", 100.5], [f"鼎湖区{words}", 120.5]])
    assert (figures(reading), said(reading)) == ({("tax", "dz"): 100.5, ("tax", "dh"): 120.5}, [])


@pytest.mark.parametrize("name", ["鼎湖区（当月）", "鼎湖区当月"])
def test_a_place_with_another_way_is_refused_at_its_name(plan, name):
    reading = of(plan, [["地区", "地区生产总值"], ["端州区", 100.5], [name, 120.5]])
    assert (figures(reading), said(reading)) == ({("gdp", "dz"): 100.5}, [("wrong-way", "Sheet1!A5")])


@pytest.mark.parametrize("name", ["全市（目标）", "全市上年同期", "合计（当月）", "本月合计", "合计（1-5月）"])
def test_a_total_of_another_time_checks_no_sum(plan, name):
    reading = of(plan, [["地区", "地区生产总值"], [name, 400], ["端州区", 100.5], ["鼎湖区", 120.5]])
    assert (figures(reading), said(reading)) == ({("gdp", "dz"): 100.5, ("gdp", "dh"): 120.5}, [])


@pytest.mark.parametrize(
    "name",
    [
        "鼎湖区（上年同期）",
        "鼎湖区上年同期",
        "鼎湖区（目标）",
        "鼎湖区目标",
        "上年同期",
        "目标",
        "（预计）",
        "同比增长",
    ],
)
@pytest.mark.parametrize("is_alone", [False, True])
def test_a_text_among_places_never_stands_for_the_place_above(plan, name, is_alone):
    own = [[name, None, None], [None, "常住人口（人）", 500]] if is_alone else [[name, "常住人口（人）", 500]]
    head = ["地区", "指标", "数值"]
    reading = of(plan, [head, ["端州区", "地区生产总值", 100.5], *own, [None, "税收收入（万元）", 20.5]])
    assert (figures(reading), said(reading)) == ({("gdp", "dz"): 100.5}, [])
    assert name in reading.layout.partition("未读取：")[2]


@pytest.mark.parametrize("name", ["鼎湖区上年同期", "鼎湖区（目标）", "鼎湖区全年目标", "鼎湖区增速"])
def test_a_lone_row_that_names_a_place_and_another_time_ends_the_place_above(plan, name):
    first = [["指标", "数值"], ["端州区", None], ["地区生产总值", 100.5]]
    reading = of(plan, [*first, [name, None], ["常住人口（人）", 500], ["税收收入（万元）", 20.5]])
    assert (figures(reading), said(reading)) == ({("gdp", "dz"): 100.5}, [])
    assert name in reading.layout.partition("未读取：")[2]


def test_rates_below_the_names_of_places_leave_the_levels_alone(plan):
    rates = ["同比增长%", "地区生产总值", 5.2]
    rows = [["端州区", "地区生产总值", 100.5], rates, ["鼎湖区", "地区生产总值", 20.5], rates]
    assert figures(of(plan, [["地区", "指标", "数值"], *rows])) == {("gdp", "dz"): 100.5, ("gdp", "dh"): 20.5}
    below = [["端州区", "地区生产总值", 100.5], ["同比增长%", None, 5.2], [None, "税收收入", 20.5]]
    assert figures(of(plan, [["地区", "指标", "数值"], *below])) == {("gdp", "dz"): 100.5, ("tax", "dz"): 205000}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("上报数", "审定数"), ("本期数", "调整数"), ("完成数", "确认数"), ("实绩", "考核数"), ("账面数", "实际数"),
        ("数值", "统计局口径"),
    ],
)  # fmt: skip
def test_another_level_beside_that_of_one_indicator_is_asked_about(plan, first, second):
    in_group = [["地区", "地区生产总值", "地区生产总值"], [None, first, second]]
    for rows in (
        [*in_group, ["端州区", 100.5, 98.2], ["鼎湖区", 120.5, 119.1]],
        [["地区", "指标", first, second], ["端州区", "地区生产总值", 100.5, 98.2]],
    ):
        reading = of(plan, rows)
        assert [code for code, _ in said(reading)] == ["unclear-heading"]
        assert len(figures(reading)) == len(rows) - 1 - (rows[0][1] == rows[0][2])
        kept = [[*row[:-2], row[-1 if second == "实际数" else -2]] for row in rows]
        assert of(plan, kept).problems == ()


@pytest.mark.parametrize(
    "second", ["其中：民营", "规上", "可比价", "人均", "增速（%）", "全年目标", "上年同期", "城镇", "位次"]
)
def test_parts_rates_and_plans_beside_a_level_are_none_of_it(plan, second):
    rows = [["地区", "地区生产总值", "地区生产总值"], [None, "总量", second]]
    assert of(plan, [*rows, ["端州区", 100.5, 48.2], ["鼎湖区", 120.5, 19.1]]).problems == ()


@pytest.mark.parametrize(
    "banner", ["各县（市、区）", "县（市、区）", "各县区情况", "各县（市）区完成情况", "县区", "地区", "分县（市、区）"]
)
@pytest.mark.parametrize("before", [[], ["全市"], ["计量单位"]])
def test_a_banner_over_places_only_says_that_they_are_places(plan, banner, before):
    rows = [["指标", *before, banner, None], [None, *([None] * len(before)), "端州区", "鼎湖区"]]
    beside = {"全市": [221], "计量单位": ["亿元"]}.get("".join(before), [])
    reading = of(plan, [*rows, ["地区生产总值", *beside, 100.5, 120.5]])
    assert (figures(reading), said(reading)) == ({("gdp", "dz"): 100.5, ("gdp", "dh"): 120.5}, [])


@pytest.mark.parametrize("mark", ["空", "空白", "缺报", "/", "／", "—"])
def test_a_mark_for_nothing_is_no_number_and_no_error(plan, mark):
    rows = [["地区", "地区生产总值"], ["端州区", 100.5], ["鼎湖区", mark], ["高要区", 90.5]]
    assert (figures(of(plan, rows)), of(plan, rows).problems) == ({("gdp", "dz"): 100.5, ("gdp", "gy"): 90.5}, ())


def test_a_star_in_place_of_a_figure_is_told_there_and_ends_no_table(plan):
    reading = of(plan, [["地区", "地区生产总值"], ["端州区", 100.5], ["鼎湖区", "*"], ["高要区", 90.5], ["*初步数"]])
    assert (len(figures(reading)), said(reading)) == (2, [("not-a-number", "Sheet1!B5")])


@pytest.mark.parametrize(
    "words",
    [
        "本月止累计", "本月末累计", "截至本月累计", "截至本月末止累计", "1—本月止累计", "年初至本月累计", "1-本月累计",
        "本月止",
    ],
)  # fmt: skip
def test_what_came_up_to_this_month_is_no_month_alone(plan, words):
    expected = {("gdp", "dz"): 100.5}
    for rows in (
        [["地区", "地区生产总值", "地区生产总值"], [None, "本月", words], ["端州区", 10.5, 100.5]],
        [
            ["地区", "指标", "时间", "数值"],
            ["端州区", "地区生产总值", "本月", 9],
            ["端州区", "地区生产总值", words, 100.5],
        ],
        [["地区", f"地区生产总值（{words}）"], ["端州区", 100.5]],
    ):
        reading = of(plan, rows)
        assert (figures(reading), said(reading)) == (expected, [])


def test_this_month_beside_its_sum_is_asked_about_over_a_level(plan):
    rows = [["地区", "市场主体（户）", "市场主体（户）"], [None, "本月", "本月止累计"], ["端州区", 10, 100]]
    assert said(of(plan, rows)) == [("unclear-way", "Sheet1!B4")]
    assert of(plan, [["地区", "市场主体（户）"], [None, "本月"], ["端州区", 100]]).problems == ()


@pytest.mark.parametrize(
    "heading",
    [
        "序时进度（%）", "时间进度%", "完成进度（%）", "完成比例(%)", "占比（%）", "比重%", "占年度目标%", "达标率%",
        "份额（%）",
    ],
)  # fmt: skip
def test_a_share_beside_a_level_is_no_rate_of_growth(plan, heading):
    rows = [["地区", "税收收入（万元）", None, None], [None, "1-6月", "上年同期", heading], ["端州区", 120, 100, 50]]
    for table in (rows, [["指标", "单位", *rows[1][1:]], ["税收收入", "万元", 120, 100, 50]]):
        reading = read(plan, workbook([["端州区2023年1-6月主要指标"], *table]), sender="bureau")
        assert (figures(reading), contradicted(reading, plan)) == ({("tax", "dz"): 120}, [])


def test_last_years_share_is_none_of_growth(plan):
    rows = [
        ["地区", "网上办理占比", "网上办理占比"],
        [None, "本期末", "去年同期数"],
        [None, "%", "%"],
        ["端州区", 90.5, 80.5],
    ]
    reading = of(plan, rows)
    assert (figures(reading), contradicted(reading, plan)) == ({("online", "dz"): 90.5}, [])


def test_tabs_before_the_commas_of_a_csv_are_blanks(plan):
    head = ["\ufeff数据库：分县区数据 ", "指标\t,端州区\t,鼎湖区\t,"]
    lines = [*head, "地区生产总值 (亿元)\t,1227.90\t,\t,", "税收收入 (万元) \t,\t,488.70\t,"]
    for end in ("\n", "\r\n"):
        reading = read(plan, end.join(lines).encode(), file="2023年二季度.csv", sender="bureau")
        assert (figures(reading), said(reading)) == ({("gdp", "dz"): 1227.9, ("tax", "dh"): 488.7}, [])


def test_tabs_between_cells_with_commas_part_them(plan):
    text = "指标\t端州区\t鼎湖区\n税收收入（万元）\t1,227\t3,488\n地区生产总值（亿元）\t1,000.5\t\n"
    reading = read(plan, text.encode(), file="2023年二季度.csv", sender="bureau")
    assert figures(reading) == {("tax", "dz"): 1227, ("tax", "dh"): 3488, ("gdp", "dz"): 1000.5}


@pytest.mark.parametrize("words", ["开始时间", "起始日期", "更新时间"])
def test_when_the_series_of_a_list_begin_is_no_period_of_a_cover(plan, words):
    series = [["地区", "地区生产总值（亿元）"], ["端州区", 100.5]]
    list_of = [["指标名称", "频度", words, "来源"], ["工业增加值_累计", "季", "1992-03", "统计局"]]
    reading = read(plan, workbook(series, list_of), sender="bureau")
    assert (figures(reading), said(reading)) == ({("gdp", "dz"): 100.5}, [])
    cover = [["主要指标"], ["1992-03"]]
    assert [code for code, _ in said(read(plan, workbook(series, cover), sender="bureau"))] == ["wrong-period"]


@pytest.mark.parametrize("words", ["6月当月", "二季度当季"])
def test_a_span_beside_a_period_of_a_row_is_heard(plan, words):
    head = ["指标", "数值"]
    section = of(plan, [["端州区"], head, [f"二、{words}", None], ["税收收入（万元）", 222.2], ["地区生产总值", 20]])
    column = of(plan, [["地区", "指标", "时间", "数值"], ["端州区", "地区生产总值", words, 20]])
    for reading in (section, column):
        assert (figures(reading), {code for code, _ in said(reading)}) == ({}, {"wrong-way"})


def test_sentences_of_instructions_name_no_sender():
    form = [["主要指标"], ["指标名称", "单位", "完成数"], ["市场主体", "户", 400]]
    aside = [["填报说明"], ["1.本表由各县区和市统计局填报。"]]
    reading = read(truth.plan(by_counties=True), workbook(form, aside), file="端州区报表.xlsx")
    assert (reading.sender, figures(reading)) == ("dz", {("all", "dz"): 400})


@pytest.mark.parametrize(
    "title", ["各县（市、区）企业户数", "2023年二季度各县（市、区）企业户数", "各县区企业户数统计表"]
)
def test_a_title_that_ends_as_its_indicator_does_names_it(plan, title):
    reading = read(plan, workbook([[title], ["地区", "数值"], ["端州区", 400]]), sender="bureau")
    assert (figures(reading), said(reading)) == ({("firms", "dz"): 400}, [])


@pytest.mark.parametrize("total", ["合计", "总计", "小计", "主城区"])
def test_a_total_over_the_places_below_it_is_none_of_theirs(plan, total):
    of_all = [[total, None], ["税收收入（万元）", 300], ["地区生产总值", 221]]
    parts = [["端州区", None], ["税收收入（万元）", 100], ["地区生产总值", "-"]]
    for rows in ([*of_all, *parts], [*parts, *of_all]):
        reading = of(plan, [["指标", "数值"], *rows])
        assert (figures(reading), said(reading)) == ({("tax", "dz"): 100}, [])


@pytest.mark.parametrize("name", ["主城区", "主城区合计", "中心城区"])
def test_the_middle_of_a_town_is_a_subtotal(plan, name):
    reading = of(plan, [["地区", "地区生产总值"], ["端州区", 100.5], [name, 221]])
    assert (figures(reading), said(reading)) == ({("gdp", "dz"): 100.5}, [])


def test_the_name_of_a_group_stands_over_ranks_too(plan):
    rows = [
        ["序号", "地区", "走访企业次数", None],
        [None, None, "排名", "二季度"],
        [1, "端州区", 2, 40],
        [2, "鼎湖区", 1, 44],
    ]
    reading = read(plan, workbook([["2023年二季度主要指标"], *rows]), sender="bureau")
    assert (figures(reading), said(reading)) == ({("visits", "dz"): 40, ("visits", "dh"): 44}, [])


@pytest.mark.parametrize("whole", ["小计", "合计"])
@pytest.mark.parametrize("outer", ["端州区", None])
def test_townships_beside_their_county_are_left_aside_and_its_subtotal_is_the_countys(plan, whole, outer):
    rows = [["县区", "乡镇", "市场主体（户）"], ["端州区", whole, 60], [outer, "黄岗镇", 20], [outer, "睦岗街道", 40],
            ["鼎湖区", whole, 30], ["鼎湖区", "永安镇", 30]]  # fmt: skip
    reading = of(plan, rows)
    assert (figures(reading), reading.problems) == ({("all", "dz"): 60, ("all", "dh"): 30}, ())
    assert "黄岗镇（端州区的一部分）" in reading.layout


def test_townships_alone_are_named_where_nothing_is_read(plan):
    reading = of(plan, [["县区", "乡镇", "市场主体（户）"], ["端州区", "黄岗镇", 20], ["鼎湖区", "永安镇", 30]])
    (problem,) = reading.errors
    assert (problem.code, "黄岗镇（端州区的一部分）" in problem.message) == ("nothing-recognised", True)


OWN = [["2023年二季度市场主体"], ["指标名称", "单位", "数值"], ["市场主体", "户", 1000]]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (["县区：", "东辽县"], [("error", "sender-differs"), ("error", "not-yours")]), (["县区：", "东丰县"], []),
        (["填报单位：大阳镇人民政府"], [("doubt", "sender-differs")]),
        (["填报单位：东丰县市场监督管理局大阳分局"], [("doubt", "sender-differs")]),
        (["填报单位：东丰县市场监督管理局"], []),
    ],
)  # fmt: skip
def test_a_county_s_form_that_another_place_or_a_part_of_it_has_filled_in_is_told(line, told):
    reading = read(county_plan(), workbook([OWN[0], line, *OWN[1:]]), sender="东丰县")
    assert [(p.level, p.code) for p in reading.problems] == told


def test_a_county_s_form_whose_file_is_another_county_s_is_refused():
    assert codes(read(county_plan(), workbook(OWN), sender="东丰县", file="东辽县二季度.xlsx")) == ["sender-differs"]
    assert read(county_plan(), workbook(OWN), sender="东丰县", file="东丰县二季度.xlsx").problems == ()


def test_points_are_no_level_of_a_share(plan):
    rows = [["地区", "网上办理占比（百分点）"], ["端州区", 5]]
    assert codes(of(plan, rows)) == ["wrong-unit"]


def codes(reading) -> list[str]:
    return [code for code, _ in said(reading)]


FORM = [["指标名称", "计量单位", "数值"], ["市场主体", "户", 1000], ["企业", "户", 300]]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["报告期", "2023年一季度"], *FORM], "wrong-period"),
        ([["年份", "2022", "季度", "二"], *FORM], "wrong-period"),
        ([["报送单位", "东辽县"], *FORM], "sender-differs"),
        ([["数据性质", "预计数"], *FORM], "title"),
        ([["范围", "规模以上企业"], *FORM], "title"),
        ([*FORM, ["东辽县市场监督管理局"]], "sender-differs"),
        ([["填报单位：梅河口市"], *FORM], "sender-differs"),
        ([[*FORM[0], "口径"], [*FORM[1], "规上"], [*FORM[2], "全口径"]], "remark"),
        ([[*FORM[0], "备注"], [*FORM[1], "系统故障，沿用上季度数"], FORM[2]], "remark"),
        ([[*FORM[0], "备注"], [*FORM[1], "仅指企业"], FORM[2]], "remark"),
    ],
)
def test_what_stands_over_and_beside_a_county_s_form_is_heard(rows, code):
    assert code in codes(read(county_plan(), workbook(rows), sender="东丰县"))


@pytest.mark.parametrize(
    "rows",
    [
        [["报告期", "2023年二季度"], *FORM], [["报送单位", "东丰县"], *FORM], [["数据性质", "正式数"], *FORM],
        [*FORM, ["东丰县市场监督管理局"]], [["指标名称", "计量单位", "本县"], *FORM[1:]],
        [[*FORM[0], "审核状态"], [*FORM[1], "已审核"], [*FORM[2], "通过"]],
    ],
)  # fmt: skip
def test_what_agrees_with_a_county_s_form_is_let_alone(rows):
    reading = read(county_plan(), workbook(rows), sender="东丰县")
    assert (figures(reading), reading.problems) == ({("all", "df"): 1000, ("firms", "df"): 300}, ())


def test_a_second_table_whose_title_names_an_indicator_and_another_quarter_is_of_that_quarter():
    second = [["2023年一季度新登记市场主体"], ["指标名称", "计量单位", "数值"], ["新登记市场主体", "户", 80]]
    reading = read(county_plan(), workbook([["东丰县2023年二季度市场主体"], *FORM, *second]), sender="东丰县")
    assert figures(reading) == {("all", "df"): 1000, ("firms", "df"): 300}


def test_a_cover_that_calls_all_figures_expected_is_asked_about():
    content = workbook([["封面"], ["本套表数据均为预计数"]], [["2023年二季度"], *FORM], names=("封面", "表1"))
    assert codes(read(county_plan(), content, sender="东丰县")) == ["remark"]
