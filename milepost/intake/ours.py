"""Our own form, read back: its hidden sheet says which figure stands where, and the visible words must agree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from milepost.errors import PeriodError, PlanError
from milepost.intake.amounts import is_share
from milepost.intake.caution import has_comment, may_be_fraction, out_of_sight
from milepost.intake.grid import Grid, address, place_of
from milepost.intake.measures import shift_between
from milepost.intake.numbers import Blank, Number, Odd, read_number
from milepost.intake.problem_list import is_list
from milepost.intake.request import Request
from milepost.intake.telling import merged_figure
from milepost.intake.template import (
    HEADER_ROW,
    MAP_HEADINGS,
    MARK_LABELS,
    MARKS,
    NOW,
    REMARK,
    SHEET,
    VERSION,
    Line,
    headings,
    words,
)
from milepost.plan.indicator import Indicator
from milepost.plan.measure_unit import shifted
from milepost.plan.names import fold
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.reading import Problem, Reading, Remark
from milepost.plan.tables import BLANKS, READ_FIGURES, table

FORM = "template"
LAYOUT = "本系统模板"
_AGAIN = "请重新下载本期模板，把数字填进去再报；不要增删行列、改动表头"


def is_ours(grids: Mapping[str, Grid]) -> bool:
    """Whether the workbook carries the marks of our form; the visible words are for `read` to judge."""
    return MARKS in grids and grids[MARKS].text(0, 0) == MARK_LABELS[0]


def read(grids: Mapping[str, Grid], request: Request) -> Reading:
    """The figures of our form, each from the cell that was made for it, and everything that keeps them out."""
    form = _Form(grids, request.plan)
    problems = [*form.wrong_for(request), *form.changed(), *form.left_aside()]
    figures: list[dict[str, object]] = []
    blanks: list[dict[str, object]] = []
    for line in form.lines:
        cell = address(line.row - 1, form.column(NOW))
        key: dict[str, object] = dict(zip(("indicator", "unit", "industry"), line.cell, strict=True))
        key |= {"sheet": SHEET, "cell": cell}
        found = _figure(form, line)
        if isinstance(found, Odd):
            text = form.sheet.text(line.row - 1, form.column(NOW))
            message = f"“{line.title}”（{line.unit.name}）：{found.message}"
            problems.append(Problem("error", found.code, message, found.remedy, SHEET, cell, text))
        elif isinstance(found, Blank):
            blanks.append(key | {"mark": found.mark})
        else:
            figures.append(key | {"period": str(request.period), "value": found})
            problems += _cautions(form, line, found)
    return Reading(
        sender=form.sender,
        period=request.period,
        form=FORM,
        layout=LAYOUT,
        figures=table(figures, READ_FIGURES),
        blanks=table(blanks, BLANKS),
        problems=tuple(problems),
        remarks=_remarks(form),
    )


def _remarks(form: "_Form") -> tuple[Remark, ...]:
    """What the sender wrote under 说明, with the cell of the figure that each is about."""
    said = [(line, form.sheet.text(line.row - 1, form.column(REMARK))) for line in form.lines]
    return tuple(
        Remark(SHEET, address(line.row - 1, form.column(NOW)), f"{line.title}（{line.unit.name}）", text)
        for line, text in said
        if text
    )


@dataclass(frozen=True)
class _Form:
    """The two sheets of a workbook of ours, understood with the words of `plan`."""

    grids: Mapping[str, Grid]
    plan: Plan

    @cached_property
    def sheet(self) -> Grid:
        return self.grids.get(SHEET) or Grid(SHEET, {})

    @cached_property
    def marks(self) -> dict[str, str]:
        return {label: self.grids[MARKS].text(row, 1) for row, label in enumerate(MARK_LABELS)}

    @property
    def sender(self) -> str:
        """The unit that the form was made for; empty when the plan has none of that id."""
        return self.marks["报送单位"] if self.marks["报送单位"] in {unit.id for unit in self.plan.units} else ""

    @property
    def period(self) -> Period | None:
        """The period that the form was made for; None when the mark is no period."""
        try:
            return Period.parse(self.marks["报告期"])
        except PeriodError:
            return None

    @cached_property
    def lines(self) -> list[Line]:
        """The entries that the plan still knows."""
        return [line for _, line in self._mapped if line is not None]

    @cached_property
    def _mapped(self) -> list[tuple[int, Line | None]]:
        """Row of the hidden map and what it places; None where the row makes no sense (any more)."""
        grid, first = self.grids[MARKS], len(MARK_LABELS) + 1
        named = range(len(MAP_HEADINGS))
        return [(row, self._line(*(grid.text(row, k) for k in named))) for row in grid.rows if row >= first]

    def _line(self, cell: str, indicator: str, unit: str, industry: str) -> Line | None:
        plan = self.plan
        try:
            single = plan.industry_of(industry) if industry else None
            return Line(place_of(cell).row + 1, plan.indicator_of(indicator), plan.unit_of(unit), single)
        except (ValueError, PlanError):
            return None

    def column(self, heading: str) -> int:
        """Where a heading stands, from zero."""
        return headings(self.lines).index(heading)

    def wrong_for(self, request: Request) -> Iterator[Problem]:
        """Another plan's, unit's or period's form than the one asked for."""
        plan, marks = self.plan, self.marks
        if marks[MARK_LABELS[0]] != VERSION:
            yield _whole("template-version", "这份模板的版本已不再使用", _AGAIN, marks[MARK_LABELS[0]])
        if marks["方案"] != plan.id:
            yield _whole("wrong-plan", f"这份模板属于方案“{marks['方案']}”，不是“{plan.name}”", _AGAIN, marks["方案"])
        if not self.sender:
            message = f"模板里的报送单位“{marks['报送单位']}”不在方案中"
            yield _whole("unknown-unit", message, _AGAIN, marks["报送单位"])
        asked = plan.unit_named(request.sender) or next((u for u in plan.units if u.id == request.sender), None)
        if request.sender and self.sender and (asked is None or asked.id != self.sender):
            own = plan.unit_of(self.sender).name
            message = f"这是{own}的模板，不是{asked.name if asked else request.sender}的"
            yield _whole("wrong-sender", message, f"请按{own}上传，或改用本单位的模板", own)
        if self.period != request.period:
            made_for = self.period.words if self.period else f"“{marks['报告期']}”"
            message = f"这是{made_for}的模板，现在收的是{request.period.words}"
            yield _whole("wrong-period", message, "请改选报告期，或用本期的模板重新填报", marks["报告期"])

    def left_aside(self) -> Iterator[Problem]:
        """Other sheets with numbers that a person sees: a copy of ours may hold the figures that are meant."""
        for name, grid in self.grids.items():
            if name in (SHEET, MARKS) or grid.hidden or is_list(name, grid.text(0, 0)):
                continue
            first = next((at for at, cell in grid.cells.items() if isinstance(read_number(cell), Number)), None)
            if first is not None:
                message = f"另有工作表“{name}”里有数，没有读取；只读取“{SHEET}”"
                where = name, address(*first), grid.text(*first)
                yield Problem("doubt", "other-sheet", message, f"要报的数请填在“{SHEET}”里，其余的表请删去", *where)

    def changed(self) -> Iterator[Problem]:
        """Visible words that no longer agree with what the hidden sheet says."""
        if SHEET not in self.grids:
            yield _whole("sheet-missing", f"找不到工作表“{SHEET}”", f"请把工作表名改回“{SHEET}”", "")
            return
        for row, line in self._mapped:
            if line is None:
                texts = (self.grids[MARKS].text(row, k) for k in range(len(MAP_HEADINGS)))
                text = "、".join(filter(None, texts))
                yield _whole("stale-template", f"模板里有方案中没有的指标、单位或行业（{text}）", _AGAIN, text)
        columns = headings(self.lines)
        yield from self._title_problems()
        for column, heading in enumerate(columns):
            yield from self._disagreement("changed-heading", HEADER_ROW - 1, column, heading)
        for line in self.lines:
            for heading, text in words(line).items():
                if heading in columns:
                    yield from self._disagreement("changed-row", line.row - 1, columns.index(heading), text)

    def _title_problems(self) -> Iterator[Problem]:
        """The title names whose figures these are, so it must not say anything else."""
        title = self.sheet.text(0, 0)
        parts = [part.strip() for part in title.split("·")][-2:]
        own = self.plan.unit_of(self.sender).name if self.sender else ""
        if own and parts[0] != own:
            yield Problem("error", "changed-heading", f"标题里的单位不是“{own}”", _AGAIN, SHEET, "A1", title)
        if self.period and parts[-1] != self.period.words:
            message = f"标题里的报告期不是“{self.period.words}”"
            yield Problem("error", "changed-heading", message, _AGAIN, SHEET, "A1", title)

    def _disagreement(self, code: str, row: int, column: int, expected: str) -> Iterator[Problem]:
        found = self.sheet.text(row, column)
        if fold(found) != fold(expected):
            message = f"此格应为“{expected}”，现在是“{found or '空白'}”，与模板不符"
            yield Problem("error", code, message, _AGAIN, SHEET, address(row, column), found)


