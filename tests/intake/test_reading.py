"""What tables as they come in are read as; each test shows its cells."""

import openpyxl
import pytest

from milepost.plan.plan import Plan
from tests.intake.cells import figures, old_workbook, places, read, said, saved, workbook
from tests.intake.county_plan import county_plan


@pytest.fixture
def plan() -> Plan:
    return county_plan()


def test_units_as_rows_under_a_title_with_a_total_first_and_spread_names(plan):
    reading = read(
        plan,
        workbook(
            [
                ["表2-1 2023年二季度各县区高新技术企业情况"],
                ["单位：户"],
                ["地  区", "高新技术\n企业", "科技型中小企业"],
                ["全  市", 21, 80],
                ["  龙山区", 6, 30],
                ["\u3000西 安 区", 2, 10],
                ["\xa0\xa0东丰", "１０", "25"],
                ["东辽县", 3, 15],
                ["数据来源：市科技局"],
            ]
        ),
    )
    assert reading.problems == ()
    assert reading.sender == "bureau"
    assert figures(reading) == {
        ("tech", "ls"): 6, ("small_tech", "ls"): 30, ("tech", "xa"): 2, ("small_tech", "xa"): 10,
        ("tech", "df"): 10, ("small_tech", "df"): 25, ("tech", "dl"): 3, ("small_tech", "dl"): 15,
    }  # fmt: skip
    assert places(reading)["tech", "df"] == "Sheet1!B7"


def test_units_as_columns_with_a_measure_unit_column(plan):
    reading = read(
        plan,
        workbook(
            [
                ["指标名称", "计量单位", "合计", "龙山区", "东丰县"],
                ["高新技术企业", "家", 10, 6, 4],
                ["科技型中小企业", "百户", 0.55, 0.3, 0.25],
            ]
        ),
    )
    assert reading.problems == ()
    assert figures(reading) == {
        ("tech", "ls"): 6, ("tech", "df"): 4, ("small_tech", "ls"): 30, ("small_tech", "df"): 25,
    }  # fmt: skip


def test_a_long_table_with_measure_unit_and_period(plan):
    reading = read(
        plan,
        workbook(
            [
                ["县区", "指标", "报告期", "数值", "计量单位", "备注"],
                ["东丰县", "市场主体", "2023年二季度", 3.12, "万户", "说明：含个体"],
                [None, "企业", "2023Q2", 8000, "户", None],
                ["东丰县", "企业", "2023Q1", 7900, "户", None],
            ]
        ),
    )
    assert reading.problems == ()
    assert figures(reading) == {("all", "df"): 31200, ("firms", "df"): 8000}
    assert "2023q1" in reading.layout


def test_a_county_written_once_holds_for_the_lines_below_it(plan):
    rows = [["县区", "指标", "数值"], ["龙山区", "高新技术企业", 6], [None, "科技型中小企业", 30],
            ["东丰县", "高新技术企业", 4], [None, "科技型中小企业", 25]]  # fmt: skip
    assert figures(read(plan, workbook(rows))) == {
        ("tech", "ls"): 6, ("small_tech", "ls"): 30, ("tech", "df"): 4, ("small_tech", "df"): 25,
    }  # fmt: skip


def test_a_countys_own_form_with_other_periods_growth_and_signatures(plan):
    reading = read(
        plan,
        workbook(
            [
                ["附件1"],
                ["2023年二季度市场主体发展情况统计表"],
                ["填报单位（盖章）：东丰县市场监督管理局", "", "", "填报日期：2023年7月5日"],
                ["序号", "指标名称", "计量单位", "本季末", "上季末", "去年同期", "同比增长%"],
                ["甲", "乙", "丙", 1, 2, 3, 4],
                [1, "市场主体总量", "户", "31,200", 31000, 30000, 4],
                [2, "  其中：企业", "户", 8000, 7900, 7000, 14.3],
                ["单位负责人：", "", "填表人：张三", ""],
                ["联系电话：", 13800001111],
            ]
        ),
    )
    assert reading.problems == ()
    assert (reading.sender, reading.form) == ("df", "单位自报表：市场主体发展情况统计表")
    assert figures(reading) == {("all", "df"): 31200, ("firms", "df"): 8000}


