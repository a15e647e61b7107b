"""待审签: the files that wait for the head of their unit, and the two buttons of the head."""

from functools import partial

import streamlit as st

from milepost import approving
from milepost.errors import MilepostError
from milepost.people.act import Act
from milepost.report import words
from milepost.ui import controls, session, show


def listed() -> None:
    """The waiting files of the quarter that the visitor may see; nothing where the plan asks for no approval."""
    desk, plan = session.desk(), session.plan()
    found = desk.store.pending.of(plan.id, session.period())
    own = [row for row in found[found["outcome"] == ""].to_dict("records")
           if desk.may(Act.SEE_DRAFTS, row["sender"], plan.id)]  # fmt: skip
    if not own:
        return
    st.subheader(f"等负责人审签的{len(own)}份", anchor=False)
    st.caption("审签前不计入任何数字。")
    for row in own:
        moment = controls.office_time(row["time"])
        who = f"{plan.unit_of(row['sender']).name}，{row['by']}{words.day(moment)} {moment:%H:%M}报来"
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"{show.literal(row['file'])} :gray[{show.literal(who)}]", width="content")
            original = partial(desk.store.original, row["sha256"])
            show.download("看原件", original, row["file"], key=f"waiting {row['id']}")
            if desk.may(Act.APPROVE, row["sender"], plan.id):
                st.button("同意", key=f"approve {row['id']}", type="primary", on_click=_approve, args=(row["id"],))
                _refusing(row["id"])
    if text := st.session_state.pop("waiting told", ""):
        st.error(show.literal(text))


def _refusing(pending: str) -> None:
    with st.popover("不同意", key=f"refusing {pending}"):
        st.text_input("原因", key=f"refuse why {pending}", placeholder="例如：新增户数与台账不一致")
        st.button("退给经办人", key=f"refuse {pending}", on_click=_refuse, args=(pending,))


def _approve(pending: str) -> None:
    try:
        approving.approve(session.desk(), pending, by=session.author())
    except MilepostError as error:
        st.session_state["waiting told"] = str(error)


def _refuse(pending: str) -> None:
    try:
        reason = st.session_state[f"refuse why {pending}"]
        approving.refuse(session.desk(), pending, by=session.author(), reason=reason)
    except MilepostError as error:
        st.session_state["waiting told"] = str(error)
