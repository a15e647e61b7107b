"""各县区: one unit's own page: its rank, its goals, its way, what it still owes."""

import streamlit as st

from milepost.report import bars, bullets, goal_listings, headlines, paths, race_charts, race_words, reminders
from milepost.report.judgement import judged_at, judged_over
from milepost.report.palette import unit_colours
from milepost.ui import chasing, controls, drawing, session, show

results = session.results()
plan, period = results.plan, results.period
if not plan.parts:
    show.nothing_yet("方案里没有下一级单位", "在方案的单位里写入县区，这里就有每个县区自己的一页。")
    st.stop()
head = st.container()
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    unit = plan.unit_of(controls.pick("单位", {one.id: one.name for one in plan.parts_in(period)}, "unit", width=160))
    controls.pick_quarter()
    controls.badges()
    controls.follow("race", "全部名次")
now = judged_at(results.progress, unit.id, period)
place = race_words.place_words(plan, results.ranking, unit.id, str(period))
with head:
    controls.headline(headlines.county(plan, unit.id, now, place))

tokens = drawing.tokens()
if now:
    links = drawing.addresses(controls.link_to_target, (goal.id for goal in plan.goals))
    st.subheader("它承担的目标", anchor=False)
    rows = [bullets.bullet(plan, judged, tokens, links[judged.goal]) for judged in now]
    drawing.bar_columns(bars.halved(rows), "own")
    st.subheader("各项走势：实线是实际，虚线是序时", anchor=False)
    with st.grid(5, min_column_width=150, gap=("medium", "medium")) as cells:
        for judged in now:
            goal, over = plan.goal_of(judged.goal), judged_over(results.progress, unit.id, judged.goal)
            way = paths.path_of(plan, goal, unit.id, over, period)
            if way is not None:
                with cells.cell():
                    chart = paths.small_path(paths.named(way, goal.name), tokens, unit_colours(plan, tokens)[unit.id])
                    drawing.draw(chart, f"way {goal.id}", f"{unit.name}{goal.name}")
    st.subheader("同比、环比", anchor=False)
    drawing.listing(goal_listings.targets(plan, now, links.__getitem__), "")
else:
    show.nothing_yet("目标还没有分解到这个单位", "办公室在方案里写入分解数后，这里会有它的进度和序时比较。")

ranked = race_charts.ranked(results.ranking, results.periods)
if place and len(ranked) > 1:
    st.subheader("历季名次", anchor=False)
    drawing.draw(race_charts.bump_chart(plan, results.ranking, ranked, tokens, unit.id), "bump", place)

st.subheader("本季报送", anchor=False)
own = [debt for debt in reminders.debts(results.standing) if debt.unit == unit.id]
drawing.listing(reminders.who_is_late(plan, own), f"{unit.name}{period.words}应报的都已报齐。")
chasing.button(plan, period, own)
controls.follow("reporting", "看全部报送")
