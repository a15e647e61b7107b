"""差距: what each remaining quarter must bring, and who is late."""

import streamlit as st

from milepost.report import effort_chart, goal_listings, headlines
from milepost.report.effort import efforts
from milepost.report.judgement import judged_at
from milepost.ui import controls, drawing, session, show

results = session.results()
plan, period = results.plan, results.period
found = efforts(plan, results.progress, period)
open_ones = effort_chart.chartable(found)

controls.headline(headlines.gaps(plan, found))
controls.quarter_bar()
if open_ones:
    st.subheader("余下每季要达到近期平均的几倍", anchor=False)
    chart = effort_chart.effort_chart(plan, open_ones, drawing.tokens())
    drawing.draw(chart, "efforts", headlines.gaps(plan, found))
    st.caption("近期平均：最近四个季度平均每季增加多少。竖线右边的要跑得比近期快，左边的照近期速度就够。")
    st.subheader("每一项还差多少", anchor=False)
    drawing.listing(goal_listings.efforts(plan, open_ones, controls.link_to_target), "")
else:
    show.nothing_yet("没有还要赶的目标", "目标都已达到、已到期，或还没有报数；到“目标进度”看每一项的状态。")

with st.grid(2, min_column_width=340, gap=("medium", "large")) as halves:
    with halves.cell():
        st.subheader("按单位", anchor=False)
        of_units = [judged for unit in plan.parts for judged in judged_at(results.progress, unit.id, period)]
        rows = goal_listings.late_by_unit(plan, of_units, controls.link_to_county)
        drawing.listing(rows, "目标还没有分解到单位；分解后这里列出各单位慢在哪里。")
    with halves.cell():
        st.subheader("按牵头部门", anchor=False)
        judged = judged_at(results.progress, plan.unit, period)
        drawing.listing(goal_listings.late_by_department(plan, judged), "方案没有写明牵头部门。")
