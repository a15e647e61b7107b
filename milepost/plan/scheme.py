"""How units race (赛马): who, by which indicators, with which weights, and what a missing figure does."""

from dataclasses import dataclass
from typing import Literal, get_args

from milepost.errors import PlanError
from milepost.plan.unit import UnitKind

Score = Literal["completion", "ahead", "growth", "minmax"]
SCORE_WORDS: dict[Score, str] = {
    "completion": "完成份额",
    "ahead": "比序时快慢",
    "growth": "同比增速",
    "minmax": "水平（组内0—100）",
}


@dataclass(frozen=True)
class SchemeItem:
    """One indicator of a race and what is scored of it.

    `goal` names the promise behind scores `completion` and `ahead`; the others need none. `share` chooses what
    completion means: the reached share of the promised change, or the plain rate y/target (完成率). `direction` is for
    growth and minmax: 1 when more is better, else -1.
    """

    indicator: str
    weight: float
    score: Score
    goal: str = ""
    share: Literal["reached", "rate"] = "reached"
    direction: Literal[1, -1] = 1

    def __post_init__(self) -> None:
        if self.score not in get_args(Score):
            raise PlanError(
                f"赛马指标“{self.indicator}”的计分方式“{self.score}”不认识，可用：{'、'.join(get_args(Score))}"
            )
        if self.weight <= 0:
            raise PlanError(f"赛马指标“{self.indicator}”的权重须大于0")
        if self.score in ("completion", "ahead") and not self.goal:
            raise PlanError(f"赛马指标“{self.indicator}”按完成计分，须写明目标")


@dataclass(frozen=True)
class Scheme:
    """A race among the units of one kind.

    `units` narrows the field (empty: all units of `unit_kind`). `cap` limits a completion score (1.2 = 120 %). A unit
    lacking more than `max_missing` of the weight is not ranked; up to that, a missing score counts `zero`, or the
    other weights are scaled up (`renormalise`). `breakthroughs` lists indicators of which every unit should have at
    least one (零突破), whether they are scored or not.
    """

    id: str
    title: str
    unit_kind: UnitKind
    items: tuple[SchemeItem, ...]
    units: tuple[str, ...] = ()
    mean: Literal["arithmetic", "geometric"] = "arithmetic"
    missing: Literal["zero", "renormalise"] = "renormalise"
    max_missing: float = 0.2
    cap: float = 1.2
    breakthroughs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.unit_kind not in get_args(UnitKind):
            allowed = "、".join(get_args(UnitKind))
            raise PlanError(f"赛马办法“{self.title}”的参赛单位类别“{self.unit_kind}”不认识，可用：{allowed}")
        if not self.items:
            raise PlanError(f"赛马办法“{self.title}”没有指标")
        if self.mean not in ("arithmetic", "geometric") or self.missing not in ("zero", "renormalise"):
            raise PlanError(f"赛马办法“{self.title}”的平均方法或缺数规则不认识")
