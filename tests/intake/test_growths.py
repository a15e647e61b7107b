"""Growth rates and earlier figures in a sheet are never taken; they check the figures beside them."""

import pandas as pd
import pytest

from milepost.intake.checks import doubts
from milepost.plan.plan import Plan
from milepost.plan.tables import FIGURES, empty, table
from tests.intake.cells import figures, read, said, workbook
from tests.intake.county_plan import county_plan


@pytest.fixture
def plan() -> Plan:
    return county_plan()


def past(*parts: tuple[str, str, float], unit: str = "df", sender: str = "df") -> pd.DataFrame:
    """(indicator, period, value) as live figures of a county."""
    told = {"industry": "", "sheet": "表", "cell": "B2", "submission": "1", "form": "表", "file": "", "sha256": ""}
    rows = [
        {"indicator": i, "unit": unit, "period": p, "value": v, "sender": sender, "time": pd.Timestamp(0)} | told
        for i, p, v in parts
    ]
    return table(rows, FIGURES)


def odd(plan: Plan, rows: list, history: pd.DataFrame | None = None, **more: str) -> list[tuple[str, str]]:
    """Code and place of what the comparisons of a sheet say against its figures."""
    reading = read(plan, workbook(rows), **more)
    assert not reading.errors
    found = doubts(reading, empty(FIGURES) if history is None else history, plan)
    return [(p.code, p.where) for p in found if p.code in ("growth", "earlier-differs")]


@pytest.mark.parametrize(("rate", "codes"), [(20, []), (20.04, []), (21, [("growth", "Sheet1!D3")]), ("20%", [])])
def test_a_rate_must_be_made_of_the_figure_and_last_years_beside_it(plan, rate, codes):
    rows = [["东丰县"], ["指标", "本年累计", "上年同期", "同比增长%"], ["新登记企业", 120, 100, rate]]
    assert odd(plan, rows) == codes


def test_the_doubt_names_both_cells_and_what_they_make(plan):
    rows = [["东丰县"], ["指标", "本年累计", "上年同期", "同比增长%"], ["新登记企业", 120, 100, 30]]
    (doubt,) = (p for p in doubts(read(plan, workbook(rows)), empty(FIGURES), plan) if p.code == "growth")
    assert (doubt.level, doubt.value) == ("doubt", "30")
    assert "B3是120，C3是100，增长20.00%，这里写的是30%" in doubt.message


def test_a_rate_is_checked_by_what_was_reported_where_the_sheet_says_no_base(plan):
    rows = [["县区", "新登记企业（1—6月）", "同比增长（%）"], ["东丰县", 120, 9]]
    assert odd(plan, rows) == []
    assert odd(plan, rows, past(("new_firms", "2022Q2", 110.0))) == []
    assert odd(plan, rows, past(("new_firms", "2022Q2", 100.0))) == [("growth", "Sheet1!C2")]


def test_a_rate_in_a_row_of_another_quarter_is_not_this_ones(plan):
    rows = [
        ["报告期", "县区", "指标", "数值", "同比增长%"],
        ["2023年一季度", "东丰县", "新登记企业", 60, 50],
        ["2023年二季度", "东丰县", "新登记企业", 120, 20],
    ]
    assert odd(plan, rows, past(("new_firms", "2022Q2", 100.0))) == []
    rows[2][4] = 50
    assert odd(plan, rows, past(("new_firms", "2022Q2", 100.0))) == [("growth", "Sheet1!E3")]


def test_a_rate_on_the_quarter_before(plan):
    rows = [["东丰县"], ["指标", "本季", "环比±%"], ["走访企业次数", 40, 25]]
    assert odd(plan, rows, past(("visits", "2023Q1", 32.0))) == []
    assert odd(plan, rows, past(("visits", "2023Q1", 40.0))) == [("growth", "Sheet1!C3")]


def test_figures_rounded_to_ten_thousands_may_miss_the_rate_by_their_rounding(plan):
    rows = [["单位：万户"], ["指标", "本期末", "上年同期", "同比增长%"], ["市场主体", 3.1, 3.0, 4.1]]
    assert odd(plan, rows, sender="df") == []
    rows[2][3] = 8
    assert odd(plan, rows, sender="df") == [("growth", "Sheet1!D3")]


@pytest.mark.parametrize("heading", ["排名", "同比增减（户）", "比上年增长%", "完成率%", "比年初净增"])
def test_what_a_heading_does_not_say_clearly_is_not_compared(plan, heading):
    rows = [["东丰县"], ["指标", "期末数", "上年同期", heading], ["企业", 120, 100, 3]]
    assert odd(plan, rows) == []


def test_a_whole_column_that_disagrees_is_one_doubt(plan):
    rows = [["县区", "高新技术企业", "上年同期", "同比增长%"], ["龙山区", 6, 5, 3], ["西安区", 8, 4, 3]]
    reading = read(plan, workbook(rows))
    found = [p for p in doubts(reading, empty(FIGURES), plan) if p.code == "growth"]
    assert [p.where for p in found] == ["Sheet1!D2"]
    assert "同列共2处不符" in found[0].message
    assert figures(reading) == {("tech", "ls"): 6, ("tech", "xa"): 8}


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        ([["东丰县"], ["指标", "2023年二季度", "2023年一季度"], ["市场主体", 900, 890]], "Sheet1!C3"),
        ([["东丰县"], ["指标", "本季末", "上季末"], ["市场主体", 900, 890]], "Sheet1!C3"),
        ([["2023年一季度"], ["县区", "市场主体"], ["东丰县", 890],
          ["2023年二季度"], ["县区", "市场主体"], ["东丰县", 900]], "Sheet1!B3"),
        ([["县区", "市场主体"], ["2023年一季度"], ["东丰县", 890], ["2023年二季度"], ["东丰县", 900]], "Sheet1!B3"),
    ],
)  # fmt: skip
def test_earlier_periods_in_a_sheet_are_compared_with_what_was_reported_and_never_taken(plan, rows, where):
    reading = read(plan, workbook(rows))
    assert figures(reading) == {("all", "df"): 900}
    assert odd(plan, rows, past(("all", "2023Q1", 890.0))) == []
    assert odd(plan, rows, past(("all", "2023Q1", 880.0))) == [("earlier-differs", where)]


@pytest.mark.parametrize(
    ("heading", "name", "period", "codes"),
    [
        ("本期数", "新登记企业", "2023Q2", ["unclear-way"]),
        ("本期数", "新登记企业", "2023Q1", []),
        ("本年累计", "新登记企业", "2023Q2", []),
        ("本期数", "走访企业次数", "2023Q2", []),
        ("本季", "市场主体", "2023Q2", ["unclear-way"]),
        ("本季末", "市场主体", "2023Q2", []),
    ],
)
def test_words_that_may_mean_the_quarter_alone_are_doubted_over_sums_and_levels(plan, heading, name, period, codes):
    rows = [["东丰县"], ["指标", heading], [name, 20]]
    assert [code for code, _ in said(read(plan, workbook(rows), period))] == codes
