"""The race: scores, ties, missing figures, movement, and how firm the ranks are."""

import numpy as np
import pandas as pd
import pytest

from milepost.errors import MeasureError
from milepost.measure.race import CONTRIBUTIONS, competition_ranks, contributions, race, weighted_means
from milepost.measure.scores import goalposts
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.scheme import Scheme, SchemeItem
from milepost.plan.tables import PROGRESS, RANKING, Status, table

Q1, Q2 = Period.parse("2023Q1"), Period.parse("2023Q2")
COUNTIES = ["longshan", "xian", "dongfeng", "dongliao", "gaoxin"]


def row(unit, share, goal="market_entities", period="2023Q2", **more):
    """A row of PROGRESS that holds nothing but what a race reads."""
    values = {name: "" if dtype == "str" else np.nan for name, dtype in PROGRESS.items()}
    return (
        values | {"goal": goal, "unit": unit, "period": period, "reached_share": share, "status": Status.AHEAD} | more
    )


def judged(*rows):
    return table(list(rows), PROGRESS)


def scheme(*items, **more):
    chosen = items or (SchemeItem("market_entities", 1, "completion", "market_entities"),)
    return Scheme("s", "赛马", "county", chosen, **more)


BOTH = (
    SchemeItem("market_entities", 80, "completion", "market_entities"),
    SchemeItem("new_entities", 20, "completion", "new_entities"),
)


@pytest.fixture
def plan(document):
    return Plan.from_document(document)


@pytest.fixture
def none(figures):
    return figures({})


def ranked(ranking, column="rank", period="2023Q2"):
    return dict(ranking[ranking["period"] == period][["unit", column]].itertuples(index=False, name=None))


# ---- the arithmetic ----------------------------------------------------------------------------------------------


def test_ranks_are_descending_competition_ranks():
    assert competition_ranks(np.array([0.0, 2.0, 3.0, 2.0])).tolist() == [4, 2, 1, 2]


def test_scores_that_differ_in_the_last_digit_are_the_same_score():
    assert competition_ranks(np.array([0.1 + 0.2, 0.3, 0.2])).tolist() == [1, 1, 3]


def test_who_has_no_score_has_no_rank_and_pushes_nobody_down():
    assert competition_ranks(np.array([1.0, np.nan, 5.0]))[[0, 2]].tolist() == [2, 1]
    assert np.isnan(competition_ranks(np.array([1.0, np.nan, 5.0]))[1])


def test_goalposts():
    assert goalposts(np.array([1.0, 11.0, -1.0]), 0, 10).tolist() == [0.1, 1, 0]
    assert goalposts(np.array([1.0, 11.0, -1.0]), 0, 10, direction=-1).tolist() == [0.9, 0, 1]


def test_goalposts_that_coincide_part_nobody():
    assert goalposts(np.array([7.0, 7.0, np.nan]), 7.0, 7.0)[:2].tolist() == [1, 1]
    assert np.isnan(goalposts(np.array([7.0, np.nan]), 7.0, 7.0)[1])


def test_a_geometric_mean_multiplies():
    three = scheme(*BOTH, SchemeItem("high_tech", 1, "minmax"), mean="geometric")
    mean = weighted_means(np.array([1.0, 2.0, 3.0]), np.array([[1.0, 1.0, 2.0]]), three)
    assert mean[0] == pytest.approx(18**0.25)
    even = weighted_means(np.array([0.6971, 0.3447, 0.5506]), np.ones((1, 3)), three)
    assert round(even[0], 4) == 0.5096


def test_a_geometric_mean_over_nothing_positive_is_refused(plan, none):
    with pytest.raises(MeasureError, match="几何平均"):
        race(judged(row("longshan", 0.0)), none, plan, scheme(mean="geometric"), [Q2])


# ---- scores ------------------------------------------------------------------------------------------------------


def test_a_row_for_each_racing_unit_in_the_plans_order(plan, none):
    ranking = race(judged(row("xian", 0.5)), none, plan, scheme(), [Q1, Q2])
    assert dict(ranking.dtypes.astype(str)) == RANKING | {"score_market_entities": "float64"}
    assert ranking["unit"].tolist() == COUNTIES * 2


