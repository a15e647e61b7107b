"""What reading a workbook gives: figures with their cells, and everything that is wrong with it, all at once."""

from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from milepost.plan.period import Period
from milepost.plan.tables import BESIDE, BLANKS, READ_FIGURES, empty


@dataclass(frozen=True)
class Problem:
    """One thing odd in a workbook. An `error` stores nothing; a `doubt` passes with a written explanation.

    `code` is a short stable name (`not-a-number`), `value` the cell's text as the sender sees it, `message` says what
    is wrong and `remedy` what to do, both in Chinese. `sheet` and `cell` are empty when the whole file is meant.
    """

    level: Literal["error", "doubt"]
    code: str
    message: str
    remedy: str
    sheet: str = ""
    cell: str = ""
    value: str = ""

    @property
    def where(self) -> str:
        """Sheet and cell as the sender finds them: 季报!C7."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


@dataclass(frozen=True)
class Remark:
    """What the sender wrote beside a figure; `sheet` and `cell` are the figure's, `about` names it."""

    sheet: str
    cell: str
    about: str
    text: str


@dataclass(frozen=True)
class Reading:
    """The outcome of reading one workbook for one sender and period.

    `figures` has the columns READ_FIGURES, `blanks` (cells that were left empty or hold a missing mark) the columns
    BLANKS. `layout` tells the clerk how the file was understood; `form` names the table, so that a later submission
    of the same sender, period and form replaces this one whole. `remarks` are the sender's own words beside figures.
    `beside` (columns BESIDE) holds growth rates and earlier figures of the sheet, only to check the figures by.
    `unmeasured` are doubts about amounts of which nobody says the unit, with their indicators: one that was reported
    before tells the unit by its size.
    """

    sender: str
    period: Period
    form: str
    layout: str
    figures: pd.DataFrame = field(default_factory=lambda: empty(READ_FIGURES))
    blanks: pd.DataFrame = field(default_factory=lambda: empty(BLANKS))
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Remark, ...] = ()
    beside: pd.DataFrame = field(default_factory=lambda: empty(BESIDE))
    unmeasured: tuple[tuple[str, Problem], ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Problems that keep the whole file out of the store."""
        return tuple(p for p in self.problems if p.level == "error")

    @property
    def doubts(self) -> tuple[Problem, ...]:
        """Problems that an explanation can pass."""
        return tuple(p for p in self.problems if p.level == "doubt")
