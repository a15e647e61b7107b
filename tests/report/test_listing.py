"""Tables as they are shown."""

from dataclasses import replace

import pandas as pd

from milepost.measure.steps import Amount, Step
from milepost.plan.tables import Status
from milepost.report import arithmetic, clauses, goal_listings, sources, tiles
from milepost.report.listing import Listing, linked
from milepost.report.origin import Place
from tests.report.standings import NAN, judged


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def column(listing: Listing, name: str) -> list[str]:
    return [plain(text) for text in listing.columns[name]]


def test_a_table_holds_its_texts():
    listing = Listing({"名": ["甲", "乙"], "数": ["1户", "2户"]}, frozenset({"数"}))
    assert listing.frame().to_dict("list") == {"名": ["甲", "乙"], "数": ["1户", "2户"]}
    assert not listing.empty
    assert Listing({"名": []}).empty


def test_a_link_keeps_its_words_and_its_address():
    assert linked("企业户数", "/target?goal=x_y") == "[企业户数](/target?goal=x_y)"


def test_the_table_of_goals_keeps_rate_and_lead_apart(plan):
    listing = goal_listings.targets(plan, [judged()], lambda goal: f"/{goal}")
    assert {name: column(listing, name)[0] for name in listing.columns} == {
        "状态": ":yellow[▽ 略慢]",
        "目标": "[市场主体总量](/market_entities)", "现值": "20,720户", "目标值": "突破12万户",
        "完成率": "94.2%", "比序时（点）": "−6.2", "同比": "+9.9%", "环比": "+2.4%", "牵头": "—",
    }  # fmt: skip


def test_what_is_known_of_a_missing_total_is_said_as_a_bound(plan):
    goal = plan.goal_of("market_entities")
    assert goal_listings.value(goal, judged(value=NAN, at_least=242.0, measure_unit="个")) == "至少242个"
    assert goal_listings.value(goal, judged(value=NAN, at_least=NAN)) == "—"


def test_changes_list_only_goals_whose_status_is_another(plan):
    before = [judged(status=Status.ON_PACE), judged(goal="trained", status=Status.KEPT)]
    now = [judged(status=Status.SLOW), judged(goal="trained", status=Status.KEPT)]
    listing = goal_listings.changes(plan, before, now, str)
    assert column(listing, "变化") == [":yellow[:material/south_east: 符合序时 → 略慢]"]
    assert goal_listings.changes(plan, [], now, str).empty


def test_late_goals_are_counted_by_unit_and_by_leading_department(plan):
    rows = [judged(unit="dongliao", ahead=-17.5, status=Status.BEHIND), judged(unit="xian", status=Status.AHEAD)]
    units = goal_listings.late_by_unit(plan, rows, str)
    assert column(units, "慢于序时") == ["0项", "1项"]
    assert column(units, "欠得最多") == ["—", "市场主体总量 −17.5点"]
    fine = replace(plan.goal_of("market_entities"), lead_departments=("science",))
    led = replace(plan, goals=(fine, plan.goal_of("trained")), schemes=())
    rows = [judged(status=Status.AHEAD), judged(goal="trained", status=Status.BEHIND)]
    departments = goal_listings.late_by_department(led, rows)
    assert column(departments, "牵头部门") == ["市商务局", "市科技局"]
    assert column(departments, "哪几项") == ["培训外贸企业", "—"]


def test_arithmetic_is_written_as_on_paper():
    def amount(value: float) -> Amount:
        return Amount(value, "amount", "户")

    share = Step(
        "完成份额",
        ("（", amount(20720), "−", amount(16400), "）", "÷", "（", amount(22000), "−", amount(16400), "）"),
        Amount(0.7714, "share"),
    )
    lead = Step("超欠序时", (Amount(0.7714, "share"), "−", Amount(0.8333, "share")), Amount(-6.19, "points"))
    listing = arithmetic.arithmetic([share, lead])
    assert column(listing, "算式") == ["（20,720 − 16,400）÷（22,000 − 16,400）", "77.1% − 83.3%"]
    assert column(listing, "结果") == ["77.1%", "−6.2点"]
    assert arithmetic.result(amount(641)) == "641户"


def test_the_clause_names_document_departments_kind_and_operator(plan):
    goal = plan.goal_of("trained")
    assert clauses.source(plan, goal) == "牵头：市商务局 · 类型：每年；算符：达到（不少于） · 期限：2024年末"
    assert clauses.base(plan, plan.goal_of("market_entities")) == "基期2021年末 100,000户，出处：虚构。"
    assert clauses.base(plan, goal) == "从零起算。"
    # What grows by a rate has grown from a level.
    growing = replace(plan.goal_of("market_entities"), kind="growth", measure_unit="%", value=20.0)
    assert clauses.base(plan, growing) == "基期2021年末 100,000户，出处：虚构。"
    assert "−10至−2点为略慢" in clauses.rules(plan, goal)


def test_a_total_lists_its_parts_and_then_itself(plan):
    place = Place(plan.indicator_of("market_entities"), plan.unit_of("city"), plan.end.plus(-2))
    figures = pd.DataFrame(
        {"indicator": ["market_entities"], "unit": ["longshan"], "industry": [""], "period": ["2024Q2"],
         "value": [31200.0], "file": ["龙山区.xlsx"], "sheet": ["季报"], "cell": ["C7"],
         "time": [pd.Timestamp("2024-07-10T20:00")]}
    )  # fmt: skip
    values = pd.DataFrame({"indicator": [], "unit": [], "period": [], "value": []})
    found = sources.sources(plan, figures, values, place)
    assert [one.place.unit.name for one in found] == ["龙山区", "西安区", "东丰县", "东辽县", "高新区", "某市"]
    # Eight in the evening of the 10th in UTC is the morning of the 11th in the office.
    assert (found[0].file, found[0].cell, found[0].day) == ("龙山区.xlsx", "季报!C7", "7月11日")
    listing = sources.listing(found, lambda one: f"/{one.unit.id}", str)
    assert list(listing.columns) == ["单位", "数", "文件", "表!格", "入库"]
    assert column(listing, "文件")[:2] == ["龙山区.xlsx", "—"]


def test_tiles_count_every_status_once(plan):
    now = [judged(status=status) for status in Status]
    shown = tiles.tiles(plan, now, [])
    assert [number for _, number, _ in shown] == ["12", "2", "1", "2", "1", "3", "1", "2"]
    assert shown[0][2] == "共一类"
    assert tiles.mixed(now) == "已完成含1项提前达标；符合序时含1项保持；滞后含1项未完成、1项未保持；未报含1项无法判断"
    assert (
        plain(tiles.tiles(plan, [judged(status=Status.EARLY)], now)[1][0]) == ":green[:material/check_circle: 提前达标]"
    )