def test_completion_is_capped(plan, none):
    ranking = race(judged(row("longshan", 1.5), row("xian", 1.2), row("gaoxin", 0.7)), none, plan, scheme(), [Q2])
    assert [ranked(ranking, "score")[u] for u in ("longshan", "xian", "gaoxin")] == [120, 120, 70]
    assert [ranked(ranking)[u] for u in ("longshan", "xian", "gaoxin")] == [1, 1, 3]
    assert ranked(ranking, "tied") == {u: u in ("longshan", "xian") for u in COUNTIES}


def test_completion_may_be_the_plain_rate(plan, none):
    item = SchemeItem("market_entities", 1, "completion", "market_entities", share="rate")
    ranking = race(judged(row("longshan", 0.1, completion=0.9)), none, plan, scheme(item), [Q2])
    assert ranked(ranking, "score_market_entities")["longshan"] == pytest.approx(90)


def test_the_lead_scores_in_points(plan, none):
    item = SchemeItem("market_entities", 1, "ahead", "market_entities")
    ranking = race(judged(row("longshan", 0.9, ahead=-3.5), row("xian", 0.1, ahead=4)), none, plan, scheme(item), [Q2])
    assert (ranked(ranking, "score")["longshan"], ranked(ranking)["longshan"]) == (-3.5, 2)


def test_growth_needs_last_years_figure(plan, figures):
    cells = {"2022Q2": {"longshan": 100, "xian": 50, "gaoxin": 0}, "2023Q2": {"longshan": 110, "xian": 60, "gaoxin": 9}}
    item = SchemeItem("market_entities", 1, "growth")
    ranking = race(judged(), figures(cells, "market_entities"), plan, scheme(item), [Q2])
    assert ranked(ranking, "score")["longshan"] == pytest.approx(10)
    assert ranked(ranking)["xian"] == 1
    assert np.isnan(ranked(ranking)["gaoxin"]), "from nothing there is no growth rate"
    assert np.isnan(ranked(ranking)["dongfeng"])


def test_growth_looks_a_year_back_from_every_period(plan, figures):
    cells = {"2021Q4": {"xian": 50}, "2022Q4": {"xian": 60}, "2023Q4": {"xian": 90}}
    two = [Period.parse("2022Q4"), Period.parse("2023Q4")]
    item = SchemeItem("market_entities", 1, "growth")
    ranking = race(judged(), figures(cells, "market_entities"), plan, scheme(item), two)
    assert [ranked(ranking, "score", str(p))["xian"] for p in two] == pytest.approx([20, 50])


def test_growth_of_what_should_fall_counts_the_other_way(plan, figures):
    cells = {"2022Q2": {"longshan": 100, "xian": 50}, "2023Q2": {"longshan": 90, "xian": 60}}
    item = SchemeItem("market_entities", 1, "growth", direction=-1)
    ranking = race(judged(), figures(cells, "market_entities"), plan, scheme(item), [Q2])
    assert ranked(ranking)["longshan"] == 1


def test_levels_are_placed_between_the_lowest_and_the_highest_of_the_field(plan, figures):
    cells = {"2023Q2": {"longshan": 100, "xian": 50, "gaoxin": 75}}
    more = race(judged(), figures(cells, "high_tech"), plan, scheme(SchemeItem("high_tech", 1, "minmax")), [Q2])
    assert [ranked(more, "score")[u] for u in ("longshan", "xian", "gaoxin")] == [100, 0, 50]
    item = SchemeItem("high_tech", 1, "minmax", direction=-1)
    less = race(judged(), figures(cells, "high_tech"), plan, scheme(item), [Q2])
    assert [ranked(less, "score")[u] for u in ("longshan", "xian", "gaoxin")] == [0, 100, 50]


def test_equal_levels_part_nobody(plan, figures):
    cells = {"2023Q2": {"longshan": 7, "xian": 7}}
    ranking = race(judged(), figures(cells, "high_tech"), plan, scheme(SchemeItem("high_tech", 1, "minmax")), [Q2])
    assert [ranked(ranking)[u] for u in ("longshan", "xian")] == [1, 1]


def test_one_indicator_scored_twice_keeps_both_scores(plan, figures):
    items = (SchemeItem("high_tech", 1, "minmax"), SchemeItem("high_tech", 1, "growth"))
    ranking = race(judged(), figures({"2023Q2": {"xian": 1}}, "high_tech"), plan, scheme(*items), [Q2])
    assert ranking.columns[-2:].tolist() == ["score_high_tech_minmax", "score_high_tech_growth"]


# ---- missing figures ---------------------------------------------------------------------------------------------


