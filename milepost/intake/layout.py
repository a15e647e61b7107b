"""Where the tables of a sheet are: which rows are titles, headings, data and notes."""

import re
from dataclasses import dataclass, field
from typing import Literal

from milepost.intake import wording
from milepost.intake.grid import Cell, Grid
from milepost.intake.headings import Lexicon
from milepost.intake.numbers import Blank, Number, is_figure, read_number
from milepost.intake.table import HEAD, Table, is_measure, is_year, names_place, table_of
from milepost.plan.names import fold

RowKind = Literal["line", "title", "heading", "data", "numbering"]
_COLUMN_NUMBERS = wording.listed("甲 乙 丙 丁 戊 栏次 行次 序号 栏目")
_LONG = 20
_NEAR = 60
"""How far a look up or down a column goes."""


@dataclass(frozen=True)
class Sheet:
    """A sheet taken apart: the lines around its tables (place and text), and the tables."""

    grid: Grid
    lines: tuple[tuple[tuple[int, int], str], ...]
    tables: tuple[Table, ...]

    def lines_before(self, number: int) -> list[tuple[tuple[int, int], str]]:
        """The lines between a table's data and the table before it; those below the last table for its successor."""
        since = self.tables[number - 1].data_rows[-1] if number else -1
        until = self.tables[number].data_rows[0] if number < len(self.tables) else self.grid.rows[-1] + 1
        return [line for line in self.lines if since < line[0][0] < until]


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
            and 0 < len(self.data) < HEAD
            and all(
                len(self.by_row[row]) > 1 and all(_is_words(cell) for _, cell in self.by_row[row]) for row in self.data
            )
        )

    def _leads(self, row: int, column: int) -> bool:
        """Whether a column names rows: the first one, one headed 县区 or 指标, or one of known names below `row`."""
        above = [(c, fold(cell.text)) for heading in self.heading[-HEAD:] for c, cell in self.by_row[heading]]
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
        asked = self.lexicon.period
        if self.data and piece.indicator and piece.periods and not any(p.agrees(asked) for p in piece.periods):
            self._close()  # 2022年一季度市场主体 over a table of its own
            self._keep_lines(row, cells)
            return
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
        lines = self._pairs(row, cells) or [(column, cell.text.strip()) for column, cell in cells]
        self.lines += [((row, column), text) for column, text in lines]

    def _may_be_of(self, label: str, value: str) -> bool:
        """Whether a value beside a label is what the label asks for, and not another heading: 地区 | 户数."""
        if label in wording.STUBS_PERIOD:
            return bool(re.search(r"\d|[一二三四]", value))
        is_place = self.lexicon.piece(value).place or wording.OWN_NAME.fullmatch(fold(value))
        return label not in wording.STUBS_PLACE or bool(is_place)

    def _pairs(self, row: int, cells: list[tuple[int, Cell]]) -> list[tuple[int, str]]:
        """The lines that labels with their values make above the headings (报告期 | 2022年一季度); none for others."""
        next_row = min((r for r in self.by_row if r > row), default=-1)
        below = {fold(cell.text) for _, cell in self.by_row.get(next_row, [])}
        if self.heading or self.data or len(cells) not in (2, 4) or not below & wording.STUBS_NAMING:
            return []
        told = [
            (column, re.sub(r"\(.*?\)", "", fold(label.text)), value.text.strip())
            for (column, label), (_, value) in zip(cells[::2], cells[1::2], strict=True)
        ]
        if not all(label in wording.PAIR_LABELS and self._may_be_of(label, value) for _, label, value in told):
            return []
        if all(label in wording.STUBS_PERIOD for _, label, _ in told):
            when = "".join(value + wording.PAIR_ENDS.get(label, "") for _, label, value in told)
            return [(told[0][0], f"报告期：{when}")]
        return [(column, f"{label}：{value}") for column, label, value in told]

    def _close(self) -> None:
        """End the table under way; headings without data below them are lines like any other.

        So is a lone text at its end that names no row of it: mostly the title of the next table.
        """
        while self.data and self._is_title_of_next(self.data[-1]):
            self._keep_lines(row := self.data.pop(), self.by_row[row])
        if self.data:
            self.tables.append(table_of(self.grid, self.lexicon, tuple(self.heading), tuple(self.data)))
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
            return not any(map(names_place, above)) and any(m.indicator for m in above)
        return not piece.is_known or (any(map(names_place, above)) and not any(m.indicator for m in above))

    def _kind(self, row: int, cells: list[tuple[int, Cell]]) -> RowKind:
        texts = [cell for _, cell in cells if not is_figure(cell)]
        numbers = [cell for _, cell in cells if is_figure(cell)]
        # *企业 is a name, * 为初步数 a note.
        folded = [fold(t.text).lstrip("*" if self.lexicon.piece(t.text).is_known else "") for t in texts]
        # A remark beside figures may begin with 说明: too, and 填报人 may head a column: there the first text decides.
        if self._pairs(row, cells):
            return "line"
        if numbers or wording.STUBS_NAMING & set(folded):
            may_be_lines = folded[:1]
        else:
            may_be_lines = [] if self._heads_columns(row, cells) else folded
        if any(map(is_line, may_be_lines)):
            return "line"
        if numbers and _counts_columns(folded, numbers):
            return "numbering"
        if numbers:
            return "heading" if not self.data and self._is_row_of_years(texts, numbers) else "data"
        if len(texts) == 1:
            return "title"
        return "data" if self._names_what_is_headed(cells) or self._is_odd_data(row, cells) else "heading"

    def _heads_columns(self, row: int, cells: list[tuple[int, Cell]]) -> bool:
        """Whether words over columns stand beside a unit in the corner (单位：亿元 | 地区生产总值) or 联系人."""
        others = [(c, self.lexicon.piece(cell.text)) for c, cell in cells if not is_line(fold(cell.text))]
        in_corner = bool(wording.UNIT_LINE.match(fold(cells[0][1].text)))
        if not others or not (in_corner or all(":" not in fold(cell.text) for _, cell in cells)):
            return False
        goes_on = not self.grid.text(row + 1, cells[0][0])
        over_figures = [c for c, _ in others if (below := self.grid.cells.get((row + 1, c))) and is_figure(below)]
        return any(piece.indicator or piece.excluded or piece.ways for _, piece in others) or any(
            (piece.is_known or piece.periods) and (goes_on or c in over_figures) for c, piece in others
        )

    def _is_row_of_years(self, texts: list[Cell], numbers: list[Cell]) -> bool:
        return all(map(is_year, numbers)) and not any(self.lexicon.piece(text.text).is_known for text in texts)

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
            if not isinstance(read_number(text), Blank) and not is_measure(piece := self.lexicon.piece(text.text))
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


def is_line(folded: str) -> bool:
    """Whether a text belongs to the frame of a form: who sends it, its unit, notes, signatures."""
    lines = (wording.UNIT_LINE, wording.NOTE, wording.META, wording.PLACE_LINE)
    if any(pattern.match(folded) for pattern in lines):
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
