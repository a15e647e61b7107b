"""What is said about a race: who leads and for how long, who moved, who is last, and who cannot be told apart."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

import pandas as pd

from milepost.plan.plan import Plan
from milepost.plan.scheme import SCORE_WORDS, Scheme
from milepost.report import words

NO_PARTS = (
    "按完成计分的赛马，要先把目标分解到各单位（方案文件里的 allocations）；"
    "还没有分解时，可在方案里加一个按同比增速或水平计分的办法。"
)
NO_FIGURES = "得分所需的数缺得太多；到“数据报送”把各单位的季报收齐，就会自动排名。"


@dataclass(frozen=True)
class Place:
    """One unit's place in one period of a race: the columns of RANKING without the scores of single indicators."""

    scheme: str
    period: str
    unit: str
    rank: float
    tied: bool
    score: float
    rank_last: float
    rank_low: float
    rank_high: float
    missing_weight: float

    @property
    def ranked(self) -> bool:
        """Whether there was enough to give a rank."""
        return not math.isnan(self.rank)

    @property
    def rise(self) -> int:
        """Ranks gained since the period before; 0 when there is nothing to compare."""
        return 0 if math.isnan(self.rank_last) or not self.ranked else round(self.rank_last - self.rank)


def places(ranking: pd.DataFrame, period: str | None = None) -> list[Place]:
    """The rows of `ranking` (of one period), by rank; units without a rank come last."""
    rows = ranking if period is None else ranking[ranking["period"] == period]
    columns = [rows[f.name].tolist() for f in fields(Place)]
    found = [Place(*row) for row in zip(*columns, strict=True)]
    return sorted(found, key=lambda p: (p.period, p.rank if p.ranked else math.inf))


def streak(ranking: pd.DataFrame, unit: str, *, last: bool) -> int:
    """For how many periods up to the latest `unit` has been first (or last) without a break."""
    ranked = ranking[ranking["rank"].notna()]
    edge = ranked.groupby("period")["rank"].agg("max" if last else "min")
    own = ranked[ranked["unit"] == unit].set_index("period")["rank"]
    length = 0
    for period in sorted(ranking["period"].unique(), reverse=True):
        if period not in own.index or own[period] != edge[period]:
            break
        length += 1
    return length


def _first(plan: Plan, ranking: pd.DataFrame, now: Sequence[Place]) -> str:
    first = [p for p in now if p.rank == 1]
    names = words.listed([plan.unit_of(p.unit).name for p in first], 3, "家")
    if len(first) > 1:
        return f"{names}并列第1"
    length = streak(ranking, first[0].unit, last=False)
    if length > 1:
        return f"{names}连续{length}季居首"
    return f"{names}升{first[0].rise}位居首" if first[0].rise > 0 else f"{names}居首"


def _mover(plan: Plan, now: Sequence[Place]) -> str:
    mover = moved_most(now)
    if mover is None:
        return ""
    ways = f"{'升' if mover.rise > 0 else '降'}{abs(mover.rise)}位"
    others = [plan.unit_of(p.unit).name for p in now if p.rank == mover.rank and p.unit != mover.unit]
    place = f"与{words.listed(others, 2, '家')}并列第{mover.rank:.0f}" if others else f"到第{mover.rank:.0f}"
    return f"{plan.unit_of(mover.unit).name}{ways}，{place}"


def moved_most(now: Sequence[Place]) -> Place | None:
    """The unit below the top that rose most, else the one that fell most; None when all kept their ranks."""
    below = [p for p in now if p.ranked and p.rank > 1 and p.rise]
    return max(below, key=lambda p: (p.rise > 0, abs(p.rise)), default=None)


def last_places(now: Sequence[Place]) -> list[Place]:
    """The units on the worst rank, when it is not also the best."""
    worst = max((p.rank for p in now if p.ranked), default=math.nan)
    return [p for p in now if p.rank == worst and p.rank > 1]


def headline(plan: Plan, ranking: pd.DataFrame, period: str) -> str:
    """龙山区连续6季居首；西安区升1位，与东丰县并列第2；东辽县连续3季末位."""
    upto = ranking[ranking["period"] <= period]
    now = places(upto, period)
    ranked = [p for p in now if p.ranked]
    if not ranked:
        return "各单位数据都不足，本季不排名"
    parts = [_first(plan, upto, ranked), _mover(plan, ranked), last_words(plan, upto, ranked)]
    unranked = [plan.unit_of(p.unit).name for p in now if not p.ranked]
    if unranked:
        parts.append(f"{words.listed(unranked, 2, '家')}数据不足，未排名")
    return "；".join(part for part in parts if part)


def remedy(scheme: Scheme | None, plan: Plan) -> str:
    """What to do when nobody can be ranked."""
    goals = [plan.goal_of(item.goal) for item in scheme.items if item.goal] if scheme else []
    return NO_FIGURES if scheme and all(goal.allocations for goal in goals) else NO_PARTS


def ends(plan: Plan, ranking: pd.DataFrame, period: str) -> str:
    """First and last of the race in one clause: 县区赛马龙山区连续6季居首，东辽县连续3季末位; empty without a race."""
    upto = ranking[ranking["period"] <= period]
    ranked = [p for p in places(upto, period) if p.ranked]
    if not ranked:
        return ""
    title = plan.scheme_of(ranked[0].scheme).title
    return "，".join(part for part in (title + _first(plan, upto, ranked), last_words(plan, upto, ranked)) if part)


