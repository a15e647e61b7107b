"""What each role sees and may do, at the functions under the pages and the command line.

2024Q1 is published with 龙山区 31,417 and 西安区 20,500; 2024Q2 is being collected: 龙山区 32,718, 西安区 21,618.
"""

from contextlib import closing

import pytest

from milepost import comparing, issuing, planning, returning, seeing, workflow
from milepost.desk import open_desk
from milepost.errors import ForbiddenError, RefusedError
from milepost.issuing import Order
from milepost.plan.period import Period
from milepost.planning import Why
from tests.door.conftest import quarters
from tests.pages.visit import Q1, Q2, report
from tests.persons import ADMIN, AUDITOR, CLERK, LEADER, UNIT

Q3 = Period.parse("2024Q3")
OFFICE = (ADMIN, CLERK)
SEERS = (*OFFICE, AUDITOR)
READERS = (UNIT, LEADER)


@pytest.fixture
def desk(document):
    with closing(open_desk(None)) as opened:
        opened.store.adopt(document, author="测试", reason="测试")
        quarters(opened)
        yield opened


def level(desk, unit, period):
    figures = workflow.holdings(desk, "small").figures
    rows = figures[(figures["unit"] == unit) & (figures["period"] == str(period))]
    return rows[rows["indicator"] == "market_entities"]["value"].tolist()


def original_of(desk, unit, period):
    rows = desk.store.submissions("small", period)
    return str(rows[rows["sender"] == unit]["sha256"].iloc[0])


@pytest.mark.parametrize("person", SEERS, ids=lambda person: person.role.value)
def test_the_office_and_the_auditor_see_drafts(desk, person):
    at = desk.as_(person)
    assert level(at, "longshan", Q2) == [32718]
    assert seeing.periods(at, "small") == [Q1, Q2]
    assert set(workflow.standing(at, "small", Q2)["state"]) >= {"已报"} or not workflow.standing(at, "small", Q2).empty
    assert seeing.original(at, original_of(desk, "xian", Q2))


@pytest.mark.parametrize("person", READERS, ids=lambda person: person.role.value)
def test_units_and_leaders_read_what_is_published_and_nothing_else(desk, person):
    at = desk.as_(person)
    assert seeing.periods(at, "small") == [Q1]
    assert level(at, "longshan", Q1) == [31417]
    assert level(at, "longshan", Q2) == level(at, "xian", Q2) == []
    assert "2024Q2" not in set(workflow.results(at, "small", Q1).figures["period"])
    for ask in (
        lambda: workflow.results(at, "small", Q2),
        lambda: workflow.standing(at, "small", Q2),
        lambda: issuing.draft(at, "small", Q2, Order()),
        lambda: comparing.changes_since(at, "small", Q1),
        lambda: seeing.original(at, original_of(desk, "xian", Q2)),
        lambda: planning.draft(at, "small"),
        lambda: planning.versions(at, "small"),
    ):
        with pytest.raises(ForbiddenError):
            ask()
    assert workflow.lineage(at, "small", "market_entities", "xian", Q2).empty
    assert seeing.original(at, original_of(desk, "xian", Q1))


def test_a_unit_sees_its_own_drafts_and_no_others(desk):
    at = desk.as_(UNIT)
    assert workflow.own_standing(at, "small", Q2)["unit"].unique().tolist() == ["longshan"]
    assert set(seeing.submissions(at, "small", Q2)["sender"]) == {"longshan"}
    assert workflow.lineage(at, "small", "market_entities", "longshan", Q2)["value"].tolist() == [32718]
    assert seeing.original(at, original_of(desk, "longshan", Q2))
    assert [unit for unit, *_ in workflow.templates(at, "small", Q2)] == ["longshan"]
    with pytest.raises(ForbiddenError):
        workflow.own_standing(desk.as_(LEADER), "small", Q2)


