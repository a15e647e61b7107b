"""年考核: a year out of its four quarterly races, shown with its scores."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.measure.appraisal import APPRAISAL, appraisal
from milepost.measure.race import competition_ranks, tied
from milepost.plan.scheme import Scheme, SchemeItem
from milepost.plan.tables import RANKING, table

NONE = np.nan
# Four quarters of three units; the means are 80, 70 and 80.
YEAR = {"A": [70, 80, 90, 80], "B": [60, 70, 80, 70], "C": [100, 60, 100, 60]}


def scheme(**more):
    return Scheme("s", "赛马", "county", (SchemeItem("market_entities", 1, "growth"),), **more)


def rankings(scores, year=2023):
    rows = []
    for number in range(len(next(iter(scores.values())))):
        points = np.array([scores[unit][number] for unit in scores], float)
        ranks = competition_ranks(points)
        shared = tied(ranks[None])[0]
        rows += [
            dict.fromkeys(RANKING, NONE)
            | {"scheme": "s", "period": f"{year}Q{number + 1}", "unit": unit, "rank": rank, "tied": bool(same),
               "score": point}
            for unit, point, rank, same in zip(scores, points, ranks, shared, strict=True)
        ]  # fmt: skip
    return table(rows, RANKING)


def said(found, column):
    return dict(zip(found["unit"], found[column], strict=True))


def test_the_year_is_the_mean_of_its_quarters_and_ties_share_a_rank():
    found = appraisal(rankings(YEAR), scheme())
    assert list(found.columns) == list(APPRAISAL)
    assert found.astype(APPRAISAL).dtypes.equals(found.dtypes)
    assert said(found, "mean_score") == {"A": (70 + 80 + 90 + 80) / 4, "B": (60 + 70 + 80 + 70) / 4, "C": 320 / 4}
    assert said(found, "rank") == {"A": 1, "B": 3, "C": 1}
    assert said(found, "tied") == {"A": True, "B": False, "C": True}
    assert set(found["year"]) == {2023}
    assert found[["score_q1", "score_q2", "score_q3", "score_q4"]].iloc[0].tolist() == YEAR["A"]


def test_who_lacks_a_quarter_is_not_ranked_and_it_is_said():
    """One quarter of four is 25 % of the year, more than the 20 % that may be missing."""
    found = appraisal(rankings(YEAR | {"B": [60, NONE, 80, 70]}), scheme())
    assert said(found, "quarters_ranked") == {"A": 4, "B": 3, "C": 4}
    assert np.isnan(said(found, "rank")["B"])
    assert np.isnan(said(found, "mean_score")["B"])
    assert np.isnan(said(found, "score_q2")["B"])
    assert said(found, "rank")["A"] == 1


@pytest.mark.parametrize(("missing", "mean"), [("renormalise", (60 + 80 + 70) / 3), ("zero", (60 + 80 + 70) / 4)])
def test_a_scheme_that_allows_it_ranks_by_its_own_rule(missing, mean):
    found = appraisal(rankings(YEAR | {"B": [60, NONE, 80, 70]}), scheme(max_missing=0.25, missing=missing))
    assert said(found, "mean_score")["B"] == pytest.approx(mean)
    assert said(found, "rank")["B"] == 3


def test_a_unit_without_any_quarter_has_no_rank_whatever_the_scheme_allows():
    found = appraisal(rankings(YEAR | {"B": [NONE] * 4}), scheme(max_missing=1, missing="zero"))
    assert np.isnan(said(found, "rank")["B"])
    assert said(found, "quarters_ranked")["B"] == 0


def test_a_year_that_is_not_over_is_not_appraised():
    begun = {unit: scores[:2] for unit, scores in YEAR.items()}
    assert appraisal(rankings(begun), scheme()).empty
    both = pd.concat([rankings(YEAR, 2022), rankings(begun, 2023)])
    assert set(appraisal(both, scheme())["year"]) == {2022}


def test_a_quarter_that_ranked_nobody_leaves_the_year_open():
    assert appraisal(rankings({unit: [NONE, *scores[1:]] for unit, scores in YEAR.items()}), scheme()).empty


def test_no_ranking_at_all_appraises_nobody():
    assert list(appraisal(rankings({"A": []}), scheme()).columns) == list(APPRAISAL)


def test_years_come_one_after_another():
    found = appraisal(pd.concat([rankings(YEAR, 2023), rankings(YEAR, 2022)]), scheme())
    assert found["year"].tolist() == [2022] * 3 + [2023] * 3


@settings(max_examples=25)
@given(st.permutations(range(12)), st.lists(st.integers(0, 100), min_size=12, max_size=12))
def test_the_order_of_rows_changes_nothing(order, points):
    every = rankings({unit: points[4 * k : 4 * k + 4] for k, unit in enumerate("ABC")})
    first = appraisal(every, scheme()).set_index("unit").sort_index()
    again = appraisal(every.iloc[list(order)], scheme()).set_index("unit").sort_index()
    pd.testing.assert_frame_equal(first, again)


@settings(max_examples=25)
@given(st.lists(st.integers(0, 100), min_size=12, max_size=12), st.integers(0, 3), st.integers(1, 50))
def test_a_better_quarter_never_worsens_the_year(points, number, more):
    scores = {unit: points[4 * k : 4 * k + 4] for k, unit in enumerate("ABC")}
    better = scores | {"A": [p + more * (k == number) for k, p in enumerate(scores["A"])]}
    before, after = (said(appraisal(rankings(s), scheme()), "rank")["A"] for s in (scores, better))
    assert after <= before
