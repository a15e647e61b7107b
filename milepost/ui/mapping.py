"""The layout that a clerk explains in this tab: which file, what was proposed, and what has been said so far.

An editable table keeps its own record of edits, so what it begins with stays as it is until the structure changes;
then the table begins anew, under a new name, with everything said so far.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from milepost import remembering
from milepost.intake.form import Form, FormTable, Said
from milepost.intake.form_fit import resembles
from milepost.intake.grid import Grid
from milepost.intake.headings import Lexicon
from milepost.intake.problem_list import is_list
from milepost.intake.proposal import Proposal, recalled, restructured
from milepost.intake.proposal import supposed_sender as supposed
from milepost.intake.request import Request
from milepost.plan.reading import Reading
from milepost.ui import inbox, session
from milepost.ui.inbox import Received

Where = tuple[str, int]
"""A table: its sheet's name and its number there, from 0."""
_KEPT = "explaining"
_WANTED = "explaining wanted"


@dataclass
class Explaining:
    """A file on its way to a form. `begun` is what the editable tables begin with, `said` what they hold now."""

    entry: Received
    request: Request
    grids: Mapping[str, Grid]
    proposals: Mapping[Where, Proposal]
    begun: dict[Where, FormTable]
    earlier: Form | None = None
    said: dict[Where, FormTable] = field(default_factory=dict)
    chosen: list[Where] = field(default_factory=list)
    generation: int = 0

    @property
    def lexicon(self) -> Lexicon:
        """The words of the plan and period."""
        return Lexicon(self.request.plan, self.request.period)

    def grid(self, where: Where) -> Grid:
        """The sheet of a table."""
        return self.grids[where[0]]

    def restructure(self, where: Where, table: FormTable) -> None:
        """Begin anew with another extent, other headings or names, keeping what was said of the rest."""
        self.begun[where] = self.said[where] = restructured(table, self.grid(where), self.lexicon)
        self.generation += 1

    def form(self, name: str) -> Form:
        """What has been said so far, as a form."""
        return Form(name.strip(), self.request.sender, tuple(self.said[where] for where in self.chosen))

    def reading(self, name: str) -> Reading:
        """What the file is read as by that; nothing is stored."""
        return remembering.preview(self.grids, self.form(name), self.request)

    def open_columns(self, where: Where) -> set[int]:
        """The columns of a table that nothing was recognised for and nothing has been said of."""
        proposal, said = self.proposals[where], self.said[where].columns
        return {c for c in proposal.doubtful_columns if said.get(c) == proposal.table.columns[c]}

    def open_rows(self, where: Where) -> set[str]:
        """The rows likewise."""
        proposal, said = self.proposals[where], self.said[where].rows
        return {key for key in proposal.doubtful_rows if said.get(key) == proposal.table.rows.get(key, Said())}


def begin(entry: Received) -> None:
    """Take up a file; the mapping page shows it."""
    st.session_state[_KEPT] = entry.key
    st.session_state[_WANTED] = True
    st.session_state.pop(f"{_KEPT} now", None)


def is_wanted() -> bool:
    """Whether a file was taken up and its page has not been drawn yet.

    A click is a callback and the way to the page a second step, because a browser that has just emptied the drop zone
    may ask for another run in between, and that run would know nothing of the click.
    """
    return bool(st.session_state.get(_WANTED))


def entry() -> Received | None:
    """The file taken up, while it still lies in the box."""
    st.session_state.pop(_WANTED, None)
    return next((one for one in inbox.received() if one.key == st.session_state.get(_KEPT)), None)


def held(one: Received, sender: str) -> Explaining:
    """What has been said of a file so far; proposals when nothing has."""
    kept: Explaining | None = st.session_state.get(f"{_KEPT} now")
    if kept is None or (kept.entry.key, kept.request.sender) != (one.key, sender):
        kept = _proposed(one, sender)
        st.session_state[f"{_KEPT} now"] = kept
    return kept


def supposed_sender(one: Received) -> str:
    """The id of the unit that a file seems to be of, although it was not recognised; empty when none."""
    kept: Explaining | None = st.session_state.get(f"{_KEPT} now")
    if kept is not None and kept.entry.key == one.key:
        return kept.request.sender
    return supposed(_grids(one), _request(one, ""))


def _grids(one: Received) -> dict[str, Grid]:
    every = session.desk().workers.open_grids(one.upload.content, one.upload.name)
    return {name: grid for name, grid in every.items() if not is_list(name, grid.text(0, 0))}


def _request(one: Received, sender: str) -> Request:
    desk, plan_id, period = session.desk(), session.plan_id(), session.period()
    return remembering.request_for(desk, plan_id, period, one.upload.name, sender)


def _proposed(one: Received, sender: str) -> Explaining:
    desk, request, grids = session.desk(), _request(one, sender), _grids(one)
    lexicon = Lexicon(request.plan, request.period)
    own = [form for form in request.memory.forms if form.sender == sender and resembles(form, grids, lexicon)]
    earlier = own[0] if own else None
    found: dict[Where, Proposal] = {}
    for sheet, made in remembering.propose(desk, request, grids).items():
        for number, proposal in enumerate(made):
            found[sheet, number] = _recalled(proposal, earlier) if earlier else proposal
    begun = {where: one.table for where, one in found.items()}
    chosen = [where for where, table in begun.items() if any(not said.left_out for said in table.columns.values())]
    return Explaining(one, request, grids, found, begun, earlier, dict(begun), chosen or list(begun)[:1])


def _recalled(proposal: Proposal, earlier: Form) -> Proposal:
    same = [table for table in earlier.tables if table.sheet == proposal.table.sheet] or list(earlier.tables)
    return recalled(proposal, same[0])


def remember(explaining: Explaining, name: str) -> None:
    """Keep the form, and read the file by it."""
    form = explaining.form(name)
    remembering.remember_form(session.desk(), session.plan_id(), form, by=session.person().name)
    inbox.read_as(explaining.entry, explaining.request.sender)
    st.session_state.pop(f"{_KEPT} now", None)
