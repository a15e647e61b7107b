"""History: many periods of one workbook, looked at together and taken in by one act, all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from milepost import seeing, workflow
from milepost.desk import Desk, adopt
from milepost.errors import RefusedError
from milepost.intake.checks import doubts
from milepost.intake.grids import BYTE_LIMIT
from milepost.intake.past_periods import quarters_said
from milepost.intake.reading import read_grids
from milepost.intake.request import Request
from milepost.people.act import Act
from milepost.plan.period import Period
from milepost.plan.reading import Problem, Reading
from milepost.plan.tables import FIGURES
from milepost.remembering import remembered
from milepost.store.quarter import PeriodState
from milepost.store.store import Explanation, Source
from milepost.workflow import Upload

_OTHER_PERIODS = ("wrong-period", "nothing-recognised", "no-figures")


@dataclass(frozen=True)
class PastPeriod:
    """One period of a workbook: what is read for it, and where it stands in the store."""

    reading: Reading
    state: PeriodState

    @property
    def period(self) -> Period:
        """The quarter."""
        return self.reading.period

    @property
    def closed(self) -> bool:
        """Whether the quarter is published, and takes nothing until a correction is opened."""
        return self.state is PeriodState.PUBLISHED


@dataclass(frozen=True)
class Past:
    """What a workbook of many periods holds; `sender` is a unit's id, empty when nobody knows."""

    sender: str
    periods: tuple[PastPeriod, ...]


def look(desk: Desk, plan_id: str, upload: Upload, only: Sequence[Period] = ()) -> Past:
    """The periods of a workbook (`only` these, when given) with figures or errors, oldest first; nothing is stored.

    Each period is doubted beside what is stored and beside the earlier ones of the same workbook. WorkbookError when
    it is none.
    """
    desk.require(Act.CHECK, upload.sender, plan_id)
    plan, memory = desk.plan(plan_id), remembered(desk, plan_id)
    grids = desk.workers.open_grids(upload.content, upload.name)
    history = seeing.figures(desk, plan_id)
    sender, found = upload.sender, []
    for period in only or quarters_said(grids):
        # A file of many periods is named after none, or after its last.
        reading = read_grids(grids, Request(plan, period, "" if sender else upload.name, sender, memory))
        sender = sender or reading.sender
        kept = tuple(one for one in reading.problems if sender == "" or one.code not in _OTHER_PERIODS)
        reading = replace(reading, problems=kept)
        if reading.figures.empty and not reading.errors:
            continue
        if not reading.errors:
            reading = replace(reading, problems=(*kept, *doubts(reading, history, plan)))
        history = pd.concat([history, _as_stored(reading)], ignore_index=True)
        found.append(PastPeriod(reading, desk.store.state(plan_id, period)))
    return Past(sender, tuple(found))


def _as_stored(reading: Reading) -> pd.DataFrame:
    """The figures of a reading as if they were live, for the periods after it."""
    return reading.figures.assign(
        submission="", sender=reading.sender, form=reading.form, file="", sha256="", time=pd.Timestamp(0)
    )[list(FIGURES)].astype(FIGURES)


def load(desk: Desk, plan_id: str, upload: Upload, only: Sequence[Period] = ()) -> list[str]:
    """Take in the periods of a workbook, all or none; their submissions, oldest period first. Opens what is not open.

    RefusedError for errors, unexplained doubts, published periods, and when there is nothing to take in. Periods
    before the plan's start are taken in, too: the growth of its first year needs the year before.
    """
    desk.require(Act.LOAD, upload.sender or desk.person.unit, plan_id)
    desk.require(Act.OPEN)
    adopt(desk, plan_id, by=upload.by)
    if len(upload.content) <= BYTE_LIMIT:
        desk.store.keep_original(upload.content)
    past = look(desk, plan_id, upload, only)
    said = Explanation(upload.explanation.strip(), upload.single, upload.note)
    refuse(past, said)
    for one in past.periods:
        workflow.open_period(desk, plan_id, one.period, by=upload.by)
    source = Source(upload.name, upload.sha256, desk.author(upload.by))
    receipts = desk.store.submit_all(plan_id, [one.reading for one in past.periods], source, explanation=said)
    return [receipt.submission for receipt in receipts]


def refuse(past: Past, said: Explanation) -> None:
    """RefusedError, naming the first period that stands in the way, unless all may be taken in."""
    if not past.periods:
        raise RefusedError("没有读到任何一期的数，没有入库；请检查表头是否写明报告期（如 2021年二季度、2021年）")
    for one in past.periods:
        words = one.period.words
        if one.closed:
            raise RefusedError(f"{words}已发布，全部没有入库；请不选这一期，或先对它开更正")
        if one.reading.errors:
            raise RefusedError(f"{words}有{len(one.reading.errors)}处错误，全部没有入库；{_first(one.reading.errors)}")
        open_ones = tuple(doubt for doubt in one.reading.doubts if not said.of(doubt))
        if open_ones:
            raise RefusedError(f"{words}有{len(open_ones)}处存疑没有说明，全部没有入库；{_first(open_ones)}")


def _first(problems: tuple[Problem, ...]) -> str:
    return f"{problems[0].where} {problems[0].message}".strip()
