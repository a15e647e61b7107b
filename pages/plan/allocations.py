"""任务分解: what each unit is to bring of each goal, and whether the parts add up."""

import streamlit as st

from milepost.report import plan_words
from milepost.ui import controls, plan_bar, plan_draft, plan_numbers, plan_review, show

plan = plan_draft.held().plans[1]
head = st.container()
plan_bar.draw()
plan_review.notice()
if plan.parts and plan.goals:
    what = controls.pick("填什么", {"value": "各单位的目标值", "base_value": "各单位的基期值"}, "what")
    st.caption("合计与还差随填随算；比例、增长率类的目标不相加。改了总目标，请到“目标”页。")
    plan_numbers.allocations("base_value" if what == "base_value" else "value")
    plan_review.draw()
else:
    show.nothing_yet("还没有可分解的单位或目标", "先录入下一级单位（县区、街道）和目标。")
with head:
    controls.headline(plan_words.allocations(plan_draft.held().plans[1]))
