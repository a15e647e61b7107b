"""Sentences about one goal."""

from dataclasses import replace

from milepost.plan.tables import Status
from milepost.report import sentences
from tests.report.standings import NAN, judged


def test_the_model_sentence_tells_value_rate_increment_and_pace(plan):
    goal = plan.goal_of("market_entities")
    one = judged(
        value=112000.0, base_value=103300.0, target=120000.0, completion=112 / 120, reached_share=0.521, ahead=2.1
    )
    assert sentences.model(goal, one) == (
        "11.20万户，为目标的93.3%；比2021年末净增0.87万户，完成三年增量的52.1%，快于序时进度2.1个百分点"
    )


def test_a_sum_since_the_base_has_no_increment(plan):
    one = judged(value=36500.0, base_value=NAN, target=40000.0, completion=0.9125, ahead=7.9)
    assert sentences.model(plan.goal_of("new_entities"), one) == "3.65万户，为三年目标的91.2%，快于序时进度7.9个百分点"


def test_a_yearly_goal_speaks_of_this_year(plan):
    one = judged(value=12.0, base_value=NAN, target=20.0, completion=0.6, ahead=10.0, status=Status.AHEAD)
    assert sentences.model(plan.goal_of("trained"), one) == "今年已12户，完成全年的60.0%，快于序时进度10.0个百分点"


def test_what_fell_below_its_base_has_reached_no_share(plan):
    goal = plan.goal_of("market_entities")
    one = judged(
        value=2.0, base_value=3.0, target=4.0, completion=0.5, reached_share=-1.0, ahead=-183.3, status=Status.REGRESSED
    )
    assert sentences.model(goal, one) == "2户，为目标的50.0%；比2021年末净减1户，慢于序时进度183.3个百分点"


def test_without_a_base_the_reason_stands_in_place_of_the_pace(plan):
    goal = replace(plan.goal_of("market_entities"), base_value=None)
    one = judged(base_value=NAN, reached_share=NAN, ahead=NAN, status=Status.UNKNOWN, reason="缺基期")
    assert sentences.model(goal, one) == "2.07万户，为目标的94.2%；缺基期，无法判断快慢"


def test_a_missing_figure_is_named_with_its_reason(plan):
    one = judged(value=NAN, status=Status.UNREPORTED, reason="缺东丰县")
    assert sentences.model(plan.goal_of("market_entities"), one) == "本季未报（缺东丰县）"


def test_percentages_change_in_points_and_stocks_in_percent():
    assert sentences.compared(judged()) == "同比增长9.9%，环比增长2.4%"
    assert sentences.compared(judged(), "ytd") == "今年累计同比增长9.9%，当季环比增长2.4%"
    share = judged(value=78.3, value_last_year=77.5, value_last_period=NAN, measure_unit="%", change_last_year=NAN)
    assert sentences.compared(share) == "同比提高0.8个百分点，环比无可比数"


def test_totals_that_rest_on_some_reporters_are_counted():
    assert sentences.coverage([judged(), judged(reported=4.0)]) == "1项汇总数不全，已报部分不代表全市"
    assert sentences.coverage([judged()]) == ""
