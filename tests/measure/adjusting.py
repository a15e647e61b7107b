"""The small plan with its counties adjusted on the way, and what the counties reported."""

from typing import Any

from milepost.plan.plan import Plan

BASIS = "国务院批复〔2023〕9号，2023年7月1日起"


def merged(document: dict[str, Any]) -> Plan:
    """龙山区 and 西安区 become 安山区 from 2023Q3 on, with a part of the goal of its own."""
    document["units"].append({"id": "anshan", "name": "安山区", "kind": "county"})
    document["adjustments"] = [
        {"id": "a1", "kind": "merged", "since": "2023Q3", "units": ["longshan", "xian"], "into": ["anshan"],
         "basis": BASIS}
    ]  # fmt: skip
    document["goals"][0]["allocations"]["anshan"] = {"value": 60000, "base_value": 50000}
    return Plan.from_document(document)


def absorbed(document: dict[str, Any], **more: object) -> Plan:
    """西安区 is taken in by 龙山区 from 2023Q3 on."""
    document["adjustments"] = [
        {"id": "a1", "kind": "merged", "since": "2023Q3", "units": ["longshan", "xian"], "into": ["longshan"],
         "basis": BASIS, **more}
    ]  # fmt: skip
    return Plan.from_document(document)


def parted(document: dict[str, Any], **more: object) -> Plan:
    """东丰县 gives a part of itself to a new 丰南县 from 2023Q3 on."""
    document["units"].append({"id": "fengnan", "name": "丰南县", "kind": "county"})
    document["adjustments"] = [
        {"id": "a1", "kind": "split", "since": "2023Q3", "units": ["dongfeng"], "into": ["dongfeng", "fengnan"],
         "basis": BASIS, **more}
    ]  # fmt: skip
    return Plan.from_document(document)


OTHERS = {"dongfeng": 22000, "dongliao": 20000, "gaoxin": 8000}
MERGED_CELLS = {
    "2022Q3": {"longshan": 30500, "xian": 20500, **OTHERS},
    "2022Q4": {"longshan": 31000, "xian": 21000, **OTHERS},
    "2023Q1": {"longshan": 32000, "xian": 21000, **OTHERS},
    "2023Q2": {"longshan": 33000, "xian": 22000, **OTHERS},
    "2023Q3": {"anshan": 56100, **OTHERS},
    "2023Q4": {"anshan": 57200, **OTHERS},
}
"""End-of-quarter numbers of market_entities; the merger falls between the second and the third quarter of 2023."""
