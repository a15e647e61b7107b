"""Every race of every shipped plan, through a store: it ranks, or says in one sentence what it lacks."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from milepost.desk import Desk
from milepost.errors import MeasureError
from milepost.intake.workers import Workers
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan
from milepost.plan.reading import Reading
from milepost.plan.tables import READ_FIGURES, table
from milepost.racing import appraise, first_ones
from milepost.store.store import Source, Store
from milepost.store.targets import read_targets
from milepost.workflow import ranking

TARGETS = read_targets(Path(__file__).parents[1] / "targets")
BANKS = [
    {"id": "icbc", "name": "工商银行辽源分行", "kind": "bank"},
    {"id": "abc", "name": "农业银行辽源分行", "kind": "bank"},
    {"id": "jilin_bank", "name": "吉林银行辽源分行", "kind": "bank"},
]
NO_PARTS = "的目标还没有分解到参赛单位"
# What each race gives two years into the plan when everybody has reported everything: how many it ranks, or why none.
RACES = {
    ("jiaxing-2018", "growth"): 9,
    ("jiaxing-2018", "appraisal"): NO_PARTS,
    ("jilin-2022", "cities"): 9,
    ("liaoyuan-2022", "counties"): NO_PARTS,
    ("liaoyuan-2022", "growth"): 5,
    ("liaoyuan-industry", "banks"): "还没有参赛单位：方案里没有银行；请先把参赛的银行录入方案",
    ("xiaodian-2022", "streets"): 10,
    ("xiaodian-2022", "streets_completion"): NO_PARTS,
    ("xiaodian-2022", "departments"): 25,
}


@pytest.fixture
def office() -> Iterator[Callable[..., Desk]]:
    """Makes a desk in memory over a plan, in which every sender has sent, for the given periods, all that it owes."""
    desks = []

    def built(document: dict, periods: list[Period]) -> Desk:
        desk = Desk(None, Store.in_memory(), Workers(0), TARGETS)
        desks.append(desk)
        desk.store.adopt(document, author="测试", reason="测试")
        plan = Plan.from_document(document)
        for period in periods:
            desk.store.open_period(plan.id, period, by="测试")
            for sender in plan.senders(period):
                send(desk, plan, period, sender)
        return desk

    yield built
    for desk in desks:
        desk.close()


def send(desk: Desk, plan: Plan, period: Period, sender) -> None:
    """Figures that grow by the place of the unit, so that no two units are alike."""
    rows = [
        {"indicator": indicator.id, "unit": unit.id, "industry": "", "period": str(period),
         "value": float((100 + k) * (1 + plan.units.index(unit) * (period.year % 10))), "sheet": "s", "cell": f"B{k}"}
        for k, (indicator, unit) in enumerate(plan.owed(sender, period))
    ]  # fmt: skip
    sha256 = desk.store.keep_original(f"{sender.id} {period}".encode())
    reading = Reading(sender.id, period, "季报", "", table(rows, READ_FIGURES))
    desk.store.submit(plan.id, reading, Source("季报.xlsx", sha256, "测试"))


def year_ends(document: dict) -> list[Period]:
    first = Period.parse(document.get("start", "2022Q1"))
    return [Period(first.year + k, "quarter", 4) for k in (0, 1)]


def test_every_scheme_of_every_plan_is_told_here():
    assert {(plan, scheme["id"]) for plan, d in TARGETS.items() for scheme in d.get("schemes", ())} == set(RACES)


@pytest.mark.parametrize("plan_id", TARGETS)
def test_every_race_ranks_or_says_what_it_lacks(office, plan_id):
    periods = year_ends(TARGETS[plan_id])
    desk = office(TARGETS[plan_id], periods)
    for scheme in TARGETS[plan_id]["schemes"]:
        expected = RACES[plan_id, scheme["id"]]
        if isinstance(expected, int):
            found = ranking(desk, plan_id, periods[1], scheme["id"])
            assert found["rank"].notna().sum() == len(found) == expected
        else:
            with pytest.raises(MeasureError, match=expected):
                ranking(desk, plan_id, periods[1], scheme["id"])


@pytest.mark.parametrize(
    ("plan_id", "scheme"), [("jiaxing-2018", "growth"), ("jilin-2022", "cities"), ("xiaodian-2022", "streets")]
)
def test_in_the_first_year_there_is_no_growth_to_race_by(office, plan_id, scheme):
    period = year_ends(TARGETS[plan_id])[0]
    desk = office(TARGETS[plan_id], [period])
    with pytest.raises(MeasureError, match=rf"{period.words}排不出名次：.*没有本期数或上年同期数，算不出同比"):
        ranking(desk, plan_id, period, scheme)


@pytest.mark.parametrize("plan_id", ["jilin-2022", "xiaodian-2022"])
def test_before_anybody_has_reported_every_race_says_so(office, plan_id):
    desk = office(TARGETS[plan_id], [])
    for scheme in TARGETS[plan_id]["schemes"]:
        with pytest.raises(MeasureError, match=r"排不出名次：.*没有"):
            ranking(desk, plan_id, Period.parse("2023Q2"), scheme["id"])


def test_banks_race_once_the_office_has_entered_them(office):
    """The central bank sends loans and deposits of every bank; the ratio of the two ranks them."""
    document = TARGETS["liaoyuan-industry"]
    document = document | {"units": [*document["units"], *BANKS]}
    period = Period.parse("2023Q2")
    desk = office(document, [period])
    plan = desk.plan("liaoyuan-industry")
    assert [unit.id for unit in plan.senders(period)] == ["central_bank"]
    figures = desk.store.figures("liaoyuan-industry")
    ratio = {
        bank["id"]: figures[figures["unit"] == bank["id"]].set_index("indicator")["value"].pipe(
            lambda value: value["industrial_loans"] / value["industrial_deposits"]
        )
        for bank in BANKS
    }  # fmt: skip
    found = ranking(desk, "liaoyuan-industry", period)
    assert found["unit"].tolist() == [bank["id"] for bank in BANKS]
    assert found.sort_values("rank")["unit"].tolist() == sorted(ratio, key=ratio.get, reverse=True)


def test_cities_without_a_little_giant_are_listed(office):
    period = Period.parse("2023Q2")
    desk = office(TARGETS["jilin-2022"], [])
    plan = desk.plan("jilin-2022")
    for when, giants in ((period.previous(), {"changchun": 3, "siping": 0, "yanbian": 0}),
                         (period, {"changchun": 3, "siping": 0, "yanbian": 1})):  # fmt: skip
        desk.store.open_period(plan.id, when, by="测试")
        for unit, value in giants.items():
            rows = [{"indicator": "little_giants", "unit": unit, "industry": "", "period": str(when),
                     "value": float(value), "sheet": "s", "cell": "B1"}]  # fmt: skip
            sha256 = desk.store.keep_original(f"{unit} {when}".encode())
            reading = Reading(unit, when, "季报", "", table(rows, READ_FIGURES))
            desk.store.submit(plan.id, reading, Source("季报.xlsx", sha256, "测试"))
    found = first_ones(desk, "jilin-2022", period).set_index("unit")
    assert len(found) == 9
    assert found.loc["changchun", ["value", "broke"]].tolist() == [3, ""]
    assert found.loc["siping", ["value", "broke"]].tolist() == [0, ""]
    assert found.loc["yanbian", ["value", "broke"]].tolist() == [1, "2023Q2"]
    assert found["value"].isna().sum() == 6


def test_a_year_is_appraised_by_its_four_races(office):
    year = quarters(Period.parse("2023Q1"), Period.parse("2023Q4"))
    desk = office(TARGETS["xiaodian-2022"], year)
    found = appraise(desk, "xiaodian-2022", 2023, "departments")
    assert len(found) == 25
    assert found["rank"].tolist() == sorted(found["rank"])
    each = pd.concat([ranking(desk, "xiaodian-2022", period, "departments") for period in year])
    mean = each.groupby("unit")["score"].mean()
    assert found["mean_score"].tolist() == pytest.approx(mean[found["unit"]].tolist())


def test_a_year_that_lacks_a_quarter_is_not_appraised(office):
    desk = office(TARGETS["xiaodian-2022"], quarters(Period.parse("2023Q1"), Period.parse("2023Q3")))
    with pytest.raises(MeasureError, match="2023年还不能年考核：赛马办法“部门任务排队通报”2023年四季度排不出名次"):
        appraise(desk, "xiaodian-2022", 2023, "departments")
