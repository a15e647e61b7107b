"""What changed of units and definitions, in words: on charts, beside numbers, in the table of a race."""

import math

import pandas as pd

from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.tables import Status
from milepost.report import break_words, paths, race_charts, race_listing, sentences
from milepost.report.palette import LIGHT
from tests.measure.adjusting import BASIS, merged, parted
from tests.report.standings import judged, place

Q2, Q3 = Period.parse("2023Q2"), Period.parse("2023Q3")


def redefined(document, **more: object) -> Plan:
    document["redefinitions"] = [
        {
            "id": "r",
            "indicator": "market_entities",
            "since": "2023Q3",
            "definition": "只计正常经营的",
            "basis": "制度2号",
        }
        | more
    ]
    return Plan.from_document(document)


def test_a_change_of_units_is_told_at_its_quarter_alone(document):
    plan = merged(document)
    assert break_words.adjustments_at(plan, Q3) == f"2023年三季度起龙山区、西安区合并为安山区（依据：{BASIS}）"
    assert break_words.adjustments_at(plan, Q2) == ""


def test_each_series_has_the_marks_that_are_its_own(document):
    plan = parted(document)
    indicator = plan.indicator_of("market_entities")
    [mark] = break_words.marks(plan, indicator, "fengnan")
    assert (mark.since, mark.name) == (Q3, "区划拆分")
    assert mark.sentence.startswith("2023年三季度起东丰县拆分为东丰县、丰南县")
    assert break_words.marks(plan, indicator, "city") == []


def test_a_definition_marks_what_is_reckoned_from_it_too(document):
    plan = redefined(document)
    for name in ("market_entities", "per_thousand"):
        [mark] = break_words.marks(plan, plan.indicator_of(name), "longshan")
        assert mark.sentence == (
            "2023年三季度起“市场主体总量”口径变为：只计正常经营的（依据：制度2号）。前后的数不直接相比；"
            "目标和基期值还没有按新口径核定，先不判断。"
        )
    assert break_words.marks(plan, plan.indicator_of("trained"), "city") == []


def test_the_chart_has_a_dotted_line_and_its_name_there(document):
    plan = redefined(document, settled=True)
    goal = plan.goal_of("market_entities")
    over = {str(Q3): judged(goal=goal.id, unit="city", period=str(Q3), value=76000.0)}
    way = paths.path_of(plan, goal, "city", over, Q3)
    assert way is not None
    chart = paths.path_chart(way, LIGHT)
    [line] = [shape for shape in chart.layout.shapes if shape.line.dash == "dot"]
    # Between the sixth and the seventh quarter.
    assert line.x0 == 6.5
    assert "口径变化" in [note.text for note in chart.layout.annotations]


def test_while_a_promise_waits_nothing_is_compared_with_it(document):
    goal = redefined(document).goal_of("market_entities")
    reason = "2023年三季度起口径有变，目标和基期值还没有重新核定"
    waiting = judged(
        goal=goal.id, value=76000.0, base_value=100000.0, era=1.0, completion=math.nan, reached_share=math.nan,
        ahead=math.nan, status=Status.UNKNOWN, reason=reason,
    )  # fmt: skip
    assert waiting.waiting
    assert sentences.model(goal, waiting) == f"7.60万户；{reason}，无法判断"


def test_how_last_year_compares_stands_beside_its_growth():
    like = judged(change_last_year=0.05, footing="按可比口径")
    assert "同比增长5.0%（按可比口径）" in sentences.compared(like)
    unlike = judged(change_last_year=math.nan, footing="2023年三季度起口径有变，与上年不可比")
    assert "同比无可比数（2023年三季度起口径有变，与上年不可比）" in sentences.compared(unlike)


def test_in_a_new_field_nobody_is_new_and_nobody_moved(document):
    plan = merged(document)
    rows = [place("dongfeng", 1, period=str(period), rank_last=math.nan) for period in (Q3, Q2)]
    moved = [race_listing.ranks(plan, [row], str).columns["较上季"][0] for row in rows]
    assert moved == [":gray[—]", ":gray[首次]"]


def test_no_line_of_ranks_leads_over_a_change_of_the_field(document):
    plan = merged(document)
    rows = [place("dongfeng", 1, period="2023Q2"), place("longshan", 2, period="2023Q2"),
            place("dongfeng", 2, period="2023Q3"), place("anshan", 1, period="2023Q3")]  # fmt: skip
    ranking = pd.DataFrame([vars(row) for row in rows])
    chart = race_charts.bump_chart(plan, ranking, [Q2, Q3], LIGHT)
    lines = [trace for trace in chart.data if trace.mode == "lines"]
    assert any(math.isnan(x) for trace in lines for x in trace.x)
    assert [shape.x0 for shape in chart.layout.shapes if shape.line.dash == "dot"] == [0.5]
