"""The published second opinions on one promise, to be folded away beside ours: verdict, arithmetic, weak spots."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from milepost.measure.opinion import LEVELS, second_opinions, trend_opinion, trend_series
from milepost.measure.opinion_steps import cagr_steps, trend_steps
from milepost.measure.steps import Step
from milepost.measure.verdict import NO_VERDICT
from milepost.plan.goal import KIND_WORDS, Goal
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.report import arithmetic, words
from milepost.report.change_words import VERDICT_WORDS
from milepost.report.listing import Listing

WEATHER_WORDS = {
    "sun": "晴：照此可以达到",
    "sun+cloud": "晴间多云：方向对，会差一点",
    "cloud": "多云：方向对，会差不少",
    "thunderstorm": "雷雨：方向相反，或没有变化",
    NO_VERDICT: "不作判断",
}
_KEPT_WORDS = {
    "sun": "晴：保持住了",
    "sun+cloud": "晴间多云：保持住了，但在往坏里走",
    "cloud": "多云：没有保持住，但在往好里走",
}
CAGR_WEAK = (
    "门槛：比率0.95及以上为进展显著，0.6及以上为中等，0及以上为有限，以下为恶化；得分在−5至5之间，已实现计5分。"
    "弱点：基期值接近目标值时，要求的增速很小，比率会被放大；基期已经达到目标的也计为已实现，“突破”按“达到”算；"
    "基期为0时按0.001计，零突破宜看完成份额；只看首尾两点，中间的起伏不计。"
    "出处：加拿大统计局（Open SDG 的 ProgressMeasure，改编自欧盟统计局）。"
)
TREND_WEAK = (
    "门槛：照近五年的平均变化走到期限，会差剩余路程不足5%为晴，5%至20%为晴间多云，再多为多云；没有往目标走为雷雨。"
    "弱点：至少要四个年度的同季数，三年的方案往往不够；只看首尾两点，不管快慢的转折；"
    "离目标越近剩余路程越短，一点偏差也占很大比例。出处：德国联邦统计局（德国可持续发展指标的天气符号）。"
)


@dataclass(frozen=True)
class Opinion:
    """One published method on one promise: its verdict in Chinese, its arithmetic, and what to know beside it."""

    title: str
    verdict: str
    steps: Listing
    weak: str


def opinions(goal: Goal, progress: pd.DataFrame, plan: Plan, period: Period) -> tuple[Opinion, ...]:
    """Both methods on a promise at the end of `period`; `progress` (PROGRESS) are its rows for one place.

    A yes or no has neither growth nor trend: nothing to offer.
    """
    if goal.kind == "boolean":
        return ()
    now = progress[progress["period"] == str(period.last_quarter())]
    return _by_cagr(goal, now.iloc[0], second_opinions(now, plan).iloc[0]), _by_trend(goal, progress, period)


def _by_cagr(goal: Goal, row: pd.Series, verdict: pd.Series) -> Opinion:
    title = "另一种算法：CAGR 比（加拿大统计局口径）"
    if goal.kind not in LEVELS:
        return Opinion(title, _not_for(goal, "有基期的水平"), Listing({}), CAGR_WEAK)
    status, ratio, score = str(verdict["status"]), float(verdict["progress"]), float(verdict["score"])
    said = VERDICT_WORDS[status]
    if status != NO_VERDICT:
        known = [f"比率{words.exact(ratio, 1)}"] if not math.isnan(ratio) else []
        said = f"{said}（{'，'.join([*known, f'得分{words.exact(score, 1)}'])}）"
    return Opinion(title, _with(said, verdict), _listed(cagr_steps(goal, row, verdict)), CAGR_WEAK)


def _by_trend(goal: Goal, progress: pd.DataFrame, period: Period) -> Opinion:
    title = "线性趋势（德国联邦统计局口径）"
    series = trend_series(goal, progress, period)
    if series.empty:
        return Opinion(title, _not_for(goal, "水平和要保持的数"), Listing({}), TREND_WEAK)
    verdict = trend_opinion(series)
    asked = series.iloc[int(str(verdict.name))]
    status, miss = str(verdict["status"]), float(verdict["progress"])
    said = (WEATHER_WORDS | (_KEPT_WORDS if goal.kind == "keep" else {}))[status]
    if miss > 0:
        said = f"{said}（会差剩余路程的{words.percent(miss)}）"
    steps = trend_steps(asked, verdict, str(progress["measure_unit"].iloc[-1]))
    return Opinion(title, _with(said, verdict), _listed(steps), TREND_WEAK)


def _not_for(goal: Goal, what: str) -> str:
    return f"不作判断：这一算法只适用于{what}，本目标是“{KIND_WORDS[goal.kind]}”类"


def _with(said: str, verdict: pd.Series) -> str:
    """With the reason why there is no verdict, or the weak spot that bears on this promise."""
    reason, colon = str(verdict["reason"]), "：" if verdict["status"] == NO_VERDICT else "。注意："
    return f"{said}{colon}{reason}" if reason else said


def _listed(steps: Sequence[Step]) -> Listing:
    return arithmetic.arithmetic(steps) if steps else Listing({})
