"""What two versions of a plan say differently."""

import copy
from typing import Any

import pytest

from milepost.measure.edits import edits
from milepost.plan.plan import Plan


@pytest.fixture
def edited(document):
    """The edits from the small plan to the one that `change` makes of its document."""

    def compare(change) -> list[tuple[str, Any, Any]]:
        newer = copy.deepcopy(document)
        change(newer)
        found = edits(Plan.from_document(document), Plan.from_document(newer))
        return [(".".join(edit.place), edit.before, edit.after) for edit in found]

    return compare


def test_the_same_plan_has_no_edits(edited):
    assert edited(lambda newer: None) == []


def test_value_wording_and_deadline_are_told_field_by_field(edited):
    def change(newer):
        newer["goals"][0] |= {"value": 130000, "quote": "到2024年,市场主体突破13万户"}

    assert edited(change) == [
        ("goals.market_entities.quote", "到2024年,市场主体突破12万户", "到2024年,市场主体突破13万户"),
        ("goals.market_entities.value", 120000, 130000),
    ]


def test_an_allocation_is_told_for_its_unit(edited):
    def change(newer):
        newer["goals"][0]["allocations"]["xian"]["value"] = 25000

    assert edited(change) == [("goals.market_entities.allocations.xian.value", 24000, 25000)]


def test_weights_come_after_goals_and_before_the_rest(edited):
    def change(newer):
        newer["due_day"] = 15
        newer["bands"] = {"ahead": 3}
        newer["schemes"][0]["items"][0]["weight"] = 70
        newer["goals"][1]["value"] = 50000

    assert edited(change) == [
        ("goals.new_entities.value", 40000, 50000),
        ("schemes.counties.items.market_entities.weight", 60, 70),
        ("bands.ahead", 2.0, 3),
        ("due_day", 12, 15),
    ]


def test_a_whole_record_comes_or_goes_as_one(edited):
    [(place, before, after)] = edited(lambda newer: newer["goals"].pop())
    assert (place, before.name, after) == ("goals.per_thousand", "每千人拥有市场主体", None)


def test_an_indicator_scored_twice_is_two_items(document):
    twice = {"indicator": "new_entities", "weight": 10, "score": "growth"}
    document["schemes"][0]["items"].append(twice)
    newer = copy.deepcopy(document)
    newer["schemes"][0]["items"][2]["weight"] = 20
    [edit] = edits(Plan.from_document(document), Plan.from_document(newer))
    assert edit.place == ("schemes", "counties", "items", "new_entities 2", "weight")
