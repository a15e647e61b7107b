"""Issuing (通报): briefings of a quarter as published or as it stands, their packs, and the archive of those issued."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

import pandas as pd

from milepost import __version__, comparing, seeing, workflow
from milepost.desk import Desk
from milepost.errors import MeasureError, NotFoundError, RefusedError
from milepost.measure.punctuality import punctuality
from milepost.measure.reporting import Holdings
from milepost.people.act import Act
from milepost.plan.period import Period
from milepost.report import pack, pdf, pictures
from milepost.report.briefing import Briefing, Wish, compose
from milepost.report.evidence import OFFICE_CLOCK, Earlier, Edition, Evidence
from milepost.report.pack import FORMS, Form, OnStep, Pack


@dataclass(frozen=True)
class Order:
    """What is to be made: the document, whose numbers (`vintage` None: see `edition`), files, words, the own base."""

    wish: Wish = field(default_factory=Wish)
    vintage: int | None = None
    forms: tuple[Form, ...] = FORMS
    texts: Mapping[str, str] = field(default_factory=dict)
    base: bytes | None = None


def edition(desk: Desk, plan_id: str, period: Period, vintage: int | None = None) -> Edition:
    """The publication of `period` with this number, its last one when None; the draft while it has none."""
    plan, store = desk.plan(plan_id), desk.store
    vintages = store.vintages(plan_id)
    own = vintages[vintages["period"] == str(period)]
    if vintage is not None:
        own = own[own["vintage"] == vintage]
        if own.empty:
            raise NotFoundError(f"{period.words}没有第{vintage}版；请先发布，或不写版次出草稿")
    if own.empty:
        desk.require(Act.DRAFT)
        versions = store.plan_versions(plan_id)
        digest = "" if versions.empty else str(versions["digest"].iloc[-1])
        return Edition(None, store.moment(), __version__, digest, plan.sample)
    row = own.iloc[-1]
    return Edition(
        int(row["vintage"]), row["time"].to_pydatetime(), str(row["release"]), str(row["plan_digest"]),
        desk.plan(plan_id, row["time"].to_pydatetime()).sample,
    )  # fmt: skip


def evidence(desk: Desk, plan_id: str, period: Period, vintage: int | None = None) -> Evidence:
    """Everything a briefing of `period` may speak of, judged as of its edition."""
    found = edition(desk, plan_id, period, vintage)
    as_of = None if found.draft else found.time
    results = workflow.results(desk, plan_id, period, as_of)
    live = workflow.live_submissions(desk, plan_id, as_of=as_of)
    given = set(results.figures["period"])  # a quarter that nobody ever reported was not collected here
    year = [one for one in results.periods if one.year == results.period.year and str(one) in given]
    held = Holdings(results.plan, results.figures, live)
    return Evidence(
        results,
        live[live["period"] == str(results.period)],
        punctuality(held, year, workflow.day(as_of)),
        found,
        _earlier(desk, plan_id, results.period, found),
    )


def _earlier(desk: Desk, plan_id: str, period: Period, found: Edition) -> Earlier | None:
    """The publication before this edition, of this period or an earlier one, and what differs from it."""
    vintages = desk.store.vintages(plan_id)
    before = vintages[vintages["time"] < pd.Timestamp(found.time)] if not found.draft else vintages
    before = before[[Period.parse(text).last_quarter() <= period for text in before["period"]]]
    if before.empty:
        return None
    row = before.iloc[-1]
    number = int(row["vintage"])
    last = found.vintage or period
    try:
        changes = comparing.comparison(desk, plan_id, number, last)
    except MeasureError:  # the two cannot be compared, so there is nothing to tell
        return None
    reasons = comparing.edit_reasons(desk, plan_id, number, last)
    return Earlier(f"第{number}版（{Period.parse(str(row['period'])).words}）", changes, reasons)


def draft(desk: Desk, plan_id: str, period: Period, order: Order) -> Briefing:
    """The briefing that `order` asks for, its words as edited; BriefingError when an edit changes a number."""
    return compose(evidence(desk, plan_id, period, order.vintage), order.wish).edited(order.texts)


def brief(desk: Desk, plan_id: str, period: Period, order: Order, on_step: OnStep | None = None) -> Pack:
    """The pack of the briefing that `order` asks for; nothing is stored."""
    desk.require(Act.EXPORT)
    if {"docx", "png", "pdf"} & set(order.forms):
        pictures.warm_up()  # starting takes two seconds; meanwhile the quarter is judged
    return pack.make(draft(desk, plan_id, period, order), order.forms, base=order.base, on_step=on_step)


def pages(desk: Desk, plan_id: str, period: Period, order: Order) -> list[bytes]:
    """Every page of the document as a PNG; BriefingError where LibreOffice or pdftoppm is missing."""
    made = brief(desk, plan_id, period, replace(order, forms=("docx",)))
    [document] = [content for name, content in made.files.items() if name.endswith(".docx")]
    return pdf.pages(document, "document.docx")


def write(made: Pack, folder: Path) -> pd.DataFrame:
    """Put every file of a pack, and the zip of them all, into `folder`: columns file, sha256."""
    rows = []
    for name, content in {**made.files, f"{made.name}.zip": made.archive}.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        rows.append({"file": str(place), "sha256": sha256(content).hexdigest()})
    return pd.DataFrame(rows, columns=["file", "sha256"])


def issue(desk: Desk, plan_id: str, made: Pack, *, by: str) -> str:
    """Keep a pack as it goes out, in the archive of the plan; the digest of its zip. The same pack is kept once.

    RefusedError for a draft: what goes out is published.
    """
    if made.vintage is None:
        raise RefusedError("草稿不能存档：请先发布这个季度，再存档印发的通报")
    desk.require(Act.ISSUE)
    return desk.store.issue(plan_id, made.vintage, name=f"{made.name}.zip", content=made.archive, by=desk.author(by))


def issued(desk: Desk, plan_id: str) -> pd.DataFrame:
    """The packs that went out, newest first: columns ISSUED, `time` on the office's clock."""
    rows = desk.store.issued(plan_id)
    return rows.assign(time=rows["time"] + OFFICE_CLOCK).iloc[::-1].reset_index(drop=True)


def reissue(desk: Desk, digest: str) -> bytes:
    """An issued pack again, byte by byte as it went out."""
    return seeing.issued(desk, digest)
