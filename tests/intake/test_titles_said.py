"""What titles, sections and groups say, and whose figures they are: words that change what stands below them."""

import pytest

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


BUSINESSES = [["地区", "企业", "个体工商户"], ["端州区", 130, 20], ["鼎湖区", 110, 30]]
GDP = [["地区", "地区生产总值"], ["端州区", 105.1], ["鼎湖区", 104.2]]

# ---------------------------------------------------------------------------- titles


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("2023年6月末规模以上工业企业主要经济指标", "规模以上工业"),
        ("2023年6月末建筑业企业基本情况", "建筑业"),
        ("2023年6月末限额以上批发和零售业企业基本情况", "零售业 限额以上批发"),
        ("表3-1 2023年6月末各县区私营企业基本情况", "私营"),
        ("2023年6月末上市企业情况", "上市"),
        ("2023年6月末农村地区市场主体情况", "农村地区"),
        ("2023年6月末市场主体情况（制造业）", "制造业"),
        ("2023年6月末高新技术企业主要经济指标", "高新技术"),
        ("2023年二季度各县区市场主体变更登记情况", "变更"),
        ("2023年二季度各县区市场主体年报情况", "年报"),
        ("2023年6月末列入经营异常名录市场主体", "列入经营异常名录"),
        ("2023年6月末市场主体从业人员情况", "从业人员"),
        ("2023年6月末市场主体注册资本情况", "注册资本"),
        ("2023年6月末各县区开发区主要经济指标", "开发区"),
        ("2023年1—6月民营经济主要指标", "民营"),
        ("2023年1—6月主要指标（规模以上工业）", "规模以上工业"),
        ("2023年1—6月减税降费情况", "减税降费"),
        ("2023年1—6月用电量", "用电量"),
        ("2023年1—6月税收收入", "税收收入"),
    ],
)
def test_a_title_of_a_part_or_of_another_thing_counted_is_asked_about_at_each_heading(plan, title, words):
    """企业 below it are only some of them, or only say whose taxes and employees are counted."""
    reading = of(plan, [[title], *BUSINESSES])
    places = [(p.level, p.code, p.where) for p in reading.problems]
    assert places[0] == ("doubt", "title", "Sheet1!B2")
    assert set(places[1:]) <= {("doubt", "title", "Sheet1!C2")}
    assert all(any(f"“{word}”" in problem.message for word in words.split()) for problem in reading.problems)


@pytest.mark.parametrize("name", ["规模以上工业企业", "注销企业"])
def test_a_sheets_name_speaks_of_a_part_as_titles_do(plan, name):
    reading = of(plan, [["2023年6月末主要指标"], *BUSINESSES], names=(name,))
    assert said(reading) == [("title", f"{name}!B2"), ("title", f"{name}!C2")]


def test_a_heading_that_takes_up_the_titles_words_removes_the_doubt(plan):
    title = ["2023年6月末规模以上工业企业和其他企业情况"]
    told = [title, ["地区", "规模以上工业企业", "企业"], ["端州区", 13, 130]]
    assert (figures(of(plan, told)), of(plan, told).problems) == ({("firms", "dz"): 130}, ())


@pytest.mark.parametrize(
    "title",
    [
        "2023年二季度各县区市场主体发展情况统计表",
        "附件1：岭南市2023年6月末市场主体培育壮大情况一览表",
        "岭南市市场主体倍增三年行动计划2023年二季度完成情况",
        "2023年二季度市场主体目标任务完成情况",
        "岭南市市场监督管理局2023年二季度各类市场主体基本情况",
        "2023年6月末全市企业、个体工商户登记在册数",
        "2023年二季度县域经济高质量发展监测指标",
        "截至2023年6月末各县（市、区）实有市场主体情况（快报数）",
        "市监局2023年二季度市场主体情况（续表）",
    ],
)
def test_the_words_of_any_title_are_none_of_a_part(plan, title):
    assert of(plan, [[title], *BUSINESSES]).problems == ()


@pytest.mark.parametrize(
    "title",
    [
        "2023年1—6月地区生产总值发展速度", "2023年1—6月主要指标完成率", "2023年1—6月主要指标完成进度",
        "2023年1—6月主要指标构成（合计=100）", "2023年1—6月对全市经济增长贡献率", "2023年1—6月主要指标月均水平",
        "2023年1—6月占全市比例", "2023年1—6月各县区拉动全市增长点数", "2023年1—6月地区生产总值（2020年不变价）",
        "2023年1—6月主要指标目标", "2023年上半年国民经济计划", "2023年1—6月市本级主要指标", "2023年1—6月预算安排",
        "2023年1—6月主要指标弹性系数", "2023年1—6月较年初增加额", "2023年1—6月主要指标在全省排位",
    ],
)  # fmt: skip
def test_a_title_of_rates_shares_or_plans_is_asked_about(plan, title):
    assert said(of(plan, [[title], *GDP])) == [("title", "Sheet1!B2")]


