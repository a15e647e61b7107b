"""Pictures of industries: bars of what they add, ways on one scale, counties beside the whole."""

import pytest

from milepost.plan.plan import Plan
from milepost.report import heat, industry_charts
from milepost.report.palette import LIGHT
from tests.report.test_industry_words import FACTORIES, FARMS, NAN, Q2, SHOPS, missing, part


@pytest.fixture
def split(document) -> Plan:
    document["industries"] = [{"id": one.id, "name": one.name} for one in (SHOPS, FACTORIES)]
    document["indicators"][0]["by_industry"] = True
    return Plan.from_document(document)


@pytest.fixture
def market(plan):
    return plan.indicator_of("market_entities")


def test_bars_show_what_each_adds_and_what_takes_away_is_warm(market):
    title, bars = industry_charts.driven(market, [part(SHOPS), part(FARMS, contribution=-1.0)], LIGHT)
    assert title == "拉动同比增长多少个百分点"
    assert [(bar.name, bar.length, bar.right) for bar in bars] == [
        ("批发和零售业", 100, "+4.0"), ("农、林、牧、渔业", 25, "−1.0"),
    ]  # fmt: skip
    assert [bar.tone for bar in bars] == [LIGHT.tones["blue"], LIGHT.tones["orange"]]


def test_without_last_year_the_bars_are_shares_and_what_is_partly_known_is_hollow(market):
    ungrown = {"change_last_year": NAN, "contribution": NAN}
    title, bars = industry_charts.driven(market, [part(SHOPS, **ungrown), part(FARMS, share=0.1, **ungrown)], LIGHT)
    assert (title, bars[1].length, bars[1].right) == ("占比", 20, "10.0%")
    title, bars = industry_charts.driven(market, [missing(SHOPS, partial=400.0), missing(FARMS)], LIGHT)
    assert title == "已报部分"
    assert [(bar.look, bar.middle, bar.right) for bar in bars] == [
        ("hollow", "至少400户", "部分"), ("hatched", "—", "部分"),
    ]  # fmt: skip


def test_levels_run_on_one_scale_from_their_first_quarter(market):
    over = [
        [part(SHOPS, period="2023Q4", value=400.0), part(SHOPS)],
        [part(FARMS, period="2023Q4", value=50.0), part(FARMS, value=40.0)],
    ]
    assert industry_charts.ways_title(market, over) == "2023年四季度＝100"
    first, second = industry_charts.ways(market, over, LIGHT)
    assert [list(chart.data[0].y) for chart in (first, second)] == [[100, 125], [100, 80]]
    assert first.layout.yaxis.range == second.layout.yaxis.range
    assert first.layout.annotations[0].text.startswith("<b>批发零售业</b><br>500户")


def test_what_restarts_each_january_is_bars_from_zero(plan):
    new = plan.indicator_of("new_entities")
    [chart] = industry_charts.ways(new, [[part(SHOPS, period="2023Q4", value=900.0), part(SHOPS)]], LIGHT)
    assert industry_charts.ways_title(new, []) == "年初至今累计"
    assert chart.data[0].type == "bar"
    assert chart.layout.yaxis.range[0] == 0


def test_counties_are_coloured_by_their_distance_from_the_whole(split):
    cells = {"longshan": 0.10, "xian": 0.06, "dongfeng": 0.08}
    every = [part(SHOPS), part(FACTORIES)]
    every += [part(i, unit=unit, change_last_year=g) for i in (SHOPS, FACTORIES) for unit, g in cells.items()]
    every += [missing(i, unit="gaoxin") for i in (SHOPS, FACTORIES)]
    table = industry_charts.crossed(split, every, Q2)
    assert table.title == "同比，比全域同一行业快（蓝）、慢（橙）"
    assert (table.rows, table.columns) == (["批发和零售业", "制造业"], ["龙山区", "西安区", "东丰县", "高新区"])
    assert [cell.text for cell in table.cells[0]] == ["+10.0%", "+6.0%", "+8.0%", "未报"]
    assert [cell.position for cell in table.cells[0][:3]] == pytest.approx([2 / 3, -2 / 3, 0])
    assert table.cells[0][3].empty
    chart = heat.heat_table(table, LIGHT)
    assert (len(chart.data[0].x), len(chart.layout.shapes)) == (6, 2), "full fields, hollow ones"


def test_without_last_year_counties_are_compared_by_shares(split):
    every = [part(i, unit=u, change_last_year=NAN) for i in (SHOPS, FACTORIES) for u in ("city", "xian")]
    table = industry_charts.crossed(split, every, Q2)
    assert table.title.startswith("占比")
    assert table.cells[0][0].text == "50.0%"
