"""The plan by Excel: its workbook out, and in again into the draft, where the difference is looked at before saving."""

from functools import partial

import streamlit as st

from milepost import planning
from milepost.ui import inbox, plan_draft, session, show


def out() -> None:
    """The two workbooks to be had: all records, and 任务分解表 alone."""
    draft = plan_draft.held()
    name = draft.plans[1].name
    if draft.faults:
        show.nothing_yet("草稿里还有错处", "改好下面列出的错处，再导出。")
        return
    desk = session.desk()
    with st.container(horizontal=True):
        show.download("方案全部记录.xlsx", partial(planning.workbook, desk, draft), f"{name}方案.xlsx", key="plan book")
        show.download(
            "任务分解表.xlsx",
            partial(planning.workbook, desk, draft, parts=True),
            f"{name}任务分解表.xlsx",
            key="parts",
        )


def into_draft() -> None:
    """Where an edited workbook is dropped; what it changes goes into the draft."""
    st.html(inbox.CHINESE + show.DROP_ONE)
    generation = st.session_state.setdefault("plan upload", 0)
    given = st.file_uploader("方案工作簿", label_visibility="collapsed", key=f"plan upload {generation}")
    if st.button("核对这份", type="primary", disabled=given is None, icon=":material/fact_check:") and given:
        with st.spinner("正在核对……"):
            found = planning.read_workbook(session.desk(), plan_draft.held(), given.name, given.getvalue())
        st.session_state["plan reading"] = (given.name, found.problems)
        if found.draft is not plan_draft.held():
            plan_draft.replace(found.draft)
        if found.both:
            st.session_state["plan notice"] = ("这份工作簿取出以后，方案又改过", found.both)
        st.session_state["plan upload"] += 1
        st.rerun()


def said() -> None:
    """What was found in the workbook read last."""
    name, problems = st.session_state.get("plan reading", ("", ()))
    if not name:
        return
    if problems:
        st.error(
            f"**{show.literal(name)}没有采用：{len(problems)}处要改。** 方案没有任何改动。", icon=":material/error:"
        )
        show.problems(problems)
    elif plan_draft.held().changed:
        st.success(f"{show.literal(name)}已核对，改动列在下面，还没有保存。", icon=":material/fact_check:")
    else:
        st.info(f"{show.literal(name)}与方案没有差别。")
