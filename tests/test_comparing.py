"""Published, corrected, published again: the two versions told apart, through the store."""

import copy
import json

import pytest

from milepost.comparing import changes_since, comparison, vintage_changes
from milepost.desk import Desk
from milepost.errors import NotFoundError
from milepost.plan.period import Period
from milepost.store.store import Store
from tests.store.conftest import Clerk, at_work

Q2, Q3 = Period.parse("2023Q2"), Period.parse("2023Q3")
# Half of the time is over and half of the promised 20,000 户 are there: every county stands just on its pace.
ON_PACE = {"longshan": 33000, "xian": 22000, "dongfeng": 24200, "dongliao": 22000, "gaoxin": 8800}


@pytest.fixture
def office(document) -> tuple[Desk, Clerk]:
    """A desk whose small plan races by the market entities alone; 2023Q2 is open."""
    document["schemes"][0]["items"] = document["schemes"][0]["items"][:1]
    store = Store.in_memory()
    clerk = at_work(store, document)
    return Desk(None, store, None), clerk


def report(clerk: Clerk, period: Period = Q2, **cells: float) -> None:
    """Each county sends its market entities."""
    for unit, value in cells.items():
        clerk.send({"market_entities": value}, sender=unit, period=period)


@pytest.fixture
def corrected(office) -> Desk:
    """Version 1 as every county stood on its pace; in version 2 东丰县 has 2,000 fewer."""
    desk, clerk = office
    report(clerk, **ON_PACE)
    assert desk.store.publish("small", Q2, by="李明") == 1
    desk.store.correct("small", Q2, by="李明", reason="东丰县重复统计")
    report(clerk, dongfeng=22200)
    assert desk.store.publish("small", Q2, by="李明") == 2
    return desk


def test_a_correction_names_the_figure_and_the_statuses_that_it_flipped(corrected):
    found = vintage_changes(corrected, "small", 1, 2)
    rows = [tuple(row) for row in found[["kind", "what", "before", "after"]].itertuples(index=False)]
    assert rows == [
        ("figure", "东丰县2023年二季度市场主体总量", 24200, 22200),
        ("status", "市场主体总量", "符合序时", "略慢"),
        ("status", "市场主体总量（东丰县）", "符合序时", "滞后"),
        ("status", "市场主体总量（CAGR比率法）", "substantial", "moderate"),
        ("status", "市场主体总量（东丰县，CAGR比率法）", "substantial", "limited"),
        ("rank", "东丰县", 1, 5),
    ]
    because = found.set_index("what")["because"]
    assert because["东丰县2023年二季度市场主体总量"].endswith("报“龙山区.xlsx”季报!B3")
    assert because["市场主体总量"] == "东丰县2023年二季度市场主体总量由24,200户改为22,200户"
    assert because["东丰县"] == "得分变在市场主体总量−45.5分"


def test_the_table_can_be_written_as_json(corrected):
    found = vintage_changes(corrected, "small", 1, 2)
    rows = json.loads(json.dumps(found.astype(object).where(found.notna(), None).to_dict("records")))
    assert rows[0]["before"] == 24200
    assert rows[-1]["after"] == 5


def test_backwards_the_same_rows_are_turned_round(corrected):
    found = vintage_changes(corrected, "small", 2, 1)
    assert found.loc[0, ["before", "after"]].tolist() == [22200, 24200]
    assert vintage_changes(corrected, "small", 2, 2).empty


def test_a_correction_that_is_not_published_yet_shows_against_the_last_version(office):
    desk, clerk = office
    report(clerk, **ON_PACE)
    desk.store.publish("small", Q2, by="李明")
    assert changes_since(desk, "small", Q2).empty
    desk.store.correct("small", Q2, by="李明", reason="东丰县重复统计")
    report(clerk, dongfeng=22200)
    assert changes_since(desk, "small", Q2)["kind"].tolist() == ["figure", *["status"] * 4, "rank"]


def test_each_version_is_judged_by_its_own_plan(office):
    desk, clerk = office
    report(clerk, **ON_PACE)
    desk.store.publish("small", Q2, by="李明")
    newer = copy.deepcopy(desk.store.document("small"))
    newer = json.loads(json.dumps(newer, default=str))
    newer["goals"][0]["value"] = 130000
    desk.store.adopt(newer, author="李明", reason="联席会议提高目标")
    desk.store.correct("small", Q2, by="李明", reason="目标提高")
    desk.store.publish("small", Q2, by="李明")
    found = vintage_changes(desk, "small", 1, 2).set_index("what")
    assert found.loc["市场主体总量", ["before", "after", "because"]].tolist() == [
        "符合序时", "滞后", "目标值由12万户改为13万户",
    ]  # fmt: skip
    edit = found.loc["市场主体总量：目标值"]
    assert (edit["kind"], edit["before"], edit["after"]) == ("goal", 120000, 130000)
    assert edit["because"] == "李明：联席会议提高目标"


def test_a_correction_of_an_earlier_quarter_is_compared_at_that_quarter(office):
    """Version 2 is about the third quarter, version 3 corrects the second."""
    desk, clerk = office
    report(clerk, **ON_PACE)
    desk.store.publish("small", Q2, by="李明")
    desk.store.open_period("small", Q3, by="李明")
    report(clerk, Q3, **ON_PACE)
    desk.store.publish("small", Q3, by="李明")
    desk.store.correct("small", Q2, by="李明", reason="东丰县重复统计")
    report(clerk, dongfeng=22200)
    desk.store.publish("small", Q2, by="李明")
    found = comparison(desk, "small", 2, 3)
    assert (found.before.period, found.after.period) == (Q2, Q2)
    assert [(flip.unit, flip.after) for flip in found.flips if flip.method == "pace"] == [
        ("city", "略慢"), ("dongfeng", "滞后"),
    ]  # fmt: skip


def test_what_a_new_quarter_brought_is_counted_and_not_listed(office):
    desk, clerk = office
    report(clerk, **ON_PACE)
    desk.store.publish("small", Q2, by="李明")
    desk.store.open_period("small", Q3, by="李明")
    report(clerk, Q3, **ON_PACE)
    found = comparison(desk, "small", 1, Q3)
    assert (found.fresh, len(found.revisions)) == (5, 0)
    assert {cause.kind for flip in found.flips for cause in flip.causes} == {"time"}


def test_versions_that_do_not_exist_are_refused_in_one_line(corrected):
    with pytest.raises(NotFoundError, match="没有第3版；已发布2版"):
        vintage_changes(corrected, "small", 1, 3)
    with pytest.raises(NotFoundError, match="2023年三季度还没有发布过"):
        changes_since(corrected, "small", Q3)
