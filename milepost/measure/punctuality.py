"""报送率, 及时率: how often each unit has reported what it owed, and how often in time."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from milepost.measure.reporting import Holdings, first_sent, office_day
from milepost.plan.period import Period
from milepost.plan.tables import Columns, table

PUNCTUALITY: Columns = {
    "unit": "str",
    "owed": "int64",  # quarters
    "reported": "int64",
    "on_time": "int64",
    "late": "int64",
    "reporting_rate": "float64",  # reported / owed, 报送率; NaN where nothing is owed yet
    "on_time_rate": "float64",  # on_time / owed, 及时率; NaN also where the plan sets no day
}


def punctuality(held: Holdings, periods: Sequence[Period], today: date) -> pd.DataFrame:
    """One row for each unit that owed figures for one of `periods`, in the plan's order: columns PUNCTUALITY.

    A quarter is *owed* once its day has passed, where the plan sets none once it has ended. It is *reported* when
    nothing that the unit owes is lacking now; what is reported in part is not. It is *on time* when it is reported
    and the unit's first file of that quarter, other than those taken back, came on its day or before: a correction
    sent later makes nobody late. Who owes what is read from the plan as it is now, for every quarter.
    """
    plan, sent = held.plan, first_sent(held.live)
    given = held.figures[held.figures["industry"] == ""]
    have = set(zip(given["period"], given["indicator"], given["unit"], strict=True))
    counts: dict[str, list[int]] = {}
    for period in periods:
        due = plan.due_date(period)
        if today <= (due or period.end):
            continue
        for unit in plan.senders(period):
            count = counts.setdefault(unit.id, [0, 0, 0])
            count[0] += 1
            if all((str(period), indicator.id, place.id) in have for indicator, place in plan.owed(unit, period)):
                first = sent.get((unit.id, str(period)))
                count[1] += 1
                count[2] += due is not None and first is not None and office_day(first) <= due
    dated = plan.due_day is not None or plan.figures_rule is not None
    rows: list[dict[str, object]] = [
        {"unit": unit.id, "owed": owed, "reported": reported, "on_time": in_time,
         "late": reported - in_time if dated else 0, "reporting_rate": reported / owed,
         "on_time_rate": in_time / owed if dated else float("nan")}
        for unit in plan.units if unit.id in counts
        for owed, reported, in_time in [counts[unit.id]]
    ]  # fmt: skip
    return table(rows, PUNCTUALITY)
