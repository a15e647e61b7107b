"""One promise of a plan, tied to its sentence."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal, get_args

from milepost.errors import PlanError
from milepost.plan.indicator import Indicator
from milepost.plan.measure_unit import decimal_shift
from milepost.plan.period import Period

Operator = Literal[">", ">=", "=", "<=", "≈"]
Kind = Literal[
    "stock",
    "window",
    "cumulative",
    "yearly",
    "growth",
    "share",
    "keep",
    "multiple",
    "growth_over_base",
    "boolean",
    "duration",
    "benchmark",
]
Path = Literal["linear", "compound", "milestones"]
VALUELESS: frozenset[Kind] = frozenset({"boolean", "benchmark"})
AMOUNTS: frozenset[Kind] = frozenset({"stock", "window", "cumulative", "yearly", "duration"})
"""Kinds whose value is an amount, never below zero."""
OPERATOR_WORDS: dict[Operator, str] = {
    ">": "突破（须多于）",
    ">=": "达到（不少于）",
    "=": "数额（按不少于判断）",
    "<=": "不超过",
    "≈": "左右",
}
KIND_WORDS: dict[Kind, str] = {
    "stock": "期末存量",
    "window": "计划期内新增",
    "cumulative": "累计",
    "yearly": "每年",
    "growth": "增长率",
    "share": "比例",
    "keep": "保持",
    "multiple": "倍增",
    "growth_over_base": "比基期增长",
    "boolean": "是否做到",
    "duration": "时限",
    "benchmark": "与参照值比较",
}
# Kinds whose value says how often or by how much the base is to be had, and in which unit.
_RELATIVE: Mapping[str, str] = {"multiple": "倍", "growth_over_base": "%", "growth": "%"}


@dataclass(frozen=True)
class Allocation:
    """A unit's part of a goal, set by the office: target `value` and `base_value`, in the goal's measure unit.

    `milestones` are the unit's own steps, where its target was changed on the way: what was due until then stays due.
    """

    value: float
    base_value: float | None = None
    milestones: Mapping[Period, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Reference:
    """What others reach (全国平均水平), with which a benchmark is compared: in the goal's measure unit, and whence."""

    value: float
    source: str


