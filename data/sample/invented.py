"""How invented figures grow: in steps that swell with the season, with a tempo of each place and a little chance.

Nothing here is real. The same seed gives the same steps.
"""

import random
from collections.abc import Sequence
from itertools import accumulate

from milepost.plan.period import Period, quarters

_SEASON = (0.85, 1.12, 1.05, 0.98)


def quarter_names(first: str, last: str) -> list[str]:
    """2022Q1, 2022Q2, … with both ends."""
    return [str(quarter) for quarter in quarters(Period.parse(first), Period.parse(last))]


def growth(total: float, names: Sequence[str], tempo: Sequence[float], seed: str) -> list[int]:
    """Increase since the start, quarter by quarter, up to `total`; a `tempo` above 1 is a busy quarter."""
    chance = random.Random(seed)  # noqa: S311 - invented figures, not a secret
    steps = [
        _SEASON[int(name[-1]) - 1] * pace * chance.uniform(0.95, 1.05) for name, pace in zip(names, tempo, strict=True)
    ]
    return [round(total * reached / sum(steps)) for reached in accumulate(steps)]


def year_to_date(since_start: Sequence[int]) -> list[int]:
    """Sums since the start, which is a January, as sums since 1 January."""
    return [n - (since_start[k // 4 * 4 - 1] if k >= 4 else 0) for k, n in enumerate(since_start)]
