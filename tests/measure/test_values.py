"""Values at quarter ends: parts as reported, wholes added up, ratios derived."""

import numpy as np
import pandas as pd
import pytest

from milepost.errors import MeasureError
from milepost.measure.values import VALUES, values
from milepost.plan.period import Period
from milepost.plan.plan import Plan

Q2 = [Period.parse("2023Q2")]


def cell(table: pd.DataFrame, unit: str, column: str = "value", indicator: str = "x") -> float:
    found = table[(table["unit"] == unit) & (table["indicator"] == indicator)][column]
    assert len(found) == 1
    return float(found.iloc[0])


def test_the_whole_is_the_sum_of_its_parts(one_goal, figures):
    table = values(figures({"2023Q2": {"east": 300, "west": 200}}), one_goal(value=1), Q2)
    assert dict(table.dtypes.astype(str)) == VALUES
    assert [cell(table, "city", c) for c in ("value", "partial", "reported", "expected")] == [500, 500, 2, 2]
    assert [cell(table, "east", c) for c in ("value", "reported", "expected")] == [300, 1, 1]


def test_a_missing_part_is_not_zero_but_the_known_sum_is_kept(one_goal, figures):
    table = values(figures({"2023Q2": {"east": 300}}), one_goal(value=1), Q2)
    assert np.isnan(cell(table, "city"))
    assert [cell(table, "city", c) for c in ("partial", "reported", "expected")] == [300, 1, 2]
    assert np.isnan(cell(table, "west")), "a unit that owes a figure has a row without it"


def test_an_explicit_zero_is_a_figure(one_goal, figures):
    table = values(figures({"2023Q2": {"east": 300, "west": 0}}), one_goal(value=1), Q2)
    assert cell(table, "city") == 300


def test_a_zone_counted_in_a_county_is_not_added_again(document, figures):
    document["units"][5]["counted_in"] = "longshan"
    cells = {"longshan": 30000, "xian": 20000, "dongfeng": 22000, "dongliao": 20000, "gaoxin": 8000}
    table = values(figures({"2023Q2": cells}, "market_entities"), Plan.from_document(document), Q2)
    assert cell(table, "city", indicator="market_entities") == 92000
    assert cell(table, "city", "expected", "market_entities") == 4


def test_a_zone_is_added_when_the_county_that_holds_it_does_not_report(document, figures):
    document["units"][5]["counted_in"] = "longshan"
    document["indicators"][0]["reported_by"] = ["gaoxin", "xian"]
    table = values(figures({"2023Q2": {"xian": 20, "gaoxin": 8}}, "market_entities"), Plan.from_document(document), Q2)
    assert cell(table, "city", indicator="market_entities") == 28


def test_the_figure_for_the_whole_counts_where_its_reporter_is_declared(one_goal, figures):
    plan = one_goal({"reported_by": ["bureau"], "reported_for": "whole"}, value=1)
    table = values(figures({"2023Q2": {"city": 510}}), plan, Q2)
    assert [cell(table, "city", c) for c in ("value", "reported", "expected")] == [510, 1, 1]


def test_a_total_that_nobody_was_asked_for_does_not_replace_the_sum(one_goal, figures):
    table = values(figures({"2023Q2": {"city": 510, "east": 300, "west": 200}}), one_goal(value=1), Q2)
    assert cell(table, "city") == 500


def test_percentages_of_counties_are_never_added(one_goal, figures):
    plan = one_goal({"measure_unit": "%", "counts": False}, kind="share", value=80, measure_unit="%")
    table = values(figures({"2023Q2": {"east": 60, "west": 70}}), plan, Q2)
    assert np.isnan(cell(table, "city"))
    assert cell(table, "east") == 60


def test_a_department_reports_all_counties(one_goal, figures):
    plan = one_goal({"reported_by": ["bureau"], "reported_for": "parts"}, value=1)
    table = values(figures({"2023Q2": {"east": 3, "west": 4}}), plan, Q2)
    assert cell(table, "city") == 7


