"""指标: what is reported, in which way, by whom."""

import streamlit as st

from milepost.ui import controls, plan_bar, plan_draft, plan_records, plan_review, plan_sharing

head = st.container()
plan_bar.draw()
plan_review.notice()
plan_records.about(
    "报送单位可写单位名称，也可写一类，如“各县（市、区）”。其他表头：各单位表里对这个指标的其他叫法，用分号隔开。"
    "已有报送数的指标，计量单位和报送方式不能改；口径变了，在“区划和口径”里记下。"
    "取自其他方案：另一个方案已经收这个数的，写“方案编号/指标编号”，不再向各单位要第二遍。"
)
plan_records.table(
    "indicators",
    ("name", "measure_unit", "way", "reported_by", "reported_for", "frequency", "counts", "reported_as", "definition",
     "ratio.numerator", "ratio.denominator", "ratio.scale", "includes", "cumulates", "by_industry", "same_as"),
)  # fmt: skip
plan_sharing.form(plan_draft.held().plans[1])
plan_review.draw()
with head:
    controls.headline(f"方案的{len(plan_draft.held().document.get('indicators', ()))}个指标")
