"""How the inbox looks: the state of each file, and the buttons that take it in or back out."""

import streamlit as st

from milepost.people.act import Act
from milepost.store.quarter import PeriodState
from milepost.ui import inbox, mapping, session, show
from milepost.ui.inbox import Received
from milepost.ui.inbox_cards import TO_SETTLE


def files() -> None:
    """The files in the box with their states, and the buttons that take them in."""
    entries = inbox.received()
    if not entries:
        show.nothing_yet("还没有收到文件", "把收到的报表放进左边的框里，点“核对”。核对只读不存，看过再入库。")
        return
    if session.desk().store.state(session.plan_id(), session.period()) is PeriodState.PUBLISHED:
        st.warning("这个季度已经发布，现在只能核对，不能入库；要改数，先由办公室开更正。")
    ready = [entry for entry in entries if entry.state == "可入库"]
    waiting = sum(entry.state in TO_SETTLE for entry in entries)
    st.markdown(f"**这次收到{len(entries)}份：{len(ready)}份可入库，{waiting}份要处理**")
    for entry in entries:
        _file(entry)
    with st.container(horizontal=True):
        if ready and st.button(f"全部入库（{len(ready)}份）", type="primary", icon=":material/inventory:"):
            inbox.take_in_all(ready)
            st.rerun()
        st.button("清空这份名单", on_click=inbox.empty, help="只清空这里的名单，已入库的不受影响")


def _file(entry: Received) -> None:
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
        with st.container(width=96):
            show.state_badge(entry.state)
        st.markdown(f"{show.literal(entry.upload.name)} :gray[{_summary(entry)}]", width="stretch")
        if entry.state == "可入库":
            st.button("入库", key=f"take {entry.key}", on_click=inbox.take_in, args=(entry,), width="content")
        elif entry.kept:
            _undo(entry)
    _left_out(entry)
    if entry.refusal:
        st.error(show.literal(entry.refusal))


def _left_out(entry: Received) -> None:
    """What an acceptable file holds besides; where it should have been read, its layout can be explained."""
    names = entry.result.layout.partition("未读取：")[2]
    if entry.state != "可入库" or not names:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f"没有读取：{show.literal(names)}", width="stretch")
        if session.desk().may(Act.REMEMBER):
            key = f"map {entry.key}"
            st.button("对应版式", key=key, type="tertiary", on_click=mapping.begin, args=(entry,), width="content")


def _undo(entry: Received) -> None:
    """One click and a reason take back what was just taken in."""
    with st.popover("撤回", icon=":material/undo:", key=f"undo {entry.key}"):
        reason = st.text_input("撤回原因", placeholder="例如：放错了季度", key=f"reason {entry.key}")
        if st.button("撤回这一份", key=f"back {entry.key}", type="primary"):
            if reason.strip():
                inbox.take_back(entry, reason.strip())
                st.rerun()
            st.warning("请写明原因。")


def _summary(entry: Received) -> str:
    result = entry.result
    if not result.sender:
        return "不知道是哪个单位报的" if result.status != "unreadable" else "不是能读的表"
    sender = session.plan().unit_of(result.sender).name
    if entry.state == "重复":
        return f"{sender}，与已入库的完全相同"
    if entry.state == "退回":
        return f"{sender}，{sum(p.level == 'error' for p in result.problems)}处错误"
    if entry.state == "待说明":
        return f"{sender}，{result.figures}个数，{len(result.problems)}处存疑"
    return f"{sender}，{result.figures}个数"
