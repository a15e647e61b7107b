"""Whether a quarter is complete: everything owed has come, or the office has said that it is enough without some."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Readiness:
    """Ids of the units that lack something, those whose figures were doubted and explained, and whose files wait.

    `excused` are those the office has named in saying 够发布; None when it has said nothing.
    """

    missing: tuple[str, ...]
    explained: tuple[str, ...]
    waiting: tuple[str, ...]
    excused: frozenset[str] | None

    @property
    def complete(self) -> bool:
        """Nothing lacks, or nothing but what was named; who came to lack something later is not excused."""
        return not self.missing or (self.excused is not None and self.excused >= set(self.missing))


def readiness(
    standing: pd.DataFrame, live: pd.DataFrame, waiting: Collection[str], excused: frozenset[str] | None
) -> Readiness:
    """How complete a period is, from `standing` (columns REPORTING) and its live submissions (SUBMISSIONS)."""
    missing = standing[standing["missing"] != ""]["unit"].drop_duplicates().tolist()
    explained = live[live["explanation"].str.strip() != ""]["sender"].drop_duplicates().tolist()
    return Readiness(tuple(missing), tuple(explained), tuple(dict.fromkeys(waiting)), excused)
