"""Habits of clerks and yearbooks that once were refused or read wrongly: each with its cells."""

import io
from dataclasses import replace
from datetime import date

import pytest
import xlsxwriter

from milepost.plan.industry import Industry
from milepost.plan.plan import Plan
from tests.intake.cells import Rows, figures, read, said, workbook
from tests.intake.county_plan import county_plan
from tests.intake.drawn import truth


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Seven counties whose figures a bureau reports: levels in 户, sums in 亿元 and 万元, visits of a quarter."""
    return truth.plan(by_counties=False)


@pytest.fixture(scope="module")
def own() -> Plan:
    """Counties that report for themselves."""
    return county_plan()


def of(plan: Plan, rows: Rows, sender: str = "bureau", **more):
    return read(plan, workbook(rows, **more), sender=sender)


def codes(reading) -> list[str]:
    return [code for code, _ in said(reading)]


GDP = [["地区", "地区生产总值"], ["端州区", 5003000], ["鼎湖区", 4002000]]
IN_HUNDRED_MILLIONS = {("gdp", "dz"): 500.3, ("gdp", "dh"): 400.2}

# ---------------------------------------------------------------------------- when


@pytest.mark.parametrize("number", ["表1 ", "2-5 ", "20-1 ", "附表3-2  ", "表二 ", "表19 "])
def test_a_year_behind_the_number_of_its_table_is_the_tables_year(plan, number):
    """Once the blank between them is gone, 表1 2022年 reads 表12022年."""
    rows = [[f"{number}2022年二季度市场主体情况"], ["地区", "市场主体"], ["端州区", 600]]
    assert codes(of(plan, rows)) == ["wrong-period"]
    named = [[f"{number}2023年二季度市场主体"], ["地区", "户数"], ["端州区", 600]]
    assert figures(of(plan, named)) == {("all", "dz"): 600}


@pytest.mark.parametrize("period", ["22年二季度", "22年上半年", "22年1-6月", "22年6月末", "22Q2", "2Q2022"])
def test_a_year_in_two_digits_is_a_year(plan, period):
    rows = [[f"{period}市场主体情况"], ["地区", "市场主体"], ["端州区", 600]]
    assert codes(of(plan, rows)) == ["wrong-period"]
    now = period.replace("22年", "23年").replace("2022", "2023").replace("22Q", "23Q")
    beside = [["各县区市场主体"], ["地区", period, now], ["端州区", 500, 600]]
    assert figures(of(plan, beside)) == {("all", "dz"): 600}


@pytest.mark.parametrize("head", [[["项目", "5月累计", "6月累计"]], [["项目", "6月", None], [None, "当月", "累计"]]])
def test_a_month_with_what_came_since_january(head, own):
    rows = [["东丰县2023年新登记情况"], *head, ["新登记市场主体", 100, 600]]
    assert figures(of(own, rows, "df")) == {("new", "df"): 600}


def test_how_far_an_export_looks_back_is_no_period(plan):
    """时间：最近12季度 of the statistics office is not the second quarter, 最近10年 not the year 2010."""
    years = [["时间：最近10年"], ["指标：市场主体(户)"], ["地区", "2022年"], ["端州区", 600]]
    assert figures(read(plan, workbook(years), "2022Q4", sender="bureau")) == {("all", "dz"): 600}
    rows = [
        ["数据库：季度数据"],
        ["时间：最近12季度"],
        ["指标：市场主体(户)"],
        ["地区", "2023年第一季度"],
        ["端州区", 600],
    ]
    assert figures(read(plan, workbook(rows), "2023Q1", sender="bureau")) == {("all", "dz"): 600}


@pytest.mark.parametrize(
    "span", ["时间：2022Q1—2023Q2", "2022年一季度至2023年二季度市场主体", "2022年6月末～2023年6月末"]
)
def test_one_column_below_a_stretch_of_quarters_may_be_of_any_of_them(plan, span):
    rows = [[span], ["地区", "市场主体（户）"], ["端州区", 600]]
    reading = of(plan, rows)
    assert [(p.code, p.where) for p in reading.doubts if "一段时间" in p.message] == [("title", "Sheet1!B2")]
    told = of(
        plan, [[span], ["地区", "2023年一季度市场主体（户）", "2023年二季度市场主体（户）"], ["端州区", 500, 600]]
    )
    assert figures(told) == {("all", "dz"): 600}
    assert not [p for p in told.doubts if "一段时间" in p.message]
    below = of(plan, [[span], ["报告期", "地区", "市场主体（户）"], ["2023年二季度", "端州区", 600]])
    assert figures(below) == {("all", "dz"): 600}
    assert not [p for p in below.doubts if "一段时间" in p.message]


def test_a_stretch_within_one_year_is_what_came_since_january(plan):
    rows = [["2023年一季度至2023年二季度"], ["地区", "地区生产总值（万元）"], ["端州区", 5003000], ["鼎湖区", 4002000]]
    assert not [p for p in of(plan, rows).doubts if "一段时间" in p.message]


@pytest.mark.parametrize(
    ("title", "head", "doubted"),
    [
        ("2023年6月主要指标（万元）", "地区生产总值", True),
        ("2023年6月主要指标（万元）", "地区生产总值累计", False),
        ("2023年6月累计主要指标（万元）", "地区生产总值", False),
        ("2023年6月末主要指标（万元）", "地区生产总值", False),
        ("截至2023年6月30日主要指标（万元）", "地区生产总值", False),
        ("截止到2023年6月主要指标（万元）", "地区生产总值", False),
        ("2023年6月30日主要指标（万元）", "地区生产总值", False),
        ("2023年6月份主要指标（万元）", "地区生产总值", True),
        ("6月主要指标（万元）", "地区生产总值", True),
        ("2023年6月累积主要指标（万元）", "地区生产总值", False),
        ("2023年6月主要指标（万元）", "地区生产总值（年初至今累计）", False),
        ("2023年1—6月主要指标（万元）", "地区生产总值", False),
    ],
)
def test_a_month_above_a_sum_since_january_may_mean_the_month_alone(plan, title, head, doubted):
    reading = of(plan, [[title], ["地区", head], *GDP[1:]])
    assert figures(reading) == IN_HUNDRED_MILLIONS
    assert bool([p for p in reading.doubts if "标题写的是一个月" in p.message]) is doubted


def test_a_month_above_an_amount_of_a_quarter_is_doubted_until_the_heading_says_the_quarter(plan):
    plain, clear = (
        of(plan, [["2023年6月主要指标"], ["地区", heading], ["端州区", 5]])
        for heading in ("走访企业次数", "走访企业次数（本季）")
    )
    (doubt,) = plain.doubts
    assert doubt.remedy.endswith("最好在表头写明“本季”")
    assert (clear.problems, figures(clear)) == ((), figures(plain))


def test_a_group_whose_name_was_lost_does_not_lend_its_figures_to_the_one_before(plan):
    rows = [["2023年二季度"], ["指标", "端州区", None, None, None], [None, *["本期数", "同比增长%"] * 2],
            ["市场主体", None, 1.2, 600, 2.5]]  # fmt: skip
    (doubt,) = of(plan, rows).doubts
    assert (doubt.code, doubt.where) == ("unclear-heading", "Sheet1!D3")
    assert doubt.message == "B列和D列的表头都是“端州区 / 本期数”"


@pytest.mark.parametrize(
    ("merged", "cell"), [("B3:B4", "B3"), ("B3:C3", "B3"), ("B3:C4", "B3")], ids=["rows", "columns", "both"]
)
def test_one_cell_merged_over_two_names_is_nobodys_figure(plan, merged, cell):
    rows = [["2023年二季度"], ["地区", "市场主体", "企业"], ["端州区", 600, None], ["鼎湖区", None, None]]
    reading = read(plan, workbook(rows, merges=[merged]), sender="bureau")
    assert [(p.code, p.cell) for p in reading.errors] == [("merged-figure", cell)]
    assert figures(reading) == {}


def test_one_cell_merged_over_rows_of_one_name_or_empty_columns_is_a_figure(plan):
    rows = [["2023年二季度"], ["地区", "市场主体", None, "备注"], ["端州区", 600, None, "已核"],
            [None, None, None, "同上"], ["鼎湖区", 500]]  # fmt: skip
    reading = read(plan, workbook(rows, merges=["A3:A4", "B3:C4"]), sender="bureau")
    assert figures(reading) == {("all", "dz"): 600, ("all", "dh"): 500}


@pytest.mark.parametrize("mark", ["其中：", "  "], ids=["marked", "indented"])
def test_parts_of_what_the_plan_does_not_know_are_no_figures_of_their_own(plan, mark):
    rows = [["2023年二季度"], ["指标", "端州区"], ["市场主体", 600], ["注销市场主体", 30], [f"{mark}企业", 12],
            [f"{'  ' if mark == '  ' else ''}个体工商户", 18]]  # fmt: skip
    reading = of(plan, rows)
    assert figures(reading) == {("all", "dz"): 600}
    told = "；".join([*(p.message for p in reading.doubts), reading.layout])
    assert "注销市场主体企业" in told
    assert "个体工商户" in told


def test_a_name_after_a_like_part_of_something_unknown_is_asked_about(plan):
    rows = [
        ["2023年二季度"],
        ["指标", "端州区"],
        ["从业人员", 30],
        ["其中：企业", 12],
        ["个体工商户", 18],
        ["市场主体", 600],
    ]
    assert [p.value for p in of(plan, rows).doubts if p.code == "unclear-heading"] == [
        "其中：企业",
        "个体工商户",
        "市场主体",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["年份", "季度", "端州区"], ["2022年", "一季度", 500], [None, "二季度", 510],
         ["2023年", "一季度", 590], [None, "二季度", 600]],
        [["年份", "季度", "端州区"], ["2022年", "二季度", 510], ["2023年", "二季度", 600]],
        [["时间", "端州区"], ["2022年", None], ["一季度", 500], ["二季度", 510], ["2023年", None], ["一季度", 590],
         ["二季度", 600]],
        [[None, "端州区"], [2022, 510]],
        [["年份", "季度", "端州区"], ["2022年", "一季度", 500], ["2022年", "二季度", 510]],
    ],
    ids=["a year above its quarters", "beside them", "over them", "a number", "another year alone"],
)  # fmt: skip
def test_a_year_and_a_quarter_in_two_places_are_one_period(plan, rows):
    reading = of(plan, [["各县区市场主体（户）"], *rows])
    assert figures(reading) == ({("all", "dz"): 600} if 600 in rows[-1] else {})
    assert bool(reading.errors) is (600 not in rows[-1])


@pytest.mark.parametrize(
    ("title", "indicator", "doubted"),
    [
        ("2023年二季度当季主要指标", "税收收入", True), ("2023年二季度主要指标（单季数）", "税收收入", True),
        ("2023年二季度主要指标", "税收收入", False), ("2023年二季度末主要指标", "税收收入", False),
        ("2023年二季度本季末主要指标", "税收收入", False), ("2023年二季度主要指标（累计数）", "走访企业次数", True),
        ("2023年二季度本季主要指标", "走访企业次数", False), ("2023年二季度当季主要指标", "市场主体", False),
    ],
)  # fmt: skip
def test_a_title_of_another_span_makes_a_doubt_that_the_heading_can_settle(plan, title, indicator, doubted):
    plain = of(plan, [[title], ["地区", indicator], ["端州区", 600]])
    assert [p.code for p in plain.doubts if "标题" in p.message] == ["title"] * doubted
    if doubted:
        right = {"税收收入": "年初至今累计", "走访企业次数": "本季发生数"}[indicator]
        told = of(plan, [[title], ["地区", f"{indicator}（{right}）"], ["端州区", 600]])
        assert (told.problems, figures(told)) == ((), figures(plain))


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("2022各县区市场主体情况", "wrong-period"), ("市场主体情况2022", "wrong-period"),
        ("2021—2022年市场主体情况", "wrong-period"), ("2021/2022学年市场主体情况", "wrong-period"),
        ("2023各县区市场主体情况", "title"), ("2022—2024年三年行动市场主体情况", None),
        ("2022—2024年行动计划市场主体情况", None),
        ("年初各县区市场主体情况", "title"),
    ],
)  # fmt: skip
def test_a_bare_year_and_a_stretch_of_past_years_are_periods_too(plan, title, code):
    reading = of(plan, [[title], ["地区", "市场主体"], ["端州区", 600]])
    assert [p.code for p in reading.problems if p.code != "missing"] == ([code] if code else [])


@pytest.mark.parametrize("text", ["二、人均水平", "三、发展速度", "目标", "当月", "其中：本月"])
@pytest.mark.parametrize("after", [False, True])
def test_a_row_of_words_alone_speaks_for_the_rows_below_it(plan, text, after):
    first = [["市场主体", 600]] if after else []
    rows = [["2023年二季度"], ["指标", "端州区"], *first, [text, None], ["税收收入", 105.9]]
    reading = of(plan, rows)
    taken = ("tax", "dz") in figures(reading)
    assert not taken or any(p.cell in ("A4", "A5", "B4", "B5") for p in reading.problems if p.code != "missing")


@pytest.mark.parametrize("corner", ["2022年6月末", "地区（2022年）", "2022年\\地区"])
def test_the_corner_of_a_table_says_its_period_too(plan, corner):
    assert figures(of(plan, [["各县区市场主体"], [corner, "市场主体"], ["端州区", 600]])) == {}
    now = corner.replace("2022", "2023")
    assert figures(of(plan, [["各县区市场主体"], [now, "市场主体"], ["端州区", 600]])) == {("all", "dz"): 600}


def test_groups_that_are_centred_without_a_merge_are_refused(plan):
    names = ["企业", "个体工商户", "市场主体"]
    rows = [["各县区情况"], ["地区", None, "2022年6月末", None, None, "2023年6月末", None], [None, *names, *names],
            ["端州区", 190, 400, 590, 200, 400, 600]]  # fmt: skip
    assert [(p.code, p.where) for p in of(plan, rows).errors] == [
        ("unclear-heading", "Sheet1!C2"), ("unclear-heading", "Sheet1!F2"),
    ]  # fmt: skip
    rows[1] = ["地区", "2022年6月末", None, None, "2023年6月末", None, None]
    assert figures(of(plan, rows)) == {("firms", "dz"): 200, ("solo", "dz"): 400, ("all", "dz"): 600}


def test_tables_side_by_side_with_titles_of_their_own_are_asked_about(plan):
    head = ["地区", "市场主体", None, "地区", "企业"]
    titled = [["2023年6月末市场主体", None, None, "注销企业", None], head, ["端州区", 600, None, "端州区", 50]]
    assert said(of(plan, titled)) == [("title", "Sheet1!E2")]
    other_time = [["2023年6月末市场主体", None, None, "2022年6月末企业", None], *titled[1:]]
    assert [p.code for p in of(plan, other_time).errors] == ["period-differs"]
    heads = ["地  区", "市场主体", None, "地  区", "市场主体"], ["Region", "Total", None, "Region", "Total"]
    again = [["2023年6月末"], *heads, ["端州区", 600, None, "鼎湖区", 500]]
    assert (of(plan, again).problems, len(of(plan, again).figures)) == ((), 2)


def test_an_export_with_names_places_and_units_in_rows_of_its_head_and_months_below(plan):
    rows = [
        ["指标", "市场主体", "市场主体", "地区生产总值_累计"], ["地区", "端州区", "广宁县", "端州区"],
        ["频度", "月", "月", "季"], ["单位", "户", "户", "亿元"],
        ["2023-05", 590, 390, None], ["2023-06", 600, 400, 500.3], ["2023-07", 610, 410, None],
    ]  # fmt: skip
    reading = of(plan, rows)
    assert figures(reading) == {("all", "dz"): 600, ("all", "gn"): 400, ("gdp", "dz"): 500.3}
    assert codes(of(plan, rows[:5])) == ["wrong-period"]


def test_a_sheet_of_the_same_time_last_year_is_no_sheet_of_this_quarter(plan):
    now = [["2023年二季度市场主体情况"], ["地区", "市场主体"], ["端州区", 600]]
    then = [["市场主体情况"], ["地区", "市场主体"], ["端州区", 500]]
    reading = read(plan, workbook(now, then, names=("本期", "去年同期")), sender="bureau")
    assert (figures(reading), reading.errors) == ({("all", "dz"): 600}, ())
    assert codes(read(plan, workbook(then, names=("去年同期",)), sender="bureau")) == ["wrong-period"]


@pytest.mark.parametrize("text", ["202306", "2023/6", "2023.06", "2023-06-30", "20230630"])
def test_a_month_in_a_column_of_periods_however_it_is_written(plan, text):
    rows = [["报告期", "地区", "市场主体"], [text, "端州区", 600], ["202303", "端州区", 590]]
    reading = of(plan, rows)
    assert (figures(reading), reading.problems) == ({("all", "dz"): 600}, ())


def test_ends_of_months_side_by_side(plan):
    rows = [["2023年各月末市场主体"], ["地区", "4月", "5月", "6月"], ["端州区", 510, 520, 600]]
    assert figures(of(plan, rows)) == {("all", "dz"): 600}


def test_dates_over_columns_are_their_months(plan):
    """Excel keeps 2023年6月 in a heading as a day."""
    june, year_ago = date(2023, 6, 1), date(2022, 6, 30)
    rows = [["各县区市场主体"], ["地区", june, year_ago], ["端州区", 600, 500], ["广宁县", 400, 300]]
    assert figures(of(plan, rows)) == {("all", "dz"): 600, ("all", "gn"): 400}
    assert codes(of(plan, [row[:1] + row[2:] for row in rows])) == ["wrong-period"]


# ---------------------------------------------------------------------------- measured how


@pytest.mark.parametrize(
    "rows",
    [
        [["地区生产总值（2023年1—6月，万元）"], *GDP],
        [["2023年1—6月地区生产总值"], ["地区（单位：万元）", "地区生产总值"], *GDP[1:]],
        [["2023年1—6月地区生产总值"], *GDP, ["注：单位为万元"]],
        [["2023年1—6月主要指标        单位：万元"], *GDP],
        [["2023年1—6月主要指标（以万元为单位）"], *GDP],
        [["2023年1—6月"], ["金额单位：人民币万元"], *GDP],
        [["2023年1—6月"], ["单位 万元"], *GDP],
        [["2023年1—6月"], ["单 位：万元  2023年7月5日"], *GDP],
        [["2023年1—6月"], [None, "单位：", "万元"], *GDP],
        [["2023年1—6月"], [None, "万元"], *GDP],
        [["2023年1—6月"], ["说明：本表金额单位为万元。"], *GDP],
        [["2023年1—6月"], [*GDP[0], "备注"], *([*row, "单位：万元"] for row in GDP[1:])],
        [["2023年1—6月地区生产总值"], *GDP, ["注：1.表中金额以万元为单位。"]],
        [["2023年1—6月"], ["地区", "地区生产总值\n万元"], *GDP[1:]],
        [["2023年1—6月"], ["地区", "地区生产总值 万元"], *GDP[1:]],
        [["2023年1—6月"], ["地区", "地区生产总值（万元，现价）"], *GDP[1:]],
        [["2023年1—6月"], ["地区", "地区生产总值（1—6月，万元）"], *GDP[1:]],
    ],
    ids=[
        "bracket",
        "corner",
        "note",
        "title",
        "title in words",
        "in yuan",
        "no colon",
        "before a day",
        "two cells",
        "alone",
        "explained",
        "remarks",
        "note in words",
        "line of its own",
        "behind a blank",
        "prices",
        "period",
    ],
)
def test_the_measure_unit_wherever_it_is_said(plan, rows):
    """万元 that are not seen would be ten thousand times too many 亿元."""
    reading = of(plan, rows)
    assert (figures(reading), reading.errors) == (IN_HUNDRED_MILLIONS, ())


def test_the_measure_unit_in_the_name_of_the_sheet_or_of_the_file(plan):
    rows = [["2023年1—6月"], *GDP]
    assert figures(of(plan, rows, names=["主要指标(万元)"])) == IN_HUNDRED_MILLIONS
    assert figures(read(plan, workbook(rows), file="主要指标（万元）.xlsx", sender="bureau")) == IN_HUNDRED_MILLIONS


def test_a_note_that_speaks_of_two_measure_units_is_asked_about(plan):
    rows = [["2023年1—6月"], *GDP, ["注：*单位为万元，其余为亿元。"]]
    assert set(codes(of(plan, rows))) == {"unclear-unit"}


# ---------------------------------------------------------------------------- what


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("2023年1—6月人均主要指标", "人均"),
        ("2023年1—6月市场主体培育目标任务分解表", "任务分解"),
        ("2023年二季度主要指标预计情况", "预计"),
        ("2023年1—6月主要指标增速", "增速"),
        ("2023年1—6月主要指标占比情况", "占比"),
        ("2023年二季度各县区主要指标排名", "排名"),
        ("2023年二季度每万人主要指标", "每万人"),
    ],
)
def test_a_title_of_rates_plans_or_averages_over_plain_headings_is_doubted(plan, title, word):
    reading = of(plan, [[title], ["地区", "地区生产总值"], ["端州区", 50.3]])
    (problem,) = reading.problems
    assert (problem.level, problem.code, problem.where) == ("doubt", "title", "Sheet1!B2")
    assert f"“{word}”" in problem.message


def test_a_title_of_levels_and_rates_whose_headings_say_which_is_which_is_not_doubted(plan):
    rows = [["2023年1—6月地区生产总值及增速"], ["地区", "地区生产总值", "增速%"], ["端州区", 50.3, 5.1]]
    assert of(plan, rows).problems == ()
    online = [["2023年二季度网上办理占比情况"], ["地区", "网上办理占比", "市场主体"], ["端州区", 50.3, 600]]
    assert of(plan, online).problems == ()


def test_what_was_done_beside_what_was_to_be_done(plan):
    rows = [["2023年1—6月"], ["地区", "新登记企业目标数", "新登记企业完成数", "完成率"], ["端州区", 70, 60, 85.7]]
    assert figures(of(plan, rows)) == {("new_firms", "dz"): 60}


def test_a_sum_since_long_ago_is_what_accumulates_the_sum_of_the_year(own):
    rows = [["东丰县2023年二季度"], ["指标", "本季", "本年累计", "历年累计"], ["个转企", 10, 18, 70]]
    assert figures(of(own, rows, "df")) == {("turned", "df"): 18, ("turned_ever", "df"): 70}


def test_rows_indented_or_numbered_below_another_are_its_parts(own):
    """企业 below 新登记市场主体 are 新登记企业, with 其中 or without."""
    listed = [
        [("市场主体总量", 1000), ("  企业", 300), ("    规模以上企业", 40),
         ("新登记市场主体", 120), ("  企业", 40), ("  个体工商户", 80)],
        [("一、市场主体总量", 1000), ("1.企业", 300), ("(1)规模以上企业", 40),
         ("二、新登记市场主体", 120), ("1.企业", 40), ("2.个体工商户", 80)],
        [("一、市场主体总量", 1000), ("企业", 300), ("二、新登记市场主体", 120), ("企业", 40), ("网上办理占比", 8)],
    ]  # fmt: skip
    for lines in listed:
        reading = of(own, [["东丰县2023年二季度"], ["指标", "本年数"], *map(list, lines)], "df")
        found = figures(reading)
        assert {i: v for (i, _), v in found.items() if i != "online"} == {
            "all": 1000, "firms": 300, "new": 120, "new_firms": 40,
        }  # fmt: skip
        assert reading.errors == ()


def test_a_part_that_the_plan_does_not_count_by_itself_is_not_taken_for_the_whole(plan):
    """The 个体工商户 newly registered are not all of them."""
    rows = [["端州区2023年1—6月"], ["指标", "数值"], ["新登记市场主体", 120], ["  企业", 40], ["  个体工商户", 80]]
    reading = read(truth.plan(by_counties=True), workbook(rows), sender="dz")
    assert figures(reading) == {("new", "dz"): 120, ("new_firms", "dz"): 40}
    (problem,) = reading.problems
    assert (problem.code, problem.where) == ("unclear-heading", "Sheet1!A5")


# ---------------------------------------------------------------------------- whose


@pytest.mark.parametrize("name", ["县（市）", "三、县", "五县市", "各县", "两区", "县级市小计", "二、县（市）合计"])
def test_subtotals_of_sorts_of_places(plan, name):
    rows = [["2023年二季度市场主体"], ["地区", "市场主体"], ["端州区", 600], [name, 400], ["广宁县", 400]]
    reading = of(plan, rows)
    assert (figures(reading), reading.problems) == ({("all", "dz"): 600, ("all", "gn"): 400}, ())


def test_the_remainder_of_kinds_is_no_remainder_of_places(plan):
    """其他 beside 企业 and 个体工商户 is neither a place nor the whole that the title names."""
    down = [
        ["2023年二季度市场主体"],
        ["类别", "端州区", "鼎湖区"],
        ["企业", 20, 10],
        ["个体工商户", 35, 28],
        ["其他", 5, 2],
    ]
    across = [
        ["2023年二季度"], ["地区", "市场主体", None, None, None], [None, "小计", "企业", "个体工商户", "其他"],
        ["端州区", 60, 20, 35, 5], ["鼎湖区", 40, 10, 28, 2],
    ]  # fmt: skip
    parts = {("firms", "dz"): 20, ("firms", "dh"): 10, ("solo", "dz"): 35, ("solo", "dh"): 28}
    assert (figures(of(plan, down)), of(plan, down).problems) == (parts, ())
    assert (figures(of(plan, across)), of(plan, across).problems) == (
        parts | {("all", "dz"): 60, ("all", "dh"): 40},
        (),
    )


def test_a_unit_named_with_its_city_before_it(plan):
    rows = [["2023年二季度"], ["地区", "市场主体"], ["岭南市端州区", 600], ["岭南市", 1000], ["岭南市广宁", 400]]
    assert figures(of(plan, rows)) == {("all", "dz"): 600, ("all", "gn"): 400}


def test_rows_of_comparisons_among_the_places(plan):
    rows = [
        ["2023年二季度"], ["地区", "市场主体"], ["端州区", 600], ["同比增长%", 5.1], ["广宁县", 400],
        ["全市", 1000], ["上年同期", 950], ["比上年增长%", 5.3],
    ]  # fmt: skip
    reading = of(plan, rows)
    assert (figures(reading), reading.problems) == ({("all", "dz"): 600, ("all", "gn"): 400}, ())


# ---------------------------------------------------------------------------- how many


def test_a_word_of_counting_names_nothing_more(plan):
    rows = [
        ["2023年二季度"], ["地区", "企业", None, "个体工商户", None, "新登记企业数"],
        [None, "期末户数", "从业人员（人）", "户数（户）", "注册资本（万元）", None],
        ["端州区", 200, 3000, 400, 900, 20],
    ]  # fmt: skip
    assert figures(of(plan, rows)) == {("firms", "dz"): 200, ("solo", "dz"): 400, ("new_firms", "dz"): 20}


def test_only_other_things_counted_below_a_name_are_not_it(plan):
    rows = [
        ["2023年二季度"],
        ["地区", "企业", None],
        [None, "从业人员（人）", "注册资本（万元）"],
        ["端州区", 300, 900],
    ]
    assert codes(of(plan, rows)) == ["nothing-recognised"]


def test_a_share_that_may_be_a_fraction_is_doubted_once(plan):
    rows = [["2023年二季度"], ["地区", "网上办理占比（%）"], ["端州区", 0.615], ["广宁县", 0.582]]
    assert said(of(plan, rows)) == [("fraction", "Sheet1!B3")]
    assert of(plan, [*rows[:2], ["端州区", "0.6%"], ["广宁县", 58.2]]).problems == ()


def test_a_count_that_lost_its_last_digit_in_a_sum_is_whole(plan):
    assert figures(of(plan, [["2023年二季度"], ["地区", "市场主体"], ["端州区", 599.9999999999999]])) == {
        ("all", "dz"): 600
    }


def test_a_zero_that_no_program_has_computed_is_no_figure(plan):
    """xlsxwriter writes 0 as the result of every formula and has Excel compute it on opening."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["2023年二季度"])
        sheet.write_row(1, 0, ["地区", "市场主体", "企业"])
        sheet.write_row(2, 0, ["端州区", None, 300])
        sheet.write_formula(2, 1, "=SUM(C3:D3)")
    assert said(read(plan, out.getvalue(), sender="bureau")) == [("no-result", "Sheet1!B3")]