def test_a_word_within_a_heading_s_own_name_tells_nothing_apart(plan):
    """The 占比 of 网上办理占比 is no share of the 市场主体 beside it."""
    rows = [["2023年6月末市场主体份额"], ["地区", "市场主体", "网上办理占比"], ["端州区", 13, 56.1]]
    assert "title" in codes(of(plan, rows))


# ---------------------------------------------------------------------------- sections and groups


@pytest.mark.parametrize(
    "section",
    ["变更情况", "从业人员情况", "园区情况", "人均指标", "发展速度情况", "年报统计",
     "市本级部分", "注册资本分布", "省下达指标"],
)  # fmt: skip
def test_a_section_that_speaks_of_something_else_is_asked_about(plan, section):
    across = [["2023年二季度"], ["地区", section, None], [None, "税收收入", "企业"], ["端州区", 1000, 5]]
    down = [["2023年二季度"], ["指标", "端州区"], [f"一、{section}", None], ["税收收入", 1000], ["企业", 5]]
    for rows in (across, down):
        reading = of(plan, rows)
        assert codes(reading) == ["unclear-heading"] * 2
        assert all(section in problem.message for problem in reading.doubts)


@pytest.mark.parametrize(
    ("section", "part"),
    [
        ("市场主体发展情况", "新登记企业"), ("经济指标", "企业"), ("质量效益指标", "网上办理占比"),
        ("财政税收指标", "税收收入"), ("主要数据", "地区生产总值"), ("基本情况", "常住人口"),
        ("人口情况", "常住人口"), ("总量指标", "市场主体"), ("高新技术企业发展情况", "高新技术企业"),
    ],
)  # fmt: skip
def test_a_section_that_says_nothing_of_its_own_leaves_its_parts_what_they_are(plan, section, part):
    reading = of(plan, [["2023年1—6月"], ["地区", section, None], [None, part, "用电量"], ["端州区", 5, 900]])
    assert (len(reading.figures), reading.problems) == (1, ())


# ---------------------------------------------------------------------------- whose

OWN = [["指标", "数值"], ["市场主体", 1000], ["企业", 300]]


@pytest.mark.parametrize(
    "title",
    [
        "全市主要指标（不含高新区）", "全市主要指标（含高新区）", "除端州区外主要指标", "端州区黄岗镇主要指标",
        "端州区本级主要指标",
        "鼎湖区永安产业园主要指标", "全市主要指标（四会市现场会材料）", "各县区主要指标（端州区统计局翻印）",
    ],
)  # fmt: skip
def test_a_place_that_a_title_only_mentions_does_not_own_the_figures(plan, title):
    reading = of(plan, [[f"2023年二季度{title}"], *OWN])
    assert ({problem.code for problem in reading.errors}, figures(reading)) == ({"no-unit"}, {})
    below = [["2023年二季度全市主要指标"], ["端州区统计局翻印"], *OWN]
    assert set(codes(of(plan, below))) == {"no-unit"}


def test_a_place_that_a_title_is_of_owns_the_figures(plan):
    for title in (
        "端州区2023年二季度主要指标",
        "岭南市端州区统计局2023年二季度报表",
        "2023年二季度端州区各镇（街道）主要指标",
    ):
        assert figures(of(plan, [[title], *OWN])) == {("all", "dz"): 1000, ("firms", "dz"): 300}


@pytest.mark.parametrize(
    ("title", "others"),
    [
        ("东丰县、东辽县主要指标", "东丰县、东辽县"), ("东丰县主要指标（含东辽县）", "含东辽县"),
        ("东丰县含高新区主要指标", "含高新区"), ("东丰县大阳镇主要指标", "东丰县大阳镇"), ("全市主要指标", "全市"),
        ("全省主要指标", "全省"), ("全国主要指标", "全国"),
        ("吉林省主要指标", "吉林省"),
    ],
)  # fmt: skip
def test_a_county_s_table_whose_title_speaks_of_other_places_is_asked_about_once(own, title, others):
    (problem,) = of(own, [[f"2023年二季度{title}"], *OWN], "df").doubts
    assert (problem.code, problem.where) == ("title", "Sheet1!A3")
    assert f"“{others}”" in problem.message


@pytest.mark.parametrize(
    "title",
    [
        "东丰县主要指标", "某市2023年二季度主要指标", "某市东丰县主要指标", "吉林省某市东丰县主要指标",
        "东丰县各乡镇主要指标",
        "东丰县城镇主要指标", "全市各县区主要指标", "全县主要指标", "东丰县统计局主要指标",
    ],
)  # fmt: skip
def test_a_county_s_own_title_is_not_asked_about(own, title):
    assert of(own, [[f"2023年二季度{title}"], *OWN], "df").doubts == ()


def test_the_form_of_a_whole_city_with_its_sender_s_name_is_the_sender_s(own):
    assert of(own, [["2023年二季度全市主要指标"], ["填报单位：东丰县"], *OWN], "df").doubts == ()


