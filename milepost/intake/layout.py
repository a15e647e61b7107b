"""Where the tables of a sheet are: which rows are titles, headings, data and notes, which columns name things."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from milepost.intake import wording
from milepost.intake.grid import Cell, Grid
from milepost.intake.headings import Lexicon, Meaning
from milepost.intake.measures import unit_words
from milepost.intake.numbers import Blank, Number, is_figure, read_number
from milepost.intake.translations import says_more
from milepost.plan.names import fold

Role = Literal["place", "indicator", "measure", "period", "industry", "other", "ignored", "value"]
RowKind = Literal["line", "title", "heading", "data", "numbering"]
_COLUMN_NUMBERS = wording.listed("甲 乙 丙 丁 戊 栏次 行次 序号 栏目")
NAMING: tuple[Role, ...] = ("place", "indicator", "other")
_LONG = 20
_MEASURE = re.compile(r"^(?:计量)?单位:")
_HEAD, _NEAR = 10, 60
"""How many rows a heading has at most, and how far a look up or down a column goes."""


@dataclass(frozen=True)
class Table:
    """One table of a sheet: heading rows over data rows, the role of each column, and its value columns' headings.

    `paths` gives each value column's heading texts, outermost first; `heading_rows` may be empty (label beside value).
    """

    grid: Grid
    heading_rows: tuple[int, ...]
    data_rows: tuple[int, ...]
    roles: Mapping[int, Role]
    paths: Mapping[int, tuple[str, ...]]

    def texts(self, row: int, stubs: tuple[int, ...]) -> list[str]:
        """The row's texts in these naming columns."""
        return [self.grid.merged_text(row, stub) for stub in stubs]

    def innermost(self, row: int, stubs: tuple[int, ...]) -> str:
        """The row's innermost name with the blanks before it."""
        texts = [self.grid.cells[row, c].text for c in stubs if self.grid.text(row, c) and self.roles[c] in NAMING]
        return texts[-1] if texts else ""

    @cached_property
    def stubs(self) -> dict[int, tuple[int, ...]]:
        """For each value column the naming columns that speak for it."""
        return {column: self._stubs_of(column) for column in self.paths}

    def _stubs_of(self, column: int) -> tuple[int, ...]:
        """The naming columns that speak for a value column; with several groups side by side, the nearest before."""
        stubs = [c for c, role in self.roles.items() if role not in ("value", "ignored")]
        names = [c for c in stubs if self.roles[c] in ("place", "indicator") and c < column]
        if not names or len(self.paths) == 1:
            return tuple(stubs)
        values_between = [c for c, role in self.roles.items() if role == "value" and c < names[-1]]
        nearest = [c for c in stubs if max(values_between, default=-1) < c < column]
        if not any(self.roles[c] == "measure" for c in nearest):
            nearest += [c for c in stubs if c > column and self.roles[c] in ("measure", "industry", "period")]
        return tuple(nearest)

    def label_column(self, row: int, column: int) -> int:
        """The column of the innermost filled name of a row, for pointing at it."""
        stubs = [c for c in self.stubs[column] if self.roles[c] in NAMING]
        filled = [c for c in stubs if self.grid.merged_text(row, c)]
        return (filled or stubs or [column])[-1]


def depth_of(name: str) -> tuple[int | None, int]:
    """How deep a name stands by its number (一、 over （一） over 1.; None without) and by the blanks before it."""
    folded = fold(name)
    level = next((number for number, pattern in enumerate(wording.LEVELS) if pattern.match(folded)), None)
    return level, len(name) - len(name.lstrip())


@dataclass(frozen=True)
class Sheet:
    """A sheet taken apart: the lines around its tables (place and text), and the tables."""

    grid: Grid
    lines: tuple[tuple[tuple[int, int], str], ...]
    tables: tuple[Table, ...]


def take_apart(grid: Grid, lexicon: Lexicon) -> Sheet:
    """The lines and tables of a sheet."""
    return _Reading(grid, lexicon).sheet()


