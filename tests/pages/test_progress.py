"""总览, 目标进度, 目标详情 and 差距 over a small office."""

from functools import partial

from tests.pages import visit
from tests.pages.visit import Q1, Q2, button, cells, plain, report, table_of, words

COUNTIES = ("龙山区", "西安区", "东丰县", "东辽县", "高新区")
overview = partial(visit.opened, "progress/overview.py")
targets = partial(visit.opened, "progress/targets.py")
target = partial(visit.opened, "progress/target.py")
gaps = partial(visit.opened, "progress/gaps.py")


def test_a_quarter_without_figures_says_what_to_do_next(office):
    page = overview()
    assert page.header[0].value == "2024年二季度：5项目标都还没有数"
    assert "先把各单位的季报收进来" in words(page)


def test_the_overview_counts_draws_and_names_who_is_missing(office, send):
    for unit in COUNTIES:
        send(report(unit, Q2, market=23000), Q2)
    page = overview()
    assert page.header[0].value.startswith("5项目标中，")
    assert page.metric[0].value == "5"
    assert len(page.get("bidi_component")) == 2
    assert "市商务局" in table_of(page, "单位")
    button(page, "催报文字").click().run()
    assert any("某市三年行动2024年二季度数据应于7月12日前报送，尚缺1项：培训外贸企业" in one.value for one in page.code)


def test_one_missing_county_is_the_reason_and_not_a_zero(office, send):
    for unit in COUNTIES[:4]:
        send(report(unit, Q2, market=23000), Q2)
    page = targets()
    row = [plain(text) for text in table_of(page, "目标")]
    assert "市场主体总量" in row[0]
    assert "未报" in table_of(page, "状态")[0]


def test_filters_narrow_the_table_and_stand_in_the_address(office, send):
    page = targets(theme="产业")
    assert page.header[0].value.startswith("1项目标中")
    assert len(table_of(page, "目标")) == 1
    assert targets(theme="产业", status="快于序时").header[0].value.startswith("0项目标中") is False


def test_a_target_shows_clause_way_arithmetic_and_sources(office, send):
    for unit in COUNTIES:
        send(report(unit, Q2, market=23000), Q2)
    page = target(goal="market_entities")
    assert page.header[0].value.startswith("市场主体总量115,000户，欠序时1,667户：余下两个季度每季要净增2,501户")
    assert "“到2024年,市场主体突破12万户”" in words(page).replace("\\", "")
    assert len(page.get("bidi_component")) == 1 + 5
    assert "（115,000 − 100,000）÷（120,000 − 100,000）" in [text.replace("\u00a0", " ") for text in cells(page)]
    assert sum("龙山区2024年二季度" in text for text in cells(page)) == 1
    assert "基期2021年末 100,000户，出处：虚构" in words(page).replace("\\", "")


def test_a_target_without_figures_still_opens(office):
    page = target(goal="trained")
    assert page.header[0].value == "培训外贸企业：未报（缺市商务局）"


def test_gaps_list_what_each_quarter_needs(office, send):
    for period in (Q1, Q2):
        for unit in COUNTIES:
            send(report(unit, period, market=22000 if period is Q1 else 23000), period)
    page = gaps()
    assert "慢于序时" in page.header[0].value
    assert any("市场主体总量" in text for text in table_of(page, "目标"))
    assert "东辽县" in " ".join(table_of(page, "单位"))


def test_a_target_that_was_raised_on_the_way_says_from_what_and_why(office, document, send):
    goal = next(one for one in document["goals"] if one["id"] == "market_entities")
    goal["value"] = 130000
    document["note"] = "另一处改动"
    office.store.adopt(document, author="李明", reason="省里加码（依据：某府办发〔2024〕8号）")
    document["note"] = "与目标无关的改动"
    office.store.adopt(document, author="李明", reason="补备注")
    said = words(target(goal="market_entities"))
    assert "目标调整：突破12万户改为突破13万户。省里加码（依据：某府办发〔2024〕8号）" in plain(said)
    assert "补备注" not in said
    assert "目标调整" not in words(target(goal="new_entities"))
