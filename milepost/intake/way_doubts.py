"""What a person should confirm about the way of a figure: words of time that mean a sum since January, or a part."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from milepost.intake import wording
from milepost.intake.claims import Claim
from milepost.intake.frames import Frame
from milepost.intake.headings import Lexicon
from milepost.intake.meaning import Meaning
from milepost.intake.numbers import Number
from milepost.intake.remainders import REMAINDER
from milepost.intake.rows import Row
from milepost.intake.table import Table
from milepost.intake.telling import Telling
from milepost.intake.times import periods_in_column, reaches_up_to
from milepost.plan.indicator import WAY_WORDS
from milepost.plan.names import fold
from milepost.plan.period import SaidPeriod


@dataclass
class WayDoubts:
    """Asks about the words of time in one table, whose value columns mean `columns`."""

    telling: Telling
    frame: Frame
    lexicon: Lexicon
    columns: Mapping[int, Meaning]
    _alike: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """For each column those that may hold other times of the same things."""

    @property
    def _table(self) -> Table:
        return self.telling.table

    def ask(self, claim: Claim, named: Meaning, column: Meaning, row: Row) -> None:
        """What a person should confirm about the time that the words over and before a figure say."""
        self._doubt_this_period(claim, column, row)
        if claim.indicator.way == "ytd" and not claim.says_way and self.lexicon.period.end.month > 3:
            self._doubt_quarter_of_column(claim, column)
            self._doubt_quarter_of_row(claim, row)
        self._doubt_sum(claim, column)
        if not column.ways - {"end"}:
            self._doubt_title(claim, named, column, row)

    def ask_of_whole(self, at: tuple[int, int], column: Meaning, row: Row, named: Meaning) -> None:
        """A doubt where an earlier quarter is said to be a part of what stands before it: that sums up several."""
        part = next((one for one in (row.meaning, column) if one.of_which and one.periods), None)
        if part is None or named.indicator is None or named.indicator.way != "flow":
            return
        if any(_is_bare_quarter(said) for said in part.periods):
            where = self.telling.heading_place(at, in_column=part is column)
            self.telling.ask(where, "unclear-way", part.text,
                             f"“{part.text}”写在“{named.indicator.name}”之下，“{named.indicator.name}”可能是几个季度的合计",
                             f"请确认；最好只报{self.lexicon.period.words}的数")  # fmt: skip

    def _doubt_this_period(self, claim: Claim, column: Meaning, row: Row) -> None:
        """A doubt about 本期数 over a sum since January and 本季 over a level: both may be the quarter's amount alone.

        In the first quarter the two sums are the same; a level is neither.
        """
        indicator, at = claim.indicator, (claim.row, claim.column)
        is_first = self.lexicon.period.end.month <= 3 and indicator.way != "stock"
        if is_first or not isinstance(self.telling.number(at), Number):
            return
        text = next((t for t in (column.text.rpartition(" / ")[2], row.period) if _is_open(t)), column.text)
        if indicator.way == "ytd" and not claim.says_way and not self.frame.is_since_january(self.lexicon):
            is_open, clearer = _is_open(text), "本年累计"
        else:
            is_of_span = "quarter" in column.ways | row.meaning.ways or bool(_OF_SPAN.search(text))
            is_open = indicator.way == "stock" and (is_of_span or self._is_month_of_sum(claim, column))
            clearer = "期末数"
        if is_open:
            alone = "单月" if "month" in column.ways else "单季"
            read_as = f"“{text}”下的“{indicator.name}”按{WAY_WORDS[indicator.way]}读取，也可能是{alone}发生数"
            where = self.telling.heading_place(at, in_column=text != row.period)
            self.telling.ask_of_way(claim, where, "unclear-way", text, read_as, f"请确认；最好在表头写明“{clearer}”")

    def _is_month_of_sum(self, claim: Claim, column: Meaning) -> bool:
        """Whether 本月 stands over a level while 累计 stands over the same thing beside it."""
        others = (m for m in self.columns.values() if m.indicator in (claim.indicator, None))
        return "month" in column.ways and any({"january", "accumulated"} & other.ways for other in others)

    def _doubt_quarter_of_column(self, claim: Claim, column: Meaning) -> None:
        """A doubt about a quarter over a sum since January, where other times stand beside it: it may be alone."""
        if wording.ACCUMULATED.search(fold(claim.heading)) or not any(_is_bare_quarter(p) for p in column.periods):
            return
        beside = {p.period for m in self.columns.values() for p in m.periods if p.period.frequency == "quarter"}
        are_quarters = any(p.period in beside for p in column.periods) and len({p.year for p in beside}) < len(beside)
        if are_quarters or self._has_others(claim):
            beside_it = "各季度并列" if are_quarters else "旁边还有别的数"
            where = self.telling.heading_place((claim.row, claim.column), in_column=True)
            self.telling.ask_of_way(claim, where, "unclear-way", column.text,
                                    f"“{column.text}”按年初至今累计读取，但{beside_it}，也可能是单季数",
                                    "请确认；最好在表头写明“累计”")  # fmt: skip

    def _doubt_sum(self, claim: Claim, column: Meaning) -> None:
        """A doubt about a 合计 beside months or quarters that are not all those, or only those, that are asked for."""
        asked, text = self.lexicon.period, column.text.rpartition(" / ")[2]
        is_number = isinstance(self.telling.number((claim.row, claim.column)), Number)
        if not is_number or column.periods or fold(text) not in wording.TOTALS:
            return
        said = [p for c in self._alike_of(claim.column) for p in self.columns[c].periods if not p.ytd]
        parts = sorted({p.period for p in said if p.period.year == asked.year and p.period.frequency != "year"})
        months = {month for part in parts for month in range(part.start.month, part.end.month + 1)}
        first = asked.start.month if claim.indicator.way == "flow" else 1
        if len(parts) > 1 and (claim.indicator.way == "stock" or months != set(range(first, asked.end.month + 1))):
            right = WAY_WORDS[claim.indicator.way]
            where = self.telling.heading_place((claim.row, claim.column), in_column=True)
            beside = f"旁边各列是{parts[0].words}到{parts[-1].words}的数"
            self.telling.ask(where, "unclear-way", text, f"“{text}”按{right}读取，{beside}",
                             f"请确认；最好在表头写明是不是{right}")  # fmt: skip

    def _has_others(self, claim: Claim) -> bool:
        """Whether a number beside may be the same indicator's, of another time."""
        return any(isinstance(self.telling.number((claim.row, c)), Number) for c in self._alike_of(claim.column))

    def _alike_of(self, column: int) -> tuple[int, ...]:
        if column not in self._alike:
            self._alike[column] = tuple(self._others(column))
        return self._alike[column]

    def _others(self, column: int) -> Iterator[int]:
        """The columns that may hold other times of the same things; those of last year, and comparisons, do not."""
        own, stubs, asked = self.columns[column], self._table.stubs, self.lexicon.period
        for other, meaning in self.columns.items():
            is_same = (meaning.place, meaning.total, meaning.industry) == (own.place, own.total, own.industry)
            is_same = is_same and meaning.name.startswith(own.name) and not meaning.of_which
            is_same = is_same and meaning.indicator in (own.indicator, None) and stubs[other] == stubs[column]
            is_compared = meaning.excluded not in ("", REMAINDER)
            is_of_another_year = bool(meaning.periods) and all(p.period.year != asked.year for p in meaning.periods)
            if is_same and meaning.periods != own.periods and not (is_compared or is_of_another_year):
                yield other

    def _doubt_quarter_of_row(self, claim: Claim, row: Row) -> None:
        """The same, where the quarters stand below each other."""
        if not row.period or self._is_series or not self._rows_are_parts:
            return
        if any(_is_bare_quarter(said) for said in periods_in_column(row.period, self.lexicon.period)):
            columns = [c for c, role in self._table.roles.items() if role == "period"]
            where = claim.row, columns[0] if columns else self._table.label_column(claim.row, claim.column)
            self.telling.ask_of_way(claim, where, "unclear-way", row.period,
                                    f"“{row.period}”的“{claim.indicator.name}”按年初至今累计读取，但各季度并列，也可能是单季数",
                                    "请确认；最好在表头写明“累计”")  # fmt: skip

    @cached_property
    def _period_texts(self) -> frozenset[str]:
        columns = [c for c, role in self._table.roles.items() if role == "period"]
        texts = {self._table.grid.merged_text(row, c) for row in self._table.data_rows for c in columns}
        return frozenset(texts - {""})

    @cached_property
    def _is_series(self) -> bool:
        """Whether the rows are those of a database, each with its place or indicator and the year of its period."""
        names = {"place", "indicator"} & set(self._table.roles.values())
        return bool(names) and all("20" in fold(text) for text in self._period_texts)

    @cached_property
    def _rows_are_parts(self) -> bool:
        """Whether the column of periods names another time of the same year."""
        asked = self.lexicon.period
        said = [p for text in self._period_texts for p in periods_in_column(text, asked)]
        return any(p.period.year == asked.year and p.period.frequency != "year" and not p.agrees(asked) for p in said)

    def _doubt_title(self, claim: Claim, named: Meaning, column: Meaning, row: Row) -> None:
        """A doubt about an amount of a quarter, or since January, below a title that names one month."""
        indicator, said = claim.indicator, self._part_of_title
        if said is None or named.ways | row.meaning.ways:
            return
        if indicator.way == "flow":
            right, words = f"{self.lexicon.period.words}当期数", "本季"
        elif indicator.way == "ytd" and not reaches_up_to(self.frame.words, said):
            right = words = WAY_WORDS["ytd"]
        else:
            return
        message = f"标题写的是一个月，“{indicator.name}”按{right}读取"
        where = self.telling.heading_place((claim.row, claim.column), in_column=bool(column.name))
        self.telling.ask_of_way(
            claim, where, "title", named.text, message, f"请确认不是单月数；最好在表头写明“{words}”"
        )

    @cached_property
    def _part_of_title(self) -> SaidPeriod | None:
        """The single month that the title names, where figures are asked for of more than that."""
        asked = self.lexicon.period
        said = next((p for p in self.frame.periods if p.agrees(asked)), None)
        is_part = said is not None and not said.ytd and said.period.frequency == "month"
        return said if is_part and asked.frequency != "month" else None


_OF_SPAN = re.compile(r"当期|发生|当季值")


def _is_open(text: str) -> bool:
    return fold(text) in wording.THIS_PERIOD


def _is_bare_quarter(said: SaidPeriod) -> bool:
    return said.period.frequency == "quarter" and not said.ytd and fold(said.text) not in wording.THIS_PERIOD
