"""What milepost does: one function for each act of the quarter, called by the pages and the command line alike."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache, cached_property, partial
from typing import Literal

import pandas as pd

from milepost import seeing, sharing
from milepost.desk import Desk, adopt, office_today
from milepost.errors import ForbiddenError, MeasureError, NotFoundError, WorkbookError
from milepost.intake.checks import doubts
from milepost.intake.grid import Grid
from milepost.intake.grids import BYTE_LIMIT
from milepost.intake.request import Request
from milepost.intake.template import template
from milepost.measure.race import race
from milepost.measure.reporting import Holdings, office_day, reporting
from milepost.measure.results import Results, judge
from milepost.measure.unranked import why_unranked
from milepost.people.act import Act
from milepost.plan.figure import counted
from milepost.plan.names import fold
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.reading import Problem, Reading
from milepost.plan.unit import Unit
from milepost.remembering import remembered
from milepost.store.pending import Handed
from milepost.store.quarter import PeriodState
from milepost.store.rebuild import Accepted
from milepost.store.store import Explanation, Source
from milepost.succession import repeated, succeeded

# ---------------------------------------------------------------------------- collecting


@dataclass(frozen=True)
class Upload:
    """A file as it came in, with what the person who brings it says about it.

    `sender` is a unit id, or empty to find it in the file; `explanation` answers the doubts, if there are any, and
    `single` some of them apart; a `note` is kept with the figures and answers none. `approved_by` is the head of the
    unit, where the plan asks for one who has agreed.
    """

    name: str
    content: bytes
    sender: str = ""
    by: str = ""
    explanation: str = ""
    single: Mapping[Problem, str] = field(default_factory=dict)
    note: str = ""
    approved_by: str = ""

    @cached_property
    def sha256(self) -> str:
        """Digest of the bytes: what makes two files the same."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class FileResult:
    """What became of one file.

    `accepted`: read without a problem (kept, when loaded); `doubts`: kept only with an explanation; `waiting`: fine,
    and counts once the head of its unit has approved it; `refused`: the figures or the table are wrong; `unreadable`:
    no workbook at all. `repeated`: these very bytes and figures are live already.
    """

    file: str
    sha256: str
    status: Literal["accepted", "doubts", "waiting", "refused", "unreadable"]
    submission: str | None = None
    figures: int = 0
    layout: str = ""
    problems: tuple[Problem, ...] = ()
    sender: str = ""
    repeated: bool = False
    reading: Reading | None = None


def check(desk: Desk, plan_id: str, period: Period, upload: Upload) -> FileResult:
    """Read and validate a file for `period`; store nothing."""
    found = _read(desk, plan_id, period, upload)
    if isinstance(found, FileResult):
        return found
    with desk.turn:
        return _compared(desk, plan_id, upload, found)


def _read(desk: Desk, plan_id: str, period: Period, upload: Upload) -> Reading | FileResult:
    """What the file says by itself; the result, where it is no workbook."""
    sender = upload.sender or desk.person.unit
    desk.require(Act.CHECK, sender, plan_id)
    request = Request(desk.plan(plan_id), period, upload.name, sender, remembered(desk, plan_id))
    try:
        return desk.workers.read(upload.content, request)
    except WorkbookError as error:
        problem = Problem("error", "unreadable", str(error), "请用 Excel 或 WPS 打开确认后另存为 .xlsx，再报一次")
        return FileResult(upload.name, upload.sha256, "unreadable", problems=(problem,))


def _compared(desk: Desk, plan_id: str, upload: Upload, reading: Reading) -> FileResult:
    """The reading beside all that is stored: earlier figures, and what its sender has given already."""
    live = live_submissions(desk, plan_id, reading.period)
    reading = replace(reading, form=succeeded(desk, plan_id, reading, upload.sha256, live))
    if not reading.errors:
        history = seeing.figures(desk, plan_id)
        reading = replace(reading, problems=(*reading.problems, *doubts(reading, history, desk.plan(plan_id))))
    same = repeated(desk, reading, upload.sha256, live)
    return FileResult(
        upload.name,
        upload.sha256,
        "refused" if reading.errors else "doubts" if reading.doubts else "accepted",
        submission=same,
        figures=len(reading.figures),
        layout=reading.layout,
        problems=reading.problems,
        sender=reading.sender,
        repeated=same is not None,
        reading=reading,
    )


