"""Whose shortfall makes the whole place late: by unit for one goal, by department over all goals."""

import numpy as np
import pandas as pd

from milepost.plan.goal import Goal
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.tables import Status

UNIT_GAPS = {
    "unit": "str",
    "value": "float64",
    "target": "float64",
    "gap": "float64",  # still missing to the unit's own target
    "behind": "float64",  # missing to what is due by now, in the measure unit; negative when ahead
    "share_of_behind": "float64",  # part of what all late units lack together; 0 for those on time
    "status": "str",
}
DEPARTMENT_GAPS = {
    "department": "str",
    "goals": "int64",  # that it leads
    "late": "int64",
    "unreported": "int64",
}
LATE = frozenset({Status.SLOW, Status.BEHIND, Status.REGRESSED, Status.MISSED, Status.NOT_KEPT})


def unit_gaps(progress: pd.DataFrame, plan: Plan, goal: Goal, period: Period) -> pd.DataFrame:
    """Columns UNIT_GAPS: the allocated units of one goal in one period, the most behind first, the unknown last."""
    rows = progress[
        (progress["goal"] == goal.id) & (progress["period"] == str(period)) & (progress["unit"] != plan.unit)
    ]
    direction = -1 if goal.operator == "<=" else goal.direction
    behind = direction * (rows["due_value"] - rows["value"])
    late = behind.clip(lower=0.0)
    table = rows.assign(behind=behind, share_of_behind=late / (late.sum() or np.nan))
    return table[list(UNIT_GAPS)].sort_values("behind", ascending=False, kind="stable", ignore_index=True)


def department_gaps(progress: pd.DataFrame, plan: Plan, period: Period) -> pd.DataFrame:
    """Columns DEPARTMENT_GAPS: what each leading department answers for in one period, the most late goals first."""
    rows = progress[(progress["unit"] == plan.unit) & (progress["period"] == str(period))]
    leads = [(goal.id, department) for goal in plan.goals for department in goal.lead_departments]
    judged = pd.DataFrame(leads, columns=["goal", "department"], dtype="str").merge(rows[["goal", "status"]], on="goal")
    judged["late"] = judged["status"].isin([str(status) for status in LATE])
    judged["unreported"] = judged["status"] == str(Status.UNREPORTED)
    counted = judged.groupby("department", sort=False).agg(
        goals=("goal", "size"), late=("late", "sum"), unreported=("unreported", "sum")
    )
    table = counted.reset_index().astype(DEPARTMENT_GAPS)
    return table.sort_values(["late", "unreported"], ascending=False, kind="stable", ignore_index=True)
