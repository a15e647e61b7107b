"""The second opinions as they are read beside a target."""

from dataclasses import replace

import pandas as pd
import pytest

from milepost.measure.progress import progress
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan
from milepost.report import opinions
from tests.report.quarters import Q2, figures


@pytest.fixture
def told(plan):
    """Both opinions on a goal of the small plan in 2024Q2, out of ten quarters of figures."""

    def tell(goal_id: str, plan: Plan = plan):
        rows = progress(figures(plan), plan, quarters(plan.start, Q2))
        rows = rows[(rows["goal"] == goal_id) & (rows["unit"] == plan.unit)]
        return opinions.opinions(plan.goal_of(goal_id), rows, plan, Q2)

    return tell


def test_the_ratio_is_told_with_score_and_arithmetic(told):
    cagr, _ = told("market_entities")
    assert cagr.title == "另一种算法：CAGR 比（加拿大统计局口径）"
    assert cagr.verdict == "进展显著（比率0.953，得分2.520）"
    assert cagr.steps.columns["步骤"] == ["实际年均增速", "要求年均增速", "比率", "得分"]
    assert cagr.steps.columns["算式"][0] == "（115,600 ÷ 100,000）^（4 ÷ 10）− 1"
    assert "基期值接近目标值时，要求的增速很小，比率会被放大" in cagr.weak


def test_three_years_are_too_few_for_the_trend_and_that_is_said(told):
    _, trend = told("market_entities")
    assert trend.title == "线性趋势（德国联邦统计局口径）"
    assert trend.verdict == "不作判断：不足四个时点"
    assert trend.steps.empty
    assert "三年的方案往往不够" in trend.weak


def test_kinds_that_a_method_does_not_speak_of_are_named(told):
    cagr, trend = told("trained")
    assert cagr.verdict == "不作判断：这一算法只适用于有基期的水平，本目标是“每年”类"
    assert trend.verdict == "不作判断：这一算法只适用于水平和要保持的数，本目标是“每年”类"


def test_a_weak_spot_that_bears_on_the_promise_is_said_with_the_verdict(told, plan):
    goals = tuple(replace(g, base_value=0.0) if g.id == "conversions_ever" else g for g in plan.goals)
    cagr, _ = told("conversions_ever", replace(plan, goals=goals))
    assert cagr.verdict.endswith("。注意：基期值为0，按0.001计；零突破宜看完成份额")
    assert "÷ 0.001）" in cagr.steps.columns["算式"][0], "as many decimals as the calculator needs"


@pytest.mark.parametrize(
    ("levels", "kind", "said"),
    [
        ([34.8, 36.54, 38.28, 40.02, 41.76, 43.5], "share", "晴间多云：方向对，会差一点（会差剩余路程的11.0%）"),
        ([30.0, 32, 34, 36, 38, 40], "share", "晴：照此可以达到"),
        ([40.0, 39, 38, 37, 36, 35], "share", "雷雨：方向相反，或没有变化"),
        ([60.0, 62, 64, 66, 68, 70], "keep", "晴：保持住了"),
    ],
)
def test_the_trend_is_told_as_weather(plan, levels, kind, said):
    goal = replace(
        plan.goal_of("market_entities"), kind=kind, operator=">=", allocations={},
        value=65.0 if levels[0] != 30 else 50.0, deadline=Period.parse("2030Q4").end, base_value=None,
    )  # fmt: skip
    rows = pd.DataFrame(
        {
            "goal": goal.id, "unit": "city", "value": levels, "base_value": float("nan"), "target": goal.value,
            "period": [f"{year}Q4" for year in range(2014, 2020)], "measure_unit": "%", "era": 0.0, "completion": 1.0,
        }
    )  # fmt: skip
    assert opinions.opinions(goal, rows, plan, Period.parse("2019Q4"))[1].verdict == said


def test_a_yes_or_no_is_offered_neither_method(told, plan):
    yes = replace(plan.goal_of("per_thousand"), kind="boolean", value=None, base_value=None)
    goals = tuple(yes if goal.id == yes.id else goal for goal in plan.goals)
    assert told("per_thousand", replace(plan, goals=goals)) == ()
