"""Every field of a plan's records, declared once: what people call it and what may stand in it.

Tables on pages, the workbook of all records and the words of a change are made from these; `targets/README.md` says
what each field means.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from milepost.plan.adjustment import ADJUSTMENT_WORDS
from milepost.plan.deadline import COUNTED_WORDS, CYCLE_WORDS, DEADLINE_WORDS
from milepost.plan.goal import KIND_WORDS, OPERATOR_WORDS
from milepost.plan.indicator import WAY_WORDS
from milepost.plan.scheme import SCORE_WORDS
from milepost.plan.unit import UNIT_KIND_WORDS

Sort = Literal["text", "texts", "number", "numbers", "flag", "period", "day", "choice", "id", "ids"]
RecordKind = Literal[
    "plan",
    "bands",
    "units",
    "adjustments",
    "industries",
    "indicators",
    "redefinitions",
    "comparables",
    "goals",
    "schemes",
    "items",
    "deadlines",
]
PATH_WORDS = {"linear": "按季度平均", "compound": "按等比增长", "milestones": "按方案节点"}
WHOSE_WORDS = {"self": "本单位", "whole": "全域", "parts": "各地"} | {
    kind: f"各{word}" for kind, word in UNIT_KIND_WORDS.items()
}


@dataclass(frozen=True)
class Field:
    """One field. `name` is its key in the document; `ratio.scale` lies one level down.

    `choices` are the values allowed and their words; `of` says whose ids an id is (units, indicators, goals). A
    `number` is in the measure unit of its record; `default` holds where the document is silent.
    """

    name: str
    words: str
    sort: Sort = "text"
    must: bool = False
    choices: Mapping[Any, str] = field(default_factory=dict)
    of: str = ""
    default: object = None


FIELDS: Mapping[RecordKind, tuple[Field, ...]] = {
    "plan": (
        Field("id", "编号", must=True),
        Field("short_title", "简称"),
        Field("title", "标题"),
        Field("document_number", "文号"),
        Field("issuer", "印发单位"),
        Field("issued", "印发日期", "day"),
        Field("office", "办公室"),
        Field("start", "起始", "period"),
        Field("end", "结束", "period"),
        Field("unit", "地区", "id", must=True, of="units"),
        Field("due_day", "截止日", "number"),
        Field("approval", "须负责人审签", "flag", default=False),
        Field("sample", "示例", "flag", default=False),
        Field("note", "备注"),
    ),
    "bands": (
        Field("ahead", "快于序时的门槛", "number", default=2),
        Field("slow", "略慢的门槛", "number", default=-2),
        Field("behind", "滞后的门槛", "number", default=-10),
    ),
    "units": (
        Field("id", "编号", must=True),
        Field("name", "名称", must=True),
        Field("kind", "类别", "choice", must=True, choices=UNIT_KIND_WORDS),
        Field("other_names", "别名", "texts"),
        Field("code", "区划代码"),
        Field("counted_in", "已计入", "id", of="units"),
    ),
    "adjustments": (
        Field("id", "编号", must=True),
        Field("kind", "方式", "choice", must=True, choices=ADJUSTMENT_WORDS),
        Field("since", "自何时起", "period", must=True),
        Field("units", "原单位", "ids", must=True, of="units"),
        Field("into", "新单位", "ids", of="units"),
        Field("old_name", "旧名"),
        Field("settled", "分解已重定", "flag", default=False),
        Field("basis", "依据", must=True),
    ),
    "industries": (
        Field("id", "编号", must=True),
        Field("name", "名称", must=True),
        Field("other_names", "别名", "texts"),
    ),
    "indicators": (
        Field("id", "编号", must=True),
        Field("name", "名称", must=True),
        Field("measure_unit", "计量单位", must=True),
        Field("way", "报送方式", "choice", must=True, choices=WAY_WORDS),
        Field("reported_by", "报送单位", "ids", of="units"),
        Field("reported_for", "报谁的数", "choice", choices=WHOSE_WORDS, default="self"),
        Field("reported_as", "其他表头", "texts"),
        Field(
            "frequency", "报送频度", "choice", default="quarter",
            choices={"month": "每月", "quarter": "每季", "half": "每半年", "year": "每年"},
        ),
        Field("counts", "须为整数", "flag", default=True),
        Field("definition", "口径"),
        Field("ratio.numerator", "分子", "id", of="indicators"),
        Field("ratio.denominator", "分母", "id", of="indicators"),
        Field("ratio.scale", "倍数", "number"),
        Field("includes", "其中", "ids", of="indicators"),
        Field("cumulates", "累计自", "id", of="indicators"),
        Field("by_industry", "分行业", "flag", default=False),
        Field("same_as", "取自其他方案"),
    ),
    "redefinitions": (
        Field("id", "编号", must=True),
        Field("indicator", "指标", "id", must=True, of="indicators"),
        Field("since", "自何时起", "period", must=True),
        Field("definition", "新口径", must=True),
        Field("settled", "目标和基期已重定", "flag", default=False),
        Field("basis", "依据", must=True),
    ),
    "comparables": (
        Field("id", "编号", must=True),
        Field("indicator", "指标", "id", must=True, of="indicators"),
        Field("unit", "单位", "id", must=True, of="units"),
        Field("period", "报告期", "period", must=True),
        Field("value", "可比数", "number", must=True),
        Field("source", "出处", must=True),
    ),
    "goals": (
        Field("id", "编号", must=True),
        Field("name", "名称", must=True),
        Field("theme", "分组"),
        Field("indicator", "指标", "id", must=True, of="indicators"),
        Field("quote", "原文", must=True),
        Field("operator", "算符", "choice", must=True, choices=OPERATOR_WORDS),
        Field("kind", "类型", "choice", must=True, choices=KIND_WORDS),
        Field("value", "目标值", "number"),
        Field("measure_unit", "计量单位", must=True),
        Field("stretch", "力争", "flag", default=False),
        Field("direction", "方向", "choice", choices={1: "越多越好", -1: "越少越好"}, default=1),
        Field("deadline", "期限", "day"),
        Field("deadline_about", "期限可前后", "flag", default=False),
        Field("base_period", "基期", "period"),
        Field("base_value", "基期值", "number"),
        Field("base_source", "基期值出处"),
        Field("path", "序时路径", "choice", choices=PATH_WORDS, default="linear"),
        Field("lead_departments", "牵头部门", "ids", of="units"),
        Field("support_departments", "配合部门", "ids", of="units"),
        Field("section", "章节"),
        Field("note", "备注"),
        Field("evidence", "办成凭据"),
    ),
    "schemes": (
        Field("id", "编号", must=True),
        Field("title", "名称", must=True),
        Field("unit_kind", "参赛单位类别", "choice", must=True, choices=UNIT_KIND_WORDS),
        Field("units", "参赛单位", "ids", of="units"),
        Field(
            "mean", "平均方法", "choice", choices={"arithmetic": "算术平均", "geometric": "几何平均"},
            default="arithmetic",
        ),
        Field(
            "missing", "缺数规则", "choice", choices={"zero": "缺数计0分", "renormalise": "缺数的权重分给其余指标"},
            default="renormalise",
        ),
        Field("max_missing", "缺数上限", "number", default=0.2),
        Field("cap", "得分上限", "number", default=1.2),
        Field("breakthroughs", "零突破指标", "ids", of="indicators"),
    ),
    "deadlines": (
        Field("id", "编号", must=True),
        Field("name", "事项", must=True),
        Field("kind", "类别", "choice", must=True, choices=DEADLINE_WORDS),
        Field("cycle", "周期", "choice", must=True, choices=CYCLE_WORDS),
        Field("days", "日子", "numbers"),
        Field("counted", "日子算法", "choice", choices=COUNTED_WORDS, default="day"),
        Field("month", "第几个月", "number"),
        Field("before", "可提前", "flag", default=False),
        Field("owed_by", "谁来做", "ids", of="units"),
        Field("quote", "原文"),
    ),
    "items": (
        Field("indicator", "指标", "id", must=True, of="indicators"),
        Field("weight", "权重", "number", must=True),
        Field("score", "计分方式", "choice", must=True, choices=SCORE_WORDS),
        Field("goal", "目标", "id", of="goals"),
        Field("share", "完成口径", "choice", choices={"reached": "完成份额", "rate": "完成率"}, default="reached"),
        Field("direction", "方向", "choice", choices={1: "越多越好", -1: "越少越好"}, default=1),
    ),
}  # fmt: skip


def field_of(kind: RecordKind, name: str) -> Field:
    """The field of that name; KeyError when records of `kind` have none."""
    return {one.name: one for one in FIELDS[kind]}[name]
