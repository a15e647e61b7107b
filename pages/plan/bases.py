"""基期值: what stood before the plan began, and what others reach, each with its source."""

import streamlit as st

from milepost.report import plan_words
from milepost.ui import controls, plan_bar, plan_draft, plan_numbers, plan_review

head = st.container()
plan_bar.draw()
plan_review.notice()
st.caption("方案没有写基期值。在表里填数和出处（文件名、页码或数据来源）；没有基期值，进度快慢就无法判断。")
plan_numbers.bases()
plan_numbers.references([goal.id for goal in plan_draft.held().plans[1].goals if goal.kind == "benchmark"])
plan_review.draw()
with head:
    controls.headline(plan_words.bases(plan_draft.held().plans[1]))