def last_words(plan: Plan, ranking: pd.DataFrame, now: Sequence[Place]) -> str:
    """Who is last, and since when: 东辽县连续3季末位; empty when all share one rank."""
    last = last_places(now)
    names = words.listed([plan.unit_of(p.unit).name for p in last], 2, "家")
    if len(last) != 1:
        return f"{names}并列末位" if last else ""
    length = streak(ranking, last[0].unit, last=True)
    return f"{names}连续{length}季末位" if length > 1 else f"{names}末位"


def place_words(plan: Plan, ranking: pd.DataFrame, unit: str, period: str) -> str:
    """One unit's place: 第5，连续3季末位; 与东丰县并列第2，升1位; 数据不足，未排名; empty when it does not race."""
    upto = ranking[ranking["period"] <= period]
    now = places(upto, period)
    own = next((p for p in now if p.unit == unit), None)
    if own is None:
        return ""
    if not own.ranked:
        return "数据不足，未排名"
    others = [plan.unit_of(p.unit).name for p in now if p.rank == own.rank and p.unit != unit]
    tied = f"与{words.listed(others, 2, '家')}并列" if others else ""
    moved = f"，{'升' if own.rise > 0 else '降'}{abs(own.rise)}位" if own.rise else ""
    last = own in last_places(now)
    length = streak(upto, unit, last=last)
    lasting = f"，连续{length}季{'末位' if last else '居首'}" if (last or own.rank == 1) and length > 1 else ""
    return f"{tied}第{own.rank:.0f}{lasting or moved}"


def rank_words(place: Place) -> str:
    """1, 2 并列, or 数据不足."""
    return f"{place.rank:.0f}{' 并列' if place.tied else ''}" if place.ranked else "数据不足"


def movement(place: Place) -> str:
    """▲ 升1, ▼ 降2, — 平; 首次 when there was no rank before."""
    if not place.ranked:
        return words.MISSING
    if math.isnan(place.rank_last):
        return "首次"
    return f"▲ 升{place.rise}" if place.rise > 0 else f"▼ 降{-place.rise}" if place.rise < 0 else "— 平"


def interval(place: Place) -> str:
    """Best and worst rank under other weights: 1–2, or 4; — when it was not drawn."""
    if math.isnan(place.rank_low):
        return words.MISSING
    low, high = round(place.rank_low), round(place.rank_high)
    return f"{low}" if low == high else f"{low}–{high}"


def close_groups(now: Sequence[Place]) -> list[list[Place]]:
    """Groups of units whose rank intervals overlap, so that nobody should say which is better."""
    drawn = sorted((p for p in now if not math.isnan(p.rank_low)), key=lambda p: (p.rank_low, p.rank_high))
    groups: list[list[Place]] = []
    reach = -math.inf
    for place in drawn:
        if place.rank_low <= reach:
            groups[-1].append(place)
        else:
            groups.append([place])
        reach = max(reach, place.rank_high)
    return [group for group in groups if len(group) > 1]


def closeness(plan: Plan, now: Sequence[Place]) -> str:
    """区间相交的单位不宜说谁更好：龙山区、东丰县、西安区三家难分先后."""
    groups = close_groups(now)
    if not groups:
        return "各单位的名次区间互不相交，先后分明。"
    said = "；".join(f"{_together([plan.unit_of(p.unit).name for p in group])}难分先后" for group in groups)
    return f"区间相交的单位不宜说谁更好：{said}。"


def _together(names: Sequence[str]) -> str:
    """龙山区、东丰县两家; of many the first ones: 区科技局、区税务局、区财政局等16家."""
    few = len(names) <= 5
    return f"{'、'.join(names)}{words.counted(len(names))}家" if few else words.listed(names, 3, "家")


def rules(plan: Plan, scheme: Scheme, now: Sequence[Place]) -> list[tuple[str, str]]:
    """How the race is run, as (label, sentence): score, weights, ties, missing figures, interval, field."""
    scores = "、".join(dict.fromkeys(SCORE_WORDS[item.score] for item in scheme.items))
    mean = "加权平均" if scheme.mean == "arithmetic" else "加权几何平均"
    cap = f"（封顶{words.percent(scheme.cap, 0)}）" if any(i.score == "completion" for i in scheme.items) else ""
    weights = "、".join(f"{plan.indicator_of(i.indicator).name}{words.exact(i.weight)}" for i in scheme.items)
    short = [
        f"{plan.unit_of(p.unit).name}缺{words.percent(p.missing_weight, 0)}{'，照排' if p.ranked else '，未排'}"
        for p in now
        if p.missing_weight > 0
    ]
    lacking = "其余权重按比例放大" if scheme.missing == "renormalise" else "按0分计"
    missing = f"缺失权重超过{words.percent(scheme.max_missing, 0)}的不排名，列为“数据不足”；不超过的，{lacking}"
    return [
        ("得分", f"各指标{scores}{cap}按权重{mean}。"),
        ("权重", f"{weights}。"),
        ("并列", "得分相同名次相同，下一名顺延（1、2、2、4）。"),
        ("缺数", "。".join([missing, *(["；".join(short)] if short else [])]) + "。"),
        ("区间", "权重各自上下浮动20%，随机1,000次（种子固定），取名次的最好与最差。"),
        ("可比", "只排同类单位；不排企业。"),
    ]
