"""Who may do what, said a second time: role by role, as the office would say it."""

import pytest

from milepost.errors import ForbiddenError
from milepost.people.act import Act
from milepost.people.permissions import may, require
from milepost.people.person import CONSOLE, Person
from milepost.people.role import ACCOUNT_ROLES, Role

UNIT = Person("龙山报送", Role.UNIT, "longshan", "small")
READING = {Act.EXPORT}
QUARTER = {
    *(Act.TEMPLATE, Act.CHECK, Act.ANNOTATE, Act.LOAD, Act.WITHDRAW, Act.OPEN, Act.PUBLISH, Act.CORRECT, Act.REMEMBER),
    *(Act.ATTACH, Act.RETURN),
}
PAPERS = {Act.DRAFT, Act.ISSUE, Act.CHANGE_PLAN, Act.FOUND_PLAN, Act.SEE_DRAFTS, Act.SEE_PLAN}
ANYWHERE = {
    Role.ADMIN: set(Act) - {Act.APPROVE},
    Role.CLERK: READING | QUARTER | PAPERS,
    Role.UNIT: READING,
    Role.HEAD: READING,
    Role.LEADER: READING,
    Role.AUDITOR: READING | {Act.SEE_DRAFTS, Act.SEE_PLAN, Act.TEMPLATE, Act.AUDIT},
}
OWN_UNIT = {Act.SEE_DRAFTS, Act.TEMPLATE, Act.CHECK, Act.ANNOTATE, Act.LOAD, Act.WITHDRAW, Act.ATTACH}


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
@pytest.mark.parametrize("act", Act)
def test_each_role_may_do_its_own_acts_and_no_others(role, act):
    person = Person("某人", role, *(("longshan", "small") if role.of_unit else ("", "")))
    assert may(person, act) is (act in ANYWHERE[role])


@pytest.mark.parametrize("act", Act)
def test_a_head_may_what_the_unit_may_and_approve(act):
    head = Person("龙山负责人", Role.HEAD, "longshan", "small")
    assert may(head, act, "longshan", "small") is (act is Act.APPROVE or may(UNIT, act, "longshan", "small"))
    assert may(head, act, "xian", "small") is may(UNIT, act, "xian", "small")


@pytest.mark.parametrize("act", Act)
def test_a_unit_acts_for_itself_in_its_own_plan_and_for_nobody_else(act):
    assert may(UNIT, act, "longshan", "small") is (act in OWN_UNIT | READING)
    for unit, plan in (("xian", "small"), ("longshan", "other"), ("longshan", None), (None, "small"), ("", "")):
        assert may(UNIT, act, unit, plan) is (act in READING)


def test_a_unit_person_without_a_unit_may_nothing_of_a_unit():
    nobody = Person("无单位", Role.UNIT)
    assert not may(nobody, Act.LOAD, "", "")
    assert not may(nobody, Act.SEE_DRAFTS, None, None)


@pytest.mark.parametrize("act", Act)
def test_the_console_may_do_everything(act):
    assert may(CONSOLE, act)


def test_a_refusal_says_who_may_and_what_to_do():
    with pytest.raises(ForbiddenError) as refused:
        require(Person("王五", Role.LEADER), Act.PUBLISH)
    assert (
        str(refused.value) == "账号“王五”（领导）不能发布季度，能这样做的是：办公室管理员、办公室；需要时请联系办公室"
    )
    with pytest.raises(ForbiddenError, match="只能为本单位报送，这里不是本单位的"):
        require(UNIT, Act.LOAD, "xian", "small")
