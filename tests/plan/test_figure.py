from dataclasses import replace

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milepost.plan.figure import counted
from milepost.plan.industry import Industry
from milepost.plan.tables import FIGURES, table


def figures(*rows):
    """Rows of (indicator, unit, sender, value, day of submission), all of 2023Q2."""
    return table(
        [
            {
                "indicator": indicator, "unit": unit, "industry": "", "period": "2023Q2", "value": value,
                "sheet": "季报", "cell": "C5", "submission": f"{sender}-{day}", "sender": sender, "form": "template",
                "file": "季报.xlsx", "sha256": "0" * 64, "time": pd.Timestamp(2023, 7, day),
            }
            for indicator, unit, sender, value, day in rows
        ],
        FIGURES,
    )  # fmt: skip


def test_the_declared_reporter_counts_before_a_later_submission_of_another(plan):
    given_twice = figures(
        ("market_entities", "xian", "xian", 21500, 3),
        ("market_entities", "xian", "commerce", 99999, 9),
        ("high_tech", "xian", "science", 4, 2),
        ("high_tech", "xian", "xian", 5, 8),
    )
    assert counted(given_twice, plan)["value"].tolist() == [21500, 4]


def test_of_two_declared_or_two_undeclared_senders_the_later_counts(plan):
    rows = figures(
        ("market_entities", "xian", "commerce", 1, 9),
        ("market_entities", "xian", "science", 2, 5),
        ("new_entities", "xian", "xian", 3, 7),
        ("new_entities", "xian", "xian", 4, 8),
    )
    assert counted(rows, plan)["value"].tolist() == [1, 4]


def test_what_the_plan_no_longer_knows_is_left_out(plan):
    rows = figures(("market_entities", "nowhere", "xian", 1, 3), ("forgotten", "xian", "xian", 2, 3))
    assert counted(rows, plan).empty


def test_a_county_and_an_industry_of_it_are_two_cells(plan):
    both = figures(("market_entities", "xian", "xian", 10, 3), ("market_entities", "xian", "xian", 4, 3))
    both.loc[1, "industry"] = "manufacturing"
    with_industries = replace(plan, industries=(Industry("manufacturing", "制造业"),))
    assert counted(both, with_industries)["value"].tolist() == [10, 4]
    assert counted(both, plan)["value"].tolist() == [10], "the plan no longer knows the industry"


def test_no_figures_give_no_figures_with_the_same_columns(plan):
    assert list(counted(figures(), plan).columns) == list(FIGURES)


SENDERS = st.sampled_from(["xian", "dongfeng", "science"])
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["market_entities", "high_tech"]), st.sampled_from(["xian", "dongfeng"]), SENDERS,
        st.integers(0, 9), st.integers(1, 28),
    ),
    max_size=12,
    unique_by=lambda row: row[4],
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # the plan is frozen
@given(rows=ROWS, random=st.randoms())
def test_what_counts_does_not_depend_on_the_order_of_rows(plan, rows, random):
    mixed = random.sample(rows, len(rows))
    key = ["indicator", "unit"]
    one, other = (counted(figures(*r), plan).sort_values(key).reset_index(drop=True) for r in (rows, mixed))
    pd.testing.assert_frame_equal(one, other)
