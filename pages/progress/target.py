"""目标详情: one promise, its sentence, its way against the pace, its units, its arithmetic and its sources."""

import streamlit as st

from milepost.measure.makeup import makeup
from milepost.measure.outlook import outlook
from milepost.measure.steps import steps
from milepost.report import arithmetic, clauses, fan, headlines, opinions, paths, proof, sentences, sources, words
from milepost.report.effort import effort
from milepost.report.judgement import judged_over
from milepost.report.origin import Place
from milepost.ui import controls, drawing, promise, session, show

results = session.results()
plan, period = results.plan, results.period
if not plan.goals:
    show.nothing_yet("方案还没有录入目标", "请在方案文件里写入目标，再回到这里。")
    st.stop()
head = st.container()
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    goal = plan.goal_of(controls.pick("目标", {goal.id: goal.name for goal in plan.goals}, "goal", width=280))
    controls.pick_quarter()
    controls.badges()
    controls.follow("targets", "全部目标")
over = judged_over(results.progress, plan.unit, goal.id)
way = paths.path_of(plan, goal, plan.unit, over, period)
needs = effort(goal, results.progress, period, plan.unit)
if way is None or needs is None:
    st.stop()
judged = way.now
with head:
    controls.headline(headlines.target(goal, needs))

promise.clause(plan, goal)
compared = "" if goal.kind == "boolean" else f"{sentences.compared(judged, plan.indicator_of(goal.indicator).way)}。"
st.markdown(f"{words.marked(judged.status)}　{sentences.model(goal, judged)}。{compared}")
if shown := proof.proof(plan, goal, judged, (results.figures, results.values)):
    st.caption(show.literal(shown))
rows = results.of_goal(goal.id).query("unit == @plan.unit")
ahead = outlook(goal, rows, plan, period)
drawing.draw(paths.path_chart(way, drawing.tokens(), ahead), "path", f"{goal.name}：{sentences.model(goal, judged)}")
st.caption(fan.sentence(goal, ahead))
show.marks(way.marks)

promise.parts(results, goal)
with st.grid(2, min_column_width=340, gap=("medium", "large")) as halves:
    with halves.cell():
        st.subheader("怎么算的", anchor=False)
        row = rows[rows["period"] == judged.period].iloc[0]
        found = (*makeup(goal, row, plan, results.values), *steps(goal, row, plan))
        drawing.listing(arithmetic.arithmetic(found), clauses.no_arithmetic(judged))
        st.caption(clauses.rules(plan, goal))
    with halves.cell():
        st.subheader("这个数从哪来", anchor=False)
        place = Place(plan.indicator_of(goal.indicator), plan.unit_of(plan.unit), period)
        behind = sources.sources(plan, results.figures, results.values, place)
        drawing.listing(sources.listing(behind, controls.link_to_place, show.literal), "")
        st.caption(show.literal(clauses.base(plan, goal)))

for opinion in opinions.opinions(goal, rows, plan, period):
    with st.expander(opinion.title):
        st.markdown(f"**{opinion.verdict}**")
        if not opinion.steps.empty:
            drawing.listing(opinion.steps, "")
        st.caption(opinion.weak)
