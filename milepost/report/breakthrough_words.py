"""零突破 in words: who has the first one now, who has none yet, and who has not said."""

from collections.abc import Sequence

import pandas as pd

from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.report import words

_NAMED = 12


def sentences(plan: Plan, table: pd.DataFrame, period: Period) -> list[tuple[str, str]]:
    """For each indicator of `table` (BREAKTHROUGHS) its name and what is said of the units as of `period`.

    本季零突破：延边州；2022年以来：四平市；仍为零：白城市、松原市；未报：长春市.
    """
    return [
        (plan.indicator_of(indicator).name, _said(plan, table[table["indicator"] == indicator], period))
        for indicator in table["indicator"].unique()
    ]


def _said(plan: Plan, rows: pd.DataFrame, period: Period) -> str:
    now, above = rows["broke"] == str(period), rows["value"] > 0
    groups = (
        ("本季零突破", rows[now & above]),
        ("此前零突破", rows[~now & (rows["broke"] != "") & above]),
        ("仍为零", rows[rows["value"] == 0]),
        ("未报", rows[rows["value"].isna()]),
    )
    parts = [f"{label}：{_names(plan, found['unit'].tolist())}" for label, found in groups if len(found)]
    return "；".join(parts) if not above.all() or now.any() else "参赛单位都已有"


def _names(plan: Plan, ids: Sequence[str]) -> str:
    return words.listed([plan.unit_of(one).name for one in ids], _NAMED, "家")
