"""The mixtures of texts in the naming columns of a long table: each is understood once, however many rows have it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from milepost.intake import wording
from milepost.intake.amounts import shift_of
from milepost.intake.claims import Claim
from milepost.intake.comparisons import period_said
from milepost.intake.frames import Frame
from milepost.intake.headings import Lexicon
from milepost.intake.industries import industry_in, single, why_not
from milepost.intake.labels import NAMES
from milepost.intake.long_columns import Codes, Column, Columns
from milepost.intake.long_sheet import DeclinedError
from milepost.intake.long_values import Values
from milepost.intake.meaning import Meaning
from milepost.intake.measures import shift_between, unit_words
from milepost.intake.mentions import mentioned
from milepost.intake.numbers import Number, Odd
from milepost.intake.rows import DITTO
from milepost.intake.table import Role, Table, depth_of
from milepost.intake.times import periods_in_column, reaches_back, ways_in_column
from milepost.plan.industry import Industry
from milepost.plan.names import fold
from milepost.plan.period import Period, SaidPeriod

_MOST = 30_000
_BESIDE: tuple[Role, ...] = ("period", "industry", "measure")


class Mixture(NamedTuple):
    """What one mixture of name, period, industry, measure unit and unit behind the number means.

    `note` says why it is left, by what; `claim` is a claim without place and cell, `shift` its power of
    ten; None where its measure unit cannot be. `earlier` is what a row of an earlier period says, and which that is.
    """

    claim: Claim | None = None
    shift: int | None = 0
    note: tuple[object, ...] = ()
    earlier: tuple[Claim, Period] | None = None


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
    def name_roles(self) -> list[Role]:
        """The roles of the columns of names, outermost first; one of them may have no column."""
        last = max(self.table.roles) + 1
        return sorted(NAMES, key=lambda role: self.naming.get(role, last))

    def is_left_aside(self, column: int) -> bool:
        """Whether a column is the figures, or one whose heading alone says that it names nothing."""
        texts = [text for row in self.table.heading_rows if (text := self.table.grid.merged_text(row, column))]
        spoken = {fold("".join(texts)), fold(texts[-1])} if texts else set()
        is_code = any(text.endswith(("代码", "编码", "编号")) for text in spoken)
        is_idle = column == self.value or is_code or bool(spoken & wording.STUBS_IGNORED)
        return is_idle and column not in self.naming.values()

    @property
    def is_headed_by_names(self) -> bool:
        """Whether place and indicator stand under 县区 and 指标: then rows without numbers are data."""
        return all(
            {fold(self.table.grid.text(row, self.naming[role])) for row in self.table.heading_rows}
            & wording.STUBS_NAMING
            for role in ("place", "indicator")
        )


@dataclass(frozen=True)
class Mixtures:
    """The naming columns of a long table and its column of figures, row by row."""

    of: LongTable
    columns: Columns
    cells: Values

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
        """For each row the place of its name in a list of names, -1 for none; a name is told from outside in.

        Where the outer text is left blank, what the row above says may still hold, and none is known by itself.
        """
        outer, inner = (self.column(role) for role in self.of.name_roles)
        codes, pairs = pd.factorize((outer.codes + 1) * (len(inner.texts) + 1) + inner.codes + 1)
        paths: list[tuple[str, ...]] = []
        for pair in pairs:
            first, second = divmod(int(pair), len(inner.texts) + 1)
            texts = (outer.texts[first - 1] if first else "", inner.texts[second - 1] if second and first else "")
            paths.append(tuple(text.strip() for text in texts if text))
            for piece in map(self.of.lexicon.piece, paths[-1]):
                if piece.of_which or piece.industry:
                    raise DeclinedError("names that lean on the rows above them")
        if len({depth_of(text) for text in (*outer.texts, *inner.texts)}) > 1:
            raise DeclinedError("names that stand below others")
        return codes, paths

    @cached_property
    def by_row(self) -> tuple[Codes, list[Mixture | None]]:
        """For each row the place of its mixture in a list; None for one that is odd."""
        _ = self._mentioned  # declines where a row's own words may doubt its unit
        parts = [
            (self.names[0], len(self.names[1])),
            *((column.codes + 1, len(column.texts) + 1) for column in map(self.column, _BESIDE)),
            (self.cells.units, len(self.cells.unit_words)),
        ]  # fmt: skip
        key = np.zeros(self.columns.rows, dtype="int64")
        for codes, size in parts:
            key = key * size + codes
        codes, keys = pd.factorize(key)
        if len(keys) > _MOST:
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
        periods, industries, units = self._side_words
        said, of, measures = periods[others[0]], industries[others[1]], units[others[2]]
        if meaning is None or meaning.indicator is None:
            return note
        text, industry = of
        is_left = bool(why_not(meaning.indicator, text if industry is None else "", industry, None))
        claim = self._claim(meaning, industry.id if industry else "", measures)
        if isinstance(said, SaidPeriod):
            period = period_said(said, meaning.indicator, self.of.lexicon.period)
            return Mixture(note=("period", others[0]), earlier=(claim, period) if period and not is_left else None)
        since = self.column("period").texts[others[0] - 1] if others[0] else ""
        if said == "unknown" or (meaning.indicator.way == "flow" and reaches_back(since, self.of.lexicon.period)):
            return None
        if ways_in_column(since.strip(), self.of.lexicon.period):
            return None
        if is_left:
            return Mixture(note=("industry", name, text))
        if not (claim.measures or claim.table_measures) and self._has_scaled(claim.indicator.measure_unit):
            return None  # doubted, one by one
        shift = self._shift(claim, self.cells.unit_words[others[3]])
        return Mixture(claim, None if isinstance(shift, Odd) else shift)

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
    def _side_words(
        self,
    ) -> tuple[list[SaidPeriod | Literal["unknown"] | None], list[tuple[str, Industry | None]], list[tuple[str, ...]]]:
        """What the texts of the columns of periods, industries and measure units say, an empty cell's first.

        Of a period None when it is the one asked for, and which it is when it is another.
        """
        lexicon = self.of.lexicon
        periods: list[SaidPeriod | Literal["unknown"] | None] = [None]
        for text in map(str.strip, self.column("period").texts):
            said = tuple(periods_in_column(text, lexicon.period))
            other = next((one for one in said if not one.agrees(lexicon.period)), None)
            is_left = other is None and lexicon.piece(text).excluded
            periods.append("unknown" if is_left or not said else other)
        industries: list[tuple[str, Industry | None]] = [("", None)]
        if any(text.strip() in DITTO for text in self.column("measure").texts):
            raise DeclinedError("measure units said by those of the rows above")
        texts = map(single, self.column("industry").texts)
        industries += [(text, industry_in(lexicon.plan, text) if text else None) for text in texts]
        return periods, industries, [(), *(tuple(unit_words(text.strip())) for text in self.column("measure").texts)]

    def _has_scaled(self, wanted: str) -> bool:
        """Whether something in the table is counted in the ten thousands of a measure unit."""
        return any(shift_between(unit, wanted) not in (None, 0) for unit in self._units_said)

    @cached_property
    def _units_said(self) -> frozenset[str]:
        """The measure units that the columns' headings and the column of them say, and those in any other text."""
        headings = [self.of.lexicon.meaning(path).measures for path in self.of.table.paths.values()]
        names = [meaning.measures for meaning, _ in self._meanings if meaning]
        return frozenset(unit for units in (*headings, *names, *self._side_words[2], self._mentioned) for unit in units)

    @cached_property
    def _mentioned(self) -> tuple[str, ...]:
        """The scaled measure units in the texts of all rows; DeclinedError where remarks or places have some."""
        own = {place - self.of.first for role, place in self.of.naming.items() if role in ("indicator", "measure")}
        found: dict[str, None] = {}
        for number, column in enumerate(self.columns.columns):
            below = np.unique(column.codes[self.of.table.data_rows[0] :])
            units = mentioned(column.texts[place] for place in map(int, below) if place in column.others)
            if units and number not in own:
                raise DeclinedError("measure units among the remarks")
            found |= dict.fromkeys(units)
        return tuple(found)

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
            indicator=meaning.indicator, place=None, table_place=self.of.frame.owner.place,
            others=self.of.frame.owner.others, total=False,
            industry=industry, rest=False,
            measures=tuple(m for m in (measures, meaning.measures, self._column_meaning.measures) if m),
            table_measures=self.of.frame.measures, sheet=self.of.table.grid.name, row=-1, column=self.of.value,
            cell=None, says_way=False, heading=meaning.text, heading_address="",
        )  # fmt: skip
