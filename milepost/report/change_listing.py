"""The tables of what changed: one for each kind on the page, and all in one for the command line."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from milepost.measure.changes import Changes
from milepost.measure.edits import Edit
from milepost.measure.flips import Flip
from milepost.plan.period import Period
from milepost.plan.tables import Status
from milepost.report import change_words, edit_words, words
from milepost.report.change_words import Revision, plans_of
from milepost.report.listing import Link, Listing, linked
from milepost.report.palette import MARKS

CHANGES = {
    "kind": "str",  # figure, status, rank or goal
    "what": "str",
    "before": "object",  # as it is judged with: a number in the measure unit, a Status, a rank, a field; None: nothing
    "after": "object",
    "because": "str",
    "goal": "str",
    "indicator": "str",
    "unit": "str",
    "industry": "str",
    "period": "str",
    "scheme": "str",
    "measure_unit": "str",
    "file": "str",  # of the newer figure, of the older one where it was dropped
    "sheet": "str",
    "cell": "str",
    "sender": "str",
}


def frame(changes: Changes, reasons: str = "") -> pd.DataFrame:
    """Columns CHANGES: every change, figures first; `reasons` are those given with the newer plan versions."""
    plans = plans_of(changes)
    rows: list[Mapping[str, object]] = [
        *(_of_figure(revision) for revision in change_words.revisions(changes)),
        *(
            {"kind": "status", "what": change_words.flip_subject(plans[1], flip), "before": flip.before,
             "after": flip.after, "because": change_words.because(changes, flip), "goal": flip.goal,
             "indicator": plans[1].goal_of(flip.goal).indicator, "unit": flip.unit,
             "period": str(changes.after.period)}
            for flip in changes.flips
        ),
        *(
            {"kind": "rank", "what": plans[1].unit_of(move.unit).name, "before": _rank(move.before),
             "after": _rank(move.after), "because": change_words.why_moved(changes, move), "unit": move.unit,
             "period": str(changes.after.period), "scheme": move.scheme}
            for move in changes.moves
        ),
        *(
            {"kind": "goal", "what": _what(edit, plans), "before": _field(edit.before), "after": _field(edit.after),
             "because": reasons, "goal": edit.goal}
            for edit in changes.edits
        ),
    ]  # fmt: skip
    filled: list[dict[str, object]] = [{**dict.fromkeys(CHANGES, ""), **row} for row in rows]
    return pd.DataFrame({name: pd.Series([row[name] for row in filled], dtype=CHANGES[name]) for name in CHANGES})


def _of_figure(revision: Revision) -> dict[str, object]:
    return {
        "kind": "figure", "what": revision.what, "before": _number(revision.before), "after": _number(revision.after),
        "because": revision.lineage, "indicator": revision.indicator_id, "unit": revision.unit_id,
        "industry": revision.industry, "period": revision.period_text, "measure_unit": revision.measure_unit,
        "file": revision.file, "sheet": revision.sheet, "cell": revision.cell, "sender": revision.sender_id,
    }  # fmt: skip


def _number(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def _rank(value: float) -> int | None:
    return None if pd.isna(value) else int(value)


def _field(value: Any) -> object:  # noqa: ANN401 - any field of a record
    """A field as data: numbers and texts as they are, dates and periods in their canonical form, records by name."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "、".join(str(_field(one)) for one in value)
    if isinstance(value, str | Period):
        return str(value)
    return str(getattr(value, "name", None) or getattr(value, "title", None) or "有")


def _what(edit: Edit, plans: edit_words.Plans) -> str:
    subject, aspect = edit_words.subject(edit, plans), edit_words.aspect(edit, plans)
    return f"{subject}：{aspect or edit_words.sentence(edit, plans)}"


def flips(changes: Changes, link: Link) -> Listing:
    """Every status that changed: what, from what to what, because of what."""
    found = change_words.flips(changes, "pace")
    return _flipped(
        changes, found, link,
        {
            "状态": [_status(flip) for flip in found],
            "比序时（点）": [_arrow(words.lead, flip.ahead_before, flip.ahead_after) for flip in found],
        },
    )  # fmt: skip


def opinions(changes: Changes, link: Link) -> Listing:
    """Every verdict of the second opinion that changed."""
    found = change_words.flips(changes, "cagr")
    told = [words.tied(" → ".join(change_words.status_words(flip))) for flip in found]
    return _flipped(changes, found, link, {change_words.METHOD_WORDS["cagr"]: told})


def _flipped(changes: Changes, found: list[Flip], link: Link, said: Mapping[str, Sequence[str]]) -> Listing:
    plan = changes.after.plan
    return Listing(
        {
            "目标": [linked(plan.goal_of(flip.goal).name, link(flip.goal)) for flip in found],
            "单位": [plan.unit_of(flip.unit).name for flip in found],
            **said,
            "因为": [change_words.because(changes, flip) for flip in found],
        }
    )


def _status(flip: Flip) -> str:
    """Both statuses in the colour of the newer one; its sign is a letter, for an icon would be torn off on a phone."""
    mark = MARKS[Status(flip.after)]
    return f":{mark.colour}[{mark.glyph} {flip.before} → {flip.after}]"


def revisions(changes: Changes, link: Callable[[Revision], str], literal: Callable[[str], str]) -> Listing:
    """Every figure that was revised; `literal` keeps file names from being read as Markdown."""
    found = change_words.revisions(changes)
    return Listing(
        {
            "单位": [one.unit for one in found],
            "指标": [linked(one.indicator, link(one)) for one in found],
            "报告期": [one.period for one in found],
            "原数": [one.amounts[0] for one in found],
            "现数": [one.amounts[1] for one in found],
            "文件": [literal(words.tied(one.file)) for one in found],
            "表!格": [literal(words.tied(one.place)) for one in found],
            "入库": [one.day for one in found],
        },
        frozenset({"原数", "现数"}),
    )


def moves(changes: Changes, link: Link) -> Listing:
    """Every rank that moved; the scheme is named where there are several."""
    plan, found = changes.after.plan, changes.moves
    schemes = {"赛马": [plan.scheme_of(move.scheme).title for move in found]} if len(plan.schemes) > 1 else {}
    return Listing(
        schemes
        | {
            "单位": [linked(plan.unit_of(move.unit).name, link(move.unit)) for move in found],
            "名次": [_arrow(change_words.rank_words, move.before, move.after) for move in found],
            "得分": [_arrow(change_words.score_words, move.score_before, move.score_after) for move in found],
            "因为": [change_words.why_moved(changes, move) for move in found],
        }
    )


def _arrow(said: Callable[[float], str], before: float, after: float) -> str:
    return words.tied(f"{said(before)} → {said(after)}")


def edits(changes: Changes, link: Link, literal: Callable[[str], str]) -> Listing:
    """Every field of the plan that was changed; goals lead to their page."""
    plans, found = plans_of(changes), changes.edits
    here = {goal.id for goal in plans[1].goals}
    names = [edit_words.subject(edit, plans) for edit in found]
    return Listing(
        {
            "哪一条": [
                linked(name, link(edit.goal)) if edit.goal in here else literal(name)
                for name, edit in zip(names, found, strict=True)
            ],
            "哪一项": [edit_words.aspect(edit, plans) or edit_words.sentence(edit, plans) for edit in found],
            "原来": [literal(edit_words.said(edit, plans, newer=False)) for edit in found],
            "现在": [literal(edit_words.said(edit, plans, newer=True)) for edit in found],
        }
    )
