"""Changing a plan: what is refused so that no reported figure loses its meaning, and how plans begin."""

from dataclasses import replace

import pytest

from milepost import planning, workflow
from milepost.desk import Desk, open_desk
from milepost.errors import PlanError, RefusedError, StaleError
from milepost.plan.editing import assigned
from milepost.planning import Why
from tests.pages.visit import Q2, report

WHY = Why("李明", "调整", "联席会议纪要〔2024〕1号")


@pytest.fixture
def desk(document):
    desk: Desk = open_desk(None)
    desk.store.adopt(document, author="测试", reason="测试")
    yield desk
    desk.close()


@pytest.fixture
def reported(desk):
    assert workflow.load(desk, "small", Q2, report("龙山区", Q2, market=31200)).status == "accepted"
    return desk


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (("indicators", "market_entities", "measure_unit"), "万户", "“市场主体总量”已有报送的数，不能改计量单位"),
        (("indicators", "market_entities", "way"), "flow", "不能改报送方式"),
        (("units", "longshan"), None, "单位“龙山区”已有报送的数，不能删去"),
        (("indicators", "conversions_ever"), None, "指标“累计个转企”已有报送的数，不能删去"),
    ],
)
def test_what_would_give_reported_figures_another_meaning_is_refused(reported, document, place, value, message):
    figures = reported.store.figures("small")
    draft = planning.draft(reported, "small")
    for goal in document["goals"][:3]:
        draft = draft.assigned({("goals", goal["id"], "allocations"): None})
    draft = draft.assigned({("goals", "conversions_ever"): None, place: value})
    assert draft.faults == []
    with pytest.raises(RefusedError, match=message):
        planning.save(reported, draft, WHY)
    assert reported.store.figures("small").equals(figures)


def test_without_figures_all_that_may_be_changed(desk):
    draft = planning.draft(desk, "small").assigned({("indicators", "trained", "measure_unit"): "家"})
    planning.save(desk, draft, WHY)
    assert desk.store.plan("small").indicator_of("trained").measure_unit == "家"


def test_a_change_of_the_plan_touches_no_figure(reported):
    figures = reported.store.figures("small")
    draft = planning.draft(reported, "small").assigned({("goals", "market_entities", "value"): 130000})
    planning.save(reported, draft, WHY)
    assert reported.store.figures("small").equals(figures)


@pytest.mark.parametrize(("field", "what"), [("author", "经手人"), ("reason", "原因"), ("basis", "依据")])
def test_author_reason_and_basis_are_asked_for(desk, field, what):
    draft = planning.draft(desk, "small").assigned({("note",): "备注"})
    with pytest.raises(RefusedError, match=f"请写明{what}"):
        planning.save(desk, draft, replace(WHY, **{field: " "}))


def test_a_draft_with_faults_or_without_changes_is_not_saved(desk):
    draft = planning.draft(desk, "small")
    with pytest.raises(RefusedError, match="没有改动"):
        planning.save(desk, draft, WHY)
    with pytest.raises(PlanError, match="不是报告期"):
        planning.save(desk, draft.assigned({("goals", "trained", "base_period"): "去年"}), WHY)
    assert len(desk.store.plan_versions("small")) == 1


def test_the_second_of_two_clerks_is_told_and_can_put_the_own_changes_upon_the_others(desk):
    first, second = planning.draft(desk, "small"), planning.draft(desk, "small")
    planning.save(desk, first.assigned({("note",): "李明的", ("office",): "办公室"}), WHY)
    mine = second.assigned({("note",): "王芳的", ("due_day",): 15})
    with pytest.raises(StaleError, match="李明修改了方案"):
        planning.save(desk, mine, WHY)
    newest, both = planning.catch_up(desk, mine)
    assert both == [("note",)]
    planning.save(desk, newest, WHY)
    plan = desk.store.plan("small")
    assert (plan.note, plan.office, plan.due_day) == ("王芳的", "办公室", 15)


def test_versions_say_what_each_changed(desk):
    planning.save(desk, planning.draft(desk, "small").assigned({("goals", "trained", "value"): 30}), WHY)
    newest, first = planning.versions(desk, "small")
    assert (newest.number, newest.author, newest.reason) == (2, "李明", "调整（依据：联席会议纪要〔2024〕1号）")
    assert [(edit.place, edit.before, edit.after) for edit in newest.edits] == [(("goals", "trained", "value"), 20, 30)]
    assert first.edits == ()


def test_a_plan_begins_once(desk, document):
    new = assigned(document, ("id",), "next")
    assert planning.found(desk, new, WHY).id == "next"
    with pytest.raises(RefusedError, match="已经有编号为“next”的方案"):
        planning.found(desk, new, WHY)
    with pytest.raises(PlanError, match="没有编号为“nowhere”的单位"):
        planning.found(desk, new | {"id": "third", "unit": "nowhere"}, WHY)
