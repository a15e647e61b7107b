"""A number leads to its cell, or to the parts it was made of."""

import math
from dataclasses import replace

import pandas as pd
import pytest

from milepost.plan.industry import Industry
from milepost.plan.period import Period
from milepost.plan.tables import FIGURES, empty, table
from milepost.report.origin import Place, earlier, headline, how, parts, reported, value_at, value_of

Q2 = Period.parse("2024Q2")
NOTHING = empty(FIGURES)
COUNTIES = ("longshan", "xian", "dongfeng", "dongliao", "gaoxin")


@pytest.fixture
def place(plan):
    return lambda indicator, unit="city", period=Q2: Place(plan.indicator_of(indicator), plan.unit_of(unit), period)


def figure(indicator, unit, period, value, industry=""):
    row = dict.fromkeys(FIGURES, "") | {"indicator": indicator, "unit": unit, "period": period, "value": value}
    return row | {
        "industry": industry,
        "time": pd.Timestamp(2024, 7, 1),
        "file": "龙山区.xlsx",
        "sheet": "季报",
        "cell": "C7",
    }


def test_a_total_is_made_of_the_parts_that_are_added_up(plan, place):
    assert [(p.indicator.id, p.unit.id) for p in parts(plan, NOTHING, place("market_entities"))] == [
        ("market_entities", unit) for unit in ("longshan", "xian", "dongfeng", "dongliao", "gaoxin")
    ]
    assert how(plan, place("market_entities")) == "某市＝龙山区＋西安区＋东丰县＋东辽县＋高新区"


def test_a_ratio_is_made_of_numerator_and_denominator_of_the_same_unit(plan, place):
    found = parts(plan, NOTHING, place("per_thousand", "longshan"))
    assert [(p.indicator.id, p.unit.id) for p in found] == [("market_entities", "longshan"), ("population", "longshan")]
    assert how(plan, place("per_thousand")) == "每千人拥有市场主体＝市场主体总量÷常住人口×1,000"


def test_a_reported_number_has_no_parts(plan, place):
    assert parts(plan, NOTHING, place("market_entities", "longshan")) == []


def test_a_yearly_number_comes_from_the_last_time_it_was_reported(place):
    rows = [figure("population", "longshan", text, 1.0) for text in ("2022Q4", "2023Q4", "2024Q4")]
    found = earlier(table(rows, FIGURES), place("population", "longshan"))
    assert found is not None
    assert str(found.period) == "2023Q4"
    assert earlier(table(rows, FIGURES), place("population", "xian")) is None


def test_the_denominator_is_the_last_one_that_every_county_had_given(plan, place):
    rows = [figure("population", unit, "2022Q4", 10.0) for unit in COUNTIES]
    rows += [figure("population", unit, "2023Q4", 10.0) for unit in COUNTIES[:4]]
    given = table(rows, FIGURES)
    top, bottom = parts(plan, given, place("per_thousand"))
    assert (str(top.period), str(bottom.period)) == ("2024Q2", "2022Q4")
    assert str(parts(plan, given, place("per_thousand", "xian"))[1].period) == "2023Q4"
    assert str(parts(plan, given, place("per_thousand", "gaoxin"))[1].period) == "2022Q4"


def test_single_industries_are_not_the_number_of_all(place):
    rows = table([figure("market_entities", "longshan", "2024Q2", v, i) for v, i in ((7, "A"), (9, ""))], FIGURES)
    at = place("market_entities", "longshan")
    assert reported(rows, at)["value"].tolist() == [9]
    single = replace(at, industry=Industry("A", "农业"))
    assert reported(rows, single)["value"].tolist() == [7]
    assert single.title == "龙山区2024年二季度市场主体总量（农业）"


def test_an_industry_of_the_whole_place_is_the_sum_of_its_counties(plan, place):
    whole = replace(place("market_entities"), industry=Industry("A", "农业"))
    rows = [figure("market_entities", unit, "2024Q2", 7.0, "A") for unit in COUNTIES]
    values = pd.DataFrame({"indicator": ["market_entities"], "unit": ["city"], "period": ["2024Q2"], "value": [99.0]})
    assert value_of(plan, table(rows, FIGURES), values, whole) == 35
    assert math.isnan(value_of(plan, table(rows[:4], FIGURES), values, whole))
    assert value_of(plan, table(rows, FIGURES), values, place("market_entities")) == 99


def test_the_sentence_names_file_sheet_and_cell(place):
    row = table([figure("market_entities", "longshan", "2024Q2", 36120.0)], FIGURES).iloc[0]
    at = place("market_entities", "longshan")
    assert headline(at, 36120.0, row) == "龙山区2024年二季度市场主体总量36,120户，出自“龙山区.xlsx”季报!C7"
    assert headline(at, 36120.0, None) == "龙山区2024年二季度市场主体总量36,120户，由下面的数算出"
    assert headline(at, math.nan, None) == "龙山区2024年二季度市场主体总量：没有数"


def test_a_place_without_a_value_has_no_number(place):
    values = pd.DataFrame({"indicator": ["trained"], "unit": ["city"], "period": ["2024Q2"], "value": [3.0]})
    assert value_at(values, place("trained")) == 3.0
    assert math.isnan(value_at(values, place("population")))
