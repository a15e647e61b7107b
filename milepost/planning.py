"""Keeping the promises: a plan is changed in a draft, looked at as a difference, and saved as a new version.

Nothing here touches a reported figure: a change that would give stored figures another meaning, or take them out of
sight, is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from milepost import sharing
from milepost.desk import Desk
from milepost.errors import PlanError, RefusedError, WorkbookError
from milepost.intake.plan_reading import mark_of, read_plan
from milepost.intake.plan_workbook import parts_workbook, plan_workbook
from milepost.measure.edits import Edit, edits
from milepost.people.act import Act
from milepost.plan.blank import fresh_id
from milepost.plan.editing import Fault, Place, assigned, faults, leaves, merged, tidy, value_at
from milepost.plan.period import Period
from milepost.plan.plan import Document, Plan
from milepost.plan.reading import Problem
from milepost.plan.sanity import Finding, sanity

# Fields of an indicator that give its stored figures their meaning.
_MEANING = {"measure_unit": "计量单位", "way": "报送方式", "same_as": "取自哪里"}


@dataclass(frozen=True)
class Why:
    """Who changes a plan, why, and on which document (调整依据: its name and number)."""

    author: str
    reason: str
    basis: str

    @property
    def sentence(self) -> str:
        """The reason as a version keeps it: 录入基期值（依据：市统计局年报）."""
        return f"{self.reason.strip()}（依据：{self.basis.strip()}）"


@dataclass(frozen=True)
class Draft:
    """A plan under edit: `document` as its author has made it of `base`, the version that held at `based_on`.

    The document may be wrong for a while; `faults` says what keeps it from being saved.
    """

    base: Document
    document: Document
    based_on: datetime

    @property
    def plan_id(self) -> str:
        """The id of the plan."""
        return str(self.base["id"])

    def assigned(self, values: Mapping[Place, object]) -> "Draft":
        """The draft with other values at some places; None takes away what stands there."""
        document = self.document
        for place, value in values.items():
            if value_at(document, place) != value:
                document = assigned(document, place, value)
        return replace(self, document=document)

    def remade(self, document: Document) -> "Draft":
        """The draft with another document: one that came out of a workbook."""
        return replace(self, document=tidy(document))

    @cached_property
    def changed(self) -> bool:
        """Whether anything differs from the version it is based on."""
        return leaves(self.document) != leaves(self.base)

    @cached_property
    def faults(self) -> list[Fault]:
        """What keeps the document from being a plan, record by record."""
        return faults(self.document)

    @cached_property
    def plans(self) -> tuple[Plan, Plan]:
        """The plan before and after; while the draft has faults, twice the one before."""
        before = Plan.from_document(self.base)
        return before, before if self.faults else Plan.from_document(self.document)

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """Every difference, field by field."""
        return edits(*self.plans)

    @cached_property
    def findings(self) -> list[Finding]:
        """What the numbers of the plan say together (plan sanity)."""
        return sanity(self.plans[1])


def draft(desk: Desk, plan_id: str) -> Draft:
    """The newest version of a plan, to be edited."""
    desk.require(Act.CHANGE_PLAN)
    # The moment first: what is saved between the two questions then makes the draft stale instead of vanishing.
    moment = desk.store.moment()
    document = tidy(desk.store.document(plan_id))
    return Draft(document, document, moment)


def save(desk: Desk, draft: Draft, why: Why) -> Draft:
    """Keep the draft as the plan's newest version; the next draft.

    PlanError while it has faults; RefusedError without reason and basis, without any change, or when stored figures
    would lose their meaning; StaleError when somebody else changed the plan since.
    """
    desk.require(Act.CHANGE_PLAN)
    why = _signed(desk, why)
    _refuse_unexplained(why)
    if draft.faults:
        raise PlanError(draft.faults[0].message)
    if not draft.edits:
        raise RefusedError("方案没有改动，不需要保存")
    _refuse_lost_figures(desk, draft)
    sharing.refuse_strangers(desk, draft.plans[1])
    sharing.refuse_orphans(desk, draft.plans[1])
    desk.store.adopt(draft.document, author=why.author.strip(), reason=why.sentence, based_on=draft.based_on)
    return _again(desk, draft)


def _again(desk: Desk, old: Draft) -> Draft:
    return draft(desk, old.plan_id)


def catch_up(desk: Desk, mine: Draft) -> tuple[Draft, list[Place]]:
    """The author's changes put upon what somebody else has saved meanwhile, and the places that both changed."""
    newest = draft(desk, mine.plan_id)
    document, both = merged(mine.base, mine.document, newest.base)
    return newest.remade(document), both


