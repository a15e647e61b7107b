"""What changed since the last briefing, for its own section: statuses of the whole place, ranks, corrected figures."""

import math

from milepost.measure.changes import Changes
from milepost.measure.flips import Flip
from milepost.measure.moves import Move
from milepost.plan.tables import Status
from milepost.report import change_words
from milepost.report.evidence import Evidence

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
