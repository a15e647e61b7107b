"""The table of a race."""

import math
from collections.abc import Sequence

from milepost.plan.plan import Plan
from milepost.report import race_words, words
from milepost.report.listing import Link, Listing, linked
from milepost.report.race_words import Place


def ranks(plan: Plan, now: Sequence[Place], link: Link) -> Listing:
    """The race table: rank, unit, movement, score, interval of ranks."""
    return Listing(
        {
            "名次": [
                f"**{race_words.rank_words(p)[:1]}**{race_words.rank_words(p)[1:]}" if p.ranked else "数据不足"
                for p in now
            ],
            "单位": [linked(plan.unit_of(p.unit).name, link(p.unit)) for p in now],
            "较上季": [_moved(p) for p in now],
            "得分": [words.MISSING if math.isnan(p.score) else f"{p.score:.1f}" for p in now],
            "名次区间": [race_words.interval(p) for p in now],
        },
        frozenset({"得分"}),
    )


def _moved(place: Place) -> str:
    text = race_words.movement(place)
    colour = "blue" if place.rise > 0 else "orange" if place.rise < 0 else "gray"
    return f":{colour}[{text}]"
