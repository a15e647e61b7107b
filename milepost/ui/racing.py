"""The race looked at: which scheme, and its ranking in every quarter."""

import pandas as pd

from milepost.errors import MeasureError
from milepost.measure.race import race
from milepost.plan.plan import Plan
from milepost.plan.scheme import Scheme
from milepost.plan.tables import RANKING, empty
from milepost.ui import controls
from milepost.workflow import Results


def pick_scheme(plan: Plan) -> Scheme | None:
    """The scheme looked at; the control appears only where there is a choice. None while the plan has none."""
    if len(plan.schemes) < 2:
        return next(iter(plan.schemes), None)
    return plan.scheme_of(controls.pick("赛马办法", {s.id: s.title for s in plan.schemes}, "scheme", width=240))


def ranking(results: Results, scheme: Scheme | None) -> tuple[pd.DataFrame, str]:
    """The ranking of `scheme` in every quarter, or an empty one and why there is none."""
    if scheme is None or scheme == results.plan.schemes[0]:
        return results.ranking, results.race_refusal
    try:
        return race(results.progress, results.figures, results.plan, scheme, results.periods), ""
    except MeasureError as error:
        return empty(RANKING), str(error)