@dataclass(frozen=True)
class Import:
    """What a workbook of the plan would change: the draft with it, and what is wrong with it; `both` as in catch_up."""

    draft: Draft
    problems: tuple[Problem, ...] = ()
    both: tuple[Place, ...] = ()


def workbook(desk: Desk, draft: Draft, *, parts: bool = False) -> bytes:
    """All records of the draft as one workbook, or 任务分解表 alone."""
    desk.require(Act.CHANGE_PLAN)
    make = parts_workbook if parts else plan_workbook
    return make(draft.document, draft.based_on.date(), _digest_of(desk, draft))


def _digest_of(desk: Desk, draft: Draft) -> str:
    versions = desk.store.plan_versions(draft.plan_id)
    known = versions[versions["time"] <= draft.based_on]
    return "" if known.empty else str(known["digest"].iloc[-1])


def read_workbook(desk: Desk, draft: Draft, name: str, content: bytes) -> Import:
    """A workbook of the plan put upon the draft; nothing is saved.

    What was changed in the workbook since the version it comes from is put upon what others have changed meanwhile.
    """
    desk.require(Act.CHANGE_PLAN)
    try:
        grids = desk.workers.open_grids(content, name)
    except WorkbookError as error:
        problem = Problem("error", "unreadable", str(error), "请用 Excel 或 WPS 打开确认后另存为 .xlsx，再导入")
        return Import(draft, (problem,))
    origin = _version_of(desk, draft.plan_id, mark_of(grids))
    reading = read_plan(grids, origin or draft.document)
    if reading.errors:
        return Import(draft, reading.problems)
    given = str(reading.document.get("id"))
    if given != draft.plan_id:
        message = f"这是方案“{given}”的工作簿，不是“{draft.plan_id}”的"
        return Import(draft, (Problem("error", "other-plan", message, "请换成这个方案的；另立方案请到“新建方案”"),))
    if origin is None:
        return Import(draft.remade(reading.document), reading.problems)
    document, both = merged(origin, reading.document, draft.document)
    return Import(draft.remade(document), reading.problems, tuple(both))


def read_new(desk: Desk, name: str, content: bytes) -> tuple[Document, tuple[Problem, ...]]:
    """The document of a new plan in a workbook, and what is wrong with it; nothing is saved."""
    desk.require(Act.FOUND_PLAN)
    try:
        grids = desk.workers.open_grids(content, name)
    except WorkbookError as error:
        return {}, (Problem("error", "unreadable", str(error), "请用 Excel 或 WPS 打开确认后另存为 .xlsx，再导入"),)
    reading = read_plan(grids, {})
    given = str(reading.document.get("id"))
    if not reading.errors and given in desk.store.plan_ids():
        message = f"已经有编号为“{given}”的方案"
        return {}, (Problem("error", "taken", message, "请在“方案”表里换一个编号；要改那个方案，请到“用表格改”"),)
    return reading.document, reading.problems


def blank_workbook(desk: Desk, day: date) -> bytes:
    """A workbook with every sheet and heading and no records, to begin a plan in."""
    return plan_workbook({"id": fresh_id(Period.quarter_of(day), desk.store.plan_ids())}, day)


def example_workbook(desk: Desk, example: str, day: date) -> bytes:
    """A shipped plan as a workbook, to see how one is written."""
    return plan_workbook(desk.shipped[example], day)


def _version_of(desk: Desk, plan_id: str, mark: str) -> Document | None:
    versions = desk.store.plan_versions(plan_id)
    known = versions[versions["digest"] == mark]
    return None if known.empty else tidy(desk.store.document(plan_id, known["time"].iloc[-1].to_pydatetime()))


@dataclass(frozen=True)
class Version:
    """One version of a plan as it was saved: when (UTC), by whom, why, and what it changed of the one before."""

    number: int
    time: datetime
    author: str
    reason: str
    plans: tuple[Plan, Plan]

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """What it changed, field by field; nothing for the first."""
        return edits(*self.plans)


