"""Words around a figure that make another thing of it: outer names, lone rows, remarks behind it, titles above."""

import pytest

from milepost.plan.plan import Plan
from tests.intake.cells import Rows, figures, read, workbook
from tests.intake.county_plan import county_plan
from tests.intake.drawn import truth


@pytest.fixture(scope="module")
def dept() -> Plan:
    """Seven counties whose figures a bureau reports."""
    return truth.plan(by_counties=False)


@pytest.fixture(scope="module")
def own() -> Plan:
    """Counties that report for themselves."""
    return county_plan()


TITLE = ["东丰县2023年二季度"]


def of_county(own: Plan, *rows: list[object], **more):
    return read(own, workbook([TITLE, *rows], **more), sender="df")


def of_bureau(dept: Plan, rows: Rows, **more):
    return read(dept, workbook(rows, **more), sender="bureau")


def codes(reading) -> list[str]:
    return [problem.code for problem in reading.problems]


# ---------------------------------------------------------------------------- names in two columns

OUTER = ["类别", "项目", "内容", "考核指标", "大类", "分类", "指标"]
OTHERS = ["注销", "去年同期", "年度目标", "同比", "上期", "规上", "外资"]


@pytest.mark.parametrize("heading", OUTER)
@pytest.mark.parametrize("outer", OTHERS)
def test_an_outer_name_makes_another_thing_of_the_inner_one(own, dept, heading, outer):
    """注销 | 企业 are not all 企业, whatever stands over the two columns."""
    reading = of_county(
        own, [heading, "指标", "数值"], [outer, "企业", 4], ["", "走访企业次数", 12], ["服务情况", "走访企业次数", 15]
    )
    assert figures(reading) == {("visits", "df"): 15}
    placed = of_bureau(
        dept,
        [
            ["2023年二季度"],
            ["县区", heading, "指标", "数值"],
            ["端州区", outer, "市场主体", 10],
            ["鼎湖区", None, "市场主体", 400],
        ],
    )
    assert figures(placed) == {("all", "dh"): 400}


def test_an_outer_name_that_the_plan_does_not_know_is_doubted(own):
    (doubt,) = of_county(own, ["类别", "指标", "数值"], ["乡镇", "企业", 4]).problems
    assert (doubt.level, doubt.code, doubt.where) == ("doubt", "unclear-heading", "Sheet1!B3")


def test_an_outer_name_and_the_inner_one_may_name_an_indicator_together(own):
    rows = [
        ["类别", "指标", "数值"],
        ["新登记", "企业", 40],
        [None, "市场主体", 120],
        ["市场主体总量", None, 1000],
        [None, "企业", 300],
    ]
    assert figures(of_county(own, *rows)) == {
        ("new_firms", "df"): 40, ("new", "df"): 120, ("all", "df"): 1000, ("firms", "df"): 300,
    }  # fmt: skip


@pytest.mark.parametrize("merges", [["A2:B2", "A3:A4"], ["A2:B2"]], ids=["merged", "written once"])
def test_an_outer_name_speaks_for_the_rows_below_it(own, merges):
    rows = [["指标", None, "数值"], ["外资", "企业", 4], [None, "市场主体", 9], ["走访企业次数", None, 15]]
    assert figures(of_county(own, *rows, merges=merges)) == {("visits", "df"): 15}


def test_a_name_merged_over_both_columns_stands_once(own):
    rows = [["指标", None, "数值"], ["市场主体总量", None, 1000], ["其中", "企业", 300]]
    reading = of_county(own, *rows, merges=["A2:B2", "A3:B3"])
    assert figures(reading) == {("all", "df"): 1000, ("firms", "df"): 300}
    assert reading.problems == ()


def test_a_name_written_once_speaks_for_all_its_places(dept):
    rows = [
        ["2023年二季度"],
        ["指标", "县区", "数值"],
        ["市场主体", "端州区", 600],
        [None, "鼎湖区", 400],
        ["企业", "端州区", 300],
        [None, "鼎湖区", 200],
    ]
    assert figures(of_bureau(dept, rows)) == {
        ("all", "dz"): 600,
        ("all", "dh"): 400,
        ("firms", "dz"): 300,
        ("firms", "dh"): 200,
    }


# ---------------------------------------------------------------------------- titles and headings


@pytest.mark.parametrize("title", ["上年同期", "人均", "预计", "上年末"])
def test_a_share_of_the_plan_does_not_make_a_title_plain(own, title):
    """占比 in 网上办理占比 is the indicator's own and tells no rates and levels apart."""
    rows = [[f"东丰县{title}"], ["指标", "数值"], ["企业", 300], ["网上办理占比", 61]]
    asked = [p.where for p in read(own, workbook(rows), sender="df").problems if p.code == "title"]
    assert "Sheet1!A3" in asked


