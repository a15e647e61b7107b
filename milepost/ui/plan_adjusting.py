"""A change of the units under edit: renamed, merged or split, put into the draft as one act."""

import streamlit as st

from milepost.errors import MilepostError
from milepost.plan.adjusting import Change, adjusted
from milepost.plan.adjustment import ADJUSTMENT_WORDS, AdjustmentKind
from milepost.plan.blank import part_names
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan
from milepost.ui import plan_draft, session, show

_NAMES = {
    "renamed": "新名称",
    "merged": "合并后的名称（并入其中一个的，写那个单位的名称）",
    "split": "拆分后的名称，一行一个（原单位保留的，把它的名称也写上）",
}
_FOLLOWS = {
    "renamed": "编号不变，以前的数照样连着；旧名写进别名，旧表还认得出，已发布的各版仍用旧名。",
    "merged": "合并前各季的数相加，作为新单位以前的数；分解和基期值也相加。赛马里，之前原单位比，之后新单位比。",
    "split": "以前的数留在原单位名下；拆分后与拆分前不直接相比，没有可比数的，同比写“不可比”。分解要重新填。",
}


def form(plan: Plan) -> None:
    """What happened, to whom, from when on, by which document; the draft shows what follows from it."""
    kind: AdjustmentKind = (
        st.segmented_control(
            "方式",
            list(ADJUSTMENT_WORDS),
            default="renamed",
            format_func=ADJUSTMENT_WORDS.__getitem__,
            key="adjust kind",
        )
        or "renamed"
    )
    st.caption(_FOLLOWS[kind])
    names = {unit.id: unit.name for unit in plan.units if plan.boundaries.end(unit.id) is None}
    if kind != "renamed":
        names = {unit.id: unit.name for unit in plan.parts} or names
    with st.form(f"adjust {kind}", border=True, enter_to_submit=False):
        units = st.multiselect("哪些单位" if kind == "merged" else "哪个单位", list(names),
                               format_func=names.__getitem__, placeholder="请选",
                               max_selections=None if kind == "merged" else 1)  # fmt: skip
        written = (
            st.text_area(_NAMES[kind], height=100, key=f"adjust names {kind}")
            if kind == "split"
            else st.text_input(_NAMES[kind], key=f"adjust names {kind}")
        )
        span = _span(plan)
        since = st.selectbox("从哪一季起按新区划", span, span.index(_near(span)), format_func=lambda one: one.words)
        basis = st.text_input("依据（文件名、文号和生效日期）", key="adjust basis")
        if st.form_submit_button("放进草稿", icon=":material/account_tree:"):
            change = Change(kind, tuple(units), tuple(part_names(written)), since, basis)
            try:
                made = adjusted(plan_draft.held().document, change)
            except MilepostError as error:
                show.trouble(error)
                return
            plan_draft.replace(plan_draft.held().remade(made))
            st.rerun()


def _span(plan: Plan) -> list[Period]:
    now = session.period().last_quarter() if session.periods() else plan.start or Period(2022, "quarter", 1)
    first = (plan.start or now).last_quarter()
    last = max((plan.end or now).last_quarter(), now).plus(4)
    return quarters(first, last)


def _near(span: list[Period]) -> Period:
    """The quarter after the one looked at."""
    if not session.periods():
        return span[0]
    return min(span[-1], max(span[0], session.period().last_quarter().plus(1)))
