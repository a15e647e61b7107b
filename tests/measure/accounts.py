"""Accounts of a plan, judged the way the office does."""

import pandas as pd

from milepost.measure.account import Account
from milepost.measure.progress import progress
from milepost.measure.race import race
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.tables import RANKING, empty


def account(plan: Plan, figures: pd.DataFrame, period: str) -> Account:
    """What `plan` says of `period` on these counted figures."""
    when = Period.parse(period)
    judged = progress(figures, plan, [when])
    races = [race(judged, figures, plan, scheme, [when])[list(RANKING)] for scheme in plan.schemes]
    return Account(plan, when, figures, judged, pd.concat(races) if races else empty(RANKING))
