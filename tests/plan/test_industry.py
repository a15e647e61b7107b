"""The industries of a plan, and which indicators are reported by them."""

import pytest

from milepost.errors import PlanError
from milepost.plan.plan import Plan

INDUSTRIES = [
    {"id": "manufacturing", "name": "制造业"},
    {"id": "trade", "name": "批发和零售业", "other_names": ["批发零售业"]},
]


@pytest.fixture
def by_industry(document):
    """The small plan; its market entities are reported by two industries."""
    document["industries"] = [dict(industry) for industry in INDUSTRIES]
    document["indicators"][0]["by_industry"] = True
    return document


def test_only_what_is_reported_by_industry_has_industries(by_industry):
    plan = Plan.from_document(by_industry)
    assert [i.name for i in plan.industries_of(plan.indicator_of("market_entities"))] == ["制造业", "批发和零售业"]
    assert plan.industries_of(plan.indicator_of("new_entities")) == ()


def test_a_plan_without_industries_asks_for_none(document):
    document["indicators"][0]["by_industry"] = True
    plan = Plan.from_document(document)
    assert plan.industries_of(plan.indicator_of("market_entities")) == ()


def test_industries_are_known_by_id_and_by_any_of_their_names(by_industry):
    plan = Plan.from_document(by_industry)
    assert plan.industry_of("trade").name == "批发和零售业"
    assert plan.industry_named(" 批发 零售业").id == "trade"
    assert plan.industry_named("采矿业") is None
    with pytest.raises(PlanError, match="没有编号为“mining”的行业；现有：manufacturing、trade"):
        plan.industry_of("mining")


@pytest.mark.parametrize(
    ("industry", "match"),
    [
        ({"id": "trade", "name": "商贸业"}, "有两个行业用了同一个编号“trade”"),
        ({"id": "factories", "name": "制 造 业"}, "行业名“制 造 业”有两个意思"),
        ({"id": "all", "name": "市场主体"}, "行业名“市场主体”有两个意思"),
        ({"id": "zone", "name": "高新区"}, "行业名“高新区”有两个意思"),
        ({"id": "mining"}, "行业“mining”缺少必填字段：名称（name）"),
        ({"id": "mining", "name": "采矿业", "kind": "B"}, "行业“mining”里有不认识的字段：kind"),
    ],
)
def test_an_industry_that_cannot_be_is_refused(by_industry, industry, match):
    by_industry["industries"].append(industry)
    with pytest.raises(PlanError, match=match):
        Plan.from_document(by_industry)


def test_a_derived_indicator_is_not_reported_by_industry(by_industry):
    by_industry["indicators"][-1]["by_industry"] = True
    with pytest.raises(PlanError, match="“每千人拥有市场主体”由其他指标算出，不能再分行业报送"):
        Plan.from_document(by_industry)


def test_charts_call_an_industry_by_its_shortest_name(by_industry):
    plan = Plan.from_document(by_industry)
    assert [industry.short_name for industry in plan.industries] == ["制造业", "批发零售业"]
