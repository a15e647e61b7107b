"""Which figure counts when several live submissions give the same cell."""

import pandas as pd

from milepost.plan.adjustment import Adjustment
from milepost.plan.period import Period
from milepost.plan.plan import Plan

CELL = ["indicator", "unit", "industry", "period"]


def counted(figures: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """One row for each (indicator, unit, industry, period) of `figures` (columns FIGURES).

    The plan's declared reporter counts before anybody else, then the later submission. Figures of indicators, units
    and industries that the plan no longer knows are left out.
    """
    declared = pd.MultiIndex.from_tuples(
        [(i.id, u.id) for i in plan.indicators for u in plan.reporters(i)] or [("", "")], names=["indicator", "sender"]
    )
    known = figures[
        figures["indicator"].isin({i.id for i in plan.indicators})
        & figures["unit"].isin({u.id for u in plan.units})
        & figures["industry"].isin({"", *(i.id for i in plan.industries)})
    ]
    by_declared = pd.MultiIndex.from_frame(known[["indicator", "sender"]]).isin(declared)
    order = known.assign(_declared=by_declared).sort_values(["_declared", "time"], kind="stable")
    return order.drop_duplicates(CELL, keep="last").drop(columns="_declared").sort_index()


def until(rows: pd.DataFrame, period: Period) -> pd.DataFrame:
    """The rows (with a column `period`) of what had ended when `period` did."""
    end = period.last_quarter()
    past = {text: Period.parse(text).last_quarter() <= end for text in rows["period"].unique()}
    return rows[rows["period"].map(past).astype(bool)]


def beside(figures: pd.DataFrame, plan: Plan, period: Period) -> pd.DataFrame:
    """Counted `figures` as they may stand beside those of `period`.

    What merged units gave before is added up for what they became; what another definition or boundary gave is left
    out, but for what the office told of it in the newer way. Added-up and told rows have no cell.
    """
    when = {text: Period.parse(text).last_quarter() for text in figures["period"].unique()}
    last, quarter = period.last_quarter(), figures["period"].map(when)
    for merger in plan.boundaries.merged:
        if merger.since <= last:
            figures = _added_up(figures, plan, merger, quarter < merger.since)
            quarter = figures["period"].map(when)
    breaks = [(figures["indicator"] == one.indicator, one.since) for one in plan.redefinitions]
    breaks += [(figures["unit"].isin(one.into), one.since) for one in plan.boundaries.split]
    dropped = pd.Series(data=False, index=figures.index)
    for about, since in breaks:
        if since <= last:
            dropped |= about & (quarter < since)
    return _with_told(figures[~dropped], plan, last) if breaks else figures


def _added_up(figures: pd.DataFrame, plan: Plan, merger: Adjustment, before: pd.Series) -> pd.DataFrame:
    adding = {indicator.id for indicator in plan.indicators if indicator.adds_up}
    rows = figures[before & figures["unit"].isin(merger.units) & figures["indicator"].isin(adding)]
    groups = rows.groupby(["indicator", "industry", "period"], sort=False)
    sums = groups.agg({"value": "sum", "unit": "nunique", "time": "max"}).reset_index()
    whole = sums[sums["unit"] == len(merger.units)].assign(unit=merger.into[0])
    kept = figures[~(before & (figures["unit"] == merger.into[0]))]
    return _appended(kept, whole)


def _with_told(figures: pd.DataFrame, plan: Plan, last: Period) -> pd.DataFrame:
    told = [
        {"indicator": one.indicator, "unit": one.unit, "period": str(one.period), "value": one.value, "industry": ""}
        for one in plan.comparables
        if one.period.last_quarter() < last
    ]
    rows = pd.DataFrame(told, columns=["indicator", "unit", "period", "value", "industry"])
    known = pd.MultiIndex.from_frame(figures[CELL])
    return _appended(figures, rows[~pd.MultiIndex.from_frame(rows[CELL]).isin(known)])


def _appended(figures: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    if rows.empty:
        return figures.reset_index(drop=True)
    lacking = {name: "" for name in figures.columns if name not in rows and figures[name].dtype == "str"}
    return pd.concat([figures, rows.assign(**lacking)], ignore_index=True)[list(figures.columns)]
