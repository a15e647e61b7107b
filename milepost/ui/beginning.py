"""Beginning: a fresh install shows the sample, or starts the office's own store with a plan and a first quarter."""

from datetime import date

import streamlit as st

from milepost import workflow
from milepost.desk import adopt
from milepost.plan.period import Period, quarters
from milepost.sample import make_sample
from milepost.ui import inbox, session, show

OFFERED = 14  # quarters to begin with when a plan names no time: three years back and two quarters ahead


def sample() -> None:
    """The button that makes the sample store, with its progress, or opens it when it is there."""
    if session.has_sample():
        st.button("看示例", icon=":material/science:", on_click=session.look_at, args=("sample",))
    elif st.button("看示例", icon=":material/science:"):
        bar = st.progress(0.0)

        def on_file(done: int, all_: int, name: str) -> None:
            bar.progress(done / max(all_, 1), f"正在读 {show.literal(name)}（第{done + 1}份，共{all_}份）")

        make_sample(session.sample_folder(), on_file)
        session.look_at("sample")
        st.rerun()


def own() -> None:
    """The form that starts the office's own store: which plan, and the first quarter to collect."""
    plans = {plan.id: plan for plan in session.shipped()}
    chosen = st.selectbox(
        "方案",
        list(plans),
        index=None,
        placeholder="请选方案",
        format_func=lambda one: plans[one].title or plans[one].name,
    )
    if chosen is None:
        return
    first = _first_quarters(plans[chosen].start, plans[chosen].end)
    newest = max((one for one in first if one.end < _today()), default=first[0])
    opened = st.selectbox(
        "先收哪个季度", first, index=first.index(newest), format_func=lambda one: one.words, key=f"first {chosen}"
    )
    if st.button("新建", type="primary", icon=":material/add:"):
        desk = session.own_desk()
        adopt(desk, chosen, by=inbox.BY)
        workflow.open_period(desk, chosen, opened, by=inbox.BY)
        session.look_at("own")
        st.rerun()


def _first_quarters(start: Period | None, end: Period | None) -> list[Period]:
    now = Period.quarter_of(_today())
    first = start.last_quarter() if start else now.plus(2 - OFFERED)
    return quarters(first, end.last_quarter() if end else max(now, first).plus(2))


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the office's own calendar day
