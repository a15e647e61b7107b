"""区划和口径: units that are renamed, merged or split, indicators that mean something else, comparable figures."""

import streamlit as st

from milepost.report import plan_words
from milepost.ui import controls, plan_adjusting, plan_bar, plan_draft, plan_records, plan_review

head = st.container()
plan_bar.draw()
plan_review.notice()
with st.grid(2, min_column_width=340, gap=("medium", "large")) as halves:
    with halves.cell():
        st.subheader("行政区划调整", anchor=False)
        plan_adjusting.form(plan_draft.held().plans[1])
    with halves.cell():
        st.subheader("指标口径变化", anchor=False)
        plan_records.about(
            "口径变了，以前报的数不改；从所填季度起，同比写“不可比”，图上有标记。目标值和基期值按新口径核定以前，"
            "这项目标先不判断；核定后勾上“目标和基期已重定”。"
        )
        plan_records.table("redefinitions", ("indicator", "since", "definition", "settled", "basis"))
st.subheader("已记下的区划调整", anchor=False)
plan_records.table("adjustments", ("kind", "since", "units", "into", "old_name", "settled", "basis"), add=False)
st.subheader("可比数", anchor=False)
plan_records.about(
    "变化以前某一期的数，按变化以后的口径（区划）重算是多少。填了，同比就按可比口径算；各单位都填齐的，全域由它们相加。"
)
plan_records.table("comparables", ("indicator", "unit", "period", "value", "source"))
plan_review.draw()
with head:
    controls.headline(plan_words.changed(plan_draft.held().plans[1]))
