"""What a person should confirm where a table says only of which year, or of which year's end, its figures are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from milepost.intake import wording
from milepost.intake.claims import Claim
from milepost.intake.compact_dates import periods_in_name
from milepost.intake.frames import Frame
from milepost.intake.headings import Lexicon
from milepost.intake.meaning import Meaning
from milepost.intake.numbers import Number
from milepost.intake.rows import Row
from milepost.intake.telling import Telling
from milepost.intake.times import Said, periods_in_column
from milepost.plan.names import fold
from milepost.plan.period import SaidPeriod

_SETTLED = frozenset[Said]({"quarter", "month", "january", "accumulated"})
_THIS_YEAR = wording.listed("本年 本年度 本年数 今年 当年")
_NOW = re.compile(r"[季期]末|目前|当前|现有|截[至止]")
_YEAR_END = re.compile(r"(?<![上去前\d])年度?[末底](?!前)")


@dataclass(frozen=True)
class YearDoubts:
    """Asks about figures of one table for a quarter, a half-year or a month.

    A stock at the end of the year, and a sum since January, are those of its last quarter.
    """

    telling: Telling
    frame: Frame
    lexicon: Lexicon
    columns: Mapping[int, Meaning]

    def ask(self, claim: Claim, named: Meaning, column: Meaning, row: Row) -> None:
        """A doubt where neither column nor row nor title says more of the time of a figure than its year."""
        asked = self.lexicon.period
        is_whole_year = asked.end.month == 12 and claim.indicator.way != "flow"
        is_number = isinstance(self.telling.number((claim.row, claim.column)), Number)
        if not is_number or asked.frequency == "year" or is_whole_year or self._is_settled_by_way(named):
            return
        beside = (*column.periods, *row.meaning.periods, *periods_in_column(row.period, asked))
        told = (*self.frame.periods, *periods_in_name(self.telling.table.grid.name, asked))
        around = tuple(said for said in told if said.agrees(asked))
        around += tuple(said for other in self.columns.values() for said in other.periods if said.agrees(asked))
        words = self._year_end(claim, column.text, named.text, row.period, *self.frame.titles)
        is_known = _is_finer((*beside, *around)) or not (beside or around)
        if (is_known and not words) or _is_settled(column.text, named.text):
            return
        where = self.telling.heading_place((claim.row, claim.column), in_column=bool(column.periods or column.name))
        said = words or (*beside, *around)[0].text
        message = f"只写了“{said}”，没有写是哪一季度，“{claim.indicator.name}”按{asked.words}的数读取"
        remedy = f"请确认；最好写明是不是{asked.words}的数"
        self.telling.ask_of_way(claim, where, "title", named.text, message, remedy)

    def _is_settled_by_way(self, named: Meaning) -> bool:
        """Whether a heading's way says the stretch: 1—6月 or 本季 do, 本年 may be all of the year."""
        return bool(_SETTLED & named.ways) and fold(named.text.rpartition(" / ")[2]) not in _THIS_YEAR

    def _year_end(self, claim: Claim, *texts: str) -> str:
        """年末 or 年底 in any of the texts, where it is not in the indicator's own name."""
        own = [fold(name) for name in (claim.indicator.name, *claim.indicator.reported_as)]
        found = (
            _YEAR_END.search(text) for text in map(fold, texts) if not any(name in text for name in own if "年" in name)
        )
        return next((one[0] for one in found if one), "")


def _is_finer(said: Sequence[SaidPeriod]) -> bool:
    return any(one.period.frequency != "year" or one.ytd for one in said)


def _is_settled(*texts: str) -> bool:
    """Whether a heading says that its figures are of the period that the table is for: 本期, 季末, 目前."""
    leaves = [fold(text.rpartition(" / ")[2]) for text in texts]
    return any(_NOW.search(leaf) or leaf in wording.THIS_PERIOD for leaf in leaves)
