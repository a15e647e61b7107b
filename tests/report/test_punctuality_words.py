"""How rates are said."""

import pandas as pd
import pytest

from milepost.measure.punctuality import PUNCTUALITY
from milepost.plan.tables import empty, table
from milepost.report.palette import LIGHT
from milepost.report.punctuality_words import bars, listing, sentence


def rates(*rows: tuple[str, int, int, int], dated: bool = True) -> pd.DataFrame:
    return table(
        [
            {"unit": unit, "owed": owed, "reported": reported, "on_time": on_time, "late": reported - on_time,
             "reporting_rate": reported / owed, "on_time_rate": on_time / owed if dated else float("nan")}
            for unit, owed, reported, on_time in rows
        ],
        PUNCTUALITY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("longshan", 4, 4, 4), ("xian", 4, 4, 4)], "报送率100.0%、及时率100.0%，家家按时"),
        ([("longshan", 4, 4, 4), ("xian", 4, 3, 2)], "报送率87.5%、及时率75.0%；不都按时的有西安区（50.0%）"),
        ([(unit, 2, 2, 1) for unit in ("longshan", "xian", "dongfeng", "dongliao")],
         "报送率100.0%、及时率50.0%；不都按时的有龙山区（50.0%）、西安区（50.0%）、东丰县（50.0%）等4家"),
    ],
)  # fmt: skip
def test_the_sentence_names_who_was_not_in_time(plan, rows, said):
    assert sentence(plan, rates(*rows)) == said


def test_without_a_due_day_there_is_no_rate_in_time(plan):
    found = rates(("longshan", 2, 2, 0), dated=False)
    assert sentence(plan, found) == "报送率100.0%；方案没有写截止日，不算及时率"
    assert listing(plan, found).columns["及时率"] == ["—"]
    assert bars(plan, found, LIGHT)[0].right == "—"
    assert sentence(plan, empty(PUNCTUALITY)) == ""


def test_a_bar_shows_both_rates_and_the_slowest_comes_first(plan):
    slow, fast = bars(plan, rates(("longshan", 4, 4, 4), ("xian", 4, 3, 2)), LIGHT)
    assert (slow.name, slow.middle, slow.right, slow.length, slow.tick) == (
        "西安区",
        "迟报1季、未报齐1季",
        "50.0%",
        50,
        75,
    )
    assert (fast.name, fast.middle, fast.length) == ("龙山区", "", 100)
