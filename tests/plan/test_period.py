from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.errors import PeriodError
from milepost.plan.period import MONTHS, Period, quarters, said_periods

PERIODS = st.sampled_from(list(MONTHS)).flatmap(
    lambda frequency: st.builds(
        Period, st.integers(1941, 2099), st.just(frequency), st.integers(1, 12 // MONTHS[frequency])
    )
)


@given(PERIODS)
def test_a_period_reads_what_it_writes(period):
    assert Period.parse(str(period)) == period


@given(PERIODS)
def test_a_period_is_named_by_its_own_words(period):
    assert [said.period for said in said_periods(period.words)] == [period]


@given(PERIODS, PERIODS)
def test_periods_order_by_their_last_day_the_shorter_first(one, other):
    if one.end != other.end:
        assert (one < other) == (one.end < other.end)
    else:
        assert (one < other) == (one.start > other.start)


def test_of_periods_that_end_together_the_shorter_comes_first():
    texts = ["2023", "2023H2", "2023Q4", "2023-12", "2023Q3"]
    assert [str(p) for p in sorted(map(Period.parse, texts))] == ["2023Q3", "2023-12", "2023Q4", "2023H2", "2023"]


@given(PERIODS, st.integers(-40, 40))
def test_steps_lead_there_and_back_without_a_gap(period, count):
    assert period.plus(count).plus(-count) == period
    assert period.plus(count).ordinal - period.ordinal == count
    assert (period.plus(1).start - period.end).days == 1


@given(PERIODS)
def test_a_year_ago_is_the_same_part_of_the_year_before(period):
    assert period.year_ago() == Period(period.year - 1, period.frequency, period.number)


@given(PERIODS)
def test_a_period_closes_with_the_quarter_that_judges_it(period):
    assert period.last_quarter().start <= period.end <= period.last_quarter().end
    assert period.ends("month")
    assert period.ends(period.frequency)


@pytest.mark.parametrize(
    "text", ["", "2023Q5", "2023-13", "2023-6", "2023H3", "23Q2", "二季度", "2023Q2 ytd", "1789Q1"]
)
def test_a_text_that_is_no_period_is_refused_in_words(text):
    with pytest.raises(PeriodError, match=r"[报告期]"):
        Period.parse(text)


def test_yearly_figures_are_owed_in_the_fourth_quarter():
    assert [Period.parse(f"2023Q{n}").ends("year") for n in (1, 2, 3, 4)] == [False, False, False, True]
    assert [Period.parse(f"2023Q{n}").ends("half") for n in (1, 2, 3, 4)] == [False, True, False, True]


def test_quarters_run_from_the_first_to_the_last():
    assert [str(q) for q in quarters(Period.parse("2022Q3"), Period.parse("2023Q2"))] == [
        "2022Q3", "2022Q4", "2023Q1", "2023Q2",
    ]  # fmt: skip
    assert quarters(Period.parse("2023Q2"), Period.parse("2023Q1")) == []


def test_a_day_lies_in_its_quarter():
    assert [str(Period.quarter_of(date(2024, month, 1))) for month in (1, 3, 4, 9, 12)] == [
        "2024Q1", "2024Q1", "2024Q2", "2024Q3", "2024Q4",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected", "ytd"),
    [
        ("2023年二季度", "2023Q2", False),
        ("2023年第二季度", "2023Q2", False),
        ("2023 年 第 2 季度", "2023Q2", False),
        ("２０２３年２季度", "2023Q2", False),
        ("二〇二三年二季度", "2023Q2", False),
        ("二○二三年第四季度", "2023Q4", False),
        ("2023年度", "2023", False),
        ("2023年", "2023", False),
        ("（2023）", "2023", False),
        ("2023", "2023", False),
        ("2023Q2", "2023Q2", False),
        ("2023年q3", "2023Q3", False),
        ("2023H1", "2023H1", True),
        ("2023年上半年", "2023H1", True),
        ("2023年下半年", "2023H2", False),
        ("2023年6月", "2023-06", False),
        ("2023年06月", "2023-06", False),
        ("2023-06", "2023-06", False),
        ("2023.6", "2023-06", False),
        ("2023/06/30", "2023-06", False),
        ("2023年1—6月", "2023-06", True),
        ("2023年1-9月", "2023-09", True),
        ("2023年1月至6月", "2023-06", True),
        ("2023年1～12月", "2023-12", True),
        ("2023年前三季度", "2023Q3", True),
        ("2023年前3个季度", "2023Q3", True),
        ("2023年1—3季度", "2023Q3", True),
        ("2023年一至二季度", "2023Q2", True),
        ("2023年第一季度至第四季度", "2023Q4", True),
        ("2023年二季度累计", "2023Q2", True),
        ("2023年6月累计", "2023-06", True),
    ],
)
def test_the_wording_of_a_period_is_read(text, expected, ytd):
    assert [(str(said.period), said.ytd) for said in said_periods(text)] == [(expected, ytd)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022—2024年三年行动", ["2024"]),
        ("2023年二季度比2022年二季度", ["2023Q2", "2022Q2"]),
        ("辽源市2023年二季度市场主体情况表（截至2023年6月30日）", ["2023Q2", "2023-06"]),
        ("市场主体总量", []),
        ("31200", []),
        ("12023年", []),
        ("20236", []),
        ("202306", []),
        ("2023 06", []),
        ("第2表", []),
        ("电话13920231234", []),
    ],
)
def test_every_period_of_a_sentence_is_found_and_no_number_taken_for_one(text, expected):
    assert [str(said.period) for said in said_periods(text)] == expected


@pytest.mark.parametrize(
    ("text", "period", "agrees"),
    [
        ("2023年二季度", "2023Q2", True),
        ("2023年6月", "2023Q2", True),
        ("2023年上半年", "2023Q2", True),
        ("2023年1—6月", "2023Q2", True),
        ("2023年", "2023Q2", True),
        ("2023年一季度", "2023Q2", False),
        ("2022年二季度", "2023Q2", False),
        ("2022年", "2023Q2", False),
        ("2023年1—9月", "2023Q2", False),
    ],
)
def test_a_said_period_agrees_when_it_ends_on_the_same_day_or_only_names_the_year(text, period, agrees):
    (said,) = said_periods(text)
    assert said.agrees(Period.parse(period)) is agrees
