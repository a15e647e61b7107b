"""总览: how the plan stands this quarter, who has not reported, and what changed."""

import streamlit as st

from milepost.report import bars, bullets, goal_listings, headlines, race_words, reminders, tiles, words
from milepost.report.judgement import judged_at
from milepost.ui import chasing, controls, drawing, session, show

results = session.results()
plan, period = results.plan, results.period
now = judged_at(results.progress, plan.unit, period)
before = judged_at(results.progress, plan.unit, period.previous())
owing = reminders.debts(results.standing)

controls.headline(headlines.overview(plan, period, now))
controls.quarter_bar()
if not any(judged.known for judged in now):
    show.nothing_yet(f"{period.words}还没有收到可用的数", "先把各单位的季报收进来，这里就会有进度、同比和名次。")
    controls.follow("reporting", "去数据报送")
    st.stop()

lead = [headlines.pulse(plan, now), race_words.ends(plan, results.ranking, str(period))]
st.markdown("；".join(part for part in lead if part) + "。")
drawing.tiles(tiles.tiles(plan, now, before))
st.caption(headlines.legend(plan, period, now))

links = drawing.addresses(controls.link_to_target, (goal.id for goal in plan.goals))
drawing.bar_columns(bars.columns(bullets.by_theme(plan, now, drawing.tokens(), links)), "bullets")

with st.grid(2, min_column_width=340, gap=("medium", "large")) as halves:
    with halves.cell():
        st.subheader("谁还没报", anchor=False)
        drawing.listing(reminders.who_is_late(plan, owing), f"{period.words}应报的单位都已报齐。")
        chasing.button(plan, period, owing)
    with halves.cell():
        st.subheader(f"比{words.short_quarter(period.previous(), period)}变了什么", anchor=False)
        changed = goal_listings.changes(plan, before, now, links.__getitem__)
        drawing.listing(changed, "各项目标的状态与上季相同。" if before else "这是第一个季度，没有可比的上季。")
