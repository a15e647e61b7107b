"""Counties that merge, are taken in or are parted: series, sums, progress and race stay right."""

import math

import pandas as pd
import pytest

from milepost.measure.progress import progress
from milepost.measure.race import race
from milepost.measure.values import values
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan
from milepost.plan.tables import Status
from tests.measure.adjusting import MERGED_CELLS, OTHERS, absorbed, merged, parted

SPAN = quarters(Period.parse("2022Q3"), Period.parse("2023Q4"))


def series(table, unit: str, column: str = "value", indicator: str = "market_entities") -> dict[str, float]:
    rows = table[(table["unit"] == unit) & (table["indicator"] == indicator)]
    return dict(zip(rows["period"], rows[column], strict=True))


def test_before_a_merger_the_heir_is_the_sum_of_what_was_merged(document, figures):
    table = values(figures(MERGED_CELLS, "market_entities"), merged(document), SPAN)
    assert series(table, "anshan") == {
        "2022Q3": 51000, "2022Q4": 52000, "2023Q1": 53000, "2023Q2": 55000, "2023Q3": 56100, "2023Q4": 57200,
    }  # fmt: skip


def test_the_merged_end_with_the_last_quarter_that_they_were_there(document, figures):
    table = values(figures(MERGED_CELLS, "market_entities"), merged(document), SPAN)
    assert series(table, "longshan") == {"2022Q3": 30500, "2022Q4": 31000, "2023Q1": 32000, "2023Q2": 33000}


def test_the_whole_counts_nobody_twice_and_expects_those_who_are_there(document, figures):
    table = values(figures(MERGED_CELLS, "market_entities"), merged(document), SPAN)
    rest = sum(OTHERS.values())
    assert list(series(table, "city").values()) == [51000 + rest, 52000 + rest, 53000 + rest, 55000 + rest,
                                                    56100 + rest, 57200 + rest]  # fmt: skip
    assert list(series(table, "city", "expected").values()) == [5, 5, 5, 5, 4, 4]


def test_a_figure_sent_under_the_old_name_after_the_merger_counts_nowhere(document, figures):
    cells = {**MERGED_CELLS, "2023Q4": MERGED_CELLS["2023Q4"] | {"xian": 23000}}
    table = values(figures(cells, "market_entities"), merged(document), SPAN)
    assert "2023Q4" not in series(table, "xian")
    assert series(table, "city")["2023Q4"] == 57200 + sum(OTHERS.values())


def test_while_one_of_the_merged_lacks_the_heir_is_unknown_but_at_least_the_rest(document, figures):
    cells = {**MERGED_CELLS, "2023Q1": {"longshan": 32000, **OTHERS}}
    table = values(figures(cells, "market_entities"), merged(document), SPAN)
    assert math.isnan(series(table, "anshan")["2023Q1"])
    assert series(table, "anshan", "partial")["2023Q1"] == 32000
    assert (series(table, "anshan", "reported")["2023Q1"], series(table, "anshan", "expected")["2023Q1"]) == (1, 2)


def test_amounts_of_the_year_so_far_are_added_up_too(document, figures):
    cells = {
        "2022Q3": {"longshan": 500, "xian": 300}, "2023Q2": {"longshan": 400, "xian": 200},
        "2023Q3": {"anshan": 1000},
    }  # fmt: skip
    plan = merged(document)
    table = values(figures(cells, "new_entities"), plan, SPAN)
    assert series(table, "anshan", indicator="new_entities")["2023Q2"] == 600
    plan = with_part(document, "new_entities", "anshan", 20000)
    row = judged(plan, figures(cells, "new_entities"), "new_entities", "anshan", "2023Q3")
    assert row["change_last_year"] == pytest.approx(1000 / 800 - 1)


def test_a_ratio_of_before_is_made_of_the_added_up_sides(document, figures):
    cells = figures({"2022Q4": {"longshan": 31000, "xian": 21000}}, "market_entities")
    people = figures({"2021": {"longshan": 300000, "xian": 200000}}, "population")
    table = values(pd.concat([cells, people]), merged(document), SPAN)
    assert series(table, "anshan", indicator="per_thousand")["2022Q4"] == pytest.approx(1000 * 52000 / 500000)


