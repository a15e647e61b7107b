"""Where a series drifts to if it goes on as it did: the drift method with its prediction interval.

Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, §5.2 and §5.5. Student's t with n − 2
degrees keeps the promise of the interval: of simulated "80 %" intervals 80 to 81 % hold, with the normal quantile at
four points only 68 %. For a page of its own; never for what is published.
"""

from dataclasses import dataclass

import numpy as np

from milepost.measure import student
from milepost.measure.panel import Floats, Ints

COVERAGE = 0.8
LEAST_POINTS = 4
LEAST_FOR_CHANCES = 6


@dataclass(frozen=True)
class Forecast:
    """Forecasts as series × step ahead (1, 2, …): the middle, the ends of the interval, its scale.

    `points` counts the known values at the end of each series without a gap. NaN where they are fewer than four.
    """

    middle: Floats
    low: Floats
    high: Floats
    scale: Floats
    points: Ints

    def chance(self, target: Floats, direction: Floats) -> Floats:
        """Probability of reaching `target` (one for each series) at each step; NaN for fewer than six points."""
        found = np.full(self.middle.shape, np.nan)
        for count in np.unique(self.points[self.points >= LEAST_FOR_CHANCES]).tolist():
            rows = self.points == count
            ahead = direction[rows, None] * (self.middle[rows] - target[rows, None])
            with np.errstate(divide="ignore", invalid="ignore"):
                chance = student.below(ahead / self.scale[rows], count - 2)
            # A series without any scatter reaches its target or does not.
            found[rows] = np.where(self.scale[rows] == 0, ahead >= 0, chance)
        return found


def forecast(history: Floats, steps: int, coverage: float = COVERAGE) -> Forecast:
    """Forecast each row of `history` (series × period, oldest first) so many steps beyond its last period.

    The known values after the last gap count; a series whose last value is missing has none. Levels are forecast as
    they are; amounts (flow, ytd) should come as sums of four quarters, or the seasons of a year look like a drift.
    """
    known = ~np.isnan(history)
    points = np.where(known.all(axis=1), history.shape[1], np.argmin(known[:, ::-1], axis=1))
    shape = (len(history), steps)
    middle, low, high, scale = (np.full(shape, np.nan) for _ in range(4))
    ahead = np.arange(1, steps + 1)
    for count in np.unique(points[points >= LEAST_POINTS]).tolist():
        rows = points == count
        recent = history[rows, -count:]
        changes = np.diff(recent, axis=1)
        drift = changes.mean(axis=1, keepdims=True)
        # n − 1 changes around one estimated drift leave n − 2 degrees.
        spread = np.sqrt(((changes - drift) ** 2).sum(axis=1, keepdims=True) / (count - 2))
        middle[rows] = recent[:, -1:] + ahead * drift
        scale[rows] = spread * np.sqrt(ahead * (1 + ahead / (count - 1)))
        reach = student.reach(coverage, count - 2) * scale[rows]
        low[rows], high[rows] = middle[rows] - reach, middle[rows] + reach
    return Forecast(middle, low, high, scale, points)


def back_test(history: Floats, coverage: float = COVERAGE) -> tuple[Ints, Ints]:
    """How often the next value fell into the interval forecast just before it: (hits, tries) for each series."""
    hits, tries = np.zeros(len(history), np.int64), np.zeros(len(history), np.int64)
    for end in range(LEAST_POINTS, history.shape[1]):
        made = forecast(history[:, :end], 1, coverage)
        value = history[:, end]
        tried = ~np.isnan(value) & ~np.isnan(made.middle[:, 0])
        tries += tried
        hits += tried & (value >= made.low[:, 0]) & (value <= made.high[:, 0])
    return hits, tries
