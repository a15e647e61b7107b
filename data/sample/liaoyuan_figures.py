"""The invented figures of 辽源: ten quarters of a city that does not exist in any statistics.

Nothing here is real. What counties register is drawn: each county heads for its own result at 2024Q2, faster in the
second and third quarters and in its own rhythm: 西安区 catches up, 东丰县 tires, 高新区 stumbles in mid-2023. What
departments count are a few firms each, so those numbers are written out. Two things always hold: 企业 and 个体工商户
add up to 市场主体总量, and new registrations exceed the net increase, because some close.
"""

import tomllib
from pathlib import Path

import pandas as pd
from invented import growth, quarter_names, year_to_date

QUARTERS = quarter_names("2022Q1", "2024Q2")
COUNTIES = ["longshan", "xian", "dongfeng", "dongliao", "gaoxin"]
ADDITIONS = tomllib.loads((Path(__file__).parent / "liaoyuan-2022" / "plan.toml").read_text(encoding="utf-8"))
_SEED = 20220315

_TEMPO = {
    "longshan": [1.00, 1.00, 0.95, 0.95, 1.00, 1.00, 1.00, 1.00, 1.05, 1.05],
    "xian": [0.85, 0.90, 0.90, 0.90, 0.95, 1.00, 1.05, 1.10, 1.05, 1.50],
    "dongfeng": [1.10, 1.15, 1.15, 1.10, 1.00, 1.00, 0.95, 0.95, 0.90, 0.80],
    "dongliao": [1.00, 1.00, 1.00, 1.00, 0.95, 1.00, 1.30, 0.95, 0.95, 0.90],
    "gaoxin": [1.10, 1.00, 0.95, 1.15, 1.00, 0.75, 0.70, 1.25, 1.05, 1.00],
}
# Share of the county's own three-year task reached at 2024Q2, when 83.3 % is due.
_REACHED = {
    "enterprises": [0.838, 0.768, 0.808, 0.658, 0.713],
    "individual_businesses": [0.913, 0.923, 0.923, 0.828, 0.853],
    "new_entities": [0.918, 0.928, 0.913, 0.858, 0.863],
    "new_enterprises": [0.853, 0.839, 0.855, 0.673, 0.803],
    "conversions": [0.799, 0.832, 0.785, 0.658, 0.835],
}
_POPULATION = {
    "2022Q4": [268112, 151874, 288305, 230186, 54523],
    "2023Q4": [267698, 151420, 286977, 228911, 54994],
}
# By county in the order above; one number a quarter.
_BY_COUNTY = {
    "tech_smes": [
        [1, 3, 6, 8, 9, 12, 15, 18, 20, 24],
        [0, 2, 3, 5, 4, 7, 9, 10, 11, 13],  # one struck off after a check in 2023Q1
        [0, 2, 4, 5, 5, 7, 8, 10, 10, 12],
        [0, 1, 1, 2, 2, 3, 4, 5, 5, 7],
        [1, 2, 4, 6, 6, 8, 10, 12, 13, 15],
    ],
    "high_tech_enterprises": [
        [4, 4, 5, 5, 5, 6, 6, 7, 7, 8],
        [2, 2, 2, 2, 3, 3, 3, 3, 4, 4],
        [2, 2, 2, 3, 3, 3, 3, 3, 3, 3],
        [1, 1, 1, 1, 1, 1, 1, 2, 2, 2],
        [3, 3, 4, 4, 4, 5, 5, 6, 7, 7],
    ],
    "little_giants": [[0] * 6 + [1] * 4, [0] * 10, [0] * 10, [0] * 10, [1] * 10],
    "specialised_enterprises": [
        [1, 1, 1, 1, 2, 2, 2, 2, 3, 3],
        [1, 1, 1, 1, 1, 1, 1, 2, 2, 2],
        [1, 1, 1, 1, 1, 1, 2, 2, 2, 2],
        [0] * 10,
        [1, 1, 1, 2, 2, 2, 2, 2, 2, 3],
    ],
    "national_agri_leaders": [[0] * 10, [0] * 10, [1] * 10, [1] * 10, [0] * 10],
    "provincial_agri_leaders": [
        [3, 3, 3, 3, 3, 3, 4, 4, 4, 4],
        [2, 2, 2, 2, 2, 2, 2, 3, 3, 3],
        [6, 6, 6, 6, 7, 7, 7, 7, 7, 7],
        [4, 4, 4, 4, 4, 4, 4, 4, 4, 5],
        [0] * 10,
    ],
    "family_farms": [
        [2, 2, 2, 3, 3, 3, 3, 4, 4, 4],
        [2, 2, 2, 2, 2, 3, 3, 3, 4, 4],
        [6, 6, 7, 7, 7, 8, 8, 8, 9, 9],
        [4, 4, 4, 4, 5, 5, 5, 6, 6, 6],
        [0] * 10,
    ],
    # The sheet of 2024Q2 is missing: the sample's unreported goal.
    "beef_cattle": [
        [5, 5, 5, 6, 6, 7, 7, 8, 8],
        [6, 6, 6, 7, 7, 8, 9, 10, 11],
        [25, 26, 27, 29, 30, 31, 33, 35, 36],
        [22, 23, 24, 26, 27, 28, 30, 32, 33],
        [0] * 9,
    ],
    # Counted from 1 January of each year.
    "ecommerce_stations": [
        [2, 5, 9, 14, 3, 8, 14, 20, 3, 6],
        [2, 5, 8, 12, 3, 8, 13, 19, 4, 7],
        [5, 13, 23, 33, 7, 20, 34, 47, 8, 15],
        [4, 11, 21, 31, 6, 18, 31, 44, 7, 15],
        [0] * 10,
    ],
}
_OF_CITY = {
    # One firm fell below the size that counts in the third quarter of 2022, and came back.
    "chemical_drug_firms": [6, 6, 5, 6, 6, 7, 7, 7, 7, 7],
    "medical_device_firms": [4, 4, 4, 5, 5, 5, 5, 5, 6, 6],
    "creative_firms": [1, 1, 1, 1, 1, 1, 1, 2, 2, 2],
    "new_tourism_entities": [0, 1, 2, 3, 0, 1, 3, 4, 0, 1],
    "elderly_care_complexes": [0, 0, 0, 0, 0, 0, 1, 1, 1, 1],
    "trained_traders": [5, 6, 5, 7, 4, 6, 8, 7, 5, 7],
    "livestream_bases": [0, 0, 0, 0, 0, 0, 0, 1, 1, 1],
    # One company moved away in the second quarter of 2024.
    "listed_companies": [3, 3, 3, 3, 3, 3, 3, 3, 3, 2],
}