def load(desk: Desk, plan_id: str, period: Period, upload: Upload) -> FileResult:
    """Read, validate and keep a file, all or nothing; the original is kept before it is parsed.

    The same bytes read as the same figures change nothing. A file with doubts is kept only with an explanation. Where
    the plan asks for the approval of a unit's head the file waits for it, and counts in no figure.
    """
    desk.require(Act.LOAD, upload.sender or desk.person.unit, plan_id)
    if upload.approved_by:
        desk.require(Act.APPROVE, upload.sender, plan_id)
        if not desk.person.is_console and upload.by == desk.person.name:
            raise ForbiddenError(f"“{upload.name}”是您自己报的，不能自己审签；请用单位负责人的账号审签")
    adopt(desk, plan_id, by=upload.by)
    # A file too large to be read is refused whole, and would only fill the disk.
    if len(upload.content) <= BYTE_LIMIT:
        desk.store.keep_original(upload.content)
    found = _read(desk, plan_id, period, upload)
    if isinstance(found, FileResult):
        return found
    with desk.turn:  # so that nobody's figures come between the comparison and the keeping
        return _kept(desk, plan_id, upload, _compared(desk, plan_id, upload, found))


def _kept(desk: Desk, plan_id: str, upload: Upload, result: FileResult) -> FileResult:
    """Keep a file that has been compared, if it is sound and all that it makes doubtful is explained."""
    if result.reading is None or result.status == "refused" or result.repeated:
        return result
    said = explained(desk.plan(plan_id), result.reading, upload)
    if not all(map(said.of, result.reading.doubts)):
        return result
    if desk.may(Act.OPEN):
        open_period(desk, plan_id, result.reading.period, by=upload.by)
    if desk.plan(plan_id).approval and not upload.approved_by:
        return _handed_in(desk, plan_id, upload, result)
    by = f"{upload.by}（{upload.approved_by}审签）" if upload.approved_by else desk.author(upload.by)
    source = Source(file=upload.name, sha256=upload.sha256, by=by)
    receipt = desk.store.submit(plan_id, result.reading, source, explanation=said)
    return replace(result, submission=receipt.submission, repeated=receipt.repeated, status="accepted")


def _handed_in(desk: Desk, plan_id: str, upload: Upload, result: FileResult) -> FileResult:
    """Have a file wait for the head of its unit, with all that was said of its doubts."""
    if result.reading is None:
        return result
    said = [upload.note, upload.explanation.strip(), *(text.strip() for text in upload.single.values())]
    words, by = "；".join(filter(None, said)), desk.author(upload.by)
    period, sender = result.reading.period, result.reading.sender
    desk.store.pending.add(Handed(plan_id, period, sender, upload.name, upload.sha256, words, by))
    return replace(result, status="waiting")


def explained(plan: Plan, reading: Reading, upload: Upload) -> Explanation:
    """What was said of the doubts, each single one with the name of the figure that it is about."""
    about = reading.figures[reading.figures["cell"].isin({doubt.cell for doubt in upload.single})]
    names = {
        (sheet, cell): plan.indicator_of(indicator).name
        for sheet, cell, indicator in about[["sheet", "cell", "indicator"]].itertuples(index=False, name=None)
    }
    single = {}
    for doubt, text in upload.single.items():
        name = names.get((doubt.sheet, doubt.cell))
        single[doubt] = f"{name}：{text.strip()}" if name and text.strip() else text.strip()
    return Explanation(upload.explanation.strip(), single, upload.note)


def withdraw(desk: Desk, submission: str, *, by: str, reason: str) -> None:
    """Take a wrong upload back; its figures leave the latest view and stay in the past."""
    plan_id, sender = desk.store.sender_of(submission)
    desk.require(Act.WITHDRAW, sender, plan_id)
    desk.store.withdraw(submission, by=desk.author(by), reason=reason)


def open_period(desk: Desk, plan_id: str, period: Period, *, by: str) -> None:
    """Begin collecting `period`; a period that is open already stays as it is."""
    desk.require(Act.OPEN)
    adopt(desk, plan_id, by=by)
    if desk.store.state(plan_id, period) is PeriodState.NOT_OPEN:
        desk.store.open_period(plan_id, period, by=desk.author(by))