def test_what_cannot_be_added_is_unknown_before_the_merger(document, figures):
    document["indicators"][0] |= {"measure_unit": "%", "counts": False}
    document["goals"] = []
    document["schemes"] = []
    document["indicators"] = document["indicators"][:1]
    document["units"].append({"id": "anshan", "name": "安山区", "kind": "county"})
    document["adjustments"] = [{"id": "a", "kind": "merged", "since": "2023Q3", "units": ["longshan", "xian"],
                                "into": ["anshan"], "basis": "批复"}]  # fmt: skip
    cells = {"2023Q2": {"longshan": 80, "xian": 70}, "2023Q3": {"anshan": 75}}
    table = values(figures(cells, "market_entities"), Plan.from_document(document), SPAN)
    assert math.isnan(series(table, "anshan")["2023Q2"])
    assert series(table, "anshan")["2023Q3"] == 75


def with_part(document, goal: str, unit: str, value: float) -> Plan:
    next(one for one in document["goals"] if one["id"] == goal)["allocations"][unit] = {"value": value}
    return Plan.from_document(document)


def judged(plan, cells, goal: str, unit: str, period: str):
    table = progress(cells, plan, quarters(Period.parse("2022Q1"), Period.parse(period)))
    found = table[(table["goal"] == goal) & (table["unit"] == unit) & (table["period"] == period)]
    return None if found.empty else found.iloc[0]


def test_the_heir_is_compared_with_the_same_ground_a_year_before(document, figures):
    row = judged(merged(document), figures(MERGED_CELLS, "market_entities"), "market_entities", "anshan", "2023Q3")
    assert row["value_last_year"] == 51000
    assert row["change_last_year"] == pytest.approx(56100 / 51000 - 1)
    assert row["change_last_period"] == pytest.approx(56100 / 55000 - 1)
    assert row["reached_share"] == pytest.approx((56100 - 50000) / 10000)
    assert row["footing"] == ""


def test_who_is_no_more_promises_nothing_from_then_on(document, figures):
    plan, cells = merged(document), figures(MERGED_CELLS, "market_entities")
    assert judged(plan, cells, "market_entities", "longshan", "2023Q2")["value"] == 33000
    assert judged(plan, cells, "market_entities", "longshan", "2023Q3") is None


GROWTH = [{"id": "counties", "title": "增速赛", "unit_kind": "county",
           "items": [{"indicator": "market_entities", "weight": 1, "score": "growth"}]}]  # fmt: skip


def raced(plan, cells, *periods: str):
    when = [Period.parse(text) for text in periods]
    table = race(progress(cells, plan, SPAN), cells, plan, plan.scheme_of(), when)
    return {text: table[table["period"] == text].set_index("unit") for text in periods}


def test_the_merged_race_until_then_and_the_heir_from_then_on(document, figures):
    document["schemes"] = GROWTH
    a_year = {**{f"2022Q{n}": MERGED_CELLS["2022Q3"] for n in (1, 2)}, **MERGED_CELLS}
    found = raced(merged(document), figures(a_year, "market_entities"), "2023Q2", "2023Q3", "2023Q4")
    assert sorted(found["2023Q2"].index) == ["dongfeng", "dongliao", "gaoxin", "longshan", "xian"]
    assert (
        sorted(found["2023Q3"].index) == sorted(found["2023Q4"].index) == ["anshan", "dongfeng", "dongliao", "gaoxin"]
    )
    assert found["2023Q2"].loc["longshan", "score"] == pytest.approx(100 * (33000 / 30500 - 1))
    assert found["2023Q3"].loc["anshan", ["score", "rank"]].tolist() == [pytest.approx(10.0), 1]


def test_ranks_in_another_field_are_no_movement(document, figures):
    document["schemes"] = GROWTH
    a_year = {**{f"2022Q{n}": MERGED_CELLS["2022Q3"] for n in (1, 2)}, **MERGED_CELLS}
    found = raced(merged(document), figures(a_year, "market_entities"), "2023Q2", "2023Q3", "2023Q4")
    assert found["2023Q3"]["rank_last"].isna().all()
    assert found["2023Q4"].loc["anshan", "rank_last"] == 1


def test_a_race_that_names_its_units_goes_on_with_the_heir(document, figures):
    document["schemes"] = [GROWTH[0] | {"units": ["longshan", "dongfeng"]}]
    found = raced(merged(document), figures(MERGED_CELLS, "market_entities"), "2023Q3")
    assert sorted(found["2023Q3"].index) == ["anshan", "dongfeng"]


ABSORBED_CELLS = {
    period: {("longshan" if unit == "anshan" else unit): value for unit, value in row.items()}
    for period, row in MERGED_CELLS.items()
}


