"""The invented figures of 小店区: six quarters of a district that does not exist in any statistics.

Nothing here is real. What the market regulator counts by street is drawn: 龙城街道 and 黄陵街道 run ahead, 刘家堡乡
and 北格镇 fall behind, and enterprises grow faster than individual businesses, but not fast enough for 3:2. What
departments count is written out. 企业, 个体工商户 and a few cooperatives always make 市场主体总量.
"""

import random
import tomllib
from pathlib import Path

import pandas as pd
from invented import growth, quarter_names, year_to_date

QUARTERS = quarter_names("2022Q1", "2023Q2")
STREETS = [
    "wucheng", "yingpan", "beiying", "pingyanglu", "huangling", "xiaodian_street", "longcheng", "beige", "xiwenzhuang",
    "liujiabu",
]  # fmt: skip
ADDITIONS = tomllib.loads((Path(__file__).parent / "xiaodian-2022" / "plan.toml").read_text(encoding="utf-8"))
_SEED = 20220601
_PARTS = {goal["id"]: goal["allocations"] for goal in ADDITIONS["goals"] if "allocations" in goal}

_TEMPO = {
    "wucheng": [1.00, 0.95, 1.00, 1.00, 1.05, 1.00],
    "yingpan": [1.05, 1.00, 1.00, 0.95, 0.95, 0.90],
    "beiying": [0.95, 1.00, 1.00, 1.05, 1.05, 1.10],
    "pingyanglu": [1.00, 1.00, 0.95, 1.00, 1.00, 1.00],
    "huangling": [0.90, 0.95, 1.00, 1.05, 1.10, 1.15],
    "xiaodian_street": [1.00, 1.00, 1.00, 1.00, 0.95, 1.00],
    "longcheng": [0.95, 1.00, 1.05, 1.05, 1.10, 1.05],
    "beige": [1.05, 1.00, 0.95, 0.90, 0.90, 0.85],
    "xiwenzhuang": [1.00, 1.00, 1.00, 1.00, 1.00, 1.05],
    "liujiabu": [1.10, 1.05, 0.95, 0.85, 0.80, 0.75],
}
# Share of a street's own four-year task reached at 2023Q2, when 29.3 % of the entities are due and 37.5 % of the jobs.
_REACHED = {
    "market_entities": [0.305, 0.258, 0.336, 0.287, 0.362, 0.301, 0.371, 0.222, 0.291, 0.158],
    "new_jobs": [0.384, 0.341, 0.402, 0.371, 0.418, 0.377, 0.433, 0.302, 0.368, 0.246],
}
# By street in the order above: at the end of 2021, and added until 2023Q2.
_ENTERPRISES = (
    [9400, 5700, 5600, 6700, 3300, 6600, 5300, 1500, 1300, 1100],
    [4620, 2430, 3360, 3180, 2290, 3580, 3060, 410, 470, 190],
)
_COOPERATIVES = [60, 40, 90, 50, 140, 190, 60, 280, 230, 260]
# Service entities as a share of all, and active ones, at the end of 2021 and at 2023Q2.
_SERVICES = (
    [0.78, 0.76, 0.70, 0.75, 0.62, 0.68, 0.73, 0.47, 0.44, 0.45],
    [0.753, 0.735, 0.668, 0.724, 0.588, 0.655, 0.699, 0.455, 0.431, 0.436],
)
_ACTIVE = (
    [0.682, 0.671, 0.658, 0.676, 0.640, 0.660, 0.668, 0.622, 0.618, 0.612],
    [0.724, 0.706, 0.704, 0.715, 0.686, 0.698, 0.722, 0.641, 0.652, 0.624],
)
_POPULATION = [214300, 146800, 158900, 151200, 103700, 205600, 131500, 71400, 52600, 51600]

