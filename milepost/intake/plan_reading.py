"""The workbook of a plan, read in again: a document, or everything that is wrong with it, by sheet and cell.

Nothing is guessed and nothing is left out silently: a sheet or column that is gone, a word that means nothing, a
number that is none are errors, and with an error nothing of the workbook is taken.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from milepost.errors import PlanError
from milepost.intake import plan_sheets as sheets
from milepost.intake.grid import Grid, address
from milepost.intake.plan_cells import Table, number_in, words_in
from milepost.plan.editing import faults, new_id, tidy
from milepost.plan.field_text import Names, taken
from milepost.plan.fields import FIELDS, Field, RecordKind
from milepost.plan.names import fold
from milepost.plan.plan import Document
from milepost.plan.reading import Problem

_AGAIN = "请从“用表格改”页重新导出一份，把改动抄过去"


@dataclass(frozen=True)
class PlanReading:
    """What a workbook of a plan says: a document, sound unless there are problems of level error."""

    document: dict[str, Any]
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps the workbook from being taken."""
        return tuple(one for one in self.problems if one.level == "error")


def read_plan(grids: Mapping[str, Grid], base: Document) -> PlanReading:
    """A workbook of all records, or 任务分解表 alone, which changes nothing of `base` but the parts of the units."""
    found = {fold(name): grid for name, grid in grids.items()}
    whole = fold(sheets.SHEETS["goals"]) in found
    if not whole and not any(fold(title) in found for title in sheets.PARTS.values()):
        return PlanReading({}, (_missing_sheet(sheets.SHEETS["goals"], grids),))
    reader = _Reader(found)
    document = tidy(reader.document() if whole else reader.parts_upon(base))
    if not reader.errors:
        reader.judge(document)
    return PlanReading(document, tuple(reader.problems))


def mark_of(grids: Mapping[str, Grid]) -> str:
    """Which version the workbook says it comes from; empty when it does not say."""
    guide = next((grid for name, grid in grids.items() if fold(name) == sheets.GUIDE), None)
    texts = [cell.text for cell in guide.cells.values()] if guide else []
    return next((text.partition("：")[2].strip() for text in texts if text.startswith(sheets.MARK)), "")


def _missing_sheet(title: str, grids: Mapping[str, Grid]) -> Problem:
    there = "、".join(grids) or "无"
    return Problem("error", "missing-sheet", f"缺少工作表“{title}”；文件里有：{there}", _AGAIN, sheet=title)


