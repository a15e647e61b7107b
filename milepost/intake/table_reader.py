"""From the cells of a table to what they are said to be: by their row, their column and the table together."""

from dataclasses import dataclass, replace
from functools import cached_property

from milepost.intake.claims import Beside, Claim, Findings
from milepost.intake.comparisons import base_said, period_said
from milepost.intake.frames import Frame
from milepost.intake.grid import Cell, address, column_letters
from milepost.intake.heading_doubts import HeadingDoubts
from milepost.intake.headings import Lexicon
from milepost.intake.industries import beside_industries, why_not
from milepost.intake.meaning import Meaning
from milepost.intake.numbers import Blank, Number, read_number
from milepost.intake.other_times import OtherTimes
from milepost.intake.remainders import REMAINDER, of_kinds
from milepost.intake.rows import Row, RowReader
from milepost.intake.siblings import Siblings
from milepost.intake.table import Table
from milepost.intake.table_units import TableUnits
from milepost.intake.telling import Telling, merged_figure
from milepost.intake.times import Said, periods_in_column
from milepost.intake.way_doubts import WayDoubts
from milepost.intake.year_doubts import YearDoubts
from milepost.plan.period import SaidPeriod


@dataclass
class TableReader:
    """Reads one table into claims."""

    table: Table
    frame: Frame
    lexicon: Lexicon
    findings: Findings

    @cached_property
    def _columns(self) -> dict[int, Meaning]:
        """What the heading of each value column means."""
        siblings = Siblings(self.lexicon)
        columns = beside_industries({c: siblings.next(path) for c, path in self.table.paths.items()})
        return columns if any(m.place or m.total for m in columns.values()) else of_kinds(columns)

    @cached_property
    def _telling(self) -> Telling:
        return Telling(self.table, self.findings)

    @cached_property
    def _doubts(self) -> HeadingDoubts:
        return HeadingDoubts(self._telling, self.frame, self.lexicon, self._columns)

    @cached_property
    def _units(self) -> TableUnits:
        return TableUnits(self._telling, self.frame, self.lexicon)

    @cached_property
    def _times(self) -> OtherTimes:
        return OtherTimes(self._telling, self.frame, self.lexicon)

    @cached_property
    def _way_doubts(self) -> WayDoubts:
        return WayDoubts(self._telling, self.frame, self.lexicon, self._columns)

    @cached_property
    def _year_doubts(self) -> YearDoubts:
        return YearDoubts(self._telling, self.frame, self.lexicon, self._columns)

    def read(self) -> None:
        """Add the table's claims, problems and names not taken to the findings."""
        units = {(self.table.grid.name, unit): None for meaning in self._columns.values() for unit in meaning.measures}
        units |= {(self.table.grid.name, unit): None for unit in self._units.mentioned}
        self.findings.units_said |= units
        self._doubts.ask_of_columns()
        self._doubts.ask_of_titles_abreast()
        self._doubts.refuse_centred_groups()
        self._doubts.ask_of_corrected()
        reader = RowReader(self.table, self.lexicon)
        for number in self.table.data_rows:
            if not reader.takes_section(number):
                for column, meaning in self._columns.items():
                    self._claim((number, column), meaning, reader.row(number, self.table.stubs[column]))

    def _claim(self, at: tuple[int, int], column: Meaning, row: Row) -> None:
        """Add the claim of one cell, or note why it has none."""
        named = self._named(at, column, row.meaning)
        if named is None or named.indicator is None:
            self._look_at_unnamed(at, column, row)
            return
        earlier = self._times.other_period(at, column, row, named.indicator)
        if isinstance(earlier, SaidPeriod):
            period = period_said(earlier, named.indicator, self.lexicon.period)
            claim = self._claim_of(at, column, row, named) if period else None
            if period and claim:
                self.findings.beside.append(Beside(claim, period, "level"))
            self._way_doubts.ask_of_whole(at, column, row, named)
        if earlier:
            return
        if row.unknown_place or row.is_blank:
            self._refuse_place(at, row.unknown_place, self.table.grid.cells.get(at))
            return
        if self._has_two_places(at, column, row.place):
            return
        claim = self._claim_of(at, column, row, named)
        by_table = frozenset[Said]() if column.name or row.meaning.name else self._named_by_table(at[1]).ways
        if claim and not self._is_shared(at) and not self._times.has_wrong_way(claim, column, row, by_table):
            self._units.refuse_figure(at[0], self.table.stubs[at[1]])
            self.findings.claims.append(claim)
            self._doubts.ask(claim, named, column)
            self._units.ask(claim)
            self._way_doubts.ask(claim, named, column, row)
            self._year_doubts.ask(claim, named, column, row)
            if not (column.periods or row.meaning.periods or row.period):
                self._doubts.ask_of_periods(claim, named, column)

    def _look_at_unnamed(self, at: tuple[int, int], column: Meaning, row: Row) -> None:
        """Note a comparison, and tell of a figure of which neither row, column nor table says what it is."""
        if column.excluded and not row.meaning.excluded:
            self._compare(at, column, row)
        is_bare = row.is_blank and column.says_nothing and not self._named_by_table(at[1]).name
        if is_bare and all(said.agrees(self.lexicon.period) for said in column.periods):
            self._telling.refuse_nameless(at)

    def _compare(self, at: tuple[int, int], column: Meaning, row: Row) -> None:
        """Note a growth rate or an earlier figure that stands beside the column of its level, or of its row's."""
        level = self._level_beside(at[1])
        named = level if level.name else row.meaning if row.meaning.name else self._named_by_table(at[1])
        told = base_said(column.text, named.indicator, self.lexicon.period) if named.indicator else None
        if told is None or row.unknown_place or row.is_blank or not isinstance(self._telling.number(at), Number):
            return
        in_row = periods_in_column(row.period, self.lexicon.period) if row.period else ()
        if not all(said.agrees(self.lexicon.period) for said in (*row.meaning.periods, *in_row)):
            return  # what another quarter is compared with
        claim = self._claim_of(at, replace(level, place=column.place or level.place), row, named)
        if claim is not None:
            self.findings.beside.append(Beside(claim, *told))

    def _level_beside(self, column: int) -> Meaning:
        """What the column says whose levels a column of comparisons looks at: its own group's, else the one before."""
        own = [text for text in self.table.paths[column] if not self.lexicon.piece(text).excluded]
        meaning = self.lexicon.meaning(own)
        if meaning.indicator is not None:
            return meaning
        asked = self.lexicon.period
        before = [
            m for c, m in self._columns.items()
            if c < column and not m.excluded and all(said.agrees(asked) for said in m.periods)
        ]  # fmt: skip
        return before[-1] if before else Meaning()

    def _claim_of(self, at: tuple[int, int], column: Meaning, row: Row, named: Meaning) -> Claim | None:
        """What a cell is said to be; None when it is of industries that are not asked for, of two places, or a rate."""
        indicator = named.indicator
        named_places = [m for m in (row.place, column) if m.place or m.total or m.rest]
        if indicator is None or len(named_places) == 2:
            return None
        bare = row.place if row.place.bare_total else column if column.bare_total else Meaning()
        place = named_places[0] if named_places else bare
        cell = self.table.grid.cells.get(at)
        if why := why_not(indicator, row.unknown_industry, row.industry, column.industry):
            if cell is not None:
                self.findings.not_taken[why] = None
            return None
        industry = row.industry or column.industry
        claim = Claim(
            indicator=indicator,
            place=place.place,
            table_place=self.frame.owner.place,
            others=self.frame.owner.others,
            total=place.total or place.bare_total,
            industry=industry.id if industry else "",
            rest=place.rest,
            measures=self._units.beside(indicator, column, row),
            table_measures=self._units.of_table(indicator),
            sheet=self.table.grid.name,
            row=at[0],
            column=at[1],
            cell=cell,
            says_way=bool(column.ways | row.meaning.ways),
            heading=named.text,
            heading_address=address(*self._telling.heading_place(at, in_column=bool(column.name))),
        )
        return None if self._units.is_rate(claim) else claim

    def _named(self, at: tuple[int, int], column: Meaning, row: Meaning) -> Meaning | None:
        """What names the indicator: the column, the row or the table; None, and noted, when nothing we ask for."""
        cell = self.table.grid.cells.get(at)
        by_table = self._named_by_table(at[1])
        if column.counts(row.indicator or by_table.indicator):
            column = replace(column, name="")
        named = column if column.name else row if row.name else by_table
        if column.excluded or row.excluded:
            self._leave_out(at, column if column.excluded else row, cell, in_column=bool(column.excluded))
        elif row.rest:
            self._leave_out(at, replace(row, excluded=REMAINDER), cell)
        elif column.name and row.name and column.indicator != row.indicator:
            self._leave_out_name(at, f"{row.name} / {column.name}", cell)
        elif named.indicator is None:
            self._leave_out_name(at, named.name, cell)
        elif not column.text and self._has_rivals(at[1]):
            self._refuse_column(at, cell)
        elif named.indicator.same_as:
            self._leave_out(at, replace(named, excluded="取自另一个方案，在那里报送"), cell)
        elif named.indicator.ratio is not None:
            self._leave_out(at, replace(named, excluded="由其他指标算出"), cell)
        elif "ever" in column.ways | row.ways:
            return replace(named, indicator=self.lexicon.since_ever(named.indicator))
        else:
            return named
        return None

    def _has_rivals(self, column: int) -> bool:
        """Whether another column is named by the same rows, so that its heading alone could tell the two apart."""
        stubs = self.table.stubs
        return any(other != column and stubs[other] == stubs[column] for other in stubs)

    def _refuse_column(self, at: tuple[int, int], cell: Cell | None) -> None:
        if isinstance(read_number(cell), Number):
            letters = column_letters(at[1])
            self._telling.refuse(at, "no-heading", cell.text if cell else "",
                       f"{letters}列没有表头，无法确定是什么数", "请在表头写明这一列是什么，或删去这一列")  # fmt: skip

    def _named_by_table(self, column: int) -> Meaning:
        """What the table's own line names; beside others, a column without a heading may hold anything."""
        return self.frame.meaning if self.table.paths[column] or len(self.table.paths) == 1 else Meaning()

    def _has_two_places(self, at: tuple[int, int], column: Meaning, row: Meaning) -> bool:
        """Whether row and column name two places, which is told."""
        is_double = all(m.place or m.total or m.rest for m in (row, column))
        if is_double:
            self._telling.refuse(at, "two-places", f"{row.text} / {column.text}",
                       f"这一格既属“{row.text}”又属“{column.text}”，无法确定是谁的数",
                       "请把表格整理成一格一个单位")  # fmt: skip
        return is_double

    def _is_shared(self, at: tuple[int, int]) -> bool:
        """Whether the figure stands in one cell with that of another row or column, which is told."""
        area, table = self.table.grid.covers(*at), self.table
        if area[:2] == area[2:]:
            return False
        rows = [row for row in table.data_rows if area.top < row <= area.bottom]
        columns = [column for column in table.paths if area.left < column <= area.right]
        own, stubs = table.texts(at[0], table.stubs[at[1]]), table.stubs[at[1]]
        of_others = any(any(names) and names != own for names in (table.texts(row, stubs) for row in rows))
        is_shared = of_others or any(table.paths[column] != table.paths[at[1]] for column in columns)
        if is_shared and not isinstance(self._telling.number(at), Blank):
            self._telling.refuse(at, *merged_figure(table.grid.text(*at)))
        return is_shared

    def _refuse_place(self, at: tuple[int, int], text: str, cell: Cell | None) -> None:
        """Tell of figures beside a name that is no unit; text beside it may be a remark below the table."""
        if not isinstance(read_number(cell), Number):
            return
        where = (at[0], self.table.label_column(at[0], at[1]))
        if not text:
            self._telling.refuse(
                at, "no-unit", cell.text if cell else "", "这一行没有写是哪个单位", "请在行首写明单位名称"
            )
            return
        known = "、".join(self.lexicon.nearest_places(text))
        self._telling.refuse(where, "unknown-unit", text, f"“{text}”不是本方案的单位",
                   f"是不是{known}？请改正名称" if known else "请改成方案中的单位名称，或删去这一行")  # fmt: skip

    def _leave_out(self, at: tuple[int, int], meaning: Meaning, cell: Cell | None, *, in_column: bool = True) -> None:
        if cell is not None:
            self.findings.not_taken[f"{meaning.text}（{meaning.excluded}）"] = None
        if meaning.indicator is not None and meaning.excluded.startswith("说不清"):
            self._telling.ask(self._telling.heading_place(at, in_column=in_column), "unclear-heading",
                       meaning.text, f"“{meaning.text}”没有读取：{meaning.excluded}",
                       "请在表头写出指标全称")  # fmt: skip

    def _leave_out_name(self, at: tuple[int, int], name: str, cell: Cell | None) -> None:
        if cell is not None and name:
            self.findings.not_taken[name] = None
            self.findings.unknown.setdefault(name, (self.table.grid.name, address(*at)))