def truth() -> pd.DataFrame:
    """Every figure of 辽源: columns indicator, unit, period (2022Q1 …) and value, one row a cell."""
    rows = [(i, "liaoyuan", q, v) for i, values in _OF_CITY.items() for q, v in zip(QUARTERS, values, strict=True)]
    for position, county in enumerate(COUNTIES):
        for indicator, by_county in _BY_COUNTY.items():
            rows += [(indicator, county, q, v) for q, v in zip(QUARTERS, by_county[position], strict=False)]
        for indicator, values in _registered(position).items():
            rows += [(indicator, county, q, v) for q, v in zip(QUARTERS, values, strict=True)]
        rows += [("population", county, q, people[position]) for q, people in _POPULATION.items()]
    return pd.DataFrame(rows, columns=["indicator", "unit", "period", "value"])


def _registered(position: int) -> dict[str, list[int]]:
    """What one county's market regulator counts, quarter by quarter."""
    since = {name: _increase(name, position) for name in _REACHED}
    base = {goal["id"]: goal["allocations"][COUNTIES[position]].get("base_value", 0) for goal in ADDITIONS["goals"]
            if COUNTIES[position] in goal.get("allocations", {})}  # fmt: skip
    enterprises = [base["enterprises"] + n for n in since["enterprises"]]
    individuals = [base["individual_businesses"] + n for n in since["individual_businesses"]]
    return {
        "market_entities": [e + i for e, i in zip(enterprises, individuals, strict=True)],
        "enterprises": enterprises,
        "individual_businesses": individuals,
        "new_entities": year_to_date(since["new_entities"]),
        "new_enterprises": year_to_date(since["new_enterprises"]),
        "conversions": year_to_date(since["conversions"]),
        "conversions_ever": [base["conversions_ever"] + n for n in since["conversions"]],
    }


def _increase(indicator: str, position: int) -> list[int]:
    """Increase since the end of 2021, quarter by quarter, of one county."""
    county = COUNTIES[position]
    part = next(goal for goal in ADDITIONS["goals"] if goal["id"] == indicator)["allocations"][county]
    total = (part["value"] - part.get("base_value", 0)) * _REACHED[indicator][position]
    return growth(total, QUARTERS, _TEMPO[county], f"{_SEED} {county} {indicator}")
