"""Which versions can be compared."""

import pytest

from milepost.plan.period import Period
from milepost.ui import versions


@pytest.mark.parametrize(
    ("names", "comparable"),
    [
        ({}, False),
        ({"1": "第1版"}, False),  # nothing came after it
        ({"2023Q1": "…", "2023Q2": "…"}, False),  # nothing is published
        ({"1": "第1版", "2023Q2": "2023年二季度现在的数"}, True),
        ({"1": "第1版", "2": "第2版"}, True),
    ],
)
def test_a_comparison_begins_at_a_publication_and_needs_a_second_version(names, comparable):
    assert versions.comparable(names) is comparable


def test_a_version_is_a_number_or_a_quarter():
    assert versions.point("12") == 12
    assert versions.point("2023Q2") == Period.parse("2023Q2")
