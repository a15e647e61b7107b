"""A workbook read as a form says: the same figures with their cells, and the same checks, as any other reading."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from milepost.intake.caution import commented, fractions, hidden, unsaid_units
from milepost.intake.claims import Claim
from milepost.intake.compact_dates import periods_in_name
from milepost.intake.form import Form, Said
from milepost.intake.form_fit import Placed, changes, heading_path, placed
from milepost.intake.grid import Grid, address
from milepost.intake.headings import Lexicon
from milepost.intake.meaning import Meaning
from milepost.intake.measures import unit_words
from milepost.intake.mentions import mentioned
from milepost.intake.numbers import Blank, read_number
from milepost.intake.request import Request
from milepost.intake.sender import find_sender
from milepost.intake.sums import sum_doubts
from milepost.intake.taking import Taking
from milepost.intake.telling import merged_figure
from milepost.intake.times import periods_in, wrong_way
from milepost.plan.indicator import WAY_WORDS, Indicator
from milepost.plan.period import SaidPeriod
from milepost.plan.reading import Problem, Reading
from milepost.plan.tables import BLANKS, READ_FIGURES, table

FORM = "对应："
_CONFIRM = "请核对版式对应；选错了就改，没有选错请说明"


def read_form(grids: Mapping[str, Grid], form: Form, request: Request) -> Reading:
    """What the workbook says by the form; where its layout has changed, errors that say so and no figure."""
    lexicon = Lexicon(request.plan, request.period)
    differing = changes(form, grids, lexicon)
    tables = placed(form, grids, lexicon) or []
    if differing:
        return _reading(form, request, tuple(differing))
    walks = [_Walk(one, request) for one in tables]
    claims = [claim for walk in walks for claim in walk.claims]
    problems = [problem for walk in walks for problem in walk.problems]
    if not claims and not problems:
        message = f"“{form.name}”里没有{request.period.words}的数"
        problems.append(Problem("error", "no-figures", message, "请改选报告期，或重新对应"))
    sender, unknown = find_sender(replace(request, sender=form.sender), [one.sheet for one in tables], claims)
    taking = Taking(request, sender, {}) if sender else None
    problems += [*unknown, *_period_of_file(request)]
    problems += taking.take(claims) if taking else []
    units = {(one.grid.name, unit) for one in tables for unit in mentioned(c.text for c in one.grid.cells.values())}
    problems += [*unsaid_units(claims, sorted(units)), *hidden(claims, grids), *commented(claims, grids)]
    problems += [*sum_doubts(claims, request.plan), *fractions(claims, request.plan)]
    return replace(
        _reading(form, request, tuple(dict.fromkeys(problems))),
        figures=table(list(taking.figures.values()) if taking else [], READ_FIGURES),
        blanks=table(taking.unfilled() if taking else [], BLANKS),
        layout=_layout(form, walks, len(taking.figures) if taking else 0),
    )


def _reading(form: Form, request: Request, problems: tuple[Problem, ...]) -> Reading:
    layout = f"记住的版式“{form.name}”"
    return Reading(form.sender, request.period, f"{FORM}{form.name}", layout, problems=problems)


def _layout(form: Form, walks: "list[_Walk]", figures: int) -> str:
    parts = [f"“{walk.placed.grid.name}”数据从第{walk.placed.table.first + 1}行起" for walk in walks]
    left = list(dict.fromkeys(text for walk in walks for text in walk.not_taken))
    return "；".join(
        [f"记住的版式“{form.name}”：{'，'.join(parts)}", f"读到{figures}个数"]
        + ([f"未读取：{'、'.join(left[:40])}"] if left else [])
    )


def _period_of_file(request: Request) -> Iterator[Problem]:
    said = list(periods_in_name(request.file.rpartition(".")[0] or request.file, request.period))
    if said and not any(one.agrees(request.period) for one in said):
        message = f"文件名写的是{said[0].text}，要报的是{request.period.words}"
        yield Problem("error", "wrong-period", message, "请改选报告期，或上传本期的表", value=said[0].text)


@dataclass
class _Walk:
    """The walk over the cells of one table."""

    placed: Placed
    request: Request
    problems: dict[Problem, None] = field(default_factory=dict)
    not_taken: dict[str, None] = field(default_factory=dict)
    said_a_period: bool = False

    @cached_property
    def claims(self) -> list[Claim]:
        """Every cell that the form reads; what is wrong with others becomes problems."""
        periods = self.placed.frame.periods
        if periods and not any(said.agrees(self.request.period) for said in periods):
            self._tell(self.placed.frame.cell, "wrong-period", periods[0].text,
                       f"表上写的是{periods[0].text}，要报的是{self.request.period.words}",
                       "请改选报告期，或上传本期的表")  # fmt: skip
            return []
        self.said_a_period = bool(periods)
        found = [claim for row, key in self.placed.rows for claim in self._of_row(row, key)]
        if self.placed.table.dated and not self.said_a_period:
            message = "这张表以前写明报告期，这次没有写"
            self._tell("", "no-period", "", message, "请在标题里写明报告期，或重新对应")
        return found

    def _of_row(self, row: int, key: str) -> Iterator[Claim]:
        said = self.placed.said_of(key)
        if said is None or said.left_out:
            if said is not None and self.placed.has_figures(row):
                self.not_taken[key] = None
            return
        if not self._is_of_the_period(self._periods_of_row(row), None):
            return
        for column, of_column in self.placed.columns.items():
            claim = self._claim((row, column), said, of_column)
            if claim is not None:
                yield claim

    def _periods_of_row(self, row: int) -> tuple[SaidPeriod, ...]:
        table, grid = self.placed.table, self.placed.grid
        if table.period_column is not None:
            return tuple(periods_in(grid.merged_text(row, table.period_column), self.request.period))
        words = " ".join(grid.merged_text(row, column) for column in table.names)
        return tuple(periods_in(words, self.request.period))

    def _claim(self, at: tuple[int, int], row: Said, column: Said) -> Claim | None:
        """The claim of one cell; None, and told, where row, column and table do not make one figure of it."""
        whole = self.placed.table.whole
        if column.left_out:
            return None
        indicators = dict.fromkeys(filter(None, (row.indicator, column.indicator))) or {whole.indicator: None}
        units = dict.fromkeys(filter(None, (row.unit, column.unit))) or {whole.unit: None}
        industries = dict.fromkeys(filter(None, (row.industry, column.industry))) or {whole.industry: None}
        for what, meant in (("指标", indicators), ("单位", units), ("行业", industries)):
            if len(meant) > 1:
                message = f"这一行和这一列对应到两个不同的{what}"
                self._tell(address(*at), "two-meanings", "", message, "请只在行或列上选一个")
                return None
        indicator_id, unit_id, industry = (next(iter(meant)) for meant in (indicators, units, industries))
        if not indicator_id:
            return None
        plan = self.request.plan
        indicator, heading = plan.indicator_of(indicator_id), self._heading(at[1])
        if industry and not indicator.by_industry:
            message = f"“{indicator.name}”不分行业报送，这里对应成了“{plan.industry_of(industry).name}”"
            self._tell(address(*at), "two-meanings", "", message, "请把这一行或这一列改成“不分行业”或“不读”")
            return None
        if not self._is_of_the_period(heading.periods, indicator):
            return None
        if self._is_shared(at):
            return None
        named_by_column = not row.indicator
        claim = Claim(
            indicator=indicator,
            place=plan.unit_of(unit_id) if unit_id and unit_id != plan.unit else None,
            table_place=self.placed.frame.owner.place,
            others=self.placed.frame.owner.others,
            total=unit_id == plan.unit,
            industry=industry,
            rest=row.rest or column.rest,
            measures=self._measures(at, (row, column, whole), heading),
            table_measures=self.placed.frame.measures,
            sheet=self.placed.grid.name,
            row=at[0],
            column=at[1],
            cell=self.placed.grid.cells.get(at),
            says_way=False,
            heading=heading.text if named_by_column and heading.text else self._name(at[0]),
            heading_address=self._heading_address(at, in_column=named_by_column),
        )
        self._doubt_words(claim, heading)
        return claim

    def _is_shared(self, at: tuple[int, int]) -> bool:
        """Whether the figure stands in one cell with that of another row or column, which is told."""
        area, grid = self.placed.grid.covers(*at), self.placed.grid
        rows = any(area.top < row <= area.bottom for row, _ in self.placed.rows)
        is_shared = rows or any(area.left < column <= area.right for column in self.placed.columns)
        if is_shared and not isinstance(read_number(grid.cells.get(at)), Blank):
            code, value, message, remedy = merged_figure(grid.text(*at))
            self._tell(address(*at), code, value, message, remedy)
        return is_shared

    def _heading(self, column: int) -> Meaning:
        path = heading_path(self.placed.grid, self.placed.table.heading_rows, column)
        return self.placed.lexicon.meaning(path)

    def _name(self, row: int) -> str:
        texts = [self.placed.grid.merged_text(row, column) for column in self.placed.table.names]
        return next((text for text in reversed(texts) if text), "")

    def _measures(self, at: tuple[int, int], said: tuple[Said, ...], heading: Meaning) -> tuple[tuple[str, ...], ...]:
        """The measure units said of a cell: by the clerk, by its heading, by its row's name, by its measure column."""
        grid, column = self.placed.grid, self.placed.table.measure_column
        of_row = unit_words(grid.merged_text(at[0], column)) if column is not None else []
        of_name = self.placed.lexicon.piece(self._name(at[0])).measures
        by_clerk = tuple(dict.fromkeys(one.measure for one in said if one.measure))
        found = (*((unit,) for unit in by_clerk), tuple(of_row), of_name, heading.measures)
        return tuple(dict.fromkeys(units for units in found if units))

    def _is_of_the_period(self, periods: tuple[SaidPeriod, ...], indicator: Indicator | None) -> bool:
        asked = self.request.period
        amounts = indicator is not None and indicator.way in ("flow", "ytd") and asked.frequency != "month"
        for said in periods:
            single_month = amounts and said.period.frequency == "month" and not said.ytd
            if single_month or not said.agrees(asked):
                self.not_taken[f"其他时期（{said.text}）"] = None
                return False
        self.said_a_period = self.said_a_period or bool(periods)
        return True

    def _doubt_words(self, claim: Claim, heading: Meaning) -> None:
        """A doubt where the sheet's own words speak against what the clerk has said."""
        if isinstance(read_number(claim.cell), Blank) or claim.rest:
            return
        named = heading if claim.heading == heading.text else self.placed.lexicon.piece(claim.heading)
        ways = heading.ways | named.ways
        wrong = wrong_way(claim.indicator, ways, self.request.period)
        said = wrong or named.excluded or heading.excluded
        if said:
            message = (
                f"“{claim.heading}”写的是{said}，按“{claim.indicator.name}”（{WAY_WORDS[claim.indicator.way]}）读取"
            )
            self._tell(claim.heading_address, "mapped-words", claim.heading, message, _CONFIRM, level="doubt")

    def _heading_address(self, at: tuple[int, int], *, in_column: bool) -> str:
        grid, table = self.placed.grid, self.placed.table
        if in_column:
            rows = [row for row in table.heading_rows if grid.text(row, at[1])]
            return address(rows[-1] if rows else at[0], at[1])
        return address(at[0], table.names[-1] if table.names else at[1])

    def _tell(self, cell: str, *words: str, level: str = "error") -> None:
        code, value, message, remedy = words
        problem = Problem(
            "doubt" if level == "doubt" else "error", code, message, remedy, self.placed.grid.name, cell, value
        )
        self.problems[problem] = None
