"""What the cells of a table are said to be: by their row, their column and the table together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Literal

from milepost.intake import wording
from milepost.intake.frames import Frame
from milepost.intake.grid import Cell, address
from milepost.intake.headings import Lexicon, Meaning, narrows
from milepost.intake.layout import Table
from milepost.intake.measures import unit_words
from milepost.intake.numbers import Blank, read_number
from milepost.intake.siblings import Siblings
from milepost.intake.times import Said, periods_in, wrong_way
from milepost.plan.indicator import WAY_WORDS, Indicator
from milepost.plan.names import fold
from milepost.plan.period import Period, SaidPeriod, said_periods
from milepost.plan.reading import Problem
from milepost.plan.unit import Unit


@dataclass(frozen=True)
class Claim:
    """One cell and what it is said to be. `place` is None where no row or column names one.

    `measures` are the measure units that its row and its column say of it, `table_measures` those said of the whole
    table. `heading` is what the sender calls it, at `heading_address`.
    """

    indicator: Indicator
    place: Unit | None
    total: bool
    industry: str
    rest: bool
    measures: tuple[tuple[str, ...], ...]
    table_measures: tuple[str, ...]
    sheet: str
    row: int
    column: int
    cell: Cell | None
    heading: str
    heading_address: str

    @property
    def address(self) -> str:
        """Where it stands in the sender's sheet."""
        return address(self.row, self.column)


