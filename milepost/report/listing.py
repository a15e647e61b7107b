"""A table as it is shown: texts in columns, figures on the right."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from milepost.plan.plan import Plan
from milepost.report import words

Link = Callable[[str], str]


@dataclass(frozen=True)
class Listing:
    """A table of texts, column by column; those named in `right` carry figures, and stand on the right.

    A page breaks them only at punctuation and blanks, so that rows stay low on a phone.
    """

    columns: Mapping[str, Sequence[str]]
    right: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether there are no rows."""
        return not any(self.columns.values())

    def frame(self) -> pd.DataFrame:
        """The table for a page."""
        return pd.DataFrame(dict(self.columns))


def linked(text: str, url: str) -> str:
    """A link in Markdown."""
    return f"[{text}]({url})"


def departments(plan: Plan, ids: Sequence[str]) -> str:
    """The names of departments, or — when the plan names none."""
    return "、".join(plan.unit_of(one).name for one in ids) or words.MISSING
