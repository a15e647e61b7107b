"""Edits of a plan's document: one value changed and nothing else, faults by record, two clerks' edits together."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.errors import PlanError
from milepost.plan import editing
from milepost.plan.plan import Plan

BASE = ("goals", "new_entities", "base_value")


def test_one_value_is_changed_and_the_old_document_stays(document):
    before = copy.deepcopy(document)
    newer = editing.assigned(document, ("goals", "market_entities", "value"), 130000)
    assert document == before
    assert Plan.from_document(newer).goal_of("market_entities").value == 130000
    assert editing.leaves(newer) == editing.leaves(document) | {("goals", "market_entities", "value"): 130000}


def test_an_allocation_is_made_where_there_was_none_and_goes_with_its_last_value(document):
    place = ("goals", "trained", "allocations", "longshan", "value")
    newer = editing.assigned(document, place, 8.0)
    assert editing.record(newer, "goals", "trained")["allocations"] == {"longshan": {"value": 8}}
    assert editing.assigned(newer, place, None) == editing.tidy(document)


def test_a_new_record_stands_behind_the_others_and_can_be_taken_away(document):
    new = editing.new_id(document, "units")
    newer = editing.assigned(document, ("units", new), {"id": new, "name": "新区", "kind": "county"})
    assert new == "unit_9"
    assert editing.ids(newer, "units")[-1] == "unit_9"
    assert editing.assigned(newer, ("units", new), None) == editing.tidy(document)


def test_what_stands_at_a_place_is_a_value_a_record_or_nothing(document):
    assert editing.value_at(document, ("goals", "market_entities", "value")) == 120000
    assert editing.value_at(document, ("goals", "market_entities", "allocations", "longshan", "value")) == 36000
    assert editing.value_at(document, ("units", "science"))["name"] == "市科技局"
    assert editing.value_at(document, ("units", "nobody", "name")) is None
    assert editing.value_at(document, ("bands", "ahead")) is None


def test_one_plan_has_one_spelling(document):
    document["goals"][0]["value"] = 120000.0
    document["note"] = ""
    document["goals"][1]["milestones"] = {}
    tidy = editing.tidy(document)
    assert "note" not in tidy
    assert "milestones" not in tidy["goals"][1]
    assert repr(tidy["goals"][0]["value"]) == "120000"
    assert Plan.from_document(tidy) == Plan.from_document(document)


def test_every_faulty_record_is_named_at_once(document):
    document["goals"][0]["base_source"] = ""
    document["goals"][1]["deadline"] = "2024年底"
    document["units"][1]["kind"] = "village"
    document["indicators"][1].pop("way")
    assert [(fault.kind, fault.id, fault.message) for fault in editing.faults(document)] == [
        (
            "units",
            "longshan",
            "单位“龙山区”的类别“village”不认识，可用：province、city、county、department、bank、street",
        ),
        ("indicators", "new_entities", "指标“new_entities”缺少必填字段：报送方式（way）"),
        ("goals", "market_entities", "目标“市场主体总量”填了基期值，请同时写明出处"),
        ("goals", "new_entities", "“2024年底”不是日期，请写成 2024-12-31"),
    ]


def test_what_records_say_of_each_other_is_a_fault_of_the_plan(document):
    document["goals"][0]["indicator"] = "unknown"
    [fault] = editing.faults(document)
    assert (fault.kind, fault.message.split("；")[0]) == ("", "没有编号为“unknown”的指标")


def test_an_id_given_twice_is_named(document):
    document["units"][2]["id"] = "longshan"
    assert editing.faults(document)[0].message == "有2个单位用了同一个编号“longshan”"


def test_a_sound_document_has_no_faults(document):
    assert editing.faults(document) == []


def test_what_two_clerks_changed_in_different_places_stands_together(document):
    mine = editing.assigned(document, BASE, 5)
    theirs = editing.assigned(document, ("goals", "trained", "value"), 30)
    both, clashes = editing.merged(document, mine, theirs)
    assert clashes == []
    assert both == editing.assigned(theirs, BASE, 5)


def test_where_both_changed_the_same_value_mine_stands_and_the_place_is_named(document):
    mine, theirs = (editing.assigned(document, BASE, value) for value in (5, 6))
    both, clashes = editing.merged(document, mine, theirs)
    assert clashes == [BASE]
    assert both == mine


def test_a_record_that_one_took_away_stays_away_and_is_named_when_the_other_changed_it(document):
    gone = editing.assigned(document, ("goals", "trained"), None)
    changed = editing.assigned(document, ("goals", "trained", "value"), 30)
    assert editing.merged(document, gone, changed) == (gone, [("goals", "trained")])
    assert editing.merged(document, changed, gone) == (gone, [("goals", "trained")])
    assert editing.merged(document, gone, document) == (gone, [])


def test_a_record_that_is_not_there_is_an_error_in_words(document):
    with pytest.raises(PlanError, match="没有编号为“x”的目标"):
        editing.record(document, "goals", "x")


PLACES = [
    ("goals", "market_entities", "value"), ("goals", "market_entities", "allocations", "longshan", "value"),
    ("goals", "trained", "note"), ("due_day",), ("bands", "ahead"), ("units", "xian", "code"), ("office",),
]  # fmt: skip
changes = st.dictionaries(st.sampled_from(PLACES), st.integers(1, 9), max_size=4)


@given(mine=changes, theirs=changes)
def test_merging_loses_nothing_of_either_clerk(mine, theirs):
    base = {
        "id": "small",
        "units": [{"id": "xian", "name": "西安区", "kind": "county"}],
        "goals": [{"id": "market_entities", "value": 100}, {"id": "trained"}],
    }
    documents = []
    for changed in (mine, theirs):
        document = editing.tidy(base)
        for place, value in changed.items():
            document = editing.assigned(document, place, value)
        documents.append(document)
    both, clashes = editing.merged(base, *documents)
    assert editing.leaves(both) == editing.leaves(base) | theirs | mine
    assert set(clashes) == {place for place in mine if place in theirs and mine[place] != theirs[place]}
