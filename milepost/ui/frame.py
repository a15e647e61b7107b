"""The frame round every page: navigation, whose plan it is, that it is sample data, and one place for our errors."""

import runpy
from pathlib import Path

import streamlit as st

from milepost.errors import MilepostError
from milepost.ui import beginning, contents, controls, session, show, takeaway

ICON = str(Path(__file__).with_name("icon.png"))  # an icon by its name would be fetched from the internet
WIDTH = 1320


def draw() -> None:
    """Draw the page that the address asks for, or the start page while there is nothing to show."""
    st.set_page_config(page_icon=ICON, layout="wide", initial_sidebar_state="collapsed")
    with st.container(horizontal=True, horizontal_alignment="center"), st.container(width=WIDTH):
        try:
            _draw()
        except MilepostError as error:
            show.trouble(error)


def _draw() -> None:
    session.begin_page()
    ready = session.ready()
    # One list without sections: with sections the bar at the top hides the pages in three menus.
    pages = [contents.page(entry) for entry in contents.ENTRIES]
    page = st.navigation(pages, position="top" if ready else "hidden")
    if ready:
        st.set_page_config(page_title=f"{page.title}｜{session.plan().name}")
        _masthead()
        takeaway.begin()
        if contents.can_show(page.url_path, session.plan()):
            page.run()
            takeaway.offer(page.title)
        else:
            beginning.unfinished()
        session.complete_address()
    else:
        # Whatever the address asks for: until there is something to show, every way leads to the start.
        st.set_page_config(page_title="开始")
        runpy.run_path(str(contents.START))


def _masthead() -> None:
    """Whose plan this is, that its figures are sample ones, and the way to the other store."""
    plan = session.plan()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(" · ".join(filter(None, (plan.name, plan.document_number))), width="content")
        controls.sample_badge()
        st.space("stretch")
        controls.store_switch()
