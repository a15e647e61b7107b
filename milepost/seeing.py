"""What a person sees of a plan: everything, or what is published, and of an own unit's submissions also the drafts.

Whoever may not see drafts looks from the publications: of each period at its last one, with the plan and the figures as
they were then, and of those only what was sent for periods that had been published by then.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from milepost import sharing
from milepost.desk import Desk
from milepost.errors import ForbiddenError, NotFoundError
from milepost.people.act import Act
from milepost.plan.period import Period
from milepost.plan.plan import Plan


def sees_all(desk: Desk) -> bool:
    """Whether the person at the desk may see everything, drafts too."""
    return desk.may(Act.SEE_DRAFTS)


def sees_drafts_of(desk: Desk, plan_id: str) -> bool:
    """Whether the person may see the drafts of one unit of this plan, or everything."""
    return desk.may(Act.SEE_DRAFTS, desk.person.unit, plan_id)


def periods(desk: Desk, plan_id: str) -> list[Period]:
    """The periods that the person may look at, oldest first: those opened, or only those ever published."""
    rows = desk.store.periods(plan_id) if sees_all(desk) else desk.store.vintages(plan_id)
    return sorted({Period.parse(text) for text in rows["period"]})


def vantage(desk: Desk, plan_id: str, period: Period | None = None) -> datetime | None:
    """From when the person judges a period, or the plan: None for how things stand, else the last publication (UTC).

    ForbiddenError where there is none and drafts are not for this person.
    """
    if sees_all(desk):
        return None
    vintages = desk.store.vintages(plan_id)
    own = vintages if period is None else vintages[vintages["period"] == str(period)]
    if own.empty:
        what = f"{period.words}" if period else "这个方案"
        raise ForbiddenError(f"{what}还没有发布；发布后，这里就能看")
    moment: datetime = own["time"].iloc[-1].to_pydatetime()
    return moment


def plan(desk: Desk, plan_id: str) -> Plan:
    """The plan as the person sees it: its newest version, or the one of the last publication."""
    vintages = desk.store.vintages(plan_id) if not sees_drafts_of(desk, plan_id) else pd.DataFrame()
    return desk.plan(plan_id, None if vintages.empty else vintages["time"].iloc[-1].to_pydatetime())


@dataclass(frozen=True)
class Sight:
    """What the person may see of a plan as of a moment (None: now), and which submissions those are."""

    as_of: datetime | None
    shows: Callable[[pd.DataFrame], pd.DataFrame]
    """Keeps the rows of a table with a column `submission` that the person may see."""
    periods: frozenset[str] | None = None
    """The periods of which the person may see what another plan collects; None for all."""


def sight(desk: Desk, plan_id: str, as_of: datetime | None = None) -> Sight:
    """What the person sees of a plan at `as_of`; for whoever may not see drafts, at the last publication until then."""
    if sees_all(desk):
        return Sight(as_of, lambda rows: rows)
    vintages = desk.store.vintages(plan_id)
    before = vintages if as_of is None else vintages[vintages["time"] <= pd.Timestamp(as_of)]
    if before.empty:
        raise ForbiddenError("那时还没有发布过任何一个季度；只能看已发布的")
    moment: datetime = before["time"].iloc[-1].to_pydatetime()
    submissions = desk.store.submissions(plan_id, as_of=moment)
    allowed = set(submissions[submissions["period"].isin(before["period"])]["submission"])
    published = frozenset(before["period"])
    return Sight(moment, lambda rows: rows[rows["submission"].isin(allowed)].reset_index(drop=True), published)


def submissions(desk: Desk, plan_id: str, period: Period | None = None) -> pd.DataFrame:
    """The submissions that the person may see, oldest first: columns SUBMISSIONS.

    All of them; or those that were ever published, as they stood in the last publication, and all of the own unit's.
    """
    rows = desk.store.submissions(plan_id, period)
    if sees_all(desk):
        return rows
    vintages = desk.store.vintages(plan_id)
    then = desk.store.submissions(plan_id, period, vintages["time"].iloc[-1]) if len(vintages) else rows.iloc[:0]
    then = then[then["submission"].isin(_ever_published(rows, vintages))]
    if sees_drafts_of(desk, plan_id):
        own = rows["sender"] == desk.person.unit
        then = pd.concat([then[then["sender"] != desk.person.unit], rows[own]])
    return then.sort_values("time", ignore_index=True)


def _ever_published(submissions: pd.DataFrame, vintages: pd.DataFrame) -> set[str]:
    """The submissions that counted at some publication, for a period published by then."""
    found: set[str] = set()
    for moment in vintages["time"]:
        known = set(vintages[vintages["time"] <= moment]["period"])
        counted = (submissions["time"] <= moment) & ~(submissions["ended"] <= moment)
        found |= set(submissions[counted & submissions["period"].isin(known)]["submission"])
    return found


def figures(desk: Desk, plan_id: str) -> pd.DataFrame:
    """The live figures that the person may work with now: all, or the published and the own unit's: columns FIGURES.

    Those that another plan collects are among them.
    """
    every, plan = desk.store.figures(plan_id), desk.plan(plan_id)
    if sees_all(desk):
        return sharing.with_shared(desk, plan, every)
    seen = submissions(desk, plan_id)
    live = seen[seen["state"] == "live"]
    own = every[every["submission"].isin(live["submission"])].reset_index(drop=True)
    return sharing.with_shared(desk, plan, own, periods=set(desk.store.vintages(plan_id)["period"]))


def original(desk: Desk, sha256: str) -> bytes:
    """The bytes of a kept file that came with a submission which the person may see."""
    if not sees_all(desk):
        seen = (submissions(desk, plan_id) for plan_id in desk.store.plan_ids())
        if not any(sha256 in set(rows["sha256"]) for rows in seen):
            raise ForbiddenError("这份原件没有发布，也不是本单位的，不能看；需要时请联系办公室")
    return desk.store.original(sha256)


def issued(desk: Desk, digest: str) -> bytes:
    """The bytes of a pack that went out; nothing else is found by its digest here."""
    packs = (desk.store.issued(plan_id) for plan_id in desk.store.plan_ids())
    if not any(digest in set(rows["sha256"]) for rows in packs):
        raise NotFoundError("没有存档过这一份通报，请在存档名单里核对")
    return desk.store.original(digest)
