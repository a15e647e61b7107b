"""One figure for two plans: which indicator of another plan in this store is the same as one of this plan."""

import streamlit as st

from milepost import sharing
from milepost.plan.plan import Plan
from milepost.ui import plan_draft, session, show


def form(plan: Plan) -> None:
    """Pick an indicator here and the one it is; nothing where this is the only plan."""
    found = sharing.choices(session.desk(), plan)
    own = {one.id: one.name for one in plan.indicators if one.ratio is None}
    if not found or not own:
        return
    with st.expander("另一个方案已经收这个数：只报一次，两个方案都用"), st.form("share", border=False):
        here = st.selectbox("本方案的指标", list(own), format_func=own.__getitem__)
        there = st.selectbox(
            "就是另一方案的", list(found), index=None, format_func=found.__getitem__, placeholder="请选"
        )
        st.caption("选定后，本方案的报表不再要这个数；数从那边取，出处仍是原来的文件和单元格。")
        if st.form_submit_button("放进草稿", icon=":material/link:"):
            if there is None:
                st.warning("还没有选另一方案的指标", icon=":material/info:")
                return
            plan_draft.replace(plan_draft.held().assigned({("indicators", str(here), "same_as"): there}))
            st.toast(show.literal(f"“{own[str(here)]}”改为从{found[there]}取数，看过改动再保存"))
            st.rerun()
