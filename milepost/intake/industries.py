"""Which industry a figure of a clerk's own table is of, and why it is left out when the plan does not ask for it."""

import re
from collections.abc import Mapping
from dataclasses import replace

from milepost.intake import wording
from milepost.intake.meaning import Meaning
from milepost.plan.indicator import Indicator
from milepost.plan.industry import Industry
from milepost.plan.names import fold
from milepost.plan.plan import Plan

_ALL = wording.TOTALS | {"全行业", "各行业", "所有行业"}
# The letter of a 门类 in GB/T 4754: C 制造业, 制造业（C）.
_CODE = re.compile(r"^[a-t](?![a-z])[.、:-]?|\([a-t]\)$")


def single(text: str) -> str:
    """What an industry column says; empty for all industries together."""
    return "" if fold(text) in _ALL else text.strip()


def industry_in(plan: Plan, text: str) -> Industry | None:
    """The industry that a cell of an industry column names: also with its letter, or short (制造, 其他)."""
    plain = _CODE.sub("", wording.NUMBERING.sub("", fold(text)))
    return next(filter(None, (plan.industry_named(plain + ending) for ending in ("", "业", "行业"))), None)


def beside_industries(columns: Mapping[int, Meaning]) -> dict[int, Meaning]:
    """Columns by what they say: beside industries 合计 is that of all industries, not of all places."""
    split = any(meaning.industry for meaning in columns.values())
    return {c: replace(meaning, bare_total=meaning.bare_total and not split) for c, meaning in columns.items()}


def why_not(indicator: Indicator, unknown: str, row: Industry | None, column: Industry | None) -> str:
    """Why a figure of these industries is not taken, in Chinese; empty when it is. `unknown` is no industry we know."""
    if unknown:
        return f"{unknown}（方案没有这个行业）"
    if row and column and row != column:
        return f"{row.name}/{column.name}（两个行业）"
    industry = row or column
    return f"{indicator.name}·{industry.name}（不分行业报送）" if industry and not indicator.by_industry else ""
