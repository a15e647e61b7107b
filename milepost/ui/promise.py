"""Parts of a target's page: the sentence it stands in, and the way of each unit that has a share of it."""

import streamlit as st

from milepost import planning
from milepost.measure.results import Results
from milepost.plan.goal import Goal
from milepost.plan.plan import Plan
from milepost.report import clauses, paths, plan_words, sentences, words
from milepost.report.judgement import judged_over
from milepost.report.palette import unit_colours
from milepost.ui import drawing, session, show


def clause(plan: Plan, goal: Goal) -> None:
    """The sentence with its place in the document, and what was made of its target on the way."""
    with st.container(border=True):
        st.markdown(f"“{show.literal(goal.quote)}”")
        st.caption(show.literal(clauses.source(plan, goal)))
        for version in planning.retargeted(session.desk(), plan.id, goal.id, session.vantage()):
            before, after = (one.goal_of(goal.id) for one in version.plans)
            st.caption(show.literal(plan_words.retargeted((before, after), version.reason)))


def parts(results: Results, goal: Goal) -> None:
    """A small way for each unit that the goal is shared out to; nothing where it is not."""
    plan, period = results.plan, results.period
    shared = [(unit, judged_over(results.progress, unit.id, goal.id)) for unit in plan.parts_in(period)]
    shared = [(unit, over) for unit, over in shared if unit.id in goal.allocations and over]
    if not shared:
        return
    st.subheader(f"{words.counted(len(shared))}个单位：谁在线上，谁在线下", anchor=False)
    colours = unit_colours(plan, drawing.tokens())
    with st.grid(len(shared), min_column_width=150, gap=("medium", "medium")) as cells:
        for unit, over in shared:
            small = paths.path_of(plan, goal, unit.id, over, period)
            if small is not None:
                with cells.cell():
                    chart = paths.small_path(small, drawing.tokens(), colours[unit.id])
                    drawing.draw(chart, f"path {unit.id}", f"{unit.name}：{sentences.state_words(small.now)}")
