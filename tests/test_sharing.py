"""One figure that serves two plans is reported once, in one of them, and walked back to the same cell from both."""

import copy
from collections.abc import Iterator
from dataclasses import replace

import pytest

from milepost import planning, sharing, workflow
from milepost.desk import Desk, open_desk
from milepost.errors import RefusedError
from milepost.plan.editing import assigned
from milepost.plan.period import Period
from milepost.planning import Why
from tests.pages.visit import report

Q1, Q2 = Period.parse("2024Q1"), Period.parse("2024Q2")
WHY = Why("李明", "与三年行动共用一个数", "联席会议纪要〔2024〕3号")
COUNTIES = {"龙山区": 31200, "西安区": 22000, "东丰县": 23000, "东辽县": 21000, "高新区": 8600}


@pytest.fixture
def second(document) -> dict:
    """Another plan of the same city: other ids, the same names, 市场主体总量 taken from the first."""
    other = copy.deepcopy(document) | {"id": "green", "short_title": "绿色行动", "schemes": []}
    for n, unit in enumerate(other["units"]):
        unit["id"] = f"u{n}" if unit["kind"] != "department" else unit["id"]
    other["unit"] = "u0"
    other["indicators"] = [
        {"id": "entities", "name": "实有经营主体", "measure_unit": "户", "way": "stock", "reported_by": ["county"],
         "same_as": "small/market_entities"},
        {"id": "green", "name": "绿色工厂", "measure_unit": "户", "way": "stock", "reported_by": ["county"]},
    ]  # fmt: skip
    other["goals"] = [
        {"id": "g", "name": "经营主体", "indicator": "entities", "quote": "突破12万户", "operator": ">",
         "kind": "stock", "value": 120000, "measure_unit": "户", "deadline": "2024-12-31", "base_value": 100000,
         "base_source": "虚构", "allocations": {"u1": {"value": 36000, "base_value": 30000}}},
    ]  # fmt: skip
    return other


@pytest.fixture
def desk(document, second) -> Iterator[Desk]:
    """Both plans in one store, every county's figures in the first."""
    office_desk = open_desk(None)
    planning.found(office_desk, document, WHY)
    planning.found(office_desk, second, WHY)
    for name, count in COUNTIES.items():
        workflow.open_period(office_desk, "small", Q2, by="测试")
        assert workflow.load(office_desk, "small", Q2, report(name, Q2, market=count)).status == "accepted"
    yield office_desk
    office_desk.close()


def value(desk: Desk, unit: str, column: str = "value"):
    rows = workflow.results(desk, "green", Q2).progress
    return rows[(rows["goal"] == "g") & (rows["unit"] == unit) & (rows["period"] == "2024Q2")][column].iloc[0]


def test_the_second_plan_has_the_firsts_figures_by_the_names_of_the_units(desk):
    assert value(desk, "u0") == sum(COUNTIES.values())
    assert (value(desk, "u1"), value(desk, "u0", "expected")) == (31200, 5)
    assert value(desk, "u1", "status") == "滞后"


def test_nobody_is_asked_for_it_twice(desk):
    plan = desk.plan("green")
    asked = {indicator.id for unit in plan.senders(Q2) for indicator, _ in plan.owed(unit, Q2)}
    assert asked == {"green"}
    assert "entities" not in workflow.standing(desk, "green", Q2)["missing"].str.cat()


def test_its_lineage_is_the_firsts_cell(desk):
    own = workflow.lineage(desk, "small", "market_entities", "longshan", Q2).iloc[0]
    told = workflow.lineage(desk, "green", "entities", "u1", Q2).iloc[0]
    same = ["file", "sha256", "sheet", "cell", "submission", "time", "value", "state"]
    assert told[same].tolist() == own[same].tolist()
    assert (told["unit"], told["sender"], told["indicator"]) == ("u1", "u1", "entities")


def test_what_is_taken_back_there_is_gone_here_and_stays_in_the_past(desk):
    workflow.open_period(desk, "green", Q2, by="测试")
    vintage = workflow.publish(desk, "green", Q2, by="测试")
    [submission] = desk.store.submissions("small").query("sender == 'longshan'")["submission"]
    workflow.withdraw(desk, submission, by="测试", reason="传错了")
    assert value(desk, "u1", "status") == "未报"
    then = workflow.results(desk, "green", Q2, workflow.moment_of(desk, "green", vintage)).progress
    assert then[(then["unit"] == "u1") & (then["period"] == "2024Q2")]["value"].iloc[0] == 31200


def test_a_quarter_of_which_nothing_came_from_anywhere_is_not_published(desk):
    workflow.open_period(desk, "green", Q1, by="测试")
    with pytest.raises(RefusedError, match="还没有任何单位报送"):
        workflow.publish(desk, "green", Q1, by="测试")


def test_a_figure_that_is_sent_to_the_second_plan_all_the_same_is_left_aside(desk):
    workflow.open_period(desk, "green", Q2, by="测试")
    upload = report("龙山区", Q2, market=99999)
    result = workflow.check(desk, "green", Q2, replace(upload, sender="u1"))
    assert result.figures == 0
    assert value(desk, "u1") == 31200


def saved(desk: Desk, plan_id: str, place, value) -> None:
    planning.save(desk, planning.draft(desk, plan_id).assigned({place: value}), WHY)


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (("indicators", "green", "same_as"), "nowhere/x", "方案“nowhere”不在库里"),
        (("indicators", "green", "same_as"), "small/nothing", "不收编号为“nothing”的指标"),
        (("indicators", "green", "same_as"), "small/per_thousand", "不收编号为“per_thousand”的指标"),
        (("indicators", "green", "same_as"), "small/new_entities", "计量单位、报送方式或频度不同"),
        (("indicators", "green", "same_as"), "green/entities", "不在库里"),
    ],
)
def test_what_is_no_same_figure_is_refused(desk, place, value, message):
    with pytest.raises(RefusedError, match=message):
        saved(desk, "green", place, value)


def test_what_another_plan_takes_cannot_be_taken_away(desk, document):
    draft = planning.draft(desk, "small")
    made = assigned(draft.document, ("indicators", "market_entities", "same_as"), "green/green")
    with pytest.raises(RefusedError, match="不能改取自哪里"):
        planning.save(desk, draft.remade(made), WHY)


def test_a_plan_without_shared_figures_asks_nobody_else(desk):
    rows = workflow.holdings(desk, "small").figures
    assert set(rows["submission"]) == set(desk.store.submissions("small")["submission"])


def test_a_row_of_the_plans_own_counts_nothing_beside_the_one_that_is_taken(desk):
    plan = desk.plan("green")
    own = desk.store.figures("small").query("indicator == 'market_entities' and unit == 'longshan'")
    own = own.assign(indicator="entities", unit="u1", sender="u1", value=99999.0)
    rows = sharing.with_shared(desk, plan, own)
    assert rows[rows["unit"] == "u1"]["value"].tolist() == [31200]
