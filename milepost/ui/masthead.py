"""The line above every page: whose plan it is, that its figures are sample ones, and who is signed in."""

import streamlit as st

from milepost.door import gate
from milepost.ui import contents, controls, session, show, visitor


def draw() -> None:
    """The plan's name and number, and the menu of the person; before there is a plan the menu alone."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if session.plan_ids():
            plan = session.plan()
            st.caption(" · ".join(filter(None, (plan.name, plan.document_number))), width="content")
            controls.sample_badge()
        st.space("stretch")
        _person()


def _person() -> None:
    person = session.person()
    with st.popover(show.literal(person.name), icon=":material/account_circle:", type="tertiary"):
        unit = ""
        if person.role.of_unit:
            unit = f" · {session.desk().plan(person.plan).unit_of(person.unit).name}"
        st.markdown(f"**{show.literal(person.name)}**")
        st.caption(f"{person.role.words}{unit}")
        for address in contents.MENU:
            entry = contents.entry_at(address)
            if person.role in entry.audience:
                st.page_link(contents.page_at(address), label=entry.title)
        if session.as_sample():
            st.caption("示例里的身份：数是虚构的。退出后可以换一种身份，或登录本单位。")
        else:
            st.html(f'<a href="{gate.PASSWORD}" target="_self">改口令</a>')
        # A callback, so that the page drawn after it is already the one of nobody.
        st.button("退出", icon=":material/logout:", on_click=visitor.leave, key="leave")
