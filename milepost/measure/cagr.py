"""Second opinion: the CAGR ratio, as Statistics Canada uses it in Open SDG, adapted from Eurostat.

Observed yearly growth is compared with the growth that the target requires. Weak spots, said with the verdict: a base
close to the target makes the ratio explode; a target met at its base reads as achieved; a base of 0 counts as 0.001, so
that 零突破 is better judged by the reached share. Described by `ProgressMeasure.py` of open-sdg/sdg-build.
"""

import numpy as np
import pandas as pd

from milepost.measure.panel import Bools, Floats
from milepost.measure.verdict import NO_VERDICT, first_reason, numbers, verdicts

STATUSES = ("achieved", "substantial", "moderate", "limited", "deterioration", NO_VERDICT)
_REQUIRED = ("base_value", "base_year", "current_value", "current_year", "direction")
_OPTIONAL = ("target", "target_year", "limit")
# Stands for 0, of which there is no growth rate.
NEXT_TO_ZERO = 0.001
# Exponent of the reduction near a natural limit.
_BEND = 4.44
# Below this required growth a year the ratio says little.
_HARDLY_ANY = 0.005


def cagr_verdict(series: pd.DataFrame) -> pd.DataFrame:
    """Columns VERDICTS, one row for each row of `series`, under the same index.

    `series` has base_value, base_year, current_value, current_year and direction (1 more is better, −1 less), and may
    have target, target_year and limit (empty: none). With a target `progress` is the ratio R of observed to required
    growth, without one the observed growth itself; `score` runs from −5 to 5; `status` is one of STATUSES.
    """
    given, odd = numbers(series, _REQUIRED, _OPTIONAL)
    readable = np.array([not text for text in odd], np.bool_)
    direction, current = given["direction"], given["current_value"]
    aimed = ~np.isnan(given["target"])
    target = np.where(given["target"] == 0, NEXT_TO_ZERO, given["target"])
    # An achieved target needs no growth rate, so it is asked first.
    achieved = readable & aimed & (np.abs(direction) == 1) & (direction * (current - target) >= 0)
    base = np.where(given["base_value"] == 0, NEXT_TO_ZERO, given["base_value"])
    sign = np.where(given["base_value"] < 0, -1.0, 1.0)
    observed = _growth(base, current, given["current_year"] - given["base_year"])
    required = _growth(base, target, given["target_year"] - given["base_year"])
    reasons = _no_verdict(given, (base, target), aimed)
    unknown = np.logical_or.reduce([~readable, *(where for where, _ in reasons)])
    room = _room(given)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = sign * direction * observed / np.where(aimed, np.abs(required), 1.0)
    value = np.where(unknown, np.nan, value)
    score = np.where(aimed, _score_to_target(value), _score_of_growth(value, room))
    steps = np.where(aimed, np.array([[0.95], [0.6]]), room * np.array([[0.015], [0.005]]))
    status = np.select(
        [achieved, np.isnan(value), value >= steps[0], value >= steps[1], value >= 0],
        ["achieved", NO_VERDICT, "substantial", "moderate", "limited"],
        "deterioration",
    ).tolist()
    weak = _weak_spots(given, (target, required), aimed)
    return verdicts(series.index, value, np.where(achieved, 5.0, score), (status, first_reason(odd, [*reasons, *weak])))


def composite_verdict(verdict: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Several series of one promise as one: columns score and status, indexed by `groups` (aligned with `verdict`).

    The mean score decides: from 2.5 on substantial, from 0 moderate, from −2.5 limited; achieved only if every one is.
    """
    known = verdict.assign(group=groups, achieved=verdict["status"] == "achieved")[verdict["score"].notna()]
    result = known.groupby("group").agg(score=("score", "mean"), achieved=("achieved", "min")).reindex(groups.unique())
    status = np.select(
        [result["achieved"].eq(1), result["score"].isna(), *(result["score"] >= edge for edge in (2.5, 0, -2.5))],
        ["achieved", NO_VERDICT, "substantial", "moderate", "limited"],
        "deterioration",
    )
    return result.assign(status=pd.Series(status, index=result.index, dtype="str"))[["score", "status"]]


def _growth(start: Floats, end: Floats, years: Floats) -> Floats:
    with np.errstate(all="ignore"):
        return (end / start) ** (1 / years) - 1


def _no_verdict(given: dict[str, Floats], levels: tuple[Floats, Floats], aimed: Bools) -> list[tuple[Bools, str]]:
    base, target = levels
    years = given["current_year"] - given["base_year"]
    return [
        (np.abs(given["direction"]) != 1, "方向须写1或-1"),
        (np.isnan(base) | np.isnan(given["current_value"]) | np.isnan(years), "缺基期值、现值或年份"),
        (years < 1, "不足两个时点"),
        (base * given["current_value"] < 0, "基期值与现值一正一负"),
        (aimed & (base * target < 0), "基期值与目标值一正一负"),
        (aimed & ~(given["target_year"] > given["base_year"]), "目标年须晚于基期年"),
        (aimed & (base == target), "基期值等于目标值，比率无从计算"),
    ]


def _weak_spots(given: dict[str, Floats], required: tuple[Floats, Floats], aimed: Bools) -> list[tuple[Bools, str]]:
    target, growth = required
    met = aimed & (given["direction"] * (given["base_value"] - target) >= 0)
    return [
        (met, "基期已达到目标值，本法仍按已实现计"),
        (given["base_value"] == 0, "基期值为0，按0.001计；零突破宜看完成份额"),
        (aimed & (np.abs(growth) < _HARDLY_ANY), "基期值接近目标值，比率会被放大"),
    ]


def _room(given: dict[str, Floats]) -> Floats:
    """Factor on the thresholds near a natural limit: 1 far from it, 0 at it."""
    base, limit = np.abs(given["base_value"]), np.abs(given["limit"])
    with np.errstate(divide="ignore", invalid="ignore"):
        inside, outside = 1 - (base / limit) ** _BEND, 1 - ((2 * limit - base) / limit) ** _BEND
    return np.where(np.isnan(limit) | (base >= 2 * limit), 1.0, np.where(base <= limit, inside, outside))


def _score_to_target(ratio: Floats) -> Floats:
    upper, lower = np.minimum(7.1429 * ratio - 4.2857, 5), np.maximum(4.1667 * ratio - 2.5, -5)
    return np.where(ratio >= 0.6, upper, lower)


def _score_of_growth(growth: Floats, room: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled = growth / room
    return np.select(
        [growth < 0, np.isnan(growth), room == 0, growth >= 0.015 * room, growth >= 0.005 * room],
        [np.maximum(125 * growth - 2.5, -5), np.nan, 5.0, np.minimum(500 * scaled - 5, 5), 250 * scaled - 1.25],
        500 * scaled - 2.5,
    )
