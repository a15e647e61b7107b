"""What the cells of a table are said to be: by their row, their column and the table together."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from milepost.intake import wording
from milepost.intake.comparisons import What, base_said, period_said
from milepost.intake.frames import Frame
from milepost.intake.grid import Cell, address, column_letters
from milepost.intake.headings import Lexicon, Meaning, narrows
from milepost.intake.industries import beside_industries, why_not
from milepost.intake.layout import NAMING, Table
from milepost.intake.numbers import Blank, Number, read_number
from milepost.intake.remainders import REMAINDER, of_kinds
from milepost.intake.rows import Row, RowReader
from milepost.intake.siblings import Siblings
from milepost.intake.times import Said, periods_in_column, reaches_up_to, wrong_way
from milepost.plan.indicator import WAY_WORDS, Indicator
from milepost.plan.names import fold
from milepost.plan.period import Period, SaidPeriod
from milepost.plan.reading import Problem
from milepost.plan.unit import Unit


@dataclass(frozen=True)
class Claim:
    """One cell and what it is said to be. `place` is None where no row or column names one; `table_place` is the one
    that the table's own title speaks of.

    `measures` are the measure units that its row and its column say of it, `table_measures` those said of the whole
    table. `heading` is what the sender calls it, at `heading_address`.
    """

    indicator: Indicator
    place: Unit | None
    table_place: Unit | None
    total: bool
    industry: str
    rest: bool
    measures: tuple[tuple[str, ...], ...]
    table_measures: tuple[str, ...]
    sheet: str
    row: int
    column: int
    cell: Cell | None
    says_way: bool
    heading: str
    heading_address: str

    @property
    def key(self) -> tuple[str, str, Unit | None, bool, str]:
        """What it is a figure of, within its sheet."""
        return self.sheet, self.indicator.id, self.place or self.table_place, self.total, self.industry

    @property
    def address(self) -> str:
        """Where it stands in the sender's sheet."""
        return address(self.row, self.column)


@dataclass(frozen=True)
class Beside:
    """A cell beside the figures: the claimed figure's level of an earlier `period`, or its growth on that period."""

    claim: Claim
    period: Period
    what: What


