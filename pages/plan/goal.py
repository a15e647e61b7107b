"""目标表单: one promise, its clause beside what was made of it."""

import streamlit as st

from milepost.report import words
from milepost.ui import controls, plan_bar, plan_draft, plan_goal, plan_numbers, plan_review, show

rows = {str(row["id"]): str(row.get("name", row["id"])) for row in plan_draft.held().document.get("goals", ())}
head = st.container()
plan_bar.draw()
plan_review.notice()
if not rows:
    with head:
        controls.headline("方案还没有目标")
    show.nothing_yet("还没有目标", "请到“目标”页新增。")
    st.stop()
chosen = controls.pick("目标", rows, "goal", width=320)
plan_goal.form(chosen)
plan = plan_draft.held().plans[1]
goal = next((one for one in plan.goals if one.id == chosen), None)
if goal and goal.kind == "benchmark":
    plan_numbers.references([goal.id])
if goal and not plan_draft.held().faults:
    plan_goal.steps(goal)
    plan_goal.change_on_the_way(plan, goal)
plan_review.draw()
with head:
    said = f"：{words.target(goal)}，{words.deadline(goal) or '没有写期限'}" if goal else ""
    controls.headline(f"{rows[chosen]}{said}")
