"""The table of a race."""

from collections.abc import Sequence

from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.report import break_words, race_words, words
from milepost.report.listing import Link, Listing, linked
from milepost.report.race_words import Place


def ranks(plan: Plan, now: Sequence[Place], link: Link) -> Listing:
    """The race table: rank, unit, movement, score, interval of ranks."""
    new_field = now and break_words.adjustments_at(plan, Period.parse(now[0].period))
    return Listing(
        {
            "名次": [_rank(p) for p in now],
            "单位": [linked(plan.unit_of(p.unit).name, link(p.unit)) for p in now],
            "较上季": [_moved(p, new_field=bool(new_field)) for p in now],
            "得分": [words.score(p.score) for p in now],
            "名次区间": [race_words.interval(p) for p in now],
        },
        frozenset({"得分"}),
    )


def _rank(place: Place) -> str:
    if not place.ranked:
        return "数据不足"
    number, blank, shared = race_words.rank_words(place).partition(" ")
    return f"**{number}**{blank}{shared}"


def _moved(place: Place, *, new_field: bool) -> str:
    if new_field:
        return f":gray[{words.MISSING}]"
    text = race_words.movement(place)
    colour = "blue" if place.rise > 0 else "orange" if place.rise < 0 else "gray"
    return f":{colour}[{text}]"
