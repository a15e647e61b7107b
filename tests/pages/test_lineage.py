"""溯源: from any number to its cell, its history and its parts."""

from functools import partial

from tests.pages import visit
from tests.pages.visit import Q2, Upload, report, table_of, words, workbook

opened = partial(visit.opened, "reporting/lineage.py")


def test_a_number_leads_to_its_cell_in_the_senders_sheet(office, send):
    send(report("龙山区", Q2, market=31200), Q2)
    page = opened(indicator="market_entities", unit="longshan", period="2024Q2")
    assert page.header[0].value.replace("\\", "") == (
        "龙山区2024年二季度市场主体总量31,200户，出自“龙山区2024年二季度.xlsx”季报!C3"
    )
    [sheet] = [table.value for table in page.table]
    assert sheet.index.tolist() == ["1", "2", "3", "4", "5"]
    assert sheet.loc["3", "C"] == ":yellow-background[**31200**]"
    assert sheet.loc["3", "A"] == "市场主体总量"


def test_the_history_of_a_cell_keeps_what_was_replaced(office, send):
    send(report("龙山区", Q2, market=31200), Q2)
    send(report("龙山区", Q2, market=31250), Q2)
    page = opened(indicator="market_entities", unit="longshan", period="2024Q2")
    assert "31,250户" in page.header[0].value.replace("\\", "")
    states = table_of(page, "状态")
    assert "采用" in states[0]
    assert "已更替" in states[1]
    assert table_of(page, "数（户）") == ["31,250", "31,200"]


def test_a_total_lists_its_parts_with_the_way_further_back(office, send):
    for unit in ("龙山区", "西安区", "东丰县", "东辽县", "高新区"):
        send(report(unit, Q2, market=20000), Q2)
    page = opened(indicator="market_entities", unit="city", period="2024Q2")
    assert page.header[0].value == "某市2024年二季度市场主体总量100,000户，由下面的数算出"
    assert "某市＝龙山区＋西安区＋东丰县＋东辽县＋高新区" in words(page)
    assert table_of(page, "单位") == ["龙山区", "西安区", "东丰县", "东辽县", "高新区"]
    assert "/lineage?period=2024Q2&indicator=market_entities&unit=longshan" in table_of(page, "出处")[0]


def test_a_number_that_nobody_sent_says_what_to_do(office):
    page = opened(indicator="market_entities", unit="longshan", period="2024Q2")
    assert page.header[0].value == "龙山区2024年二季度市场主体总量：没有数"
    assert "看谁还没报" in words(page)


def test_a_single_industry_leads_to_its_own_cell(office, send, document):
    office.store.adopt(with_industries(document), author="测试", reason="测试")
    send(report("龙山区", Q2, market=31200), Q2)
    rows = [["龙山区2024年二季度分行业情况"], ["行业", "市场主体总量"], ["制造业", 9000]]
    send(Upload("龙山区2024年二季度分行业.xlsx", workbook(rows), by="办公室", explanation="只报一个行业"), Q2)
    page = opened(indicator="market_entities", unit="longshan", period="2024Q2", industry="factories")
    assert page.header[0].value.replace("\\", "") == (
        "龙山区2024年二季度市场主体总量（制造业）9,000户，出自“龙山区2024年二季度分行业.xlsx”季报!B3"
    )
    assert len(table_of(page, "状态")) == 1, "the history of this industry alone"


def with_industries(document):
    indicators = [document["indicators"][0] | {"by_industry": True}, *document["indicators"][1:]]
    return document | {"industries": [{"id": "factories", "name": "制造业"}], "indicators": indicators}


def test_a_ratio_leads_to_numerator_and_denominator(office, send):
    for unit in ("龙山区", "西安区", "东丰县", "东辽县", "高新区"):
        send(report(unit, Q2, market=20000), Q2)
    page = opened(indicator="per_thousand", unit="city", period="2024Q2")
    assert "每千人拥有市场主体＝市场主体总量÷常住人口×1,000" in words(page).replace("\\", "")
    assert table_of(page, "指标") == ["市场主体总量", "常住人口"]
    assert table_of(page, "出处")[1].endswith("indicator=population&unit=city)")
