"""Whose rank moved between two accounts, and by what."""

from dataclasses import replace

import pandas as pd
import pytest

from milepost.measure.moves import Move, moves
from milepost.plan.plan import Plan
from milepost.plan.scheme import Scheme, SchemeItem
from tests.measure.accounts import account

AT = "2023Q2"
COUNTIES = ("longshan", "xian", "dongfeng")
# Each of three counties promises 1,000 更多 of the stock and 300 new ones: a share is read off at once.
PART = {"market_entities": {"value": 11000, "base_value": 10000}, "new_entities": {"value": 300}}


@pytest.fixture
def plan(document) -> Plan:
    document["goals"] = [goal for goal in document["goals"] if goal["id"] in PART]
    for goal in document["goals"]:
        goal["allocations"] = dict.fromkeys(COUNTIES, PART[goal["id"]])
    document["schemes"][0]["units"] = list(COUNTIES)
    return Plan.from_document(document)


@pytest.fixture
def reported(figures):
    """Figures out of county → (stock at the middle of 2023, new ones in 2023)."""

    def build(**cells: tuple[float, float]) -> pd.DataFrame:
        stock = figures({AT: {unit: cell[0] for unit, cell in cells.items()}}, "market_entities")
        years = {"2022Q4": dict.fromkeys(cells, 0), AT: {unit: cell[1] for unit, cell in cells.items()}}
        return pd.concat([stock, figures(years, "new_entities")], ignore_index=True)

    return build


def ranks(found: tuple[Move, ...]) -> dict[str, tuple[float, float]]:
    return {move.unit: (move.before, move.after) for move in found}


def test_equal_accounts_move_nobody(plan, reported):
    cells = reported(longshan=(10500, 150), xian=(10400, 150), dongfeng=(10300, 150))
    assert moves(account(plan, cells, AT), account(plan, cells.copy(), AT)) == ()


def test_a_revision_moves_two_units_and_names_the_indicator(plan, reported):
    """西安区 goes from 54 to 60.5 points by its stock (60 of 100 points) and passes 龙山区."""
    before = reported(longshan=(10600, 150), xian=(10500, 150), dongfeng=(10300, 150))
    after = reported(longshan=(10600, 150), xian=(10675, 150), dongfeng=(10300, 150))
    found = moves(account(plan, before, AT), account(plan, after, AT))
    assert ranks(found) == {"xian": (2, 1), "longshan": (1, 2)}
    up, down = found
    assert up.passed == ("longshan",)
    assert [(name, round(change, 6)) for name, change in up.shares] == [("market_entities", 10.5)]
    assert [(name, round(change, 6)) for name, change in down.shares] == [("market_entities", -10.5)]
    assert not up.by_weights
    assert (round(up.score_before, 6), round(up.score_after, 6)) == (50.0, 60.5)


def test_a_weight_moves_a_rank_on_the_same_figures(plan, reported):
    cells = reported(longshan=(10600, 150), xian=(10500, 210), dongfeng=(10300, 90))
    [scheme] = plan.schemes
    heavier = [replace(item, weight=90 if item.goal == "market_entities" else 10) for item in scheme.items]
    reweighted = replace(plan, schemes=(replace(scheme, items=tuple(heavier)),))
    found = moves(account(plan, cells, AT), account(reweighted, cells, AT))
    assert ranks(found) == {"longshan": (2, 1), "xian": (1, 2)}
    assert all(move.by_weights for move in found)


def test_a_unit_without_figures_loses_its_rank_and_gets_it_back(plan, reported):
    whole = reported(longshan=(10600, 150), xian=(10500, 150), dongfeng=(10300, 150))
    partly = reported(longshan=(10600, 150), xian=(10500, 150))
    gone = moves(account(plan, whole, AT), account(plan, partly, AT))
    assert [(move.unit, move.before) for move in gone] == [("dongfeng", 3)]
    assert pd.isna(gone[0].after)
    back = moves(account(plan, partly, AT), account(plan, whole, AT))
    assert [(move.unit, move.after) for move in back] == [("dongfeng", 3)]


def test_a_scheme_that_one_version_lacks_moves_nobody(plan, reported):
    before = account(plan, reported(longshan=(10600, 150), xian=(10500, 150)), AT)
    other = replace(plan, schemes=(replace(plan.schemes[0], id="other"),))
    after = account(other, reported(longshan=(10400, 150), xian=(10500, 150)), AT)
    assert moves(before, after) == ()


def test_weights_explain_nothing_where_the_older_version_does_not_know_the_indicator(plan, reported):
    cells = reported(longshan=(10600, 150), xian=(10500, 210))
    item = SchemeItem("market_entities", 1, "minmax")
    old = replace(plan, schemes=(Scheme("counties", "赛马", "county", (item,), units=COUNTIES[:2]),))
    newer = replace(item, indicator="fresh", direction=-1)
    fresh = replace(plan.indicator_of("market_entities"), id="fresh", name="新指标", reported_as=())
    new = replace(plan, indicators=(*plan.indicators, fresh), schemes=(replace(old.schemes[0], items=(newer,)),))
    more = pd.concat([cells, cells[cells["indicator"] == "market_entities"].assign(indicator="fresh")])
    found = moves(account(old, cells, AT), account(new, more.reset_index(drop=True), AT))
    assert ranks(found) == {"xian": (2, 1), "longshan": (1, 2)}
    assert not any(move.by_weights for move in found)
