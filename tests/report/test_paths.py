"""A goal's way against its pace."""

import math
from dataclasses import replace

import pytest

from milepost.measure.outlook import Band, Outlook
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.tables import Status
from milepost.report import paths
from milepost.report.palette import LIGHT, unit_colours
from tests.report.standings import NAN, judged

NOW = Period.parse("2022Q3")
VALUES = {"2022Q1": 101000.0, "2022Q2": NAN, "2022Q3": 104500.0}


def way(plan, goal_id="market_entities", unit="city", values=None, **changes):
    over = {
        period: judged(
            goal=goal_id, unit=unit, period=period, value=value, base_value=100000.0, target=120000.0, **changes
        )
        for period, value in (values or VALUES).items()
    }
    return paths.path_of(plan, plan.goal_of(goal_id), unit, over, NOW)


def test_the_way_runs_from_the_base_to_the_deadline(plan):
    path = way(plan)
    assert (str(path.periods[0]), str(path.periods[-1]), len(path.periods)) == ("2022Q1", "2024Q4", 12)
    assert path.start == 100000
    assert path.due == pytest.approx([100000 + 20000 * k / 12 for k in range(1, 13)])
    assert path.at == 3
    xs, ys = path.points(path.reached, from_base=True)
    assert xs == [0, 1, 2, 3]
    assert ys[0] == 100000
    assert math.isnan(ys[2])


def test_a_units_way_has_its_own_target_and_name(plan):
    path = way(plan, unit="dongliao")
    assert (path.name, path.goal.value) == ("东辽县", 24000)
    assert path.due[-1] == 24000
    assert way(plan, goal_id="trained", unit="dongliao") is None


def test_a_yearly_way_begins_anew_each_january(plan):
    path = way(plan, goal_id="trained", values={"2022Q1": 5.0, "2022Q2": 12.0, "2022Q3": 16.0})
    assert path.restarts
    xs, ys = path.points(path.due, from_base=True)
    assert [(x, y) for x, y in zip(xs, ys, strict=True) if x == 4] == [(4, 20.0), (4, 0.0)]


def test_a_missing_quarter_is_a_hollow_dot_and_a_gap(plan):
    chart = paths.path_chart(way(plan), LIGHT)
    lines = [trace for trace in chart.data if trace.mode == "lines"]
    assert not any(trace.connectgaps for trace in lines)
    hollow = [trace for trace in chart.data if trace.customdata is not None and "未报" in trace.customdata[0]]
    assert [list(trace.x) for trace in hollow] == [[2]]
    assert hollow[0].marker.color == LIGHT.page


def test_the_words_of_the_chart_name_target_base_pace_and_distance(plan):
    chart = paths.path_chart(way(plan, due_value=105000.0, gap=15501.0), LIGHT)
    said = " ".join(a.text for a in chart.layout.annotations)
    for part in (
        "目标：突破12万户",
        "基数 100,000（2021年末）",
        "序时进度",
        "现值 104,500",
        "欠序时500户",
        "距目标 15,501户",
    ):
        assert part in said, part
    assert chart.layout.xaxis.ticktext[:5] == ("一<br><b>2022年</b>", "二", "三", "四", "一<br><b>2023年</b>")
    assert all(trace.hovertemplate.endswith("<extra></extra>") for trace in chart.data if trace.hovertemplate)


def test_an_unreported_quarter_says_why(plan):
    path = way(plan, values=VALUES | {"2022Q3": NAN}, status=Status.UNREPORTED, reason="缺东丰县")
    said = " ".join(a.text for a in paths.path_chart(path, LIGHT).layout.annotations)
    assert "本季未报（缺东丰县）" in said


def test_a_small_way_carries_name_value_target_and_lead(plan):
    path = way(plan, unit="dongliao")
    chart = paths.small_path(path, LIGHT, unit_colours(plan, LIGHT)["dongliao"])
    text = chart.layout.annotations[0].text
    assert "东辽县" in text
    assert "▽ −6.2" in text
    assert "#B82A5E" in text
    assert chart.layout.height == 150


