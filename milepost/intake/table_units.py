"""The measure units of one table: which ones hold for a figure, and what a person should confirm about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from milepost.intake import wording
from milepost.intake.amounts import shift_of
from milepost.intake.claims import Claim
from milepost.intake.frames import Frame
from milepost.intake.grid import place_of
from milepost.intake.headings import Lexicon
from milepost.intake.meaning import Meaning
from milepost.intake.measures import shift_between
from milepost.intake.mentions import mentioned
from milepost.intake.numbers import Number, is_figure, read_number
from milepost.intake.rows import Row
from milepost.intake.table import NAMING
from milepost.intake.telling import Telling
from milepost.intake.unit_notes import UnitNote
from milepost.plan.indicator import Indicator
from milepost.plan.names import fold


@dataclass
class TableUnits:
    """Says which measure units are meant in one table, and asks where words around a figure may mean others."""

    telling: Telling
    frame: Frame
    lexicon: Lexicon

    def of_table(self, indicator: Indicator) -> tuple[str, ...]:
        """The measure units said of the whole table; those of an earlier one only where they can be the indicator's."""
        is_own = not self.frame.measures_are_inherited
        return self._of_table if is_own or _fits(self._of_table, indicator) else ()

    @cached_property
    def _of_table(self) -> tuple[str, ...]:
        """Those around it and in the heading of its names, as 地区（万元）: two that differ make figures unclear."""
        table = self.telling.table
        named = [c for c, role in table.roles.items() if role in NAMING]
        corner = (table.grid.merged_text(row, c) for row in table.heading_rows for c in named)
        own = tuple(unit for text in corner for unit in self.lexicon.piece(text).measures)
        around = () if own and self.frame.measures_are_inherited else self.frame.measures
        return tuple(dict.fromkeys((*around, *own)))

    def beside(self, indicator: Indicator, column: Meaning, row: Row) -> tuple[tuple[str, ...], ...]:
        """The measure units said beside and above a figure, by each of its names; else by its section, if they fit."""
        wanted = indicator.measure_unit
        shifts = {shift_between(unit, wanted) for unit in row.measures}
        # A column of units and the line above the table must not say two things.
        around = [u for u in self._of_table if shift_between(u, wanted) is not None] if row.measures else []
        contradicting = () if shifts & {shift_between(unit, wanted) for unit in around} else tuple(around)
        said = (row.measures, row.meaning.measures, row.place.measures, column.measures, contradicting)
        told = tuple(units for units in said if units)
        fitting = (units for units in (row.measures_above, self._noted(indicator)) if _fits(units, indicator))
        return told or tuple(islice(fitting, 1))

    def _noted(self, indicator: Indicator) -> tuple[str, ...]:
        """The units that a note says of an indicator by its name, where none are said of the whole table."""
        names = {*map(fold, (indicator.name, *indicator.reported_as))}
        notes = self.frame.unit_notes if not _fits(self._of_table, indicator) else ()
        return next((note.units for note in notes if names & set(note.subjects)), ())

    @cached_property
    def mentioned(self) -> tuple[str, ...]:
        """The scaled units that the table's own cells mention: headings, names, remarks."""
        return mentioned(self._texts)

    @cached_property
    def _texts(self) -> dict[str, None]:
        table = self.telling.table
        first, last = min((*table.heading_rows, *table.data_rows)), table.data_rows[-1]
        cells = (cell for (row, _), cell in table.grid.cells.items() if first <= row <= last and not is_figure(cell))
        return {cell.text: None for cell in cells}

    @cached_property
    def _names(self) -> frozenset[str]:
        """The folded headings and names of the table, with marks that folding makes plain digits of."""
        return frozenset(text for told in self._texts for text in (told.replace("＊", "*"), fold(told)))

    def ask(self, claim: Claim) -> None:
        """A doubt where a unit is said of the claim, or may be, that is not the one it is read in."""
        number = read_number(claim.cell)
        shift = shift_of(claim, number) if isinstance(number, Number) and not number.unit else None
        if not isinstance(shift, int):
            return
        wanted = claim.indicator.measure_unit
        others = [unit for unit in self._said_of(claim) if shift_between(unit, wanted) not in (None, shift)]
        if self._may_be_rate(claim):
            self._ask(claim, place_of(claim.heading_address), self.frame.measures[0], "表的计量单位写的是")
        elif others:
            self._ask(claim, place_of(claim.heading_address), others[0], "表上另有一处写着")
        elif remarks := [u for u in self._beside(claim.row) if shift_between(u, wanted) not in (None, shift)]:
            at = self.telling.heading_place((claim.row, claim.column), in_column=False)
            self._ask(claim, at, remarks[0], "这一行另写着")

    def _may_be_rate(self, claim: Claim) -> bool:
        """Whether the whole table is said to be of %, and none of its columns is: 单位：% over 地区生产总值（亿元）."""
        if self.frame.measures != ("%",) or any(map(wording.GROWTH.search, self._names)):
            return False
        kinds = {claim.indicator.measure_unit, *self._units_of_headings}
        return all(shift_between("%", kind) is None for kind in kinds)

    @cached_property
    def _units_of_headings(self) -> frozenset[str]:
        """The units of what the table's headings and labels name or say."""
        over = [self.lexicon.meaning(path) for path in self.telling.table.paths.values()]
        pieces = [*over, *(self.lexicon.piece(text) for text in self._texts)]
        named = {piece.indicator.measure_unit for piece in pieces if piece.indicator}
        return frozenset(named.union(*(piece.measures for piece in pieces)))

    def _said_of(self, claim: Claim) -> Iterable[str]:
        """The units that the lines around the table may say of a claim."""
        names = (claim.indicator.name, *claim.indicator.reported_as)
        for note in self.frame.unit_notes:
            if note.is_of(claim.heading, names) or not (claim.measures or self._is_of_another(note)):
                yield from note.units
        if not claim.measures:
            yield from self.frame.other_units

    def is_rate(self, claim: Claim) -> bool:
        """Whether a row or a heading says % over an amount: growth rates, as bulletins print them; noted.

        Counts are seldom given so; a % over them is rather a wrong unit.
        """
        is_share = claim.indicator.counts or shift_between("%", claim.indicator.measure_unit) is not None
        rates = any(all(shift_between(u, "%") is not None for u in units) for units in claim.measures)
        if rates and not is_share:
            self.telling.findings.not_taken[f"{claim.heading}（计量单位是比例）"] = None
        return rates and not is_share

    def refuse_figure(self, row: int, stubs: tuple[int, ...]) -> None:
        """An error where a number stands in a row's cell for the measure unit: its cells have moved."""
        table = self.telling.table
        for column in stubs:
            cell = table.grid.cells.get((row, column))
            if table.roles[column] == "measure" and cell is not None and is_figure(cell):
                message = f"计量单位一栏里是数（{cell.text.strip()}），这一行像是错了位"
                remedy = "请核对这一行的各格，填到对应的列里"
                self.telling.refuse((row, column), "unclear-unit", cell.text.strip(), message, remedy)

    def _is_of_another(self, note: UnitNote) -> bool:
        """Whether what a note names is known, in the table or in the plan."""
        named = [self.lexicon.plan.indicator_named(subject) for subject in note.subjects]
        return note.is_in(self._names) or (bool(named) and None not in named)

    def _beside(self, row: int) -> tuple[str, ...]:
        """The scaled units in a row's remarks, a second column of units among them."""
        table = self.telling.table
        columns = (c for c, role in table.roles.items() if role not in (*NAMING, "value"))
        return mentioned(text for c in columns if (text := table.grid.text(row, c)))

    def _ask(self, claim: Claim, at: tuple[int, int], unit: str, where: str) -> None:
        used = "、".join(dict.fromkeys(u for units in claim.measures for u in units)) or "、".join(claim.table_measures)
        code, read_as = ("unclear-unit", used) if used else ("unsaid-unit", claim.indicator.measure_unit)
        message = f"“{claim.heading}”按{read_as}读取，{where}{unit}"
        remedy = "请确认；最好在表头写明计量单位"
        self.telling.ask(at, code, claim.heading, message, remedy)


def _fits(units: Iterable[str], indicator: Indicator) -> bool:
    """Whether any of the units can be an indicator's."""
    return any(shift_between(unit, indicator.measure_unit) is not None for unit in units)