@pytest.mark.parametrize("merges", [[], ["A2:A4", "B2:C2", "D2:E2"]])
def test_a_three_row_header_with_its_groups_merged_or_over_the_first_column_only(plan, merges):
    reading = read(
        plan,
        workbook(
            [
                ["东丰县二季度报表"],
                ["县区", "市场主体", None, "新登记（1—6月）", None],
                [None, "总量", "企业", "市场主体", "企业"],
                [None, "（万户）", "（户）", "（户）", "（户）"],
                ["东丰县", 3.12, 8000, 600, 90],
            ],
            merges=merges,
        ),
    )
    assert reading.problems == ()
    assert figures(reading) == {
        ("all", "df"): 31200,
        ("firms", "df"): 8000,
        ("new", "df"): 600,
        ("new_firms", "df"): 90,
    }


def test_a_part_belongs_to_the_heading_before_it(plan):
    reading = read(
        plan,
        workbook([["县区", "市场主体", "其中：企业", "新登记市场主体", "其中：企业"], ["东丰县", 900, 300, 60, 20]]),
    )
    assert reading.problems == ()
    assert figures(reading) == {("all", "df"): 900, ("firms", "df"): 300, ("new", "df"): 60, ("new_firms", "df"): 20}


def test_an_unmarked_heading_after_a_part_is_asked_unless_its_indentation_tells(plan):
    columns = [["县区", "新登记市场主体", "其中：个转企", "企业"], ["东丰县", 60, 5, 20]]
    reading = read(plan, workbook(columns))
    assert said(reading) == [("unclear-heading", "Sheet1!D1")]
    assert figures(reading) == {("new", "df"): 60, ("turned", "df"): 5}
    inside = [["东丰县"], ["指标", "数值"], ["新登记市场主体", 60], ["  其中：个转企", 5], ["        企业", 20]]
    assert figures(read(plan, workbook(inside))) == {("new", "df"): 60, ("turned", "df"): 5, ("new_firms", "df"): 20}
    outside = [["东丰县"], ["指标", "数值"], ["新登记市场主体", 60], ["  其中：个转企", 5], ["企业", 300]]
    assert figures(read(plan, workbook(outside))) == {("new", "df"): 60, ("turned", "df"): 5, ("firms", "df"): 300}


def test_a_part_of_something_unknown_is_not_taken_for_the_whole(plan):
    reading = read(plan, workbook([["县区", "市场主体", "注销市场主体", "其中：企业"], ["东丰县", 900, 60, 20]]))
    assert figures(reading) == {("all", "df"): 900}
    assert "注销市场主体企业" in reading.layout


def test_a_part_takes_the_place_of_what_is_counted_and_of_nothing_else(plan):
    rows = [
        ["县区", "企业贷款", None, "新登记户数", None],
        [None, "户数", "余额", "企业", "其他"],
        ["东丰县", 40, 9, 20, 1],
    ]
    assert figures(read(plan, workbook(rows, merges=["A1:A2", "B1:C1", "D1:E1"]))) == {("new_firms", "df"): 20}


def test_a_section_of_another_meaning_keeps_its_rows_out(plan):
    reading = read(
        plan,
        workbook([["东丰县"], ["指标", "数值"], ["市场主体", 900], ["二、注销情况", None], ["企业", 20]]),
    )
    assert figures(reading) == {("all", "df"): 900}


def test_a_title_of_another_meaning_is_doubted(plan):
    reading = read(plan, workbook([["东丰县新登记情况"], ["县区", "企业"], ["东丰县", 20]]))
    assert said(reading) == [("title", "Sheet1!B2")]


def test_old_xls_with_measure_units_in_brackets(plan):
    content = old_workbook([["东丰县"], ["指标", "数值"], ["市场主体（万户）", 3.12], ["企业（户）", 8000]])
    reading = read(plan, content, file="报表.xls")
    assert reading.problems == ()
    assert figures(reading) == {("all", "df"): 31200, ("firms", "df"): 8000}


