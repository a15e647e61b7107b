"""An indicator by industry: levels, shares, growth, and contributions that add up to the growth of all."""

import math

import pandas as pd
import pytest

from milepost.errors import MeasureError
from milepost.measure.industries import BY_INDUSTRY, by_industry
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan

Q2 = Period.parse("2023Q2")
COUNTIES = ["longshan", "xian", "dongfeng", "dongliao", "gaoxin"]


@pytest.fixture
def plan(document) -> Plan:
    document["industries"] = [{"id": "factories", "name": "制造业"}, {"id": "shops", "name": "批发和零售业"}]
    for indicator in document["indicators"][:2]:
        indicator["by_industry"] = True
    return Plan.from_document(document)


@pytest.fixture
def split(figures):
    """FIGURES of one indicator out of {period: (total, factories, shops)}, the same in every county."""

    def build(cells, indicator="market_entities", places=COUNTIES):
        tables = [
            figures({period: dict.fromkeys(places, value)}, indicator, industry=industry)
            for period, row in cells.items()
            for industry, value in zip(("", "factories", "shops"), row, strict=True)
        ]
        return pd.concat(tables, ignore_index=True)

    return build


def row(found, industry, unit="city", period="2023Q2"):
    rows = found[(found["industry"] == industry) & (found["unit"] == unit) & (found["period"] == period)]
    assert len(rows) == 1
    return rows.iloc[0]


def of(plan, figures, indicator="market_entities", periods=(Q2,)):
    return by_industry(figures, plan, plan.indicator_of(indicator), periods)


def test_the_whole_place_adds_up_each_industry(plan, split):
    found = of(plan, split({"2023Q2": (100, 30, 70)}))
    assert dict(found.dtypes.astype(str)) == BY_INDUSTRY
    assert found["unit"].tolist() == ["city", *COUNTIES] * 2
    city = row(found, "factories")
    assert (city["value"], city["share"], city["reported"], city["expected"]) == (150, 0.3, 5, 5)
    assert row(found, "shops", "xian")["value"] == 70


def test_growth_on_the_year_and_the_quarter_of_a_level(plan, split):
    found = of(plan, split({"2022Q2": (80, 20, 60), "2023Q1": (90, 24, 66), "2023Q2": (100, 30, 70)}))
    city = row(found, "factories")
    assert city["change_last_year"] == pytest.approx(0.5)
    assert city["change_last_period"] == pytest.approx(0.25)


def test_contributions_add_up_to_the_growth_of_the_total(plan, split):
    """From 80 to 100 is 25 %: 12.5 points by the factories, 12.5 by the shops."""
    found = of(plan, split({"2022Q2": (80, 20, 60), "2023Q2": (100, 30, 70)}))
    assert [row(found, name)["contribution"] for name in ("factories", "shops")] == pytest.approx([12.5, 12.5])
    assert [row(found, name, "xian")["contribution"] for name in ("factories", "shops")] == pytest.approx([12.5, 12.5])


def test_sums_since_january_are_compared_with_the_same_sums(plan, split):
    """First halves of 60 and 90; this spring brought 50 after a winter of 40."""
    cells = {"2022Q2": (60, 60, 0), "2023Q1": (40, 40, 0), "2023Q2": (90, 90, 0)}
    city = row(of(plan, split(cells, "new_entities"), "new_entities"), "factories")
    assert city["change_last_year"] == pytest.approx(0.5)
    assert city["change_last_period"] == pytest.approx(0.25)


def test_a_county_without_industries_leaves_the_whole_unknown_and_its_part_known(plan, split):
    some = split({"2023Q2": (100, 30, 70)}, places=COUNTIES[:3])
    totals = split({"2023Q2": (100, math.nan, math.nan)}, places=COUNTIES[3:]).dropna(subset="value")
    city = row(of(plan, pd.concat([some, totals], ignore_index=True)), "factories")
    assert math.isnan(city["value"])
    assert math.isnan(city["share"])
    assert (city["partial"], city["reported"], city["expected"]) == (90, 3, 5)


def test_shares_are_of_the_total_that_was_reported(plan, split):
    """What is in no industry is still in the total."""
    assert row(of(plan, split({"2023Q2": (200, 30, 70)})), "factories")["share"] == pytest.approx(0.15)


def test_several_quarters_stand_one_after_the_other(plan, split):
    found = of(plan, split({"2023Q1": (90, 24, 66), "2023Q2": (100, 30, 70)}), periods=quarters(Q2.plus(-1), Q2))
    city = found[(found["industry"] == "shops") & (found["unit"] == "city")]
    assert city[["period", "value"]].to_numpy().tolist() == [["2023Q1", 330], ["2023Q2", 350]]


def test_nothing_is_told_of_what_is_not_reported_by_industry(plan, split):
    found = of(plan, split({"2023Q2": (100, 30, 70)}, "conversions_ever"), "conversions_ever")
    assert found.empty
    assert list(found.columns) == list(BY_INDUSTRY)


def test_no_period_is_refused(plan, split):
    with pytest.raises(MeasureError, match="报告期"):
        of(plan, split({"2023Q2": (1, 1, 0)}), periods=())
