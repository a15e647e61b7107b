"""Which figure counts when several live submissions give the same cell."""

import pandas as pd

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
