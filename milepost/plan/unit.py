"""Who reports and who is ranked: cities, counties, departments, banks, streets."""

from dataclasses import dataclass
from typing import Literal, get_args

from milepost.errors import PlanError

UnitKind = Literal["province", "city", "county", "department", "bank", "street"]
UNIT_KIND_WORDS: dict[UnitKind, str] = {
    "province": "省",
    "city": "市（州）",
    "county": "县（市、区）",
    "department": "部门",
    "bank": "银行",
    "street": "街道（乡镇）",
}


@dataclass(frozen=True)
class Unit:
    """A place or body that reports or is ranked.

    `code` is the GB/T 2260 code, empty where the standard has none. `counted_in` names the unit whose figures already
    contain this one's (a 开发区 inside a county), so that sums do not count it twice.
    """

    id: str
    name: str
    kind: UnitKind
    other_names: tuple[str, ...] = ()
    code: str = ""
    counted_in: str = ""

    def __post_init__(self) -> None:
        if self.kind not in get_args(UnitKind):
            raise PlanError(f"单位“{self.name}”的类别“{self.kind}”不认识，可用：{'、'.join(get_args(UnitKind))}")
