"""Publishing with open eyes, and two clerks at once."""

import threading
from contextlib import closing

import pytest

from milepost import publishing, workflow
from milepost.desk import open_desk
from milepost.errors import ForbiddenError, StaleError
from milepost.people.person import Person
from milepost.people.role import Role
from milepost.plan.period import Period
from milepost.publishing import Decision
from tests.pages.visit import report

Q2 = Period.parse("2024Q2")


@pytest.fixture
def desk(tmp_path, document):
    with closing(open_desk(tmp_path)) as opened:
        opened.store.adopt(document, author="李明", reason="方案印发")
        workflow.load(opened, "small", Q2, report("龙山区", Q2, market=31200))
        yield opened


def test_a_quarter_is_complete_when_nothing_lacks_or_when_the_office_says_so(desk):
    before = publishing.ready(desk, "small", Q2)
    assert before.missing == ("xian", "dongfeng", "dongliao", "gaoxin", "science", "commerce")
    assert (before.explained, before.waiting, before.complete) == (("longshan",), (), False)
    publishing.declare(desk, "small", Q2, by="李明")
    assert publishing.ready(desk, "small", Q2).complete
    said = desk.store.declarations.last("small", Q2)
    assert said.note == "缺6家：西安区、东丰县、东辽县、高新区、市科技局、市商务局"


def test_who_comes_to_lack_something_later_is_not_excused(desk):
    publishing.declare(desk, "small", Q2, by="李明")
    [kept] = desk.store.submissions("small")["submission"]
    workflow.withdraw(desk, kept, by="李明", reason="报错了")
    after = publishing.ready(desk, "small", Q2)
    assert "longshan" in after.missing
    assert not after.complete


def test_two_clerks_publish_at_once_and_one_is_told(desk):
    looked = desk.store.moment()
    told: list[str] = []
    made: list[int] = []

    def publish(name: str) -> None:
        try:
            made.append(publishing.publish(desk, "small", Q2, Decision(name, "", looked)))
        except StaleError as error:
            told.append(str(error))

    threads = [threading.Thread(target=publish, args=(name,)) for name in ("李明", "赵强")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]
    assert len(told) == 1
    assert "发布了数据，所以这次没有执行" in told[0]
    assert len(desk.store.vintages("small")) == 1


def test_what_came_in_since_one_looked_is_told_before_it_is_published(desk):
    looked = desk.store.moment()
    workflow.load(desk, "small", Q2, report("西安区", Q2, market=22000))
    with pytest.raises(StaleError, match="报送了数字"):
        publishing.publish(desk, "small", Q2, Decision("李明", "", looked))


@pytest.mark.parametrize("role", [Role.UNIT, Role.LEADER, Role.AUDITOR])
def test_only_the_office_publishes_or_says_that_it_is_enough(desk, role):
    seated = desk.as_(Person("某人", role))
    with pytest.raises(ForbiddenError):
        publishing.declare(seated, "small", Q2, by="")
    with pytest.raises(ForbiddenError):
        publishing.publish(seated, "small", Q2, Decision("", "", desk.store.moment()))
