"""差距: what each remaining quarter must bring, and who is late."""

import streamlit as st

from milepost.report import bars, effort_bars, goal_listings, headlines
from milepost.report.effort import efforts
from milepost.report.judgement import judged_at
from milepost.ui import controls, drawing, session, show

results = session.results()
plan, period = results.plan, results.period
found = efforts(plan, results.progress, period)
open_ones = effort_bars.still_open(found)

controls.headline(headlines.gaps(plan, found))
controls.quarter_bar()
if open_ones:
    st.subheader("余下每季要达到近期平均的几倍", anchor=False)
    st.caption(
        "粗体：余下每季要增加多少；近期：最近四季平均每季增加多少。竖线：照近期速度。"
        "横条过线的要跑得比近期快；满格是3倍及以上，或近期没有增长。"
    )
    links = drawing.addresses(controls.link_to_target, (goal.id for goal in plan.goals))
    rows = effort_bars.effort_bars(plan, open_ones, drawing.tokens(), links)
    drawing.bar_columns(bars.halved(rows), "efforts")
    st.subheader("每一项还差多少", anchor=False)
    drawing.listing(goal_listings.efforts(plan, open_ones, links.__getitem__), "")
else:
    show.nothing_yet("没有还要赶的目标", "目标都已达到、已到期，或还没有报数；到“目标进度”看每一项的状态。")

with st.grid(2, min_column_width=340, gap=("medium", "large")) as halves:
    with halves.cell():
        st.subheader("按单位", anchor=False)
        of_units = [judged for unit in plan.parts_in(period) for judged in judged_at(results.progress, unit.id, period)]
        units = drawing.addresses(controls.link_to_county, (unit.id for unit in plan.all_parts))
        late = goal_listings.late_by_unit(plan, of_units, units.__getitem__)
        drawing.listing(late, "目标还没有分解到单位；分解后这里列出各单位慢在哪里。")
    with halves.cell():
        st.subheader("按牵头部门", anchor=False)
        judged = judged_at(results.progress, plan.unit, period)
        drawing.listing(goal_listings.late_by_department(plan, judged), "方案没有写明牵头部门。")