@dataclass(frozen=True)
class Goal:
    """One promise: what, how much, by when, in whose words.

    `value` is in `measure_unit` at base scale (120000 户, not 12 万户). `operator` follows the wording: 突破 is `>`,
    达到/以上/不少于 `>=`, a bare number `=` (judged as at least), 不超过 `<=`, 左右 `≈`. `≈` is two-sided (±5 %) only
    for kind `keep`; elsewhere it passes from 95 % of the value on. `base_value` stands at the end of `base_period`.
    `start` is the first period counted by kinds window and yearly. `direction` is 1 when more is better, else -1.
    `theme` groups goals on pages; `name` is the short label there. `references` are what a benchmark is compared with,
    by the period at whose end each stands. `evidence` names the document that shows that the promise was met, where the
    figure alone does not.
    """

    id: str
    name: str
    indicator: str
    quote: str
    operator: Operator
    kind: Kind
    measure_unit: str
    base_period: Period
    deadline: date | None
    value: float | None = None
    stretch: bool = False
    direction: Literal[1, -1] = 1
    base_value: float | None = None
    base_source: str = ""
    path: Path = "linear"
    milestones: Mapping[Period, float] = field(default_factory=dict)
    deadline_about: bool = False
    lead_departments: tuple[str, ...] = ()
    support_departments: tuple[str, ...] = ()
    section: str = ""
    theme: str = ""
    note: str = ""
    allocations: Mapping[str, Allocation] = field(default_factory=dict)
    references: Mapping[Period, Reference] = field(default_factory=dict)
    evidence: str = ""

    def __post_init__(self) -> None:
        for value, allowed, what in (
            (self.operator, get_args(Operator), "算符"),
            (self.kind, get_args(Kind), "类型"),
            (self.path, get_args(Path), "序时路径"),
            (self.direction, (1, -1), "方向"),
        ):
            if value not in allowed:
                raise PlanError(f"目标“{self.name}”的{what}“{value}”不认识，可用：{'、'.join(map(str, allowed))}")
        if (self.value is None) != (self.kind in VALUELESS):
            raise PlanError(
                f"目标“{self.name}”：{KIND_WORDS[self.kind]}类目标{'不' if self.kind in VALUELESS else '须'}写目标值"
            )
        amounts = {"": self.value} | {unit: part.value for unit, part in self.allocations.items()}
        if self.kind in AMOUNTS and any(value is not None and value < 0 for value in amounts.values()):
            raise PlanError(
                f"目标“{self.name}”：{KIND_WORDS[self.kind]}类目标值不能是负数，请核对；要减少的写减少到多少"
            )
        if self.path == "milestones" and not self.milestones:
            raise PlanError(f"目标“{self.name}”按节点推进，却没有节点值")
        if self.base_value is not None and not self.base_source:
            raise PlanError(f"目标“{self.name}”填了基期值，请同时写明出处")
        self._check_references()

    def _check_references(self) -> None:
        if self.references and self.kind != "benchmark":
            raise PlanError(f"目标“{self.name}”是{KIND_WORDS[self.kind]}类，不与参照值比较，请删去参照值或改类型")
        ends = [period.last_quarter() for period in self.references]
        if len(set(ends)) < len(ends):
            raise PlanError(f"目标“{self.name}”有两个参照值止于同一季度，请只留一个")

    @cached_property
    def allotted(self) -> tuple[tuple[float | None, ...], tuple[float | None, ...]]:
        """Values and base values of all allocations, in their order: whoever judges many places wants columns."""
        parts = self.allocations.values()
        return tuple(part.value for part in parts), tuple(part.base_value for part in parts)

    @cached_property
    def stepped(self) -> bool:
        """Whether the goal, or one of the units it is allocated to, goes by milestones."""
        return self.path == "milestones" or any(part.milestones for part in self.allocations.values())

    @property
    def start(self) -> Period:
        """First quarter that counts: the one after the base period."""
        return self.base_period.last_quarter().plus(1)

    @property
    def deadline_quarter(self) -> Period | None:
        """Quarter at whose end the promise falls due."""
        return None if self.deadline is None else Period.quarter_of(self.deadline)

    def for_unit(self, unit: str) -> "Goal | None":
        """The same promise as allocated to `unit`, or None when it is not."""
        part = self.allocations.get(unit)
        if part is None:
            return None
        # The plan's own milestones and base belong to the whole place, not to one county.
        own: Path = "linear" if self.path == "milestones" else self.path
        return replace(
            self, value=part.value, base_value=part.base_value, path="milestones" if part.milestones else own,
            milestones=part.milestones, allocations={}, base_source=self.base_source or "办公室分解",
        )  # fmt: skip


def end_of_month(year: int, month: int) -> date:
    """Last day of a month: deadlines such as 2024年底 are days."""
    return date(year, month, calendar.monthrange(year, month)[1])


def is_relative(goal: Goal, indicator: Indicator) -> bool:
    """Whether the goal's value is a multiple or a rate of growth of its base, not a level of the indicator."""
    return (
        goal.kind in _RELATIVE
        and decimal_shift(goal.measure_unit, _RELATIVE[goal.kind]) is not None
        # A growth rate that is itself reported (增速, %) is compared as it stands.
        and decimal_shift(indicator.measure_unit, goal.measure_unit) is None
    )


def base_unit(goal: Goal, indicator: Indicator) -> str:
    """The measure unit of the goal's base: the indicator's where the goal's own is that of a multiple or a rate."""
    return indicator.measure_unit if is_relative(goal, indicator) else goal.measure_unit
