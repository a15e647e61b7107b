"""退回: giving a file back, and the list of what is out, with the days each has waited."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from milepost import returning
from milepost.errors import MilepostError
from milepost.people.act import Act
from milepost.report import words
from milepost.ui import controls, session, show
from milepost.ui.inbox import Received

_CAME = "return came to"  # nothing yet, done (empty), or why it was refused
STATES = {"open": "待重报", "answered": "已重报", "closed": "已了结"}


def record(entry: Received, note: str) -> None:
    """A button that notes the return of a file which was not taken in."""
    if not entry.result.sender or not session.desk().may(Act.RETURN, entry.result.sender, session.plan_id()):
        return
    # An act of the button itself: a dialog is gone from a page that is drawn anew.
    st.button(
        "记为已退回", icon=":material/undo:", type="primary", key=f"return {entry.key}", on_click=_record,
        args=(entry, note),
    )  # fmt: skip
    match st.session_state.pop(_CAME, None):
        case "":
            st.rerun()
        case str() as refusal:
            st.error(show.literal(refusal))
    st.caption("记下后，这份在“退回的报表”里等单位重报；原件照样保留。")


def _record(entry: Received, note: str) -> None:
    st.session_state[_CAME] = ""
    try:
        returning.give_back(session.desk(), session.plan_id(), session.period(), entry.upload, note=note)
    except MilepostError as error:
        st.session_state[_CAME] = str(error)


def listed() -> None:
    """The returns of the quarter that the visitor may see, those still open first."""
    found = returning.returns(session.desk(), session.plan_id(), session.period())
    if found.empty:
        return
    waiting = found[found["state"] == "open"]
    st.subheader(f"退回的报表：{len(waiting)}份待重报" if len(waiting) else "退回的报表：都已重报或了结", anchor=False)
    for row in found.sort_values(["state", "time"], key=_open_first, kind="stable").to_dict("records"):
        _line(row)
    if not waiting.empty and session.desk().may(Act.RETURN):
        _close(waiting)


def _line(row: Mapping[Hashable, Any]) -> None:
    """One return: prose, not a table, for the note is long and a phone narrow."""
    unit = session.plan().unit_of(row["sender"]).name
    waited = f"已等{row['days']}天" if row["state"] == "open" else f"等了{row['days']}天"
    when = words.day(controls.office_time(row["time"]))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width=96):
            show.state_badge(STATES[row["state"]])
        about = f"{when}由{row['by']}退回，{waited}"
        st.markdown(f"**{unit}** {show.literal(row['file'])} :gray[{show.literal(about)}]", width="stretch")
    because = f"；了结：{row['ended_because']}" if row["ended_because"] else ""
    st.caption(show.literal(show.clipped(row["note"] + because, 160)))


def _open_first(column: pd.Series) -> pd.Series:
    return column.ne("open") if column.name == "state" else column


def _close(waiting: pd.DataFrame) -> None:
    names = {
        row["id"]: f"{session.plan().unit_of(row['sender']).name}：{row['file']}" for row in waiting.to_dict("records")
    }
    with (
        st.expander("了结一份退回"),
        st.form("close return", clear_on_submit=True, enter_to_submit=False, border=False),
    ):
        st.caption("单位重报同一张表后会自动了结；换了别的表报的，在这里写明原因了结。")
        chosen = st.selectbox("哪一份", list(names), index=None, placeholder="请选", format_func=names.__getitem__)
        reason = st.text_input("了结原因", placeholder="例如：已改用我们的报表报了")
        if st.form_submit_button("了结", icon=":material/task_alt:"):
            if chosen and reason.strip():
                returning.close(session.desk(), session.plan_id(), chosen, by=session.author(), reason=reason)
                st.rerun()
            st.warning("请选定一份，并写明原因。")