def test_per_cent_as_text_as_a_format_and_as_a_plain_number_mean_the_same(plan):
    rows = [["县区", "网上办理占比"], ["东丰县", 0.123]]
    assert figures(read(plan, workbook(rows, formats={"B2": "0.0%"}))) == {("online", "df"): 12.3}
    assert figures(read(plan, old_workbook(rows, {(1, 1): "0.0%"}))) == {("online", "df"): 12.3}
    assert figures(read(plan, workbook([rows[0], ["东丰县", "12.3%"]]))) == {("online", "df"): 12.3}
    assert figures(read(plan, workbook([["县区", "网上办理占比（%）"], ["东丰县", 12.3]]))) == {("online", "df"): 12.3}


def test_every_sheet_with_a_table_is_read_and_a_sheet_of_another_period_is_not(plan):
    reading = read(
        plan,
        workbook(
            [["县区", "高新技术企业"], ["龙山区", 6]],
            [],
            [["县区", "科技型中小企业"], ["龙山区", 30]],
            [["县区", "高新技术企业"], ["龙山区", 5]],
            names=["2023年二季度", "空", "其他", "2023年一季度"],
        ),
    )
    assert reading.problems == ()
    assert places(reading) == {("tech", "ls"): "2023年二季度!B2", ("small_tech", "ls"): "其他!B2"}


def test_a_sheet_for_each_county(plan):
    sheets = [[["指标", "数值"], ["高新技术企业", 6]], [["指标", "数值"], ["高新技术企业", 4]]]
    reading = read(plan, workbook(*sheets, names=["龙山区", "东丰县"]))
    assert figures(reading) == {("tech", "ls"): 6, ("tech", "df"): 4}


def test_labels_beside_values_without_any_header(plan):
    reading = read(plan, workbook([["东丰县报表"], ["市场主体", 900, "企业", 300], ["新登记企业", 20]]))
    assert figures(reading) == {("all", "df"): 900, ("firms", "df"): 300, ("new_firms", "df"): 20}


def test_two_tables_side_by_side(plan):
    rows = [["县区", "高新技术企业", "县区", "高新技术企业"], ["龙山区", 6, "东丰县", 4], ["西安区", 2, "东辽县", 3]]
    assert figures(read(plan, workbook(rows))) == {
        ("tech", "ls"): 6, ("tech", "xa"): 2, ("tech", "df"): 4, ("tech", "dl"): 3,
    }  # fmt: skip


def test_periods_as_columns_newest_first(plan):
    rows = [["东丰县"], ["指标", "2023年二季度", "2023年一季度", "2022年二季度"], ["市场主体", 900, 890, 870]]
    assert places(read(plan, workbook(rows))) == {("all", "df"): "Sheet1!B3"}


# ---------------------------------------------------------------------------- whole and parts


def test_the_total_is_the_figure_of_what_is_reported_as_a_whole(plan):
    reading = read(plan, workbook([["县区", "展会（场）"], ["龙山区", 2], ["东丰县", 1], ["合计", 3]]))
    assert reading.sender == "trade"
    assert places(reading) == {("fairs", "city"): "Sheet1!B4"}


def test_a_total_that_its_parts_do_not_make_is_doubted(plan):
    reading = read(plan, workbook([["县区", "高新技术企业"], ["龙山区", 6], ["东丰县", 4], ["总  计", 11]]))
    assert said(reading) == [("total", "Sheet1!B4")]
    assert "各单位相加是10" in reading.problems[0].message


def test_a_total_with_a_remainder_or_with_a_blank_part_is_left_alone(plan):
    rest = [["县区", "高新技术企业"], ["全市", 11], ["龙山区", 6], ["东丰县", 4], ["其  他", 1]]
    blank = [["县区", "高新技术企业"], ["全市", 11], ["龙山区", 6], ["东丰县", None], ["东辽县", 4]]
    assert read(plan, workbook(rest)).problems == ()
    assert read(plan, workbook(blank)).problems == ()


def test_a_total_named_in_the_column_of_running_numbers_is_known(plan):
    rows = [["序号", "县区", "高新技术企业"], [1, "龙山区", 6], [2, "东丰县", 4], ["合计", None, 11]]
    assert said(read(plan, workbook(rows))) == [("total", "Sheet1!C4")]


