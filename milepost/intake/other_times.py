"""What a table says of the time of a figure, where it is not what is asked for: another period, or another way."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from milepost.intake import wording
from milepost.intake.claims import Claim
from milepost.intake.frames import Frame
from milepost.intake.grid import address
from milepost.intake.headings import Lexicon
from milepost.intake.meaning import Meaning
from milepost.intake.measures import shift_between
from milepost.intake.numbers import Blank, read_number
from milepost.intake.rows import Row
from milepost.intake.table import Table
from milepost.intake.telling import Telling
from milepost.intake.times import Said, are_single_months, periods_in_column, reaches_back, wrong_way
from milepost.plan.indicator import WAY_WORDS, Indicator
from milepost.plan.period import SaidPeriod


@dataclass
class OtherTimes:
    """Notes the figures of one table that are of other times."""

    telling: Telling
    frame: Frame
    lexicon: Lexicon

    @property
    def _table(self) -> Table:
        return self.telling.table

    def other_period(
        self, at: tuple[int, int], column: Meaning, row: Row, indicator: Indicator
    ) -> SaidPeriod | Literal["unknown"] | None:
        """The other period that row or column say, noted and never taken; None where they allow the one asked for.

        A single month (6月) over amounts of a quarter or of the year so far, or over their growth, is another period.
        """
        asked = self.lexicon.period
        in_row = tuple(periods_in_column(row.period, asked)) if row.period else ()
        told = self.lexicon.piece(row.period)
        if told.excluded and not any(not said.agrees(asked) for said in in_row):
            if at in self._table.grid.cells:
                self.telling.findings.not_taken[f"{told.text}（{told.excluded}）"] = None
            return "unknown"
        if row.period and not in_row:
            message = f"“{row.period}”不是报告期"
            self.telling.refuse(at, "unknown-period", row.period, message, "请写成 2023年二季度 的样子")
            return "unknown"
        is_rate = shift_between(indicator.measure_unit, "%") is not None and wording.GROWTH.search(indicator.name)
        amounts = (indicator.way in ("flow", "ytd") or bool(is_rate)) and asked.frequency != "month"
        # 累计 below 6月, in the head or beside it, is what came since January.
        amounts = amounts and not {"accumulated", "january", "until"} & (column.ways | row.meaning.ways)
        for said in (*column.periods, *row.meaning.periods, *in_row):
            is_part = not said.ytd and said.period.start > asked.start
            is_single = amounts and is_part and (said not in in_row or self._are_single_months)
            if is_single or not said.agrees(asked):
                if at in self._table.grid.cells:
                    self.telling.findings.other_periods.append((self._table.grid.name, address(*at), said))
                return said
        return None

    @cached_property
    def _are_single_months(self) -> bool:
        """Whether the column of periods, or rows of words alone, go through the months of the period asked for."""
        columns = [c for c, role in self._table.roles.items() if role == "period"]
        texts = {self._table.grid.merged_text(row, c) for row in self._table.data_rows for c in columns}
        alone = [self._table.texts(row, tuple(self._table.roles)) for row in self._table.data_rows]
        texts |= {text for (text,) in ([t for t in told if t] for told in alone if sum(map(bool, told)) == 1)}
        return are_single_months(texts - {""}, self.lexicon.period)

    def has_wrong_way(self, claim: Claim, column: Meaning, row: Row, by_table: frozenset[Said]) -> bool:
        """Whether the way that is said cannot be the indicator's; kept aside, in case another cell says it right.

        `by_table` are the ways of the table's own name, where neither row nor column names the figure.
        """
        indicator = claim.indicator
        ways = column.ways | row.meaning.ways | by_table | (self.lexicon.piece(row.period).ways & {"month"})
        says_period = column.periods or row.meaning.periods or row.period
        in_title = not says_period and self.frame.is_since_january(self.lexicon)
        is_since_january = in_title or reaches_back(row.period, self.lexicon.period)
        if not ways and indicator.way == "flow" and is_since_january:
            ways = frozenset[Said]({"january"})  # 1—6月 in a title or beside the figure is no quarter's amount
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
        elif {"accumulated", "until"} & ways and any(i.cumulates == indicator.id for i in self.lexicon.plan.indicators):
            message = f"“{indicator.name}”的累计可以是本年累计，也可以是历年累计"
            words = ("unclear-way", claim.heading, message, "请在表头写明“本年累计”或“历年累计”")
        else:
            return False
        if not isinstance(read_number(claim.cell), Blank):
            in_column = bool(column.ways or (column.name and not row.meaning.ways))
            where = self.telling.heading_place((claim.row, claim.column), in_column=in_column)
            if not claim.total or indicator.reported_for == "whole":
                aside = self.telling.findings.wrong_ways if wrong else self.telling.findings.unclear_ways
                aside.setdefault(claim.key, self.telling.error(where, *words))
            self.telling.findings.not_taken[f"{claim.heading} {column.text if not column.name else ''}".strip()] = None
        return True
