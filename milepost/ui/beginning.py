"""Beginning: an empty store gets a plan and a first quarter to collect."""

from datetime import date

import streamlit as st

from milepost import workflow
from milepost.desk import adopt, office_today
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan
from milepost.ui import contents, controls, founding, session, show

EARLIER = 12  # quarters to choose from when a plan names no time: three years back


def own() -> None:
    """What starts the office's own store: a plan that comes with milepost, or one of its own."""
    ways = {"shipped": "随软件的方案", "new": "新建方案"}
    way = st.segmented_control(
        "哪个方案",
        list(ways),
        default="shipped",
        format_func=ways.__getitem__,
        label_visibility="collapsed",
        key="which",
    )
    if way == "new":
        founding.draw(session.desk())
    else:
        _shipped()


def _shipped() -> None:
    """Which plan, and the first quarter to collect."""
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
        desk = session.desk()
        adopt(desk, chosen, by=session.person().name)
        workflow.open_period(desk, chosen, opened, by=session.person().name)
        st.switch_page(contents.page_at("reporting"))


def unfinished() -> None:
    """What stands in the place of a page while the plan has nothing for it: where to go on."""
    plan = session.plan()
    if plan.indicators and plan.schemes:
        _without_goals(plan)
        return
    controls.headline(f"{plan.name}还没有{'目标' if plan.indicators else '指标和目标'}")
    controls.pick_plan()
    show.nothing_yet(
        "先把方案录进来",
        "到“方案”录入单位、指标和目标，或用表格一次导入；有了指标就可以发报表、收文件，有了目标就能看进度。",
    )
    controls.follow("plan-indicators", "去录指标")
    controls.follow("plan-goals", "去录目标")
    controls.follow("plan-workbook", "用表格导入")


def _without_goals(plan: Plan) -> None:
    """A plan whose text promises no number, and yet lets units race by what they report."""
    controls.headline(f"{plan.name}没有要判断进度的目标")
    controls.pick_plan()
    show.nothing_yet(
        "这个方案收数、排名次",
        "名次在“县区赛马”，各期的数改了什么在“变化”；有了量化目标，到“方案”录入，这里就有进度。",
    )
    controls.follow("race", "去看名次")
    controls.follow("plan-goals", "去录目标")


def _quarters(plan: Plan) -> tuple[list[Period], Period]:
    """The quarters to choose from, and the likely one: the plan's first, or the last full one if it names no time."""
    now = Period.quarter_of(_today())
    if plan.start is None:
        return quarters(now.plus(-EARLIER), now), now.previous()
    first = plan.start.last_quarter()
    return quarters(first, plan.end.last_quarter() if plan.end else max(now, first)), first


def _today() -> date:
    return office_today()
