"""Grids → figures and problems, for one sender and one period: everything that is wrong, all at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from milepost.intake import ours
from milepost.intake.amounts import amount
from milepost.intake.claims import Claim, Findings, TableReader
from milepost.intake.frames import Frame, form_title, frame_of
from milepost.intake.grid import Grid
from milepost.intake.headings import Lexicon, periods_in
from milepost.intake.layout import Sheet, Table, take_apart
from milepost.intake.numbers import Blank, Odd, read_number
from milepost.intake.request import Request
from milepost.intake.sender import find_sender
from milepost.intake.sums import sum_doubts
from milepost.plan.indicator import Indicator
from milepost.plan.names import fold
from milepost.plan.reading import Problem, Reading
from milepost.plan.tables import BLANKS, READ_FIGURES, table
from milepost.plan.unit import Unit

__all__ = ["Request", "read_grids"]

_PLACES = ("province", "city", "county", "street")


def read_grids(grids: Mapping[str, Grid], request: Request) -> Reading:
    """What a workbook says for the request's plan and period.

    Our own form is read by its marks, everything else by its words. What is not recognised with confidence becomes
    no figure; what the plan asks for and the workbook may have meant becomes a problem.
    """
    if ours.is_ours(grids):
        return ours.read(grids, request)
    return _Workbook(grids, request).reading()


@dataclass
class _Workbook:
    """One workbook on its way to a reading."""

    grids: Mapping[str, Grid]
    request: Request
    findings: Findings = field(default_factory=Findings)
    frames: list[tuple[Table, Frame]] = field(default_factory=list)
    """The tables that were read."""

    def reading(self) -> Reading:
        """The reading, whatever is wrong."""
        self._read_tables()
        sender, problems = find_sender(self.request, self._sheets, self.findings.claims)
        problems = [*self._period_problems(), *problems, *self.findings.problems]
        figures: list[dict[str, object]] = []
        blanks: list[dict[str, object]] = []
        if self.findings.claims and sender is not None:
            taking = _Taking(self.request, sender, self._places_of_sheets)
            taking.take(self.findings.claims)
            figures, blanks = list(taking.figures.values()), taking.unfilled()
            problems += [*taking.problems, *self._near_names(sender)]
        elif not self.findings.claims and not any(p.level == "error" for p in problems):
            problems.append(self._nothing_recognised())
        problems += sum_doubts(self.findings.claims, self.request.plan)
        return Reading(
            sender=sender.id if sender else "",
            period=self.request.period,
            form=self._form,
            layout=self._layout(len(figures)),
            figures=table(figures, READ_FIGURES),
            blanks=table(blanks, BLANKS),
            problems=tuple(dict.fromkeys(problems)),
        )

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon(self.request.plan, self.request.period)

    @cached_property
    def _sheets(self) -> list[Sheet]:
        return [take_apart(grid, self._lexicon) for grid in self.grids.values() if grid.cells and not grid.hidden]

    def _read_tables(self) -> None:
        for sheet in self._sheets:
            for number, found in enumerate(sheet.tables):
                frame = frame_of(sheet, number, self._lexicon)
                if frame.is_of(self._lexicon):
                    TableReader(found, frame, self._lexicon, self.findings).read()
                    self.frames.append((found, frame))
                else:
                    self.findings.other_periods.append((sheet.grid.name, frame.cell, frame.periods[0]))

    @cached_property
    def _places_of_sheets(self) -> dict[str, Unit]:
        return {found.grid.name: frame.place for found, frame in self.frames if frame.place is not None}

    def _period_problems(self) -> Iterator[Problem]:
        """Wrong-period errors: the file's name says another one, or nothing in it is of the one asked for."""
        asked = self.request.period
        in_name = list(periods_in(self.request.file.rpartition(".")[0] or self.request.file, asked))
        remedy = f"请改选报告期，或上传{asked.words}的表"
        if in_name and not any(said.agrees(asked) for said in in_name):
            said = in_name[0].text
            yield Problem("error", "wrong-period", f"文件名写的是{said}，要报的是{asked.words}", remedy, value=said)
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

    def _nothing_recognised(self) -> Problem:
        if not any(grid.cells for grid in self.grids.values()):
            return Problem("error", "empty", "工作簿里没有任何内容", "请填好数字再上传")
        if not self._sheets:
            return Problem("error", "hidden", "有内容的工作表都被隐藏了", "请取消隐藏要报的工作表再上传")
        names = "、".join(list(self.findings.unknown)[:5])
        first = self._sheets[0].grid
        return Problem(
            "error", "nothing-recognised",
            "没有找到本方案的指标" + (f"；表上的项目有：{names}" if names else "，也看不出表头在哪一行"),
            "请用本期模板填报，或让表头写出指标名称、行首写出单位名称", first.name,
            f"{'A'}{first.rows[0] + 1}",
        )  # fmt: skip

    def _near_names(self, sender: Unit) -> Iterator[Problem]:
        """Doubts about names that the plan does not know but that resemble an indicator owed and missing."""
        owed = {i.id: i for i, _ in self.request.plan.owed(sender, self.request.period)}
        met = {claim.indicator.id for claim in self.findings.claims}
        names = {fold(n): i for i in owed.values() if i.id not in met for n in (i.name, *i.reported_as)}
        for unknown, (sheet, cell) in self.findings.unknown.items():
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
            if any(self._lexicon.meaning(path).place for path in found.paths.values()):
                return "单位为列的宽表"
            return "单位自报表"
        return "未识别"

    @cached_property
    def _form(self) -> str:
        titles = dict.fromkeys(form_title(self.request.plan, frame.title, self._lexicon) for _, frame in self.frames)
        return f"{self._kind}：{'＋'.join(titles) or '无题'}"

    def _layout(self, figures: int) -> str:
        """How the file was understood, for the clerk."""
        parts = []
        for found, _ in self.frames:
            rows = found.data_rows
            head = f"表头第{found.heading_rows[0] + 1}—{found.heading_rows[-1] + 1}行，" if found.heading_rows else ""
            parts.append(f"“{found.grid.name}”{head}数据第{rows[0] + 1}—{rows[-1] + 1}行")
        hidden = [name for name, grid in self.grids.items() if grid.hidden and grid.cells]
        left = [*self.findings.not_taken, *(f"其他时期（{said.text}）" for _, _, said in self.findings.other_periods)]
        return "；".join(
            [f"{self._kind}：" + "，".join(parts[:5]), f"读到{figures}个数"]
            + ([f"未读取：{'、'.join(dict.fromkeys(left))}"] if left else [])
            + ([f"隐藏的工作表未读：{'、'.join(hidden)}"] if hidden else [])
        )