def test_a_missing_fifth_is_left_out_and_more_is_not_ranked(plan, none):
    rows = judged(
        row("longshan", 0.5),
        row("longshan", 1.0, "new_entities"),
        row("xian", 0.55),
        row("gaoxin", 0.9, "new_entities"),
    )
    ranking = race(rows, none, plan, scheme(*BOTH), [Q2])
    assert [ranked(ranking, "score")[u] for u in ("longshan", "xian")] == pytest.approx([60, 55])
    assert ranked(ranking, "missing_weight")["xian"] == pytest.approx(0.2)
    assert np.isnan(ranked(ranking)["gaoxin"])
    assert np.isnan(ranked(ranking, "score")["gaoxin"])
    assert ranked(ranking, "missing_weight")["gaoxin"] == pytest.approx(0.8)
    assert ranked(ranking, "score_new_entities")["gaoxin"] == pytest.approx(90)


def test_a_missing_score_may_count_zero(plan, none):
    rows = judged(row("longshan", 0.5), row("longshan", 1.0, "new_entities"), row("xian", 0.55))
    ranking = race(rows, none, plan, scheme(*BOTH, missing="zero"), [Q2])
    assert ranked(ranking, "score")["xian"] == pytest.approx(44)


def test_a_scheme_without_racers_is_refused(plan, none):
    with pytest.raises(MeasureError, match="还没有参赛单位：方案里没有银行"):
        race(judged(), none, plan, Scheme("s", "银行赛马", "bank", scheme().items), [Q2])


def test_a_scheme_may_name_its_field(plan, none):
    ranking = race(judged(row("xian", 0.5)), none, plan, scheme(units=("xian", "gaoxin")), [Q2])
    assert ranking["unit"].tolist() == ["xian", "gaoxin"]


# ---- movement and firmness ---------------------------------------------------------------------------------------


def test_movement_looks_one_period_back_even_when_it_was_not_asked_for(plan, none):
    rows = judged(
        row("longshan", 0.5, period="2023Q1"), row("xian", 0.4, period="2023Q1"), row("longshan", 0.6), row("xian", 0.7)
    )
    ranking = race(rows, none, plan, scheme(), [Q2])
    assert [ranked(ranking, c)["xian"] for c in ("rank", "rank_last")] == [1, 2]


def test_two_close_units_may_change_places_under_other_weights(plan, none):
    rows = [("longshan", 0.70, 0.40), ("xian", 0.40, 0.705), ("gaoxin", 0.1, 0.1)]
    even = (SchemeItem("market_entities", 1, "completion", "market_entities"),
            SchemeItem("new_entities", 1, "completion", "new_entities"))  # fmt: skip
    every = [row(u, a) for u, a, _ in rows] + [row(u, b, "new_entities") for u, _, b in rows]
    ranking = race(judged(*every), none, plan, scheme(*even), [Q1, Q2])
    assert [(ranked(ranking, "rank_low")[u], ranked(ranking, "rank_high")[u]) for u, *_ in rows] == [
        (1, 2), (1, 2), (3, 3),
    ]  # fmt: skip
    assert ranking[ranking["period"] == "2023Q1"]["rank_low"].isna().all(), "the last period alone is tried"
    again = race(judged(*every), none, plan, scheme(*even), [Q1, Q2])
    pd.testing.assert_frame_equal(ranking, again)


def test_the_order_of_the_rows_does_not_matter(plan, none):
    rows = judged(*(row(u, n / 7) for n, u in enumerate(COUNTIES)))
    pd.testing.assert_frame_equal(
        race(rows, none, plan, scheme(), [Q2]), race(rows.sample(frac=1, random_state=5), none, plan, scheme(), [Q2])
    )


# ---- what each indicator brought ---------------------------------------------------------------------------------


def test_contributions_add_up_to_the_score(plan, none):
    rows = judged(row("longshan", 0.5), row("longshan", 1.0, "new_entities"), row("xian", 0.55))
    brought = contributions(rows, none, plan, scheme(*BOTH), Q2)
    assert dict(brought.dtypes.astype(str)) == CONTRIBUTIONS
    total = brought.groupby("unit")["contribution"].sum()
    assert total[["longshan", "xian"]].tolist() == pytest.approx([60, 55])
    own = brought[brought["unit"] == "longshan"].set_index("indicator")
    assert own["rank"].tolist() == [2, 1]
    assert own["contribution"].tolist() == pytest.approx([40, 20])
