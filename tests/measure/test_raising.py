"""A target changed on the way: due as before until then, then straight to the new target; parts add up."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.errors import PlanError
from milepost.measure.pace import pace
from milepost.measure.raising import Raise, raised
from milepost.plan.editing import assigned
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan

FIRST, LAST = Period.parse("2022Q1"), Period.parse("2024Q4")
SPAN = quarters(FIRST, LAST)


def newer(document, change: Raise) -> Plan:
    for place, value in raised(Plan.from_document(document), change).items():
        document = assigned(document, place, value)
    return Plan.from_document(document)


def raise_to(value: float, after: str, **rest) -> Raise:
    return Raise("market_entities", value, rest.pop("deadline", date(2024, 12, 31)), Period.parse(after), **rest)


def line(plan: Plan, unit: str = "city") -> list[float]:
    goal = plan.goal_of("market_entities")
    own = goal if unit == "city" else goal.for_unit(unit)
    return pace(own, plan, SPAN).round(1).tolist()


def test_the_line_bends_where_the_target_was_raised(document, plan):
    assert line(plan)[3::4] == [106666.7, 113333.3, 120000.0]
    after = newer(document, raise_to(130000, "2023Q2"))
    assert line(after)[:6] == line(plan)[:6]
    # 110,000 were due by the middle of 2023; 20,000 are left for six quarters.
    assert line(after)[5:8] == [110000.0, 113333.3, 116666.7]
    assert line(after)[-1] == 130000.0


def test_each_countys_line_bends_there_too_and_the_parts_add_up(document, plan):
    after = newer(document, raise_to(130000, "2023Q2"))
    parts = after.goal_of("market_entities").allocations
    assert {unit: part.value for unit, part in parts.items()} == {
        "longshan": 39000, "xian": 26000, "dongfeng": 28600, "dongliao": 26000, "gaoxin": 10400,
    }  # fmt: skip
    for unit in parts:
        assert line(after, unit)[:6] == line(plan, unit)[:6]
        assert line(after, unit)[-1] == parts[unit].value


def test_whole_counts_are_shared_out_by_largest_remainders(document):
    parts = newer(document, raise_to(125001, "2023Q2")).goal_of("market_entities").allocations
    assert sum(part.value for part in parts.values()) == 125001
    assert all(float(part.value).is_integer() for part in parts.values())


def test_the_parts_may_be_left_as_they_are(document):
    parts = newer(document, raise_to(130000, "2023Q2", share_out=False)).goal_of("market_entities").allocations
    assert parts["longshan"].value == 36000
    assert parts["longshan"].milestones == {}


def test_a_longer_time_bends_the_line_as_well(document, plan):
    after = newer(document, raise_to(120000, "2023Q4", deadline=date(2025, 12, 31)))
    assert line(after)[:8] == line(plan)[:8]
    assert line(after)[-1] == pytest.approx(116666.7, abs=0.1)


def test_a_growing_line_keeps_every_quarter_it_had(document):
    document["goals"][0]["path"] = "compound"
    old = Plan.from_document(document)
    after = newer(document, raise_to(130000, "2023Q2"))
    assert line(after)[:6] == line(old)[:6]
    assert len(after.goal_of("market_entities").milestones) == 6


def test_without_a_base_nothing_was_due_in_numbers_and_the_line_stays_straight(document):
    for field in ("base_value", "base_source"):
        document["goals"][0].pop(field)
    goal = newer(document, raise_to(130000, "2023Q2")).goal_of("market_entities")
    assert (goal.value, goal.path, goal.milestones) == (130000, "linear", {})


def test_a_target_raised_twice_bends_twice(document):
    once = newer(document, raise_to(130000, "2022Q4"))
    for place, value in raised(Plan.from_document(document), raise_to(130000, "2022Q4")).items():
        document = assigned(document, place, value)
    twice = newer(document, raise_to(140000, "2023Q4"))
    assert line(twice)[:8] == line(once)[:8]
    assert sorted(map(str, twice.goal_of("market_entities").milestones)) == ["2022Q4", "2023Q4"]


@pytest.mark.parametrize(
    ("goal", "after", "deadline", "message"),
    [
        ("trained", "2023Q4", date(2024, 12, 31), "请把它的期限改为2023年四季度末，再另立一项从2024年一季度起的目标"),
        ("market_entities", "2024Q4", date(2025, 12, 31), "到2024年四季度已到期"),
        ("market_entities", "2021Q3", date(2024, 12, 31), "从2022年一季度开始"),
        ("market_entities", "2023Q4", date(2023, 12, 31), "新期限须在2023年四季度之后"),
    ],
)
def test_a_target_that_cannot_hold_from_there_is_refused(plan, goal, after, deadline, message):
    with pytest.raises(PlanError, match=message):
        raised(plan, Raise(goal, 130000, deadline, Period.parse(after)))


@given(value=st.integers(100001, 10**6), at=st.integers(0, 10))
def test_what_was_due_until_then_stays_due(value, at):
    small = {
        "id": "small", "start": "2022Q1", "end": "2024Q4", "unit": "city", "title": None,
        "units": [{"id": "city", "name": "某市", "kind": "city"}],
        "indicators": [{"id": "m", "name": "总量", "measure_unit": "户", "way": "stock", "reported_by": ["city"]}],
        "goals": [{"id": "market_entities", "name": "总量", "indicator": "m", "quote": "突破12万户", "operator": ">",
                   "kind": "stock", "value": 120000, "measure_unit": "户", "deadline": "2024-12-31",
                   "base_value": 100000, "base_source": "虚构"}],
    }  # fmt: skip
    after = newer(small, raise_to(value, str(SPAN[at])))
    assert line(after)[: at + 1] == pytest.approx(line(Plan.from_document(small))[: at + 1], abs=0.2)
    assert line(after)[-1] == value
