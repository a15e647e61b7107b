"""What one heading says, once it is understood."""

from dataclasses import dataclass

from milepost.intake import wording
from milepost.intake.measures import shift_between
from milepost.intake.times import Said
from milepost.plan.indicator import Indicator
from milepost.plan.industry import Industry
from milepost.plan.period import SaidPeriod
from milepost.plan.unit import Unit

COUNTS = wording.VALUES | wording.listed("户数 家数 个数 户") | {""}
_COUNTED = {"户数": "户", "家数": "户", "个数": "户", "户": "户", "金额": "元", "余额": "元"}
"""Headings that only say how much there is, and the measure unit of what they can be said of."""


@dataclass(frozen=True)
class Meaning:
    """What one heading says. `name` is what remains of it as the name of a thing counted, its groups included.

    `excluded` says in Chinese why its figures are not asked for; `doubt` what a person should confirm. A `total` is
    the plan's whole place; a `bare_total` (合计) is one only where the other direction names no place.
    """

    text: str = ""
    name: str = ""
    indicator: Indicator | None = None
    industry: Industry | None = None
    place: Unit | None = None
    total: bool = False
    bare_total: bool = False
    rest: bool = False
    of_which: bool = False
    measures: tuple[str, ...] = ()
    ways: frozenset[Said] = frozenset()
    periods: tuple[SaidPeriod, ...] = ()
    excluded: str = ""
    doubt: str = ""

    @property
    def says_nothing(self) -> bool:
        """Whether the heading adds nothing to what the table and the other direction say (数值, 本期)."""
        names = self.name or self.place or self.industry or self.excluded
        return not (names or self.total or self.bare_total or self.rest)

    @property
    def only_counts(self) -> bool:
        """Whether the heading is 户数 or 金额 alone: of what, the other direction or the table says."""
        return self.indicator is None and (self.name in COUNTS or self.name in _COUNTED)

    def counts(self, indicator: Indicator | None) -> bool:
        """Whether the heading only says how much there is of an indicator: 户数 of firms, but not of taxes."""
        if indicator is None or not self.only_counts:
            return False
        unit = _COUNTED.get(self.name, indicator.measure_unit)
        is_one = self.name != "余额" or "余额" in indicator.name
        return is_one and shift_between(unit, indicator.measure_unit) is not None

    @property
    def is_known(self) -> bool:
        """Whether the heading names something by itself: an indicator, a place, an industry, a total or a subtotal."""
        return bool(self.indicator or self.place or self.industry or self.total or self.bare_total or self.rest)
