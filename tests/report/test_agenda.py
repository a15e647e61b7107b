"""The calendar in words: each line says when, what, who, and how it stands."""

from datetime import date

import pandas as pd
import pytest

from milepost.plan.occasion import occasions
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.report import agenda

Q2, JULY = Period.parse("2024Q2"), (date(2024, 7, 1), date(2024, 7, 31))
MEETING = {"id": "m", "name": "会议", "kind": "meeting", "cycle": "quarter", "month": 1, "days": [3], "before": True}
YEARLY = {"id": "s", "name": "总结", "kind": "summary", "cycle": "month"}


@pytest.fixture
def plan(document) -> Plan:
    return Plan.from_document(document | {"deadlines": [MEETING, YEARLY]})


def standing(plan: Plan, *given: str, late: str = "") -> pd.DataFrame:
    rows = [
        {"unit": unit.id, "state": "已报" if unit.id in given else "未报", "late": unit.id == late,
         "submitted": pd.Timestamp("2024-07-20") if unit.id in given else pd.NaT}
        for unit in plan.senders(Q2)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def lines(plan: Plan, told: pd.DataFrame, today: date) -> list[tuple[str, ...]]:
    [month] = agenda.months(plan, occasions(plan, *JULY), told, today)
    assert month.title == "2024年7月"
    return [(entry.when, entry.what, entry.state, entry.tone, entry.note) for entry in month.entries]


def test_before_the_day_what_is_still_to_come(plan):
    assert lines(plan, standing(plan, "longshan"), date(2024, 7, 3)) == [
        ("7月3日前 周三", "会议", "今天", "open", ""),
        ("7月12日前 周五", "报送数据（2024年二季度）", "还差6家", "open",
         "还差：西安区、东丰县、东辽县、高新区、市科技局、市商务局"),
    ]  # fmt: skip


def test_after_the_day_the_overdue_and_the_late_are_named(plan):
    told = standing(plan, *(u.id for u in plan.senders(Q2) if u.id != "xian"), late="gaoxin")
    assert lines(plan, told, date(2024, 7, 25))[1][2:] == ("逾期1家", "late", "逾期：西安区；迟报：高新区")
    told = standing(plan, *(u.id for u in plan.senders(Q2)))
    assert lines(plan, told, date(2024, 7, 25))[1][2:] == ("已报齐7家", "done", "")


def test_what_has_no_day_is_said_once(plan):
    assert agenda.undated(occasions(plan, date(2024, 7, 1), date(2024, 9, 30))) == "每月总结"


def test_all_of_a_kind_are_called_so(document):
    rule = {"id": "r", "name": "报告", "kind": "report", "cycle": "month", "days": [27], "owed_by": ["county"]}
    plan = Plan.from_document(document | {"deadlines": [rule]})
    [month] = agenda.months(plan, occasions(plan, *JULY), standing(plan), date(2024, 8, 1))
    assert [entry.who for entry in month.entries] == ["龙山区、西安区、东丰县、东辽县等7家", "各县（市、区）（5家）"]
    assert month.past


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2024, 7, 1), "2024年三季度有2件事，最近的是7月3日会议"),
        (date(2024, 7, 4), "2024年三季度有2件事，最近的是7月12日报送数据（2024年二季度）"),
        (date(2026, 1, 1), "2024年三季度有2件事，7月12日前报送数据"),
    ],
)
def test_the_headline_says_how_much_and_what_is_next(plan, today, said):
    span = agenda.working_quarter(Q2)
    assert agenda.headline(occasions(plan, span.start, span.end), span, today) == said


def test_a_plan_without_deadlines_has_nothing_to_do(document):
    found = occasions(Plan.from_document(document | {"deadlines": [YEARLY], "due_day": None}), *JULY)
    span = agenda.working_quarter(Q2)
    assert agenda.headline(found, span, date(2024, 7, 1)) == "2024年三季度有1件事，方案都没写哪一天"
    assert agenda.headline([], agenda.working_quarter(Q2), date(2024, 7, 1)) == "2024年三季度方案没有要办的事"
