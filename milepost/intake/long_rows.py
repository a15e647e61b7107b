"""What every row of a long table says, by its mixture of texts, its place and the number in it.

A row is `left` (nothing that is asked for), one of the `claims` of one figure, or `odd`: whatever a table's reader
would look at twice, remember for the rows below or complain about. Odd rows are read one by one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from milepost.intake.amounts import amount, is_share
from milepost.intake.layout import is_line
from milepost.intake.long_columns import Codes, Columns, Mask, firsts
from milepost.intake.long_mixtures import LongTable, Mixture, Mixtures
from milepost.intake.long_sheet import DeclinedError
from milepost.intake.long_values import Values
from milepost.intake.meaning import Meaning
from milepost.intake.numbers import Number, Odd
from milepost.intake.remarks import may_matter, of_column
from milepost.intake.table import NAMING
from milepost.plan.names import fold

ODD_LIMIT = 5_000
TOTAL, REST = -1, -2
"""What stands for a unit's place within the plan where a row is of the whole, or of a subtotal."""


@dataclass(frozen=True)
class LongRows:
    """The rows of a long table, as columns; `beside` are those that are compared with the figures, by their place."""

    mixtures: Mixtures
    beside: Mapping[int, Values] = field(default_factory=dict)

    @property
    def of(self) -> LongTable:
        """The table."""
        return self.mixtures.of

    @property
    def columns(self) -> Columns:
        """All columns of the sheet."""
        return self.mixtures.columns

    @property
    def cells(self) -> Values:
        """The column of figures."""
        return self.mixtures.cells

    @cached_property
    def places(self) -> list[Meaning]:
        """What each text of the place column says."""
        found = [self.of.lexicon.piece(text.strip()) for text in self.mixtures.column("place").texts]
        if any(piece.indicator for piece in found):
            raise DeclinedError("indicators among the places")
        return found

    @cached_property
    def place_of_row(self) -> Codes:
        """For each row the number of its unit within the plan; negative for totals and subtotals; below those odd.

        So are names that say more than a place: 东丰县（上年同期）.
        """
        numbers = {unit.id: number for number, unit in enumerate(self.of.lexicon.plan.units)}
        said = [
            REST - 1 if piece.excluded or piece.periods or piece.ways or piece.measures
            else numbers[piece.place.id] if piece.place
            else TOTAL if piece.total or piece.bare_total else REST if piece.rest else REST - 1
            for piece in self.places
        ]  # fmt: skip
        by_text: Codes = np.array([*said, REST - 1])
        return by_text[self.mixtures.column("place").codes]

    def mixture(self, row: int) -> Mixture | None:
        """What a row's mixture means."""
        codes, mixtures = self.mixtures.by_row
        return mixtures[int(codes[row])]

    def _by_mixture(self, chosen: list[bool]) -> Mask:
        by_mixture: Mask = np.array(chosen, dtype=bool)
        return by_mixture[self.mixtures.by_row[0]]

    @cached_property
    def left(self) -> Mask:
        """Rows that claim no figure that is asked for, whatever else they say.

        A unit is asked before an industry; and what was reported for an earlier period is looked up by its unit.
        """
        notes = [bool(m and m.note) for m in self._mixed]
        by_unit = [bool(m and ((m.note and m.note[0] == "industry") or m.earlier)) for m in self._mixed]
        return self._below & self._by_mixture(notes) & (~self._by_mixture(by_unit) | (self.place_of_row >= REST))

    @cached_property
    def _below(self) -> Mask:
        """Rows of the table itself that no table's reader would look at twice."""
        calm = ~self.columns.unclear & ~self.cells.unclear & (self.columns.filled > 1)
        calm[: self.of.table.data_rows[0]] = False
        for column in self.columns.columns:
            lines = [place for place in column.others if is_line(fold(column.texts[place]))]
            calm &= ~column.where(np.isin(np.arange(len(column.texts)), lines))
        for place, role in self.of.table.roles.items():
            number = place - self.of.first
            if role == "ignored" and number < len(self.columns.columns):
                column = self.columns.columns[number]
                told = {text: of_column(self.of.table.head_of(place), column.texts[text]) for text in column.others}
                said = [text for text, words in told.items() if may_matter(words, self.of.lexicon)]
                calm &= ~column.where(np.isin(np.arange(len(column.texts)), said))
        has_number = np.any([column.is_number for column in self.columns.columns], axis=0)
        if self.of.is_headed_by_names:
            named = self._by_mixture([bool(m and m.claim) for m in self.mixtures.by_row[1]])
            has_number |= named & (self.place_of_row >= 0)
        below: Mask = calm & has_number
        return below

    @cached_property
    def claims(self) -> Mask:
        """Rows that claim one figure, or say that there is none; all that is needed to take it is known."""
        named = self._by_mixture([bool(m and m.claim) for m in self.mixtures.by_row[1]]) & (self.place_of_row >= REST)
        is_said = self.cells.blank | ~np.isnan(self.amounts)
        return self._below & named & is_said & ~self._twice(named) & ~self._may_be_fractions

    def compared(self, column: int) -> Mask:
        """Rows that claim a figure and have a number in a column beside it."""
        return self.claims & ~np.isnan(self.beside[column].numbers)

    @cached_property
    def figure_of(self) -> tuple[Codes, list[tuple[str, str]]]:
        """For each row the place of its indicator and industry in a list; -1 for rows that claim none."""
        keys: dict[tuple[str, str], int] = {}
        places = [
            keys.setdefault((m.claim.indicator.id, m.claim.industry), len(keys)) if m and m.claim else -1
            for m in self.mixtures.by_row[1]
        ]  # fmt: skip
        return np.array(places)[self.mixtures.by_row[0]], list(keys)

    def _twice(self, named: Mask) -> Mask:
        """Rows of one figure named more than once; subtotals are no figures."""
        rows = np.flatnonzero(named & (self.place_of_row != REST))
        keys = self.figure_of[0][rows] * (len(self.of.lexicon.plan.units) + 1) + self.place_of_row[rows] + 1
        twice = np.zeros(len(named), dtype=bool)
        twice[rows[pd.Series(keys).duplicated(keep=False).to_numpy()]] = True
        return twice

    @cached_property
    def _shares(self) -> Mask:
        """Rows of shares in per cent."""
        plan = self.of.lexicon.plan
        return self._by_mixture([bool(m and m.claim and is_share(m.claim.indicator, plan)) for m in self._mixed])

    @property
    def _mixed(self) -> list[Mixture | None]:
        return self.mixtures.by_row[1]

    @cached_property
    def _may_be_fractions(self) -> Mask:
        """Shares of which the careful reader asks whether 0.615 is meant for 61.5 %."""
        found: Mask = self._shares & (self.cells.units == 0) & (self.cells.numbers > 0) & (self.cells.numbers <= 1)
        return found

    @cached_property
    def amounts(self) -> npt.NDArray[np.float64]:
        """Each row's figure in its indicator's measure unit; NaN where there is none, or not without a word."""
        codes, mixtures = self.mixtures.by_row
        known = [m.claim.indicator if m and m.claim else None for m in mixtures]
        shifts = np.array([m.shift if m and m.shift is not None else np.nan for m in mixtures])[codes]
        counts = np.array([i is not None and i.counts for i in known])[codes]
        value = self.cells.numbers
        plain = (shifts == 0) & (~counts | ((value >= 0) & (value == np.floor(value))))
        plain &= ~self._shares | ((value >= 0) & (value <= 100))
        found = np.where(plain, value, np.nan)
        named = np.array([i is not None for i in known])[codes]
        for row in np.flatnonzero(~plain & named & ~np.isnan(value)):
            found[row] = self._amount(int(row))
        return found

    def _amount(self, row: int) -> float:
        mixture = self.mixture(row)
        if mixture is None or mixture.claim is None:
            return np.nan
        number = Number(float(self.cells.numbers[row]), self.cells.unit_words[self.cells.units[row]])
        found = amount(mixture.claim, number, self.of.lexicon.plan)
        return np.nan if isinstance(found, Odd) else found

    @cached_property
    def odd(self) -> list[int]:
        """Rows that a table's reader has to read, one by one; DeclinedError when they are too many."""
        odd = (self.columns.filled > 0) & ~self.left & ~self.claims
        odd[list(self.columns.errors)] = True
        rows = np.flatnonzero(odd)
        # A row without place or name takes that of the row above it.
        blank = [self.mixtures.column(role).codes[rows] < 0 for role in self.of.naming if role in NAMING]
        before = rows[np.any(blank, axis=0)] - 1
        if len(rows) > ODD_LIMIT:
            raise DeclinedError("too many odd rows")
        before = before[before >= 0]
        return [int(row) for row in np.union1d(rows, before[self.columns.filled[before] > 0])]

    def firsts(self) -> Iterator[int]:
        """The first row of each text that means anything, and of each text among the rows that claim."""
        for number, column in enumerate(self.columns.columns):
            rows = np.flatnonzero(column.filled & (np.arange(self.columns.rows) >= self.of.table.data_rows[0]))
            yield from map(int, rows[:1])
            numeric = column.is_number
            yield from map(int, rows[numeric[rows]][:1])
            yield from map(int, rows[~numeric[rows]][:1])
            if column.names_things and not self.of.is_left_aside(number + self.of.first):
                yield from firsts(column.codes, self._below & column.filled)
                yield from firsts(column.codes, self.claims & column.filled)
        names = self.mixtures.names[0]
        for among in (self.claims, said := self.claims & ~self.cells.blank, said & (self.place_of_row >= 0)):
            yield from firsts(names, among)
        for place in self.beside:
            yield from firsts(names, self.compared(place))
        notes: dict[tuple[object, ...], int] = {}
        told = [notes.setdefault(m.note, len(notes)) if m and m.note else -1 for m in self.mixtures.by_row[1]]
        yield from firsts(np.array(told)[self.mixtures.by_row[0]], self.left & self.cells.filled)
