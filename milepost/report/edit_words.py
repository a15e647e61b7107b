"""How a change of the plan itself is said: which record, which field, from what to what."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from milepost.measure.edits import Edit
from milepost.plan.goal import KIND_WORDS, OPERATOR_WORDS
from milepost.plan.indicator import WAY_WORDS
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.scheme import SCORE_WORDS
from milepost.plan.unit import UNIT_KIND_WORDS
from milepost.report import words

Plans = tuple[Plan, Plan]
FIELD_WORDS: Mapping[str, Mapping[str, str]] = {
    "goals": {
        "name": "名称", "indicator": "指标", "quote": "原文", "operator": "算符", "kind": "类型",
        "measure_unit": "计量单位", "base_period": "基期", "deadline": "期限", "value": "目标值", "stretch": "力争",
        "direction": "方向", "base_value": "基期值", "base_source": "基期值出处", "path": "序时路径",
        "milestones": "节点", "deadline_about": "期限可前后", "lead_departments": "牵头部门",
        "support_departments": "配合部门", "section": "章节", "theme": "分组", "note": "备注", "allocations": "分解",
    },
    "schemes": {
        "title": "名称", "unit_kind": "参赛单位类别", "items": "指标", "units": "参赛单位", "mean": "平均方法",
        "missing": "缺数规则", "max_missing": "缺数上限", "cap": "得分上限", "indicator": "指标", "weight": "权重",
        "score": "计分方式", "goal": "目标", "share": "完成口径", "direction": "方向",
        "breakthroughs": "零突破指标",
    },
    "bands": {"ahead": "快于序时的门槛", "slow": "略慢的门槛", "behind": "滞后的门槛"},
    "indicators": {
        "name": "名称", "measure_unit": "计量单位", "way": "报送方式", "reported_by": "报送单位",
        "reported_for": "报谁的数", "reported_as": "其他表头", "frequency": "报送频度", "counts": "须为整数",
        "definition": "口径", "ratio": "算式", "numerator": "分子", "denominator": "分母", "scale": "倍数",
        "includes": "其中", "cumulates": "累计自",
    },
    "units": {"name": "名称", "kind": "类别", "other_names": "别名", "code": "区划代码", "counted_in": "已计入"},
    "": {
        "title": "标题", "unit": "地区", "document_number": "文号", "issuer": "印发单位", "issued": "印发日期",
        "start": "起始", "end": "结束", "short_title": "简称", "due_day": "截止日", "sample": "示例", "note": "备注",
        "office": "办公室", "goals": "目标", "schemes": "赛马办法", "bands": "状态门槛", "indicators": "指标",
        "units": "单位",
    },
}  # fmt: skip
_VALUE_WORDS: Mapping[str, Mapping[Any, str]] = {
    "operator": OPERATOR_WORDS,
    "kind": {**KIND_WORDS, **UNIT_KIND_WORDS},
    "way": WAY_WORDS,
    "score": SCORE_WORDS,
    "path": {"linear": "按季度平均", "compound": "按等比增长", "milestones": "按方案节点"},
    "direction": {1: "越多越好", -1: "越少越好"},
    "mean": {"arithmetic": "算术平均", "geometric": "几何平均"},
    "missing": {"zero": "缺数计0分", "renormalise": "缺数的权重分给其余指标"},
    "share": {"reached": "完成份额", "rate": "完成率"},
    "frequency": {"month": "每月", "quarter": "每季", "half": "每半年", "year": "每年"},
    "reported_for": {"self": "本单位", "whole": "全域", "parts": "各地"}
    | {kind: f"各{word}" for kind, word in UNIT_KIND_WORDS.items()},
    "unit_kind": UNIT_KIND_WORDS,
}
_AMOUNTS = frozenset({"value", "base_value"})
# Fields that hold ids, and of what.
_REFERENCES = {
    "indicators": frozenset({"indicator", "numerator", "denominator", "includes", "cumulates", "breakthroughs"}),
    "goals": frozenset({"goal"}),
    "units": frozenset({"unit", "counted_in", "units", "reported_by", "lead_departments", "support_departments"}),
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
        case ["allocations", unit, *field]:
            return f"{name_of('units', unit, plans)}的{_field(kind, field[0]) if field else '分解'}"
        case ["milestones", period]:
            return f"{Period.parse(period).words}的节点"
        case ["items", item, *field]:
            # A number behind the id tells apart an indicator that is scored twice.
            return f"{name_of('indicators', item.split()[0], plans)}的{_field(kind, field[0]) if field else '计分'}"
    return "".join(_field(kind, field) for field in fields)


def _field(kind: str, field: str) -> str:
    return FIELD_WORDS.get(kind, {}).get(field, field)


def name_of(kind: str, record: str, plans: Plans) -> str:
    """The newer name of a record, or the older one where it is gone."""
    for plan in reversed(plans):
        for one in getattr(plan, kind):
            if one.id == record:
                return str(getattr(one, "name", None) or getattr(one, "title", None) or record)
    return record


def said(edit: Edit, plans: Plans, *, newer: bool) -> str:
    """What stood, or stands, in the field, in words; — where there is nothing."""
    value = edit.after if newer else edit.before
    if value is None or value in ("", ()):
        return words.MISSING
    if edit.place[-1] in _AMOUNTS or (len(edit.place) > 2 and edit.place[-2] == "milestones"):
        return words.round_number(float(value)) + plans[1 if newer else 0].goal_of(edit.goal).measure_unit
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