def test_three_months_make_a_quarter_of_a_flow_and_two_do_not(one_goal, figures):
    plan = one_goal({"way": "flow", "frequency": "month"}, kind="window", value=1)
    months = {"2023-04": {"east": 10, "west": 1}, "2023-05": {"east": 20, "west": 2}, "2023-06": {"east": 30}}
    table = values(figures(months), plan, Q2)
    assert cell(table, "east") == 60
    assert np.isnan(cell(table, "west"))


def test_the_last_month_of_a_quarter_is_its_stock(one_goal, figures):
    table = values(figures({"2023-05": {"east": 9}, "2023-06": {"east": 10, "west": 2}}), one_goal(value=1), Q2)
    assert cell(table, "city") == 12


def test_a_half_year_figure_is_no_quarter_of_a_flow(one_goal, figures):
    plan = one_goal({"way": "flow"}, kind="window", value=1)
    assert np.isnan(cell(values(figures({"2023H1": {"east": 60, "west": 1}}), plan, Q2), "east"))


def test_a_yearly_stock_holds_until_the_next_is_owed(one_goal, figures):
    plan = one_goal({"frequency": "year"}, value=1)
    table = values(figures({"2022Q4": {"east": 300, "west": 200}}), plan, [*Q2, Period.parse("2023Q4")])
    assert table[table["unit"] == "city"]["value"].tolist()[0] == 500
    assert np.isnan(table[table["unit"] == "city"]["value"].tolist()[1]), (
        "the figure owed at the end of 2023 is missing"
    )


def test_a_ratio_divides_by_the_latest_denominator_not_later_than_the_period(document, figures):
    plan = Plan.from_document(document)
    entities = dict.fromkeys(["longshan", "xian", "dongfeng", "dongliao", "gaoxin"], 22000.0)
    people = figures(
        {"2022Q4": dict.fromkeys(entities, 200000.0), "2023Q4": dict.fromkeys(entities, 400000.0)}, "population"
    )
    both = pd.concat([figures({"2023Q3": entities}, "market_entities"), people])
    table = values(both, plan, [Period.parse("2023Q3")])
    assert cell(table, "city", indicator="per_thousand") == 110
    assert cell(table, "xian", indicator="per_thousand") == 110


def test_a_ratio_over_zero_is_unknown(document, figures):
    plan = Plan.from_document(document)
    both = pd.concat(
        [figures({"2023Q2": {"xian": 5}}, "market_entities"), figures({"2022Q4": {"xian": 0}}, "population")]
    )
    assert np.isnan(cell(values(both, plan, Q2), "xian", indicator="per_thousand"))


def test_rows_of_one_industry_and_of_unknown_things_are_left_aside(one_goal, figures):
    own = figures({"2023Q2": {"east": 3, "west": 4}})
    others = [figures({"2023Q2": {"east": 9}}, industry="C"), figures({"2023Q2": {"east": 9}}, "old"),
              figures({"2023Q2": {"north": 9}})]  # fmt: skip
    assert cell(values(pd.concat([own, *others]), one_goal(value=1), Q2), "city") == 7


def test_a_year_is_read_at_its_last_quarter(one_goal, figures):
    table = values(figures({"2023Q4": {"east": 3, "west": 4}}), one_goal(value=1), [Period.parse("2023")])
    assert table["period"].unique().tolist() == ["2023"]
    assert cell(table, "city") == 7


def test_no_period_is_refused(one_goal, figures):
    with pytest.raises(MeasureError, match="报告期"):
        values(figures({}), one_goal(value=1), [])


def test_no_figures_at_all_leave_every_owed_value_unknown(one_goal, figures):
    table = values(figures({}), one_goal(value=1), Q2)
    assert table["unit"].tolist() == ["city", "east", "west"]
    assert table["value"].isna().all()
