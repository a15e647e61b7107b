"""用表格改: the plan as a workbook, out and in."""

import streamlit as st

from milepost.report import plan_words
from milepost.ui import controls, plan_bar, plan_draft, plan_review, plan_workbook

head = st.container()
plan_bar.draw()
plan_review.notice()
with st.grid(2, min_column_width=340, gap=("medium", "large")) as halves:
    with halves.cell():
        st.subheader("取出", anchor=False)
        st.caption("一本工作簿列全部记录，可分头改；任务分解表只有各单位的目标值和基期值。")
        plan_workbook.out()
    with halves.cell():
        st.subheader("改好后放回来", anchor=False)
        st.caption("核对只读不存；有一处看不懂，整份都不采用。改动列出来看过，再保存为新的一版。")
        plan_workbook.into_draft()
plan_workbook.said()
plan_review.draw()
with head:
    controls.headline(plan_words.plan(plan_draft.held().plans[1]))