def _whole(code: str, message: str, remedy: str, value: str) -> Problem:
    return Problem("error", code, message, remedy, value=value)


def _figure(form: _Form, line: Line) -> float | Blank | Odd:
    """The entry of a line in the indicator's measure unit."""
    sheet, at = form.sheet, (line.row - 1, form.column(NOW))
    found = read_number(sheet.cells.get(at))
    if isinstance(found, Blank | Odd):
        return found
    area = sheet.covers(*at)
    if any(area.top < other.row - 1 <= area.bottom for other in form.lines):
        code, _, message, remedy = merged_figure("")
        return Odd(code, message, remedy)
    wanted = line.indicator.measure_unit
    shift = shift_between(found.unit, wanted) if found.unit else 0
    if shift is None:
        return Odd("wrong-unit", f"计量单位应为{wanted}，这里写的是{found.unit}", f"请换算成{wanted}，只填数字")
    return _possible(shifted(found.value, shift), line.indicator, form.plan)


def _cautions(form: _Form, line: Line, value: float) -> Iterator[Problem]:
    """What a person should confirm about an entry: out of sight, commented on, or a fraction instead of per cent."""
    at = line.row - 1, form.column(NOW)
    where = SHEET, address(*at), form.sheet.text(*at)
    if at[0] in form.sheet.hidden_rows:
        yield out_of_sight(f"第{line.row}行", where)
    if comment := form.sheet.comments.get(at):
        yield has_comment(comment, where)
    said = read_number(form.sheet.cells[at])
    if is_share(line.indicator, form.plan) and 0 < value <= 1 and isinstance(said, Number) and not said.unit:
        yield may_be_fraction(line.indicator, value, where)


def _possible(value: float, indicator: Indicator, plan: Plan) -> float | Odd:
    """A count is whole and not negative, a share within the whole."""
    if is_share(indicator, plan) and not 0 <= value <= 100:
        return Odd("impossible-share", f"比例不能是{value:.15g}%", "请核对后填 0 到 100 之间的数")
    if indicator.counts and value < 0:
        return Odd("negative-count", f"户数、个数不能是负数（{value:g}）", "请核对后填 0 或正整数")
    if indicator.counts and not value.is_integer():
        return Odd("not-whole", f"户数、个数应是整数（{value:g}）", f"请按“{indicator.measure_unit}”填写整数")
    return value
