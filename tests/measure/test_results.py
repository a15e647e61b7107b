"""How far back the judgement of a quarter reaches."""

from datetime import date

import pandas as pd
import pytest

from milepost.measure.reporting import Holdings
from milepost.measure.results import judge
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.store.questions import SUBMISSIONS

Q2 = Period.parse("2024Q2")


@pytest.mark.parametrize(("start", "first"), [("2022Q1", "2022Q1"), (None, "2023Q3")])
def test_history_begins_with_the_plan_or_with_its_first_figure(document, figures, start, first):
    document |= {"start": start, "goals": [], "schemes": []}
    plan = Plan.from_document({key: value for key, value in document.items() if value is not None})
    cells = figures({"2023Q3": {"longshan": 1}, "2024Q2": {"longshan": 2}}, "market_entities")
    live = pd.DataFrame(
        {name: pd.Series(dtype=kind) for name, kind in (SUBMISSIONS | {"first": "datetime64[us]"}).items()}
    )
    assert str(judge(Holdings(plan, cells, live), Q2, date(2024, 7, 1)).periods[0]) == first