@dataclass
class _Reader:
    """Reads the sheets one after another and collects what is wrong; `places` says where each record stands."""

    found: Mapping[str, Grid]
    problems: list[Problem] = field(default_factory=list)
    places: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    @property
    def errors(self) -> bool:
        return any(one.level == "error" for one in self.problems)

    def wrong(self, code: str, message: str, remedy: str, at: tuple[Grid, int, int] | str = "") -> None:
        """Note an error, at a cell or for a whole sheet."""
        if isinstance(at, str):
            self.problems.append(Problem("error", code, message, remedy, sheet=at))
            return
        grid, row, column = at
        self.problems.append(
            Problem("error", code, message, remedy, grid.name, address(row, column), grid.text(row, column))
        )

    def document(self) -> dict[str, Any]:
        """The document of a workbook of all records."""
        tables = {kind: self.table(title, [one.words for one in FIELDS[kind]]) for kind, title in sheets.SHEETS.items()}
        if None in tables.values():
            # Everything that refers to what is gone would be called wrong too.
            return {}
        rows = {kind: self.named(kind, table) for kind, table in tables.items() if table}
        names = Names({kind: [record for _, record in pairs] for kind, pairs in rows.items()})
        head = self.head(names)
        for kind, pairs in rows.items():
            for row, record in pairs:
                self.fill(kind, tables[kind], row, record, names)
        made = head | {kind: [record for _, record in pairs] for kind, pairs in rows.items()}
        self.items(made, names)
        for amount, title in sheets.PARTS.items():
            self.parts(title, amount, made, names)
        self.steps(made, names)
        self.references(made, names)
        return made

    def parts_upon(self, base: Document) -> dict[str, Any]:
        """`base` with the parts that 任务分解表 gives; a goal without a row keeps its own."""
        made = tidy(base)
        made["goals"] = [
            {**goal, "allocations": {unit: dict(part) for unit, part in goal.get("allocations", {}).items()}}
            for goal in made.get("goals", [])
        ]
        for amount, title in sheets.PARTS.items():
            if fold(title) in self.found:
                self.parts(title, amount, made, Names(made))
        return made

    def judge(self, document: Document) -> None:
        """What keeps the records from being a plan, at the rows where they stand."""
        for fault in faults(document):
            sheet, cell = self.places.get((fault.kind, fault.id), ("", ""))
            self.problems.append(Problem("error", "plan", fault.message, "请改正后再导入", sheet, cell, fault.id))

    def table(self, title: str, headings: list[str]) -> Table | None:
        """The sheet of that title with all its headings, or None with what is missing."""
        grid = self.found.get(fold(title))
        if grid is None:
            there = "、".join(one.name for one in self.found.values())
            self.wrong("missing-sheet", f"缺少工作表“{title}”；文件里有：{there}", _AGAIN, title)
            return None
        for area in grid.merges:
            self.wrong(
                "merged", f"{address(area.top, area.left)}起的几格合并了，分不清各自写的是什么",
                "请取消合并，把内容逐格填上", (grid, area.top, area.left),
            )  # fmt: skip
        top = grid.rows[0] if grid.rows else 0
        written = {fold(grid.text(top, column)): column for column in grid.columns if grid.text(top, column)}
        missing = [heading for heading in headings if fold(heading) not in written]
        strange = [grid.text(top, column) for name, column in written.items() if name not in set(map(fold, headings))]
        if missing:
            hint = f"；表里多出：{'、'.join(strange)}" if strange else ""
            self.wrong("missing-column", f"“{title}”的表头缺少：{'、'.join(missing)}{hint}", "请恢复原来的表头", title)
            return None
        return Table(grid, {heading: written[fold(heading)] for heading in headings}, top)

    def named(self, kind: RecordKind, table: Table) -> list[tuple[int, dict[str, Any]]]:
        """Each row of a sheet of records with its id and its name; a row without id gets one of its own."""
        # What has no name of its own is known by what it is about.
        about = next((one for one in FIELDS[kind] if one.name in ("name", "title")), FIELDS[kind][1])
        heading, named = about.words, about.name in ("name", "title")
        pairs: list[tuple[int, dict[str, Any]]] = []
        for row in table.rows:
            record = {"id": table.text(row, sheets.ID)} | ({about.name: table.text(row, heading)} if named else {})
            if not record["id"] and not table.text(row, heading):
                at = (table.grid, row, table.columns[heading])
                self.wrong("no-name", f"第{row + 1}行有内容，却没有{heading}", f"请写上{heading}，或删去整行", at)
                continue
            pairs.append((row, record))
        taken_ids = {str(record["id"]): row for row, record in reversed(pairs) if record["id"]}
        for row, record in pairs:
            if not record["id"]:
                record["id"] = new_id({kind: [{"id": one} for one in taken_ids]}, kind)
                taken_ids[record["id"]] = row
            elif taken_ids[record["id"]] != row:
                at = (table.grid, row, table.columns[sheets.ID])
                first = address(taken_ids[record["id"]], table.columns[sheets.ID])
                self.wrong("twice", f"编号“{record['id']}”在 {first} 已经用过", "新记录的编号请留空", at)
            self.places[kind, record["id"]] = (table.grid.name, address(row, table.columns[heading]))
        return pairs

    def fill(self, kind: RecordKind, table: Table | None, row: int, record: dict[str, Any], names: Names) -> None:
        """The fields of one row into its record."""
        if table is None:
            return
        measure = (
            table.text(row, next(f.words for f in FIELDS[kind] if f.name == "measure_unit")) if kind == "goals" else ""
        )
        for one in FIELDS[kind]:
            if one.name == "id":
                continue
            own = measure if sheets.measure_of(kind, one) else ""
            _put(record, one, self.value(table, (row, one.words), one, names, own))

    def value(self, table: Table, at: tuple[int, str], one: Field, names: Names, measure: str = "") -> Any:  # noqa: ANN401 - any field's value
        """What a cell says of a field; None where it is empty or wrong. An empty one that must be filled is wrong."""
        row, heading = at
        cell, where = table.cell(row, heading), (table.grid, row, table.columns[heading])
        try:
            value = number_in(cell, one, measure) if one.sort == "number" else taken(one, words_in(cell, one), names)
        except PlanError as error:
            message, _, remedy = str(error).partition("，")
            self.wrong("not-understood", message, remedy or "请改正", where)
            return None
        if value is None and one.must:
            self.wrong("empty", f"缺少{one.words}", f"请填写{one.words}", where)
        return value

    def head(self, names: Names) -> dict[str, Any]:
        """The fields of the plan itself and its bands."""
        table = self.table(sheets.HEAD, ["项目", "内容"])
        if table is None:
            return {}
        at = {fold(table.text(row, "项目")): row for row in table.rows}
        plan: dict[str, Any] = {}
        bands: dict[str, Any] = {}
        for kind, one in sheets.head_fields():
            row = at.get(fold(one.words))
            if row is None:
                self.wrong(
                    "missing-row", f"“{sheets.HEAD}”缺少“{one.words}”一行", "请恢复这一行，没有内容就空着", sheets.HEAD
                )
                continue
            _put(plan if kind == "plan" else bands, one, self.value(table, (row, "内容"), one, names))
        return plan | ({"bands": bands} if bands else {})

    def items(self, made: dict[str, Any], names: Names) -> None:
        """What each race scores, in the order of the rows."""
        fields = sheets.item_fields()
        table = self.table(sheets.ITEMS, [sheets.SCHEME, *(one.words for one in fields)])
        schemes = {word: one for one in made.get("schemes", ()) for word in (one["id"], one.get("title", ""))}
        for row in table.rows if table else ():
            scheme = schemes.get(table.text(row, sheets.SCHEME)) if table else None
            if table is None or scheme is None:
                at = (table.grid, row, table.columns[sheets.SCHEME]) if table else sheets.ITEMS
                self.wrong("not-understood", "没有这个赛马办法", "请写赛马办法的编号或名称", at)
                continue
            item: dict[str, Any] = {}
            for one in fields:
                _put(item, one, self.value(table, (row, one.words), one, names))
            scheme.setdefault("items", []).append(item)

    def parts(self, title: str, amount: sheets.Amount, made: dict[str, Any], names: Names) -> None:
        """One table of goals × units."""
        table = self.table(title, list(sheets.PART_HEADINGS[:3]))
        if table is None:
            return
        units = dict(self.part_columns(table, names))
        goals = {goal["id"]: goal for goal in made.get("goals", ())}
        for row in table.rows:
            goal = goals.get(names.meant("goals", table.text(row, sheets.ID) or table.text(row, sheets.GOAL)) or "")
            if goal is None:
                at = (table.grid, row, table.columns[sheets.ID])
                self.wrong("not-understood", f"第{row + 1}行的目标不在方案里", "请用“目标”表里的编号", at)
                continue
            for column, unit in units.items():
                table.columns[unit] = column
                value = self.value(table, (row, unit), sheets.NUMBER, names, str(goal.get("measure_unit", "")))
                part = goal.setdefault("allocations", {}).setdefault(unit, {})
                part.pop(amount, None)
                if value is not None:
                    part[amount] = value

    def part_columns(self, table: Table, names: Names) -> Iterator[tuple[int, str]]:
        """The columns of units; a heading that is neither a unit nor one of our own is wrong."""
        for column in table.grid.columns:
            heading = table.grid.text(table.top, column)
            if not heading or heading in sheets.RESERVED:
                continue
            unit = names.meant("units", heading)
            if unit is None:
                self.wrong("not-understood", f"表头“{heading}”不是方案里的单位", "请用单位全称，或先加进“单位”表",
                           (table.grid, table.top, column))  # fmt: skip
            else:
                yield column, unit

    def steps(self, made: dict[str, Any], names: Names) -> None:
        """The steps of goals and of units' parts."""
        table = self.table(sheets.STEPS, list(sheets.STEP_HEADINGS))
        goals = {goal["id"]: goal for goal in made.get("goals", ())}
        for row in table.rows if table else ():
            if table is None:
                return
            said = {
                heading: self.value(table, (row, heading), sheets.REFERENCES[heading], names)
                for heading in sheets.STEP_HEADINGS
            }
            goal = goals.get(said[sheets.GOAL])
            if goal is None or said[sheets.PERIOD] is None or said[sheets.LEVEL] is None:
                continue
            unit = said[sheets.UNIT]
            held = goal.setdefault("allocations", {}).setdefault(unit, {}) if unit else goal
            held.setdefault("milestones", {})[said[sheets.PERIOD]] = said[sheets.LEVEL]

    def references(self, made: dict[str, Any], names: Names) -> None:
        """What each benchmark is compared with."""
        table = self.table(sheets.COMPARED, list(sheets.COMPARED_HEADINGS))
        goals = {goal["id"]: goal for goal in made.get("goals", ())}
        for row in table.rows if table else ():
            if table is None:
                return
            fields = [sheets.REFERENCES[heading] for heading in sheets.COMPARED_HEADINGS]
            goal_id, period, value, source = (self.value(table, (row, one.words), one, names) for one in fields)
            if goal_id in goals and None not in (period, value, source):
                goals[goal_id].setdefault("references", {})[period] = {"value": value, "source": source}


def _put(record: dict[str, Any], one: Field, value: Any) -> None:  # noqa: ANN401 - any field's value
    if value is None:
        return
    first, _, inner = one.name.partition(".")
    if inner:
        record.setdefault(first, {})[inner] = value
    else:
        record[first] = value