def test_who_takes_another_in_is_told_on_its_newer_ground(document, figures):
    document["goals"][0]["allocations"]["longshan"] = {"value": 60000, "base_value": 50000}
    plan, cells = absorbed(document, settled=True), figures(ABSORBED_CELLS, "market_entities")
    table = values(cells, plan, SPAN)
    assert series(table, "longshan")["2022Q3"] == 51000
    assert series(table, "city")["2022Q3"] == 51000 + sum(OTHERS.values())
    assert judged(plan, cells, "market_entities", "longshan", "2023Q3")["change_last_year"] == pytest.approx(0.1)


def test_until_then_it_raced_with_what_it_had(document, figures):
    document["schemes"] = GROWTH
    a_year = {**{f"2022Q{n}": MERGED_CELLS["2022Q3"] for n in (1, 2)}, **ABSORBED_CELLS}
    found = raced(absorbed(document), figures(a_year, "market_entities"), "2023Q2", "2023Q3")
    assert found["2023Q2"].loc["longshan", "score"] == pytest.approx(100 * (33000 / 30500 - 1))
    assert found["2023Q3"].loc["longshan", "score"] == pytest.approx(10.0)


def test_its_part_must_be_set_anew_before_it_is_judged(document, figures):
    cells = figures(ABSORBED_CELLS, "market_entities")
    row = judged(absorbed(document), cells, "market_entities", "longshan", "2023Q3")
    assert row["status"] == Status.UNKNOWN
    assert row["reason"] == "2023年三季度起区划有调整，目标和基期值还没有重新核定"
    assert math.isnan(row["reached_share"])
    assert row["value"] == 56100


PARTED_CELLS = {
    "2022Q3": {"dongfeng": 22000}, "2022Q4": {"dongfeng": 22500}, "2023Q2": {"dongfeng": 23000},
    "2023Q3": {"dongfeng": 15000, "fengnan": 8300}, "2023Q4": {"dongfeng": 15300, "fengnan": 8400},
}  # fmt: skip


def test_after_a_parting_nothing_is_compared_with_what_was_whole(document, figures):
    plan, cells = parted(document, settled=True), figures(PARTED_CELLS, "market_entities")
    row = judged(plan, cells, "market_entities", "dongfeng", "2023Q3")
    assert math.isnan(row["change_last_year"])
    assert math.isnan(row["value_last_year"])
    assert row["footing"] == "2023年三季度起区划有调整，与上年不可比"
    later = judged(plan, cells, "market_entities", "dongfeng", "2023Q4")
    assert later["change_last_period"] == pytest.approx(15300 / 15000 - 1)


def test_the_past_of_what_was_parted_stays_with_it(document, figures):
    table = values(figures(PARTED_CELLS, "market_entities"), parted(document), SPAN)
    assert series(table, "dongfeng")["2023Q2"] == 23000
    assert math.isnan(series(table, "fengnan")["2023Q2"])


def test_what_the_office_tells_on_the_newer_ground_is_compared(document, figures):
    document["comparables"] = [{"id": "c", "indicator": "market_entities", "unit": "dongfeng", "period": "2022Q3",
                                "value": 14000, "source": "按新区划推算"}]  # fmt: skip
    plan, cells = parted(document, settled=True), figures(PARTED_CELLS, "market_entities")
    row = judged(plan, cells, "market_entities", "dongfeng", "2023Q3")
    assert (row["value_last_year"], row["footing"]) == (14000, "按可比口径")
    assert row["change_last_year"] == pytest.approx(15000 / 14000 - 1)


def test_two_mergers_one_after_another_add_up_everything(document, figures):
    merged(document)
    document["units"].append({"id": "big", "name": "大区", "kind": "county"})
    document["adjustments"].append(
        {"id": "a2", "kind": "merged", "since": "2023Q4", "units": ["anshan", "gaoxin"], "into": ["big"], "basis": "批"}
    )
    cells = {**MERGED_CELLS, "2023Q4": {"big": 66000, "dongfeng": 22000, "dongliao": 20000}}
    table = values(figures(cells, "market_entities"), Plan.from_document(document), SPAN)
    assert series(table, "big") == {"2022Q3": 59000, "2022Q4": 60000, "2023Q1": 61000, "2023Q2": 63000,
                                    "2023Q3": 64100, "2023Q4": 66000}  # fmt: skip
    assert series(table, "city")["2023Q4"] == 108000
