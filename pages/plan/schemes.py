"""赛马办法: who races, by which indicators, with which weights."""

import streamlit as st

from milepost.report import plan_words
from milepost.ui import controls, plan_bar, plan_draft, plan_records, plan_review

head = st.container()
plan_bar.draw()
plan_review.notice()
plan_records.about("缺数上限：缺的权重超过这个份额（0.2为两成）就不排名。得分上限：1.2为完成120%封顶。")
plan_records.table("schemes", ("title", "unit_kind", "units", "mean", "missing", "max_missing", "cap", "breakthroughs"))
schemes = {str(row["id"]): str(row.get("title", row["id"])) for row in plan_draft.held().document.get("schemes", ())}
if schemes:
    st.subheader("计分指标和权重", anchor=False)
    scheme = controls.pick("赛马办法", schemes, "edit-scheme", width=280)
    plan_records.about("按完成份额或序时计分的，要选定目标，并已分解到各单位。权重按合计折算，不必正好是100。")
    plan_records.items(scheme, ("indicator", "weight", "score", "goal", "share", "direction"))
    st.caption(plan_words.weights(plan_draft.held().document, scheme))
plan_review.draw()
with head:
    controls.headline(f"{len(schemes)}个赛马办法" if schemes else "方案还没有赛马办法")