def test_a_correction_is_seen_when_it_is_published(desk):
    leader = desk.as_(LEADER)
    workflow.correct(desk, "small", Q1, by="测试", reason="重复计数")
    workflow.load(desk, "small", Q1, report("龙山区", Q1, market=30_999))
    assert level(leader, "longshan", Q1) == [31417]
    states = workflow.lineage(leader, "small", "market_entities", "longshan", Q1)
    assert states[["value", "state"]].to_numpy().tolist() == [[31417, "live"]]
    workflow.publish(desk, "small", Q1, by="测试", reason="重复计数")
    assert level(leader, "longshan", Q1) == [30999]
    states = workflow.lineage(leader, "small", "market_entities", "longshan", Q1)
    assert states[["value", "state"]].to_numpy().tolist() == [[30999, "live"], [31417, "replaced"]]


def test_before_any_publication_there_is_nothing_to_read(document):
    with closing(open_desk(None)) as desk:
        desk.store.adopt(document, author="测试", reason="测试")
        workflow.load(desk, "small", Q1, report("龙山区", Q1, market=30_000))
        for person in READERS:
            assert seeing.periods(desk.as_(person), "small") == []
            with pytest.raises(ForbiddenError, match="还没有发布"):
                workflow.holdings(desk.as_(person), "small")


def test_a_pack_is_fetched_by_the_digest_of_a_pack_and_of_nothing_else(desk):
    with pytest.raises(Exception, match="没有存档过这一份通报"):
        issuing.reissue(desk.as_(CLERK), original_of(desk, "xian", Q2))


ACTS = {
    "open": lambda at: workflow.open_period(at, "small", Q3, by="冒名"),
    "publish": lambda at: workflow.publish(at, "small", Q2, by="冒名"),
    "correct": lambda at: workflow.correct(at, "small", Q1, by="冒名", reason="试"),
    "load for another": lambda at: workflow.load(at, "small", Q2, _other()),
    "check for another": lambda at: workflow.check(at, "small", Q2, _other()),
    "annotate for another": lambda at: returning.annotated(at, "small", Q2, _other()),
    "withdraw another's": lambda at: workflow.withdraw(at, _submission(at, "xian"), by="冒名", reason="试"),
    "change the plan": lambda at: planning.save(at, planning.draft(at, "small"), Why("冒名", "试", "试")),
    "found a plan": lambda at: planning.found(at, {"id": "x"}, Why("冒名", "试", "试")),
    "rebuild": workflow.rebuild,
}


def _other():
    upload = report("西安区", Q2, market=1)
    return workflow.Upload(upload.name, upload.content, "xian", "冒名", "属实")


def _submission(at, unit):
    rows = at.store.submissions("small", Q2)
    return str(rows[rows["sender"] == unit]["submission"].iloc[0])


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("person", [UNIT, LEADER, AUDITOR], ids=lambda person: person.role.value)
def test_nobody_but_the_office_does_what_is_the_offices(desk, person, act):
    before = desk.store.moment()
    with pytest.raises(ForbiddenError):
        ACTS[act](desk.as_(person))
    assert desk.store.moment() == before


def test_an_act_bears_the_name_of_the_account_whatever_is_said(desk):
    workflow.publish(desk.as_(CLERK), "small", Q2, by="冒名")
    assert desk.store.vintages("small")["by"].tolist()[-1] == "李明"


def test_a_unit_reports_and_takes_back_its_own(desk):
    at = desk.as_(UNIT)
    own = report("龙山区", Q2, market=32_800)
    assert workflow.check(at, "small", Q2, own).status in ("accepted", "doubts")
    made = workflow.load(at, "small", Q2, own)
    assert desk.store.submissions("small", Q2)["by"].tolist()[-1] == "龙山-王芳"
    workflow.withdraw(at, made.submission, by="", reason="报错了")
    # A file of another unit, sent as one's own, is refused by what is written in it; nothing of it is kept.
    kept = len(desk.store.submissions("small", Q2))
    foreign = workflow.load(at, "small", Q2, report("西安区", Q2, market=1))
    assert foreign.status != "accepted" or foreign.sender == "longshan"
    assert set(desk.store.submissions("small", Q2)["sender"].iloc[kept:]) <= {"longshan"}


def test_a_unit_does_not_open_a_quarter_by_reporting(desk):
    with pytest.raises(RefusedError, match="开放"):
        workflow.load(desk.as_(UNIT), "small", Q3, report("龙山区", Q3, market=33_000))
