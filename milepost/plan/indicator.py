"""What is counted, in which measure unit, in which way of reporting, and by whom."""

from dataclasses import dataclass
from typing import Literal, get_args

from milepost.errors import PlanError
from milepost.plan.period import Frequency
from milepost.plan.unit import UnitKind

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
