"""What is counted, in which measure unit, in which way of reporting, and by whom."""

from dataclasses import dataclass
from typing import Literal, get_args

from milepost.errors import PlanError
from milepost.plan.measure_unit import decimal_shift
from milepost.plan.period import Frequency
from milepost.plan.unit import UnitKind

# Waiting times, and answers: one county that says yes does not answer for all.
_SINGLE_AMOUNTS = frozenset({"日", "天", "工作日", "小时", "分钟", "是否"})
Way = Literal["stock", "flow", "ytd", "cumulative"]
Whose = Literal["self", "whole", "parts"]
WAY_WORDS: dict[Way, str] = {
    "stock": "期末数",
    "flow": "当期发生数",
    "ytd": "年初至今累计",
    "cumulative": "自计划起累计",
}


@dataclass(frozen=True)
class Ratio:
    """A derived indicator: `scale` × numerator ÷ denominator, both indicators of the same plan.

    The denominator may be of a lower frequency; its latest figure not later than the period is used.
    """

    numerator: str
    denominator: str
    scale: float = 1.0


@dataclass(frozen=True)
class Indicator:
    """One line of the indicator dictionary.

    `reported_by` lists unit ids, or unit kinds such as `county` for every county. `reported_for` says whose figures a
    reporter sends: `self`, the plan's own place (`whole`), every county of it (`parts`), or every unit of a kind, such
    as `bank`. `reported_as` lists other headings under which the indicator is found. `counts` means whole, never
    negative numbers. A derived indicator has a `ratio` and is reported by nobody. `includes` lists indicators that are
    disjoint parts of this one (其中企业), so that their sum cannot exceed it; `cumulates` names the indicator whose
    amounts since ever this one adds up. `by_industry`: besides the total, a figure for each of the plan's industries.
    `same_as` (plan/indicator) names the indicator of another plan of this office that this one is: reported there.
    """

    id: str
    name: str
    measure_unit: str
    way: Way
    reported_by: tuple[str, ...] = ()
    reported_for: Whose | UnitKind = "self"
    reported_as: tuple[str, ...] = ()
    frequency: Frequency = "quarter"
    counts: bool = True
    definition: str = ""
    ratio: Ratio | None = None
    includes: tuple[str, ...] = ()
    cumulates: str = ""
    by_industry: bool = False
    same_as: str = ""

    def __post_init__(self) -> None:
        if self.way not in get_args(Way):
            raise PlanError(f"指标“{self.name}”的报送方式“{self.way}”不认识，可用：{'、'.join(get_args(Way))}")
        if self.reported_for not in (*get_args(Whose), *get_args(UnitKind)):
            allowed = "、".join((*get_args(Whose), *get_args(UnitKind)))
            raise PlanError(f"指标“{self.name}”报谁的数“{self.reported_for}”不认识，可用：{allowed}")
        if bool(self.ratio) == bool(self.reported_by):
            raise PlanError(f"指标“{self.name}”须有报送单位，或由其他指标算出，二者只能有一样")
        if self.ratio and self.by_industry:
            raise PlanError(f"指标“{self.name}”由其他指标算出，不能再分行业报送")
        if self.same_as and (self.ratio or not all(self.same_as.partition("/"))):
            raise PlanError(
                f"指标“{self.name}”取自其他方案，须写成“方案编号/指标编号”，如 liaoyuan-2022/market_entities；"
                "由其他指标算出的不能再取自别处"
            )

    @property
    def adds_up(self) -> bool:
        """Whether the figures of several places may be added: households may; percentages, times, yes or no may not."""
        unit = self.measure_unit
        return not (
            self.ratio
            or "/" in unit
            or unit in _SINGLE_AMOUNTS
            or decimal_shift(unit, "%") is not None
            or decimal_shift(unit, "倍") is not None
        )

    @property
    def elsewhere(self) -> tuple[str, str]:
        """Plan and indicator from which the figures are taken; empty for one that this plan collects itself."""
        plan, _, indicator = self.same_as.partition("/")
        return plan, indicator
