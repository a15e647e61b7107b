"""操作记录: what is taken away is noted as it goes, and only those who may look at the trail."""

from contextlib import closing

import pytest

from milepost import auditing
from milepost.desk import open_desk
from milepost.errors import ForbiddenError, MilepostError
from milepost.people.person import Person
from milepost.people.role import Role
from milepost.store.audit import About, Asked


@pytest.fixture
def desk():
    with closing(open_desk(None)) as opened:
        yield opened


def test_a_file_is_noted_when_it_is_taken_not_when_it_is_offered(desk):
    seated = desk.as_(Person("王芳", Role.CLERK)).at("10.1.2.3")
    made = auditing.noted(seated, "download", About("small", "2024Q2", what="通报.zip"), lambda: b"zip")
    assert desk.store.audit.trail().empty
    assert made() == b"zip"
    [row] = desk.store.audit.trail().to_dict("records")
    assert (row["person"], row["act"], row["what"], row["origin"]) == ("王芳", "download", "通报.zip", "10.1.2.3")


def test_what_could_not_be_made_was_not_taken(desk):
    def fails() -> bytes:
        raise MilepostError("做不出来")

    with pytest.raises(MilepostError):
        auditing.noted(desk, "download", About(what="x"), fails)()
    assert desk.store.audit.trail().empty


@pytest.mark.parametrize(("role", "may"), [(Role.ADMIN, True), (Role.AUDITOR, True), (Role.CLERK, False),
                                           (Role.UNIT, False), (Role.LEADER, False)])  # fmt: skip
def test_admins_and_auditors_look_at_the_trail(desk, role, may):
    seated = desk.as_(Person("某人", role))
    if may:
        assert auditing.trail(seated, Asked()).empty
        assert auditing.known(seated)["act"] == []
    else:
        for look in (lambda: auditing.trail(seated, Asked()), lambda: auditing.known(seated)):
            with pytest.raises(ForbiddenError):
                look()
