"""Figures again from the kept originals: proof that the store holds what was sent, and the cure when it does not."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pandas as pd

from milepost.errors import MilepostError
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.reading import Reading
from milepost.plan.tables import READ_FIGURES
from milepost.store import digest


@dataclass(frozen=True)
class Accepted:
    """What a submission was accepted as: the plan as it was then, the sender's id, and when that was."""

    plan: Plan
    period: Period
    file: str
    sender: str
    time: datetime


Read = Callable[[bytes, Accepted], Reading]
"""Reads an original again, as it was read then."""


@dataclass(frozen=True)
class Difference:
    """A submission whose original no longer gives the figures that were accepted, and why."""

    submission: str
    file: str
    why: str


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild found, by submission: `same`, `restored` (the stored figures were damaged), `differing`.

    What differs is left as it was accepted: a newer reader must not change what was published.
    """

    same: tuple[str, ...]
    restored: tuple[str, ...]
    differing: tuple[Difference, ...]

    def __str__(self) -> str:
        checked = len(self.same) + len(self.restored) + len(self.differing)
        parts = [f"核对了{checked}份报送，{len(self.same)}份与原件一致"]
        if self.restored:
            parts.append(f"{len(self.restored)}份的数字有缺损，已按原件恢复")
        if self.differing:
            named = "；".join(f"“{d.file}”（{d.submission}）：{d.why}" for d in self.differing)
            parts.append(f"{len(self.differing)}份与原件不一致，没有改动，请逐份核对：{named}")
        return "；".join(parts)


@dataclass
class Rereading:
    """A rebuild under way: compares each submission and remembers what has to be put back."""

    same: list[str] = field(default_factory=list)
    damaged: dict[str, pd.DataFrame] = field(default_factory=dict)
    differing: list[Difference] = field(default_factory=list)

    def compare(self, submission: dict[str, Any], stored: pd.DataFrame, again: Callable[[], Reading]) -> None:
        """Sort one submission (with its accepted `digest`) by what `again`, its original read anew, gives."""
        try:
            figures = again().figures
        except MilepostError as error:
            self.differing.append(Difference(submission["id"], submission["file"], str(error)))
            return
        accepted = submission["digest"]
        if digest.of_figures(figures, READ_FIGURES) != accepted:
            why = f"现在读出{len(figures)}个数字，接受时是{submission['figures']}个，内容不同"
            self.differing.append(Difference(submission["id"], submission["file"], why))
        elif digest.of_figures(stored, READ_FIGURES) != accepted:
            self.damaged[submission["id"]] = figures
        else:
            self.same.append(submission["id"])

    def outcome(self) -> Rebuilt:
        """The summary, once the damaged ones are put back."""
        return Rebuilt(tuple(self.same), tuple(self.damaged), tuple(self.differing))
