"""Comparing what was published with what was published later, or with how things stand now."""

from datetime import datetime

import pandas as pd

from milepost import workflow
from milepost.desk import Desk
from milepost.errors import MeasureError, NotFoundError
from milepost.measure.account import Account
from milepost.measure.changes import Changes, changes
from milepost.measure.progress import progress
from milepost.measure.race import race
from milepost.people.act import Act
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.tables import RANKING, empty
from milepost.report import change_listing

# A vintage by its number, or a period as it stands now.
Point = int | Period


def vintage_changes(desk: Desk, plan_id: str, first: int, last: int) -> pd.DataFrame:
    """What vintage `last` says otherwise than `first`: columns change_listing.CHANGES."""
    return change_listing.frame(comparison(desk, plan_id, first, last), edit_reasons(desk, plan_id, first, last))


def changes_since(desk: Desk, plan_id: str, period: Period) -> pd.DataFrame:
    """What has changed in `period` since it was published last: columns change_listing.CHANGES."""
    vintages = desk.store.vintages(plan_id)
    published = vintages[vintages["period"] == str(period)]["vintage"]
    if published.empty:
        raise NotFoundError(f"{period.words}还没有发布过，没有可比的；请先发布这个季度")
    first = int(published.iloc[-1])
    return change_listing.frame(comparison(desk, plan_id, first, period), edit_reasons(desk, plan_id, first, period))


def comparison(desk: Desk, plan_id: str, first: Point, last: Point) -> Changes:
    """Everything that differs between two points, each judged by what counted then under the plan version of then.

    Where the later one is about an earlier period (a correction of the past), the first is judged at that period too.
    """
    (period, moment), (later_period, later_moment) = (_when(desk, plan_id, point) for point in (first, last))
    before = _account(desk, plan_id, min(period, later_period), moment)
    return changes(before, _account(desk, plan_id, later_period, later_moment))


def edit_reasons(desk: Desk, plan_id: str, first: Point, last: Point) -> str:
    """Who changed the plan between two points and why: 李明：录入基期值；…"""
    versions = desk.store.plan_versions(plan_id)
    start, end = (_when(desk, plan_id, point)[1] for point in (first, last))
    between = versions[(versions["time"] > start) & ((versions["time"] <= end) if end else True)]
    return "；".join(f"{row['author']}：{row['reason']}" for row in between.to_dict("records"))


def _when(desk: Desk, plan_id: str, point: Point) -> tuple[Period, datetime | None]:
    """Period and moment of a point; the moment of now is None."""
    if isinstance(point, Period):
        desk.require(Act.SEE_DRAFTS)
        return point.last_quarter(), None
    vintages = desk.store.vintages(plan_id)
    found = vintages[vintages["vintage"] == point]
    if found.empty:
        raise NotFoundError(f"方案“{plan_id}”没有第{point}版；已发布{len(vintages)}版")
    return Period.parse(str(found["period"].iloc[0])).last_quarter(), found["time"].iloc[0].to_pydatetime()


def _account(desk: Desk, plan_id: str, period: Period, as_of: datetime | None) -> Account:
    held = workflow.holdings(desk, plan_id, as_of)
    plan, figures = held.plan, held.figures
    judged = progress(figures, plan, [period])
    return Account(plan, period, figures, judged, _ranking(judged, figures, plan, period))


def _ranking(judged: pd.DataFrame, figures: pd.DataFrame, plan: Plan, period: Period) -> pd.DataFrame:
    """The race under every scheme that can be run."""
    tables = []
    for scheme in plan.schemes:
        try:
            tables.append(race(judged, figures, plan, scheme, [period])[list(RANKING)])
        except MeasureError:  # its own page says why there is no race; here there is nothing to compare
            continue
    return pd.concat(tables, ignore_index=True) if tables else empty(RANKING)