def test_a_lone_heading_over_unnamed_columns(plan):
    rows = [[None, None, "高新技术企业"], ["龙山区", None, 6], ["东丰县", None, 4]]
    assert figures(read(plan, workbook(rows))) == {("tech", "ls"): 6, ("tech", "df"): 4}


def test_rounded_parts_may_miss_the_total_by_their_rounding(plan):
    rows = [["县区", "高新技术企业（万户）"], ["全市", 10.53], ["龙山区", 6.12], ["东丰县", 4.42]]
    assert said(read(plan, workbook(rows))) == []


# ---------------------------------------------------------------------------- odd cells


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("三万左右", "not-a-number"), ("31200户左右", "not-a-number"), ("超20000*", "not-a-number"),
        ("7. 35", "broken-number"), ("1 375281", "broken-number"), ("1,24", "comma"), ("1,2345", "comma"),
        ("0530", "not-a-number"), (True, "not-a-number"), (-5, "negative"), (12.5, "not-whole"),
        ("5%", "wrong-unit"), ("3万元", "wrong-unit"),
    ],
)  # fmt: skip
def test_an_odd_cell_is_named_and_never_repaired(plan, cell, code):
    reading = read(plan, workbook([["县区", "市场主体(户)", "企业"], ["东丰县", cell, 300]]))
    assert said(reading) == [(code, "Sheet1!B2")]
    assert ("all", "df") not in figures(reading)
    assert reading.errors[0].remedy


@pytest.mark.parametrize("mark", [None, "-", "－", "—", "——", "~", "/", "NA", "…", " "])
def test_a_missing_mark_is_a_blank_and_no_zero(plan, mark):
    reading = read(plan, workbook([["县区", "市场主体", "企业"], ["东丰县", mark, 0]]))
    assert reading.problems == ()
    assert figures(reading) == {("firms", "df"): 0}
    assert reading.blanks[["indicator", "unit", "cell"]].to_numpy().tolist() == [["all", "df", "B2"]]


def test_an_ellipsis_means_less_than_half_a_unit_and_says_so(plan):
    reading = read(plan, workbook([["县区", "市场主体", "企业"], ["东丰县", "…", 3]]))
    assert reading.blanks["mark"].tolist() == ["不足半个单位"]


def test_an_unknown_county_is_asked_with_the_nearest_names(plan):
    reading = read(plan, workbook([["县区", "高新技术企业"], ["龙山区", 6], ["东峰县", 4]]))
    assert said(reading) == [("unknown-unit", "Sheet1!A3")]
    assert "东丰县" in reading.errors[0].remedy


def test_figures_without_a_name_beside_them_are_refused(plan):
    reading = read(plan, workbook([["县区", "高新技术企业"], ["龙山区", 6], [None, 4]]))
    assert said(reading) == [("no-unit", "Sheet1!B3")]


def test_the_same_cell_twice_is_refused_when_the_values_differ_and_fine_when_they_agree(plan):
    rows = [["县区", "市场主体", "市场主体总量"], ["东丰县", 900, 900]]
    assert read(plan, workbook(rows)).problems == ()
    rows[1][2] = 901
    assert said(read(plan, workbook(rows))) == [("twice", "Sheet1!C2")]


def test_a_unit_of_another_kind_is_refused_and_two_that_disagree_as_well(plan):
    assert said(read(plan, workbook([["县区", "市场主体（万元）"], ["东丰县", 900]]))) == [("wrong-unit", "Sheet1!B2")]
    rows = [["指标", "计量单位", "东丰县（户）"], ["市场主体", "万户", 3]]
    assert said(read(plan, workbook(rows))) == [("unclear-unit", "Sheet1!C2")]


def test_a_heading_without_measure_unit_beside_one_in_ten_thousands_is_doubted(plan):
    rows = [["县区", "市场主体（万户）", "企业"], ["东丰县", 3.12, 1]]
    assert said(read(plan, workbook(rows))) == [("unsaid-unit", "Sheet1!C1")]


