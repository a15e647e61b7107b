"""When figures are, however tables, sheets and files word it: each wording with its cells."""

from datetime import date

import pytest

from milepost.plan.plan import Plan
from tests.intake.cells import Rows, figures, read, said, workbook
from tests.intake.county_plan import county_plan
from tests.intake.drawn import truth


@pytest.fixture(scope="module")
def own() -> Plan:
    """Counties that report for themselves."""
    return county_plan()


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Counties whose figures a bureau reports."""
    return truth.plan(by_counties=False)


def of(plan: Plan, rows: Rows, **more):
    return read(plan, workbook(rows, **{k: v for k, v in more.items() if k == "names"}), sender="df",
                **{k: v for k, v in more.items() if k != "names"})  # fmt: skip


def codes(reading) -> list[str]:
    return [code for code, _ in said(reading)]


FIRMS = [["指标", "数值"], ["企业", 300]]

# ---------------------------------------------------------------------------- titles and names

OTHER = [
    "2023年三月末", "截至三月底", "一至三月", "三月份", "二〇二三年三月", "二0二三年三月", "2023年（一）季度",
    "2023年(1)季度", "2023年Ⅰ季度", "2023年首季", "首季", "202303", "（截止2023.3）", "（2023年1月1日—3月31日）",
    "2023.01.01-2023.03.31", "2023年1月-2023年3月", "2023年全县一季度", "22.2季", "2023年5月31日", "1-3月",
]  # fmt: skip
THIS = [
    "2023年六月末", "截至六月底", "一至六月", "六月份", "二〇二三年六月", "2023年（二）季度", "2023年(2)季度",
    "2023年Ⅱ季度", "202306", "（截止2023.6）", "（2023年1月1日—6月30日）", "2023.01.01-2023.06.30",
    "2023年4月-2023年6月", "2023年全县二季度", "23.2季", "2023年6月30日", "1-6月", "2023年半年度",
]  # fmt: skip


@pytest.mark.parametrize("words", OTHER)
def test_another_period_in_a_title_is_refused_however_it_is_written(own, words):
    assert codes(of(own, [[f"东丰县{words}市场主体"], *FIRMS])) == ["wrong-period"]
    assert codes(of(own, [["东丰县市场主体"], [f"（{words}）"], *FIRMS])) == ["wrong-period"]


@pytest.mark.parametrize("words", THIS)
def test_the_period_asked_for_in_a_title_is_read_however_it_is_written(own, words):
    reading = of(own, [[f"东丰县{words}市场主体"], *FIRMS])
    assert (figures(reading), reading.problems) == ({("firms", "df"): 300}, ())


@pytest.mark.parametrize("name", ["202303", "2023.3.31", "22.2季", "230331", "三月", "上季", "去年同期"])
def test_another_period_in_the_name_of_a_sheet(own, name):
    assert codes(of(own, [["东丰县"], *FIRMS], names=[name])) == ["wrong-period"]


@pytest.mark.parametrize("name", ["东丰县202303", "2023.3东丰县", "东丰县三月", "东丰县2023年首季", "东丰县20230331"])
def test_another_period_in_the_name_of_a_file(own, name):
    assert codes(of(own, [["东丰县"], *FIRMS], file=f"{name}.xlsx")) == ["wrong-period"]


@pytest.mark.parametrize(
    "words",
    [
        "表2.3 市场主体",
        "市场主体〔2023〕12号",
        "2023-5号",
        "电话04372023056",
        "20230705",
        "2023.7.5",
        "7月5日",
        "市场主体2023.5万户",
    ],
)
def test_numbers_of_tables_documents_and_telephones_and_days_of_writing_are_no_periods(own, words):
    reading = of(own, [["东丰县"], [words], *FIRMS], file=f"东丰县{words}.xlsx")
    assert (figures(reading), reading.problems) == ({("firms", "df"): 300}, ())


def test_a_period_in_cells_of_its_own_behind_its_label(own):
    split = [["东丰县"], ["报告期：", "2023年", "一季度"], *FIRMS]
    assert said(of(own, split)) == [("wrong-period", "Sheet1!A2")]
    now = [["东丰县"], ["报告期：", "2023年", "二季度", None, "单位：户"], *FIRMS]
    assert (figures(of(own, now)), of(own, now).problems) == ({("firms", "df"): 300}, ())


@pytest.mark.parametrize(
    "note",
    [
        "注：以上为2023年一季度数据",
        "数据截至2023年3月31日",
        "说明：本表数据均为2022年数",
        "注：表中数据取自2023年3月报表",
    ],
)
def test_a_note_that_dates_the_figures_otherwise_is_doubted_until_it_is_mended(own, note):
    rows = [["东丰县2023年二季度"], *FIRMS, [note]]
    assert said(of(own, rows)) == [("period-differs", "Sheet1!A4")]
    mended = note.replace("一", "二").replace("3月31", "6月30").replace("3月", "6月").replace("2022年", "2023年二季度")
    assert of(own, [*rows[:-1], [mended]]).problems == ()


@pytest.mark.parametrize(
    "note",
    ["注：2022年数据为快报数。", "数据来源：2022年统计年鉴", "注：数据截至2023年6月30日", "注：一季度数据已作调整"],
)
def test_a_note_of_other_years_figures_or_sources_is_no_doubt(own, note):
    assert of(own, [["东丰县2023年二季度"], *FIRMS, [note]]).problems == ()


@pytest.mark.parametrize("word", ["上季度", "上期", "上季末", "期初", "去年同期", "作废", "填报示例", "样表"])
def test_a_title_of_earlier_or_void_figures_is_doubted_whatever_the_names_of_the_rows_say(own, word):
    rows = [[f"东丰县{word}"], *FIRMS, ["网上办理占比", 61.5]]
    assert said(of(own, rows)) == [("title", "Sheet1!A3"), ("title", "Sheet1!A4")]


@pytest.mark.parametrize("name", ["上季", "年度目标", "作废", "填报示例", "去年"])
def test_a_sheet_aside_is_not_read_beside_the_right_one(own, name):
    book = workbook([["东丰县2023年二季度"], *FIRMS], [["东丰县"], ["指标", "数值"], ["走访企业次数", 15]],
                    names=["正式", name])  # fmt: skip
    reading = read(own, book, sender="df")
    assert (figures(reading), reading.problems) == ({("firms", "df"): 300}, ())
    assert name in reading.layout


@pytest.mark.parametrize("name", ["年度目标", "作废", "填报示例"])
def test_a_sheet_of_such_a_name_alone_is_doubted(own, name):
    assert codes(of(own, [["东丰县2023年二季度"], *FIRMS], names=[name])) == ["title"]


# ---------------------------------------------------------------------------- sums beside a quarter


def new_firms(own, *head: str, first: int = 6):
    values = range(first, first + 7 * len(head), 7)
    return of(own, [["东丰县2023年"], ["指标", *head], ["新登记企业", *values]])


@pytest.mark.parametrize(
    "words",
    ["1-2季度", "1~2季", "一至二季度", "1+2季度", "一、二季度", "H1", "半年度", "上半年合计", "1—6月合计", "全年累计",
     "累计至今", "上半年", "1-本季", "1至本季", "本年合计"],
)  # fmt: skip
def test_a_sum_since_january_beside_the_quarter_is_the_figure(own, words):
    reading = new_firms(own, "二季度", words)
    assert (figures(reading), reading.problems) == ({("new_firms", "df"): 13}, ())


@pytest.mark.parametrize("words", ["合计", "总计", "小计", "总数", "1-6", "两季合计"])
def test_a_quarter_beside_what_may_be_its_sum_is_doubted_until_the_sum_is_named(own, words):
    reading = new_firms(own, "二季度", words)
    assert said(reading) == [("unclear-way", "Sheet1!B2")]
    assert new_firms(own, "二季度", "本年累计").problems == ()


def test_months_beside_a_quarter_prove_it_alone(own):
    reading = of(own, [["东丰县2023年"], ["指标", "4月", "5月", "6月", "二季度"], ["新登记企业", 1, 2, 3, 6]])
    assert said(reading) == [("unclear-way", "Sheet1!E2")]


def test_a_quarter_beside_last_years_or_beside_comparisons_is_no_part_of_anything(own):
    for other in ("2022年二季度", "同比增长%", "目标"):
        assert new_firms(own, "二季度", other).problems == ()


@pytest.mark.parametrize("head", ["季度", "报告期"])
@pytest.mark.parametrize("year", ["", "2023年"])
def test_quarters_below_each_other_may_be_alone(own, head, year):
    rows = [["东丰县2023年"], [head, "新登记企业"], [f"{year}一季度", 7], [f"{year}二季度", 6]]
    assert said(of(own, rows)) == [("unclear-way", "Sheet1!A4")]
    rows[1][1] = "新登记企业累计"
    assert of(own, rows).problems == ()


def test_quarters_of_a_database_are_told_as_ever(plan):
    rows = [["报告期", "地区", "新登记企业"], ["2023年一季度", "端州区", 7], ["2023年二季度", "端州区", 13]]
    assert read(plan, workbook(rows), sender="bureau").problems == ()


def test_the_quarters_number_alone_may_be_the_quarters_amount(own):
    assert said(new_firms(own, "季度数")) == [("unclear-way", "Sheet1!B2")]
    assert figures(new_firms(own, "季度数", "本年累计")) == {("new_firms", "df"): 13}


@pytest.mark.parametrize("head", [("数量", "累计"), ("二季度", "累计"), ("季度数", "累计数")])
def test_an_unclear_sum_is_told_even_beside_another_figure(own, head):
    rows = [["东丰县2023年二季度"], ["指标", *head], ["个转企", 5, 9]]
    assert ("unclear-way", "Sheet1!C2") in [(p.code, p.where) for p in of(own, rows).errors]
    clear = [rows[0], ["指标", head[0], "本年累计"], rows[2]]
    assert (figures(of(own, clear)), of(own, clear).problems) == ({("turned", "df"): 9}, ())


def test_two_quarters_together_are_no_quarters_amount(own):
    rows = [["东丰县2023年"], ["指标", "一、二季度"], ["走访企业次数", 33]]
    assert codes(of(own, rows)) == ["wrong-way"]


def test_what_is_of_the_quarter_among_it(own, plan):
    down = [["东丰县2023年"], ["指标", "数值"], ["走访企业次数", 33], ["其中：二季度", 15]]
    assert (figures(of(own, down)), of(own, down).problems) == ({("visits", "df"): 15}, ())
    across = [["2023年"], ["县区", "走访企业次数", "其中：二季度"], ["端州区", 33, 15]]
    assert figures(read(plan, workbook(across), sender="bureau")) == {("visits", "dz"): 15}
    since = [["东丰县2023年"], ["指标", "1-6月", "其中：4-6月"], ["新登记企业", 13, 6], ["走访企业次数", 33, 15]]
    assert figures(of(own, since)) == {("new_firms", "df"): 13, ("visits", "df"): 15}
    part = [["东丰县2023年二季度"], *down[1:-1], ["其中：一季度", 18]]
    assert said(of(own, part)) == [("unclear-way", "Sheet1!A4")]


def test_the_months_of_a_quarter_above_a_sum_since_january(own):
    rows = [["东丰县2023年4—6月"], ["指标", "数值"], ["新登记企业", 6], ["走访企业次数", 3]]
    assert said(of(own, rows)) == [("title", "Sheet1!A3")]
    assert of(own, [rows[0], ["指标", "本年累计"], rows[2]]).problems == ()


# ---------------------------------------------------------------------------- months down the rows


@pytest.mark.parametrize("head", ["月份", "时间", "报告期"])
@pytest.mark.parametrize(
    "months",
    [("4月", "5月", "6月"), ("202304", "202305", "202306"), ("2023-04", "2023-05", "2023-06"),
     (date(2023, 4, 1), date(2023, 5, 1), date(2023, 6, 1)), ("四月", "五月", "六月")],
)  # fmt: skip
def test_months_below_each_other_are_single_ones(own, head, months):
    rows = [["东丰县2023年"], [head, "走访企业次数", "新登记企业", "企业"],
            *([month, n, n, n] for n, month in enumerate(months, 4))]  # fmt: skip
    reading = of(own, rows)
    assert (figures(reading), reading.problems) == ({("firms", "df"): 6}, ())
    assert "其他时期" in reading.layout
    told = [rows[0], [head, "新登记企业累计"], *([month, n] for n, month in enumerate(months, 4))]
    assert figures(of(own, told)) == {("new_firms", "df"): 6}


# ---------------------------------------------------------------------------- read without a word


@pytest.mark.parametrize(
    "words",
    ["截至6月底", "截至2023年6月底", "截至二季度末", "截止6月30日", "6月30日", "2023年6月30日", "报告期末", "当前数",
     "目前总数", "截至本季末", "六月末"],
)  # fmt: skip
def test_the_end_of_the_quarter_however_a_heading_words_it(own, words):
    reading = of(own, [["东丰县2023年二季度"], ["指标", words], ["企业", 300]])
    assert (figures(reading), reading.problems) == ({("firms", "df"): 300}, ())
    bracket = of(own, [["东丰县2023年二季度"], ["指标", f"数量（{words}）"], ["企业", 300]])
    assert figures(bracket) == ({("firms", "df"): 300} if words != "目前总数" else {})


def test_what_is_counted_up_to_a_day_is_no_quarters_amount(own):
    rows = [["东丰县2023年二季度"], ["指标", "截至6月底"], ["走访企业次数", 33], ["新登记企业", 13]]
    reading = of(own, rows)
    assert (codes(reading), figures(reading)) == (["wrong-way"], {("new_firms", "df"): 13})


@pytest.mark.parametrize(
    "head",
    [("4-6月", "1-6月"), ("本季", "1-本季"), ("本季发生", "本年累计"), ("本期", "本年累计"), ("二季度", "上半年")],
)
def test_the_quarter_beside_the_sum_since_january_gives_each_its_own(own, head):
    rows = [["东丰县2023年二季度"], ["指标", *head], ["新登记企业", 6, 13], ["走访企业次数", 5, 33]]
    reading = of(own, rows)
    assert (figures(reading), reading.problems) == ({("new_firms", "df"): 13, ("visits", "df"): 5}, ())


def test_our_own_columns_for_levels_amounts_and_sums(own):
    rows = [["东丰县2023年二季度"], ["指标", "本季末", "本季发生", "本年累计"],
            ["企业", 300, None, None], ["新登记企业", None, 6, 13], ["走访企业次数", None, 5, 33]]  # fmt: skip
    reading = of(own, rows)
    assert figures(reading) == {("firms", "df"): 300, ("new_firms", "df"): 13, ("visits", "df"): 5}
    assert reading.problems == ()


def test_this_period_and_the_last_one_below_each_other(own):
    rows = [["东丰县"], ["期别", "企业", "走访企业次数"], ["本期", 300, 5], ["上期", 290, 4], ["上年同期", 280, 3]]
    reading = of(own, rows)
    assert (figures(reading), reading.problems) == ({("firms", "df"): 300, ("visits", "df"): 5}, ())
    sums = [["东丰县"], ["期别", "新登记企业"], ["本期", 6], ["上期", 7]]
    assert codes(of(own, sums)) == ["unclear-way"]
