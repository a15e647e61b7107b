"""What the pages of the plan desk say: what still lacks in a plan, and what a draft changes."""

from collections.abc import Callable, Sequence

from milepost.measure.edits import Edit
from milepost.plan.editing import Fault, value_at
from milepost.plan.field_text import Names
from milepost.plan.goal import Goal
from milepost.plan.plan import Document, Plan
from milepost.plan.sanity import NEEDS_BASE, SUMMED
from milepost.report import edit_words, words
from milepost.report.edit_words import Plans
from milepost.report.listing import Listing


def bases(plan: Plan) -> str:
    """12项目标缺基期值，进度快慢还无法判断; or that none lacks one."""
    needing = [goal for goal in plan.goals if goal.kind in NEEDS_BASE]
    lacking = [goal for goal in needing if goal.base_value is None]
    if not needing:
        return "方案里没有要从基期算起的目标"
    if not lacking:
        return f"{len(needing)}项目标的基期值已录齐"
    return f"{len(lacking)}项目标缺基期值，进度快慢还无法判断"


def allocations(plan: Plan) -> str:
    """9项目标已分解到县区，2项合计与总目标不符."""
    given = [goal for goal in plan.goals if goal.allocations]
    if not given:
        return "目标还没有分解到各单位"
    odd = [goal for goal in given if not _adds_up(plan, goal.id)]
    return f"{len(given)}项目标已分解到各单位，" + (f"{len(odd)}项合计与总目标不符" if odd else "合计都与总目标相符")


def _adds_up(plan: Plan, goal_id: str) -> bool:
    goal = plan.goal_of(goal_id)
    if goal.kind not in SUMMED or goal.value is None or plan.indicator_of(goal.indicator).ratio:
        return True
    return (
        abs(sum(goal.allocations[u.id].value for u in plan.summed_parts if u.id in goal.allocations) - goal.value)
        < 1e-9
    )


def differences(edits: Sequence[Edit], plans: Plans, literal: Callable[[str], str]) -> Listing:
    """Every difference: the record, the field, what stood and what stands."""
    return Listing(
        {
            "哪一条": [literal(edit_words.subject(edit, plans)) for edit in edits],
            "哪一项": [edit_words.aspect(edit, plans) or edit_words.sentence(edit, plans) for edit in edits],
            "原来": [literal(edit_words.said(edit, plans, newer=False)) for edit in edits],
            "现在": [literal(edit_words.said(edit, plans, newer=True)) for edit in edits],
        }
    )


def count(edits: Sequence[Edit]) -> str:
    """3处改动; 还没有改动."""
    return f"{len(edits)}处改动，还没有保存" if edits else "还没有改动"


def standing(faults: Sequence[Fault], edits: Sequence[Edit]) -> str:
    """What a draft has come to: 1处错，改好才能保存; else how much is changed."""
    return f"{len(faults)}处错，改好才能保存" if faults else count(edits)


def findings(many: int, new: Sequence[str]) -> str:
    """方案体检8条，新增1条：…; the first of those that the draft has brought about."""
    told = f"方案体检{many}条" if many else "方案体检没有问题"
    return f"{told}，新增{len(new)}条：{new[0]}" if new else told


def retargeted(goals: tuple[Goal, Goal], reason: str) -> str:
    """目标调整：突破12万户改为突破13万户。省里加码（依据：某府办发〔2024〕8号）"""
    told = [tuple(map(said, goals)) for said in (words.target, words.deadline)]
    moved = "，".join(f"{before}改为{after}" for before, after in told if before != after)
    return f"目标调整：{moved}。{reason}"


def changed(plan: Plan) -> str:
    """1次区划调整、2个指标口径变化; or that there was none."""
    counts = ((len(plan.adjustments), "次区划调整"), (len(plan.redefinitions), "个指标口径变化"))
    told = "、".join(f"{count}{what}" for count, what in counts if count)
    return told or "单位和指标口径都没有变过"


def plan(plan: Plan) -> str:
    """某市三年行动：26项目标、22个指标、5个下级单位."""
    parts = f"、{len(plan.parts)}个下级单位" if plan.parts else ""
    return f"{plan.name}：{len(plan.goals)}项目标、{len(plan.indicators)}个指标{parts}"


def weights(document: Document, scheme: str) -> str:
    """权重合计100：市场主体总量60%、新登记市场主体40%."""
    names = Names(document)
    items = [item for item in value_at(document, ("schemes", scheme, "items")) or () if item.get("weight")]
    total = sum(item["weight"] for item in items)
    shares = "、".join(
        f"{names.written('indicators', str(item.get('indicator', '')))}{words.percent(item['weight'] / total)}"
        for item in items
    )
    return f"权重合计{words.round_number(float(total))}：{shares}" if total > 0 else "还没有权重"
