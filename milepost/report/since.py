"""What changed since the last briefing, for its own section: statuses of the whole place, ranks, corrected figures."""

import math

from milepost.measure.changes import Changes
from milepost.measure.edits import Edit
from milepost.measure.flips import Flip
from milepost.measure.moves import Move
from milepost.plan.tables import Status
from milepost.report import change_words, edit_words
from milepost.report.evidence import Evidence

# Fields of a goal that are its promise; a base or a note is entered, not promised.
_PROMISE = frozenset({"value", "deadline", "operator", "kind", "quote", "stretch"})
_ON_THE_WAY = frozenset({"adjustments", "redefinitions"})
# From worst to best; a status that says nothing about the goal itself (未报, 无法判断) has no place here.
_LADDER = (
    (Status.REGRESSED, Status.MISSED, Status.NOT_KEPT),
    (Status.BEHIND,),
    (Status.SLOW,),
    (Status.ON_PACE, Status.KEPT),
    (Status.AHEAD,),
    (Status.EARLY, Status.DONE),
)
_STEP = {str(status): step for step, statuses in enumerate(_LADDER) for status in statuses}


def flips(evidence: Evidence) -> list[Flip]:
    """Goals of the whole place with another status than the earlier edition gave them."""
    if evidence.earlier is None:
        return []
    found = change_words.flips(evidence.earlier.changes, "pace")
    return [flip for flip in found if flip.unit == evidence.plan.unit]


def steps(flip: Flip) -> int:
    """Steps up (or, negative, down) that a goal took; 0 when only its figures came in or stayed away."""
    before, after = _STEP.get(flip.before), _STEP.get(flip.after)
    return 0 if before is None or after is None else after - before


def moves(evidence: Evidence) -> list[Move]:
    """Units with another rank in the plan's first race than the earlier edition gave them."""
    if evidence.earlier is None or not evidence.plan.schemes:
        return []
    scheme = evidence.plan.scheme_of().id
    return [move for move in evidence.earlier.changes.moves if move.scheme == scheme]


def corrections(changes: Changes) -> list[change_words.Revision]:
    """Figures of quarters that the earlier edition had reached, and that read otherwise now."""
    return change_words.revisions(changes)


def promised_otherwise(evidence: Evidence) -> list[Edit]:
    """What is promised otherwise than at the earlier edition: targets, dates, wording, and changes on the way."""
    if evidence.earlier is None:
        return []
    return [
        edit
        for edit in evidence.earlier.changes.edits
        if edit.place[0] in _ON_THE_WAY
        or (edit.place[0] == "goals" and (len(edit.place) == 2 or (len(edit.place) == 3 and edit.place[2] in _PROMISE)))
    ]


def edit_said(evidence: Evidence, edit: Edit) -> str:
    """市场主体总量目标值由120,000户改为130,000户; 龙山区、西安区合并为安山区"""
    plans = change_words.plans_of(evidence.earlier.changes) if evidence.earlier else (evidence.plan, evidence.plan)
    subject = edit_words.subject(edit, plans)
    if edit.place[0] == "adjustments" and len(edit.place) == 2:
        return subject
    return f"{subject}{edit_words.sentence(edit, plans)}"


def flip_words(evidence: Evidence, flip: Flip) -> str:
    """企业户数由符合序时变为略慢"""
    before, after = change_words.status_words(flip)
    return f"{evidence.plan.goal_of(flip.goal).name}由{before}变为{after}"


def move_words(evidence: Evidence, move: Move) -> str:
    """西安区由第3升至第2"""
    name = evidence.plan.unit_of(move.unit).name
    before, after = change_words.rank_words(move.before), change_words.rank_words(move.after)
    if math.isnan(move.before) or math.isnan(move.after):
        return f"{name}由{before}变为{after}"
    return f"{name}由{before}{'升' if move.after < move.before else '降'}至{after}"
