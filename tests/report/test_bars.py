"""Bars and the bullets and efforts drawn with them."""

import math

from milepost.plan.tables import Status
from milepost.report import bars, bullets, effort_bars
from milepost.report.effort import Effort
from milepost.report.palette import DARK, LIGHT
from tests.report.standings import NAN, judged


def test_a_bullet_stands_value_against_target_and_due(plan):
    row = bullets.bullet(plan, judged(value=116900.0, target=120000.0), LIGHT, "/target?goal=x")
    assert row.middle == '<b>11.69万</b><span style="color:#565F69"> / 突破12万户</span>'
    assert (row.glyph, row.right, round(row.length, 1), round(row.tick, 1)) == ("▽", "−6.2", 77.1, 83.3)
    assert row.look == "solid"
    assert "同比增长9.9%，环比增长2.4%" in row.hover


def test_what_is_not_reported_is_hatched_and_never_zero(plan):
    row = bullets.bullet(
        plan, judged(value=NAN, at_least=NAN, reached_share=NAN, completion=NAN, status=Status.UNREPORTED), LIGHT
    )
    assert (row.look, row.right) == ("hatched", "未报")
    assert "上季2.02万" in row.middle
    assert math.isnan(row.length)
    partly = bullets.bullet(plan, judged(value=NAN, at_least=18000.0, status=Status.UNREPORTED), LIGHT)
    assert "至少1.80万" in partly.middle


def test_the_right_word_is_a_lead_or_says_what_it_is():
    said = {status: bullets.short(judged(status=status)) for status in Status}
    assert said[Status.BEHIND] == "−6.2"
    assert (said[Status.EARLY], said[Status.DONE], said[Status.REGRESSED]) == ("达标", "完成", "倒退")
    assert (said[Status.UNKNOWN], said[Status.MISSED], said[Status.KEPT]) == ("待定", "未完成", "保持")


def test_goals_stand_under_their_themes_in_the_plans_order(plan):
    goals = [judged(goal=goal.id, indicator=goal.indicator) for goal in plan.goals]
    groups = bullets.by_theme(plan, goals, LIGHT, {"trained": "/t"})
    assert [(theme, len(rows)) for theme, rows in groups] == [("总量与增长", 4), ("产业", 1)]
    assert groups[1][1][0].link == "/t"


def test_two_columns_come_out_alike(plan):
    row = bullets.bullet(plan, judged(), LIGHT)
    groups = [("甲", [row] * 8), ("乙", [row] * 4), ("丙", [row] * 5), ("丁", [row] * 7)]
    assert [[heading for heading, _ in column] for column in bars.columns(groups)] == [["甲", "乙"], ["丙", "丁"]]
    assert bars.columns([]) == []
    assert [len(rows) for [(_, rows)] in bars.halved([row] * 5)] == [3, 2]


def test_one_column_is_one_figure_of_46_pixels_a_row(plan):
    row = bullets.bullet(plan, judged(), LIGHT, "/target?goal=a&b")
    for palette in (LIGHT, DARK):
        chart = bars.bars([("主题", [row] * 3)], palette)
        assert chart.layout.height == 36 + 3 * 46
        assert chart.layout.xaxis.range == (0, 105)
        hovered = [trace for trace in chart.data if trace.hovertemplate]
        assert [trace.hovertemplate for trace in hovered] == ["%{customdata}<extra></extra>"]
        assert not chart.layout.showlegend
        names = [a.text for a in chart.layout.annotations]
        assert sum('href="/target?goal=a&b"' in text for text in names) == 3


def test_a_fallen_goal_is_an_arrow_to_the_left(plan):
    row = bullets.bullet(plan, judged(reached_share=-1.0, status=Status.REGRESSED), LIGHT)
    chart = bars.bars([("", [row])], LIGHT)
    assert [a.text for a in chart.layout.annotations][-1] == "◀"
    assert list(chart.data[1].x) == []


def test_efforts_put_the_steepest_first_and_leave_out_what_is_done(plan):
    still = Effort(judged(goal="per_thousand"), 2, 1.5, 0.0)
    steep = Effort(judged(goal="conversions_ever"), 2, 85.0, 42.5)
    easy = Effort(judged(goal="new_entities", status=Status.AHEAD), 2, 10.0, 20.0)
    done = Effort(judged(goal="trained", status=Status.EARLY), 2, 0.0, 20.0)
    over = Effort(judged(), 0, NAN, 20.0)
    shown = effort_bars.still_open([easy, done, over, steep, still])
    assert shown == [still, steep, easy]
    rows = effort_bars.effort_bars(plan, shown, LIGHT, {})
    assert [(row.name, row.right, round(row.length)) for row in rows] == [
        ("每千人拥有市场主体", "无增长", 100),
        ("累计个转企", "2.0倍", 67),
        ("新登记市场主体", "0.5倍", 17),
    ]
    assert rows[1].middle == '<b>85户</b><span style="color:#565F69"> / 近期42.5</span>'
