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

from milepost.plan.goal import VALUELESS
from milepost.plan.plan import Plan

CHECKOUT = Path(__file__).parents[2]
SEEDS = Path(os.environ.get("MILEPOST_SEEDS", CHECKOUT.parent / "shared" / "seeds"))
SEED_OF = {"liaoyuan-2022": "000_5fb14925df9422cb.txt"}
PLANS = {
    path.stem: Plan.from_document(tomllib.loads(path.read_text(encoding="utf-8")))
    for path in sorted((CHECKOUT / "targets").glob("*.toml"))
}
GOALS = [pytest.param(plan, goal, id=f"{plan.id}/{goal.id}") for plan in PLANS.values() for goal in plan.goals]
NUMBER = re.compile(r"(\d+(?:\.\d+)?)(万|亿)?")
SCALE = {"": 1, "万": 10_000, "亿": 100_000_000}
WORDS = {
    ">": ("突破", "超过"),
    ">=": ("以上", "达到", "不少于", "不低于"),
    "=": ("",),
    "<=": ("不超过", "以内"),
    "≈": ("左右",),
}


def numbers(text: str) -> list[Decimal]:
    """Every number of `text` in base units: 9.8万户 gives 98000."""
    return [Decimal(digits) * SCALE[scale] for digits, scale in NUMBER.findall(text)]


def test_each_file_is_named_after_its_plan_and_has_a_document():
    assert {name: plan.id for name, plan in PLANS.items()} == {name: name for name in SEED_OF}


@pytest.mark.parametrize(("plan", "goal"), GOALS)
def test_the_quote_stands_in_the_document(plan, goal):
    seed = SEEDS / SEED_OF[plan.id]
    if not seed.exists():
        pytest.skip(f"the plan documents are not here: {SEEDS}")
    assert goal.quote in seed.read_text(encoding="utf-8")


@pytest.mark.parametrize(("plan", "goal"), GOALS)
def test_the_last_number_of_the_quote_is_the_value(plan, goal):
    if goal.kind in VALUELESS:
        assert goal.value is None
    else:
        assert numbers(goal.quote)[-1] == Decimal(str(goal.value))


@pytest.mark.parametrize(("plan", "goal"), GOALS)
def test_the_quote_ends_in_words_of_its_operator_and_stays_short(plan, goal):
    clause = goal.quote.split(",")[-1]
    assert any(word in clause for word in WORDS[goal.operator])
    assert len(goal.quote) <= 120


@pytest.mark.parametrize(("plan", "goal"), GOALS)
def test_the_number_is_followed_by_its_measure_unit(plan, goal):
    if goal.value is not None:
        counted = goal.quote[goal.quote.rfind(re.findall(r"\d+", goal.quote)[-1]) :]
        assert goal.measure_unit.split("/")[0] in counted


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
