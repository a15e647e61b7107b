"""Who has reported what, told from the cells that came in."""

from datetime import date, datetime

import pandas as pd
import pytest

from milepost.measure.reporting import REPORTING, Holdings, reporting
from milepost.plan.period import Period
from milepost.plan.tables import FIGURES, table

Q2 = Period.parse("2023Q2")
LIVE = ["sender", "form", "time", "figures", "period"]


def figures(*cells: tuple[str, str]) -> pd.DataFrame:
    rows = [
        dict.fromkeys(FIGURES, "")
        | {"indicator": indicator, "unit": unit, "period": "2023Q2", "value": 1.0, "time": datetime(2023, 7, 1)}
        for indicator, unit in cells
    ]
    return table(rows, FIGURES)


def came(*rows: tuple[str, str, datetime, int]) -> pd.DataFrame:
    live = pd.DataFrame([(*row, "2023Q2") for row in rows], columns=LIVE).astype({"time": "datetime64[us]"})
    return live.assign(first=live["time"])


@pytest.mark.parametrize(
    ("hour", "late"), [(datetime(2023, 7, 12, 15, 59), False), (datetime(2023, 7, 12, 16, 0), True)]
)
def test_late_is_judged_by_the_day_in_shanghai(plan, hour, late):
    """Due on 12 July; 16:00 UTC is midnight of the 13th there."""
    row = reporting(
        Holdings(plan, figures(("trained", "city")), came(("commerce", "template", hour, 1))), Q2, date(2023, 7, 20)
    )
    row = row.set_index("unit").loc["commerce"]
    assert (row["state"], row["late"], row["missing"]) == ("已报", late, "")


def test_what_is_still_owed_is_named_and_nobody_is_overdue_before_the_day(plan):
    """A county owes three indicators; it sent one. The others sent nothing."""
    live = came(("longshan", "长表：季报", datetime(2023, 7, 3), 1))
    held = Holdings(plan, figures(("market_entities", "longshan")), live)
    rows = reporting(held, Q2, date(2023, 7, 12)).set_index("unit")
    assert list(rows.columns) == list(REPORTING)[1:]
    assert (rows.loc["longshan", "state"], rows.loc["longshan", "missing"]) == (
        "部分已报",
        "新登记市场主体、累计个转企",
    )
    assert rows.loc["xian", "state"] == "未报"
    assert not rows["late"].any()
    tomorrow = reporting(held, Q2, date(2023, 7, 13))
    assert tomorrow.set_index("unit").loc["xian", "state"] == "逾期未报"


def test_two_forms_of_one_sender_are_two_rows(plan):
    live = came(("longshan", "template", datetime(2023, 7, 3), 2), ("longshan", "宽表", datetime(2023, 7, 4), 1))
    rows = reporting(Holdings(plan, figures(), live), Q2, date(2023, 7, 5))
    assert list(rows[rows["unit"] == "longshan"]["form"]) == ["template", "宽表"]


def test_an_industry_alone_is_not_the_figure_that_is_owed(plan):
    single = figures(("market_entities", "longshan"), ("new_entities", "longshan"))
    single["industry"] = ["manufacturing", ""]
    live = came(("longshan", "宽表", datetime(2023, 7, 3), 2))
    row = reporting(Holdings(plan, single, live), Q2, date(2023, 7, 5)).set_index("unit").loc["longshan"]
    assert row["missing"] == "市场主体总量、累计个转企"


def test_a_correction_sent_after_the_day_makes_nobody_late(plan):
    live = came(("commerce", "template", datetime(2023, 8, 1), 1)).assign(first=pd.Timestamp(2023, 7, 12, 15, 59))
    rows = reporting(Holdings(plan, figures(("trained", "city")), live), Q2, date(2023, 8, 2)).set_index("unit")
    assert not rows.loc["commerce", "late"]
    assert rows.loc["commerce", "submitted"] == pd.Timestamp(2023, 8, 1)
