"""各行业 in words: the largest, the driver and the fastest; and who is missing."""

import math

import pytest

from milepost.plan.industry import Industry
from milepost.plan.period import Period
from milepost.report import industry_words
from milepost.report.industry_words import Part
from milepost.report.listing import linked

NAN = math.nan
Q2 = Period.parse("2024Q2")
SHOPS, FACTORIES, FARMS = (
    Industry("shops", "批发和零售业", ("批发零售业",)), Industry("factories", "制造业"),
    Industry("farms", "农、林、牧、渔业"),
)  # fmt: skip


def part(industry: Industry, **changes) -> Part:
    plain = {
        "unit": "city", "period": "2024Q2", "value": 500.0, "partial": 500.0, "share": 0.5, "change_last_year": 0.08,
        "change_last_period": 0.02, "contribution": 4.0, "reported": 5.0, "expected": 5.0,
    }  # fmt: skip
    return Part(industry, **(plain | changes))


def missing(industry: Industry, **changes) -> Part:
    nothing = dict.fromkeys(
        ("value", "partial", "share", "change_last_year", "change_last_period", "contribution"), NAN
    )
    return part(industry, **(nothing | {"reported": 0.0} | changes))


@pytest.fixture
def market(plan):
    return plan.indicator_of("market_entities")


def test_the_largest_that_also_drives_is_told_once(market):
    here = [part(SHOPS), part(FACTORIES, value=300.0, share=0.3, change_last_year=0.2, contribution=2.0)]
    assert industry_words.headline("", market, Q2, here) == (
        "批发和零售业占市场主体总量的50.0%，拉动同比增长4.0个百分点，居首；制造业增得最快（+20.0%）"
    )


def test_another_driver_is_told_apart_and_a_county_is_named(market):
    here = [part(SHOPS, contribution=-1.0), part(FACTORIES, value=300.0, contribution=2.0, change_last_year=0.2)]
    assert industry_words.headline("高新区", market, Q2, here) == (
        "批发和零售业占高新区市场主体总量的50.0%；制造业拉动同比增长2.0个百分点，居首；制造业增得最快（+20.0%）"
    )


def test_without_last_year_only_the_share_is_told(market):
    here = [part(SHOPS, change_last_year=NAN, contribution=NAN)]
    assert industry_words.headline("", market, Q2, here) == "批发和零售业占市场主体总量的50.0%"


def test_partial_and_absent_figures_are_said_to_be_so(market):
    assert industry_words.headline("", market, Q2, [missing(SHOPS, partial=400.0)]) == (
        "2024年二季度市场主体总量：分行业的数不全"
    )
    assert industry_words.headline("", market, Q2, [missing(SHOPS)]) == "2024年二季度还没有分行业的数"


def test_industries_stand_by_what_they_add_then_by_size():
    grown = [part(FARMS, contribution=-1.0), part(FACTORIES, contribution=2.0), part(SHOPS, contribution=NAN)]
    assert [p.industry.id for p in industry_words.at(grown, "city", Q2)] == ["factories", "farms", "shops"]
    sized = [missing(FARMS), missing(FACTORIES, partial=20.0), missing(SHOPS, partial=40.0)]
    assert [p.industry.id for p in industry_words.at(sized, "city", Q2)] == ["shops", "factories", "farms"]
    assert industry_words.at(grown, "xian", Q2) == []


def test_who_gave_no_industries_is_named_unless_nobody_did(plan):
    every = [part(SHOPS, unit="longshan"), missing(SHOPS, unit="xian"), missing(SHOPS)]
    assert industry_words.silent(plan, every, Q2) == ["西安区"]
    assert industry_words.gaps(plan, every, Q2).startswith("西安区没有报分行业的数，全域各行业只有已报部分")
    assert industry_words.gaps(plan, every[1:], Q2) == ""


def test_the_table_shows_what_is_known_and_how_many_reported(market):
    here = [part(SHOPS, contribution=-0.004), missing(FARMS, partial=20.0, reported=4.0)]
    table = industry_words.listing(market, here, "/{}".format)
    assert {name: list(texts) for name, texts in table.columns.items()} == {
        "行业": [linked("批发和零售业", "/shops"), linked("农、林、牧、渔业", "/farms")],
        "现值": ["500户", "至少20户"], "占比": ["50.0%", "—"], "同比": ["+8.0%", "—"], "环比": ["+2.0%", "—"],
        "拉动（点）": ["0.00", "—"], "已报": ["5/5家", "4/5家"],
    }  # fmt: skip
    assert "已报" not in industry_words.listing(market, [part(SHOPS)], str).columns


def test_a_way_begins_with_the_first_figure():
    every = [
        missing(SHOPS, period="2023Q3"),
        part(SHOPS, period="2023Q4"),
        missing(SHOPS, period="2024Q1"),
        part(SHOPS),
    ]
    assert [p.period for p in industry_words.over(every, every[-1])] == ["2023Q4", "2024Q1", "2024Q2"]
