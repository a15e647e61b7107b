"""审签: a unit's file waits for its head, counts in nothing until then, and carries both names afterwards."""

from contextlib import closing
from dataclasses import replace

import pytest

from milepost import approving, workflow
from milepost.desk import Desk, open_desk
from milepost.errors import ForbiddenError, RefusedError
from milepost.people.person import Person
from milepost.people.role import Role
from milepost.plan.period import Period
from tests.pages.visit import report

Q2 = Period.parse("2024Q2")


@pytest.fixture
def desk(document):
    with closing(open_desk(None)) as opened:
        opened.store.adopt(document | {"approval": True}, author="李明", reason="方案印发")
        opened.store.open_period("small", Q2, by="李明")
        yield opened


def waiting(desk: Desk) -> str:
    return desk.store.pending.of("small", Q2)["id"].iloc[-1]


def test_a_file_waits_and_counts_in_nothing(desk):
    result = workflow.load(desk, "small", Q2, report("龙山区", Q2, market=31200))
    assert result.status == "waiting"
    assert desk.store.figures("small").empty
    assert set(workflow.standing(desk, "small", Q2)["state"]) <= {"未报", "逾期未报"}


def test_an_approved_file_is_loaded_with_both_names(desk):
    workflow.load(desk, "small", Q2, report("龙山区", Q2, market=31200))
    result = approving.approve(desk, waiting(desk), by="张主任")
    assert result.status == "accepted"
    [kept] = desk.store.submissions("small", Q2).to_dict("records")
    assert kept["by"] == "办公室（张主任审签）"
    assert desk.store.figures("small")["value"].max() == 31200
    row = desk.store.pending.of("small").iloc[0]
    assert (row["outcome"], row["submission"]) == ("approved", kept["submission"])


def test_what_was_said_of_its_doubts_goes_with_it(desk):
    odd = report("龙山区", Q2, market=31200)
    workflow.load(desk, "small", Q2, odd)
    assert desk.store.pending.of("small")["explanation"].tolist() == ["属实"]


def test_a_refused_file_never_counts(desk):
    workflow.load(desk, "small", Q2, report("龙山区", Q2, market=31200))
    approving.refuse(desk, waiting(desk), by="张主任", reason="总量少报了")
    assert desk.store.figures("small").empty
    with pytest.raises(RefusedError, match="已由张主任退回"):
        approving.approve(desk, waiting(desk), by="李主任")


def test_approving_what_was_loaded_before_a_crash_ends_well(desk):
    """The file was taken in and the note of it was lost: approving again finds the same submission."""
    upload = report("龙山区", Q2, market=31200)
    workflow.load(desk, "small", Q2, upload)
    approved = replace(upload, sender="longshan", approved_by="张主任")
    first = workflow.load(desk, "small", Q2, approved)
    assert approving.approve(desk, waiting(desk), by="张主任").submission == first.submission
    assert len(desk.store.submissions("small")) == 1


@pytest.mark.parametrize("role", [Role.ADMIN, Role.CLERK, Role.UNIT])
def test_nobody_but_the_head_approves(desk, role):
    workflow.load(desk, "small", Q2, report("龙山区", Q2, market=31200))
    own = ("longshan", "small") if role is Role.UNIT else ("", "")
    seated = desk.as_(Person("某人", role, *own))
    with pytest.raises(ForbiddenError):
        approving.approve(seated, waiting(desk), by="")
    with pytest.raises(ForbiddenError):
        approving.approve(desk.as_(Person("别家", Role.HEAD, "xian", "small")), waiting(desk), by="")
    with pytest.raises(ForbiddenError):
        workflow.load(seated, "small", Q2, workflow.Upload("x.xlsx", b"", "longshan", approved_by="某人"))
    assert desk.store.figures("small").empty


def test_without_the_plan_asking_nothing_waits(desk, document):
    desk.store.adopt(document, author="李明", reason="不再审签")
    assert workflow.load(desk, "small", Q2, report("龙山区", Q2, market=31200)).status == "accepted"
    assert desk.store.pending.of("small").empty


def test_the_head_of_the_unit_approves_under_the_own_name(desk):
    workflow.load(desk, "small", Q2, report("龙山区", Q2, market=31200))
    head = desk.as_(Person("张主任", Role.HEAD, "longshan", "small"))
    assert approving.approve(head, waiting(desk), by="别人的名字").status == "accepted"
    assert desk.store.submissions("small")["by"].tolist() == ["办公室（张主任审签）"]
