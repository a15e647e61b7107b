"""How the inbox looks: the state of each file, and below it what has to be put right or explained."""

from datetime import date
from functools import partial

import streamlit as st

from milepost.intake.returned import problem_csv, problem_workbook
from milepost.store.quarter import PeriodState
from milepost.ui import inbox, session, show
from milepost.ui.inbox import Received

TO_SETTLE = ("待说明", "退回", "认不出")


def files() -> None:
    """The files in the box with their states, and the buttons that take them in."""
    entries = inbox.received()
    if not entries:
        show.nothing_yet("还没有收到文件", "把收到的报表放进左边的框里，点“核对”。核对只读不存，看过再入库。")
        return
    if session.desk().store.state(session.plan_id(), session.period()) is PeriodState.PUBLISHED:
        st.warning("这个季度已经发布，现在只能核对，不能入库；要改数，先点上面的“更正本季”。")
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
    if entry.refusal:
        st.error(show.literal(entry.refusal))


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


def to_settle() -> None:
    """Each file that cannot be taken in as it is: its problems cell by cell, and what can be done here."""
    entries = [entry for entry in inbox.received() if entry.state in TO_SETTLE]
    if entries:
        st.subheader("要改的地方", anchor=False)
    for entry in entries:
        _problems(entry)
        if entry.state == "待说明":
            _explanation(entry)
        elif entry.state == "认不出" and entry.result.status != "unreadable":
            _sender(entry)


def _problems(entry: Received) -> None:
    name, found = entry.upload.name, entry.result.problems
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{show.literal(name)}**", width="content")
        show.state_badge(entry.state, f"{entry.state} {len(found)}处" if found else "")
        st.space("stretch")
        stem = name.rsplit(".", 1)[0]
        today = date.today()  # noqa: DTZ011 - the office's own calendar day
        show.download(
            "问题清单.xlsx",
            partial(problem_workbook, name, found, today),
            f"{stem}_问题清单.xlsx",
            key=f"x {entry.key}",
        )
        show.download("问题清单.csv", partial(problem_csv, name, found), f"{stem}_问题清单.csv", key=f"c {entry.key}")
    show.problems(found)


def _explanation(entry: Received) -> None:
    with st.form(f"explain {entry.key}", enter_to_submit=False, border=False):
        text = st.text_area("单位的说明", placeholder="例如：本季度有一家企业迁入，已核实属实")
        if st.form_submit_button("带说明入库", icon=":material/edit_note:"):
            if text.strip():
                inbox.take_in(entry, text)
                st.rerun()
            st.warning("还没有写说明。请把单位的说明写在上面，再入库。")


def _sender(entry: Received) -> None:
    units = {unit.id: unit.name for unit in session.plan().senders(session.period())}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        sender = st.selectbox(
            "这份是谁报的", list(units), index=None, placeholder="请选单位", format_func=units.__getitem__,
            key=f"sender {entry.key}", width=240,
        )  # fmt: skip
        st.button(
            "按这个单位再核对", key=f"again {entry.key}", disabled=sender is None, on_click=inbox.read_as,
            args=(entry, sender or ""),
        )  # fmt: skip
