"""Each shipped plan is whole: its records load, and somebody answers for every promise."""

import tomllib
from pathlib import Path

import pytest

from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.unit import UNIT_KIND_WORDS

TARGETS = Path(__file__).parents[2] / "targets"
PLANS = {
    path.stem: Plan.from_document(tomllib.loads(path.read_text(encoding="utf-8")))
    for path in sorted(TARGETS.glob("*.toml"))
}
# How many parts, indicators, goals and races each has: a record lost in editing shows here.
SIZES = {
    "jiaxing-2018": (9, 41, 35, 2),
    "jilin-2022": (12, 35, 31, 1),
    "liaoyuan-2022": (5, 26, 26, 2),
    "liaoyuan-industry": (5, 3, 0, 1),
    "xiaodian-2022": (10, 38, 30, 3),
}


def test_every_plan_has_all_its_records():
    assert {
        name: (len(plan.parts), len(plan.indicators), len(plan.goals), len(plan.schemes))
        for name, plan in PLANS.items()
    } == SIZES


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_somebody_reports_what_every_goal_is_judged_by(plan):
    owed = {
        indicator.id
        for sender in plan.senders(Period.parse("2023Q4"))
        for indicator, _ in plan.owed(sender, Period.parse("2023Q4"))
    }
    for goal in plan.goals:
        ratio = plan.indicator_of(goal.indicator).ratio
        needed = {ratio.numerator, ratio.denominator} if ratio else {goal.indicator}
        assert needed <= owed, goal.id


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_every_race_is_among_one_kind_of_unit_and_scores_what_that_kind_has(plan):
    for scheme in plan.schemes:
        named = [plan.unit_of(unit) for unit in scheme.units]
        assert {unit.kind for unit in named} <= {scheme.unit_kind}
        assert scheme.unit_kind in UNIT_KIND_WORDS
        for indicator_id in [*(item.indicator for item in scheme.items), *scheme.breakthroughs]:
            indicator = plan.indicator_of(indicator_id)
            counted = plan.indicator_of(indicator.ratio.numerator) if indicator.ratio else indicator
            places = {u.kind for sender in plan.reporters(counted) for u in plan.reported_units(counted, sender)}
            assert scheme.unit_kind in places or not plan.units_of_kind(scheme.unit_kind), indicator_id


def test_before_the_banks_are_entered_nobody_owes_their_figures():
    assert PLANS["liaoyuan-industry"].senders(Period.parse("2023Q4")) == ()