def corner(chart):
    """Height of the readings, as a share of the chart, and what the axis leaves for them there."""
    low, high = chart.layout.yaxis.range
    [reading] = [a for a in chart.layout.annotations if a.xref == "paper" and a.xanchor == "right"]
    return reading.y, low, high


def test_readings_have_room_below_a_rising_way_that_ends_low(plan):
    fallen = {"2022Q1": 99000.0, "2022Q2": 98000.0, "2022Q3": 97000.0}
    ahead = Outlook(NOW, 97000.0, (NOW.plus(9),), (90000.0,), (Band(0.8, (80000.0,), (100000.0,)),))
    at, low, high = corner(paths.path_chart(way(plan, values=fallen), LIGHT, ahead))
    assert at == 0
    assert low == pytest.approx(80000 - 0.22 * (high - low))
    plain = paths.path_chart(way(plan), LIGHT)
    assert plain.layout.yaxis.range[0] > 96000, "the corner is empty: no longer axis"
    assert min(plain.layout.yaxis.tickvals) >= 100000


def test_readings_of_a_falling_way_stand_above_it(plan):
    path = way(plan, values={"2022Q1": 99000.0, "2022Q2": 98000.0, "2022Q3": 97000.0})
    path = replace(path, goal=replace(path.goal, direction=-1), due=(100000.0,) * 12)
    at, low, high = corner(paths.path_chart(path, LIGHT))
    assert at == 1
    assert high - 100000 >= 0.22 * (high - low) - 1


def test_target_and_base_are_named_where_the_line_is_not(plan):
    def anchors(values):
        said = paths.path_chart(way(plan, values=values), LIGHT).layout.annotations
        return {a.text[:2]: a.yanchor for a in said if a.text.startswith(("目标", "基数"))}

    assert anchors(VALUES) == {"目标": "bottom", "基数": "top"}
    assert anchors(VALUES | {"2022Q2": 99000.0}) == {"目标": "bottom", "基数": "bottom"}
    assert anchors(VALUES | {"2022Q2": 121000.0}) == {"目标": "top", "基数": "top"}


def test_a_comparison_is_drawn_against_what_others_had_in_each_quarter(document):
    plan = Plan.from_document(with_goal(document, "per_thousand", kind="benchmark", operator=">"))
    over = {
        period: judged(goal="per_thousand", period=period, value=value, base_value=NAN, target=target)
        for period, value, target in (("2022Q1", 80.0, 90.0), ("2022Q2", 85.0, 90.0), ("2022Q3", 95.0, 100.0))
    }
    path = paths.path_of(plan, plan.goal_of("per_thousand"), "city", over, NOW)
    assert path.compared == (90.0, 90.0, 100.0)
    line = next(trace for trace in paths.path_chart(path, LIGHT).data if trace.line.shape == "hv")
    assert list(line.y)[:5] == [90.0, 90.0, 100.0, 100.0, 100.0]


def test_nothing_lies_between_no_and_yes(document):
    plan = Plan.from_document(with_goal(document, "per_thousand", kind="boolean", operator="="))
    over = {
        period: judged(goal="per_thousand", period=period, value=value, base_value=NAN, target=1.0)
        for period, value in (("2022Q1", 0.0), ("2022Q2", 0.0), ("2022Q3", 1.0))
    }
    chart = paths.path_chart(paths.path_of(plan, plan.goal_of("per_thousand"), "city", over, NOW), LIGHT)
    assert "hv" in [trace.line.shape for trace in chart.data if trace.mode == "lines"]


def with_goal(document, goal_id, **fields):
    """The small plan with other fields in one goal, and without its value and base."""
    goals = [
        {key: one[key] for key in one if key not in ("value", "base_value", "base_source", "path")} | fields
        if one["id"] == goal_id else one for one in document["goals"]
    ]  # fmt: skip
    return document | {"goals": goals}
