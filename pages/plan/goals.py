"""目标: every promise of the plan in one table."""

import streamlit as st

from milepost.ui import controls, plan_bar, plan_draft, plan_records, plan_review

head = st.container()
plan_bar.draw()
plan_review.notice()
plan_records.about("一行一个目标；原文、出处、部门、节点和中途调整在“目标表单”里改。删去的目标以前各版都还在。")
plan_records.table("goals", ("name", "theme", "indicator", "operator", "value", "measure_unit", "deadline", "kind",
                             "stretch", "section"))  # fmt: skip
plan_review.draw()
with head:
    controls.headline(f"方案的{len(plan_draft.held().document.get('goals', ()))}项目标")
