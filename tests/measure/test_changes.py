"""What changed between two accounts, and which single change brought it."""

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milepost.errors import MeasureError
from milepost.measure.changes import Changes, changes
from milepost.measure.flips import Cause
from milepost.measure.progress import progress
from milepost.plan.period import Period
from milepost.plan.plan import Bands, Plan
from milepost.plan.unit import Unit
from tests.measure.accounts import account

# 10,000 户 at the end of 2021, 22,000 by 2024: 6,000 more are due by the middle, and a point is 120 户.
LEVEL = {"value": 22000, "base_value": 10000}
AT = "2023Q2"
judged_at = partial(account, period=AT)


def told(found: Changes, method: str = "pace") -> list[tuple[str, str, str]]:
    """The flips as (unit, before, after)."""
    return [(flip.unit, flip.before, flip.after) for flip in found.flips if flip.method == method]


def revised_cells(found: Changes, causes: tuple[Cause, ...]) -> list[tuple[str, str]]:
    """Unit and period of the revisions among the causes."""
    rows = found.revisions.loc[[cause.revision for cause in causes if cause.kind == "figure"]]
    return list(zip(rows["unit"], rows["period"], strict=True))


@pytest.fixture
def poverty(one_goal) -> Plan:
    """Statistics Canada, CIF 1-1-1: a poverty rate of 14.5 in 2015 is to be halved by 2030."""
    return one_goal(
        {"measure_unit": "%", "reported_by": ["bureau"], "reported_for": "whole", "counts": False},
        kind="share", operator="<=", direction=-1, value=7.25, base_value=14.5, base_period="2015",
        measure_unit="%", deadline="2030-12-31",
    )  # fmt: skip


def test_the_published_revision_from_10_2_to_10_4_flips_the_published_verdict(poverty, figures):
    """As revised on 6 May 2026: substantial became moderate."""
    before, after = (account(poverty, figures({"2023": {"city": rate}}), "2023") for rate in (10.2, 10.4))
    found = changes(before, after)
    [row] = found.revisions.to_dict("records")
    assert (row["value_before"], row["value_after"], row["period"]) == (10.2, 10.4, "2023")
    # 59.3 % of the way with 53.3 % due, then 56.6 %: both ahead by two points and more.
    assert told(found) == []
    assert told(found, "cagr") == [("city", "substantial", "moderate")]
    assert [flip.causes for flip in found.flips] == [(Cause("figure", revision=0),)]


def test_the_same_revision_flips_the_pace_where_four_points_are_needed_to_be_fast(poverty, figures):
    plan = replace(poverty, bands=Bands(ahead=4, slow=-2, behind=-10))
    found = changes(*(account(plan, figures({"2023": {"city": rate}}), "2023") for rate in (10.2, 10.4)))
    assert told(found) == [("city", "快于序时", "符合序时")]
    flip = found.flips[0]
    assert flip.causes == (Cause("figure", revision=0),)
    assert (round(flip.ahead_before, 2), round(flip.ahead_after, 2)) == (5.98, 3.22)


def test_nothing_changed_is_empty(one_goal, figures):
    plan, cells = one_goal(**LEVEL), figures({AT: {"east": 8000, "west": 8000}})
    assert changes(judged_at(plan, cells), judged_at(plan, cells.copy())).empty


def test_of_two_revisions_the_one_that_flips_alone_is_named(one_goal, figures):
    plan = one_goal(**LEVEL)
    before = judged_at(plan, figures({AT: {"east": 8000, "west": 8000}}))
    after = judged_at(plan, figures({AT: {"east": 7500, "west": 7990}}))
    found = changes(before, after)
    assert told(found) == [("city", "符合序时", "略慢")]
    assert revised_cells(found, found.flips[0].causes) == [("east", AT)]
    assert not found.flips[0].together
    assert len(found.revisions) == 2


def test_each_of_two_revisions_that_would_do_alone_is_named(one_goal, figures):
    plan = one_goal(**LEVEL)
    before = judged_at(plan, figures({AT: {"east": 8000, "west": 8000}}))
    after = judged_at(plan, figures({AT: {"east": 7700, "west": 7700}}))
    [flip] = changes(before, after).flips
    assert len(flip.causes) == 2
    assert not flip.together


def test_where_none_does_alone_the_smallest_set_is_named_together(one_goal, figures):
    plan = one_goal(**LEVEL)
    plan = replace(plan, units=(*plan.units, Unit("north", "北县", "county")))
    before = judged_at(plan, figures({AT: {"east": 8000, "west": 4000, "north": 4000}}))
    after = judged_at(plan, figures({AT: {"east": 7850, "west": 3850, "north": 4001}}))
    found = changes(before, after)
    [flip] = found.flips
    assert flip.together
    assert revised_cells(found, flip.causes) == [("east", AT), ("west", AT)]