_OF_DISTRICT = {
    # 亿元, counted from 1 January of each year.
    "industrial_output": [19.85, 42.31, 65.74, 92.12, 22.4, 47.96],
    "industrial_value_added": [3.02, 6.41, 9.93, 13.86, 3.31, 6.98],
    "services_value_added": [191.2, 397.1, 602.6, 818.4, 201.9, 421.9],
    "city_services_value_added": [1032.0, 2139.5, 3231.6, 4379.9, 1075.4, 2226.1],
    "gdp": [236.4, 488.9, 741.2, 1021.5, 250.1, 518.6],
    # Not out yet for 2023Q2: the sample's unreported goals.
    "strategic_revenue": [3.12, 6.75, 10.48, 15.2, 3.96],
    # Counted from 1 January of each year; one firm was struck off after a check at the end of 2022.
    "new_above_scale": [2, 6, 8, 7, 3, 8],
    "new_tech_centres": [0, 1, 1, 2, 1, 1],
    "industrial_headquarters": [3, 7, 10, 13, 4, 9],
    "large_manufacturers": [1, 1, 1, 1, 2, 2],
    "emerging_share": [22.4, 22.9, 23.3, 23.9, 24.6, 25.2],
    "specialised_smes": [33, 36, 39, 44, 46, 49],
    # Two groups sold less in 2022 than before, so that fewer than at the start remain.
    "big_sellers": [4, 4, 4, 5, 4, 3],
    "above_scale": [138, 140, 142, 146, 148, 151],
    "above_scale_with_rd": [58, 61, 65, 71, 73, 78],
    # Nothing came from 区商务局 for 2023Q2.
    "featured_buildings": [0, 1, 2, 4, 0],
    "enterprise_start_days": [0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
    "individual_start_days": [1.0, 1.0, 0.8, 0.7, 0.6, 0.6],
    "permit_commitments": [0, 0, 0, 1, 1, 1],
    "online_share": [88.6, 91.2, 93.5, 96.1, 96.4, 97.0],
    "approval_online_share": [92, 95, 97.5, 100, 100, 100],
    "approval_done_online_share": [41.2, 46.8, 52.3, 57.9, 58.8, 59.6],
}
# Tasks of a year, and the share of those due that are done in time.
_TASKS = {
    "approval_services": (24, 0.96), "industry_it": (22, 0.84), "commerce": (16, 0.76),
    "development_reform": (12, 0.93), "science_technology": (12, 1.0), "market_regulation": (14, 0.94),
    "tax": (10, 1.0), "finance": (8, 0.9), "finance_office": (12, 0.7), "human_resources": (12, 0.88),
    "justice": (6, 0.85), "public_security": (4, 1.0), "political_legal": (2, 1.0), "organisation": (4, 0.8),
    "industry_commerce_federation": (4, 1.0), "education": (2, 1.0), "health_sports": (2, 1.0),
    "culture_tourism": (6, 0.72), "urban_management": (4, 0.8), "medical_insurance": (4, 1.0),
    "project_promotion": (6, 0.68), "office_buildings": (8, 0.62), "agriculture": (4, 0.8), "transport": (4, 0.75),
    "civil_affairs": (2, 1.0),
}  # fmt: skip


def departments() -> list[str]:
    """Every department of the plan has a line in the list of tasks; most of those that lead no measure have none."""
    return [unit["id"] for unit in _document()["units"] if unit["kind"] == "department"]


def _document() -> dict[str, list[dict[str, str]]]:
    path = Path(__file__).parents[2] / "targets" / "xiaodian-2022.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def truth() -> pd.DataFrame:
    """Every figure of 小店区: columns indicator, unit, period (2022Q1 …) and value, one row a cell."""
    rows = [(i, "xiaodian", q, v) for i, values in _OF_DISTRICT.items() for q, v in zip(QUARTERS, values, strict=False)]
    for position, street in enumerate(STREETS):
        for indicator, values in _by_street(position).items():
            rows += [(indicator, street, q, v) for q, v in zip(QUARTERS, values, strict=True)]
        rows.append(("population", street, "2022Q4", _POPULATION[position]))
    for department in departments():
        for indicator, values in _tasks(department).items():
            rows += [(indicator, department, q, v) for q, v in zip(QUARTERS, values, strict=True)]
    return pd.DataFrame(rows, columns=["indicator", "unit", "period", "value"])


def _by_street(position: int) -> dict[str, list[int]]:
    """What is counted in one street, quarter by quarter."""
    street = STREETS[position]
    part = _PARTS["market_entities"][street]
    added = _grown("market_entities", position, part["value"] - part["base_value"])
    entities = [part["base_value"] + n for n in added]
    before, more = (column[position] for column in _ENTERPRISES)
    enterprises = [before + n for n in growth(more, QUARTERS, _TEMPO[street], f"{_SEED} {street} enterprises")]
    return {
        "market_entities": entities,
        "enterprises": enterprises,
        "individual_businesses": [
            every - firms - _COOPERATIVES[position] - quarter
            for quarter, (every, firms) in enumerate(zip(entities, enterprises, strict=True))
        ],
        "active_entities": _share_of(entities, _ACTIVE, position),
        "service_entities": _share_of(entities, _SERVICES, position),
        "new_jobs": year_to_date(_grown("new_jobs", position, _PARTS["new_jobs"][street]["value"])),
    }


def _grown(indicator: str, position: int, task: int) -> list[int]:
    street = STREETS[position]
    return growth(task * _REACHED[indicator][position], QUARTERS, _TEMPO[street], f"{_SEED} {street} {indicator}")


def _share_of(entities: list[int], ends: tuple[list[float], list[float]], position: int) -> list[int]:
    """A part of the entities whose share moves evenly between two ends."""
    first, last = (end[position] for end in ends)
    return [round(n * (first + (last - first) * (k + 1) / len(entities))) for k, n in enumerate(entities)]


def _tasks(department: str) -> dict[str, list[int]]:
    """Tasks due since 1 January by one department's list, and those of them done in time."""
    of_year, rate = _TASKS.get(department, (0, 1.0))
    chance = random.Random(f"{_SEED} {department} tasks")  # noqa: S311 - invented figures, not a secret
    due, done = [], []
    for name in QUARTERS:
        number = int(name[-1])
        due.append(round(of_year * number / 4))
        before = done[-1] if number > 1 else 0
        reached = round(due[-1] * min(1.0, rate * chance.uniform(0.97, 1.03)))
        done.append(due[-1] if rate == 1 else max(before, reached))
    return {"tasks_due": due, "tasks_done": done}
