"""One goal under edit: its clause, its numbers, its steps quarter by quarter, and a change of its target on the way."""

from typing import Any

import pandas as pd
import streamlit as st

from milepost.errors import MilepostError
from milepost.measure.raising import Raise, raised
from milepost.plan import editing
from milepost.plan.editing import Place
from milepost.plan.goal import Goal
from milepost.plan.period import quarters
from milepost.plan.plan import Plan
from milepost.report import words
from milepost.ui import plan_draft, plan_form, plan_table, session, show

CLAUSE = ("quote", "section", "theme", "lead_departments", "support_departments", "note", "evidence")
NUMBERS = ("name", "indicator", "operator", "kind", "value", "measure_unit", "stretch", "direction", "deadline",
           "deadline_about", "base_period", "base_value", "base_source", "path")  # fmt: skip


def form(goal_id: str) -> None:
    """The clause on one side, what was made of it on the other."""
    record: Any = editing.record(plan_draft.held().document, "goals", goal_id)
    with st.grid(2, min_column_width=340, gap=("medium", "large")) as halves:
        with halves.cell(), st.container(border=True):
            plan_form.fields("goals", record, CLAUSE)
        with halves.cell():
            plan_form.fields("goals", record, NUMBERS, narrow=True)


def steps(goal: Goal) -> None:
    """The steps of a goal that goes by them: what is to be reached by the end of each quarter, where one is set."""
    last = goal.deadline_quarter
    if goal.path != "milestones" or last is None:
        return
    st.subheader("各季末要达到多少", anchor=False)
    st.caption("只填有节点的季度；节点之间按直线推进，从基期到期限。")
    draft = plan_draft.held()
    span = quarters(goal.start, last)
    held = editing.record(draft.document, "goals", goal.id).get("milestones", {})
    seed = pd.DataFrame(
        {"季度": [period.words for period in span],
         "应达到": pd.Series([held.get(str(period)) for period in span], dtype="float64").to_numpy()},
        index=[str(period) for period in span],
    )  # fmt: skip
    result = plan_table.edited(
        f"节点 {goal.id}",
        seed,
        {
            "季度": st.column_config.TextColumn(disabled=True),
            "应达到": plan_table.number(f"应达到（{goal.measure_unit}）"),
        },
    )
    typed: dict[Place, object] = {
        ("goals", goal.id, "milestones", str(period)): plan_table.plain(value)
        for period, value in result["应达到"].items()
    }
    plan_draft.change(draft.assigned(typed))


def change_on_the_way(plan: Plan, goal: Goal) -> None:
    """A new target from some quarter on; the line bends there, and what was due before stays due."""
    last = goal.deadline_quarter
    if goal.value is None or last is None:
        return
    with st.expander("中途调整目标值或期限（以前各季的序时要求不变）"), st.form(f"raise {goal.id}", border=False):
        st.caption(
            f"现在是{words.target(goal)}，{words.deadline(goal)}。新目标从所选季度的下一季起算，序时线在那里转折；"
            "已发布的各版按当时的目标判断，一个数字也不会变。原文有修订的，请同时改上面的原文。"
        )
        span = quarters(goal.start.previous(), last.previous())
        now = session.period()
        after = st.selectbox(
            "按原目标走到", span, index=max(0, len([p for p in span if p <= now]) - 1), format_func=words.quarter_end
        )
        value = st.number_input(f"新目标值（{goal.measure_unit}）", value=float(goal.value), format="%.12g", step=1.0)
        deadline = st.date_input("新期限", goal.deadline, format="YYYY-MM-DD")
        share = st.checkbox("各单位的分解按比例一起调整（仍与总目标相符）", value=bool(goal.allocations))
        if st.form_submit_button("按此调整", icon=":material/trending_up:"):
            try:
                values = raised(plan, Raise(goal.id, value, deadline, after, share))
            except MilepostError as error:
                show.trouble(error)
                return
            plan_draft.replace(plan_draft.held().assigned(values))
            st.rerun()
