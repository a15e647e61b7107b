"""县区赛马 and 各县区 over a small office."""

from functools import partial

from tests.pages import visit
from tests.pages.visit import Q1, Q2, report, table_of, words

COUNTIES = ("龙山区", "西安区", "东丰县", "东辽县", "高新区")
race = partial(visit.opened, "race/race.py")
county = partial(visit.opened, "race/county.py")


def send_all(send, market: int = 23000) -> None:
    for period in (Q1, Q2):
        for k, unit in enumerate(COUNTIES):
            send(report(unit, period, market=market + 100 * k), period)


def test_the_race_ranks_and_says_how(office, send, document):
    # New registrations since 2022 are unknown to an office that begins in 2024.
    document["schemes"][0]["items"] = document["schemes"][0]["items"][:1]
    office.store.adopt(document, author="测试", reason="测试")
    send_all(send)
    page = race()
    assert "居首" in page.header[0].value
    assert "末位" in page.header[0].value
    assert len(table_of(page, "名次")) == 5
    assert "得分" in words(page)
    assert len(page.get("bidi_component")) == 3


def test_without_figures_nobody_is_ranked(office):
    page = race()
    assert page.header[0].value == "2024年二季度还不能排名"
    assert "把各单位的季报收齐" in words(page)


def test_without_parts_a_race_of_completion_says_what_is_missing(office, send, document):
    for goal in document["goals"]:
        goal.pop("allocations", None)
    office.store.adopt(document, author="测试", reason="测试")
    send_all(send)
    page = race()
    assert page.header[0].value == "2024年二季度还不能排名"
    assert "先把目标分解到各单位" in words(page)


def test_a_county_has_its_own_page(office, send):
    send_all(send)
    page = county(unit="dongliao")
    assert page.header[0].value.startswith("东辽县")
    assert "2项分解目标中" in page.header[0].value
    assert len(table_of(page, "目标")) == 2
    assert "东辽县2024年二季度应报的都已报齐" in words(page)


def test_a_county_that_owes_is_told_what(office):
    page = county(unit="dongliao")
    assert "累计个转企" in " ".join(table_of(page, "缺"))


def test_a_whole_year_is_appraised_and_who_has_none_is_named(office, send, document):
    scheme = document["schemes"][0]
    scheme["items"] = [{"indicator": "market_entities", "weight": 1, "score": "minmax"}]
    scheme["breakthroughs"] = ["high_tech"]
    office.store.adopt(document, author="测试", reason="测试")
    for period in (Q1.plus(-4), Q1.plus(-3), Q1.plus(-2), Q1.plus(-1), Q1, Q2):
        for k, unit in enumerate(COUNTIES):
            send(report(unit, period, market=23000 + 100 * k), period)
    page = race()
    assert "2023年度考核" in [heading.value for heading in page.subheader]
    assert "四个季度得分的平均。" in words(page)
    assert len(table_of(page, "全年")) == 5
    assert "零突破 · 高新技术企业" in words(page)
    assert "未报：龙山区、西安区、东丰县、东辽县、高新区" in words(page)


def test_without_last_year_a_race_of_growth_says_so(office, send, document):
    document["schemes"][0]["items"] = [{"indicator": "market_entities", "weight": 1, "score": "growth"}]
    office.store.adopt(document, author="测试", reason="测试")
    send_all(send)
    page = race()
    assert page.header[0].value == "2024年二季度还不能排名"
    assert "市场主体总量没有本期数或上年同期数，算不出同比" in words(page)
    assert "把各单位的季报收齐" in words(page)
