"""这个数从哪来: every report behind a number, down to numerator and denominator."""

import math

import pytest

from milepost.measure.values import values
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan
from milepost.report.origin import Place
from milepost.report.sources import listing, sources
from tests.report.quarters import Q2, START, figures

LAST_CENSUS = "2023Q4"


@pytest.fixture
def behind(plan):
    """The sources of an indicator's number in 2024Q2, out of ten quarters of figures."""

    def found(indicator: str, unit: str = "city", *, plan: Plan = plan, period: Period = Q2, without=()):
        given = figures(plan, without=without)
        held = values(given, plan, quarters(plan.start, period))
        return sources(plan, given, held, Place(plan.indicator_of(indicator), plan.unit_of(unit), period))

    return found


def told(found):
    return [(one.place.indicator.id, one.place.unit.id, str(one.place.period), one.file) for one in found]


def test_a_ratio_of_the_whole_place_lists_both_its_sides_cell_by_cell(behind, plan):
    found = behind("per_thousand")
    names = {unit: f"{plan.unit_of(unit).name}.xlsx" for unit in START}
    assert told(found) == [
        *(("market_entities", unit, "2024Q2", names[unit]) for unit in START),
        ("market_entities", "city", "2024Q2", "—"),
        *(("population", unit, LAST_CENSUS, names[unit]) for unit in START),
        ("population", "city", LAST_CENSUS, "—"),
        ("per_thousand", "city", "2024Q2", "—"),
    ]
    assert all(one.cell.startswith("季报!B") for one in found if one.file != "—")
    top, bottom, ratio = (one.value for one in (found[5], found[11], found[12]))
    assert ratio == pytest.approx(1000 * top / bottom)


def test_a_ratio_of_a_county_has_two_cells(behind):
    assert told(behind("per_thousand", "xian")) == [
        ("market_entities", "xian", "2024Q2", "西安区.xlsx"),
        ("population", "xian", LAST_CENSUS, "西安区.xlsx"),
        ("per_thousand", "xian", "2024Q2", "—"),
    ]


def test_a_yearly_figure_is_walked_back_to_its_year(behind):
    [one] = behind("population", "xian")
    assert (str(one.place.period), one.value) == (LAST_CENSUS, 200000)


def test_a_missing_part_stands_there_without_a_number(behind):
    found = behind("market_entities", without={("market_entities", "xian", "2024Q2")})
    [xian] = [one for one in found if one.place.unit.id == "xian"]
    assert math.isnan(xian.value)
    assert str(xian.place.period) == "2024Q2", "an earlier quarter does not stand in for it"
    assert math.isnan(found[-1].value)


def test_a_denominator_that_was_never_given_is_shown_as_missing(behind):
    without = {("population", unit, period) for unit in START for period in ("2021Q4", "2022Q4", "2023Q4")}
    found = behind("per_thousand", without=without)
    assert [one.file for one in found if one.place.indicator.id == "population"] == ["—"] * 6


def test_the_table_names_indicator_and_quarter_where_they_differ(behind):
    ratio = listing(behind("per_thousand", "xian"), lambda one: "/x", str)
    assert list(ratio.columns) == ["单位", "指标", "数", "文件", "表!格", "入库"]
    assert ratio.columns["指标"] == ["市场主体总量", "常住人口（2023年四季度）", "每千人拥有市场主体"]
    assert list(listing(behind("market_entities"), lambda one: "/x", str).columns) == [
        "单位", "数", "文件", "表!格", "入库",
    ]  # fmt: skip