def publish(desk: Desk, plan_id: str, period: Period, *, by: str, reason: str = "") -> int:
    """Freeze `period` as the plan's next vintage; its number."""
    desk.require(Act.PUBLISH)
    return desk.store.publish(plan_id, period, by=desk.author(by), reason=reason)


def correct(desk: Desk, plan_id: str, period: Period, *, by: str, reason: str) -> None:
    """Open a published period for corrections, with the reason; publishing again makes a new vintage."""
    desk.require(Act.CORRECT)
    desk.store.correct(plan_id, period, by=desk.author(by), reason=reason)


def moment_of(desk: Desk, plan_id: str, vintage: int) -> datetime:
    """When a vintage was published: everything up to then is in it."""
    vintages = desk.store.vintages(plan_id)
    found = vintages[vintages["vintage"] == vintage]
    if found.empty:
        raise NotFoundError(f"方案“{plan_id}”没有第{vintage}版；已发布{len(vintages)}版")
    moment: datetime = found["time"].iloc[0].to_pydatetime()
    return moment


def rebuild(desk: Desk) -> str:
    """Make every figure again from the kept originals; one Chinese sentence on what came out."""
    desk.require(Act.REBUILD)

    def read(content: bytes, was: Accepted) -> Reading:
        request = Request(was.plan, was.period, was.file, was.sender, remembered(desk, was.plan.id, was.time))
        return desk.workers.read(content, request)

    return str(desk.store.rebuild(read))


def live_submissions(
    desk: Desk, plan_id: str, period: Period | None = None, as_of: datetime | None = None
) -> pd.DataFrame:
    """The submissions that count now, or counted at a moment, of one period or of all: SUBMISSIONS and `first`.

    `first` is when its sender first sent that form for that period; what was taken back was never sent.
    """
    if as_of is None:
        submissions = seeing.submissions(desk, plan_id, period)
    else:
        sight = seeing.sight(desk, plan_id, as_of)
        submissions = sight.shows(desk.store.submissions(plan_id, period, sight.as_of))
    sent = submissions[submissions["state"] != "withdrawn"]
    first = sent.groupby(["sender", "period", "form"])["time"].transform("min")
    return sent.assign(first=first)[sent["state"] == "live"]


def standing(desk: Desk, plan_id: str, period: Period, as_of: datetime | None = None) -> pd.DataFrame:
    """Who has reported what for `period`, as it stands or as it stood at `as_of`: columns REPORTING."""
    if as_of is None:
        as_of = seeing.vantage(desk, plan_id, period)
    today = day(as_of)
    if as_of is not None:
        return reporting(holdings(desk, plan_id, as_of), period, today)
    # Everything is seen by whoever sees things as they stand.
    question = "standing", plan_id, period, today
    return desk.store.table_as_it_stands(question, lambda: reporting(holdings(desk, plan_id), period, today))


def own_standing(desk: Desk, plan_id: str, period: Period) -> pd.DataFrame:
    """What the unit of the person at the desk has reported for `period`, and owes still: columns REPORTING."""
    unit = desk.person.unit
    desk.require(Act.SEE_DRAFTS, unit, plan_id)
    plan, live = desk.plan(plan_id), live_submissions(desk, plan_id)
    rows = reporting(Holdings(plan, counted(seeing.figures(desk, plan_id), plan), live), period, day(None))
    return rows[rows["unit"] == unit].reset_index(drop=True)


def day(as_of: datetime | None) -> date:
    """The office's calendar day of a moment, or today."""
    return office_day(pd.Timestamp(as_of)) if as_of else office_today()


def templates(desk: Desk, plan_id: str, period: Period) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """Pre-filled workbooks of `period`: unit id, file name, and what makes the bytes when asked."""
    plan = desk.plan(plan_id)
    history = cache(lambda: counted(seeing.figures(desk, plan_id), plan))

    def made(unit: Unit) -> bytes:
        return template(plan, unit, period, history())

    for unit in plan.senders(period):
        if desk.may(Act.TEMPLATE, unit.id, plan_id):
            yield unit.id, f"{unit.name}{period.words}报表.xlsx", partial(made, unit)


# ---------------------------------------------------------------------------- seeing