def test_a_number_that_its_format_hides_is_asked_about(plan):
    rows = [["2023年二季度"], ["地区", "市场主体"], ["端州区", 600]]
    content = workbook(rows, formats={"B3": ";;;"})
    assert said(read(plan, content, sender="bureau")) == [("scaled-format", "Sheet1!B3")]


# ---------------------------------------------------------------------------- by industry


def by_industry(plan: Plan) -> Plan:
    """The plan, its market entities asked for by two industries."""
    return replace(
        plan,
        industries=(Industry("kinds", "制造业"), Industry("trade", "批发和零售业")),
        indicators=tuple(replace(one, by_industry=one.id == "all") for one in plan.indicators),
    )


def test_industries_indented_below_their_places(plan):
    """As a pivot table lists them."""
    split = by_industry(plan)
    down = [
        ["2023年二季度"], ["行标签", "市场主体"], ["端州区", 50], ["  制造业", 20], ["  批发和零售业", 30],
        ["广宁县", 30], ["  制造业", 10], ["  批发和零售业", 20], ["总计", 80],
    ]  # fmt: skip
    reading = of(split, down)
    assert reading.problems == ()
    assert {(r.unit, r.industry): r.value for r in reading.figures.itertuples()}["gn", "trade"] == 20
    flat = [[text.strip() if isinstance(text, str) else text for text in row] for row in down]
    assert set(codes(of(split, flat))) == {"unknown-unit"}


def test_industries_down_below_a_title_and_behind_places_written_once(plan):
    split = by_industry(plan)
    down = [
        ["2023年二季度分行业市场主体"],
        ["行业", "端州区", "广宁县"],
        ["合计", 50, 30],
        ["制造业", 20, 10],
        ["批发和零售业", 30, 20],
    ]
    behind = [
        ["2023年二季度"], ["地区", "行业", "市场主体"],
        ["端州区", "合计", 50], [None, "制造业", 20], [None, "批发和零售业", 30],
        ["广宁县", "合计", 30], [None, "制造业", 10], [None, "批发和零售业", 20],
    ]  # fmt: skip
    for rows in (down, behind):
        reading = of(split, rows)
        assert reading.problems == ()
        found = {(r.unit, r.industry): r.value for r in reading.figures.itertuples()}
        assert found == {
            ("dz", ""): 50, ("dz", "kinds"): 20, ("dz", "trade"): 30,
            ("gn", ""): 30, ("gn", "kinds"): 10, ("gn", "trade"): 20,
        }  # fmt: skip
