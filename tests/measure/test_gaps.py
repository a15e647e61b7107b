"""Whose shortfall makes the whole place late."""

import numpy as np
import pytest

from milepost.measure.gaps import DEPARTMENT_GAPS, UNIT_GAPS, department_gaps, unit_gaps
from milepost.measure.progress import progress
from milepost.plan.period import Period
from milepost.plan.plan import Plan

NOW = Period.parse("2023Q2")


def test_the_unit_most_behind_comes_first_and_the_unknown_last(document, figures):
    plan = Plan.from_document(document)
    # Half of the way is due: 33,000, 22,000, 24,200, 22,000.
    cells = {"2023Q2": {"longshan": 33000, "xian": 21700, "dongfeng": 24500, "dongliao": 21100}}
    judged = progress(figures(cells, "market_entities"), plan, [NOW])
    table = unit_gaps(judged, plan, plan.goal_of("market_entities"), NOW)
    assert dict(table.dtypes.astype(str)) == UNIT_GAPS
    assert table["unit"].tolist() == ["dongliao", "xian", "longshan", "dongfeng", "gaoxin"]
    assert table["behind"].tolist()[:4] == pytest.approx([900, 300, 0, -300])
    assert table["share_of_behind"].tolist()[:4] == pytest.approx([0.75, 0.25, 0, 0])
    assert np.isnan(table["behind"].tolist()[4])


def test_a_department_answers_for_the_goals_it_leads(document, figures):
    document["goals"][0]["lead_departments"] = ["commerce", "science"]
    plan = Plan.from_document(document)
    table = department_gaps(progress(figures({"2023Q2": {"city": 1}}, "trained"), plan, [NOW]), plan, NOW)
    assert dict(table.dtypes.astype(str)) == DEPARTMENT_GAPS
    assert table.to_numpy().tolist() == [["commerce", 2, 0, 1], ["science", 1, 0, 1]]


def test_a_plan_that_names_no_department_has_none_to_show(one_goal, figures):
    plan = one_goal(value=1)
    assert department_gaps(progress(figures({}), plan, [NOW]), plan, NOW).empty
