"""报送率 and 及时率, told from when each quarter's first file came."""

from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.measure.punctuality import punctuality
from milepost.measure.reporting import Holdings
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan
from milepost.plan.tables import FIGURES, empty, table

PERIODS = quarters(Period.parse("2023Q1"), Period.parse("2023Q4"))


def held(plan: Plan, *sent: tuple[str, str, datetime, bool]) -> Holdings:
    """What 市商务局 sent: period, first day, whole; it owes one figure of the whole place a quarter."""
    rows = [
        dict.fromkeys(FIGURES, "") | {"indicator": "trained", "unit": "city", "period": period, "value": 1.0,
                                      "time": time}
        for _, period, time, whole in sent
        if whole
    ]  # fmt: skip
    live = pd.DataFrame(
        [(sender, period, time) for sender, period, time, _ in sent], columns=["sender", "period", "first"]
    )
    return Holdings(plan, table(rows, FIGURES) if rows else empty(FIGURES), live)


def commerce(found: pd.DataFrame) -> dict[str, object]:
    return found.set_index("unit").loc["commerce"].to_dict()


def test_three_of_four_reported_two_of_them_in_time(plan):
    """Q1 in time, Q2 at 23:59 of its day in Shanghai, Q3 a day late, Q4 never."""
    found = punctuality(
        held(
            plan,
            ("commerce", "2023Q1", datetime(2023, 4, 10), True),
            ("commerce", "2023Q2", datetime(2023, 7, 12, 15, 59), True),
            ("commerce", "2023Q3", datetime(2023, 10, 12, 16, 0), True),
        ),
        PERIODS,
        date(2024, 1, 13),
    )
    assert commerce(found) == {
        "owed": 4, "reported": 3, "on_time": 2, "late": 1, "reporting_rate": 0.75, "on_time_rate": 0.5,
    }  # fmt: skip


def test_a_quarter_counts_once_its_day_has_passed(plan):
    came = held(plan, ("commerce", "2023Q1", datetime(2023, 4, 10), True))
    assert commerce(punctuality(came, PERIODS, date(2023, 7, 12)))["owed"] == 1
    assert commerce(punctuality(came, PERIODS, date(2023, 7, 13)))["owed"] == 2
    assert punctuality(came, PERIODS, date(2023, 4, 12)).empty


def test_what_is_reported_in_part_is_not_reported(plan):
    came = held(plan, ("commerce", "2023Q1", datetime(2023, 4, 10), False))
    assert commerce(punctuality(came, PERIODS[:1], date(2023, 5, 1)))["reporting_rate"] == 0


def test_without_a_day_nobody_is_late(document):
    del document["due_day"]
    came = held(Plan.from_document(document), ("commerce", "2023Q1", datetime(2023, 12, 1), True))
    row = commerce(punctuality(came, PERIODS[:1], date(2024, 1, 1)))
    assert (row["reporting_rate"], row["late"], pd.isna(row["on_time_rate"])) == (1.0, 0, True)


@given(st.lists(st.tuples(st.booleans(), st.integers(-40, 40)), min_size=4, max_size=4), st.dates(date(2023, 1, 1)))
def test_in_time_is_never_more_than_reported_and_that_never_more_than_owed(plan_law, sent, today):
    days = [(period, datetime.combine(period.end, datetime.min.time())) for period in PERIODS]
    came = [("commerce", str(p), day + pd.Timedelta(days=shift), whole)
            for (p, day), (whole, shift) in zip(days, sent, strict=True)]  # fmt: skip
    for row in punctuality(held(plan_law, *came), PERIODS, today).to_dict("records"):
        assert row["on_time"] + row["late"] == row["reported"] <= row["owed"] <= 4
        assert 0 <= row["on_time_rate"] <= row["reporting_rate"] <= 1


@pytest.fixture(scope="module")
def plan_law() -> Plan:
    return Plan.from_document(
        {
            "id": "small", "unit": "city", "due_day": 12,
            "units": [{"id": "city", "name": "某市", "kind": "city"},
                      {"id": "commerce", "name": "市商务局", "kind": "department"}],
            "indicators": [{"id": "trained", "name": "培训外贸企业", "measure_unit": "户", "way": "flow",
                            "reported_by": ["commerce"], "reported_for": "whole"}],
        }
    )  # fmt: skip
