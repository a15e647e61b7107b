"""口径变化: an indicator that means something else from a quarter on, and earlier figures told in the newer way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from milepost.errors import PlanError
from milepost.plan.period import Period


@dataclass(frozen=True)
class Redefinition:
    """A newer definition of `indicator`, in force from quarter `since` on, in its own words and on a document's.

    Figures of before and after are not compared, but for those that a Comparable tells in the newer way. `settled`: the
    office has set the goals' targets and bases by the newer definition; until then nothing is judged by them.
    """

    id: str
    indicator: str
    since: Period
    definition: str
    basis: str
    settled: bool = False

    def __post_init__(self) -> None:
        if self.since.frequency != "quarter":
            raise PlanError(f"口径变化须从某一季度起算，“{self.since.words}”不是季度")
        for text, what in ((self.definition, "新口径"), (self.basis, "依据（文件名和文号）")):
            if not text.strip():
                raise PlanError(f"{self.since.words}起的口径变化须写明{what}")


@dataclass(frozen=True)
class Comparable:
    """可比数: what `indicator` of `unit` in `period` would have been by the definition or boundary that came next.

    `value` is in the indicator's measure unit and way of reporting; `source` says who worked it out, and from what.
    """

    id: str
    indicator: str
    unit: str
    period: Period
    value: float
    source: str

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise PlanError(f"{self.period.words}的可比数须写明出处")


def redefined_as(
    redefinitions: Iterable[Redefinition], copies: Mapping[str, Sequence[str]]
) -> tuple[Redefinition, ...]:
    """The redefinitions of indicators that are judged under other ids: once for each of an indicator's `copies`."""
    return tuple(
        replace(one, id=f"{one.id} {name}", indicator=name)
        for one in redefinitions
        for name in copies.get(one.indicator, ())
    )