def test_hidden_rows_with_figures_are_doubted_and_hidden_sheets_left_out(plan):
    book = openpyxl.Workbook()
    book.active.append(["县区", "高新技术企业"])
    book.active.append(["龙山区", 6])
    book.active.row_dimensions[2].hidden = True
    secret = book.create_sheet("上年")
    secret.append(["县区", "高新技术企业"])
    secret.append(["东丰县", 4])
    secret.sheet_state = "hidden"
    reading = read(plan, saved(book))
    assert said(reading) == [("hidden", "Sheet!B2")]
    assert figures(reading) == {("tech", "ls"): 6}
    assert "上年" in reading.layout


def test_all_problems_come_at_once(plan):
    reading = read(
        plan,
        workbook(
            [["县区", "高新技术企业", "科技型中小企业"], ["龙山区", "六", 30], ["东峰县", 1, 2], ["东丰县", 4, "1,2"]]
        ),
    )
    assert said(reading) == [("unknown-unit", "Sheet1!A3"), ("not-a-number", "Sheet1!B2"), ("comma", "Sheet1!C4")]


# ---------------------------------------------------------------------------- way and period


@pytest.mark.parametrize(
    ("heading", "period", "codes"),
    [
        ("走访企业次数（1—6月）", "2023Q2", ["wrong-way"]),
        ("走访企业次数累计", "2023Q2", ["wrong-way"]),
        ("本季走访企业次数", "2023Q2", []),
        ("走访企业次数（1—3月）", "2023Q1", []),
        ("本季新登记企业", "2023Q2", ["wrong-way"]),
        ("本季新登记企业", "2023Q1", []),
        ("1—6月新登记企业", "2023Q2", []),
        ("本月新登记企业", "2023Q2", ["wrong-way"]),
        ("累计企业", "2023Q2", ["wrong-way"]),
        ("个转企累计", "2023Q2", ["unclear-way"]),
        ("个转企本年累计", "2023Q2", []),
        ("2023年二季度末企业", "2023Q2", []),
    ],
)
def test_the_way_that_a_heading_says_must_be_the_indicators(plan, heading, period, codes):
    reading = read(plan, workbook([["县区", heading], ["东丰县", 20]]), period)
    assert [problem.code for problem in reading.problems] == codes


def test_a_title_from_january_on_is_no_quarters_amount(plan):
    rows = [["东丰县2023年1—6月情况"], ["指标", "数值"], ["走访企业次数", 20], ["新登记企业", 5]]
    assert said(read(plan, workbook(rows))) == [("wrong-way", "Sheet1!A3")]


@pytest.mark.parametrize(
    ("rows", "file"),
    [
        ([["2023年一季度报表"], ["县区", "企业"], ["东丰县", 5]], "报表.xlsx"),
        ([["县区", "2023年一季度企业"], ["东丰县", 5]], "报表.xlsx"),
        ([["一季度报表"], ["县区", "企业"], ["东丰县", 5]], "报表.xlsx"),
        ([["县区", "企业"], ["东丰县", 5]], "东丰县2023年一季度.xlsx"),
        ([["县区", "企业（上年同期）"], ["东丰县", 5]], "报表.xlsx"),
    ],
)
def test_another_period_is_refused_wherever_it_is_said(plan, rows, file):
    reading = read(plan, workbook(rows), file=file)
    assert reading.errors


def test_the_plans_years_and_the_day_of_writing_are_no_periods(plan):
    rows = [["三年行动（2022—2024年）东丰县报表"], ["填报日期：2023年7月5日"], ["县区", "企业"], ["东丰县", 5]]
    assert read(plan, workbook(rows), file="东丰县2023-07-05.xlsx").problems == ()


# ---------------------------------------------------------------------------- who sends


def test_the_sender_is_taken_from_the_request_the_form_the_title_the_file_or_the_only_unit(plan):
    table = [["县区", "企业"], ["东丰县", 5]]
    assert read(plan, workbook([["指标", "数值"], ["企业", 5]]), sender="df").sender == "df"
    assert read(plan, workbook([["指标", "数值"], ["企业", 5]]), sender="东丰县").sender == "df"
    assert read(plan, workbook([["填报单位：", "东丰县"], ["指标", "数值"], ["企业", 5]])).sender == "df"
    assert read(plan, workbook([["东丰县报表"], ["指标", "数值"], ["企业", 5]])).sender == "df"
    assert read(plan, workbook([["指标", "数值"], ["企业", 5]]), file="东丰2023年二季度.xlsx").sender == "df"
    assert read(plan, workbook(table)).sender == "df"
    assert read(plan, workbook([["东丰县科技局报表"], ["指标", "数值"], ["企业", 5]])).sender == "df"


