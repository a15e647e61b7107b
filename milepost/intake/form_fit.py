"""Whether a workbook still has the layout of a form: every heading in its place, no row that nobody has spoken of."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from milepost.intake.form import Form, FormTable, Said
from milepost.intake.frames import Frame, form_title, frame_of
from milepost.intake.grid import Grid, address, place_of
from milepost.intake.headings import Lexicon
from milepost.intake.layout import Sheet
from milepost.intake.numbers import Number, read_number
from milepost.intake.table import Table
from milepost.intake.times import PUNCTUATION, without_periods
from milepost.plan.names import fold
from milepost.plan.period import Period
from milepost.plan.reading import Problem

CHANGED = "layout-changed"
_REMEDY = "版式变了，请重新对应一次；表格本身没有错的话，不必退回"
_NAMED_AT_MOST = 6
_ALIKE = 0.5


def bare(text: str, asked: Period) -> str:
    """A text as it is the same from quarter to quarter: folded, without the periods that it names."""
    return without_periods(fold(text), asked)[0].strip(PUNCTUATION)


def heading_path(grid: Grid, rows: tuple[int, ...], column: int) -> tuple[str, ...]:
    """The heading texts over a column, outermost first; a merged one once."""
    texts = [grid.merged_text(row, column) for row in rows]
    return tuple(text for k, text in enumerate(texts) if text and (k == 0 or text != texts[k - 1]))


def labelled_rows(grid: Grid, table: FormTable, asked: Period) -> Iterator[tuple[int, str]]:
    """The table's rows, each with the key of its name: the bare texts of its naming columns, numbered where repeated
    (within one period, where a column says it).

    A name that stands over its first row only (merged or not) is carried down. Without naming columns rows are
    counted; a row whose naming columns are all empty has the key "".
    """
    seen: Counter[tuple[str, str]] = Counter()
    above: dict[int, str] = {}
    for row in grid.rows:
        if row < table.first or (table.last is not None and row > table.last):
            continue
        texts = [bare(grid.merged_text(row, column), asked) for column in table.names]
        if table.names and not any(texts):
            yield row, ""
            continue
        for k, text in enumerate(texts):
            if text:
                above = {level: name for level, name in above.items() if level < k} | {k: text}
            elif k < len(texts) - 1 and any(texts[k + 1 :]):
                texts[k] = above.get(k, "")
        key = " / ".join(filter(None, texts))
        of_period = "" if table.period_column is None else grid.merged_text(row, table.period_column)
        seen[key, of_period] += 1
        yield row, key if seen[key, of_period] == 1 and key else f"{key}#{seen[key, of_period]}"


@dataclass(frozen=True)
class Placed:
    """A table of a form found on a sheet of a workbook."""

    table: FormTable
    grid: Grid
    lexicon: Lexicon

    @property
    def _asked(self) -> Period:
        return self.lexicon.period

    @cached_property
    def sheet(self) -> Sheet:
        """The sheet taken apart as the form says: one table, and the lines around it."""
        rows = [row for row, _ in self.rows] or [self.table.first]
        found = Table(self.grid, self.table.heading_rows, tuple(rows), {}, {})
        inside = {*self.table.heading_rows, *(row for row, key in self.rows if key in self.table.rows)}
        lines = [
            (place, cell.text.strip())
            for place, cell in sorted(self.grid.cells.items())
            if place[0] not in inside and cell.kind == "text" and cell.text.strip()
        ]
        return Sheet(self.grid, tuple(lines), (found,))

    @cached_property
    def frame(self) -> Frame:
        """The words around the table."""
        return frame_of(self.sheet, 0, self.lexicon)

    @cached_property
    def title(self) -> str:
        """The title as it stays the same from quarter to quarter."""
        return form_title(self.lexicon.plan, self.frame.title, self.lexicon) if self.frame.title else ""

    @cached_property
    def rows(self) -> list[tuple[int, str]]:
        """Every row of the table with its key."""
        return list(labelled_rows(self.grid, self.table, self._asked))

    @cached_property
    def headings(self) -> dict[int, str]:
        """The bare headings of all columns that have one."""
        paths = {column: heading_path(self.grid, self.table.heading_rows, column) for column in self.grid.columns}
        return {
            column: " / ".join(filter(None, (bare(text, self._asked) for text in path)))
            for column, path in paths.items()
            if path
        }

    @cached_property
    def columns(self) -> dict[int, Said]:
        """The columns to read. A new column beside those of a form, alike but for its period, is one of them."""
        alike: dict[str, set[Said]] = {}
        for column, said in self.table.columns.items():
            alike.setdefault(self.table.headings.get(column, ""), set()).add(said)
        found = dict(self.table.columns)
        for column, heading in self.headings.items():
            path = heading_path(self.grid, self.table.heading_rows, column)
            same = alike.get(heading, set())
            if column not in self.table.headings and len(same) == 1 and self.lexicon.meaning(path).periods:
                found[column] = next(iter(same))
        return found

    def said_of(self, key: str) -> Said | None:
        """What the form says of a row; a unit that the plan knows needs no word. None: nobody has spoken of it."""
        said = self.table.rows.get(key)
        if said is not None or not any(row.unit for row in self.table.rows.values()):
            return said
        known = self.lexicon.piece(key)
        if known.place is not None and not known.name:
            return Said(unit=known.place.id)
        return Said(rest=True) if known.rest else None

    def has_figures(self, row: int) -> bool:
        """Whether a row holds a number where the form reads."""
        return any(isinstance(read_number(self.grid.cells.get((row, column))), Number) for column in self.columns)

    def changes(self) -> Iterator[Problem]:
        """What is no longer as the form has it."""
        yield from self._moved_headings()
        if self.title != self.table.title:
            yield self._problem("", f"表名原来是“{self.table.title or '空白'}”，现在是“{self.title or '空白'}”")
        if self.frame.measures != self.table.measures:
            was, now = ("、".join(m) or "没有写" for m in (self.table.measures, self.frame.measures))
            yield self._problem("", f"表头上的计量单位原来是{was}，现在是{now}")
        yield from self._strange_rows()

    def _moved_headings(self) -> Iterator[Problem]:
        for column in sorted({*self.headings, *self.table.headings}):
            was, now = self.table.headings.get(column), self.headings.get(column)
            if was != now and not (was is None and column in self.columns):
                where = address(self.table.heading_rows[-1] if self.table.heading_rows else 0, column)
                yield self._problem(where, f"表头{where}原来是“{was or '空白'}”，现在是“{now or '空白'}”")

    def _strange_rows(self) -> Iterator[Problem]:
        keys = [key for _, key in self.rows if key]
        if any(key.rpartition("#")[2].isdigit() for key in self.table.rows):
            # Rows told apart by their order alone must all be there, in their order.
            known = [key for key in keys if key in self.table.rows]
            if known != list(self.table.rows):
                yield self._problem("", "有同名的行，而行的顺序或行数变了")
        for row, key in self.rows:
            if self.has_figures(row) and self.said_of(key) is None:
                where = address(row, self.table.names[-1] if self.table.names else 0)
                yield self._problem(where, f"第{row + 1}行“{key or '（没有名称）'}”以前没有")

    def _problem(self, cell: str, message: str) -> Problem:
        text = self.grid.merged_text(*place_of(cell)) if cell else ""
        return Problem("error", CHANGED, message, _REMEDY, self.grid.name, cell, text)


def placed(form: Form, grids: Mapping[str, Grid], lexicon: Lexicon) -> list[Placed] | None:
    """The tables of a form on their sheets; None when a sheet is not there."""
    visible = {name: grid for name, grid in grids.items() if grid.cells and not grid.hidden}
    found = []
    for table in form.tables:
        same = [grid for name, grid in visible.items() if bare(name, lexicon.period) == table.sheet]
        # One sheet alone may be called anything.
        grid = same[0] if len(same) == 1 else next(iter(visible.values())) if len(visible) == 1 else None
        if grid is None:
            return None
        found.append(Placed(table, grid, lexicon))
    return found


def changes(form: Form, grids: Mapping[str, Grid], lexicon: Lexicon) -> list[Problem]:
    """Everything in which a workbook differs from a form, at most a few; empty when the form may be applied."""
    tables = placed(form, grids, lexicon)
    if tables is None:
        names = "、".join(table.sheet or "（无名）" for table in form.tables)
        return [Problem("error", CHANGED, f"找不到“{form.name}”里的工作表（{names}）", _REMEDY)]
    return [problem for one in tables for problem in one.changes()][:_NAMED_AT_MOST]


def resembles(form: Form, grids: Mapping[str, Grid], lexicon: Lexicon) -> bool:
    """Whether a workbook that does not fit may still be the form's, changed: same title, or half of its headings."""
    found = placed(form, grids, lexicon) or []
    if any(one.title and one.title == one.table.title for one in found):
        return True
    wanted = {table.headings[column] for table in form.tables for column in table.columns if table.headings.get(column)}
    if not wanted:
        return bool(found)
    met = {
        part
        for grid in grids.values()
        for (row, _), cell in grid.cells.items()
        if row < _heading_depth(form) and cell.kind == "text"
        for part in [bare(cell.text, lexicon.period)]
    }
    return sum(any(part in met for part in text.split(" / ")) for text in wanted) >= _ALIKE * len(wanted)


def _heading_depth(form: Form) -> int:
    return max(table.first for table in form.tables) + 10
