"""Promises across a change of definition or boundary: what still compares, what is said of it, and what waits."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from milepost.measure.footing import Bools, Break, Floats, earlier
from milepost.measure.judged import Judged, answered
from milepost.measure.panel import Panel
from milepost.measure.promises import Promises
from milepost.measure.reasons import Reasons

LIKE = "按可比口径"


@dataclass(frozen=True)
class Unlike:
    """The breaks of a panel as they touch promises, promise × quarter; all is plain where nothing ever changed."""

    promises: Promises
    panel: Panel
    judged: Judged

    @cached_property
    def era(self) -> Floats:
        """How many breaks lie behind each promise's figure."""
        behind = self.panel.footing.era[self.promises.indicator, self.promises.unit]
        return np.nan_to_num(answered(behind, self.judged.answering))

    @cached_property
    def _told(self) -> Floats:
        """What the office told in the newer way, for promises that are judged by the figure as it stands."""
        place = (self.promises.indicator, self.promises.unit)
        told = self.panel.footing.comparable[place] * self.promises.scale[:, None]
        plain = (self.promises.basis == "level") & ~(self.promises.of_kind("growth") & self.promises.relative)
        return np.where(plain[:, None], answered(told, self.judged.answering), np.nan)

    def before(self, block: Floats, quarters: int) -> Floats:
        """`block` so many quarters before, as it compares; NaN across a break, or what was told in the newer way."""
        moved = earlier(block, quarters)
        if not self.panel.footing.breaks:
            return moved
        passed = self.era - earlier(self.era, quarters)
        return np.where(passed == 1, earlier(self._told, quarters), np.where(passed > 1, np.nan, moved))

    @cached_property
    def words(self) -> Reasons:
        """How last year's figure compares, where a break lies between."""
        said = Reasons(self.judged.level.shape)
        for one in self.panel.footing.breaks:
            here = self.judged.answering + self.panel.first
            between = self._touched(one, one.units)[:, None] & (here >= one.quarter) & (here - 4 < one.quarter)
            told = ~np.isnan(earlier(self._told, 4))
            said.put(LIKE, between & told)
            said.put(f"{one.words}，与上年不可比", between & ~told)
        return said

    def waiting(self, reasons: Reasons) -> Bools:
        """Which promises cannot be judged before the office has set them anew; `reasons` are told why."""
        waits = np.zeros(self.judged.level.shape, bool)
        for one in self.panel.footing.breaks:
            here = self.judged.answering + self.panel.first
            rows = self._touched(one, one.unsettled) & (self.promises.base_quarter < one.quarter)
            cells = rows[:, None] & (here >= one.quarter)
            reasons.put(f"{one.words}，目标和基期值还没有重新核定", cells)
            waits |= cells
        return waits

    def _touched(self, one: Break, units: tuple[int, ...]) -> Bools:
        return np.isin(self.promises.indicator, one.indicators) & np.isin(self.promises.unit, units)
