"""The row of large numbers on 总览: how many goals there are, and how many of each standing, beside last quarter's."""

from collections.abc import Sequence

from milepost.plan.plan import Plan
from milepost.plan.tables import Status
from milepost.report import words
from milepost.report.judgement import Judgement

# Statuses that share a tile; the first names and colours it unless only another one of them occurs.
GROUPS: tuple[tuple[Status, ...], ...] = (
    (Status.DONE, Status.EARLY),
    (Status.AHEAD,),
    (Status.ON_PACE, Status.KEPT),
    (Status.SLOW,),
    (Status.BEHIND, Status.MISSED, Status.NOT_KEPT),
    (Status.REGRESSED,),
    (Status.UNREPORTED, Status.UNKNOWN),
)
Tile = tuple[str, str, str]


def tiles(plan: Plan, now: Sequence[Judgement], before: Sequence[Judgement]) -> list[Tile]:
    """Label (Markdown), number, and what it was last quarter; the first tile counts all goals and their themes."""
    themes = {plan.goal_of(j.goal).theme for j in now}
    shown = [("目标", str(len(now)), f"共{words.counted(len(themes)).replace('两', '二')}类")]
    for group in GROUPS:
        present = [status for status in group if any(j.status is status for j in now)]
        named = present[0] if len(present) == 1 else group[0]
        last = f"上季{_count(before, group)}" if before else words.MISSING
        shown.append((words.marked(named), str(_count(now, group)), last))
    return shown


def _count(judged: Sequence[Judgement], group: Sequence[Status]) -> int:
    return sum(j.status in group for j in judged)


def mixed(now: Sequence[Judgement]) -> str:
    """Which tiles hold more than the status they are named after: 未报含1项无法判断. Empty when none does."""
    parts = []
    for group in GROUPS:
        counts = [(status, _count(now, (status,))) for status in group]
        if sum(n > 0 for _, n in counts) > 1:
            rest = "、".join(f"{n}项{status}" for status, n in counts[1:] if n)
            parts.append(f"{group[0]}含{rest}")
    return "；".join(parts)
