"""Whose rank moved, and because of which indicator's score, whose overtaking, or new weights."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from milepost.errors import MeasureError
from milepost.measure.account import Account
from milepost.measure.race import contributions, race
from milepost.plan.scheme import Scheme

# Scores that differ by less are shown alike.
_SHOWN = 0.05


@dataclass(frozen=True)
class Move:
    """One unit whose rank under a scheme differs; a rank or score is NaN where it is not ranked (数据不足).

    `passed` are the units that it went ahead of, or that went ahead of it. `shares` say by which indicators: the change
    of each one's contribution beyond the mean change of those units (its own change where there are none), in points,
    the largest first, those left out that nobody would see or that went the other way. `by_weights`: the new scheme
    alone gives the new rank, on the old figures.
    """

    scheme: str
    unit: str
    before: float
    after: float
    score_before: float
    score_after: float
    shares: tuple[tuple[str, float], ...] = ()
    passed: tuple[str, ...] = ()
    by_weights: bool = False


def moves(before: Account, after: Account) -> tuple[Move, ...]:
    """Every move under the schemes that both plan versions have, scheme by scheme, by the newer rank."""
    return tuple(move for scheme in after.plan.schemes for move in _under(scheme, before, after))


def _under(scheme: Scheme, before: Account, after: Account) -> Iterator[Move]:
    old = next((one for one in before.plan.schemes if one.id == scheme.id), None)
    if old is None:
        return
    sides = _ranked(before, old), _ranked(after, scheme)
    # Ranks among others are no movement: a field that was adjusted between begins anew.
    if after.plan.adjustments and set(sides[0]["unit"]) != set(sides[1]["unit"]):
        return
    both = sides[0].merge(sides[1], on="unit", suffixes=("_before", "_after")).set_index("unit")
    differs = both["rank_before"].ne(both["rank_after"]) & ~(both["rank_before"].isna() & both["rank_after"].isna())
    if not differs.any():
        return
    gained = _contributions(after, scheme).sub(_contributions(before, old), fill_value=0.0)
    reweighted = _reweighted(scheme, old, before)
    for unit, row in both[differs].sort_values("rank_after", kind="stable").iterrows():
        passed = _passed(both, str(unit))
        rise = row["rank_before"] - row["rank_after"]
        yield Move(
            scheme.id, str(unit), row["rank_before"], row["rank_after"], row["score_before"], row["score_after"],
            _shares(gained, str(unit), passed, rise),
            passed,
            by_weights=reweighted.get(str(unit)) == row["rank_after"],
        )  # fmt: skip


def _shares(gained: pd.DataFrame, unit: str, passed: tuple[str, ...], rise: float) -> tuple[tuple[str, float], ...]:
    """What brought a rise or a fall, by indicator; `gained` are changes of contributions, unit × indicator."""
    own = gained.loc[[unit]].mean() - (gained.loc[list(passed)].mean() if passed else 0.0)
    changes = {str(indicator): float(change) for indicator, change in own.items() if abs(change) >= _SHOWN}
    fitting = [(indicator, change) for indicator, change in changes.items() if not change * rise < 0]
    return tuple(sorted(fitting, key=lambda share: -abs(share[1])))


def _ranked(account: Account, scheme: Scheme) -> pd.DataFrame:
    rows = account.ranking[account.ranking["scheme"] == scheme.id]
    return rows[["unit", "rank", "score"]]


def _contributions(account: Account, scheme: Scheme) -> pd.DataFrame:
    """Points that each indicator brought to each unit, unit × indicator."""
    rows = contributions(account.progress, account.figures, account.plan, scheme, account.period)
    return rows.pivot_table("contribution", "unit", "indicator", aggfunc="sum", sort=False)


def _reweighted(scheme: Scheme, old: Scheme, before: Account) -> dict[str, float]:
    """Ranks of the earlier account under the newer scheme; empty where the scheme is the same or cannot be used."""
    known = {indicator.id for indicator in before.plan.indicators}
    if scheme == old or not {item.indicator for item in scheme.items} <= known:
        return {}
    try:
        rows = race(before.progress, before.figures, before.plan, scheme, [before.period])
    except MeasureError:  # no unit to rank, or a mean that these scores do not have: then weights explain nothing
        return {}
    return dict(zip(rows["unit"], rows["rank"], strict=True))


def _passed(both: pd.DataFrame, unit: str) -> tuple[str, ...]:
    """Units that stood on the other side of `unit` before."""
    ranks = both[["rank_before", "rank_after"]].to_numpy(np.float64)
    was, now = (ranks - ranks[both.index.get_loc(unit)]).T
    return tuple(str(other) for other in both.index[was * now < 0])