def test_a_cover_names_the_sender_and_the_period(plan):
    table = [["指标", "数值"], ["企业", 5]]
    assert read(plan, workbook([["某市东丰县"], ["二〇二三年二季度报表"]], table)).sender == "df"
    reading = read(plan, workbook([["东丰县"], ["二〇二三年一季度报表"]], table))
    assert said(reading) == [("wrong-period", "Sheet1!A2")]


def test_a_short_name_inside_another_word_names_nobody(plan):
    rows = [["高新技术发展情况"], ["指标", "数值"], ["市场主体", 5]]
    assert said(read(plan, workbook(rows))) == [("sender-unknown", "")]


def test_an_unknown_sender_is_asked_for_and_the_cells_are_checked_all_the_same(plan):
    rows = [["县区", "市场主体"], ["龙山区", 900], ["东丰县", "九百"]]
    assert said(read(plan, workbook(rows))) == [("sender-unknown", ""), ("not-a-number", "Sheet1!B3")]


def test_a_form_that_says_another_sender_is_refused(plan):
    rows = [["填报单位：东辽县"], ["指标", "数值"], ["企业", 5]]
    assert said(read(plan, workbook(rows), sender="东丰县")) == [("sender-differs", "")]


def test_a_county_cannot_report_another_countys_figures(plan):
    rows = [["县区", "企业"], ["龙山区", None], ["东丰县", 5], ["东辽县", 6]]
    reading = read(plan, workbook(rows), sender="东丰县")
    assert said(reading) == [("not-yours", "Sheet1!B4")]


def test_a_sender_that_is_not_declared_is_doubted_once_for_each_indicator(plan):
    rows = [["县区", "企业"], ["龙山区", 5], ["东丰县", 6]]
    assert said(read(plan, workbook(rows), sender="市科技局")) == [("not-declared", "Sheet1!B1")]


# ---------------------------------------------------------------------------- what is not recognised


def test_unknown_columns_are_listed_and_are_no_problem(plan):
    reading = read(plan, workbook([["县区", "企业", "锅炉数", "目标", "完成率"], ["东丰县", 5, 7, 9, "55%"]]))
    assert reading.problems == ()
    assert "锅炉数" in reading.layout


def test_a_name_near_to_one_that_is_owed_is_doubted(plan):
    reading = read(plan, workbook([["县区", "企业", "市场主体总数量"], ["东丰县", 5, 9]]))
    assert said(reading) == [("near-name", "Sheet1!C2")]


@pytest.mark.parametrize("rows", [[["采购清单"], ["品名", "数量"], ["纸", 3]], [["只有一句话"]], [[1, 2], [3, 4]]])
def test_a_workbook_about_something_else_is_refused(plan, rows):
    assert [problem.code for problem in read(plan, workbook(rows)).problems] == ["nothing-recognised"]


def test_a_form_that_was_not_filled_in_is_refused(plan):
    rows = [["县区", "企业", "市场主体"], ["东丰县", None, "-"]]
    assert said(read(plan, workbook(rows))) == [("no-figures", "Sheet1!B2")]


def test_a_sheet_of_very_many_tables_is_refused(plan):
    rows = [row for number in range(201) for row in (["县区", "企业"], ["东丰县", number])]
    assert said(read(plan, workbook(rows), sender="df"))[0] == ("too-many-tables", "Sheet1")


def test_an_empty_workbook_is_refused(plan):
    assert [problem.code for problem in read(plan, workbook([])).problems] == ["empty"]


def test_the_form_is_the_same_from_quarter_to_quarter_and_for_a_correction(plan):
    def form(title: str) -> str:
        return read(plan, workbook([[title], ["县区", "企业"], ["东丰县", 5]])).form

    assert (
        form("表3-1 东丰县2023年二季度市场主体情况（更正）")
        == form("2023年1—6月市场主体情况")
        == form("东丰县2023Q2市场主体情况表3")[:-2]
        == "单位为行的宽表：市场主体情况"
    )


