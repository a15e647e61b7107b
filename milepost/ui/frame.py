"""The frame round every page: navigation, masthead, who may see the page, and one place for our errors."""

import runpy
from pathlib import Path

import streamlit as st

from milepost.door import gate
from milepost.errors import MilepostError, SignedOutError
from milepost.people.role import ACCOUNT_ROLES, Role
from milepost.ui import beginning, contents, controls, courtesy, masthead, session, show, takeaway, visitor

ICON = str(Path(__file__).with_name("icon.png"))  # an icon by its name would be fetched from the internet
WIDTH = 1320


def draw() -> None:
    """Draw the page that the address asks for, or the start page while there is nothing to show."""
    st.set_page_config(page_icon=ICON, layout="wide", initial_sidebar_state="collapsed")
    with st.container(horizontal=True, horizontal_alignment="center"), st.container(width=WIDTH):
        st.html(show.TABLES)
        try:
            visitor.begin()
            visitor.watch()  # first, for a page may stop early or tell of trouble, and goes blank all the same
            _draw()
        except SignedOutError as error:
            _blank(error)
        except MilepostError as error:
            show.trouble(error)


def _blank(error: SignedOutError) -> None:
    """What is left once nobody is signed in: the way back in."""
    st.navigation([contents.page(entry, Role.CONSOLE) for entry in contents.ENTRIES], position="hidden")
    st.set_page_config(page_title="已退出")
    # Plain Markdown: whatever needs another script is refused by the gate now.
    st.markdown(f"**{error}**　[去登录]({gate.SIGN_IN})")


def _draw() -> None:
    session.begin_page()
    ready = session.ready()
    role = session.person().role
    # One list without sections: with sections the bar at the top hides the pages in three menus.
    page = st.navigation([contents.page(entry, role) for entry in contents.ENTRIES], position="top")
    masthead.draw()
    entry = contents.entry_at(page.url_path)
    if _meant_for_another_store():
        _other_store()
    elif role not in entry.audience:
        _not_for(entry)
    elif not ready and not entry.always:
        # Whatever the address asks for: until there is something to show, every way leads to the start.
        st.set_page_config(page_title="开始")
        runpy.run_path(str(contents.START))
    elif not ready:
        st.set_page_config(page_title=page.title)
        page.run()
    else:
        with courtesy.yielding() if entry.address in contents.WORK else courtesy.looking():
            _page(page)


def _page(page: st.Page) -> None:
    st.set_page_config(page_title=f"{page.title}｜{session.plan().name}")
    takeaway.begin()
    if contents.can_show(page.url_path, session.plan()):
        page.run()
        takeaway.offer(page.title)
    else:
        beginning.unfinished()
    session.complete_address()


def _meant_for_another_store() -> bool:
    """Whether the link is to the sample, and this is no session of it: its figures are never shown for the others'."""
    asked = st.query_params.get("store")
    return asked is not None and (asked == "sample") is not session.as_sample()


def _other_store() -> None:
    controls.headline("这个链接指向另一个库")
    sample = "这是示例里的一页，您现在登录的是本单位的库" if not session.as_sample() else "您现在看的是示例"
    show.nothing_yet(sample, "请先从右上角退出，再在登录页换一种身份进入；两边的数不会混在一起显示。")


def _not_for(entry: contents.Entry) -> None:
    controls.headline(f"“{entry.title}”不对您的身份开放")
    able = "、".join(role.words for role in ACCOUNT_ROLES if role in entry.audience)
    show.nothing_yet(f"能打开这一页的是：{able}", "需要时请联系办公室管理员；您可以看的各页在上方。")
