"""One record out of a document: what lacks, is not known or cannot be is refused in Chinese, naming the record."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date
from typing import Any, TypeVar

from milepost.errors import PlanError
from milepost.plan.adjustment import Adjustment
from milepost.plan.deadline import Deadline
from milepost.plan.fields import FIELDS
from milepost.plan.goal import Allocation, Goal, Reference
from milepost.plan.indicator import Indicator, Ratio
from milepost.plan.industry import Industry
from milepost.plan.period import Period
from milepost.plan.redefinition import Comparable, Redefinition
from milepost.plan.scheme import Scheme, SchemeItem
from milepost.plan.unit import Unit

T = TypeVar("T")


def period_in(value: str | None) -> Period | None:
    """The period of a field, or None; PeriodError for a text that is none."""
    return None if value is None else Period.parse(value)


def day_in(value: date | str | None) -> date | None:
    """The day of a field, or None; PlanError for a text that is none."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError as error:
        raise PlanError(f"“{value}”不是日期，请写成 2024-12-31") from error


def known_fields(cls: type, row: Mapping[str, Any], what: str) -> dict[str, Any]:
    """The fields of a record, lists as tuples; PlanError names those that records of its kind do not have."""
    allowed = {f.name for f in fields(cls)}
    unknown = sorted(set(row) - allowed)
    if unknown:
        raise PlanError(f"{what}“{row.get('id', '')}”里有不认识的字段：{'、'.join(unknown)}")
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


Record = Unit | Adjustment | Industry | Indicator | Redefinition | Comparable | Goal | Scheme | Deadline


def record_of(kind: str, row: Mapping[str, Any], start: Period | None) -> Record:
    """One record of a list of a document by itself; PlanError or PeriodError names its fault.

    `start` is the plan's, from which a goal without base period counts.
    """
    match kind:
        case "units":
            return record_in(Unit, row, "单位")
        case "industries":
            return record_in(Industry, row, "行业")
        case "indicators":
            return indicator_in(row)
        case "goals":
            return goal_in(row, start)
        case "deadlines":
            return record_in(Deadline, row, "期限")
        case "adjustments":
            return dated_in(Adjustment, row, "区划调整", "since")
        case "redefinitions":
            return dated_in(Redefinition, row, "口径变化", "since")
        case "comparables":
            return dated_in(Comparable, row, "可比数", "period")
    return scheme_in(row)


def record_in(cls: type[T], row: Mapping[str, Any], what: str, named: str = "") -> T:
    """The record of `row`; PlanError, calling it `what`, says which fields lack or are not known."""
    try:
        return cls(**known_fields(cls, row, what))
    except TypeError as error:
        lacking = [f.name for f in fields(cls) if f.name not in row and f.default is f.default_factory is MISSING]  # type: ignore[arg-type]  # T is a record
        raise PlanError(f"{what}“{named or row.get('id', '')}”缺少必填字段：{said(lacking)}") from error


def said(names: Sequence[str]) -> str:
    """Fields in words with their names: 原文（quote）."""
    every = [one for of_kind in reversed(list(FIELDS.values())) for one in of_kind]
    words = {one.name.rsplit(".", maxsplit=1)[-1]: one.words for one in every}
    return "、".join(f"{words.get(name, '')}（{name}）" for name in names)


def dated_in(cls: type[T], row: Mapping[str, Any], what: str, field: str) -> T:
    """The record of `row`, one field of which is a period."""
    period = {field: period_in(row[field])} if row.get(field) else {}
    return record_in(cls, {**row, **period}, what)


def indicator_in(row: Mapping[str, Any]) -> Indicator:
    """An indicator, with its ratio."""
    rest = dict(row)
    ratio = rest.pop("ratio", None)
    return record_in(Indicator, rest | {"ratio": record_in(Ratio, ratio, "算式") if ratio else None}, "指标")


def goal_in(row: Mapping[str, Any], plan_start: Period | None) -> Goal:
    """A goal, with its allocations; without base period of its own it counts from before `plan_start`."""
    rest = dict(row)
    base = period_in(rest.pop("base_period", None)) or (plan_start and plan_start.previous())
    if base is None:
        raise PlanError(f"目标“{row.get('id', '')}”须写基期，因为方案没有起始时间")
    return record_in(
        Goal,
        rest
        | {
            "base_period": base,
            "deadline": day_in(rest.pop("deadline", None)),
            "milestones": _milestones(rest.pop("milestones", {})),
            "references": _references(rest.pop("references", {}), str(row.get("name", ""))),
            "allocations": {
                unit: record_in(
                    Allocation, {**part, "milestones": _milestones(part.get("milestones", {}))}, "分解", unit
                )
                for unit, part in rest.pop("allocations", {}).items()
            },
        },
        "目标",
    )


def _milestones(row: Mapping[str, Any]) -> dict[Period, float]:
    return {Period.parse(key): float(value) for key, value in row.items()}


def _references(row: Mapping[str, Mapping[str, Any]], name: str) -> dict[Period, Reference]:
    found = {}
    for key, one in row.items():
        period = Period.parse(key)
        for field, what in (("value", "数值"), ("source", "出处")):
            if one.get(field) in (None, ""):
                raise PlanError(f"目标“{name}”{period.words}的参照值没有{what}，请补上，或把这一期删去")
        found[period] = record_in(Reference, one, "参照值", key)
    return found


def scheme_in(row: Mapping[str, Any]) -> Scheme:
    """A race, with what it scores."""
    rest = dict(row)
    items = tuple(record_in(SchemeItem, item, "赛马指标") for item in rest.pop("items", ()))
    return record_in(Scheme, rest | {"items": items}, "赛马办法")
