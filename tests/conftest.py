"""A small invented plan that any room can try itself against."""

from typing import Any

import pytest
from hypothesis import settings

from milepost.plan.plan import Plan

# A busy machine breaks no law.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

COUNTIES = {"longshan": "龙山区", "xian": "西安区", "dongfeng": "东丰县", "dongliao": "东辽县", "gaoxin": "高新区"}
BASES = {"longshan": 30000, "xian": 20000, "dongfeng": 22000, "dongliao": 20000, "gaoxin": 8000}
TARGETS = {"longshan": 36000, "xian": 24000, "dongfeng": 26400, "dongliao": 24000, "gaoxin": 9600}


@pytest.fixture
def document() -> dict[str, Any]:
    """The plan as a document, fresh for each test, so that a test may change it."""
    return small()


@pytest.fixture(scope="session")
def small_document() -> dict[str, Any]:
    """The same for a store that many tests share."""
    return small()


def small() -> dict[str, Any]:
    """The small plan.

    100,000 户 stood at the end of 2021 and 120,000 are promised for 2024, in the same parts for every county.
    """
    return {
        "id": "small",
        "title": "某市培育壮大市场主体三年行动方案",
        "short_title": "某市三年行动",
        "start": "2022Q1",
        "end": "2024Q4",
        "unit": "city",
        "due_day": 12,
        "sample": True,
        "units": [
            {"id": "city", "name": "某市", "kind": "city", "other_names": ["全市"]},
            *({"id": id_, "name": name, "kind": "county"} for id_, name in COUNTIES.items()),
            {"id": "science", "name": "市科技局", "kind": "department", "other_names": ["科技局"]},
            {"id": "commerce", "name": "市商务局", "kind": "department", "other_names": ["商务局"]},
        ],
        "indicators": [
            {"id": "market_entities", "name": "市场主体总量", "measure_unit": "户", "way": "stock",
             "reported_by": ["county"], "reported_as": ["市场主体户数", "市场主体", "实有市场主体"]},
            {"id": "new_entities", "name": "新登记市场主体", "measure_unit": "户", "way": "ytd",
             "reported_by": ["county"], "reported_as": ["新设市场主体"]},
            {"id": "conversions_ever", "name": "累计个转企", "measure_unit": "户", "way": "cumulative",
             "reported_by": ["county"], "reported_as": ["个转企累计户数"]},
            {"id": "high_tech", "name": "高新技术企业", "measure_unit": "户", "way": "stock",
             "reported_by": ["science"], "reported_for": "parts"},
            {"id": "trained", "name": "培训外贸企业", "measure_unit": "户", "way": "flow",
             "reported_by": ["commerce"], "reported_for": "whole"},
            {"id": "population", "name": "常住人口", "measure_unit": "人", "way": "stock",
             "reported_by": ["county"], "frequency": "year"},
            {"id": "per_thousand", "name": "每千人拥有市场主体", "measure_unit": "户/千人", "way": "stock",
             "counts": False,
             "ratio": {"numerator": "market_entities", "denominator": "population", "scale": 1000}},
        ],
        "goals": [
            {"id": "market_entities", "name": "市场主体总量", "indicator": "market_entities", "theme": "总量与增长",
             "quote": "到2024年,市场主体突破12万户", "operator": ">", "kind": "stock", "value": 120000,
             "measure_unit": "户", "deadline": "2024-12-31", "base_value": 100000, "base_source": "虚构",
             "allocations": {id_: {"value": TARGETS[id_], "base_value": BASES[id_]} for id_ in COUNTIES}},
            {"id": "new_entities", "name": "新登记市场主体", "indicator": "new_entities", "theme": "总量与增长",
             "quote": "2022—2024年新登记市场主体4万户以上", "operator": ">=", "kind": "window", "value": 40000,
             "measure_unit": "户", "deadline": "2024-12-31",
             "allocations": {id_: {"value": TARGETS[id_] / 3} for id_ in COUNTIES}},
            {"id": "conversions_ever", "name": "累计个转企", "indicator": "conversions_ever", "theme": "总量与增长",
             "quote": "到2024年,累计个转企力争突破1200户", "operator": ">", "kind": "cumulative", "value": 1200,
             "stretch": True, "measure_unit": "户", "deadline": "2024-12-31", "base_value": 670,
             "base_source": "虚构"},
            {"id": "trained", "name": "培训外贸企业", "indicator": "trained", "theme": "产业",
             "quote": "每年培训外贸企业20户以上", "operator": ">=", "kind": "yearly", "value": 20,
             "measure_unit": "户", "deadline": "2024-12-31", "lead_departments": ["commerce"]},
            {"id": "per_thousand", "name": "每千人拥有市场主体", "indicator": "per_thousand", "theme": "总量与增长",
             "quote": "每千人拥有市场主体突破120户", "operator": ">", "kind": "share", "value": 120,
             "measure_unit": "户/千人", "deadline": "2024-12-31", "base_value": 100, "base_source": "虚构"},
        ],
        "schemes": [
            {"id": "counties", "title": "县区赛马", "unit_kind": "county", "items": [
                {"indicator": "market_entities", "weight": 60, "score": "completion", "goal": "market_entities"},
                {"indicator": "new_entities", "weight": 40, "score": "completion", "goal": "new_entities"},
            ]},
        ],
    }  # fmt: skip


@pytest.fixture
def plan(document: dict[str, Any]) -> Plan:
    """The small invented plan: five counties, two departments, one goal of each kind that comes first."""
    return Plan.from_document(document)