@pytest.mark.parametrize(
    "title", ["外资市场主体情况", "规模以上工业", "列入经营异常名录情况", "走访服务情况", "受表彰情况"]
)
def test_a_title_may_narrow_plain_headings(dept, title):
    rows = [[f"2023年二季度{title}"], ["县区", "企业"], ["端州区", 60]]
    (doubt,) = of_bureau(dept, rows).problems
    assert (doubt.level, doubt.code, doubt.where) == ("doubt", "title", "Sheet1!B2")


CORRECTED = ["更正数", "修正数", "核定数", "审核数据", "本期数（调整后）", "最终数"]


@pytest.mark.parametrize("heading", CORRECTED)
def test_a_corrected_column_beside_the_one_that_is_read_is_asked_about(own, heading):
    reading = of_county(own, ["指标", "本期数", heading], ["企业", 280, 300])
    (doubt,) = reading.problems
    assert (doubt.level, doubt.code, doubt.where) == ("doubt", "unclear-heading", "Sheet1!B2")
    assert heading in doubt.message
    assert of_county(own, ["指标", "本期数"], ["企业", 300]).problems == ()
    assert of_county(own, ["指标", "本期数", heading], ["企业", 300, 300], ["走访企业次数", 15]).problems == ()


def test_only_the_column_that_was_corrected_is_asked_about(dept):
    rows = [["2023年二季度"], ["县区", "市场主体", "企业", "企业（修正）"], ["端州区", 600, 280, 300]]
    assert [p.where for p in of_bureau(dept, rows).problems] == ["Sheet1!C2"]


# ---------------------------------------------------------------------------- numbered rows


@pytest.mark.parametrize("heading", ["#", "季", "年", "数", "·", None, "序号"])
@pytest.mark.parametrize("figure", [300, None])
def test_a_column_that_counts_the_rows_is_no_column_of_figures(own, heading, figure):
    reading = of_county(own, [heading, "指标", "数值"], [1, "市场主体总量", 1000], [2, "企业", figure])
    assert figures(reading) == {("all", "df"): 1000} | ({("firms", "df"): 300} if figure else {})
    assert reading.problems == ()


# ---------------------------------------------------------------------------- rows with one text alone


@pytest.mark.parametrize("lone", ["年度目标", "去年同期", "上季度", "三季度预计", "其中：注销", "外资", "上年末"])
def test_a_lone_row_that_changes_those_below_it_keeps_them_from_being_read(own, lone):
    rows = [["指标", "数值"], ["市场主体总量", 1000], [lone], ["企业", 400]]
    assert figures(of_county(own, *rows)) == {("all", "df"): 1000}


@pytest.mark.parametrize("lone", ["外资企业", "下季度计划", "工业园区"])
def test_a_lone_row_that_the_plan_does_not_know_makes_those_below_it_doubtful(own, lone):
    rows = [["指标", "数值"], ["市场主体总量", 1000], [lone], ["企业", 400]]
    (doubt,) = of_county(own, *rows).problems
    assert (doubt.level, doubt.code, doubt.where) == ("doubt", "unclear-heading", "Sheet1!A5")
    assert f"“{lone}”" in doubt.message
    assert of_county(own, *rows[:2], [lone, "-"], rows[3]).problems == ()


def test_a_lone_row_speaks_for_those_indented_below_it(own):
    rows = [["指标", "数值"], ["年度目标"], ["  企业", 400], ["市场主体总量", 1000]]
    assert figures(of_county(own, *rows)) == {("all", "df"): 1000}


def test_a_name_without_a_figure_is_no_heading_of_those_below_it(own):
    known = [["指标", "数值"], ["市场主体总量", None], ["新登记企业占比", None], ["企业", 400]]
    again = [
        ["指标", "数值"],
        ["市场主体总量", 1000],
        ["上年同期", 900],
        ["企业", 400],
        ["上年同期", None],
        ["走访企业次数", 15],
    ]
    assert figures(of_county(own, *known)) == {("firms", "df"): 400}
    assert ("visits", "df") in figures(of_county(own, *again))


@pytest.mark.parametrize("lone", ["其中：注销", "上年同期", "外资企业"])
def test_a_lone_row_among_places_changes_the_figures_of_those_below_it(dept, lone):
    rows = [["2023年二季度"], ["县区", "市场主体"], ["端州区", 600], [lone], ["鼎湖区", 12]]
    assert figures(of_bureau(dept, rows)) == {("all", "dz"): 600}
    unknown = [*rows[:3], ["某某开发区"], ["鼎湖区", 400]]
    assert of_bureau(dept, unknown).problems == ()


@pytest.mark.parametrize("line", ["上季度", "上年同期", "去年同期数", "三季度预计"])
def test_a_heading_said_again_below_another_time_is_of_that_time(own, line):
    rows = [["指标", "数值"], ["企业", 300], [line], ["指标", "数值"], ["走访企业次数", 14]]
    assert figures(of_county(own, *rows)) == {("firms", "df"): 300}


