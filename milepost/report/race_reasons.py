"""这个名次怎么来的: one unit's score in a race, indicator by indicator, so that a reader can add it up by hand."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import pandas as pd

from milepost.measure.race import contributions
from milepost.measure.results import Results
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.scheme import SCORE_WORDS, Scheme, SchemeItem
from milepost.report import race_words, words
from milepost.report.judgement import Judgement, judged_at
from milepost.report.listing import Listing
from milepost.report.race_words import Place


@dataclass(frozen=True)
class Share:
    """What one indicator brought to a unit's score: points, the rank by them, the weight as it counted, their product.

    `figure` is what was scored, in words. Score, rank and `before`, the product of a quarter ago, are NaN where there
    was nothing to score.
    """

    name: str
    way: str
    figure: str
    score: float
    rank: float
    weight: float
    brought: float
    before: float


def shares(results: Results, scheme: Scheme, unit: str) -> list[Share]:
    """Each indicator of the race in the quarter looked at, in the scheme's order; none where the unit does not race."""
    now, before = (_brought(results, scheme, at) for at in (results.period, results.period.previous()))
    own, earlier = (table[table["unit"] == unit] for table in (now, before))
    was = earlier["contribution"].where(earlier["score"].notna()).tolist()
    points, ranks, weights, brought = (own[name].tolist() for name in ("score", "rank", "weight", "contribution"))
    scored = _Scored.of(results, unit, set(now["unit"]))
    return [
        Share(
            name=results.plan.indicator_of(item.indicator).name,
            way=SCORE_WORDS[item.score],
            figure=scored.words(item),
            score=points[k],
            rank=ranks[k],
            weight=weights[k],
            brought=brought[k],
            before=was[k] if was else math.nan,
        )
        for k, item in enumerate(scheme.items[: len(own)])
    ]


def _brought(results: Results, scheme: Scheme, period: Period) -> pd.DataFrame:
    return contributions(results.progress, results.figures, results.plan, scheme, period)


@dataclass(frozen=True)
class _Scored:
    """What a unit is scored by: its goals, judged, and the levels of its indicators among those of the field."""

    plan: Plan
    unit: str
    judged: Mapping[str, Judgement]
    levels: Mapping[str, Mapping[str, float]]  # indicator → unit → value

    @classmethod
    def of(cls, results: Results, unit: str, field: set[str]) -> Self:
        judged = {one.goal: one for one in judged_at(results.progress, unit, results.period)}
        rows = results.values[results.values["period"] == str(results.period)]  # noqa: PD011
        levels: dict[str, dict[str, float]] = {}
        for indicator, place, value in zip(rows["indicator"], rows["unit"], rows["value"], strict=True):
            if place in field:
                levels.setdefault(indicator, {})[place] = value
        return cls(results.plan, unit, judged, levels)

    def words(self, item: SchemeItem) -> str:
        """The figure against its target, against last year, or between the least and most of the field."""
        if item.goal:
            return _against_target(self.judged[item.goal]) if item.goal in self.judged else words.MISSING
        levels, measure_unit = self.levels.get(item.indicator, {}), self.plan.indicator_of(item.indicator).measure_unit
        if math.isnan(levels.get(self.unit, math.nan)):
            return words.MISSING
        said = words.amount(levels[self.unit], measure_unit)
        if item.score != "minmax":
            return said
        known = [level for level in levels.values() if not math.isnan(level)]
        return f"{said}（本组{words.amount(min(known), measure_unit)}至{words.amount(max(known), measure_unit)}）"


def _against_target(judged: Judgement) -> str:
    if math.isnan(judged.value):
        return words.MISSING
    target = f"{words.round_number(judged.target)}{judged.measure_unit}"
    return f"{words.amount(judged.value, judged.measure_unit)} / {target}"


def listing(scheme: Scheme, found: Sequence[Share], place: Place) -> Listing:
    """The table: each indicator with figure, points, rank by it alone, weight and product; below them the score."""
    total = "加权几何平均" if scheme.mean == "geometric" else "合计"
    rank = f"第{race_words.rank_words(place)}" if place.ranked else "未排"
    return Listing(
        {
            "指标": [*(one.name for one in found), f"**{total}**"],
            "本期数": [*(one.figure for one in found), ""],
            "计分": [*(one.way for one in found), ""],
            "得分": [*(words.score(one.score) for one in found), ""],
            "单项名次": [*(_rank(one.rank) for one in found), rank],
            "权重": [*(_weight(one.weight) for one in found), ""],
            "得分×权重": [*(words.score(one.brought) for one in found), words.score(place.score)],
            "较上季": [*(words.lead(one.brought - one.before) for one in found), ""],
        },
        frozenset({"本期数", "得分", "权重", "得分×权重", "较上季"}),
    )


def sentence(results: Results, scheme: Scheme, place: Place, ranked: Sequence[Place]) -> str:
    """How far the unit is from the next one above it (the first: from the next below), and what makes most of that."""
    plan = results.plan
    if not place.ranked:
        return f"缺{words.percent(place.missing_weight, 0)}的权重，超过上限，没有名次。"
    others = [other for other in ranked if other.ranked and other.unit != place.unit and other.rank != place.rank]
    above = [other for other in others if other.rank < place.rank]
    if not others:
        return ""
    other = above[-1] if above else others[0]
    name = plan.unit_of(other.unit).name
    told = f"比第{other.rank:.0f}名{name}{'少' if above else '多'}{abs(other.score - place.score):.1f}分"
    return f"{told}{_most(results, scheme, place.unit, other.unit)}。"


def _most(results: Results, scheme: Scheme, unit: str, other: str) -> str:
    """The indicator that parts two units most."""
    if scheme.mean == "geometric" or len(scheme.items) == 1:
        return ""
    now = _brought(results, scheme, results.period)
    own, his = (now[now["unit"] == one]["contribution"].tolist() for one in (unit, other))
    gaps = [(mine - theirs, item) for mine, theirs, item in zip(own, his, scheme.items, strict=True)]
    gap, item = max(gaps, key=lambda one: abs(one[0]))
    return f"，差得最多的是{results.plan.indicator_of(item.indicator).name}（{words.lead(gap)}分）" if gap else ""


def _weight(weight: float) -> str:
    return words.MISSING if math.isnan(weight) else words.percent(weight, 1)


def _rank(rank: float) -> str:
    return words.MISSING if math.isnan(rank) else f"第{rank:.0f}"
