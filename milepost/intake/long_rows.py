"""What every row of a long table says, told once for each text of its naming columns and each mixture of them.

A row is `left` (nothing that is asked for), a `claim` of one figure, or `odd`: whatever a table's reader would look
at twice, remember for the rows below or complain about. Odd rows are read one by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from milepost.intake import wording
from milepost.intake.amounts import amount, is_share, shift_of
from milepost.intake.claims import Claim, periods_in_column
from milepost.intake.frames import Frame
from milepost.intake.headings import Lexicon, Meaning
from milepost.intake.industries import industry_in, single, why_not
from milepost.intake.layout import Role, Table, is_line
from milepost.intake.long_columns import Codes, Column, Columns, Mask, firsts
from milepost.intake.long_sheet import DeclinedError
from milepost.intake.long_values import Values
from milepost.intake.measures import unit_words
from milepost.intake.numbers import Number, Odd
from milepost.plan.industry import Industry
from milepost.plan.names import fold

ODD_LIMIT = 5_000
_MIXTURES = 30_000
TOTAL, REST = -1, -2


class Mixture(NamedTuple):
    """What one mixture of name, period, industry, measure unit and unit behind the number means.

    `note` says why it is left, by what; `claim` is a claim without place and cell, `shift` its power of ten.
    """

    claim: Claim | None = None
    shift: int = 0
    note: tuple[object, ...] = ()


@dataclass(frozen=True)
class LongTable:
    """A table of which the first rows were read, and the column of its figures; columns begin at `first`."""

    table: Table
    frame: Frame
    lexicon: Lexicon
    value: int
    first: int

    @cached_property
    def naming(self) -> dict[Role, int]:
        """The column of each naming role; DeclinedError when two have the same, or none names places or indicators."""
        columns: dict[Role, int] = {}
        for column in self.table.stubs[self.value]:
            if columns.setdefault(self.table.roles[column], column) != column:
                raise DeclinedError("two columns of one role")
        if not {"place", "indicator"} <= set(columns):
            raise DeclinedError("no long table")
        return columns

    @property
    def is_headed_by_names(self) -> bool:
        """Whether place and indicator stand under such headings as 县区 and 指标: then rows without numbers are data."""
        return all(
            {fold(self.table.grid.text(row, self.naming[role])) for row in self.table.heading_rows}
            & wording.STUBS_NAMING
            for role in ("place", "indicator")
        )


@dataclass(frozen=True)
class LongRows:
    """The rows of a long table, as columns."""

    of: LongTable
    columns: Columns
    values: Values

    def column(self, role: Role) -> Column:
        """The naming column of a role; an empty one where the table has none."""
        place = self.of.naming.get(role)
        if place is None:
            return Column(np.full(self.columns.rows, -1), ())
        found = self.columns.columns[place - self.of.first]
        if not found.names_things:
            raise DeclinedError("too many names")
        return found

    @cached_property
    def names(self) -> tuple[Codes, list[tuple[str, ...]]]:
        """For each row the place of its name in a list of names, -1 for none; a name is told from outside in."""
        outer, inner = self.column("indicator"), self.column("other")
        codes, pairs = pd.factorize((outer.codes + 1) * (len(inner.texts) + 1) + inner.codes + 1)
        paths: list[tuple[str, ...]] = []
        for pair in pairs:
            first, second = divmod(int(pair), len(inner.texts) + 1)
            texts = (outer.texts[first - 1] if first else "", inner.texts[second - 1] if second else "")
            paths.append(tuple(text.strip() for text in texts if text))
            for piece in map(self.of.lexicon.piece, paths[-1]):
                if piece.of_which or piece.industry:
                    raise DeclinedError("names that lean on the rows above them")
        return codes, paths

    @cached_property
    def places(self) -> list[Meaning]:
        """What each text of the place column says."""
        found = [self.of.lexicon.piece(text.strip()) for text in self.column("place").texts]
        if any(piece.indicator for piece in found):
            raise DeclinedError("indicators among the places")
        return found

    @cached_property
    def place_of_row(self) -> Codes:
        """For each row the number of its unit within the plan; negative for totals and subtotals; below those odd."""
        numbers = {unit.id: number for number, unit in enumerate(self.of.lexicon.plan.units)}
        said = [
            numbers[piece.place.id] if piece.place
            else TOTAL if piece.total or piece.bare_total else REST if piece.rest else REST - 1
            for piece in self.places
        ]  # fmt: skip
        return np.array([*said, REST - 1])[self.column("place").codes]

    @cached_property
    def _mixed(self) -> tuple[Codes, list[Mixture | None]]:
        """For each row the place of its mixture in a list; None for one that is odd."""
        parts = [
            (self.names[0], len(self.names[1])),
            *((column.codes + 1, len(column.texts) + 1) for column in map(self.column, ("period", "industry", "measure"))),
            (self.values.units, len(self.values.unit_words)),
        ]  # fmt: skip
        key = np.zeros(self.columns.rows, dtype="int64")
        for codes, size in parts:
            key = key * size + codes
        codes, keys = pd.factorize(key)
        if len(keys) > _MIXTURES:
            raise DeclinedError("too many mixtures")
        mixtures: list[Mixture | None] = []
        for packed in map(int, keys):
            rest, places = packed, []
            for _, size in reversed(parts):
                rest, place = divmod(rest, size)
                places.append(place)
            mixtures.append(self._mixture(*reversed(places)))
        return codes, mixtures

    def _mixture(self, name: int, *others: int) -> Mixture | None:
        """What a mixture means, by the places of its texts; None when a table's reader has to look at its rows."""
        meaning, note = self._meanings[name]
        said, of, measures = (known[place] for known, place in zip(self._side_words, others, strict=False))
        if meaning is None or meaning.indicator is None:
            return note
        if isinstance(said, str):
            return Mixture(note=("period", said)) if said else None
        text, industry = of
        if why_not(meaning.indicator, text if industry is None else "", industry, None):
            return Mixture(note=("industry", name, text))
        claim = self._claim(meaning, industry.id if industry else "", measures)
        shift = self._shift(claim, self.values.unit_words[others[3]])
        return None if isinstance(shift, Odd) else Mixture(claim, shift)

    @cached_property
    def _meanings(self) -> list[tuple[Meaning | None, Mixture | None]]:
        """For each name what it means; else None, and the note of rows that are left."""
        found: list[tuple[Meaning | None, Mixture | None]] = []
        for number, path in enumerate(self.names[1]):
            meaning = self.of.lexicon.meaning(path)
            if not meaning.name or meaning.doubt or meaning.periods or meaning.ways:
                found.append((None, None))
            elif meaning.excluded or meaning.indicator is None or meaning.indicator.ratio is not None:
                told = meaning.excluded.startswith("说不清")
                found.append((None, None if told else Mixture(note=("name", number))))
            else:
                found.append((meaning, None))
        return found

    @cached_property
    def _side_words(self) -> tuple[list[str | None], list[tuple[str, Industry | None]], list[tuple[str, ...]]]:
        """What the texts of the columns of periods, industries and measure units say, an empty cell's first.

        Of a period None when it is the one asked for, its text when it is another, an empty one when it is none.
        """
        lexicon = self.of.lexicon
        periods: list[str | None] = [None]
        for text in map(str.strip, self.column("period").texts):
            said = tuple(periods_in_column(text, lexicon.period))
            periods.append("" if not said else None if all(one.agrees(lexicon.period) for one in said) else text)
        industries: list[tuple[str, Industry | None]] = [("", None)]
        for text in map(single, self.column("industry").texts):
            industries.append((text, industry_in(lexicon.plan, text) if text else None))
        measures = [(), *(tuple(unit_words(text.strip())) for text in self.column("measure").texts)]
        return periods, industries, measures

    @cached_property
    def _shifts(self) -> dict[tuple[object, ...], int | Odd]:
        return {}

    def _shift(self, claim: Claim, unit: str) -> int | Odd:
        key = (claim.indicator.id, claim.measures, unit)
        if key not in self._shifts:
            self._shifts[key] = shift_of(claim, Number(1.0, unit))
        return self._shifts[key]

    @cached_property
    def _column_meaning(self) -> Meaning:
        return self.of.lexicon.meaning(self.of.table.paths[self.of.value])

    def _claim(self, meaning: Meaning, industry: str, measures: tuple[str, ...]) -> Claim:
        assert meaning.indicator is not None  # noqa: S101 - asked by the only caller
        return Claim(
            indicator=meaning.indicator, place=None, total=False, industry=industry, rest=False,
            measures=tuple(m for m in (measures, meaning.measures, self._column_meaning.measures) if m),
            table_measures=self.of.frame.measures, sheet=self.of.table.grid.name, row=-1, column=self.of.value,
            cell=None, says_way=False, heading=meaning.text, heading_address="",
        )  # fmt: skip

    def mixture(self, row: int) -> Mixture | None:
        """What a row's mixture means."""
        return self._mixed[1][self._mixed[0][row]]

    def _by_mixture(self, chosen: list[bool]) -> Mask:
        return np.array(chosen, dtype=bool)[self._mixed[0]]

    @cached_property
    def left(self) -> Mask:
        """Rows that claim no figure that is asked for, whatever else they say."""
        return self._below & self._by_mixture([bool(m and m.note) for m in self._mixed[1]])

    @cached_property
    def _below(self) -> Mask:
        """Rows of the table itself that no table's reader would look at twice."""
        calm = ~self.columns.unclear & ~self.values.unclear & (self.columns.filled > 1)
        calm[: self.of.table.data_rows[0]] = False
        for column in self.columns.columns:
            lines = [place for place in column.others if is_line(fold(column.texts[place]))]
            calm &= ~column.where(np.isin(np.arange(len(column.texts)), lines))
        has_number = np.any([column.is_number for column in self.columns.columns], axis=0)
        if self.of.is_headed_by_names:
            named = np.array([bool(m and m.claim) for m in self._mixed[1]])[self._mixed[0]]
            has_number |= named & (self.place_of_row >= 0)
        return calm & has_number

    @cached_property
    def claims(self) -> Mask:
        """Rows that claim one figure, or say that there is none; all that is needed to take it is known."""
        named = self._by_mixture([bool(m and m.claim) for m in self._mixed[1]])
        claims = self._below & named & (self.place_of_row >= REST) & ~self.values.odd
        return claims & ~np.isnan(np.where(self.values.blank, 0.0, self.amounts)) & ~self._twice(claims)

    @cached_property
    def figure_of(self) -> tuple[Codes, list[tuple[str, str]]]:
        """For each row the place of its indicator and industry in a list; -1 for rows that claim none."""
        keys: dict[tuple[str, str], int] = {}
        places = [
            keys.setdefault((m.claim.indicator.id, m.claim.industry), len(keys)) if m and m.claim else -1
            for m in self._mixed[1]
        ]  # fmt: skip
        return np.array(places)[self._mixed[0]], list(keys)

    def _twice(self, claims: Mask) -> Mask:
        """Rows of one figure claimed more than once; subtotals are no figures."""
        rows = np.flatnonzero(claims & (self.place_of_row != REST))
        keys = self.figure_of[0][rows] * (len(self.of.lexicon.plan.units) + 1) + self.place_of_row[rows] + 1
        twice = np.zeros(len(claims), dtype=bool)
        twice[rows[pd.Series(keys).duplicated(keep=False).to_numpy()]] = True
        return twice

    @cached_property
    def amounts(self) -> npt.NDArray[np.float64]:
        """Each row's figure in its indicator's measure unit; NaN where there is none, or not without a word."""
        plan, (codes, mixtures) = self.of.lexicon.plan, self._mixed
        known = [m.claim.indicator if m and m.claim else None for m in mixtures]
        shifts = np.array([m.shift if m and m.claim else 0 for m in mixtures])[codes]
        counts = np.array([i is not None and i.counts for i in known])[codes]
        share = np.array([i is not None and is_share(i, plan) for i in known])[codes]
        value = self.values.numbers
        plain = (shifts == 0) & (~counts | ((value >= 0) & (value == np.floor(value))))
        plain &= ~share | ((value >= 0) & (value <= 100))
        found = np.where(plain, value, np.nan)
        named = np.array([i is not None for i in known])[codes]
        for row in np.flatnonzero(~plain & named & ~np.isnan(value)):
            found[row] = self._amount(int(row))
        return found

    def _amount(self, row: int) -> float:
        mixture = self.mixture(row)
        if mixture is None or mixture.claim is None:
            return np.nan
        number = Number(float(self.values.numbers[row]), self.values.unit_words[self.values.units[row]])
        found = amount(mixture.claim, number, self.of.lexicon.plan)
        return np.nan if isinstance(found, Odd) else found

    @cached_property
    def odd(self) -> list[int]:
        """Rows that a table's reader has to read, one by one; DeclinedError when they are too many."""
        odd = (self.columns.filled > 0) & ~self.left & ~self.claims
        odd[list(self.columns.errors)] = True
        rows = np.flatnonzero(odd)
        # A row without place takes that of the row above it.
        before = rows[self.column("place").codes[rows] < 0] - 1
        if len(rows) > ODD_LIMIT:
            raise DeclinedError("too many odd rows")
        return [int(row) for row in np.union1d(rows, before[before >= 0])]

    def firsts(self) -> Iterator[int]:
        """The first row of each text that means anything, and of each text among the rows that claim."""
        for number, column in enumerate(self.columns.columns):
            rows = np.flatnonzero(column.filled & (np.arange(self.columns.rows) >= self.of.table.data_rows[0]))
            yield from map(int, rows[:1])
            numeric = column.is_number
            yield from map(int, rows[numeric[rows]][:1])
            yield from map(int, rows[~numeric[rows]][:1])
            if column.names_things and self.of.table.roles.get(number + self.of.first) not in ("ignored", "value"):
                yield from firsts(column.codes, self._below & column.filled)
                yield from firsts(column.codes, self.claims & column.filled)
        names = self.names[0]
        for among in (self.claims, said := self.claims & ~self.values.blank, said & (self.place_of_row >= 0)):
            yield from firsts(names, among)
        notes: dict[tuple[object, ...], int] = {}
        told = [notes.setdefault(m.note, len(notes)) if m and m.note else -1 for m in self._mixed[1]]
        yield from firsts(np.array(told)[self._mixed[0]], self.left & self.values.filled)
