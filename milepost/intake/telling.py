"""Problems of one table, told at the cells of its sender."""

from dataclasses import dataclass
from typing import Literal

from milepost.intake.claims import Claim, Findings
from milepost.intake.grid import address
from milepost.intake.numbers import Blank, Number, Odd, read_number
from milepost.intake.table import Table
from milepost.plan.reading import Problem


def merged_figure(value: str) -> tuple[str, str, str, str]:
    """What is told of a figure in a cell that is merged over rows or columns of others."""
    return "merged-figure", value, "这一格合并了几行或几列，分不清是谁的数", "请取消合并，每一格只填自己的数"


@dataclass(frozen=True)
class Telling:
    """Adds what is wrong or odd in `table` to the findings."""

    table: Table
    findings: Findings

    def heading_place(self, at: tuple[int, int], *, in_column: bool) -> tuple[int, int]:
        """Where the words stand that a problem is about: in the column's heading, or in the row's label."""
        row, column = at
        if in_column:
            for heading in reversed(self.table.heading_rows):
                if self.table.grid.text(heading, column):
                    return heading, column
        return row, self.table.label_column(row, column)

    def number(self, at: tuple[int, int]) -> Number | Blank | Odd:
        """What stands at a place as a number."""
        return read_number(self.table.grid.cells.get(at))

    def refuse(self, at: tuple[int, int], *words: str) -> None:
        """Tell of an error at a place: its code, the sender's value, what is wrong and what to do."""
        self.findings.problems[self.error(at, *words)] = None

    def refuse_nameless(self, at: tuple[int, int]) -> None:
        """Tell of a number in a row without any name."""
        if isinstance(self.number(at), Number):
            message = f"第{at[0] + 1}行没有写指标名称，无法确定是什么数"
            self.refuse(at, "no-heading", self.table.grid.text(*at), message, "请在行首写明指标，或删去这个数")

    def ask(self, at: tuple[int, int], *words: str) -> None:
        """Tell of a doubt at a place, in the same words."""
        self.findings.problems[self._problem("doubt", at, *words)] = None

    def ask_of_way(self, claim: Claim, at: tuple[int, int], *words: str) -> None:
        """Tell of a doubt about the way of a claim, once that one stands."""
        self.findings.way_doubts.append((claim, self._problem("doubt", at, *words)))

    def error(self, at: tuple[int, int], *words: str) -> Problem:
        """An error that may be told later."""
        return self._problem("error", at, *words)

    def _problem(self, level: Literal["error", "doubt"], at: tuple[int, int], *words: str) -> Problem:
        code, value, message, remedy = words
        return Problem(level, code, message, remedy, self.table.grid.name, address(*at), value)
