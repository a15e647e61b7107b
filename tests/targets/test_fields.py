"""Every field a person may write is explained where they look for it."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from milepost.plan.adjustment import Adjustment
from milepost.plan.deadline import Deadline
from milepost.plan.goal import Allocation, Goal, Reference
from milepost.plan.indicator import Indicator, Ratio
from milepost.plan.industry import Industry
from milepost.plan.plan import Bands, Plan
from milepost.plan.redefinition import Comparable, Redefinition
from milepost.plan.scheme import Scheme, SchemeItem
from milepost.plan.unit import Unit

README = Path(__file__).parents[2] / "targets" / "README.md"


def explained(record: str) -> set[str]:
    """Fields in the first column of the table under the heading of `record`."""
    section = README.read_text(encoding="utf-8").split(f"\n## {record}\n")[1].split("\n## ")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}


@pytest.mark.parametrize(
    "record",
    [
        Plan,
        Unit,
        Industry,
        Indicator,
        Ratio,
        Goal,
        Allocation,
        Reference,
        Scheme,
        SchemeItem,
        Bands,
        Deadline,
        Adjustment,
        Redefinition,
        Comparable,
    ],
)
def test_the_readme_explains_every_field_of_a_record_and_no_other(record):
    assert explained(record.__name__) == {field.name for field in fields(record)}
