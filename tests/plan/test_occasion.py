"""The calendar of a plan: figures of each quarter and every other rule, by day, as long as the plan runs."""

from datetime import date

import pytest

from milepost.errors import PlanError
from milepost.plan.occasion import occasions
from milepost.plan.plan import Plan

REPORT = {"id": "report", "name": "报告进展", "kind": "report", "cycle": "month", "days": [12, 27],
          "owed_by": ["department"], "quote": "每月12日和27日向工作专班报告"}  # fmt: skip
MEETING = {
    "id": "meeting",
    "name": "会议",
    "kind": "meeting",
    "cycle": "quarter",
    "month": 1,
    "days": [3],
    "before": True,
}
YEARLY = {"id": "summary", "name": "年度总结", "kind": "summary", "cycle": "year"}


def plan_with(document, *rules, **fields) -> Plan:
    return Plan.from_document(document | {"deadlines": list(rules)} | fields)


def test_july_2024_by_day(document):
    found = occasions(plan_with(document, REPORT, MEETING, YEARLY), date(2024, 7, 1), date(2024, 7, 31))
    assert [(str(one.day), one.name, one.key) for one in found] == [
        ("2024-07-03", "会议", "meeting.2024Q3.1"),
        ("2024-07-12", "报送数据（2024年二季度）", "figures.2024Q2.1"),
        ("2024-07-12", "报告进展", "report.2024-07.1"),
        ("2024-07-27", "报告进展", "report.2024-07.2"),
    ]
    figures, report = found[1:3]
    assert figures.units == ("longshan", "xian", "dongfeng", "dongliao", "gaoxin", "science", "commerce")
    assert report.units == ("science", "commerce")


def test_what_has_no_day_stands_at_the_end_of_its_round_and_gets_none(document):
    [one] = occasions(plan_with(document, YEARLY, due_day=None), date(2024, 10, 1), date(2024, 12, 31))
    assert (one.name, one.day, str(one.turn)) == ("年度总结", None, "2024")
    assert occasions(plan_with(document, YEARLY, due_day=None), date(2024, 7, 1), date(2024, 9, 30)) == []


def test_the_last_figures_are_owed_after_the_plan_has_ended_and_nothing_else_is(document):
    found = occasions(plan_with(document, REPORT, MEETING), date(2025, 1, 1), date(2025, 12, 31))
    assert [one.key for one in found] == ["figures.2024Q4.1"]
    before = occasions(plan_with(document, REPORT, MEETING), date(2021, 1, 1), date(2022, 1, 15))
    assert [str(one.day) for one in before] == ["2022-01-03", "2022-01-12"]


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        ({"cycle": "quarter", "counted": "after", "days": [15]}, "2024-07-15"),
        ({"cycle": "month", "days": [12, 27]}, "2024-07-12"),
        ({"cycle": "quarter", "month": 1, "days": [3]}, "2024-07-03"),
        ({"cycle": "even_months", "days": [3]}, "2024-08-03"),
        ({"cycle": "half", "counted": "after", "days": [20]}, "2024-07-20"),
    ],
)
def test_figures_may_fall_due_by_a_rule_of_their_own(document, rule, due):
    own = {"id": "figures", "name": "报送季报", "kind": "figures"} | rule
    plan = plan_with(document, own, due_day=None)
    [one] = [one for one in occasions(plan, date(2024, 7, 1), date(2024, 9, 30)) if str(one.turn) == "2024Q2"]
    assert (str(one.day), one.name) == (due, "报送季报（2024年二季度）")


def test_the_figures_have_one_day_not_two(document):
    own = {"id": "figures", "name": "报送季报", "kind": "figures", "cycle": "month", "days": [5]}
    with pytest.raises(PlanError, match="只能写一处"):
        plan_with(document, own)


def test_a_rule_binds_only_units_of_the_plan(document):
    with pytest.raises(PlanError, match="没有编号为“nobody”的单位"):
        plan_with(document, REPORT | {"owed_by": ["nobody"]})
    assert plan_with(document, REPORT | {"owed_by": ["bank"]}).deadlines[0].owed_by == ("bank",)


def test_a_plan_without_rules_has_an_empty_calendar(document):
    assert occasions(plan_with(document, due_day=None), date(2024, 1, 1), date(2024, 12, 31)) == []
