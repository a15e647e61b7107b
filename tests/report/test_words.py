"""How numbers, targets and times are written."""

from dataclasses import replace
from datetime import date

import pytest

from milepost.plan.period import Period
from milepost.plan.tables import Status
from milepost.report import words

NAN = float("nan")


@pytest.mark.parametrize(
    ("value", "said", "in_full"),
    [
        (116900, "11.69万", "116,900"),
        (20720, "2.07万", "20,720"),
        (10000, "1.00万", "10,000"),
        (9999, "9,999", "9,999"),
        (6540, "6,540", "6,540"),
        (117.53, "117.5", "117.5"),
        (1.5, "1.50", "1.50"),
        (0, "0", "0"),
        (-347, "−347", "−347"),
        (-0.001, "0.00", "0.00"),
        (120_000_000, "1.20亿", "120,000,000"),
        (NAN, "—", "—"),
    ],
)
def test_numbers_are_said_in_wan_from_ten_thousand_and_written_in_full(value, said, in_full):
    assert words.number(value) == said
    assert words.exact(value) == in_full


def test_a_round_number_loses_its_zeros_but_never_a_digit():
    assert [words.round_number(v) for v in (120000, 22000, 12345, 263, 1.5, 50_000_000_000)] == [
        "12万", "2.2万", "12,345", "263", "1.5", "500亿",
    ]  # fmt: skip


def test_amounts_carry_their_unit_and_missing_ones_do_not():
    assert words.amount(116900, "户") == "11.69万户"
    assert words.amount(12000, "万元") == "12,000万元"
    assert words.amount(78.3, "%") == "78.3%"
    assert words.amount(NAN, "户") == "—"
    assert words.amount_like(8700, 112000, "户") == "0.87万户"


def test_a_value_just_short_of_its_target_is_not_rounded_up_to_it():
    assert words.beside_target(119999, 120000) == "119,999"
    assert words.beside_target(120000, 120000) == "12.00万"
    assert words.beside_target(116900, 120000) == "11.69万"


def test_leads_have_a_sign_and_one_decimal_and_a_true_minus():
    assert [words.lead(p) for p in (5.83, -83.33, 0.04, -0.04, NAN)] == ["+5.8", "−83.3", "0.0", "0.0", "—"]
    assert [words.percent(s) for s in (0.7714, -1, 0, NAN)] == ["77.1%", "−100.0%", "0.0%", "—"]


def test_comparisons_are_in_percent_and_those_of_percentages_in_points():
    assert [words.growth(share) for share in (0.072, -0.02, 0, NAN)] == ["+7.2%", "−2.0%", "0.0%", "—"]
    assert words.points(0.8) == "+0.8点"
    said = [words.growth_words(text) for text in ("+7.2%", "−1.3%", "0.0%", "+0.8点", "−0.8点", "—")]
    assert said == ["增长7.2%", "下降1.3%", "持平", "提高0.8个百分点", "降低0.8个百分点", ""]


def test_a_yes_or_no_is_a_word():
    assert [words.exact_amount(value, "是否") for value in (1.0, 0.0, NAN)] == ["是", "否", "—"]


def test_a_target_is_worded_as_the_plan_words_it(plan):
    said = {goal.id: words.target(goal) for goal in plan.goals}
    assert said == {
        "market_entities": "突破12万户",
        "new_entities": "不少于4万户",
        "conversions_ever": "突破1,200户",
        "trained": "每年20户以上",
        "per_thousand": "突破120户/千人",
    }
    goal = plan.goal_of("conversions_ever")
    assert words.target(replace(goal, operator=">=", value=8000)) == "不少于8,000户"
    assert words.target(replace(goal, operator="=", value=263, measure_unit="个")) == "达到263个"
    assert words.target(replace(goal, operator="<=", value=0.5, measure_unit="日")) == "不超过0.5日"
    assert words.target(replace(goal, operator="≈", kind="keep", value=80, measure_unit="%")) == "80%左右"
    assert words.target(replace(goal, kind="boolean", value=None)) == "做到"


def test_times_are_said_as_in_the_office(plan):
    goal = plan.goal_of("market_entities")
    assert words.deadline(goal) == "2024年末"
    assert words.deadline(replace(goal, deadline=date(2024, 6, 30))) == "2024年6月末"
    assert words.deadline(replace(goal, deadline_about=True)) == "2024年左右"
    assert words.span(goal) == "三年"
    assert words.quarter_end(Period.parse("2021Q4")) == "2021年末"
    assert words.quarter_end(Period.parse("2023Q2")) == "2023年二季度末"
    assert words.short_quarter(Period.parse("2024Q1"), Period.parse("2024Q2")) == "一季度"
    assert words.short_quarter(Period.parse("2023Q4"), Period.parse("2024Q1")) == "2023年四季度"
    assert words.day(date(2024, 7, 12)) == "7月12日"
    assert [words.counted(n) for n in (1, 2, 10, 11)] == ["一", "两", "十", "11"]


def test_a_status_never_goes_without_its_word():
    assert words.glyphed(Status.AHEAD) == "▲ 快于序时"
    assert words.marked(Status.BEHIND) == ":orange[:material/south: 滞后]"
    assert words.coloured(Status.BEHIND) == ":orange[▼ 滞后]"


def test_long_lists_name_the_first_and_count_all():
    assert words.listed(["龙山区", "西安区"], 2, "家") == "龙山区、西安区"
    assert words.listed(["龙山区", "西安区", "东丰县"], 2, "家") == "龙山区、西安区等3家"
