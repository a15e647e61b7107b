"""How a change of the plan itself is said: which record, which field, from what to what."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from milepost.measure.edits import Edit, Place
from milepost.plan.adjustment import Adjustment
from milepost.plan.fields import FIELDS, RecordKind
from milepost.plan.goal import Allocation, Reference, base_unit
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.redefinition import Comparable, Redefinition
from milepost.report import break_words, words

Plans = tuple[Plan, Plan]


def _short(name: str) -> str:
    """The last part of a field's name, as an edit names it: ratio.scale is scale."""
    return name.rsplit(".", maxsplit=1)[-1]


def _words(kind: RecordKind) -> dict[str, str]:
    return {_short(one.name): one.words for one in FIELDS[kind]}


FIELD_WORDS: Mapping[str, Mapping[str, str]] = {
    "goals": _words("goals") | {"milestones": "节点", "allocations": "分解", "references": "参照值", "source": "出处"},
    "schemes": _words("items") | _words("schemes") | {"items": "指标"},
    "bands": _words("bands"),
    "indicators": _words("indicators") | {"ratio": "算式"},
    "units": _words("units"),
    "industries": _words("industries"),
    "deadlines": _words("deadlines"),
    "adjustments": _words("adjustments"),
    "redefinitions": _words("redefinitions"),
    "comparables": _words("comparables"),
    "": _words("plan")
    | {
        "goals": "目标",
        "schemes": "赛马办法",
        "bands": "状态门槛",
        "indicators": "指标",
        "units": "单位",
        "industries": "行业",
        "deadlines": "期限",
        "adjustments": "区划调整",
        "redefinitions": "口径变化",
        "comparables": "可比数",
    },
}
_CHOSEN = [one for of_kind in FIELDS.values() for one in of_kind if one.choices]
_VALUE_WORDS: Mapping[str, Mapping[Any, str]] = {
    name: {value: word for one in _CHOSEN if one.name == name for value, word in one.choices.items()}
    for name in {one.name for one in _CHOSEN}
}
_AMOUNTS = frozenset({"value", "base_value"})
# Fields that hold ids, and of what.
_REFERENCES = {
    kind: frozenset(_short(one.name) for of_kind in FIELDS.values() for one in of_kind if one.of == kind)
    for kind in ("indicators", "goals", "units")
}


def subject(edit: Edit, plans: Plans) -> str:
    """The record that was changed: 市场主体总量, 县区赛马, 状态门槛."""
    kind, *rest = edit.place
    if not rest or kind not in FIELD_WORDS:
        return FIELD_WORDS[""].get(kind, kind) if rest else "方案"
    if kind == "bands":
        return FIELD_WORDS[""][kind]
    return name_of(kind, rest[0], plans)


def aspect(edit: Edit, plans: Plans) -> str:
    """The field of it: 目标值, 东丰县的基期值, 企业的权重; empty where the whole record came or went."""
    kind, *rest = edit.place
    if not rest:
        return _field("", kind)
    fields = rest if kind == "bands" else rest[1:]
    match fields:
        case []:
            return ""
        case ["allocations", unit, "milestones", period]:
            return f"{name_of('units', unit, plans)}{Period.parse(period).words}的节点"
        case ["allocations", unit, *field]:
            return f"{name_of('units', unit, plans)}的{_field(kind, field[0]) if field else '分解'}"
        case ["references", period, *field]:
            which = "参照值" if field in ([], ["value"]) else "参照值出处"
            return f"{Period.parse(period).words}的{which}"
        case ["milestones", period]:
            return f"{Period.parse(period).words}的节点"
        case ["items", item, *field]:
            # A number behind the id tells apart an indicator that is scored twice.
            return f"{name_of('indicators', item.split()[0], plans)}的{_field(kind, field[0]) if field else '计分'}"
    return "".join(_field(kind, field) for field in fields)


def place_words(place: Place, plans: Plans) -> str:
    """A place of a plan in words: 市场主体总量的目标值."""
    edit = Edit(place, None, None)
    what = aspect(edit, plans)
    return f"{subject(edit, plans)}的{what}" if what else subject(edit, plans)


def _field(kind: str, field: str) -> str:
    return FIELD_WORDS.get(kind, {}).get(field, field)


def name_of(kind: str, record: str, plans: Plans) -> str:
    """The newer name of a record, or the older one where it is gone."""
    for plan in reversed(plans):
        for one in getattr(plan, kind):
            if one.id == record:
                match one:
                    case Adjustment():
                        return break_words.adjusted(plan, one)
                    case Redefinition():
                        return f"{plan.indicator_of(one.indicator).name}口径变化"
                    case Comparable():
                        indicator, unit = plan.indicator_of(one.indicator), plan.unit_of(one.unit)
                        return f"{unit.name}{one.period.words}{indicator.name}可比数"
                return str(getattr(one, "name", None) or getattr(one, "title", None) or record)
    return record


def said(edit: Edit, plans: Plans, *, newer: bool) -> str:
    """What stood, or stands, in the field, in words; — where there is nothing."""
    value = edit.after if newer else edit.before
    if value is None or value in ("", ()):
        return words.MISSING
    if isinstance(value, Reference):
        unit = plans[1 if newer else 0].goal_of(edit.goal).measure_unit
        return f"{words.exact_amount(value.value, unit)}（{value.source}）"
    plan = plans[1 if newer else 0]
    if isinstance(value, Allocation):
        goal = plan.goal_of(edit.goal)
        of_base = base_unit(goal, plan.indicator_of(goal.indicator))
        base = "" if value.base_value is None else f"（基期{words.round_number(float(value.base_value))}{of_base}）"
        return words.round_number(float(value.value)) + goal.measure_unit + base
    if edit.goal and (edit.place[-1] in _AMOUNTS or (len(edit.place) > 2 and edit.place[-2] == "milestones")):
        goal = plan.goal_of(edit.goal)
        based = edit.place[-1] == "base_value"
        unit = base_unit(goal, plan.indicator_of(goal.indicator)) if based else goal.measure_unit
        return words.round_number(float(value)) + unit
    return _plain(edit.place[-1], value, plans)


def _plain(field: str, value: object, plans: Plans) -> str:
    match value:
        case bool():
            return "是" if value else "否"
        case Period():
            return value.words
        case date():
            return f"{value.year}年{words.day(value)}"
        case tuple():
            return "、".join(_referred(field, str(one), plans) for one in value)
        case str():
            return _VALUE_WORDS.get(field, {}).get(value) or _referred(field, value, plans)
        case int() | float():
            return _VALUE_WORDS.get(field, {}).get(value) or words.round_number(float(value))
    return "有"


def _referred(field: str, text: str, plans: Plans) -> str:
    """The name behind an id, in a field that holds ids; any other text is itself."""
    kind = next((kind for kind, names in _REFERENCES.items() if field in names), None)
    return name_of(kind, text, plans) if kind else text


def sentence(edit: Edit, plans: Plans) -> str:
    """目标值由12万户改为13万户; 录入基期值9.08万户; 新增, 取消 of a whole record."""
    before, after = said(edit, plans, newer=False), said(edit, plans, newer=True)
    what = aspect(edit, plans)
    if not what:
        return "新增" if edit.before is None else "取消"
    if before == words.MISSING:
        return f"录入{what}{after}"
    return f"删去{what}{before}" if after == words.MISSING else f"{what}由{before}改为{after}"
