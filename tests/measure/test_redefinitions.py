"""An indicator that means something else from a quarter on is never silently compared with what it was."""

import math
from dataclasses import replace

import pandas as pd
import pytest

from milepost.measure.changes import changes
from milepost.measure.opinion import second_opinions
from milepost.measure.outlook import outlook
from milepost.measure.progress import progress
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan
from milepost.plan.tables import Status
from tests.measure.accounts import account

COUNTIES = {"longshan": 31000, "xian": 21000, "dongfeng": 22500, "dongliao": 20500, "gaoxin": 8500}
LESS = {"longshan": 21000, "xian": 14000, "dongfeng": 15000, "dongliao": 13500, "gaoxin": 5500}
SPAN = quarters(Period.parse("2022Q1"), Period.parse("2024Q3"))
CELLS = {str(p): COUNTIES if p < Period.parse("2023Q3") else LESS for p in SPAN}
"""From the third quarter of 2023 on only those that do business are counted: a third less, and no fall."""


def redefined(document, **more: object) -> Plan:
    document["redefinitions"] = [
        {"id": "r", "indicator": "market_entities", "since": "2023Q3", "definition": "只计正常经营的",
         "basis": "统计制度〔2023〕2号", **more}
    ]  # fmt: skip
    return Plan.from_document(document)


def row(plan, cells, period: str, unit: str = "city", goal: str = "market_entities"):
    table = progress(cells, plan, quarters(Period.parse("2022Q1"), Period.parse(period)))
    return table[(table["goal"] == goal) & (table["unit"] == unit) & (table["period"] == period)].iloc[0]


@pytest.mark.parametrize("unit", ["city", "longshan"])
def test_across_the_break_there_is_no_growth_on_last_year(document, figures, unit):
    found = row(redefined(document, settled=True), figures(CELLS, "market_entities"), "2024Q2", unit)
    assert math.isnan(found["change_last_year"])
    assert math.isnan(found["value_last_year"])
    assert found["footing"] == "2023年三季度起口径有变，与上年不可比"


def test_a_year_later_like_compares_with_like_again(document, figures):
    found = row(redefined(document, settled=True), figures(CELLS, "market_entities"), "2024Q3")
    assert (found["change_last_year"], found["footing"], found["era"]) == (0, "", 1)


def test_the_quarter_before_does_not_compare_either(document, figures):
    plan, cells = redefined(document, settled=True), figures(CELLS, "market_entities")
    assert math.isnan(row(plan, cells, "2023Q3")["change_last_period"])
    assert row(plan, cells, "2023Q4")["change_last_period"] == 0


def test_until_targets_are_set_by_the_newer_definition_nothing_is_judged(document, figures):
    plan, cells = redefined(document), figures(CELLS, "market_entities")
    before, after = row(plan, cells, "2023Q2"), row(plan, cells, "2023Q3")
    assert before["status"] == Status.BEHIND
    assert (after["status"], after["value"]) == (Status.UNKNOWN, sum(LESS.values()))
    assert after["reason"] == "2023年三季度起口径有变，目标和基期值还没有重新核定"
    assert after[["reached_share", "ahead", "gap", "completion"]].isna().all()


def test_a_ratio_breaks_with_its_numerator(document, figures):
    cells = figures(CELLS, "market_entities")
    people = figures({"2021": dict.fromkeys(COUNTIES, 200000)}, "population")
    found = row(redefined(document), pd.concat([cells, people]), "2023Q3", goal="per_thousand")
    assert found["value"] == pytest.approx(1000 * sum(LESS.values()) / 1000000)
    assert found["status"] == Status.UNKNOWN
    assert math.isnan(found["change_last_year"])


def test_other_indicators_are_not_touched(document, figures):
    cells = figures({p: dict.fromkeys(COUNTIES, 100.0) for p in CELLS}, "new_entities")
    found = row(redefined(document), cells, "2024Q2", goal="new_entities")
    assert (found["era"], found["change_last_year"]) == (0, 0)


def test_figures_told_in_the_newer_way_are_compared_and_the_parts_make_the_whole(document, figures):
    told = {unit: value - 500 for unit, value in LESS.items()}
    document["comparables"] = [
        {"id": unit, "indicator": "market_entities", "unit": unit, "period": "2023Q2", "value": value,
         "source": "市场监管局重算"}
        for unit, value in told.items()
    ]  # fmt: skip
    plan, cells = redefined(document, settled=True), figures(CELLS, "market_entities")
    for unit, last, now in (("xian", 13500, 14000), ("city", sum(told.values()), sum(LESS.values()))):
        found = row(plan, cells, "2024Q2", unit)
        assert (found["value_last_year"], found["footing"]) == (last, "按可比口径")
        assert found["change_last_year"] == pytest.approx(now / last - 1)
    assert row(plan, cells, "2023Q3", "xian")["change_last_period"] == pytest.approx(14000 / 13500 - 1)


def test_a_forecast_drifts_on_from_the_newer_figures_alone(document, figures):
    plan = redefined(document, settled=True)
    rows = progress(figures(CELLS, "market_entities"), plan, SPAN).query("goal == 'market_entities' and unit == 'city'")
    ahead = outlook(plan.goal_of("market_entities"), rows, plan, Period.parse("2024Q3"))
    assert ahead.middle[0] == pytest.approx(sum(LESS.values()))
    two = rows[rows["period"] <= "2023Q4"]
    assert "只有2个连续的数" in outlook(plan.goal_of("market_entities"), two, plan, Period.parse("2023Q4")).reason


def test_a_second_opinion_waits_for_the_new_target_too(document, figures):
    rows = progress(figures(CELLS, "market_entities"), redefined(document), [Period.parse("2023Q4")])
    said = second_opinions(rows, redefined(document))[(rows["goal"] == "market_entities") & (rows["unit"] == "city")]
    assert said["status"].tolist() == ["no verdict"]


def test_changes_say_that_the_definition_made_the_difference(document, plan, figures):
    cells = figures(CELLS, "market_entities")
    found = changes(account(plan, cells, "2023Q4"), account(redefined(document), cells, "2023Q4"))
    flip = next(one for one in found.flips if (one.goal, one.unit, one.method) == ("market_entities", "city", "pace"))
    assert flip.after == Status.UNKNOWN
    assert [cause.kind for cause in flip.causes] == ["definitions"]
    assert any(edit.place[0] == "redefinitions" for edit in found.edits)


def test_a_definition_that_changed_after_now_changes_nothing(document, plan, figures):
    cells, when = figures(CELLS, "market_entities"), [Period.parse("2023Q2")]
    columns = [name for name in progress(cells, plan, when) if name != "reason"]
    assert progress(cells, plan, when)[columns].equals(progress(cells, redefined(document), when)[columns])
    assert replace(plan, redefinitions=()) == plan