def test_two_senders_in_one_workbook_are_asked_which(own):
    rows = [["填报单位：东丰县"], ["2023年二季度"], *OWN, [None], ["填报单位：东辽县"], ["2023年二季度"],
            ["指标", "数值"], ["新登记企业", 60]]  # fmt: skip
    reading = read(own, workbook(rows))
    assert (codes(reading), figures(reading)) == (["sender-differs"], {})


# ---------------------------------------------------------------------------- of when

HELD = [["地区", "市场主体"], ["端州区", 600]]


@pytest.mark.parametrize(
    "lines",
    [
        ["2022年末各县区市场主体", "岭南市市场监管局 2023年6月30日"],
        ["2022年各县区市场主体情况", "岭南市统计局 2023年6月"],
        ["2022年各县区市场主体情况（2023年6月末）"],
    ],
)
def test_lines_that_say_two_periods_are_asked_which(plan, lines):
    assert codes(of(plan, [*([line] for line in lines), *HELD])) == ["period-differs"]
    told = [*([line] for line in lines), ["地区", "2023年6月末市场主体"], ["端州区", 600]]
    assert (figures(of(plan, told)), of(plan, told).errors) == ({("all", "dz"): 600}, ())


@pytest.mark.parametrize(
    "lines",
    [
        ["2022年末各县区市场主体", "（2023年6月印）"], ["2023年二季度经济运行调度会材料", "2022年末各县区市场主体"],
        ["2022年末各县区市场主体", "数据更新至2023年二季度"], ["2022年各县区市场主体情况（2023年6月修订）"],
        ["2022年末各县区市场主体（2023年二季度核定）"], ["2022年各县区市场主体（按2023年6月区划口径）"],
        ["2022年各县区市场主体（2023年目标基数）"],
    ],
)  # fmt: skip
def test_when_a_table_was_printed_or_revised_is_not_when_its_figures_are_of(plan, lines):
    assert codes(of(plan, [*([line] for line in lines), *HELD])) == ["wrong-period"]


def test_a_yearbook_s_year_is_not_its_tables(plan):
    rows = [["2023年岭南统计年鉴"], ["3-1 各县区市场主体（2022年末）"], *HELD]
    assert codes(read(plan, workbook(rows), "2023Q4", sender="bureau")) == ["wrong-period"]


@pytest.mark.parametrize(
    "lines",
    [
        ["2023年二季度市场主体情况（2023年7月修订）"], ["2023年6月末市场主体情况（与2022年末相比）"],
        ["2023年二季度修订版市场主体情况"], ["2023年一季度至2023年二季度市场主体情况"],
        ["2023年二季度市场主体情况", "自2022年以来"], ["2023年二季度市场主体", "2023年"],
    ],
)  # fmt: skip
def test_a_period_beside_days_of_revision_and_comparisons_is_the_table_s(plan, lines):
    reading = of(plan, [*([line] for line in lines), *HELD])
    assert (figures(reading), reading.errors) == ({("all", "dz"): 600}, ())


# ---------------------------------------------------------------------------- in two languages


@pytest.mark.parametrize(
    "head",
    [
        [["地区", "企业 YoY (%)"]], [["地区", "企业 Growth Rate"]], [["地区", "企业"], ["Region", "Growth Rate"]],
        [["地区", "企业\nNewly Registered"]], [["地区", "企业R&D"]], [["地区", "企业A"]],
    ],
)  # fmt: skip
def test_english_that_says_more_than_the_name_is_no_translation(plan, head):
    reading = of(plan, [["2023年二季度"], *head, ["端州区", 60]])
    assert (codes(reading), figures(reading)) == (["nothing-recognised"], {})


@pytest.mark.parametrize(
    ("name", "indicator"),
    [
        ("新登记企业 New Firms", "new_firms"), ("新登记企业\nNewly Registered", "new_firms"),
        ("企业 Corporate", "firms"),
        ("地区生产总值 GDP", "gdp"), ("网上办理占比 Rate Online", "online"), ("常住人口 Population", "people"),
    ],
)  # fmt: skip
def test_a_translation_says_nothing_more(plan, name, indicator):
    assert figures(of(plan, [["2023年1—6月"], ["地区", name], ["端州区", 60]])) == {(indicator, "dz"): 60}


def test_a_name_parted_in_two_rows_below_last_year_is_last_year_s(plan):
    rows = [["2023年二季度"], ["地区", "上年同期", "本期"], [None, "网上办理", "网上办理"], [None, "占比", "占比"],
            ["端州区", 70, 80]]  # fmt: skip
    assert figures(of(plan, rows)) == {("online", "dz"): 80}


def test_an_english_row_below_levels_and_rates_says_nothing_more(plan):
    rows = [["2023年二季度"], ["地区", "新登记企业", None], [None, "本期数", "同比增长%"],
            ["Region", "New Firms", "New Firms"], ["端州区", 181, -12.1]]  # fmt: skip
    assert figures(of(plan, rows)) == {("new_firms", "dz"): 181}
