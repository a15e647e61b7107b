"""方案: the document itself, where the status words change, and by when figures are owed."""

import streamlit as st

from milepost.report import plan_words
from milepost.ui import controls, plan_bar, plan_draft, plan_form, plan_review

head = st.container()
plan_bar.draw()
plan_review.notice()
document = plan_draft.held().document
with st.grid(2, min_column_width=340, gap=("medium", "large")) as halves:
    with halves.cell():
        st.subheader("方案文件", anchor=False)
        plan_form.fields(
            "plan",
            document,
            ("short_title", "title", "document_number", "issuer", "issued", "unit", "start", "end", "office", "note"),
            narrow=True,
        )
    with halves.cell():
        st.subheader("报送和判断", anchor=False)
        plan_form.fields("plan", document, ("due_day", "approval"), narrow=True)
        st.caption("截止日：每个报告期结束后，次月几日前报齐。须负责人审签：单位报来的文件，由单位负责人审签后才计入。")
        plan_form.fields("bands", document.get("bands", {}), ("ahead", "slow", "behind"), narrow=True)
        st.caption("门槛是比序时快慢的百分点：快于序时、略慢、滞后三个词从哪里开始用，须从大到小。")
plan_review.draw()
with head:
    controls.headline(plan_words.plan(plan_draft.held().plans[1]))
