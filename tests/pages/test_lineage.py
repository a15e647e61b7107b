"""溯源: from any number to its cell, its history and its parts."""

from functools import partial

from tests.pages import visit
from tests.pages.visit import Q2, report, table_of, words

opened = partial(visit.opened, "reporting/lineage.py")


def test_a_number_leads_to_its_cell_in_the_senders_sheet(office, send):
    send(report("龙山区", Q2, market=31200), Q2)
    page = opened(indicator="market_entities", unit="longshan", period="2024Q2")
    assert page.header[0].value.replace("\\", "") == (
        "龙山区2024年二季度市场主体总量31,200户，出自“龙山区2024年二季度.xlsx”季报!C3"
    )
    sheet = page.table[1].value
    assert sheet.index.tolist() == ["1", "2", "3", "4", "5"]
    assert sheet.loc["3", "C"].replace("\u2060", "") == ":yellow-background[**31200**]"
    assert sheet.loc["3", "A"].replace("\u2060", "") == "市场主体总量"


def test_the_history_of_a_cell_keeps_what_was_replaced(office, send):
    send(report("龙山区", Q2, market=31200), Q2)
    send(report("龙山区", Q2, market=31250), Q2)
    page = opened(indicator="market_entities", unit="longshan", period="2024Q2")
    assert "31,250户" in page.header[0].value.replace("\\", "")
    states = table_of(page, "状态")
    assert "采用" in states[0]
    assert "已更替" in states[1]
    assert page.table[2].value.iloc[:, 1].tolist() == [31250.0, 31200.0]


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