@dataclass
class _Reading:
    """The walk down one sheet, row by row."""

    grid: Grid
    lexicon: Lexicon
    lines: list[tuple[tuple[int, int], str]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    heading: list[int] = field(default_factory=list)
    data: list[int] = field(default_factory=list)
    by_row: dict[int, list[tuple[int, Cell]]] = field(default_factory=dict)

    def sheet(self) -> Sheet:
        for (row, column), cell in sorted(self.grid.cells.items()):
            if cell.text.strip() or cell.kind != "text":
                self.by_row.setdefault(row, []).append((column, cell))
        for row, cells in self.by_row.items():
            self._take(row, cells)
        self._close()
        return Sheet(self.grid, tuple(self.lines), tuple(self.tables))

    def _take(self, row: int, cells: list[tuple[int, Cell]]) -> None:
        match self._kind(row, cells):
            case "line":
                self._close()
                self._keep_lines(row, cells)
            case "title":
                self._take_lone_text(row, cells)
            case "heading":
                if self._is_heading_so_far():
                    self.heading, self.data = [*self.heading, *self.data], []
                if self.data:
                    self._close()
                self.heading.append(row)
            case "data":
                self.data.append(row)

    def _is_heading_so_far(self) -> bool:
        """Whether the rows taken for data hold words alone: with more headings right below they head columns too."""
        return (
            bool(self.heading)
            and 0 < len(self.data) < _HEAD
            and all(
                len(self.by_row[row]) > 1 and all(_is_words(cell) for _, cell in self.by_row[row]) for row in self.data
            )
        )

    def _leads(self, row: int, column: int) -> bool:
        """Whether a column names rows: the first one, one headed 县区 or 指标, or one of known names below `row`."""
        above = [(c, fold(cell.text)) for heading in self.heading[-_HEAD:] for c, cell in self.by_row[heading]]
        if column <= min(c for c, _ in above) or any(c == column and t in wording.STUBS_NAMING for c, t in above):
            return True
        below = [self.grid.cells[r, column] for r in range(row + 1, row + _NEAR) if (r, column) in self.grid.cells]
        return not any(map(is_figure, below)) and any(self.lexicon.piece(cell.text).is_known for cell in below)

    def _take_lone_text(self, row: int, cells: list[tuple[int, Cell]]) -> None:
        """A row with one text: a title, a note, the rest of a heading, or a named row that was left empty."""
        (column, cell) = cells[0]
        piece = self.lexicon.piece(cell.text)
        is_short = len(fold(cell.text)) <= _LONG or piece.is_known
        # A title is merged from the first column on; a group's name stands over its own columns.
        leads = bool(self.heading) and self._leads(row, column)
        is_wide = self._spans(row, column) and (leads or not self.heading)
        goes_on = bool(self.heading) or (column > 0 and piece.indicator is not None)
        is_section = bool(wording.SECTION.fullmatch(fold(cell.text))) and fold(cell.text) not in wording.STUBS
        changes_rows = bool(
            piece.excluded
            or piece.ways
            or wording.NARROWING.search(fold(cell.text))
            or wording.NUMBERING.match(fold(cell.text))
        )
        heads_rows = piece.is_known or is_section or (piece.periods and piece.says_nothing) or changes_rows
        if is_short and (self.data or (heads_rows and leads)):
            self.data.append(row)
        elif is_short and goes_on and not is_wide:
            self.heading.append(row)
        else:
            self._close()
            self._keep_lines(row, cells)

    def _spans(self, row: int, column: int) -> bool:
        return any(area.top == row and area.left == column and area.right > column + 1 for area in self.grid.merges)

    def _keep_lines(self, row: int, cells: list[tuple[int, Cell]]) -> None:
        self.lines += [((row, column), cell.text.strip()) for column, cell in cells]

    def _close(self) -> None:
        """End the table under way; headings without data below them are lines like any other.

        So is a lone text at its end that names no row of it: mostly the title of the next table.
        """
        while self.data and self._is_title_of_next(self.data[-1]):
            self._keep_lines(row := self.data.pop(), self.by_row[row])
        if self.data:
            self.tables.append(_table(self.grid, self.lexicon, tuple(self.heading), tuple(self.data)))
        else:
            for row in self.heading:
                self._keep_lines(row, self.by_row[row])
        self.heading, self.data = [], []

    def _is_title_of_next(self, row: int) -> bool:
        """Whether a row is one text alone that the rows above have nothing like: 东丰县 below a list of indicators."""
        (column, cell), *others = self.by_row[row]
        if others or not _is_words_or_period(cell):
            return False
        piece = self.lexicon.piece(cell.text)
        above = [self.lexicon.piece(self.grid.text(r, column)) for r in self.data[-_NEAR:-1]]
        if piece.place or piece.total:
            return not any(map(_names_place, above)) and any(m.indicator for m in above)
        return not piece.is_known or (any(map(_names_place, above)) and not any(m.indicator for m in above))

    def _kind(self, row: int, cells: list[tuple[int, Cell]]) -> RowKind:
        texts = [cell for _, cell in cells if not is_figure(cell)]
        numbers = [cell for _, cell in cells if is_figure(cell)]
        # *企业 is a name, * 为初步数 a note.
        folded = [fold(t.text).lstrip("*" if self.lexicon.piece(t.text).is_known else "") for t in texts]
        # A remark beside figures may begin with 说明: too, and 填报人 may head a column: there the first text decides.
        if any(map(is_line, folded[:1] if numbers or wording.STUBS_NAMING & set(folded) else folded)):
            return "line"
        if numbers and _counts_columns(folded, numbers):
            return "numbering"
        if numbers:
            return "heading" if not self.data and self._is_row_of_years(texts, numbers) else "data"
        if len(texts) == 1:
            return "title"
        return "data" if self._names_what_is_headed(cells) or self._is_odd_data(row, cells) else "heading"

    def _is_row_of_years(self, texts: list[Cell], numbers: list[Cell]) -> bool:
        return all(map(_is_year, numbers)) and not any(self.lexicon.piece(text.text).is_known for text in texts)

    def _names_what_is_headed(self, cells: list[tuple[int, Cell]]) -> bool:
        """Whether a known name stands under a heading such as 县区 or 指标: a row of data, even without a number.

        Names of one sort beside each other (县区 over 龙山区, 西安区) are headings themselves.
        """
        headed: set[bool] = set()
        others: set[bool] = set()
        for column, cell in cells:
            piece = self.lexicon.piece(cell.text)
            if piece.place or piece.indicator:
                above = {fold(self.grid.text(row, column)) for row in self.heading}
                (headed if above & wording.STUBS_NAMING else others).add(piece.indicator is None)
        return len(headed) == 2 or bool(headed - others)

    def _is_odd_data(self, row: int, cells: list[tuple[int, Cell]]) -> bool:
        """Whether a row without any number still is one of data (东辽县 | 三万左右) and not a heading.

        Below data, everything is data that has no heading's words; below a heading, only what a known name leads.
        """
        first, texts = cells[0][0], [cell for _, cell in cells]
        label = self.lexicon.piece(texts[0].text)
        rest = [
            piece
            for text in texts[1:]
            if not isinstance(read_number(text), Blank) and not _is_measure(piece := self.lexicon.piece(text.text))
        ]
        if any(piece.is_known or piece.says_nothing or piece.periods or piece.excluded for piece in rest):
            return False
        if self.data:
            return not any(fold(text.text) in wording.STUBS for text in texts)
        return bool(self.heading) and label.is_known and self._leads(row, first)


def _is_words(cell: Cell) -> bool:
    return cell.kind == "text" and not isinstance(read_number(cell), Number | Blank) and not re.search(r"\d", cell.text)


def _is_words_or_period(cell: Cell) -> bool:
    return cell.kind == "text" and not isinstance(read_number(cell), Number | Blank)


def _is_measure(piece: Meaning) -> bool:
    return piece.says_nothing and bool(piece.measures)


def is_line(folded: str) -> bool:
    """Whether a text belongs to the frame of a form: who sends it, its unit, notes, signatures."""
    if wording.UNIT_LINE.match(folded) or wording.NOTE.match(folded) or wording.META.match(folded):
        return True
    sender = wording.SENDER_LINE.match(folded)
    return bool(sender and ":" in folded)


def _counts_columns(texts: list[str], numbers: list[Cell]) -> bool:
    """Whether a row only numbers the columns: 甲 乙 1 2 3."""
    counted = [fold(cell.text) for cell in numbers]
    return (
        bool(texts)
        and all(text in _COLUMN_NUMBERS for text in texts)
        and counted == [str(number + 1) for number in range(len(counted))]
    )


def _table(grid: Grid, lexicon: Lexicon, rows: tuple[int, ...], data_rows: tuple[int, ...]) -> Table:
    heading_rows = tuple(row for row in rows if not _is_translation(grid, lexicon, row)) or rows
    columns = [c for c in grid.columns if any((r, c) in grid.cells for r in (*heading_rows, *data_rows))]
    own = {c: tuple(_own_texts(grid, heading_rows, c)) for c in columns}
    roles: dict[int, Role] = {}
    for column in columns:
        roles[column] = _role(grid, lexicon, own[column], [(r, column) for r in data_rows])
    for column in columns:
        if roles[column] == "place" and any(r == "place" and c != column for c, r in roles.items()):
            # Beside the Chinese names, a column of English ones says the same again.
            names = [text for row in data_rows if (text := grid.text(row, column))]
            roles[column] = "ignored" if names and all(map(str.isascii, names)) else "place"
    _ignore_numbering(grid, roles, data_rows)
    if "place" not in roles.values():
        for column in [c for c in columns if {fold(text) for text in own[c][-1:]} & wording.STUBS_ANSWERABLE]:
            known = [lexicon.piece(text) for row in data_rows if (text := grid.merged_text(row, column))]
            roles[column] = "place" if known and all(map(_names_county, known)) else roles[column]
    first_value = next((c for c in columns if roles[c] == "value"), None)
    for column in columns:
        if roles[column] == "other" and (first_value is None or column > first_value):
            roles[column] = "ignored"
    values = [c for c in columns if roles[c] == "value"]
    return Table(grid, heading_rows, data_rows, roles, {c: _path(grid, heading_rows, c, values) for c in values})


def _is_translation(grid: Grid, lexicon: Lexicon, row: int) -> bool:
    """Whether a heading row only says in English what the one above says."""
    texts = [text for column in grid.columns if (text := grid.text(row, column))]
    pieces = [lexicon.piece(text) for text in texts]
    told = any(p.is_known or p.periods or p.ways or _is_measure(p) or "%" in p.measures or p.excluded for p in pieces)
    above = "".join(grid.text(r, c) for r in range(max(0, row - _HEAD), row) for c in grid.columns)
    more = any(says_more(text, above) for text in texts)
    return all(text.isascii() and re.search(r"[A-Za-z]{2}", text) for text in texts) and not told and not more


def _own_texts(grid: Grid, heading_rows: tuple[int, ...], column: int) -> Iterator[str]:
    for row in heading_rows:
        text = grid.merged_text(row, column)
        if text:
            yield text


def _role(grid: Grid, lexicon: Lexicon, heading: tuple[str, ...], places: list[tuple[int, int]]) -> Role:
    """What a column is for: by its own words first where they are plain, else by what stands in it."""
    texts = [
        text
        for place in places
        if (text := grid.merged_text(*place)) and not (place in grid.cells and is_figure(grid.cells[place]))
    ]
    numbers = [place for place in places if place in grid.cells and is_figure(grid.cells[place])]
    spoken = {fold("".join(heading)), fold(heading[-1]) if heading else ""} - {""}
    if texts and not numbers and all(unit_words(_MEASURE.sub("", fold(text))) for text in texts):
        return "measure"
    if spoken & wording.STUBS_IGNORED or any(text.endswith(("代码", "编码", "编号")) for text in spoken):
        return "ignored"
    known = [lexicon.piece(text) for text in texts]
    if texts and not numbers and all(m.periods and not m.name for m in known):
        return "period"
    if spoken & wording.STUBS_MEASURE and not ("单位" in spoken and any(map(_names_place, known))):
        return "measure"
    if spoken & wording.STUBS_PERIOD:
        return "period"
    if spoken & wording.STUBS_INDUSTRY:
        return "industry"
    if (role := _named_role(known)) and len(texts) > len(numbers):
        return role
    if named := spoken & (wording.STUBS_NAMING | {"单位"}):
        return "indicator" if named <= wording.STUBS_INDICATOR else "place"
    if not heading and not texts and (role := _role_of_numbers(grid, numbers)):
        return role
    is_value = numbers or not texts or any(map(_heads_values, (*map(lexicon.piece, heading), lexicon.meaning(heading))))
    return "value" if is_value else "other"


def _ignore_numbering(grid: Grid, roles: dict[int, Role], data_rows: tuple[int, ...]) -> None:
    """Take columns left of all names for no figures that only count the rows, whatever stands over them: #, 数."""
    names = [c for c, role in roles.items() if role in ("place", "indicator")]
    for column in [c for c, role in roles.items() if role == "value" and names and c < min(names)]:
        places = [(row, column) for row in data_rows if grid.text(row, column)]
        if _counts_up(grid, places):
            roles[column] = "ignored"


def _role_of_numbers(grid: Grid, places: list[tuple[int, int]]) -> Role | None:
    """What a column of nothing but numbers is for, if they are no figures: they count the rows, or are years."""
    if _counts_up(grid, places):
        return "ignored"
    return "period" if places and all(_is_year(grid.cells[place]) for place in places) else None


def _is_year(cell: Cell) -> bool:
    number = read_number(cell)
    return isinstance(number, Number) and not number.unit and number.value in range(1990, 2100)


def _counts_up(grid: Grid, places: list[tuple[int, int]]) -> bool:
    """Whether the numbers of a column only count its rows: 1, 2, 3."""
    return len(places) > 1 and [grid.text(*place) for place in places] == [str(k + 1) for k in range(len(places))]


def _heads_values(heading: Meaning) -> bool:
    """Whether a heading is one of figures even over cells that hold none: a known name, 本期数, a period or a way."""
    told = heading.periods or heading.ways or fold(heading.text) in wording.VALUES
    return heading.is_known or bool(heading.says_nothing and told)


def _named_role(known: list[Meaning]) -> Role | None:
    """What the cells of a column mostly name; industries below their indicators are indicators' rows."""
    places = sum(map(_names_place, known))
    indicators, industries = sum(m.indicator is not None for m in known), sum(m.industry is not None for m in known)
    if industries > places and not any(m.place for m in known):
        return "indicator" if indicators else "industry"
    if indicators and not any(m.place or m.total for m in known):
        return "indicator"
    if places or indicators:
        return "place" if places >= indicators else "indicator"
    return None


def _names_county(meaning: Meaning) -> bool:
    return meaning.total or (meaning.place is not None and meaning.place.kind not in ("department", "bank"))


def _names_place(meaning: Meaning) -> bool:
    return bool(meaning.place or meaning.total or meaning.bare_total or meaning.rest)


def _path(grid: Grid, heading_rows: tuple[int, ...], column: int, values: list[int]) -> tuple[str, ...]:
    """The heading texts over a value column. A group's name that stands over its first column only is carried right,
    as far as the columns that have words of their own below it.
    """
    path: list[str] = []
    for depth, row in enumerate(heading_rows):
        text = grid.merged_text(row, column)
        below = any(_names(grid.text(lower, column)) for lower in heading_rows[depth + 1 :])
        if not text and below:
            text = _group_to_the_left(grid, (row, heading_rows[depth + 1 :]), column, values)
        if text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


def _names(text: str) -> bool:
    """Whether a heading below another one names anything; （万户） only says how it is measured."""
    return bool(text) and not unit_words(fold(text).strip("()"))


def _group_to_the_left(grid: Grid, rows: tuple[int, tuple[int, ...]], column: int, values: list[int]) -> str:
    """The nearest text on the left in a heading row, unless it is merged downwards: then it is no group's name."""
    row, lower = rows
    for left in reversed([c for c in values if c < column]):
        text = grid.merged_text(row, left)
        if text:
            is_leaf = any(not grid.text(r, left) and grid.merged_text(r, left) == text for r in lower)
            return "" if is_leaf or unit_words(fold(text).strip("()")) else text
    return ""
