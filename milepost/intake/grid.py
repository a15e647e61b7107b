"""One sheet as its sender sees it: filled cells by place, merges, what is hidden, and what the formats show."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, NamedTuple

import pandas as pd

Kind = Literal["text", "number", "date", "error", "formula", "logical"]
Flaw = Literal["", "struck", "raised"]
"""What makes a number unclear: a line through it, or a part that is raised or lowered like the mark of a footnote."""
ERROR_NAMES = frozenset(("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"))
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")


class Place(NamedTuple):
    """A cell's row and column in the sender's own sheet, both from zero."""

    row: int
    column: int


class Area(NamedTuple):
    """A merged range; both corners belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A filled cell. `text` is what the sender sees; `number` is set for kind `number` alone.

    `shown_unit` is what the number format puts behind the number (%, 万): 0.123 shown as 12.3% has the text `12.3%`,
    the number 12.3 and the shown unit `%`. An `error` holds its name (#REF!), a `formula` has no stored result.
    `flaw` is that of the text or of a part of it.
    """

    kind: Kind
    text: str
    number: float | None = None
    shown_unit: str = ""
    flaw: Flaw = ""


def column_letters(column: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """The A1 address of a place: (6, 2) is C7."""
    return f"{column_letters(column)}{row + 1}"


def place_of(text: str) -> Place:
    """The place of an A1 address; ValueError for anything else."""
    match = _ADDRESS.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"“{text}”不是单元格地址")
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return Place(int(match[2]) - 1, column - 1)


@dataclass(frozen=True)
class Grid:
    """One sheet. Only filled cells are kept, so a lone cell at XFD1048576 costs nothing.

    `comments` are what the sender has hung on cells, by place; those of a workbook that we returned are left out.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    address = staticmethod(address)

    def text(self, row: int, column: int) -> str:
        """What the sender sees there, outer blanks stripped; empty where nothing stands."""
        cell = self.cells.get((row, column))
        return cell.text.strip() if cell else ""

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The rows that hold anything, in order."""
        return tuple(sorted({row for row, _ in self.cells}))

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The columns that hold anything, in order."""
        return tuple(sorted({column for _, column in self.cells}))

    @cached_property
    def _anchors(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Covered places of merges, within the filled rows and columns, and the corner that holds their text."""
        rows, columns = set(self.rows), set(self.columns)
        return {
            (row, column): (area.top, area.left)
            for area in self.merges
            if (area.top, area.left) in self.cells
            for row in range(area.top, area.bottom + 1)
            if row in rows
            for column in range(area.left, area.right + 1)
            if column in columns
        }

    @cached_property
    def _areas(self) -> dict[tuple[int, int], Area]:
        return {(area.top, area.left): area for area in self.merges}

    def covers(self, row: int, column: int) -> Area:
        """The range that the cell covers: the merged one whose corner it is, else itself."""
        return self._areas.get((row, column)) or Area(row, column, row, column)

    def merged_text(self, row: int, column: int) -> str:
        """The text there, or that of the merged range which covers the place."""
        return self.text(*self._anchors.get((row, column), (row, column)))

    def with_flaws(self, flaws: Mapping[tuple[int, int], Flaw]) -> "Grid":
        """The grid with the flaws of its cells; places that hold nothing have none."""
        if not flaws:
            return self
        flawed = {place: replace(self.cells[place], flaw=flaw) for place, flaw in flaws.items() if place in self.cells}
        return replace(self, cells={**self.cells, **flawed})

    def surroundings(self, cell: str, margin: int = 3) -> pd.DataFrame:
        """The texts around an A1 address, `margin` rows and columns each way; labelled as the sheet is (7, C)."""
        middle = place_of(cell)
        rows = range(max(0, middle.row - margin), middle.row + margin + 1)
        columns = range(max(0, middle.column - margin), middle.column + margin + 1)
        return pd.DataFrame(
            [[self.text(row, column) for column in columns] for row in rows],
            index=[row + 1 for row in rows],
            columns=[column_letters(column) for column in columns],
            dtype="str",
        )

    def to_plain(self) -> dict[str, Any]:
        """The grid as JSON can carry it."""
        return {
            "name": self.name,
            "cells": [[r, c, x.kind, x.text, x.number, x.shown_unit, x.flaw] for (r, c), x in self.cells.items()],
            "merges": [list(area) for area in self.merges],
            "hidden_rows": sorted(self.hidden_rows),
            "hidden_columns": sorted(self.hidden_columns),
            "hidden": self.hidden,
            "comments": [[row, column, text] for (row, column), text in self.comments.items()],
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Grid":
        """The grid that `to_plain` wrote."""
        return cls(
            plain["name"],
            {(r, c): Cell(*rest) for r, c, *rest in plain["cells"]},
            tuple(Area(*corners) for corners in plain["merges"]),
            frozenset(plain["hidden_rows"]),
            frozenset(plain["hidden_columns"]),
            plain["hidden"],
            {(row, column): text for row, column, text in plain["comments"]},
        )