# ---------------------------------------------------------------------------- remarks beside figures


REMARKS = [
    "预计",
    "预计数",
    "目标数",
    "去年同期数",
    "为2022年末数",
    "此数作废",
    "一季度数",
    "含东辽县",
    "更正为320",
    "2022年",
]


@pytest.mark.parametrize("remark", REMARKS)
@pytest.mark.parametrize("heading", ["备注", "性质", None])
def test_a_remark_that_makes_another_thing_of_its_figure_is_asked_about(own, heading, remark):
    rows = [
        ["指标", "数值", heading],
        ["市场主体总量", 1000, None],
        ["企业", 300, remark],
        ["走访企业次数", 15, "已核对无误"],
    ]
    reading = of_county(own, *rows)
    (doubt,) = reading.problems
    assert (doubt.level, doubt.code, doubt.where) == ("doubt", "remark", "Sheet1!B4")
    assert f"“{remark}”" in doubt.message
    assert of_county(own, *rows[:2], ["企业", 300, None], rows[3]).problems == ()


HARMLESS = [
    "初步数",
    "完成目标",
    "同比增长12%，去年同期900户",
    "二季度数",
    "期末数",
    "东丰县",
    "户",
    "2023年",
    "核过",
    "达标",
    "市商务局",
    "2023-07-05",
    "增长",
    "某市",
]


@pytest.mark.parametrize("remark", HARMLESS)
def test_a_remark_that_explains_is_left_alone(own, remark):
    rows = [["指标", "数值", "备注"], ["企业", 300, remark], ["市场主体总量", 1000, "见附件"]]
    assert of_county(own, *rows).problems == ()


def test_another_county_named_beside_a_figure_is_whose_it_is_or_asked_about(own):
    rows = [["指标", "数值", "备注"], ["市场主体总量", 1000, None], ["企业", 300, "东辽县"]]
    assert [(p.code, p.where) for p in of_county(own, *rows).problems] == [("remark", "Sheet1!B4")]
    assert codes(of_county(own, ["指标", "数值", "性质"], *rows[1:])) == ["not-yours"]


def test_a_remark_speaks_for_the_figures_before_it_alone(dept):
    rows = [
        ["2023年二季度"],
        ["县区", "市场主体", "备注", "企业", "备注"],
        ["端州区", 600, "核过", 300, "预计数"],
        ["鼎湖区", 400, None, 200, None],
    ]
    assert [p.where for p in of_bureau(dept, rows).problems if p.code == "remark"] == ["Sheet1!D3"]


def test_a_column_of_who_answers_for_a_figure_says_whose_it_is_where_nothing_else_does(own, dept):
    rows = [["2023年二季度"], ["指标", "责任单位", "数值"], ["企业", "端州区", 300], ["企业", "鼎湖区", 200]]
    assert figures(of_bureau(dept, rows)) == {("firms", "dz"): 300, ("firms", "dh"): 200}
    assert codes(of_county(own, ["指标", "责任单位", "数值"], ["企业", "东辽县", 300])) == ["not-yours"]
    offices = of_county(own, ["指标", "责任单位", "数值"], ["企业", "市商务局", 300], ["市场主体", "市科技局", 900])
    assert (figures(offices), offices.problems) == ({("firms", "df"): 300, ("all", "df"): 900}, ())


def test_a_sum_since_january_beside_an_amount_of_a_quarter_is_refused(own):
    reading = of_county(own, ["指标", "数值", None], ["走访企业次数", 33, "1-6月累计"], ["企业", 300, "6月末"])
    assert codes(reading) == ["wrong-way"]


# ---------------------------------------------------------------------------- signs around a name, and no name


NAMES = [
    "①企业",
    "1）企业",
    "●企业",
    "■ 企业",
    "“企业”",
    "《企业》",
    "企业总数",
    "企业[1]",
    "企业①",
    "企业（注1）",
    "*企业",
    "√企业",
]


@pytest.mark.parametrize("name", NAMES)
def test_signs_around_a_name_leave_it_what_it_is(own, name):
    reading = of_county(own, ["指标", "数值"], ["市场主体总量", 1000], [name, 300], ["走访企业次数", 15])
    assert figures(reading) == {("all", "df"): 1000, ("firms", "df"): 300, ("visits", "df"): 15}
    assert reading.problems == ()


def test_a_figure_beside_an_empty_label_is_refused(own):
    reading = of_county(own, ["指标", "数值"], ["市场主体总量", 1000], [None, 55], ["走访企业次数", 15])
    assert [(p.level, p.code, p.where) for p in reading.problems] == [("error", "no-heading", "Sheet1!B4")]
    assert of_county(own, ["指标", "数值"], ["市场主体总量", 1000], ["企业", 55]).problems == ()
