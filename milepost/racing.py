"""What follows from races: the appraisal of a year, and who still has none of what everybody should have."""

from datetime import datetime

import pandas as pd

from milepost.desk import Desk
from milepost.errors import MeasureError
from milepost.measure.appraisal import appraisal
from milepost.measure.breakthroughs import breakthroughs
from milepost.measure.race import race
from milepost.measure.unranked import why_unranked
from milepost.plan.period import Period
from milepost.workflow import results


def appraise(
    desk: Desk, plan_id: str, year: int, scheme: str | None = None, as_of: datetime | None = None
) -> pd.DataFrame:
    """年考核 of one scheme (the first when None): columns APPRAISAL, by rank, who has none last.

    MeasureError, naming the first such quarter and why, while one of the year's quarters ranks nobody.
    """
    judged = results(desk, plan_id, Period(year, "year"), as_of)
    of = judged.plan.scheme_of(scheme)
    ranking = race(judged.progress, judged.figures, judged.plan, of, judged.periods)
    for number in range(1, 5):
        why = why_unranked(ranking, judged.plan, of, Period(year, "quarter", number))
        if why:
            raise MeasureError(f"{year}年还不能年考核：{why}")
    found = appraisal(ranking, of)
    return found[found["year"] == year].sort_values("rank", kind="stable", ignore_index=True)


def first_ones(
    desk: Desk, plan_id: str, period: Period, scheme: str | None = None, as_of: datetime | None = None
) -> pd.DataFrame:
    """零突破 of one scheme (the first when None) as of `period`: columns BREAKTHROUGHS."""
    judged = results(desk, plan_id, period, as_of)
    return breakthroughs(judged.figures, judged.plan, judged.plan.scheme_of(scheme), judged.period)
