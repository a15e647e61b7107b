"""行政区划调整: units that get another name, become one, or are parted, from a quarter on and on a document's word."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from milepost.errors import PlanError
from milepost.plan.period import Period
from milepost.plan.unit import Unit

AdjustmentKind = Literal["renamed", "merged", "split"]
ADJUSTMENT_WORDS: dict[AdjustmentKind, str] = {"renamed": "改名", "merged": "合并", "split": "拆分"}


@dataclass(frozen=True)
class Adjustment:
    """One change of the units: `units` as they were, `into` what they became; figures follow it from quarter `since`.

    A renamed unit keeps its id; `old_name` stands among its other names. Several merged become one, which may be one of
    them; one that is split becomes several, of which it may be one. `basis` names the document. `settled`: the office
    has set the parts of the goals, and their bases, for what a remaining unit is from then on.
    """

    id: str
    kind: AdjustmentKind
    since: Period
    units: tuple[str, ...]
    basis: str
    into: tuple[str, ...] = ()
    old_name: str = ""
    settled: bool = False

    def __post_init__(self) -> None:
        if self.kind not in get_args(AdjustmentKind):
            raise PlanError(f"区划调整的方式“{self.kind}”不认识，可用：{'、'.join(ADJUSTMENT_WORDS.values())}")
        if self.since.frequency != "quarter":
            raise PlanError(f"区划调整须从某一季度起算，“{self.since.words}”不是季度")
        if not self.basis.strip():
            raise PlanError("区划调整须写明依据（文件名、文号和生效日期）")
        fits = {
            "renamed": (len(self.units) == 1 and not self.into and bool(self.old_name), "改名须写一个单位和它的旧名"),
            "merged": (len(self.units) > 1 and len(self.into) == 1, "合并须写两个以上原单位和一个新单位"),
            "split": (len(self.units) == 1 and len(self.into) > 1, "拆分须写一个原单位和两个以上新单位"),
        }
        right, what = fits[self.kind]
        if not right:
            raise PlanError(f"{self.since.words}起的区划调整：{what}")

    @property
    def quarter(self) -> int:
        """Ordinal of the first quarter that follows it."""
        return self.since.ordinal


class Boundaries:
    """Which units there are in which quarter, and what became of the others."""

    def __init__(self, adjustments: Iterable[Adjustment]) -> None:
        self._all = tuple(sorted(adjustments, key=lambda one: one.since))

    def __bool__(self) -> bool:
        return bool(self._all)

    @cached_property
    def merged(self) -> tuple[Adjustment, ...]:
        """The mergers, the earliest first."""
        return tuple(one for one in self._all if one.kind == "merged")

    @cached_property
    def split(self) -> tuple[Adjustment, ...]:
        """The partings, the earliest first."""
        return tuple(one for one in self._all if one.kind == "split")

    @cached_property
    def _born(self) -> dict[str, Adjustment]:
        return {unit: one for one in self._all for unit in one.into if unit not in one.units}

    @cached_property
    def _ended(self) -> dict[str, Adjustment]:
        return {unit: one for one in self._all if one.into for unit in one.units if unit not in one.into}

    def origin(self, unit: str) -> Adjustment | None:
        """What made the unit; None for one that was there from the beginning."""
        return self._born.get(unit)

    def end(self, unit: str) -> Adjustment | None:
        """What ended the unit; None for one that is there still."""
        return self._ended.get(unit)

    def living(self, unit: str, period: Period) -> bool:
        """Whether there is such a unit at the end of `period`."""
        born, ended = self._born.get(unit), self._ended.get(unit)
        if born is None and ended is None:
            return True  # asked of every figure there may be, and most units never change
        quarter = period.last_quarter().ordinal
        return not (born and quarter < born.quarter) and not (ended and quarter >= ended.quarter)

    def with_heirs(self, units: Iterable[str]) -> set[str]:
        """`units` and all that they became: who was named to report or to race is followed by its heir."""
        found = set(units)
        for one in self._all:
            if found & set(one.units):
                found |= set(one.into)
        return found

    def forebears(self, unit: str, period: Period) -> tuple[str, ...]:
        """The units whose figures of `period` together are what `unit` covers from a later merger on; mostly none."""
        quarter, found = period.last_quarter().ordinal, [unit]
        for one in reversed(self.merged):
            if quarter < one.quarter and one.into[0] in found:
                found.remove(one.into[0])
                found += [each for each in one.units if each not in found]
        return () if found == [unit] else tuple(found)

    def refuse_impossible(self, units: dict[str, Unit]) -> None:
        """PlanError for units that end or begin twice, end before they began, or change their kind."""
        for one in self._all:
            self._refuse_strange(one, [units[each] for each in (*one.units, *one.into)])
        for what, field, other in (("设立", "into", "units"), ("撤销", "units", "into")):
            seen: set[str] = set()
            for one in self._all:
                for unit in getattr(one, field) if one.into else ():
                    if unit in getattr(one, other):
                        continue
                    if unit in seen:
                        raise PlanError(f"“{units[unit].name}”在区划调整里{what}了两次，请核对")
                    seen.add(unit)
        for unit, born in self._born.items():
            ended = self._ended.get(unit)
            if ended and ended.since <= born.since:
                raise PlanError(f"“{units[unit].name}”{ended.since.words}撤销，却在{born.since.words}才设立，请核对")

    def _refuse_strange(self, one: Adjustment, about: list[Unit]) -> None:
        if len({unit.kind for unit in about}) > 1:
            names = "、".join(unit.name for unit in about)
            raise PlanError(f"{one.since.words}起的区划调整里，{names}的类别不同，请核对")
        if one.kind == "renamed" and one.old_name not in about[0].other_names:
            raise PlanError(f"“{about[0].name}”改名前的名称“{one.old_name}”须写进它的别名，以前的表才认得出")
