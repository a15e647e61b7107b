"""How the inbox looks: the state of each file, and below it what has to be put right, explained or returned."""

from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from milepost import returning
from milepost.intake.returned import HEADINGS, problem_csv, problem_rows, problem_workbook
from milepost.report.return_note import return_note
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
        _lists(entries)
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
        if st.button("退回文字", icon=":material/content_copy:", key=f"note {entry.key}"):
            _note(entry)
        marked = partial(returning.annotated, session.desk(), session.plan_id(), session.period(), entry.upload)
        show.download("批注件", marked, returning.annotated_name(name), key=f"a {entry.key}")
    show.problems(found)


@st.dialog("退回文字：点右上角复制，和批注件一起发给单位", width="medium")
def _note(entry: Received) -> None:
    result = entry.result
    text = return_note(session.plan(), session.period(), entry.upload.name, result.sender, result.problems)
    st.code(text, language=None, wrap_lines=True)


def _lists(entries: list[Received]) -> None:
    """All problems of all files at once, to sort and search, and as files."""
    told = [(entry.upload.name, entry.result.problems) for entry in entries]
    rows = [row for name, problems in told for row in problem_rows(name, problems)]
    today = date.today()  # noqa: DTZ011 - the office's own calendar day
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader("要改的地方", anchor=False)
        st.space("stretch")
        show.download("问题清单.xlsx", partial(problem_workbook, told, today), "问题清单.xlsx", key="problems x")
        show.download("问题清单.csv", partial(problem_csv, told), "问题清单.csv", key="problems c")
    if len(entries) > 1 and rows:
        with st.expander(f"{len(entries)}份文件的{len(rows)}处放在一张表里看（点列名排序，可搜索）"):
            st.dataframe(pd.DataFrame(rows, columns=list(HEADINGS)), hide_index=True, width="stretch")


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
