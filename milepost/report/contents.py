"""Which sections a briefing can have, by key, with heading and text."""

from collections.abc import Callable, Sequence

from milepost.report import closing, passages
from milepost.report.document import Block, Section
from milepost.report.evidence import Evidence

Passage = Callable[[Evidence], Sequence[Block]]

PASSAGES: dict[str, tuple[str, Passage]] = {
    "overall": ("总体进展", passages.overall),
    "targets": ("目标完成情况", passages.by_status),
    "race": ("县区赛马", passages.race),
    "themes": ("分领域情况", passages.themes),
    "changes": ("与上期相比的变化", closing.changes),
    "method": ("评估办法", closing.method),
    "notes": ("数据说明", closing.notes),
    "next": ("下步要求", closing.next_steps),
}


def section(evidence: Evidence, key: str) -> Section:
    """One section by its key, its heading not numbered yet."""
    title, write = PASSAGES[key]
    return Section(key, title, tuple(write(evidence)))
