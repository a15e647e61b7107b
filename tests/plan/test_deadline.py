"""Rules of the calendar become days: each rule says exactly its days, month by month, whatever the year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.errors import PlanError
from milepost.plan.deadline import CYCLE_WORDS, Deadline
from milepost.plan.period import MONTHS, Period

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def days(rule: Deadline, first: date, last: date) -> list[date]:
    """Every day that the rule sets within that time."""
    return [day for turn in rule.rounds(first, last) for day in rule.days_in(turn) if first <= day <= last]


def rule(**fields) -> Deadline:
    return Deadline(**({"id": "x", "name": "例会", "kind": "meeting", "cycle": "month"} | fields))


@pytest.mark.parametrize(
    ("fields", "expected", "words"),
    [
        ({"days": (12, 27)}, ["01-12", "01-27", "02-12", "02-27", "03-12", "03-27", "04-12", "04-27"],
         "每月12日、27日"),
        ({"cycle": "odd_months", "days": (3,), "before": True}, ["01-03", "03-03"], "每单月3日前"),
        ({"cycle": "even_months", "days": (3,), "before": True}, ["02-03", "04-03"], "每双月3日前"),
        ({"cycle": "quarter", "month": 1, "days": (3,), "before": True}, ["01-03", "04-03"], "每季度第1个月3日前"),
        ({"cycle": "quarter", "month": 3, "days": (25,)}, ["03-25"], "每季度第3个月25日"),
        ({"cycle": "quarter", "counted": "after", "days": (15,)}, ["04-15"], "每季度期满后15日内"),
        ({"cycle": "month", "days": (31,)}, ["01-31", "02-29", "03-31", "04-30"], "每月31日"),
        ({"cycle": "month", "days": (30, 31)}, ["01-30", "01-31", "02-29", "03-30", "03-31", "04-30"],
         "每月30日、31日"),
        ({"cycle": "half"}, [], "每半年（日子未定）"),
    ],
)  # fmt: skip
def test_a_rule_sets_its_days_of_2024(fields, expected, words):
    one = rule(**fields)
    assert [f"{day:%m-%d}" for day in days(one, date(2024, 1, 1), date(2024, 4, 30))] == expected
    assert one.words == words


@given(DAYS, DAYS)
def test_the_12th_and_the_27th_come_twice_in_every_month(first, last):
    found = days(rule(days=(12, 27)), first, last)
    step = (first + timedelta(days=k) for k in range((last - first).days + 1))
    assert found == [day for day in step if day.day in (12, 27)]


@given(DAYS, st.sampled_from(["odd_months", "even_months"]))
def test_single_and_double_months_take_turns(first, cycle):
    last = first + timedelta(days=400)
    found = days(rule(cycle=cycle, days=(3,)), first, last)
    assert {day.month % 2 for day in found} == {cycle == "odd_months"}
    step = (first + timedelta(days=k) for k in range(401))
    assert found == [day for day in step if day.day == 3 and day.month % 2 == (cycle == "odd_months")]


@given(DAYS, st.sampled_from(["month", "quarter", "half", "year"]), st.integers(1, 366))
def test_days_after_the_end_are_counted_from_its_last_day(day, cycle, count):
    one = rule(cycle=cycle, counted="after", days=(count,))
    for turn in one.rounds(day, day):
        assert one.days_in(turn) == (turn.end + timedelta(days=count),)
        assert turn.frequency == one.frequency


CALENDAR = st.one_of(
    st.builds(rule, cycle=st.sampled_from(["month", "odd_months", "even_months"]),
              days=st.sets(st.integers(1, 31), min_size=1, max_size=4).map(tuple)),
    st.sampled_from(["quarter", "half", "year"]).flatmap(
        lambda cycle: st.builds(rule, cycle=st.just(cycle), month=st.integers(1, MONTHS[cycle]),
                                days=st.sets(st.integers(1, 31), min_size=1, max_size=4).map(tuple))),
    st.builds(rule, cycle=st.sampled_from(["month", "quarter", "half", "year"]), counted=st.just("after"),
              days=st.sets(st.integers(1, 366), min_size=1, max_size=3).map(tuple)),
)  # fmt: skip


@given(CALENDAR, DAYS)
def test_the_next_day_is_the_first_of_those_ahead(one, after):
    ahead = [day for turn in one.rounds(after - timedelta(days=1000), after + timedelta(days=1000))
             for day in one.days_in(turn) if day > after]  # fmt: skip
    assert one.next_day(after) == min(ahead)


@given(CALENDAR, DAYS, DAYS)
def test_rounds_touch_the_time_and_follow_each_other(one, first, last):
    turns = list(one.rounds(first, last))
    assert all(turn.start <= last and turn.end >= first for turn in turns)
    assert turns == sorted(turns)
    assert one.words.startswith(CYCLE_WORDS[one.cycle])


@pytest.mark.parametrize(
    ("fields", "match"),
    [
        ({"days": (0,)}, "日子“0”不对，须是1到31"),
        ({"days": (32,)}, "日子“32”不对"),
        ({"days": (True,)}, "日子“True”不对"),
        ({"days": (3, 3)}, "日子有重复"),
        ({"cycle": "week"}, "周期“week”不认识"),
        ({"kind": "party"}, "类别“party”不认识"),
        ({"cycle": "quarter", "days": (3,)}, "须写在周期的第几个月"),
        ({"cycle": "quarter", "month": 4, "days": (3,)}, "第几个月“4”不对，须是1到3"),
        ({"cycle": "month", "month": 1, "days": (3,)}, "逐月算，不写第几个月"),
        ({"cycle": "odd_months", "counted": "after", "days": (3,)}, "不分单双月"),
        ({"kind": "figures"}, "是报送数据的，须写日子"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(fields, match):
    with pytest.raises(PlanError, match=match):
        rule(**fields)


def test_a_round_of_a_month_is_that_month():
    assert [str(turn) for turn in rule(days=(12,)).rounds(date(2023, 12, 31), date(2024, 1, 1))] == [
        "2023-12",
        "2024-01",
    ]
    assert rule().next_day(date(2024, 1, 1)) is None
    assert rule(days=(12,)).days_in(Period.parse("2024-02")) == (date(2024, 2, 12),)