def test_a_part_flips_by_its_own_figures_alone(one_goal, figures):
    parts = {"east": {"value": 11000, "base_value": 5000}, "west": {"value": 11000, "base_value": 5000}}
    plan = one_goal(**LEVEL, allocations=parts)
    before = judged_at(plan, figures({AT: {"east": 8000, "west": 8000}}))
    after = judged_at(plan, figures({AT: {"east": 7800, "west": 8200}}))
    found = changes(before, after)
    assert told(found) == [("east", "符合序时", "略慢"), ("west", "符合序时", "快于序时")]
    assert [revised_cells(found, flip.causes) for flip in found.flips] == [[("east", AT)], [("west", AT)]]


def test_a_figure_of_an_earlier_quarter_flips_a_sum(one_goal, figures):
    """New ones since 2022, reported quarter by quarter: a correction of last year's still counts."""
    plan = one_goal({"way": "flow"}, kind="window", value=1200, base_value=None)
    quarters = {f"{y}Q{q}": {"east": 50, "west": 50} for y in (2022, 2023) for q in (1, 2, 3, 4)}
    quarters = {period: row for period, row in quarters.items() if period <= AT}
    before = judged_at(plan, figures(quarters))
    after = judged_at(plan, figures(quarters | {"2022Q3": {"east": 20, "west": 50}}))
    found = changes(before, after)
    assert told(found) == [("city", "符合序时", "略慢")]
    assert revised_cells(found, found.flips[0].causes) == [("east", "2022Q3")]


def test_a_denominator_flips_a_ratio(document, figures):
    document["goals"] = [goal for goal in document["goals"] if goal["id"] == "per_thousand"]
    document["schemes"] = []
    plan = Plan.from_document(document)
    counties = ["longshan", "xian", "dongfeng", "dongliao", "gaoxin"]
    entities = figures({AT: dict.fromkeys(counties, 22000)}, "market_entities")
    people = {"2022": dict.fromkeys(counties, 200000)}
    before = judged_at(plan, pd.concat([entities, figures(people, "population")], ignore_index=True))
    more = {"2022": people["2022"] | {"dongfeng": 230000}}
    after = judged_at(plan, pd.concat([entities, figures(more, "population")], ignore_index=True))
    found = changes(before, after)
    assert told(found) == [("city", "符合序时", "滞后")]
    assert revised_cells(found, found.flips[0].causes) == [("dongfeng", "2022")]


def test_a_late_figure_turns_unreported_into_a_status(one_goal, figures):
    plan = one_goal(**LEVEL)
    before = judged_at(plan, figures({AT: {"east": 8000}}))
    after = judged_at(plan, figures({AT: {"east": 8000, "west": 8000}}))
    found = changes(before, after)
    assert told(found) == [("city", "未报", "符合序时")]
    [row] = found.revisions.to_dict("records")
    assert (row["unit"], row["value_after"]) == ("west", 8000)
    assert np.isnan(row["value_before"])
    back = changes(after, before)
    assert told(back) == [("city", "符合序时", "未报")]
    assert back.flips[0].reason == "缺西县"
    assert np.isnan(back.revisions["value_after"].iloc[0])


def test_a_base_that_is_entered_turns_unknown_into_a_status(one_goal, figures):
    cells = figures({AT: {"east": 8000, "west": 8000}})
    found = changes(judged_at(one_goal(value=22000), cells), judged_at(one_goal(**LEVEL), cells))
    assert told(found) == [("city", "无法判断", "符合序时")]
    assert found.flips[0].causes == (Cause("goal", fields=("base_value", "base_source")),)
    assert [(e.place, e.before, e.after) for e in found.edits if e.place[-1] == "base_value"] == [
        (("goals", "g", "base_value"), None, 10000)
    ]


@pytest.mark.parametrize(
    ("fields", "after"),
    [
        ({"value": 24000}, "略慢"),  # 42.9 % of the way
        ({"deadline": "2023-12-31"}, "滞后"),  # 75 % due
        ({"path": "milestones", "milestones": {AT: 17000}}, "略慢"),  # 58.3 % due
        ({"operator": "<="}, "提前达标"),  # 16,000 is below the limit
    ],
)
def test_a_goal_that_is_changed_is_the_cause(one_goal, figures, fields, after):
    cells = figures({AT: {"east": 8000, "west": 8000}})
    found = changes(judged_at(one_goal(**LEVEL), cells), judged_at(one_goal(**LEVEL | fields), cells))
    assert told(found) == [("city", "符合序时", after)]
    [cause] = found.flips[0].causes
    assert (cause.kind, set(cause.fields)) == ("goal", set(fields))


def test_the_bands_may_be_the_cause(one_goal, figures):
    plan, cells = one_goal(**LEVEL), figures({AT: {"east": 8000, "west": 7700}})
    generous = replace(plan, bands=Bands(ahead=2, slow=-5, behind=-10))
    found = changes(judged_at(plan, cells), judged_at(generous, cells))
    assert told(found) == [("city", "略慢", "符合序时")]
    assert found.flips[0].causes == (Cause("bands"),)


