"""One table of a sheet: its rows, what each of its columns is for, and the headings over its figures."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from milepost.intake import wording
from milepost.intake.grid import Cell, Grid
from milepost.intake.headings import Lexicon
from milepost.intake.meaning import Meaning
from milepost.intake.measures import unit_words
from milepost.intake.numbers import Number, is_figure, read_number
from milepost.intake.translations import says_more
from milepost.plan.names import fold

Role = Literal["place", "indicator", "measure", "period", "industry", "other", "ignored", "value"]
NAMING: tuple[Role, ...] = ("place", "indicator", "other")
_MEASURE = re.compile(r"^(?:计量)?单位:")
HEAD = 10
"""How many rows a heading has at most."""


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

    def head_of(self, column: int) -> str:
        """The lowest heading over a column, empty where there is none."""
        told = (self.grid.merged_text(row, column) for row in reversed(self.heading_rows))
        return next(filter(None, told), "")

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


def table_of(grid: Grid, lexicon: Lexicon, rows: tuple[int, ...], data_rows: tuple[int, ...]) -> Table:
    """The table of these heading and data rows; headings that only translate the ones above are left out."""
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
    parted = {c: path for c in values if (path := _parted_name(own[c], lexicon))}
    # Over ranks, too, stands the name of the group that they begin.
    ranks = [c for c in columns if roles[c] == "ignored" and any(grid.text(row, c) for row in heading_rows[1:])]
    bearing = [c for c in sorted([*values, *ranks]) if c not in parted]
    paths = {c: parted.get(c) or _path(grid, heading_rows, c, bearing) for c in values}
    return Table(grid, heading_rows, data_rows, roles, paths)


def _parted_name(own: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """The headings of a column with a unit's name parted over the last of them: 青龙满族 over 自治县; else none."""
    for start in range(len(own) - 1):
        whole = "".join(text.strip() for text in own[start:])
        if lexicon.plan.unit_named(whole) and not any(map(lexicon.plan.unit_named, own[start:])):
            return (*own[:start], whole)
    return ()


def _is_translation(grid: Grid, lexicon: Lexicon, row: int) -> bool:
    """Whether a heading row only says in English what the one above says."""
    texts = [text for column in grid.columns if (text := grid.text(row, column))]
    pieces = [lexicon.piece(text) for text in texts]
    told = any(p.is_known or p.periods or p.ways or is_measure(p) or "%" in p.measures or p.excluded for p in pieces)
    above = "".join(grid.text(r, c) for r in range(max(0, row - HEAD), row) for c in grid.columns)
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
    if spoken & wording.STUBS_MEASURE and not ("单位" in spoken and any(map(names_place, known))):
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
    return "period" if places and all(is_year(grid.cells[place]) for place in places) else None


def is_year(cell: Cell) -> bool:
    """Whether a cell holds a year as a plain number."""
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
    places = sum(map(names_place, known))
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


def names_place(meaning: Meaning) -> bool:
    """Whether a text names a unit, the whole, a total or a subtotal."""
    return bool(meaning.place or meaning.total or meaning.bare_total or meaning.rest)


def _path(grid: Grid, heading_rows: tuple[int, ...], column: int, bearing: list[int]) -> tuple[str, ...]:
    """The heading texts over a value column. A group's name that stands over its first column only is carried right,
    as far as the columns that have words of their own below it.
    """
    path: list[str] = []
    for depth, row in enumerate(heading_rows):
        text = grid.merged_text(row, column)
        below = any(_names(grid.text(lower, column)) for lower in heading_rows[depth + 1 :])
        if not text and below:
            text = _group_to_the_left(grid, (row, heading_rows[depth + 1 :]), column, bearing)
        if text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


def _names(text: str) -> bool:
    """Whether a heading below another one names anything; （万户） only says how it is measured."""
    return bool(text) and not unit_words(fold(text).strip("()"))


def _group_to_the_left(grid: Grid, rows: tuple[int, tuple[int, ...]], column: int, bearing: list[int]) -> str:
    """The nearest text on the left in a heading row, unless it is merged downwards: then it is no group's name."""
    row, lower = rows
    for left in reversed([c for c in bearing if c < column]):
        text = grid.merged_text(row, left)
        if text:
            is_leaf = any(not grid.text(r, left) and grid.merged_text(r, left) == text for r in lower)
            return "" if is_leaf or unit_words(fold(text).strip("()")) else text
    return ""


def is_measure(piece: Meaning) -> bool:
    """Whether a text is nothing but measure units."""
    return piece.says_nothing and bool(piece.measures)