@dataclass
class Findings:
    """What the walk over the tables brings together."""

    claims: list[Claim] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    not_taken: dict[str, None] = field(default_factory=dict)
    unknown: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Names that the plan does not know, with the sheet and cell where each was met first."""
    other_periods: list[tuple[str, str, SaidPeriod]] = field(default_factory=list)

    def tell(self, problem: Problem) -> None:
        """Keep a problem once."""
        if problem not in self.problems:
            self.problems.append(problem)


@dataclass(frozen=True)
class Row:
    """What a row says for one group of naming columns."""

    meaning: Meaning
    place: Meaning
    unknown_place: str
    measures: tuple[str, ...]
    period: str
    industry: str
    is_blank: bool


@dataclass
class TableReader:
    """Reads one table into claims."""

    table: Table
    frame: Frame
    lexicon: Lexicon
    findings: Findings
    _place_above: str = ""
    _section: str = ""
    _place_before: dict[tuple[int, ...], str] = field(default_factory=dict)
    _siblings: dict[tuple[int, ...], Siblings] = field(default_factory=dict)

    def read(self) -> None:
        """Add the table's claims, problems and names not taken to the findings."""
        siblings = Siblings(self.lexicon)
        columns = {column: siblings.next(path) for column, path in self.table.paths.items()}
        for row in self.table.data_rows:
            if self._heads_a_section(row):
                continue
            rows: dict[tuple[int, ...], Row] = {}
            for column, meaning in columns.items():
                stubs = self.table.stubs_of(column)
                if stubs not in rows:
                    rows[stubs] = self._row(row, stubs)
                self._claim((row, column), meaning, rows[stubs])

    def _heads_a_section(self, row: int) -> bool:
        """Whether a row without figures heads those below it: a place over indicators, or 二、注销情况."""
        filled = [c for c in self.table.roles if self.table.grid.text(row, c)]
        if len(filled) != 1 or self.table.roles[filled[0]] not in ("place", "indicator", "other"):
            return False
        text = self.table.grid.text(row, filled[0])
        piece = self.lexicon.piece(text)
        below = [self.lexicon.piece(self.table.grid.text(r, filled[0])) for r in self.table.data_rows if r > row]
        if (piece.place or piece.total) and any(b.indicator for b in below):
            self._place_above = text
            return True
        folded = fold(text)
        if not piece.is_known and (wording.NUMBERING.match(folded) or wording.SECTION.fullmatch(folded)):
            self._section = wording.NUMBERING.sub("", folded)
            return True
        return False

    def _row(self, row: int, stubs: tuple[int, ...]) -> Row:
        labels = self.table.labels(row, stubs)
        place_text, names = labels.get("place", ""), [labels.get("indicator", ""), labels.get("other", "")]
        piece = self.lexicon.piece(place_text)
        if piece.indicator is not None:
            names.insert(0, place_text)
            place_text = ""
        if place_text:
            self._place_before[stubs] = place_text
        elif "place" in labels and any(names):
            place_text = self._place_before.get(stubs, "")
        place = self.lexicon.piece(place_text or self._place_above)
        knows_place = place.place or place.total or place.bare_total or place.rest
        path = [text for text in (self._section if any(names) else "", *names) if text]
        siblings = self._siblings.setdefault(stubs, Siblings(self.lexicon))
        return Row(
            meaning=siblings.next(path, self.table.indent(row, stubs)) if path else Meaning(),
            place=place if knows_place else Meaning(),
            unknown_place="" if knows_place or place.says_nothing else place.text,
            measures=tuple(unit_words(labels.get("measure", ""))),
            period=labels.get("period", ""),
            industry=_industry(labels.get("industry", "")),
            is_blank=bool(stubs) and not place_text and not path,
        )

    def _claim(self, at: tuple[int, int], column: Meaning, row: Row) -> None:
        """Add the claim of one cell, or note why it has none."""
        cell = self.table.grid.cells.get(at)
        if column.excluded or row.meaning.excluded:
            self._leave_out(at, column if column.excluded else row.meaning, cell)
            return
        if column.name and row.meaning.name and column.indicator != row.meaning.indicator:
            self._leave_out_name(at, f"{row.meaning.name} / {column.name}", cell)
            return
        named = column if column.name else row.meaning
        if named.indicator is None:
            if named.name:
                self._leave_out_name(at, named.name, cell)
            return
        if not self._is_of_the_period(at, (*column.periods, *row.meaning.periods), row.period, cell):
            return
        if row.unknown_place or row.is_blank:
            self._refuse_place(at, row.unknown_place, cell)
            return
        place = self._place(at, column, row.place)
        if place is None:
            return
        where = self._heading_place(at, in_column=bool(column.name or column.ways))
        self._check_way(where, named.indicator, column.ways | row.meaning.ways)
        if named.doubt:
            self._tell("doubt", "unclear-heading", self._heading_place(at, in_column=bool(column.name)), named.text,
                       named.doubt, "请确认并说明；最好在表头写出指标全称")  # fmt: skip
        heading = self._heading_place(at, in_column=bool(column.name))
        self._doubt_title(heading, named)
        self.findings.claims.append(
            Claim(
                indicator=named.indicator,
                place=place.place,
                total=place.total or place.bare_total,
                industry=row.industry,
                rest=place.rest,
                measures=tuple(m for m in (row.measures, row.meaning.measures, column.measures) if m),
                table_measures=self.frame.measures,
                sheet=self.table.grid.name,
                row=at[0],
                column=at[1],
                cell=cell,
                heading=named.text,
                heading_address=address(*heading),
            )
        )

    def _place(self, at: tuple[int, int], column: Meaning, row: Meaning) -> Meaning | None:
        """Whose figure it is by row and column together; None when they name two places."""
        named = [m for m in (row, column) if m.place or m.total or m.rest]
        if len(named) == 2:
            self._tell("error", "two-places", at, f"{row.text} / {column.text}",
                       f"这一格既属“{row.text}”又属“{column.text}”，无法确定是谁的数",
                       "请把表格整理成一格一个单位")  # fmt: skip
            return None
        if named:
            return named[0]
        return row if row.bare_total else column if column.bare_total else Meaning()

    def _is_of_the_period(
        self, at: tuple[int, int], said: tuple[SaidPeriod, ...], row_text: str, cell: Cell | None
    ) -> bool:
        """Whether row and column allow the period asked for; other periods are noted, never taken."""
        if row_text:
            in_row = tuple(_periods_in_column(row_text, self.lexicon.period))
            if not in_row:
                self._tell(
                    "error", "unknown-period", at, row_text, f"“{row_text}”不是报告期", "请写成 2023年二季度 的样子"
                )
                return False
            said += in_row
        other = next((s for s in said if not s.agrees(self.lexicon.period)), None)
        if other is not None and cell is not None:
            self.findings.other_periods.append((self.table.grid.name, address(*at), other))
        return other is None

    def _check_way(self, where: tuple[int, int], indicator: Indicator, said: frozenset[str]) -> None:
        ways = {way for way in WAYS_SAID if way in said} or self._ways_of_title(indicator)
        wrong = wrong_way(indicator, ways, self.lexicon.period)
        if wrong:
            self._tell(
                "error", "wrong-way", where, wrong,
                f"“{indicator.name}”应报{WAY_WORDS[indicator.way]}，表上写的是{wrong}",
                f"请改报{WAY_WORDS[indicator.way]}，或改正表头",
            )  # fmt: skip
        elif "accumulated" in ways and any(i.cumulates == indicator.id for i in self.lexicon.plan.indicators):
            self._tell("error", "unclear-way", where, indicator.name,
                       f"“{indicator.name}”的累计可以是本年累计，也可以是历年累计",
                       "请在表头写明“本年累计”或“历年累计”")  # fmt: skip

    def _ways_of_title(self, indicator: Indicator) -> set[Said]:
        """The way that the title implies where row and column say none: 1—6月 in a title is no quarter's amount."""
        if indicator.way == "flow" and any(p.ytd for p in self.frame.periods if p.agrees(self.lexicon.period)):
            return {"january"}
        return set()

    def _doubt_title(self, heading: tuple[int, int], named: Meaning) -> None:
        """Doubts where the title makes another thing of a plain heading: 企业 under 新登记情况, 6月 over a quarter."""
        indicator, title = named.indicator, self.frame.title
        if indicator is None:
            return
        word = narrows(title, indicator, wording.CHANGES) if indicator.way in ("stock", "cumulative") else ""
        if word and word not in self._words:
            message = f"标题说的是“{word}”，“{named.text}”按{WAY_WORDS[indicator.way]}读取"
            self._tell("doubt", "title", heading, named.text, message, "请确认；不是的话，请在表头写出指标全称")
        said = next((p for p in self.frame.periods if p.agrees(self.lexicon.period)), None)
        monthly = said is not None and said.period.frequency == "month" and not said.ytd
        if indicator.way == "flow" and monthly and self.lexicon.period.frequency != "month" and not named.ways:
            message = f"标题写的是一个月，“{indicator.name}”按{self.lexicon.period.words}当期数读取"
            self._tell("doubt", "title", heading, named.text, message, "请确认不是单月数；最好在表头写明“本季”")

    @cached_property
    def _words(self) -> str:
        """All words of the table's headings and labels."""
        stubs = [c for c, role in self.table.roles.items() if role in ("place", "indicator", "other")]
        labels = [self.table.grid.text(row, c) for row in self.table.data_rows for c in stubs]
        return fold(" ".join([*labels, *(text for path in self.table.paths.values() for text in path)]))

    def _refuse_place(self, at: tuple[int, int], text: str, cell: Cell | None) -> None:
        if isinstance(read_number(cell), Blank):
            return
        where = (at[0], self.table.label_column(at[0], at[1]))
        if not text:
            self._tell(
                "error", "no-unit", at, cell.text if cell else "", "这一行没有写是哪个单位", "请在行首写明单位名称"
            )
            return
        names = {name: unit for unit in self.lexicon.plan.units for name in (unit.name, *unit.other_names)}
        near = get_close_matches(text, names, n=3, cutoff=0.5)
        known = "、".join(dict.fromkeys(names[name].name for name in near))
        self._tell("error", "unknown-unit", where, text, f"“{text}”不是本方案的单位",
                   f"是不是{known}？请改正名称" if known else "请改成方案中的单位名称，或删去这一行")  # fmt: skip

    def _leave_out(self, at: tuple[int, int], meaning: Meaning, cell: Cell | None) -> None:
        if cell is not None:
            self.findings.not_taken[f"{meaning.text}（{meaning.excluded}）"] = None
        if meaning.indicator is not None and meaning.excluded.startswith("说不清"):
            self._tell("doubt", "unclear-heading", self._heading_place(at, in_column=at[1] in self.table.paths),
                       meaning.text, f"“{meaning.text}”没有读取：{meaning.excluded}",
                       "请在表头写出指标全称")  # fmt: skip

    def _leave_out_name(self, at: tuple[int, int], name: str, cell: Cell | None) -> None:
        if cell is not None:
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

    def _tell(self, level: Literal["error", "doubt"], code: str, at: tuple[int, int], *words: str) -> None:
        value, message, remedy = words
        self.findings.tell(Problem(level, code, message, remedy, self.table.grid.name, address(*at), value))


WAYS_SAID: tuple[Said, ...] = ("end", "quarter", "month", "january", "accumulated", "ever")


def _industry(text: str) -> str:
    folded = fold(text)
    return "" if folded in wording.TOTALS or folded in ("全行业", "各行业", "所有行业") else text.strip()


def _periods_in_column(text: str, asked: Period) -> Iterator[SaidPeriod]:
    """The periods that a 报告期 column says; a date there (2023-06-01, as Excel keeps months) means its month."""
    month = re.match(r"(20\d\d-\d\d)-\d\d", text)
    yield from said_periods(month[1]) if month else periods_in(text, asked)
