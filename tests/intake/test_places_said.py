"""Names of places that say more than a place, and what stands beside levels: other times, targets, corrections."""

import pytest

from milepost.plan.plan import Plan
from tests.intake.cells import Rows, figures, read, said, workbook
from tests.intake.drawn import truth


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Seven counties whose figures a bureau reports: levels in 户, sums in 亿元 and 万元, visits of a quarter."""
    return truth.plan(by_counties=False)


def of(plan: Plan, rows: Rows, **more):
    return read(plan, workbook([["2023年1-6月各县区主要指标"], ["单位：亿元"], *rows]), sender="bureau", **more)


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
