"""目标进度: every goal in one table, narrowed by theme, status or department."""

import streamlit as st

from milepost.report import goal_listings, headlines
from milepost.report.judgement import judged_at
from milepost.ui import controls, drawing, session, show

results = session.results()
plan, period = results.plan, results.period
every = judged_at(results.progress, plan.unit, period)

head = st.container()
controls.quarter_bar()
with st.container(horizontal=True, gap="small"):
    themes = {"": "全部类别"} | {goal.theme: goal.theme for goal in plan.goals if goal.theme}
    theme = controls.pick("类别", themes, "theme", width=200)
    statuses = {"": "全部状态"} | {str(judged.status): str(judged.status) for judged in every}
    status = controls.pick("状态", statuses, "status", width=160)
    leads = dict.fromkeys(one for goal in plan.goals for one in goal.lead_departments)
    departments = {"": "全部牵头部门"} | {one: plan.unit_of(one).name for one in leads}
    department = controls.pick("牵头部门", departments, "department", width=220)

shown = [
    judged
    for judged in every
    for goal in [plan.goal_of(judged.goal)]
    if theme in ("", goal.theme)
    and status in ("", str(judged.status))
    and (not department or department in goal.lead_departments)
]
with head:
    controls.headline(headlines.targets(plan, shown))
if shown:
    links = drawing.addresses(controls.link_to_target, (judged.goal for judged in shown))
    drawing.listing(goal_listings.targets(plan, shown, links.__getitem__), "")
    st.caption(
        "完成率＝现值÷目标值；比序时＝完成份额−序时份额，完成份额从基期算起，两者不混用。"
        "同比、环比用单位报送的数：年初累计数与去年同期累计相比，环比用各季当季发生数。"
    )
else:
    show.nothing_yet("没有符合条件的目标", "请换一个类别、状态或牵头部门。")