# ---------------------------------------------------------------------------- columns that say more than one way


def test_of_columns_for_the_quarter_its_end_and_the_year_each_indicator_takes_its_own(plan):
    rows = [
        ["东丰县"],
        ["指标", "本季", "本季末", "本年累计", "同比%"],
        ["市场主体", None, 31200, None, 3],
        ["新登记企业", 60, None, 90, 3],
        ["走访企业次数", 40, None, 75, 2],
    ]
    reading = read(plan, workbook(rows))
    assert reading.problems == ()
    assert places(reading) == {
        ("all", "df"): "Sheet1!C3", ("new_firms", "df"): "Sheet1!D4", ("visits", "df"): "Sheet1!B5",
    }  # fmt: skip


def test_a_column_that_says_the_way_wins_over_one_that_says_nothing(plan):
    rows = [["东丰县"], ["指标", "本期", "累计"], ["新登记企业", 60, 90]]
    assert places(read(plan, workbook(rows))) == {("new_firms", "df"): "Sheet1!C3"}


def test_the_end_of_the_period_over_a_column_says_only_of_when_the_sums_are(plan):
    rows = [["东丰县"], ["项目", "单位", "本期末数"], ["市场主体", "户", 900], ["本年新登记企业", "户", 90]]
    assert read(plan, workbook(rows)).problems == ()
    assert said(read(plan, workbook([["县区", "新登记企业期末数"], ["东丰县", 90]])))[0] == ("wrong-way", "Sheet1!B1")


def test_a_single_month_is_another_period_for_amounts_and_a_fine_moment_for_levels(plan):
    rows = [["东丰县2023年"], ["指标", "5月", "6月", "1—6月"], ["新登记企业", 2, 3, 20], ["市场主体", 11, 12, 12]]
    reading = read(plan, workbook(rows))
    assert places(reading) == {("new_firms", "df"): "Sheet1!D3", ("all", "df"): "Sheet1!C4"}
    rows = [["东丰县2023年"], ["指标", "5月", "6月"], ["新登记企业", 2, 3]]
    assert [problem.code for problem in read(plan, workbook(rows)).problems] == ["wrong-period"]


def test_quarters_side_by_side_over_sums_since_january_are_doubted(plan):
    rows = [["东丰县2023年"], ["指标", "一季度", "二季度"], ["新登记企业", 60, 90]]
    assert said(read(plan, workbook(rows))) == [("unclear-way", "Sheet1!C2")]


def test_the_indicator_may_stand_in_the_title_alone(plan):
    rows = [["指标：市场主体总量（万户）"], ["县区", "2023年二季度", "2023年一季度"], ["东丰县", 3.12, 3.1]]
    reading = read(plan, workbook(rows))
    assert reading.problems == ()
    assert figures(reading) == {("all", "df"): 31200}


def test_bilingual_headings_and_names(plan):
    rows = [["县区\nCounty", "市场主体\nMarket entities"], ["东丰县 Dongfeng", 600]]
    assert figures(read(plan, workbook(rows))) == {("all", "df"): 600}


def test_industries_that_the_plan_does_not_know_are_listed_and_not_taken(plan):
    rows = [["东丰县"], ["行业", "企业"], ["合计", 50], ["制造业", 10]]
    reading = read(plan, workbook(rows))
    assert reading.figures[["industry", "value"]].to_numpy().tolist() == [["", 50.0]]
    assert "制造业（方案没有这个行业）" in reading.layout


@pytest.mark.parametrize(
    "heading",
    [
        "市场主体（万户）",
        "市场主体(单位:万户)",
        "市场主体：万户",
        "市场主体/万户",
        "市场主体（期末）（万户）",
    ],
)
def test_the_measure_unit_of_a_heading_however_it_is_written(plan, heading):
    assert figures(read(plan, workbook([["县区", heading], ["东丰县", 3.12]]))) == {("all", "df"): 31200}


# ---------------------------------------------------------------------------- words between rows and between tables


