"""年考核 as a sentence and a table: the four quarters of a year beside their mean."""

import math

import pandas as pd

from milepost.plan.plan import Plan
from milepost.report import words
from milepost.report.listing import Link, Listing, linked

QUARTERS = ("一季度", "二季度", "三季度", "四季度")
_SCORES = tuple(f"score_q{number}" for number in range(1, 5))


def places(plan: Plan, table: pd.DataFrame, link: Link) -> Listing:
    """The table of one year (APPRAISAL), by rank; who lacks too much stands last, with the quarters there are."""
    rows = table.sort_values("rank", kind="stable")
    ranks = zip(rows["rank"], rows["tied"], strict=True)
    return Listing(
        {
            "名次": [f"{rank:.0f}{' 并列' if tied else ''}" if rank > 0 else "数据不足" for rank, tied in ranks],
            "单位": [linked(plan.unit_of(unit).name, link(unit)) for unit in rows["unit"]],
            "全年": [_score(value) for value in rows["mean_score"]],
        }
        | {label: [_score(value) for value in rows[column]] for label, column in zip(QUARTERS, _SCORES, strict=True)},
        frozenset({"全年", *QUARTERS}),
    )


def sentence(plan: Plan, table: pd.DataFrame) -> str:
    """How the year was judged and who lacks a quarter: 四个季度得分的平均；高新区缺二季度，不排名."""
    said = ["四个季度得分的平均"]
    for row in table[table["quarters_ranked"] < len(QUARTERS)].to_dict("records"):
        lacking = [label for label, column in zip(QUARTERS, _SCORES, strict=True) if math.isnan(row[column])]
        ranked = "" if math.isnan(row["rank"]) else "照排"
        said.append(f"{plan.unit_of(row['unit']).name}缺{'、'.join(lacking)}，{ranked or '不排名'}")
    return "；".join(said) + "。"


def _score(value: float) -> str:
    return words.MISSING if math.isnan(value) else f"{value:.1f}"
