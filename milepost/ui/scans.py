"""Stamped scans: shown by name beside the submissions, taken away as files, never drawn into the page."""

from collections.abc import Hashable, Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from milepost import attaching
from milepost.errors import MilepostError
from milepost.people.act import Act
from milepost.report import collection, words
from milepost.ui import controls, inbox, session, show


def of(submissions: pd.DataFrame) -> pd.DataFrame:
    """The scans of some submissions, the newest first: columns ATTACHMENTS."""
    found = session.desk().store.attachments.of(session.plan_id())
    return found[found["submission"].isin(submissions["submission"])]


def listed(submissions: pd.DataFrame) -> None:
    """The scans of these submissions as files, older ones marked, and the way to add one."""
    found, desk, plan = of(submissions), session.desk(), session.plan()
    live = submissions[submissions["state"] == "live"]
    mine = live[[desk.may(Act.ATTACH, sender, plan.id) for sender in live["sender"]]]
    if found.empty and mine.empty:
        return
    with st.expander(f"盖章扫描件（{int(found['latest'].sum())}份）"):
        for row in found.to_dict("records"):
            _file(row)
        if len(mine):
            _add(collection.named(plan, mine))


def _file(row: Mapping[Hashable, Any]) -> None:
    moment = controls.office_time(row["time"])
    about = f"{session.plan().unit_of(str(row['sender'])).name}　{words.day(moment)} {moment:%H:%M}　{row['by']}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        original = partial(session.desk().store.original, str(row["sha256"]))
        show.download(str(row["name"]), original, str(row["name"]), key=f"scan {row['id']}")
        st.caption(show.literal(about if row["latest"] else f"{about}　已换新"), width="content")


def beside(submission: str) -> None:
    """The scan of one submission, where it has one."""
    found = session.desk().store.attachments.of(session.plan_id())
    own = found[(found["submission"] == submission) & found["latest"]]
    for row in own.to_dict("records"):
        _file(row)


def _add(names: dict[str, str]) -> None:
    st.html(inbox.CHINESE + _ONE_SCAN)
    generation = st.session_state.setdefault("scans", 0)
    chosen = st.selectbox(
        "附给哪一份", list(names), index=None, placeholder="请选", format_func=names.__getitem__, key="scan of"
    )
    with st.container(key="one-scan"):
        file = st.file_uploader("扫描件", key=f"scan file {generation}", label_visibility="collapsed")
    if st.button("附上", icon=":material/attach_file:", disabled=not (chosen and file)) and file:
        _attach(str(chosen), file)


def _attach(submission: str, file: UploadedFile) -> None:
    try:
        attaching.attach(session.desk(), submission, file.name, file.getvalue(), by=session.author())
    except MilepostError as error:
        st.error(show.literal(str(error)))
        return
    st.session_state["scans"] += 1
    st.rerun()


_ONE_SCAN = """<style>.st-key-one-scan [data-testid=stFileUploaderDropzoneInstructions] span::after {
  content: "或把盖章报表的扫描件、照片拖到这里；PDF、JPG、PNG，不超过20兆" !important;}</style>"""
