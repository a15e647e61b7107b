"""The sentence at the head of each page."""

from dataclasses import replace

from milepost.plan.period import Period
from milepost.plan.tables import Status
from milepost.report import headlines, sentences
from milepost.report.effort import Effort
from tests.report.standings import NAN, judged

QUARTER = Period.parse("2024Q2")


def test_the_overview_counts_then_names_what_fell_and_what_is_missing(plan):
    goals = [
        judged(goal="market_entities", status=Status.EARLY),
        judged(goal="new_entities", status=Status.AHEAD),
        judged(goal="per_thousand", status=Status.SLOW),
        judged(goal="conversions_ever", status=Status.REGRESSED, value=2.0, base_value=3.0),
        judged(goal="trained", status=Status.UNREPORTED, value=NAN, reason="缺市商务局"),
    ]
    assert headlines.overview(plan, QUARTER, goals) == (
        "5项目标中，2项已达标或快于序时，2项慢于序时；累计个转企比基期减1户，培训外贸企业缺市商务局的数"
    )


def test_a_growth_below_nothing_is_below_its_base_which_is_no_rate(plan):
    growing = replace(plan.goal_of("market_entities"), kind="growth", measure_unit="%", value=20.0)
    fell = judged(goal="market_entities", status=Status.REGRESSED, value=-8.66, base_value=100000.0, measure_unit="%")
    assert sentences.fallen(growing, fell) == "低于基期"
    assert sentences.fallen(plan.goal_of("market_entities"), replace(fell, value=99999.0, measure_unit="户")) == (
        "比基期减1户"
    )


def test_how_far_percentages_are_apart_is_told_in_points(plan):
    goal = replace(plan.goal_of("per_thousand"), kind="keep", operator="≈", measure_unit="%", value=80.0)
    one = judged(goal="per_thousand", value=87.03, gap=3.03, measure_unit="%", status=Status.NOT_KEPT)
    effort = Effort(one, 0, NAN, NAN)
    assert headlines.target(goal, effort).endswith("，还差3.03个百分点")


def test_the_words_of_the_count_follow_what_there_is():
    assert headlines.tally([judged(status=Status.AHEAD)]) == "1项目标中，1项快于序时，0项慢于序时"
    assert headlines.tally([judged(status=Status.DONE), judged(status=Status.AHEAD)]) == (
        "2项目标中，2项已完成或快于序时，0项慢于序时"
    )
    assert headlines.tally([judged(status=Status.MISSED)]) == "1项目标中，0项快于序时，1项未完成"


def test_a_quarter_without_figures_says_so(plan):
    nothing = [judged(value=NAN, status=Status.UNREPORTED)]
    assert headlines.overview(plan, QUARTER, nothing) == "2024年二季度：1项目标都还没有数"
    assert headlines.overview(plan, QUARTER, []) == "某市三年行动还没有录入目标"


def test_the_pulse_is_the_first_level_of_the_plan(plan):
    goals = [judged(goal="new_entities", indicator="new_entities"), judged(value=116900.0)]
    assert headlines.pulse(plan, goals) == "市场主体总量11.69万户，同比增长9.9%，环比增长2.4%"


def test_a_target_tells_gap_and_need(plan):
    effort = Effort(judged(), quarters=2, required=640.5, recent=490.0)
    assert headlines.target(plan.goal_of("market_entities"), effort) == (
        "市场主体总量20,720户，欠序时347户：余下两个季度每季要净增641户，比近期平均多151户"
    )


def test_a_target_that_is_met_or_unknown_needs_nothing(plan):
    goal = plan.goal_of("market_entities")
    met = Effort(judged(value=121000.0, status=Status.EARLY, gap=0.0), 2, 0.0, 490.0)
    assert headlines.target(goal, met) == "市场主体总量121,000户，提前达标（突破12万户）"
    unknown = Effort(judged(status=Status.UNKNOWN, reason="缺基期"), 2, 640.5, NAN)
    assert headlines.target(goal, unknown) == "市场主体总量20,720户，为目标的94.2%；缺基期，无法判断快慢"


def test_gaps_name_the_steepest_and_count_those_that_stand_still(plan):
    steep = Effort(judged(goal="conversions_ever"), 2, 57.5, 42.5)
    still = Effort(judged(goal="per_thousand"), 2, 1.5, 0.0)
    assert (
        headlines.gaps(plan, [steep, still])
        == "2项慢于序时，其中1项近期没有增长；累计个转企最吃紧，余下每季要达到近期平均的1.4倍"
    )
    assert headlines.gaps(plan, [Effort(judged(status=Status.AHEAD), 2, 1.0, 2.0)]) == "1项目标没有慢于序时的"


def test_a_county_tells_its_rank_and_its_worst(plan):
    goals = [
        judged(unit="dongliao", ahead=-17.5, status=Status.BEHIND),
        judged(unit="dongliao", status=Status.AHEAD, ahead=3.0),
    ]
    assert headlines.county(plan, "dongliao", goals, "第5，连续3季末位") == (
        "东辽县第5，连续3季末位；2项分解目标中，1项快于序时，1项慢于序时；市场主体总量最慢，欠序时17.5点"
    )
    assert headlines.county(plan, "dongliao", [], "") == "东辽县：还没有分解目标"


def test_the_legend_knows_how_much_time_has_passed(plan):
    assert headlines.quarter_and_pace(plan, QUARTER) == "已过10季，共12季，序时进度83.3%"