def test_who_counts_may_be_the_cause(one_goal, figures):
    """西县 is found to be contained in 东县's figures already."""
    plan, cells = one_goal(**LEVEL), figures({AT: {"east": 8000, "west": 8000}})
    units = tuple(replace(u, counted_in="east") if u.id == "west" else u for u in plan.units)
    found = changes(judged_at(plan, cells), judged_at(replace(plan, units=units), cells))
    assert told(found) == [("city", "符合序时", "倒退")]
    assert found.flips[0].causes == (Cause("definitions"),)


def test_a_goal_that_came_or_went_has_no_flip_but_an_edit(one_goal, figures):
    plan, cells = one_goal(**LEVEL), figures({AT: {"east": 8000, "west": 8000}})
    more = replace(plan, goals=(*plan.goals, replace(plan.goals[0], id="new")))
    found = changes(judged_at(plan, cells), judged_at(more, cells))
    assert found.flips == ()
    assert [(edit.place, edit.before, edit.after.id) for edit in found.edits] == [(("goals", "new"), None, "new")]


def test_time_alone_is_the_cause_where_nothing_was_revised(one_goal, figures):
    plan = one_goal(**LEVEL)
    first = figures({"2023Q1": {"east": 8000, "west": 8000}})
    second = figures({"2023Q1": {"east": 8000, "west": 8000}, AT: {"east": 8000, "west": 8001}})
    found = changes(account(plan, first, "2023Q1"), judged_at(plan, second))
    assert told(found) == [("city", "快于序时", "符合序时")]
    assert [cause.kind for cause in found.flips[0].causes] == ["time"]
    assert not found.flips[0].together
    assert (len(found.revisions), found.fresh) == (0, 2)


def test_a_revision_of_the_past_stands_beside_the_passing_of_time(one_goal, figures):
    """Neither the new quarter nor the correction of last year makes the sum slow; both together do."""
    plan = one_goal({"way": "flow"}, kind="window", value=1200, base_value=None)
    past = {f"2022Q{q}": {"east": 50, "west": 50} for q in (1, 2, 3, 4)}
    before = account(plan, figures(past), "2022Q4")
    revised = past | {"2022Q2": {"east": 35, "west": 50}, "2023Q1": {"east": 42, "west": 48}}
    found = changes(before, account(plan, figures(revised), "2023Q1"))
    assert told(found) == [("city", "符合序时", "略慢")]
    [flip] = found.flips
    assert flip.together
    assert [cause.kind for cause in flip.causes] == ["time", "figure"]
    assert revised_cells(found, flip.causes) == [("east", "2022Q2")]
    assert found.fresh == 2


def test_a_status_that_nothing_explains_has_no_cause(one_goal, figures):
    """As when another release of milepost gave the older one."""
    plan, cells = one_goal(**LEVEL), figures({AT: {"east": 8000, "west": 8000}})
    now = judged_at(plan, cells)
    then = replace(now, progress=now.progress.assign(status="滞后"))
    found = changes(then, judged_at(plan, figures({AT: {"east": 8000, "west": 8001}})))
    assert told(found) == [("city", "滞后", "符合序时")]
    assert found.flips[0].causes == ()
    assert changes(then, now).flips[0].causes == ()


def test_later_first_is_refused(one_goal, figures):
    plan, cells = one_goal(**LEVEL), figures({AT: {"east": 8000, "west": 8000}})
    with pytest.raises(MeasureError, match="更早的2023年一季度"):
        changes(judged_at(plan, cells), account(plan, cells, "2023Q1"))


QUARTERS = [f"{year}Q{number}" for year in (2022, 2023) for number in (1, 2, 3, 4)][:6]
AMOUNTS = st.integers(0, 250)
CELLS = st.fixed_dictionaries(
    {quarter: st.fixed_dictionaries({"east": AMOUNTS, "west": AMOUNTS}) for quarter in QUARTERS}
)


@given(CELLS, st.dictionaries(st.tuples(st.sampled_from(QUARTERS), st.sampled_from(["east", "west"])), AMOUNTS))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_named_revisions_flip_when_progress_is_simply_run_again(one_goal, figures, cells, revisions):
    plan = one_goal({"way": "flow"}, kind="window", value=1200, base_value=None, allocations={"east": {"value": 600}})
    newer = {quarter: dict(row) for quarter, row in cells.items()}
    for (quarter, unit), value in revisions.items():
        newer[quarter][unit] = value
    found = changes(judged_at(plan, figures(cells)), judged_at(plan, figures(newer)))
    for flip in found.flips:
        assert flip.causes
        named = revised_cells(found, flip.causes)
        for some in [named] if flip.together else [[one] for one in named]:
            mixed = {quarter: dict(row) for quarter, row in cells.items()}
            for unit, quarter in some:
                mixed[quarter][unit] = newer[quarter][unit]
            rows = progress(figures(mixed), plan, [Period.parse(AT)]).set_index("unit")
            assert rows.loc[flip.unit, "status"] == flip.after
