"""催报: texts that can be pasted as they are."""

from datetime import date

import pandas as pd

from milepost.plan.period import Period
from milepost.report import reminders

QUARTER = Period.parse("2024Q2")
STANDING = pd.DataFrame(
    {
        "unit": ["longshan", "dongfeng", "dongfeng", "commerce"],
        "state": ["已报", "部分已报", "部分已报", "逾期未报"],
        "missing": ["", "累计个转企", "累计个转企", "培训外贸企业"],
        "owed": [3, 3, 3, 1],
        "due": [date(2024, 7, 12)] * 4,
    }
)


def test_each_unit_that_owes_something_is_one_debt():
    owing = reminders.debts(STANDING)
    assert [(d.unit, d.missing, d.due) for d in owing] == [
        ("dongfeng", ("累计个转企",), date(2024, 7, 12)),
        ("commerce", ("培训外贸企业",), date(2024, 7, 12)),
    ]
    assert reminders.debts(STANDING[:1]) == []


def test_one_unit_is_told_what_and_by_when(plan):
    debt = reminders.debts(STANDING)[0]
    assert reminders.reminder(plan, QUARTER, debt) == (
        "东丰县：某市三年行动2024年二季度数据应于7月12日前报送，尚缺1项：累计个转企。"
        "请尽快补报；确无发生的请填0（零报告），不要留空。"
    )


def test_all_are_told_in_one_list(plan):
    assert reminders.reminder_to_all(plan, QUARTER, reminders.debts(STANDING)).splitlines() == [
        "【催报】某市三年行动2024年二季度数据，应于7月12日前报送，目前还有2家没有报齐：",
        "1. 东丰县：缺1项（累计个转企）",
        "2. 市商务局：缺1项（培训外贸企业）",
        "请尽快补报；确无发生的请填0（零报告），不要留空。",
    ]
    assert reminders.reminder_to_all(plan, QUARTER, []) == ""


def test_a_plan_without_a_due_day_sets_none(plan):
    undated = STANDING.assign(due=None)
    assert "请按时报送" in reminders.reminder(plan, QUARTER, reminders.debts(undated)[0])
