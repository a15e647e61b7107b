"""The invented industries of 辽源: from 2023 on its counties split 市场主体总量 and 新登记市场主体.

Nothing here is real. 东丰县 begins a quarter later. Each county has a make-up of its own, which shifts a little every
quarter; the parts are rounded so that they always add up to the total.
"""

import random
from collections.abc import Sequence

import pandas as pd
from liaoyuan_figures import ADDITIONS, COUNTIES, QUARTERS

INDUSTRIES = [industry["id"] for industry in ADDITIONS["industries"]]
_STARTS = {"longshan": "2023Q1", "xian": "2023Q1", "dongfeng": "2023Q2", "dongliao": "2023Q1", "gaoxin": "2023Q1"}
_SEED = 4754
# Percent of all market entities at the start of 2023, industry by industry in the plan's order.
_SHARES = {
    "longshan": [3, 6, 4, 48, 7, 12, 5, 9, 6],
    "xian": [4, 9, 4, 46, 8, 11, 4, 9, 5],
    "dongfeng": [14, 5, 3, 44, 8, 10, 3, 8, 5],
    "dongliao": [19, 5, 3, 40, 10, 8, 2, 8, 5],
    "gaoxin": [2, 16, 6, 38, 7, 9, 10, 6, 6],
}
# How an industry's share shifts in a quarter, and how it does among those that are newly registered.
_DRIFT = [0.995, 1.006, 0.985, 0.997, 1.008, 1.012, 1.022, 1.004, 1.0]
_NEW = [0.8, 0.9, 0.9, 1.0, 1.05, 1.3, 1.4, 1.0, 0.8]


def split(totals: pd.DataFrame) -> pd.DataFrame:
    """Columns indicator, unit, industry, period and value: the totals of two indicators (columns of truth()) split."""
    held = totals.set_index(["indicator", "unit", "period"])["value"]
    rows = []
    for county in COUNTIES:
        chance = random.Random(f"{_SEED} {county}")  # noqa: S311 - invented figures, not a secret
        tempo = [drift * chance.uniform(0.997, 1.003) for drift in _DRIFT]
        names = [name for name in QUARTERS if name >= "2023Q1"]
        year: list[int] = []
        for k, name in enumerate(names):
            weights = [share * pace**k for share, pace in zip(_SHARES[county], tempo, strict=True)]
            levels = parts(int(held["market_entities", county, name]), weights)
            before = int(held["new_entities", county, names[k - 1]]) if name[-1] != "1" else 0
            fresh = [weight * more for weight, more in zip(weights, _NEW, strict=True)]
            brought = parts(int(held["new_entities", county, name]) - before, fresh)
            year = brought if not before else [done + new for done, new in zip(year, brought, strict=True)]
            if name >= _STARTS[county]:
                rows += [("market_entities", county, i, name, v) for i, v in zip(INDUSTRIES, levels, strict=True)]
                rows += [("new_entities", county, i, name, v) for i, v in zip(INDUSTRIES, year, strict=True)]
    return pd.DataFrame(rows, columns=["indicator", "unit", "industry", "period", "value"])


def parts(total: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers near these weights that add up to `total`: what rounding down leaves goes to the largest rests."""
    exact = [total * weight / sum(weights) for weight in weights]
    whole = [int(share) for share in exact]
    rests = sorted(range(len(exact)), key=lambda k: whole[k] - exact[k])
    for k in rests[: total - sum(whole)]:
        whole[k] += 1
    return whole
