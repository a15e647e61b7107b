"""零突破: who has the first one, who has none yet, and who never lacked one."""

import numpy as np
import pytest

from milepost.measure.breakthroughs import BREAKTHROUGHS, breakthroughs
from milepost.plan.period import Period
from milepost.plan.plan import Plan

Q2 = Period.parse("2023Q2")
CELLS = {
    "2022Q4": {"longshan": 2, "xian": 0, "dongfeng": 0, "dongliao": 0},
    "2023Q1": {"longshan": 3, "xian": 1, "dongfeng": 0, "dongliao": 0},
    "2023Q2": {"longshan": 3, "xian": 2, "dongfeng": 1, "dongliao": 0},
}


@pytest.fixture
def plan(document):
    document["schemes"][0]["breakthroughs"] = ["high_tech"]
    return Plan.from_document(document)


def listed(table):
    return dict(zip(table["unit"], table[["value", "broke"]].itertuples(index=False, name=None), strict=True))


def test_each_unit_has_the_quarter_of_its_first_or_none(plan, figures):
    found = breakthroughs(figures(CELLS, "high_tech"), plan, plan.scheme_of(), Q2)
    assert list(found.columns) == list(BREAKTHROUGHS)
    assert found.astype(BREAKTHROUGHS).dtypes.equals(found.dtypes)
    said = listed(found)
    assert said["longshan"] == (3, "")  # never seen without one
    assert said["xian"] == (2, "2023Q1")
    assert said["dongfeng"] == (1, "2023Q2")
    assert said["dongliao"] == (0, "")
    assert np.isnan(said["gaoxin"][0])  # not reported is not none
    assert said["gaoxin"][1] == ""


def test_a_silence_before_the_first_figure_is_no_zero(plan, figures):
    cells = CELLS | {"2023Q2": {"gaoxin": 1}}
    assert listed(breakthroughs(figures(cells, "high_tech"), plan, plan.scheme_of(), Q2))["gaoxin"] == (1, "")


def test_what_came_later_is_not_known_yet(plan, figures):
    found = listed(breakthroughs(figures(CELLS, "high_tech"), plan, plan.scheme_of(), Period.parse("2023Q1")))
    assert found["dongfeng"] == (0, "")


def test_a_unit_that_lost_its_first_keeps_the_quarter_in_which_it_came(plan, figures):
    cells = CELLS | {"2023Q2": {"xian": 0}}
    assert listed(breakthroughs(figures(cells, "high_tech"), plan, plan.scheme_of(), Q2))["xian"] == (0, "2023Q1")


def test_a_scheme_without_such_indicators_lists_nobody(document, figures):
    plan = Plan.from_document(document)
    assert breakthroughs(figures(CELLS, "high_tech"), plan, plan.scheme_of(), Q2).empty


def test_without_any_figure_every_unit_is_unreported(plan, figures):
    found = breakthroughs(figures({}), plan, plan.scheme_of(), Q2)
    assert len(found) == 5
    assert found["value"].isna().all()
    assert set(found["broke"]) == {""}


def test_shuffled_figures_say_the_same(plan, figures):
    cells = figures(CELLS, "high_tech")
    shuffled = breakthroughs(cells.sample(frac=1, random_state=7), plan, plan.scheme_of(), Q2)
    assert shuffled.equals(breakthroughs(cells, plan, plan.scheme_of(), Q2))
