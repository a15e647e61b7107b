"""Why a race ranks nobody, said so that the office knows what to enter."""

import pandas as pd

from milepost.measure.scores import racers
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.scheme import Scheme, SchemeItem


def why_unranked(ranking: pd.DataFrame, plan: Plan, scheme: Scheme, period: Period) -> str:
    """Why `scheme` ranks nobody in `period`, in Chinese; empty when somebody has a rank.

    `ranking` has the columns RANKING; indicators for which no racing unit has a score are the reason.
    """
    rows = ranking[(ranking["scheme"] == scheme.id) & (ranking["period"] == str(period))]
    if rows["rank"].notna().any():
        return ""
    reasons: dict[str, list[str]] = {}
    scored = rows[[column for column in rows.columns if column.startswith("score_")]]
    for position, item in enumerate(scheme.items):
        if scored.iloc[:, position].isna().all():
            reasons.setdefault(_lacking(plan, scheme, item), []).append(plan.indicator_of(item.indicator).name)
    said = "；".join(f"{'、'.join(dict.fromkeys(names))}{reason}" for reason, names in reasons.items())
    return f"赛马办法“{scheme.title}”{period.words}排不出名次：{said or '各单位所缺的指标都超过了缺数上限'}"


def _lacking(plan: Plan, scheme: Scheme, item: SchemeItem) -> str:
    """What stands in the way of a score, as it follows the indicator's name."""
    match item.score:
        case "completion" | "ahead":
            allocated = plan.goal_of(item.goal).allocations
            if not any(unit.id in allocated for unit in racers(plan, scheme)):
                return "的目标还没有分解到参赛单位"
            return "没有本期数或基期值"
        case "growth":
            return "没有本期数或上年同期数，算不出同比"
        case "minmax":
            return "没有本期数"
