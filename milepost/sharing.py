"""One figure for two plans of a city: reported once, in the plan that collects it, and told in the other as its own."""

from collections.abc import Collection
from datetime import datetime

import pandas as pd

from milepost.desk import Desk
from milepost.errors import NotFoundError, RefusedError
from milepost.plan.figure import counted
from milepost.plan.indicator import WAY_WORDS, Indicator
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.tables import FIGURES, empty

# What a figure means; two indicators that are one agree in it.
_MEANING = ("measure_unit", "way", "frequency")


def with_shared(
    desk: Desk, plan: Plan, own: pd.DataFrame, as_of: datetime | None = None, periods: Collection[str] | None = None
) -> pd.DataFrame:
    """The figures that `plan` collects itself (columns FIGURES) and those that another plan collects for it.

    These have the other plan's submission, file, sheet, cell and time, and this plan's ids. Units are the same where
    their names are; what this plan has no name for is left out. Of `periods` only, where they are given.
    """
    shared = [one for one in plan.indicators if one.same_as]
    if not shared:
        return own
    elsewhere = [_taken(desk, plan, one, as_of) for one in shared]
    if periods is not None:
        elsewhere = [rows[rows["period"].isin(set(periods))] for rows in elsewhere]
    # What is collected elsewhere is not what somebody sent here too.
    kept = own[~own["indicator"].isin([one.id for one in shared])]
    return pd.concat([one for one in (kept, *elsewhere) if not one.empty] or [kept], ignore_index=True)


def history(desk: Desk, plan: Plan, indicator: Indicator, unit: str, period: Period) -> pd.DataFrame:
    """Every figure ever given for one cell, oldest first, wherever it is collected: columns HISTORY."""
    if not indicator.same_as:
        return desk.store.history(plan.id, indicator.id, unit, period)
    other_id, other_indicator = indicator.elsewhere
    other = desk.plan(other_id)
    there = other.unit_named(plan.unit_of(unit).name)
    every = desk.store.history(other_id, other_indicator, there.id if there else "", period)
    return _told_in(plan, other, every.assign(indicator=indicator.id))


def _taken(desk: Desk, plan: Plan, indicator: Indicator, as_of: datetime | None) -> pd.DataFrame:
    """The figures of one shared indicator, one row a cell, in this plan's words."""
    other_id, there = indicator.elsewhere
    try:
        other, rows = desk.store.plan(other_id, as_of), desk.store.figures(other_id, as_of)
    except NotFoundError:  # at that moment there was no such plan yet
        return empty(FIGURES)
    rows = rows[rows["indicator"] == there]
    return _told_in(plan, other, counted(rows, other).assign(indicator=indicator.id))


def _told_in(plan: Plan, other: Plan, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of another plan with this plan's units and industries; a sender it does not know keeps its name."""
    units = {one.id: plan.unit_named(one.name) for one in other.units}
    known = {one: unit.id for one, unit in units.items() if unit}
    names = {one.id: one.name for one in other.units}
    industries = {"": ""} | {one.id: found.id for one in other.industries if (found := plan.industry_named(one.name))}
    kept = rows[rows["unit"].isin(set(known)) & rows["industry"].isin(set(industries))]
    told = {
        "unit": kept["unit"].map(known),
        "industry": kept["industry"].map(industries),
        "sender": kept["sender"].map(names | known),
    }
    return kept.assign(**{name: column.astype("str") for name, column in told.items()}).reset_index(drop=True)


def choices(desk: Desk, plan: Plan) -> dict[str, str]:
    """What an indicator may be taken from: plan/indicator and its words, of the other plans in this store."""
    others = [desk.store.plan(one) for one in desk.store.plan_ids() if one != plan.id]
    return {
        f"{other.id}/{one.id}": f"{other.name}：{one.name}（{one.measure_unit}，{WAY_WORDS[one.way]}）"
        for other in others
        for one in other.indicators
        if not (one.ratio or one.same_as)
    }


def refuse_strangers(desk: Desk, plan: Plan) -> None:
    """RefusedError for an indicator that is taken from nowhere, or from one that means something else."""
    for one in plan.indicators:
        if not one.same_as:
            continue
        other_id, there = one.elsewhere
        if other_id == plan.id or other_id not in desk.store.plan_ids():
            raise RefusedError(f"指标“{one.name}”要取自的方案“{other_id}”不在库里，请核对编号")
        other = desk.store.plan(other_id)
        source = next((each for each in other.indicators if each.id == there), None)
        if source is None or source.ratio or source.same_as:
            raise RefusedError(f"方案“{other.name}”不收编号为“{there}”的指标，“{one.name}”无从取数；请核对")
        if any(getattr(source, field) != getattr(one, field) for field in _MEANING):
            raise RefusedError(
                f"“{one.name}”与“{other.name}”的“{source.name}”计量单位、报送方式或频度不同，不是同一个数；请改成一样的再取"
            )


def refuse_orphans(desk: Desk, plan: Plan) -> None:
    """RefusedError when another plan takes an indicator that `plan` no longer has."""
    for other in (desk.store.plan(one) for one in desk.store.plan_ids() if one != plan.id):
        for one in other.indicators:
            if one.elsewhere[0] == plan.id and one.elsewhere[1] not in {each.id for each in plan.indicators}:
                raise RefusedError(
                    f"方案“{other.name}”的“{one.name}”取自这里的指标“{one.elsewhere[1]}”，不能删去；请先改那个方案"
                )
