"""What a person should confirm about the words over and beside figures: the heading, the title, columns beside."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from milepost.intake import wording
from milepost.intake.claims import Claim
from milepost.intake.compact_dates import spelled_out
from milepost.intake.frames import Frame
from milepost.intake.grid import column_letters
from milepost.intake.headings import Lexicon, narrows
from milepost.intake.meaning import Meaning
from milepost.intake.measures import shift_between
from milepost.intake.numbers import Number, read_number
from milepost.intake.side_words import without_measures
from milepost.intake.table import NAMING, Table
from milepost.intake.telling import Telling
from milepost.intake.times import Said, without_times, wrong_way
from milepost.intake.titles import Titles
from milepost.plan.indicator import WAY_WORDS
from milepost.plan.names import fold
from milepost.plan.reading import Problem

_BRACKET = re.compile(r"\([^()]*\)")
_MUCH = 1.5
"""How many times as much a figure may be as another one for the two to be levels of one thing."""
_NUMBERS = wording.listed("数量 总数 总量 合计 总计 共计 小计 数 户数 家数 个数")
_AMOUNTS = (("%", re.compile("占比|比重|比例|率")), ("元", re.compile("金额|余额")))
"""Measure units of what 数量 seldom means, and the headings that do."""


_OTHER_SPANS: Mapping[str, frozenset[Said]] = {
    "ytd": frozenset({"quarter", "month"}),
    "flow": frozenset({"january", "accumulated", "month"}),
}


@dataclass
class HeadingDoubts:
    """Asks about the headings of one table, whose value columns mean `columns`."""

    telling: Telling
    frame: Frame
    lexicon: Lexicon
    columns: Mapping[int, Meaning]
    _judged: set[str] = field(default_factory=set)
    """Indicators for which the title has been looked at."""

    @property
    def _table(self) -> Table:
        return self.telling.table

    def ask_of_columns(self) -> None:
        """Doubts about columns that are headed and meant as one before: the name over the later one may be lost."""
        seen: dict[tuple[object, ...], int] = {}
        for column, meaning in self.columns.items():
            path = self._table.paths[column]
            meant = meaning.indicator and meaning.indicator.id, meaning.place and meaning.place.id, meaning.total
            first = seen.setdefault((path, *meant, self._table.stubs[column]), column)
            cells = [self._table.grid.cells.get((row, column)) for row in self._table.data_rows]
            is_asked = path and not meaning.excluded and (meaning.indicator or not meaning.name)
            is_taken = is_asked and any(isinstance(read_number(cell), Number) for cell in cells)
            if first != column and is_taken:
                words = " / ".join(path)
                message = f"{column_letters(first)}列和{column_letters(column)}列的表头都是“{words}”"
                where = self.telling.heading_place((self._table.data_rows[0], column), in_column=True)
                remedy = "请核对是否漏写了表头，并写明两列各是什么"
                self.telling.ask(where, "unclear-heading", words, message, remedy)

    def ask_of_titles_abreast(self) -> None:
        """Doubts about tables side by side: what stands over the names of a later one may be its title, not read.

        What stands over the names of the first one, too, is only their heading.
        """
        first_value = next(iter(self.columns), -1)
        names = {c for c, role in self._table.roles.items() if role in NAMING}
        told = {text for c in names if c < first_value for text in self._over(c)}
        for column, meaning in self.columns.items():
            own = names.intersection(self._table.stubs[column])
            later = sorted(own) if min(own, default=-1) > first_value else []
            titles = [text for c in later for text in self._over(c) if text not in told]
            if titles and not meaning.excluded:
                where = self.telling.heading_place((self._table.data_rows[0], column), in_column=True)
                message = f"这几列上面还写着“{titles[0]}”，没有按它读取"
                self.telling.ask(where, "title", meaning.text, message, "请确认；最好把并排的表分成上下两张")

    def _over(self, column: int) -> list[str]:
        """The texts over a column of names, but for the lowest, which heads it."""
        return [text for row in self._table.heading_rows if (text := self._table.grid.text(row, column))][:-1]

    def refuse_centred_groups(self) -> None:
        """Errors about names of groups that are merged over no columns and stand over none of their first ones."""
        grid, values = self._table.grid, list(self.columns)
        leaves = [grid.text(row, c) for row in self._table.heading_rows[-1:] for c in values]
        for row in self._table.heading_rows[:-1]:
            named = [c for c in values if grid.text(row, c)]
            each = len(values) // len(named) if named else 0
            is_repeated = each > 1 and leaves == leaves[:each] * len(named)
            if (
                len(named) > 1
                and is_repeated
                and values[0] not in named
                and all(grid.covers(row, c).right == c for c in named)
            ):
                for column in named:
                    message = f"“{grid.text(row, column)}”没有合并，又不在一组的第一列上，看不出管哪几列"
                    remedy = "请合并到它管的几列上，或写在其中第一列上"
                    self.telling.refuse((row, column), "unclear-heading", grid.text(row, column), message, remedy)

    def ask_of_corrected(self) -> None:
        """Doubts about columns that are taken while one beside them says 更正数, or holds much the same, and is not."""
        for column, meaning in self.columns.items():
            path = self._table.paths[column]
            if meaning.excluded or meaning.indicator or not path:
                continue
            is_corrected = bool(wording.CORRECTED.search(fold(path[-1])))
            plain = self.lexicon.piece(wording.CORRECTED.sub("", _BRACKET.sub("", fold(path[-1]))))
            for other, old in self.columns.items():
                is_same = not (is_corrected and plain.indicator) or old.indicator == plain.indicator
                beside = other != column and self._table.stubs[other] == self._table.stubs[column]
                beside = beside and self._table.paths[other][:-1] == path[:-1]
                is_asked = beside and is_same and (is_corrected or self._may_be_meant(other, column))
                if is_asked and self._is_replaced(other, column):
                    words, where = path[-1], self._table.data_rows[0]
                    message = f"“{old.text}”旁边的{column_letters(column)}列“{words}”没有读取，两列的数不一样"
                    remedy = "请确认报哪一列，只留要报的一列"
                    at = self.telling.heading_place((where, other), in_column=True)
                    self.telling.ask(at, "unclear-heading", old.text, message, remedy)

    def _may_be_meant(self, taken: int, column: int) -> bool:
        """Whether a column headed by an unknown word may be the one to report, in place of one headed 上报数.

        The word says nothing of a part, and where it is none of checking, the figures are about the same size.
        """
        leaf, meaning = fold(self._table.paths[column][-1]), self.lexicon.piece(self._table.paths[column][-1])
        is_other = meaning.of_which or meaning.place or meaning.industry or meaning.measures or meaning.rest
        is_other = is_other or any(
            pattern.search(leaf) for pattern in (wording.NARROWING, wording.SUBSET, wording.OTHER_FIGURES)
        )
        path = self._table.paths[taken]
        if is_other or not meaning.name or not path or not self.lexicon.piece(path[-1]).says_nothing:
            return False
        is_checked = bool(wording.CHECKED.search(leaf))
        return is_checked or all(0 < max(pair) < min(pair) * _MUCH for pair in self._pairs(taken, column))

    def _is_replaced(self, old: int, corrected: int) -> bool:
        """Whether a column stands in for another one that is read in any row, with another number."""
        is_read = not self.columns[old].excluded and (self.columns[old].indicator or self.columns[old].says_nothing)
        return bool(is_read) and any(was != new for was, new in self._pairs(old, corrected))

    def _pairs(self, one: int, other: int) -> list[tuple[float, float]]:
        """What stands in two columns, in the rows where both hold a number."""
        pairs = ((self.telling.number((row, one)), self.telling.number((row, other))) for row in self._table.data_rows)
        return [(a.value, b.value) for a, b in pairs if isinstance(a, Number) and isinstance(b, Number)]

    def ask_of_periods(self, claim: Claim, named: Meaning, column: Meaning) -> None:
        """What is told of a figure that only the lines above date, where these say a stretch or several periods.

        It could be of any quarter of a stretch, or of all of it; of which of several periods, only its sender knows.
        """
        asked, other = self.lexicon.period.words, self.frame.other_period
        if self.frame.span:
            where = self.telling.heading_place((claim.row, claim.column), in_column=bool(column.name))
            message = f"标题写的是一段时间（{self.frame.span}），“{named.text}”按{asked}的数读取"
            self.telling.ask(where, "title", named.text, message, "请确认；最好在表头写明是哪一季度的数")
        elif other is not None:
            message = f"表的上方既写了{asked}，又写了{other.text}，看不出是哪一期的数"
            remedy = f"请确认是不是{asked}的数，只留一处，或在表头写明"
            said = self._table.grid.name, self.frame.cell, other.text
            self.telling.findings.problems[Problem("error", "period-differs", message, remedy, *said)] = None

    def ask(self, claim: Claim, named: Meaning, column: Meaning) -> None:
        """What a person should confirm about the words that name this figure."""
        where = self.telling.heading_place((claim.row, claim.column), in_column=bool(column.name))
        if named.doubt:
            remedy = "请确认并说明；最好在表头写出指标全称"
            self.telling.ask(where, "unclear-heading", named.text, named.doubt, remedy)
        self._doubt_count(claim, column)
        self._doubt_title(where, named)
        if not column.ways - {"end"}:
            self._doubt_way_of_title(where, named)

    def _doubt_count(self, claim: Claim, column: Meaning) -> None:
        """A doubt about 数量 over a share or money beside a column of shares or amounts that may be what is meant."""
        words, indicator = without_measures(fold(column.text.rpartition(" / ")[2]))[0], claim.indicator
        meant = [p for unit, p in _AMOUNTS if shift_between(unit, indicator.measure_unit) is not None]
        if words not in _NUMBERS or not meant:
            return
        beside = [m.text for c, m in self.columns.items() if c != claim.column and m.indicator is None]
        others = [text for text in beside if meant[0].search(text) and not wording.GROWTH.search(fold(text))]
        if others:
            where = self.telling.heading_place((claim.row, claim.column), in_column=True)
            message = f"“{column.text}”按“{indicator.name}”读取，旁边的“{others[0]}”没有读取"
            self.telling.ask(where, "unclear-heading", column.text, message, "请确认；最好在表头写出指标全称")

    def _doubt_title(self, heading: tuple[int, int], named: Meaning) -> None:
        """Doubts where the title makes another thing of a plain heading: 企业 under 新登记情况."""
        indicator, title = named.indicator, self.frame.title
        if indicator is None:
            return
        self._doubt_other_figures(heading, named)
        word = narrows(title, indicator, wording.CHANGES) if indicator.way in ("stock", "cumulative") else ""
        if word and word not in self._words:
            message = f"标题说的是“{word}”，“{named.text}”按{WAY_WORDS[indicator.way]}读取"
            self.telling.ask(heading, "title", named.text, message, "请确认；不是的话，请在表头写出指标全称")

    def _doubt_way_of_title(self, heading: tuple[int, int], named: Meaning) -> None:
        """A doubt about an amount below a title of another span: 当季 over sums since January, 累计 over 本季发生数."""
        indicator = named.indicator
        if indicator is None or named.ways or indicator.way not in _OTHER_SPANS:
            return
        said = self._ways_of_title & _OTHER_SPANS[indicator.way]
        if wrong := wrong_way(indicator, said, self.lexicon.period):
            right = WAY_WORDS[indicator.way]
            message = f"标题或表名说的是{wrong}，“{named.text}”按{right}读取"
            self.telling.ask(heading, "title", named.text, message, f"请确认；最好在表头写明是不是{right}")

    @cached_property
    def _ways_of_title(self) -> frozenset[Said]:
        """The ways that the titles say, each for itself: 4—6月 beside 二季度 is a way of its own."""
        asked = self.lexicon.period
        whole = [spelled_out(title) for title in (*self.frame.titles, *self.frame.notes)]
        titles = [text for title in whole for text in (title, *_BRACKET.findall(title))]
        said = frozenset[Said]().union(*(without_times(title, asked)[2] for title in titles))
        own_months = f"{asked.start.month}-{asked.end.month}"
        is_alone = asked.start.month > 1 and any(title.strip("()") == own_months for title in titles)
        return said | {"quarter"} if is_alone else said

    def _doubt_other_figures(self, heading: tuple[int, int], named: Meaning) -> None:
        """A doubt about each indicator of which the title makes another thing."""
        if named.indicator is None or named.indicator.id in self._judged:
            return
        self._judged.add(named.indicator.id)
        if word := self._titles.making_other(named):
            message = f"标题或表名说的是“{word}”，“{named.text}”按{self.lexicon.period.words}的实际数读取"
            self.telling.ask(heading, "title", named.text, message, "请确认；不是的话，请改报实际数")

    @cached_property
    def _titles(self) -> Titles:
        return Titles(self.frame, self.lexicon, self._words)

    @cached_property
    def _words(self) -> str:
        """All words of the table's headings and labels, places and totals aside."""
        stubs = [c for c, role in self._table.roles.items() if role in ("place", "indicator", "other")]
        labels = [self._table.grid.text(row, c) for row in self._table.data_rows for c in stubs]
        labels = [text for text in labels if not _names_place(self.lexicon.piece(text))]
        return fold(" ".join([*labels, *(text for path in self._table.paths.values() for text in path)]))


def _names_place(piece: Meaning) -> bool:
    return bool(piece.place or piece.total or piece.bare_total or piece.rest)
