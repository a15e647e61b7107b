"""One workbook of ordinary tables on its way to a reading: everything that is wrong with it, all at once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property

from milepost.intake import wording
from milepost.intake.beside import beside_rows
from milepost.intake.caution import commented, fractions, hidden, unmeasured, unsaid_units
from milepost.intake.claims import Beside, Claim, Findings
from milepost.intake.compact_dates import periods_in_name
from milepost.intake.frames import UNTITLED, Frame, form_title, frame_of
from milepost.intake.grid import Grid, address
from milepost.intake.headings import Lexicon
from milepost.intake.layout import Sheet, take_apart
from milepost.intake.notes import cover_doubts, note_doubts
from milepost.intake.remarks import remark_doubts
from milepost.intake.request import Request
from milepost.intake.sender import find_sender
from milepost.intake.sums import sum_doubts
from milepost.intake.table import Table
from milepost.intake.table_measures import units_above
from milepost.intake.table_reader import TableReader
from milepost.intake.taking import Taking, odd_numbers
from milepost.plan.names import fold
from milepost.plan.period import SaidPeriod
from milepost.plan.reading import Problem, Reading
from milepost.plan.tables import BESIDE, BLANKS, READ_FIGURES, table
from milepost.plan.unit import Unit

TABLE_LIMIT = 200
_LISTED = 40
_ASKED = 200


@dataclass
class WorkbookReader:
    """Reads the tables of a workbook. A `part` of one leaves out what only the whole can say: sums, and no figures."""

    grids: Mapping[str, Grid]
    request: Request
    part: bool = False
    findings: Findings = field(default_factory=Findings)
    taking: Taking | None = None
    frames: list[tuple[Table, Frame]] = field(default_factory=list)
    """The tables that were read."""

    def reading(self) -> Reading:
        """The reading, whatever is wrong."""
        self._read_tables()
        self.findings.settle_ways()
        claims = self.findings.claims
        problems = [*self._period_problems(), *self.findings.problems]
        if claims:
            sender, unknown = find_sender(self.request, self._sheets, claims)
            taking = self.taking = Taking(self.request, sender) if sender else None
            problems += unknown + (taking.take(claims) if taking else odd_numbers(claims, self.request))
            problems += [*unsaid_units(claims, self.findings.units_said), *hidden(claims, self.grids)]
            problems += commented(claims, self.grids)
            problems += fractions(claims, self.request.plan)
            problems += () if self.part else sum_doubts(claims, self.request.plan)
        elif not any(problem.level == "error" for problem in problems):
            problems.append(self._nothing_recognised())
        taking = self.taking
        figures = list(taking.figures.values()) if taking else []
        taken = {(str(row["sheet"]), str(row["cell"])): str(row["unit"]) for row in figures}
        problems += remark_doubts(claims, [found for found, _ in self.frames], taken, self.lexicon)
        problems += self._near_names(taking.sender) if taking else ()
        if claims and not figures and not self.part and not any(problem.level == "error" for problem in problems):
            problems.append(self._no_figures(claims[0]))
        return Reading(
            sender=taking.sender.id if taking else "",
            period=self.request.period,
            form=self._form,
            layout=self.layout(len(figures)),
            figures=table(figures, READ_FIGURES),
            blanks=table(taking.unfilled() if taking else [], BLANKS),
            beside=table(list(beside_rows(self.findings, taking)) if taking else [], BESIDE),
            problems=tuple(dict.fromkeys(problems)),
            unmeasured=tuple(unmeasured(claims)),
        )

    @cached_property
    def lexicon(self) -> Lexicon:
        """What the words of the workbook mean; another reader of the same words may be given it."""
        return Lexicon(self.request.plan, self.request.period)

    @cached_property
    def _sheets(self) -> list[Sheet]:
        return [take_apart(grid, self.lexicon) for grid in self.grids.values() if grid.cells and not grid.hidden]

    def _read_tables(self) -> None:
        for sheet in self._sheets:
            if self._is_aside(sheet):
                self.findings.not_taken[f"工作表“{sheet.grid.name}”"] = None
                continue
            if len(sheet.tables) > TABLE_LIMIT:
                message = f"工作表“{sheet.grid.name}”像有{len(sheet.tables)}张表，不像一份报表"
                problem = Problem("error", "too-many-tables", message, "请只保留要报的表再上传", sheet.grid.name)
                self.findings.problems[problem] = None
                continue
            if not sheet.tables:
                self.findings.problems |= dict.fromkeys(cover_doubts(sheet, self.lexicon))
            frames = [self._frame(sheet, number) for number in range(len(sheet.tables))]
            self._compare_with_name(sheet.grid.name, frames)
            for number, (found, frame) in enumerate(zip(sheet.tables, frames, strict=True)):
                if frame.is_of(self.lexicon):
                    TableReader(found, frame, self.lexicon, self.findings).read()
                    self.frames.append((found, frame))
                    self.findings.problems |= dict.fromkeys(note_doubts(sheet, number, self.lexicon))
                else:
                    self.findings.other_periods.append((sheet.grid.name, frame.cell, frame.periods[0]))
                    self._look_back(found, frame)

    def _is_aside(self, sheet: Sheet) -> bool:
        """Whether a sheet is called 年度目标, 作废 or 填报示例 and another one holds the figures."""
        others = (one for one in self._sheets if one.tables and not wording.ASIDE_SHEET.fullmatch(fold(one.grid.name)))
        return bool(wording.ASIDE_SHEET.fullmatch(fold(sheet.grid.name))) and any(others)

    def _frame(self, sheet: Sheet, number: int) -> Frame:
        """The frame of a table; the file's name may say its quarter too, and a measure unit where nothing else does."""
        frame = frame_of(sheet, number, self.lexicon)
        said = units_above([self.request.file.rpartition(".")[0]])
        measures = frame.measures or said.of_all
        others = dict.fromkeys((*frame.other_units, *said.others, *said.of_all))
        return replace(
            frame,
            measures=measures,
            other_units=tuple(u for u in others if u not in measures),
            periods=(*frame.periods, *(self._periods_of_file if frame.is_of(self.lexicon) else ())),
            titles=frame.titles if frame.titles[1:] else (*frame.titles, self._title_of_file),
        )

    @cached_property
    def _title_of_file(self) -> str:
        """The file's name as the title of a sheet that has none, without marks in brackets: 民营企业报表(1)."""
        return re.sub(r"[(（\[【].*?[)）\]】]", "", self.request.file.rpartition(".")[0])

    @cached_property
    def _periods_of_file(self) -> tuple[SaidPeriod, ...]:
        name = self.request.file.rpartition(".")[0] or self.request.file
        return tuple(periods_in_name(name, self.request.period))

    def _look_back(self, found: Table, frame: Frame) -> None:
        """Read a table of an earlier period for comparison with what was reported then; nothing in it is a problem."""
        asked, then = self.request.period, Findings()
        years_ago = [p for p in (asked.previous(), asked.year_ago()) if any(said.agrees(p) for said in frame.periods)]
        for period in years_ago[:1]:
            TableReader(found, frame, Lexicon(self.request.plan, period), then).read()
            self.findings.beside += [Beside(claim, period, "level") for claim in then.claims]

    def _compare_with_name(self, sheet: str, frames: Sequence[Frame]) -> None:
        """An error where the tables' titles and their sheet's name say periods of which only one is asked for."""
        asked, in_name = self.request.period, list(periods_in_name(sheet, self.request.period))
        told = [frame for frame in frames if frame.cell]
        agreeing = [frame for frame in told if frame.is_of(self.lexicon)]
        if in_name and told and any(said.agrees(asked) for said in in_name) != bool(agreeing):
            frame = (agreeing or told)[0]
            problem = Problem(
                "error", "period-differs",
                f"工作表名写的是{in_name[0].text}，表上写的是{frame.periods[0].text}",
                f"请确认是不是{asked.words}的数，改正其中一处", sheet, frame.cell, frame.periods[0].text,
            )  # fmt: skip
            self.findings.problems[problem] = None

    def _period_problems(self) -> Iterator[Problem]:
        """Wrong-period errors: the file's name says another one, or nothing in it is of the one asked for."""
        asked = self.request.period
        in_name = self._periods_of_file
        remedy = f"请改选报告期，或上传{asked.words}的表"
        if in_name and not any(said.agrees(asked) for said in in_name):
            said = in_name[0].text
            yield Problem("error", "wrong-period", f"文件名写的是{said}，要报的是{asked.words}", remedy, value=said)
        elif (cover := self._cover_of_another_period()) is not None:
            yield Problem("error", "wrong-period", f"封面写的是{cover[2]}，要报的是{asked.words}", remedy, *cover)
        elif self.findings.other_periods and not self.findings.claims:
            sheet, cell, other = self.findings.other_periods[0]
            yield Problem(
                "error",
                "wrong-period",
                f"表上写的是{other.text}，要报的是{asked.words}",
                remedy,
                sheet,
                cell,
                other.text,
            )

    def _cover_of_another_period(self) -> tuple[str, str, str] | None:
        """Sheet, cell and wording of a period on a sheet without tables, when it alone says one and it is another."""
        if any(frame.periods for _, frame in self.frames):
            return None
        for sheet in self._sheets:
            for place, text in sheet.lines if not sheet.tables else ():
                said = list(periods_in_name(text, self.request.period))
                is_other = said and not any(period.agrees(self.request.period) for period in said)
                if is_other and not _is_of_series(sheet.grid, place):
                    return sheet.grid.name, address(*place), said[0].text
        return None

    def _nothing_recognised(self) -> Problem:
        if not any(grid.cells for grid in self.grids.values()):
            return Problem("error", "empty", "工作簿里没有任何内容", "请填好数字再上传")
        if not self._sheets:
            return Problem("error", "hidden", "有内容的工作表都被隐藏了", "请取消隐藏要报的工作表再上传")
        names, left = "、".join(list(self.findings.unknown)[:5]), "、".join(list(self.findings.not_taken)[:5])
        first = self._sheets[0].grid
        beside = (
            f"；表上的项目有：{names}" if names else f"；没有读取的有：{left}" if left else "，也看不出表头在哪一行"
        )
        return Problem(
            "error", "nothing-recognised", f"没有找到本方案的指标{beside}",
            "请用本期模板填报，或让表头写出指标名称、行首写出单位名称", first.name,
            f"A{first.rows[0] + 1}",
        )  # fmt: skip

    def _no_figures(self, claim: Claim) -> Problem:
        message = f"认出了“{claim.indicator.name}”等指标，却没有一个可以读取的数（空白、合计或其他单位的不算）"
        return Problem("error", "no-figures", message, "请填好数字再上传", claim.sheet, claim.address)

    def _near_names(self, sender: Unit) -> Iterator[Problem]:
        """Doubts about names that the plan does not know but that resemble an indicator owed and missing."""
        owed = {i.id: i for i, _ in self.request.plan.owed(sender, self.request.period)}
        met = {claim.indicator.id for claim in self.findings.claims}
        names = {fold(n): i for i in owed.values() if i.id not in met for n in (i.name, *i.reported_as)}
        for unknown, (sheet, cell) in list(self.findings.unknown.items())[:_ASKED]:
            for near in get_close_matches(unknown, names, n=1, cutoff=0.6):
                yield Problem(
                    "doubt", "near-name", f"“{unknown}”没有读取，它像是应报的“{names[near].name}”",
                    f"如果就是它，请把表头改成“{names[near].name}”再报", sheet, cell, unknown,
                )  # fmt: skip

    @cached_property
    def _kind(self) -> str:
        """What sort of layout the first table has, for the clerk and for the form's name."""
        for found, _ in self.frames:
            roles = set(found.roles.values())
            if {"place", "indicator"} <= roles:
                return "长表"
            if "place" in roles:
                return "单位为行的宽表"
            if any(self.lexicon.meaning(path).place for path in found.paths.values()):
                return "单位为列的宽表"
            return "单位自报表"
        return "未识别"

    @cached_property
    def _form(self) -> str:
        """The first table names the form: a correction may add a sheet, and still replaces the whole."""
        titles = [form_title(self.request.plan, frame.title, self.lexicon) for _, frame in self.frames]
        return f"{self._kind}：{titles[0] if titles else UNTITLED}"

    def layout(self, figures: int, last_rows: Mapping[str, int] | None = None) -> str:
        """How the file was understood, for the clerk; `last_rows` of sheets of which only a part was read here."""
        parts = []
        for found, _ in self.frames:
            rows = (*found.data_rows, *filter(None, [(last_rows or {}).get(found.grid.name)]))
            head = f"表头第{_rows(found.heading_rows)}行，" if found.heading_rows else ""
            parts.append(f"“{found.grid.name}”{head}数据第{_rows(rows)}行")
        hidden = [name for name, grid in self.grids.items() if grid.hidden and grid.cells]
        left = [*self.findings.not_taken, *(f"其他时期（{said.text}）" for _, _, said in self.findings.other_periods)]
        left = list(dict.fromkeys(left))
        if len(left) > _LISTED:
            left = [*left[:_LISTED], f"等{len(left)}项"]
        if not self.frames and not left and not hidden:
            return "没有找到表格"
        return "；".join(
            [f"{self._kind}：" + "，".join(parts[:5]), f"读到{figures}个数"]
            + ([f"未读取：{'、'.join(left)}"] if left else [])
            + ([f"隐藏的工作表未读：{'、'.join(hidden)}"] if hidden else [])
        )


def _is_of_series(grid: Grid, place: tuple[int, int]) -> bool:
    """Whether a cell says when a series of a list begins, ends or was brought up to date, as databases list them."""
    above = (grid.text(row, place[1]) for row in grid.rows if row < place[0])
    return any(wording.TIMES_OF_SERIES.fullmatch(fold(text)) for text in above)


def _rows(rows: Sequence[int]) -> str:
    return str(rows[0] + 1) if len(rows) == 1 else f"{rows[0] + 1}—{rows[-1] + 1}"
