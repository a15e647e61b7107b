"""Sums over quarters of what is reported as it happens (flow) or from January on (ytd), from any quarter on."""

from dataclasses import dataclass

import numpy as np

from milepost.measure.panel import Bools, Floats, Ints


@dataclass(frozen=True)
class Running:
    """Running totals of several series, one per row, over consecutive quarters.

    `total` counts from the first quarter to each quarter, `before` to just before it. `lost` and `lost_before` count
    likewise the owed figures that are missing and that no later one heals. `missing` marks these figures.
    """

    total: Floats
    before: Floats
    lost: Ints
    lost_before: Ints
    missing: Bools

    @classmethod
    def of_flow(cls, figures: Floats, owed: Bools) -> "Running":
        """Each owed figure holds what happened since the one before; a missing one leaves every sum over it unknown."""
        missing = owed & np.isnan(figures)
        counted = np.where(owed & ~missing, figures, 0.0)
        total, lost = counted.cumsum(axis=1), missing.cumsum(axis=1)
        return cls(total, total - counted, lost, lost - missing, missing)

    @classmethod
    def of_ytd(cls, figures: Floats, first: int) -> "Running":
        """Each figure holds its year so far, so only year ends and the quarter itself count; `first` is an ordinal."""
        number = (first + np.arange(figures.shape[1])) % 4
        absent = np.isnan(figures)
        missing = absent & (number == 3)
        known = np.where(absent, 0.0, figures)
        closes = np.where(number == 3, known, 0.0)
        years, lost_years = closes.cumsum(axis=1) - closes, missing.cumsum(axis=1) - missing
        # A sum that starts within a year takes off what that year held before.
        inside = number > 0
        earlier = np.where(inside, np.roll(known, 1, axis=1), 0.0)
        earlier_absent = inside & np.roll(absent, 1, axis=1)
        return cls(years + known, years + earlier, lost_years + absent, lost_years - earlier_absent, missing)

    def since(self, start: Ints) -> Floats:
        """Sum from quarter `start` (one for each cell) to each quarter; NaN where a figure in it is missing."""
        lost = self.lost - np.take_along_axis(self.lost_before, np.maximum(start, 0), axis=1)
        return np.where(lost > 0, np.nan, self.known_since(start))

    def known_since(self, start: Ints) -> Floats:
        """The same sum over the figures there are: the true one is at least this, since amounts are not negative."""
        total = self.total - np.take_along_axis(self.before, np.maximum(start, 0), axis=1)
        return np.where((start < 0) | (start > np.arange(total.shape[1])), np.nan, total)
