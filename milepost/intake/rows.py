"""What the rows of a table say, one after the other: names, places carried down, sections that head the rows below."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

from milepost.intake import wording
from milepost.intake.headings import Lexicon
from milepost.intake.industries import industry_in, single
from milepost.intake.labels import LabelReader, within
from milepost.intake.lone_rows import LoneRow, lone_row, speaks_of_place
from milepost.intake.meaning import Meaning
from milepost.intake.measures import unit_words
from milepost.intake.siblings import Siblings
from milepost.intake.table import NAMING, Table, depth_of
from milepost.intake.table_measures import measures_in, unit_row
from milepost.intake.times import Said, periods_in_column, ways_in_column
from milepost.plan.industry import Industry
from milepost.plan.names import fold

DITTO = frozenset(("〃", "″", '"', "“", "”", "''", "同上"))
"""What stands in a column for the same as above."""


_WITHIN = re.compile(r"[\u4e00-\u9fff]{1,10}(?:镇|乡|街道|办事处|社区|村|苏木|开发区|园区?|本级)")


@dataclass(frozen=True)
class Row:
    """What a row says for one group of naming columns; an industry that the plan does not know is kept as its text."""

    meaning: Meaning
    place: Meaning
    unknown_place: str
    measures: tuple[str, ...]
    measures_above: tuple[str, ...]
    """Those of a section: they hold where nothing beside the figure says any."""
    period: str
    industry: Industry | None
    unknown_industry: str
    is_blank: bool


@dataclass
class RowReader:
    """Reads the rows of one table in their order."""

    table: Table
    lexicon: Lexicon
    _place_above: str = ""
    _indicator_above: str = ""
    _period_above: str = ""
    _measures_above: tuple[str, ...] = ()
    _section: str = ""
    _lone: LoneRow | None = None
    _is_numbered: bool = False
    _place_before: dict[tuple[int, ...], str] = field(default_factory=dict)
    _place_depth: dict[tuple[int, ...], int] = field(default_factory=dict)
    _measures_before: dict[tuple[int, ...], tuple[str, ...]] = field(default_factory=dict)
    _labels: dict[tuple[int, ...], LabelReader] = field(default_factory=dict)
    _siblings: dict[tuple[int, ...], Siblings] = field(default_factory=dict)
    _last_rows: dict[tuple[int, Callable[[Meaning], bool]], int] = field(default_factory=dict)
    _rows: dict[tuple[int, tuple[int, ...]], Row] = field(default_factory=dict)

    def takes_section(self, row: int) -> bool:
        """Whether a row without figures heads those below it: a place over indicators, an indicator over places, a
        period, or 二、注销情况.
        """
        filled = self._filled(row)
        if len(filled) != 1 or self.table.roles[filled[0]] not in NAMING:
            return False
        (column,) = filled
        text = self.table.grid.text(row, column)
        piece = self.lexicon.piece(text)
        if units := unit_row(text):
            self._measures_above = units
        elif piece.periods and not piece.is_known:
            self._period_above, self._measures_above = text, piece.measures
        elif self._is_place_above(column, row, piece) and self._last(column, _names_indicator) > row:
            self._place_above = text
        elif self.table.roles[column] == "place" and self._is_above_places(column, row, piece):
            self._indicator_above = text
        elif not piece.is_known and _is_section(fold(text)):
            self._section, self._lone = wording.NUMBERING.sub("", fold(text)), None
        elif (lone := self._lone_row(row, column)) is not None:
            self._lone = lone
        else:
            return False
        return True

    def _lone_row(self, row: int, column: int) -> LoneRow | None:
        """What a lone text may make of the rows below; a name that inner ones stand beside is carried down to them."""
        roles, text = self.table.roles, self.table.grid.text(row, column)
        is_place = roles[column] == "place"
        is_outer = any(c > column and roles[c] in NAMING for c in roles)
        named_below = self._last(column, _names_place if is_place else _names_indicator) > row
        again = (r for r in self.table.data_rows if r != row and self.table.grid.text(r, column) == text)
        if is_outer or not named_below or any(len(self._filled(r)) > 1 for r in again):
            return None
        depth = self._depth_of(self.table.grid.cells[row, column].text)
        if is_place and not self._heads_a_place(row, column):
            return None
        return lone_row(text, depth, self.lexicon, among_places=is_place)

    def _heads_a_place(self, row: int, column: int) -> bool:
        """Whether the next row names a place: between industries of a place, one without a figure heads nothing."""
        below = next((r for r in self.table.data_rows if r > row), row)
        return bool(self.lexicon.piece(self.table.grid.text(below, column)).place)

    def _is_place_above(self, column: int, row: int, piece: Meaning) -> bool:
        """Whether a lone text may name the place of the rows below it, or say that they are none's: 东丰县上年同期.

        Among other places, totals and remainders of any sort do.
        """
        is_rest = piece.rest or piece.bare_total
        is_rest = is_rest and bool(self._place_above or self._last(column, _names_place) > row)
        is_named = piece.place or piece.total or is_rest or _is_larger(piece)
        return bool(is_named) or speaks_of_place(piece.text, self.lexicon)

    def _is_of_row_above(self, row: int, piece: Meaning) -> bool:
        """Whether words of comparison in the place of a name, with a figure beside, only speak of the row above."""
        return len(self._filled(row)) > 1 and not (piece.place or speaks_of_place(piece.text, self.lexicon))

    def _filled(self, row: int) -> list[int]:
        return [c for c in self.table.roles if self.table.grid.text(row, c)]

    def _is_above_places(self, column: int, row: int, piece: Meaning) -> bool:
        """Whether a lone name says what the places below it are counted by; an unknown one only if no column does."""
        if piece.place or piece.total or piece.bare_total or piece.rest or self._last(column, _names_place) < row:
            return False
        if piece.excluded and ("indicator" in self.table.roles.values() or speaks_of_place(piece.text, self.lexicon)):
            return False
        return piece.indicator is not None or not self._columns_name

    @cached_property
    def _columns_name(self) -> bool:
        return any(self.lexicon.meaning(path).name for path in self.table.paths.values())

    def _stands_below(self, row: int, stubs: tuple[int, ...]) -> bool:
        """Whether a name stands below the place before it: an industry of that place, indented or numbered."""
        return stubs in self._place_depth and self._depth(row, stubs) > self._place_depth[stubs]

    def _depth(self, row: int, stubs: tuple[int, ...]) -> int:
        """How deep a row's name stands; one without a number among numbered ones stands below them."""
        return self._depth_of(self.table.innermost(row, stubs))

    def _depth_of(self, name: str) -> int:
        level, indent = depth_of(name)
        self._is_numbered = self._is_numbered or level is not None
        if level is None:
            level = len(wording.LEVELS) if self._is_numbered else 0
        return 1_000 * level + indent

    def _total_beside(self, row: int) -> Meaning | None:
        """A total or subtotal whose name stands in a column that names nothing, such as 序号."""
        for column, role in self.table.roles.items():
            piece = self.lexicon.piece(self.table.grid.text(row, column))
            if role == "ignored" and (piece.total or piece.bare_total or piece.rest):
                return piece
        return None

    def _last(self, column: int, says: Callable[[Meaning], bool]) -> int:
        """The last row whose name in a column is such a one, -1 when none is."""
        if (column, says) not in self._last_rows:
            told = (
                r for r in reversed(self.table.data_rows) if says(self.lexicon.piece(self.table.grid.text(r, column)))
            )
            self._last_rows[column, says] = next(told, -1)
        return self._last_rows[column, says]

    def row(self, row: int, stubs: tuple[int, ...]) -> Row:
        """What the naming columns `stubs` say of a row; rows are asked for in their order."""
        if (row, stubs) not in self._rows:
            self._rows[row, stubs] = self._read(row, stubs)
        return self._rows[row, stubs]

    def _labels_of(self, stubs: tuple[int, ...]) -> LabelReader:
        return self._labels.setdefault(stubs, LabelReader(self.table, stubs))

    def _read(self, row: int, stubs: tuple[int, ...]) -> Row:
        labels = self._labels_of(stubs).next(row)
        place_text, part_of = self._place_within(labels.of("place"), labels.outer_place)
        industry_text, names = labels.of("industry"), list(labels.names)
        piece = self.lexicon.piece(place_text)
        if piece.indicator is not None:
            names.insert(0, place_text)
            place_text = ""
        if piece.industry is not None and self._stands_below(row, stubs):
            industry_text, place_text = place_text, ""
        if place_text and not (piece.excluded and not (names or industry_text) and self._is_of_row_above(row, piece)):
            self._place_before[stubs], self._place_depth[stubs] = place_text, self._depth(row, stubs)
        elif "place" in labels.others and (names or industry_text):
            place_text = self._place_before.get(stubs, "")
        place = self.lexicon.piece(place_text or self._place_above)
        place = replace(place, excluded=place.excluded or part_of)
        knows_place = place.place or place.total or place.bare_total or place.rest
        depth = self._depth(row, stubs) if names else 0
        if self._lone and not self._lone.speaks_for(depth):
            self._lone = None
        lone = self._lone.text if self._lone and self._lone.changes else ""
        if not names and (place_text or knows_place):
            section = self._section if wording.NARROWING.search(self._section) else ""
            names = [self._indicator_above or lone or section]
        path = [text for text in (self._section if any(names) else "", lone, *names) if text]
        if not (place_text or path):
            place = self._total_beside(row) or place
            knows_place = knows_place or place.bare_total or place.total or place.rest
        siblings = self._siblings.setdefault(stubs, Siblings(self.lexicon))
        meaning = siblings.next(path, depth) if path else Meaning()
        if self._lone and not self._lone.changes and meaning.indicator:
            meaning = replace(meaning, doubt=meaning.doubt or self._lone.doubt)
        meaning = _with_words_of_place(meaning, place)
        if place.excluded and not knows_place:
            # 同比增长% below a county or below them all: a row of comparisons.
            place = Meaning()
        period, ways = self._time(within(self._period_above, labels.of("period")))
        meaning = replace(meaning, ways=meaning.ways | ways)
        text = single(industry_text)
        industry = industry_in(self.lexicon.plan, text) if text else meaning.industry
        return Row(
            meaning=meaning,
            place=place if knows_place else Meaning(),
            unknown_place="" if knows_place or place.says_nothing else place.text,
            measures=self._measures(labels.of("measure"), stubs),
            measures_above=self._measures_above,
            period=period,
            industry=industry,
            unknown_industry=text if industry is None else "",
            is_blank=labels.is_named and not knows_place and not (place_text or path or industry_text),
        )

    def _place_within(self, text: str, outer: str) -> tuple[str, str]:
        """The place of a row beside an outer one, and why it is left: 小计 is all of 东丰县, 大阳镇 a part of it."""
        whole, inner = self.lexicon.piece(outer).place, self.lexicon.piece(text)
        if whole is None or inner.place or text == outer:
            return text, ""
        if inner.bare_total or inner.total or fold(text) == "小计":
            return outer, ""
        return text, f"{whole.name}的一部分" if _WITHIN.fullmatch(fold(text)) else ""

    def _time(self, text: str) -> tuple[str, frozenset[Said]]:
        """What a 报告期 column says: the text of a period, if it names one, and the ways that it words."""
        ways = ways_in_column(text, self.lexicon.period)
        return text if not ways or periods_in_column(text, self.lexicon.period) else "", ways

    def _measures(self, text: str, stubs: tuple[int, ...]) -> tuple[str, ...]:
        """The measure units of a row's own cell of them; 〃 says those of the row above again."""
        found = tuple(unit_words(text) or measures_in(text))
        if not found and text in DITTO:
            found = self._measures_before.get(stubs, ())
        self._measures_before[stubs] = found
        return found


def _with_words_of_place(meaning: Meaning, place: Meaning) -> Meaning:
    """What a row says with what the name of its place says besides: 东丰县（上年同期） is none of 东丰县."""
    if place.excluded:
        return replace(meaning, text=place.text, excluded=place.excluded)
    return replace(meaning, periods=meaning.periods + place.periods, ways=meaning.ways | place.ways)


def _names_indicator(meaning: Meaning) -> bool:
    return meaning.indicator is not None


def _is_larger(meaning: Meaning) -> bool:
    """Whether a lone name is that of a place that the plan does not count by itself: 全省, 市本级."""
    return meaning.rest and fold(meaning.text) not in wording.PARTS


def _names_place(meaning: Meaning) -> bool:
    return meaning.place is not None


def _is_section(folded: str) -> bool:
    return bool(wording.NUMBERING.match(folded) or wording.SECTION.fullmatch(folded))
