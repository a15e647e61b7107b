"""A promise is tied to its sentence: the quote stands in the document, and its number stands in the quote.

The documents stay outside the project, in a folder `shared/seeds` beside the checkout or named by MILEPOST_SEEDS;
where it is absent, the proof against the document is skipped and says so.
"""

import os
import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from milepost.plan.goal import VALUELESS, Goal
from milepost.plan.plan import Plan

CHECKOUT = Path(__file__).parents[2]
SEEDS = Path(os.environ.get("MILEPOST_SEEDS", CHECKOUT.parent / "shared" / "seeds"))
SEED_OF = {
    "liaoyuan-2022": "000_5fb14925df9422cb.txt",
    "jiaxing-2018": "001_4ffa563bcafd4705.txt",
    "jilin-2022": "002_ed6825514d89ba11.txt",
    "liaoyuan-industry": "003_00c61e419f2d09a2.txt",
    "xiaodian-2022": "004_2eb90232884b7473.txt",
}
PLANS = {
    path.stem: Plan.from_document(tomllib.loads(path.read_text(encoding="utf-8")))
    for path in sorted((CHECKOUT / "targets").glob("*.toml"))
}
GOALS = [pytest.param(plan, goal, id=f"{plan.id}/{goal.id}") for plan in PLANS.values() for goal in plan.goals]
RULES = [pytest.param(plan, rule, id=f"{plan.id}/{rule.id}") for plan in PLANS.values() for rule in plan.deadlines]
NUMBER = re.compile(r"(\d+(?:\.\d+)?)(万亿|万|亿)?")
PROPORTION = re.compile(r"(\d+):(\d+)")
SCALE = {"": 1, "万": 10_000, "亿": 100_000_000, "万亿": 1_000_000_000_000}
WORDS = {
    ">": ("突破", "超过"),
    ">=": ("以上", "达", "不少于", "不低于"),
    "=": ("",),
    "<=": ("不超过", "以内", "办结"),
    "≈": ("左右",),
}


def numbers(text: str) -> list[Decimal]:
    """Every number of `text` in base units: 9.8万户 gives 98000, 3:2 gives 1.5, 倍增 gives 2."""
    proportions = [Decimal(top) / Decimal(bottom) for top, bottom in PROPORTION.findall(text)]
    doubled = [Decimal(2)] if "倍增" in text or "翻番" in text else []
    return [Decimal(digits) * SCALE[scale] for digits, scale in NUMBER.findall(text)] + proportions + doubled


def in_base_units(goal: Goal) -> Decimal:
    """The target value as `numbers` writes it: 300 in 亿元 is 30000000000."""
    scale = re.match("万亿|万|亿|", goal.measure_unit)
    return Decimal(str(goal.value)) * SCALE[scale[0]]


@pytest.mark.parametrize("name", list(PLANS))
def test_a_file_is_named_after_its_plan_and_has_a_document(name):
    assert PLANS[name].id == name
    assert name in SEED_OF


@pytest.mark.parametrize(("plan", "goal"), GOALS)
def test_the_quote_stands_in_the_document(plan, goal):
    seed = SEEDS / SEED_OF[plan.id]
    if not seed.exists():
        pytest.skip(f"the plan documents are not here: {SEEDS}")
    assert goal.quote in seed.read_text(encoding="utf-8")


@pytest.mark.parametrize(("plan", "rule"), RULES)
def test_the_words_of_a_deadline_stand_in_the_document(plan, rule):
    seed = SEEDS / SEED_OF[plan.id]
    if not seed.exists():
        pytest.skip(f"the plan documents are not here: {SEEDS}")
    assert rule.quote
    assert rule.quote in seed.read_text(encoding="utf-8")


@pytest.mark.parametrize(("plan", "rule"), RULES)
def test_a_deadline_names_no_day_that_its_words_do_not(plan, rule):
    assert set(rule.days) == {int(day) for day in re.findall(r"(\d+)日", rule.quote)}


@pytest.mark.parametrize(("plan", "goal"), GOALS)
def test_the_value_is_a_number_of_the_quote(plan, goal):
    if goal.kind in VALUELESS:
        assert goal.value is None
    else:
        assert in_base_units(goal) in numbers(goal.quote)


@pytest.mark.parametrize(("plan", "goal"), GOALS)
def test_the_quote_has_words_of_its_operator_and_stays_short(plan, goal):
    assert any(word in goal.quote for word in WORDS[goal.operator])
    assert len(goal.quote) <= 120


@pytest.mark.parametrize(("plan", "goal"), GOALS)
def test_the_quote_has_the_measure_unit(plan, goal):
    if goal.value is not None and not PROPORTION.search(goal.quote):
        assert goal.measure_unit.split("/")[0] in goal.quote


@pytest.mark.parametrize(("plan", "goal"), GOALS)
def test_a_stretch_target_is_worded_so(plan, goal):
    assert not goal.stretch or "力争" in goal.quote


def test_the_promises_of_liaoyuan_are_all_there():
    liaoyuan = PLANS["liaoyuan-2022"]
    assert [goal.value for goal in liaoyuan.goals] == [
        40000, 8000, 530, 120000, 22000, 120, None, 80, 23, 3, 10, 98000, 1200, 3, 20, 25, 100, 263, 8, 6, 2, 10, 1,
        20, 1, 4,
    ]  # fmt: skip
    assert {goal.theme for goal in liaoyuan.goals} == {
        "总量与增长", "科技与专精特新", "农业经营主体", "产业、文旅与资本市场",
    }  # fmt: skip


def test_the_plan_invents_nothing_that_the_text_does_not_say():
    for goal in PLANS["liaoyuan-2022"].goals:
        assert goal.base_value is None
        assert not goal.allocations
