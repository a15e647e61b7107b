"""What changed between two accounts of a plan, and why: figures, statuses, ranks, and the plan itself."""

from dataclasses import dataclass

import pandas as pd

from milepost.errors import MeasureError
from milepost.measure.account import Account
from milepost.measure.edits import Edit, edits
from milepost.measure.flips import Flip, flips
from milepost.measure.moves import Move, moves
from milepost.measure.revisions import cells, revised


@dataclass(frozen=True)
class Changes:
    """Everything that differs between `before` and `after`.

    `revisions` (REVISIONS) are figures changed, added or dropped in periods that both accounts had reached; `fresh`
    counts the figures of later ones. `flips`, `moves` and `edits` name statuses, ranks and fields of the plan.
    """

    before: Account
    after: Account
    revisions: pd.DataFrame
    fresh: int
    flips: tuple[Flip, ...]
    moves: tuple[Move, ...]
    edits: tuple[Edit, ...]

    @property
    def empty(self) -> bool:
        """Whether the two say the same."""
        return self.revisions.empty and not (self.fresh or self.flips or self.moves or self.edits)


def changes(before: Account, after: Account) -> Changes:
    """What `after` says otherwise than `before`, which must not be of a later period (MeasureError)."""
    if after.period.last_quarter() < before.period.last_quarter():
        raise MeasureError(
            f"不能拿{before.period.words}和更早的{after.period.words}比；请按较早的一期重新判断，或换一下先后"
        )
    every = cells(before, after)
    return Changes(
        before,
        after,
        revised(every).drop(columns="fresh"),
        int(every["fresh"].sum()),
        flips(before, after, every),
        moves(before, after),
        edits(before.plan, after.plan),
    )
