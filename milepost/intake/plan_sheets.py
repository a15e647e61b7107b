"""The workbook of all records of a plan: which sheets it has, and what stands in their columns."""

from collections.abc import Mapping
from typing import Literal

from milepost.plan.fields import FIELDS, Field, RecordKind

HEAD, GUIDE, MARK = "方案", "说明", "版本标识"
SHEETS: Mapping[RecordKind, str] = {
    "units": "单位", "industries": "行业", "indicators": "指标", "goals": "目标", "schemes": "赛马办法",
    "deadlines": "期限",
    "adjustments": "区划调整", "redefinitions": "口径变化", "comparables": "可比数",
}  # fmt: skip
ITEMS, STEPS, COMPARED = "赛马计分", "节点", "参照值"
Amount = Literal["value", "base_value"]
PARTS: Mapping[Amount, str] = {"value": "任务分解", "base_value": "单位基期"}
ID, GOAL, UNIT, PERIOD, LEVEL, SCHEME = "编号", "目标", "单位", "报告期", "应达到", "赛马办法"
SOURCE = "出处"
MEASURE, WHOLE, SUM, LEFT = "计量单位", "全域", "合计", "还差"
PART_HEADINGS = (ID, GOAL, MEASURE, WHOLE)
RESERVED = frozenset({*PART_HEADINGS, SUM, LEFT})
"""Headings of a table of parts that are no unit's."""
STEP_HEADINGS = (GOAL, UNIT, PERIOD, LEVEL)
COMPARED_HEADINGS = (GOAL, PERIOD, COMPARED, SOURCE)
NUMBER = Field("number", LEVEL, "number")
REFERENCES: Mapping[str, Field] = {
    GOAL: Field("goal", GOAL, "id", must=True, of="goals"),
    UNIT: Field("unit", UNIT, "id", of="units"),
    PERIOD: Field("period", PERIOD, "period", must=True),
    LEVEL: Field("level", LEVEL, "number", must=True),
    COMPARED: Field("value", COMPARED, "number", must=True),
    SOURCE: Field("source", SOURCE, must=True),
}


def item_fields() -> tuple[Field, ...]:
    """The fields of what a race scores, behind the race itself."""
    return FIELDS["items"]


def measure_of(kind: RecordKind, field: Field) -> str:
    """The field of the same record that names the measure unit of a number; empty where it has none."""
    return "measure_unit" if kind == "goals" and field.name in ("value", "base_value") else ""


def head_fields() -> list[tuple[RecordKind, Field]]:
    """What the sheet of the plan itself lists, one row each: its own fields, then where the status words change."""
    return [("plan", one) for one in FIELDS["plan"]] + [("bands", one) for one in FIELDS["bands"]]
