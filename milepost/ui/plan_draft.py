"""The draft of this tab: one for each plan, kept while the clerk goes from page to page, until it is saved or dropped.

A table that was edited holds its own record of the edits; `generation` gives it a new name when the draft has been
replaced from elsewhere, so that edits of before are not put upon it again.
"""

import streamlit as st

from milepost import planning
from milepost.planning import Draft
from milepost.ui import session


def _name() -> str:
    return f"plan draft {session.desk().folder} {session.plan_id()}"


def held() -> Draft:
    """The draft of the plan looked at; one without changes follows what others save."""
    kept: Draft | None = st.session_state.get(_name())
    if kept is None or (not kept.changed and _outdated(kept)):
        kept = planning.draft(session.desk(), session.plan_id())
        replace(kept)
    return kept


def _outdated(draft: Draft) -> bool:
    versions = session.desk().store.plan_versions(session.plan_id())
    return bool(versions["time"].iloc[-1] > draft.based_on)


def replace(draft: Draft) -> None:
    """Put another draft in the place of this one; tables begin anew from it."""
    st.session_state[_name()] = draft
    st.session_state["draft generation"] = generation() + 1


def change(draft: Draft) -> None:
    """Keep what a table or a form of this page has made of the draft."""
    st.session_state[_name()] = draft


def drop() -> None:
    """Give up every change."""
    st.session_state.pop(_name(), None)
    st.session_state["draft generation"] = generation() + 1


def generation() -> int:
    """A number for the names of tables, raised whenever the draft is replaced from elsewhere."""
    return int(st.session_state.get("draft generation", 0))
