"""Each goal's remaining pace as a multiple of the pace of the last quarters: who has to run faster, and how much."""

import math
from collections.abc import Mapping, Sequence

from milepost.plan.plan import Plan
from milepost.report import words
from milepost.report.bars import Bar
from milepost.report.effort import Effort
from milepost.report.palette import MARKS, Palette

WHOLE = 3.0
"""The multiple at which a bar fills its track; the tick for the recent pace stands at a third of it."""


def still_open(efforts: Sequence[Effort]) -> list[Effort]:
    """The efforts that still have to bring something, the steepest first; without forward pace before all others."""
    found = [e for e in efforts if e.quarters and e.required and not math.isnan(e.required)]
    return sorted(found, key=lambda e: -math.inf if math.isnan(e.times) else -e.times)


def effort_bars(plan: Plan, efforts: Sequence[Effort], palette: Palette, links: Mapping[str, str]) -> list[Bar]:
    """One row a goal: required ÷ recent, full from three times on; the tick stands where the recent pace would do."""
    return [
        Bar(
            MARKS[one.judged.status].glyph,
            plan.goal_of(one.judged.goal).name,
            _needs(one, palette),
            "无增长" if math.isnan(one.times) else f"{one.times:.1f}倍",
            palette.tone(one.judged.status),
            100.0 if math.isnan(one.times) else min(100 * one.times / WHOLE, 105.0),
            100 / WHOLE,
            _hover(plan, one),
            link=links.get(one.judged.goal, ""),
        )
        for one in efforts
    ]


def _needs(one: Effort, palette: Palette) -> str:
    needed = words.distance(one.each, one.judged.measure_unit)
    return f'<b>{needed}</b><span style="color:{palette.mute}"> / 近期{words.exact(one.recent)}</span>'


def _hover(plan: Plan, one: Effort) -> str:
    unit = one.judged.measure_unit
    return "<br>".join(
        [
            f"<b>{plan.goal_of(one.judged.goal).name}</b>",
            f"还差 {words.distance(one.judged.gap, unit)}，余下{one.quarters}季",
            f"每季要 {words.distance(one.each, unit)}",
            f"近期每季平均 {words.distance(one.recent, unit)}",
        ]
    )