def versions(desk: Desk, plan_id: str) -> list[Version]:
    """Every version of a plan, the newest first."""
    desk.require(Act.SEE_PLAN)
    rows = desk.store.plan_versions(plan_id).to_dict("records")
    held = [desk.plan(plan_id, row["time"].to_pydatetime()) for row in rows]
    return [
        Version(n + 1, row["time"].to_pydatetime(), row["author"], row["reason"], (held[max(0, n - 1)], held[n]))
        for n, row in enumerate(rows)
    ][::-1]


def retargeted(desk: Desk, plan_id: str, goal_id: str, until: datetime | None = None) -> list[Version]:
    """The versions up to a moment that gave a goal another target or deadline, the newest first."""
    rows = desk.store.plan_versions(plan_id).to_dict("records")
    times = [row["time"].to_pydatetime() for row in rows if until is None or row["time"].to_pydatetime() <= until]
    said = [_target(desk.store.document(plan_id, time), goal_id) for time in times]
    return [
        Version(n + 1, times[n], rows[n]["author"], rows[n]["reason"],
                (desk.plan(plan_id, times[n - 1]), desk.plan(plan_id, times[n])))
        for n in range(len(times) - 1, 0, -1)
        if said[n] and said[n - 1] and said[n] != said[n - 1]
    ]  # fmt: skip


def _target(document: Document, goal_id: str) -> tuple[object, ...]:
    """What a document asks of a goal, and by when; empty where it has none."""
    record = next((one for one in document.get("goals", ()) if one["id"] == goal_id), None)
    asked = ("operator", "value", "measure_unit", "deadline", "deadline_about")
    return () if record is None else tuple(record.get(name) for name in asked)


def found(desk: Desk, document: Document, why: Why) -> Plan:
    """A new plan out of a document; RefusedError when its id is taken."""
    desk.require(Act.FOUND_PLAN)
    why = _signed(desk, why)
    _refuse_unexplained(why)
    made = tidy(document)
    wrong = faults(made)
    if wrong:
        raise PlanError(wrong[0].message)
    plan = Plan.from_document(made)
    if plan.id in desk.store.plan_ids():
        raise RefusedError(f"已经有编号为“{plan.id}”的方案；要改它请到“方案”页，另立一个请换编号")
    sharing.refuse_strangers(desk, plan)
    desk.store.adopt(made, author=why.author.strip(), reason=why.sentence)
    return plan


def _signed(desk: Desk, why: Why) -> Why:
    """What is said, by whoever is signed in."""
    return replace(why, author=desk.author(why.author))


def _refuse_unexplained(why: Why) -> None:
    for text, what in (
        (why.author, "经手人"),
        (why.reason, "原因"),
        (why.basis, "依据（文件名和文号，或会议、数据来源）"),
    ):
        if not text.strip():
            raise RefusedError(f"没有保存：请写明{what}")


def _refuse_lost_figures(desk: Desk, draft: Draft) -> None:
    """RefusedError for a change after which figures already reported would mean something else or count no more."""
    before, after = draft.plans
    figures = desk.store.figures(draft.plan_id)
    for kind, column, what in (
        ("industries", "industry", "行业"),
        ("units", "unit", "单位"),
        ("units", "sender", "单位"),
        ("indicators", "indicator", "指标"),
    ):
        kept = {one.id for one in getattr(after, kind)}
        names = {one.id: one.name for one in getattr(before, kind)}
        for gone in dict.fromkeys(figures[column]):
            if gone in names and gone not in kept:
                raise RefusedError(
                    f"{what}“{names[gone]}”已有报送的数，不能删去；不再使用的可改名或改由别人报送，数都留着"
                )
    now = {one.id: one for one in after.indicators}
    for indicator in before.indicators:
        for field, words in _MEANING.items():
            newer = now.get(indicator.id)
            if (
                newer
                and getattr(newer, field) != getattr(indicator, field)
                and indicator.id in set(figures["indicator"])
            ):
                raise RefusedError(
                    f"指标“{indicator.name}”已有报送的数，不能改{words}：改了，已报的数就成了另一个意思；请另立一个指标"
                )