def test_a_title_of_another_period_over_a_second_table_keeps_it_out(plan):
    rows = [["2023年二季度情况"], ["县区", "高新技术企业"], ["龙山区", 5], ["2022年二季度"], ["单位：户"],
            ["县区", "科技型中小企业"], ["龙山区", 9]]  # fmt: skip
    assert places(read(plan, workbook(rows))) == {("tech", "ls"): "Sheet1!B3"}


def test_the_head_repeated_below_a_table_of_another_period_is_of_that_period(plan):
    rows = [["2023年二季度情况"], ["县区", "高新技术企业"], ["龙山区", 5], ["2022年二季度情况"],
            ["县区", "高新技术企业"], ["西安区", 6], ["县区", "高新技术企业"], ["东丰县", 7]]  # fmt: skip
    assert places(read(plan, workbook(rows))) == {("tech", "ls"): "Sheet1!B3"}


def test_a_lone_period_between_rows_holds_for_the_rows_below_it(plan):
    rows = [["序号", "县区", "高新技术企业"], [None, "2022年", None], [1, "龙山区", 5], [None, "2023年二季度"],
            [1, "东丰县", 9]]  # fmt: skip
    assert places(read(plan, workbook(rows))) == {("tech", "df"): "Sheet1!C5"}


def test_a_lone_indicator_between_rows_holds_for_the_places_below_it(plan):
    rows = [["县区", "户数", "同比%"], ["一、高新技术企业"], ["龙山区", 5, 4], ["二、科技型中小企业"],
            ["龙山区", 9, 8], ["三、锅炉"], ["龙山区", 7, 8]]  # fmt: skip
    assert places(read(plan, workbook(rows))) == {("tech", "ls"): "Sheet1!B3", ("small_tech", "ls"): "Sheet1!B5"}


def test_a_section_that_narrows_its_columns_keeps_its_rows_out(plan):
    rows = [["县区", "高新技术企业"], ["二、注销情况"], ["龙山区", 5]]
    assert figures(read(plan, workbook(rows))) == {}


def test_a_block_for_each_county_on_one_sheet(plan):
    rows = [["龙山区"], ["指标", "数值"], ["高新技术企业", 6], ["（二）东丰县"], ["指标", "数值"], ["高新技术企业", 4]]
    reading = read(plan, workbook(rows), sender="bureau")
    assert figures(reading) == {("tech", "ls"): 6, ("tech", "df"): 4}


def test_a_column_without_heading_beside_another_is_refused(plan):
    rows = [["东丰县"], ["指标", "本期数", None], ["企业", None, 5]]
    assert said(read(plan, workbook(rows))) == [("no-heading", "Sheet1!C3")]


def test_the_title_names_what_unnamed_columns_count(plan):
    rows = [
        ["表3-1 各县（市、区）高新技术企业情况"],
        ["单位：户"],
        ["县区", "2023年二季度", "2022年二季度"],
        ["龙山区", 6, 5],
    ]
    assert places(read(plan, workbook(rows))) == {("tech", "ls"): "Sheet1!B4"}


def test_a_name_parted_over_two_rows_of_the_head_is_one_name(plan):
    rows = [["县区", "网上办理", "新登记"], [None, "占  比（%）", "企  业（户）"], ["东丰县", 61, 20]]
    assert figures(read(plan, workbook(rows))) == {("online", "df"): 61, ("new_firms", "df"): 20}


def test_a_head_in_two_languages_on_two_rows(plan):
    rows = [["县区", "高新技术企业"], ["County", "High-tech Enterprises"], ["龙山区", 6]]
    assert figures(read(plan, workbook(rows))) == {("tech", "ls"): 6}


@pytest.mark.parametrize(
    ("sheet", "title"), [("2022年二季度", "2023年二季度情况"), ("2023年二季度", "2022年二季度情况")]
)
def test_a_sheet_whose_name_and_title_say_two_periods_is_refused(plan, sheet, title):
    rows = [[title], ["县区", "高新技术企业"], ["龙山区", 6]]
    assert ("period-differs", f"{sheet}!A1") in said(read(plan, workbook(rows, names=[sheet])))
