"""What 其他 and 小计 are beside kinds of things instead of places: the rest of them, or all that a group names."""

from collections.abc import Mapping
from dataclasses import replace

from milepost.intake.meaning import Meaning
from milepost.plan.names import fold

REMAINDER = "其余部分"


def of_kinds(columns: Mapping[int, Meaning]) -> dict[int, Meaning]:
    """Columns beside none of which a place stands: 其他 is a remainder of kinds there, 小计 below a name the named."""
    return {
        c: m if not m.rest
        else replace(m, rest=False) if m.name and fold(m.text).endswith("小计")
        else replace(m, rest=False, excluded=REMAINDER)
        for c, m in columns.items()
    }  # fmt: skip