@dataclass
class _Taking:
    """Turns claims into figures of one sender."""

    request: Request
    sender: Unit
    places_of_sheets: Mapping[str, Unit]
    figures: dict[tuple[str, str, str], dict[str, object]] = field(default_factory=dict)
    blanks: dict[tuple[str, str, str], dict[str, object]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take(self, claims: list[Claim]) -> None:
        """Take what may be taken, and say what is wrong with the rest."""
        for claim in claims:
            unit = self._unit(claim)
            if unit is not None:
                self._take(claim, unit)

    def unfilled(self) -> list[dict[str, object]]:
        """The blanks that no other cell of the workbook fills."""
        return [row for key, row in self.blanks.items() if key not in self.figures]

    def _unit(self, claim: Claim) -> Unit | None:
        """Whose figure a claim is; None when it is not to be taken, or must be asked for."""
        plan, indicator = self.request.plan, claim.indicator
        whole = plan.unit_of(plan.unit)
        declared = self.sender in plan.reporters(indicator)
        if claim.rest:
            return None
        if claim.total:
            return whole if declared and indicator.reported_for == "whole" else None
        if claim.place is not None:
            # The whole is reported as one figure; its parts beside it only check the sum.
            return None if declared and indicator.reported_for == "whole" and claim.place != whole else claim.place
        of_sheet = self.places_of_sheets.get(claim.sheet)
        if of_sheet is not None and of_sheet != self.sender:
            return of_sheet
        if declared:
            possible = plan.reported_units(indicator, self.sender)
            if len(possible) == 1:
                return possible[0]
        elif self.sender.kind in _PLACES:
            return self.sender
        if not isinstance(read_number(claim.cell), Blank):
            self._tell(claim, "error", ("no-unit", f"“{indicator.name}”没有写是哪个单位的数", "请按单位分行或分列填报"))
        return None

    def _take(self, claim: Claim, unit: Unit) -> None:
        key = (claim.indicator.id, unit.id, claim.industry)
        row: dict[str, object] = {
            "indicator": key[0], "unit": key[1], "industry": key[2], "sheet": claim.sheet, "cell": claim.address,
        }  # fmt: skip
        number = read_number(claim.cell)
        if isinstance(number, Blank):
            self.blanks.setdefault(key, row | {"mark": number.mark})
            return
        if not self._may_report(claim, unit):
            return
        value = number if isinstance(number, Odd) else amount(claim, number, self.request.plan)
        if isinstance(value, Odd):
            self._tell(claim, "error", (value.code, value.message, value.remedy))
            return
        earlier = self.figures.get(key)
        if earlier is None:
            self.figures[key] = row | {"period": str(self.request.period), "value": value}
        elif earlier["value"] != value:
            place = f"{earlier['sheet']}!{earlier['cell']}"
            self._tell(
                claim, "error", ("twice", f"{unit.name}“{claim.indicator.name}”在{place}已有另一个数", "请只留一个")
            )

    def _may_report(self, claim: Claim, unit: Unit) -> bool:
        """Whether the sender may give this unit's figure of this indicator; a place never gives another place's."""
        plan, indicator = self.request.plan, claim.indicator
        declared = self.sender in plan.reporters(indicator)
        if declared and unit in plan.reported_units(indicator, self.sender):
            return True
        if unit != self.sender and (self.sender.kind in _PLACES or declared):
            self._tell(
                claim, "error",
                ("not-yours", f"{self.sender.name}不能报{unit.name}的“{indicator.name}”", "请删去它，或改选报送单位"),
            )  # fmt: skip
            return False
        if not declared:
            self._doubt_reporter(claim, indicator)
        return True

    def _doubt_reporter(self, claim: Claim, indicator: Indicator) -> None:
        names = "、".join(unit.name for unit in self.request.plan.reporters(indicator)[:3]) or "（由其他指标算出）"
        problem = Problem(
            "doubt", "not-declared", f"“{indicator.name}”应由{names}报送，{self.sender.name}的数只作核对",
            "请确认是否要报这项", claim.sheet, claim.heading_address, claim.heading,
        )  # fmt: skip
        if problem not in self.problems:
            self.problems.append(problem)

    def _tell(self, claim: Claim, level: str, words: tuple[str, str, str]) -> None:
        code, message, remedy = words
        text = claim.cell.text.strip() if claim.cell else ""
        self.problems.append(
            Problem("error" if level == "error" else "doubt", code, message, remedy, claim.sheet, claim.address, text)
        )
