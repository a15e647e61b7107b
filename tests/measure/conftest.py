"""A plan of one promise over two counties, and figures written as the clerk would read them out."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

from milepost.measure.progress import progress
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan
from milepost.plan.tables import FIGURES

Figures = pd.DataFrame
Cells = Mapping[str, Mapping[str, float]]


@pytest.fixture
def one_goal() -> Callable[..., Plan]:
    """A plan 2022–2024 of one indicator `x` (reported by 东 and 西) and one goal `g`, with the fields given."""

    def build(indicator: Mapping[str, Any] | None = None, **goal: Any) -> Plan:
        based = {"base_source": "统计年鉴"} if goal.get("base_value") is not None else {}
        return Plan.from_document(
            {
                "id": "one",
                "title": "一个目标",
                "unit": "city",
                "start": "2022Q1",
                "units": [
                    {"id": "city", "name": "某市", "kind": "city"},
                    {"id": "east", "name": "东县", "kind": "county"},
                    {"id": "west", "name": "西县", "kind": "county"},
                    {"id": "bureau", "name": "市统计局", "kind": "department"},
                ],
                "indicators": [
                    {"id": "x", "name": "指标", "measure_unit": "户", "way": "stock", "reported_by": ["county"]}
                    | dict(indicator or {})
                ],
                "goals": [
                    {"id": "g", "name": "目标", "indicator": "x", "quote": "", "operator": ">=", "kind": "stock",
                     "measure_unit": "户", "deadline": "2024-12-31"} | based | goal
                ],
            }
        )  # fmt: skip

    return build


@pytest.fixture
def figures() -> Callable[..., Figures]:
    """FIGURES out of {period: {unit: value}} of one indicator."""

    def build(cells: Cells, indicator: str = "x", **more: str) -> Figures:
        rows = [
            dict.fromkeys(FIGURES, "") | {"indicator": indicator, "unit": unit, "period": period, "value": value}
            | {"time": pd.Timestamp("2024-01-01")} | more
            for period, row in cells.items()
            for unit, value in row.items()
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=list(FIGURES)).astype(FIGURES)

    return build


@pytest.fixture
def judged(figures: Callable[..., Figures]) -> Callable[..., pd.Series]:
    """The row of PROGRESS of goal `g` for a unit, when the city alone reports the levels {period: value}."""

    def judge(plan: Plan, levels: Mapping[str, float], period: str, unit: str = "city") -> pd.Series:
        cells = figures({when: {unit: value} for when, value in levels.items()})
        table = progress(cells, plan, quarters(Period.parse("2022Q1"), Period.parse(period)))
        return table[(table["unit"] == unit) & (table["period"] == period)].iloc[0]

    return judge
