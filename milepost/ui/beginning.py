"""Beginning: a fresh install shows the sample, or starts the office's own store with a plan and a first quarter."""

from datetime import date

import streamlit as st

from milepost import workflow
from milepost.desk import adopt
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan
from milepost.sample import make_sample
from milepost.ui import contents, inbox, session, show

EARLIER = 12  # quarters to choose from when a plan names no time: three years back


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
        format_func=lambda one: plans[one].name,
    )
    if chosen is None:
        return
    offered, first = _quarters(plans[chosen])
    opened = st.selectbox(
        "先收哪个季度", offered, offered.index(first), format_func=lambda one: one.words, key=f"first {chosen}"
    )
    if st.button("新建", type="primary", icon=":material/add:"):
        desk = session.own_desk()
        adopt(desk, chosen, by=inbox.BY)
        workflow.open_period(desk, chosen, opened, by=inbox.BY)
        session.look_at("own")
        st.switch_page(contents.page_at("reporting"))


def _quarters(plan: Plan) -> tuple[list[Period], Period]:
    """The quarters to choose from, and the likely one: the plan's first, or the last full one if it names no time."""
    now = Period.quarter_of(_today())
    if plan.start is None:
        return quarters(now.plus(-EARLIER), now), now.previous()
    first = plan.start.last_quarter()
    return quarters(first, plan.end.last_quarter() if plan.end else max(now, first)), first


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the office's own calendar day
