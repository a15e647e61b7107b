"""The forecast beside a way: drawn from the last figure on, read out, and told with how it fared."""

import math
from dataclasses import replace

import pytest

from milepost.measure.outlook import Band, Outlook
from milepost.plan.period import Period
from milepost.report import fan, paths
from milepost.report.palette import LIGHT
from tests.report.standings import NAN, judged

NOW, Q3, Q4 = (Period.parse(text) for text in ("2024Q2", "2024Q3", "2024Q4"))
AHEAD = Outlook(
    NOW, 115000.0, (Q3, Q4), (116500.4, 118000.2),
    (Band(0.8, (116000.0, 117000.0), (117000.0, 119000.0)), Band(0.95, (115500.0, 116000.0), (117500.0, 120000.0))),
    chance=0.004, points=11, hits=6, tries=7,
)  # fmt: skip
NONE = Outlook(NOW, reason="只有3个连续的数，至少要4个")


def way(plan, goal_id="market_entities", level=115000.0):
    over = {
        text: judged(goal=goal_id, period=text, value=value, base_value=100000.0, target=120000.0)
        for text, value in (("2024Q1", 113000.0), ("2024Q2", level))
    }
    return paths.path_of(plan, plan.goal_of(goal_id), "city", over, NOW)


def traces(chart, fill):
    return [trace for trace in chart.data if trace.fill == fill]


def test_the_fan_opens_at_the_last_figure_and_closes_at_the_deadline(plan):
    wide, narrow = traces(paths.path_chart(way(plan), LIGHT, AHEAD), "toself")
    assert list(narrow.x) == [10, 11, 12, 12, 11]
    assert list(narrow.y) == [115000, 117000, 119000, 117000, 116000]
    assert max(wide.y) == 120000, "the paler band of 95 % lies behind"


def test_a_chart_without_forecast_has_no_fan(plan):
    assert traces(paths.path_chart(way(plan), LIGHT), "toself") == []
    assert traces(paths.path_chart(way(plan), LIGHT, NONE), "toself") == []


def test_the_readings_say_what_to_expect_instead_of_the_gap(plan):
    said = " ".join(a.text for a in paths.path_chart(way(plan), LIGHT, AHEAD).layout.annotations)
    assert "预测年末 118,000" in said
    assert "80%区间 117,000—119,000" in said
    assert "距目标" not in said
    assert "距目标 1,281户" in " ".join(a.text for a in paths.path_chart(way(plan), LIGHT, NONE).layout.annotations)


def test_a_year_beyond_this_one_is_named(plan):
    later = replace(AHEAD, since=Period.parse("2023Q4"))
    assert next(iter(fan.readings(later, LIGHT))) == "预测2024年末 118,000"


def test_the_pointer_reads_both_intervals(plan):
    [dots] = [t for t in paths.path_chart(way(plan), LIGHT, AHEAD).data if t.customdata and "预测" in t.customdata[-1]]
    assert dots.customdata[-1] == (
        "<b>2024年四季度</b><br>预测 118,000户<br>80%区间 117,000—119,000户<br>95%区间 116,000—120,000户"
    )
    assert dots.hovertemplate.endswith("<extra></extra>")


def test_what_is_measured_keeps_its_decimals(plan):
    assert next(iter(fan.readings(replace(AHEAD, value=117.4, middle=(1.0, 122.63)), LIGHT))) == "预测年末 122.6"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "照前11季数的平均变化外推（漂移法），阴影为80%与95%区间；到期突破目标的概率不到1%"),
        ({}, "；回测7季，6季落在80%区间内。预测只供研判，不进通报。"),
        ({"chance": 0.73}, "到期突破目标的概率约73%"),
        ({"chance": 0.996}, "到期突破目标的概率超过99%"),
        ({"chance": NAN, "points": 5}, "不足6个时点，不给概率"),
        ({"tries": 0}, "季数还少，无从回测"),
        ({"summed": True}, "照前11季满一年合计数的平均变化外推"),
        ({"periods": (Period.parse("2025Q2"), Period.parse("2026Q2"))}, "照前11年数的平均变化外推"),
        ({"bands": (Band(0.8, (1.0, 1.0), (1.0, 1.0)),)}, "历次变化完全相同，区间和概率无从估计"),
    ],
)  # fmt: skip
def test_the_sentence_says_how_how_likely_and_how_it_fared(plan, changes, said):
    assert said in fan.sentence(plan.goal_of("market_entities"), replace(AHEAD, **changes))


def test_the_sentence_fits_the_promise(plan):
    assert "年末达到目标的概率" in fan.sentence(plan.goal_of("trained"), AHEAD)
    less = replace(plan.goal_of("market_entities"), operator="<=", direction=-1)
    assert "到期不超过目标的概率" in fan.sentence(less, AHEAD)
    keep = replace(plan.goal_of("market_entities"), kind="keep")
    assert "概率" not in fan.sentence(keep, replace(AHEAD, chance=math.nan))


def test_without_a_forecast_the_reason_is_said(plan):
    assert fan.sentence(plan.goal_of("trained"), NONE) == "不作预测：只有3个连续的数，至少要4个。"
