"""Who looks at the page being drawn: asked anew by every run, so that a tab left open can do nothing after sign-out."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from milepost import accounts
from milepost.door import gate, visitors
from milepost.door.visitors import Visitor
from milepost.errors import SignedOutError
from milepost.ui import tabs

BLANKS_AFTER = 15  # seconds, at most, from sign-out to a blank screen
SIGNED_OUT = "已退出登录，这一页不再显示内容。"


def here() -> Visitor:
    """Who is signed in; SignedOutError when nobody is any more."""
    found = visitors.of_digest(_digest())
    if found is None:
        raise SignedOutError(SIGNED_OUT)
    return found


def _digest() -> str:
    return st.context.headers.get(gate.SESSION, "")


def begin() -> None:
    """A page is being drawn for somebody, who so stays signed in."""
    visitor = here()
    if st.session_state.get("session") != visitor.session.digest:
        # A tab may be found again by somebody who has signed in since: nothing of the other's stays in it.
        st.session_state.clear()
        st.session_state["session"] = visitor.session.digest
    accounts.seen(visitor.desk, visitor.session)
    tabs.note(visitor.session.digest)


@st.fragment(run_every=BLANKS_AFTER)
def watch() -> None:
    """Draw the page anew, blank, once nobody is signed in any more. Looking is no sign of life."""
    if visitors.of_digest(_digest()) is None:
        st.rerun()


def leave() -> None:
    """End this session, in all its tabs."""
    visitor = here()
    accounts.sign_out(visitor.desk.at(st.context.headers.get(gate.ORIGIN, "")), visitor.session)


def while_signed_in(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """What makes a file, refusing once the session that it was offered to has ended: it runs outside of any page."""
    return partial(_made, _digest(), make)


def _made(digest: str, make: Callable[[], bytes]) -> bytes:
    if visitors.of_digest(digest) is None:
        raise SignedOutError(SIGNED_OUT)
    content = make()
    tabs.note_made(content, digest)
    return content