def holdings(desk: Desk, plan_id: str, as_of: datetime | None = None) -> Holdings:
    """What the store holds of a plan, or held at `as_of`: all that judging needs. Not to be changed."""
    if as_of is None and seeing.sees_all(desk):
        return desk.store.as_it_stands(("holdings", plan_id), lambda: _holdings(desk, plan_id, None))
    return _holdings(desk, plan_id, as_of)


def looked_at(desk: Desk, plan_id: str, period: Period | None = None) -> Holdings:
    """What whoever is at the desk judges a plan from: as it stands, or as it was published last. Not to be changed.

    Of a `period` only what had ended by then. Remembered until the next act: of an earlier state nothing stays.
    """
    as_of = seeing.vantage(desk, plan_id, period)

    def ask() -> Holdings:
        held = holdings(desk, plan_id, as_of)
        return held if period is None else held.until(period)

    # From one moment everybody sees the same: those who see drafts look from now, all others at what was published.
    return desk.store.as_it_stands(("looked at", plan_id, as_of, period), ask)


def _holdings(desk: Desk, plan_id: str, as_of: datetime | None) -> Holdings:
    sight = seeing.sight(desk, plan_id, as_of)
    plan = desk.plan(plan_id, sight.as_of)
    own = sight.shows(desk.store.figures(plan_id, sight.as_of))
    figures = counted(sharing.with_shared(desk, plan, own, sight.as_of, sight.periods), plan)
    return Holdings(plan, figures, live_submissions(desk, plan_id, as_of=sight.as_of))


def results(desk: Desk, plan_id: str, period: Period, as_of: datetime | None = None) -> Results:
    """Judge `period` as it stands, or as it stood at `as_of`; for whoever sees no drafts, as it was published last."""
    if as_of is None:
        as_of = seeing.vantage(desk, plan_id, period)
    return judge(holdings(desk, plan_id, as_of), period, day(as_of))


def ranking(
    desk: Desk, plan_id: str, period: Period, scheme: str | None = None, as_of: datetime | None = None
) -> pd.DataFrame:
    """The race of one scheme (the first when None) in `period`: columns RANKING; MeasureError when nobody is ranked."""
    judged = results(desk, plan_id, period, as_of)
    of = judged.plan.scheme_of(scheme)
    rows = race(judged.progress, judged.figures, judged.plan, of, judged.periods)
    if why := why_unranked(rows, judged.plan, of, judged.period):
        raise MeasureError(why)
    return rows[rows["period"] == str(judged.period)]


def lineage(desk: Desk, plan_id: str, indicator: str, unit: str, period: Period) -> pd.DataFrame:
    """Every figure ever given for this cell, newest first: FIGURES and `state` (live, replaced, withdrawn).

    Whoever sees no drafts is told of those that were published, and how they stood in the last publication.
    """
    plan = desk.plan(plan_id)
    asked = plan.indicator_of(indicator)
    every = sharing.history(desk, plan, asked, unit, period)
    if asked.same_as and not seeing.sees_all(desk):
        # Of what another plan collects, the publications of this one show what counted, and nothing else.
        every = every[every["submission"].isin(holdings(desk, plan_id).figures["submission"])].assign(state="live")
    elif not asked.same_as:
        seen = seeing.submissions(desk, plan_id)
        every = every[every["submission"].isin(seen["submission"])]
        every = every.assign(state=every["submission"].map(dict(zip(seen["submission"], seen["state"], strict=True))))
    return every.sort_values("time", ascending=False, ignore_index=True)


def original_grid(desk: Desk, sha256: str, file: str, sheet: str, cell: str) -> Grid:
    """The sheet of a kept original, read again, of a long one what is near: to show a cell in its surroundings."""
    grids = desk.workers.grids_around(seeing.original(desk, sha256), file, sheet, cell)
    if sheet not in grids:
        raise NotFoundError(f"原件“{file}”里没有工作表“{sheet}”")
    return grids[sheet]


def unit_id(plan: Plan, named: str) -> str:
    """The id of a unit given by id or by any of its names; NotFoundError when the plan has no such unit."""
    unit = plan.unit_named(named) or next((u for u in plan.units if fold(u.id) == fold(named)), None)
    if unit is None:
        raise NotFoundError(f"方案“{plan.name}”里没有单位“{named}”；请用单位全称，或先把它加进方案")
    return unit.id