@dataclass
class Findings:
    """What the walk over the tables brings together."""

    claims: list[Claim] = field(default_factory=list)
    problems: dict[Problem, None] = field(default_factory=dict)
    not_taken: dict[str, None] = field(default_factory=dict)
    unknown: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Names that the plan does not know, with the sheet and cell where each was met first."""
    other_periods: list[tuple[str, str, SaidPeriod]] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)

    units_said: dict[tuple[str, str], None] = field(default_factory=dict)
    """Measure units that headings say, with their sheets."""
    wrong_ways: dict[tuple[str, str, Unit | None, bool, str], Problem] = field(default_factory=dict)
    """Figures under words of another way, by the key of their claims: wrong if there are no others."""

    def settle_ways(self) -> None:
        """Let headings that say the way win over those that do not, and tell of figures that only come wrongly."""
        given = {claim.key for claim in self.claims}
        self.problems |= {problem: None for key, problem in self.wrong_ways.items() if key not in given}
        said = {claim.key for claim in self.claims if claim.says_way and claim.indicator.way != "stock"}
        self.claims = [claim for claim in self.claims if claim.says_way or claim.key not in said]


@dataclass
class TableReader:
    """Reads one table into claims."""

    table: Table
    frame: Frame
    lexicon: Lexicon
    findings: Findings
    _columns: dict[int, Meaning] = field(default_factory=dict)
    _doubted: set[str] = field(default_factory=set)
    """Indicators whose title has been looked at."""

    def read(self) -> None:
        """Add the table's claims, problems and names not taken to the findings."""
        siblings = Siblings(self.lexicon)
        columns = beside_industries({c: siblings.next(path) for c, path in self.table.paths.items()})
        self._columns = columns if any(m.place or m.total for m in columns.values()) else of_kinds(columns)
        units = {(self.table.grid.name, unit): None for meaning in self._columns.values() for unit in meaning.measures}
        self.findings.units_said |= units
        self._doubt_repeated_headings()
        reader = RowReader(self.table, self.lexicon)
        for number in self.table.data_rows:
            if not reader.takes_section(number):
                for column, meaning in self._columns.items():
                    self._claim((number, column), meaning, reader.row(number, self.table.stubs[column]))

    def _doubt_repeated_headings(self) -> None:
        """Doubts about columns that are headed and meant as one before: the name over the later one may be lost."""
        seen: dict[tuple[object, ...], int] = {}
        for column, meaning in self._columns.items():
            path = self.table.paths[column]
            meant = meaning.indicator and meaning.indicator.id, meaning.place and meaning.place.id, meaning.total
            first = seen.setdefault((path, *meant, self.table.stubs[column]), column)
            cells = [self.table.grid.cells.get((row, column)) for row in self.table.data_rows]
            is_taken = path and not meaning.excluded and any(isinstance(read_number(cell), Number) for cell in cells)
            if first != column and is_taken:
                words = " / ".join(path)
                message = f"{column_letters(first)}列和{column_letters(column)}列的表头都是“{words}”"
                self._tell("doubt", self._heading_place((self.table.data_rows[0], column), in_column=True),
                           "unclear-heading", words, message, "请核对是否漏写了表头，并写明两列各是什么")  # fmt: skip

    def _claim(self, at: tuple[int, int], column: Meaning, row: Row) -> None:
        """Add the claim of one cell, or note why it has none."""
        named = self._named(at, column, row.meaning)
        if named is None or named.indicator is None:
            if column.excluded and not row.meaning.excluded:
                self._compare(at, column, row)
            return
        earlier = self._other_period(at, column, row, named.indicator)
        if isinstance(earlier, SaidPeriod):
            period = period_said(earlier, named.indicator, self.lexicon.period)
            claim = self._claim_of(at, column, row, named) if period else None
            if period and claim:
                self.findings.beside.append(Beside(claim, period, "level"))
        if earlier:
            return
        if row.unknown_place or row.is_blank:
            self._refuse_place(at, row.unknown_place, self.table.grid.cells.get(at))
            return
        if self._has_two_places(at, column, row.place):
            return
        claim = self._claim_of(at, column, row, named)
        if claim is not None and not self._has_wrong_way(claim, column, row.meaning):
            self.findings.claims.append(claim)
            self._doubt_heading(claim, named, column)
            if self.frame.span and not (column.periods or row.meaning.periods or row.period):
                self._doubt_span(self._heading_place(at, in_column=bool(column.name)), named)

    def _compare(self, at: tuple[int, int], column: Meaning, row: Row) -> None:
        """Note a growth rate or an earlier figure that stands beside the column of its level, or of its row's."""
        level = self._level_beside(at[1])
        named = level if level.name else row.meaning if row.meaning.name else self._named_by_table(at[1])
        told = base_said(column.text, named.indicator, self.lexicon.period) if named.indicator else None
        if told is None or row.unknown_place or row.is_blank or not isinstance(self._number(at), Number):
            return
        in_row = periods_in_column(row.period, self.lexicon.period) if row.period else ()
        if not all(said.agrees(self.lexicon.period) for said in (*row.meaning.periods, *in_row)):
            return  # what another quarter is compared with
        claim = self._claim_of(at, replace(level, place=column.place or level.place), row, named)
        if claim is not None:
            self.findings.beside.append(Beside(claim, *told))

    @cached_property
    def _table_measures(self) -> tuple[str, ...]:
        """The measure units said of the whole table: around it, else in the heading of its names, as 地区（万元）."""
        table = self.table
        named = [c for c, role in table.roles.items() if role in NAMING]
        corner = (table.grid.merged_text(row, c) for row in table.heading_rows for c in named)
        return self.frame.measures or tuple(unit for text in corner for unit in self.lexicon.piece(text).measures)

    def _number(self, at: tuple[int, int]) -> object:
        return read_number(self.table.grid.cells.get(at))

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
        """What a cell is said to be; None when it is of industries that are not asked for, or of two places."""
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
        return Claim(
            indicator=indicator,
            place=place.place,
            table_place=self.frame.place,
            total=place.total or place.bare_total,
            industry=industry.id if industry else "",
            rest=place.rest,
            measures=tuple(m for m in (row.measures, row.meaning.measures, column.measures) if m),
            table_measures=self._table_measures,
            sheet=self.table.grid.name,
            row=at[0],
            column=at[1],
            cell=cell,
            says_way=bool(column.ways | row.meaning.ways),
            heading=named.text,
            heading_address=address(*self._heading_place(at, in_column=bool(column.name))),
        )

    def _named(self, at: tuple[int, int], column: Meaning, row: Meaning) -> Meaning | None:
        """What names the indicator: the column, the row or the table; None, and noted, when nothing we ask for."""
        cell = self.table.grid.cells.get(at)
        by_table = self._named_by_table(at[1])
        if column.only_counts and (row.indicator or by_table.indicator):
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
            self._tell("error", at, "no-heading", cell.text if cell else "",
                       f"{letters}列没有表头，无法确定是什么数", "请在表头写明这一列是什么，或删去这一列")  # fmt: skip

    def _named_by_table(self, column: int) -> Meaning:
        """What the table's own line names; beside others, a column without a heading may hold anything."""
        return self.frame.meaning if self.table.paths[column] or len(self.table.paths) == 1 else Meaning()

    def _has_two_places(self, at: tuple[int, int], column: Meaning, row: Meaning) -> bool:
        """Whether row and column name two places, which is told."""
        is_double = all(m.place or m.total or m.rest for m in (row, column))
        if is_double:
            self._tell("error", at, "two-places", f"{row.text} / {column.text}",
                       f"这一格既属“{row.text}”又属“{column.text}”，无法确定是谁的数",
                       "请把表格整理成一格一个单位")  # fmt: skip
        return is_double

    def _other_period(
        self, at: tuple[int, int], column: Meaning, row: Row, indicator: Indicator
    ) -> SaidPeriod | Literal["unknown"] | None:
        """The other period that row or column say, noted and never taken; None where they allow the one asked for.

        A single month (6月) over amounts of a quarter or of the year so far is another period.
        """
        asked = self.lexicon.period
        in_row = tuple(periods_in_column(row.period, asked)) if row.period else ()
        if row.period and not in_row:
            message = f"“{row.period}”不是报告期"
            self._tell("error", at, "unknown-period", row.period, message, "请写成 2023年二季度 的样子")
            return "unknown"
        amounts = indicator.way in ("flow", "ytd") and asked.frequency != "month"
        # 累计 below 6月, in the head or beside it, is what came since January.
        amounts = amounts and not {"accumulated", "january"} & (column.ways | row.meaning.ways)
        for said in (*column.periods, *row.meaning.periods, *in_row):
            single_month = amounts and said.period.frequency == "month" and not (said.ytd or said in in_row)
            if single_month or not said.agrees(asked):
                if at in self.table.grid.cells:
                    self.findings.other_periods.append((self.table.grid.name, address(*at), said))
                return said
        return None

    def _has_wrong_way(self, claim: Claim, column: Meaning, row: Meaning) -> bool:
        """Whether the way that is said cannot be the indicator's; kept aside, in case another cell says it right."""
        indicator = claim.indicator
        ways = column.ways | row.ways or self._ways_of_title(indicator)
        if indicator.way == "ytd" and not column.name:
            # 本期末 over a whole column only says of when the figures are; 期末 beside the name itself says a level.
            ways -= column.ways & {"end"}
        wrong, right = wrong_way(indicator, ways, self.lexicon.period), WAY_WORDS[indicator.way]
        if wrong:
            words = (
                "wrong-way",
                wrong,
                f"“{indicator.name}”应报{right}，表上写的是{wrong}",
                f"请改报{right}，或改正表头",
            )
        elif "accumulated" in ways and any(i.cumulates == indicator.id for i in self.lexicon.plan.indicators):
            message = f"“{indicator.name}”的累计可以是本年累计，也可以是历年累计"
            words = ("unclear-way", claim.heading, message, "请在表头写明“本年累计”或“历年累计”")
        else:
            return False
        if not isinstance(read_number(claim.cell), Blank):
            where = self._heading_place((claim.row, claim.column), in_column=bool(column.name or column.ways))
            self.findings.wrong_ways.setdefault(claim.key, self._problem("error", where, *words))
            self.findings.not_taken[f"{claim.heading} {column.text if not column.name else ''}".strip()] = None
        return True

    def _doubt_heading(self, claim: Claim, named: Meaning, column: Meaning) -> None:
        """What a person should confirm about the words that name this figure."""
        where = self._heading_place((claim.row, claim.column), in_column=bool(column.name))
        if named.doubt:
            remedy = "请确认并说明；最好在表头写出指标全称"
            self._tell("doubt", where, "unclear-heading", named.text, named.doubt, remedy)
        self._doubt_this_period(claim.indicator, (claim.row, claim.column), column)
        if not wording.ACCUMULATED.search(fold(claim.heading)):
            self._doubt_quarters(
                self._heading_place((claim.row, claim.column), in_column=True), claim.indicator, column
            )
        self._doubt_title(where, named)
        if not column.ways - {"end"}:
            self._doubt_month(where, named)

    def _doubt_this_period(self, indicator: Indicator, at: tuple[int, int], column: Meaning) -> None:
        """A doubt about 本期数 over a sum since January and 本季 over a level: both may be the quarter's amount alone.

        In the first quarter the two sums are the same.
        """
        said = fold(column.text.rpartition(" / ")[2])
        is_sum = (
            indicator.way == "ytd" and said in wording.THIS_PERIOD and not column.ways and not self._is_since_january
        )
        is_level = indicator.way == "stock" and "quarter" in column.ways
        if (is_sum or is_level) and self.lexicon.period.end.month > 3 and isinstance(self._number(at), Number):
            right = WAY_WORDS[indicator.way]
            self._tell("doubt", self._heading_place(at, in_column=True), "unclear-way", column.text,
                       f"“{column.text}”下的“{indicator.name}”按{right}读取，也可能是单季发生数",
                       f"请确认；最好在表头写明“{'本年累计' if is_sum else '期末数'}”")  # fmt: skip

    def _doubt_quarters(self, where: tuple[int, int], indicator: Indicator, column: Meaning) -> None:
        """A doubt about quarters side by side over sums since January: each may be its quarter's alone."""
        if indicator.way != "ytd" or column.ways or self.lexicon.period.end.month <= 3:
            return
        beside = {p.period for m in self._columns.values() for p in m.periods if p.period.frequency == "quarter"}
        if any(p.period in beside for p in column.periods) and len({p.year for p in beside}) < len(beside):
            self._tell("doubt", where, "unclear-way", column.text,
                       f"“{column.text}”按年初至今累计读取，但各季度并列，也可能是单季数",
                       "请确认；最好在表头写明“累计”")  # fmt: skip

    def _ways_of_title(self, indicator: Indicator) -> frozenset[Said]:
        """The way that the title implies where row and column say none: 1—6月 in a title is no quarter's amount."""
        return frozenset({"january"} if indicator.way == "flow" and self._is_since_january else ())

    @cached_property
    def _is_since_january(self) -> bool:
        """Whether the title says 1—6月 or 上半年."""
        return any(p.ytd for p in self.frame.periods if p.agrees(self.lexicon.period))

    def _doubt_title(self, heading: tuple[int, int], named: Meaning) -> None:
        """Doubts where the title makes another thing of a plain heading: 企业 under 新登记情况."""
        indicator, title = named.indicator, self.frame.title
        if indicator is None:
            return
        self._doubt_other_figures(heading, named)
        word = narrows(title, indicator, wording.CHANGES) if indicator.way in ("stock", "cumulative") else ""
        if word and word not in self._words:
            message = f"标题说的是“{word}”，“{named.text}”按{WAY_WORDS[indicator.way]}读取"
            self._tell("doubt", heading, "title", named.text, message, "请确认；不是的话，请在表头写出指标全称")

    def _doubt_month(self, heading: tuple[int, int], named: Meaning) -> None:
        """A doubt about an amount of a quarter, or since January, below a title that names one month."""
        indicator, said = named.indicator, self._month_of_title
        if indicator is None or said is None or named.ways:
            return
        if indicator.way == "flow":
            right, words = f"{self.lexicon.period.words}当期数", "本季"
        elif indicator.way == "ytd" and not reaches_up_to(self.frame.words, said):
            right = words = WAY_WORDS["ytd"]
        else:
            return
        message = f"标题写的是一个月，“{indicator.name}”按{right}读取"
        self._tell("doubt", heading, "title", named.text, message, f"请确认不是单月数；最好在表头写明“{words}”")

    @cached_property
    def _month_of_title(self) -> SaidPeriod | None:
        """The single month that the title names, where figures are asked for of more than that."""
        asked = self.lexicon.period
        said = next((p for p in self.frame.periods if p.agrees(asked)), None)
        is_month = said is not None and said.period.frequency == "month" and not said.ytd
        return said if is_month and asked.frequency != "month" else None

    def _doubt_span(self, heading: tuple[int, int], named: Meaning) -> None:
        """A doubt about a figure that could be of any quarter of a stretch, or of all of it."""
        message = f"标题写的是一段时间（{self.frame.span}），“{named.text}”按{self.lexicon.period.words}的数读取"
        self._tell("doubt", heading, "title", named.text, message, "请确认；最好在表头写明是哪一季度的数")

    def _doubt_other_figures(self, heading: tuple[int, int], named: Meaning) -> None:
        """A doubt for each indicator where the title speaks of rates, plans or last year, and no heading does."""
        indicator = named.indicator
        if indicator is None or indicator.id in self._doubted or self._tells_others_apart:
            return
        self._doubted.add(indicator.id)
        if word := narrows(self.frame.words, indicator, wording.OTHER_FIGURES):
            message = f"标题或表名说的是“{word}”，“{named.text}”按{self.lexicon.period.words}的实际数读取"
            self._tell("doubt", heading, "title", named.text, message, "请确认；不是的话，请改报实际数")

    @cached_property
    def _tells_others_apart(self) -> bool:
        """Whether headings or labels speak of rates, plans or last year themselves."""
        patterns = (wording.OTHER_FIGURES, wording.GROWTH, wording.PLANNED, wording.EARLIER)
        return any(pattern.search(self._words) for pattern in patterns)

    @cached_property
    def _words(self) -> str:
        """All words of the table's headings and labels."""
        stubs = [c for c, role in self.table.roles.items() if role in ("place", "indicator", "other")]
        labels = [self.table.grid.text(row, c) for row in self.table.data_rows for c in stubs]
        return fold(" ".join([*labels, *(text for path in self.table.paths.values() for text in path)]))

    def _refuse_place(self, at: tuple[int, int], text: str, cell: Cell | None) -> None:
        """Tell of figures beside a name that is no unit; text beside it may be a remark below the table."""
        if not isinstance(read_number(cell), Number):
            return
        where = (at[0], self.table.label_column(at[0], at[1]))
        if not text:
            self._tell(
                "error", at, "no-unit", cell.text if cell else "", "这一行没有写是哪个单位", "请在行首写明单位名称"
            )
            return
        known = "、".join(self.lexicon.nearest_places(text))
        self._tell("error", where, "unknown-unit", text, f"“{text}”不是本方案的单位",
                   f"是不是{known}？请改正名称" if known else "请改成方案中的单位名称，或删去这一行")  # fmt: skip

    def _leave_out(self, at: tuple[int, int], meaning: Meaning, cell: Cell | None, *, in_column: bool = True) -> None:
        if cell is not None:
            self.findings.not_taken[f"{meaning.text}（{meaning.excluded}）"] = None
        if meaning.indicator is not None and meaning.excluded.startswith("说不清"):
            self._tell("doubt", self._heading_place(at, in_column=in_column), "unclear-heading",
                       meaning.text, f"“{meaning.text}”没有读取：{meaning.excluded}",
                       "请在表头写出指标全称")  # fmt: skip

    def _leave_out_name(self, at: tuple[int, int], name: str, cell: Cell | None) -> None:
        if cell is not None and name:
            self.findings.not_taken[name] = None
            self.findings.unknown.setdefault(name, (self.table.grid.name, address(*at)))

    def _heading_place(self, at: tuple[int, int], *, in_column: bool) -> tuple[int, int]:
        """Where the words stand that a problem is about: in the column's heading, or in the row's label."""
        row, column = at
        if in_column:
            for heading in reversed(self.table.heading_rows):
                if self.table.grid.text(heading, column):
                    return heading, column
        return row, self.table.label_column(row, column)

    def _tell(self, level: Literal["error", "doubt"], at: tuple[int, int], *words: str) -> None:
        self.findings.problems[self._problem(level, at, *words)] = None

    def _problem(self, level: Literal["error", "doubt"], at: tuple[int, int], *words: str) -> Problem:
        code, value, message, remedy = words
        return Problem(level, code, message, remedy, self.table.grid.name, address(*at), value)
