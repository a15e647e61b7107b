"""县区赛马: who leads, who moved, who is last and why, and how the ranks were made."""

from functools import partial

import streamlit as st

from milepost.report import (
    appraisal_listing,
    break_words,
    breakthrough_words,
    heat,
    race_charts,
    race_listing,
    race_words,
    words,
)
from milepost.ui import controls, drawing, racing, session, show

results = session.results()
plan, period = results.plan, results.period
head = st.container()
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    controls.pick_quarter()
    controls.pick_plan()
    scheme = racing.pick_scheme(plan)
    controls.badges()
ranking, refusal = racing.ranking(results, scheme)
now = race_words.places(ranking, str(period))
if scheme is None or not any(place.ranked for place in now):
    with head:
        controls.headline(f"{period.words}还不能排名")
    show.nothing_yet(refusal or "方案还没有赛马办法", race_words.remedy(scheme, plan))
    controls.follow("reporting", "去数据报送")
    st.stop()
sentence = session.once("headline", partial(race_words.headline, plan, ranking, str(period)))
with head:
    controls.headline(sentence)

if adjusted := break_words.adjustments_at(plan, period):
    st.info(show.literal(f"{adjusted}。参赛单位变了，本季不与上季比名次升降。"), icon=":material/account_tree:")
# Charts first, each into its place, for they take the browser longest; tables and words follow.
tokens, on_charts = drawing.tokens(), race_charts.ranked(ranking, results.periods)
with st.grid(2, min_column_width=340, gap=("medium", "large")) as halves:
    places_now, firmness = halves.cell(), halves.cell()
middle, way, appraised = st.container(), st.container(), st.container()
with st.grid(2, min_column_width=340, gap=("medium", "large")) as halves:
    crossed, rules = halves.cell(), halves.cell()

with firmness:
    st.subheader("名次稳不稳：权重上下浮动20%的名次区间", anchor=False)
    drawing.kept(
        partial(race_charts.interval_chart, plan, now, tokens), "intervals", said := race_words.closeness(plan, now)
    )
    st.caption(said)
if len(on_charts) > 1 and len(now) <= race_charts.MOST_LINES:
    with way:
        st.subheader(f"{words.counted(len(on_charts))}个季度的名次", anchor=False)
        drawing.kept(partial(race_charts.bump_chart, plan, ranking, on_charts, tokens), "bump", sentence)
with crossed:
    table = session.once("leads", partial(heat.of_scheme, plan, scheme, results.progress, ranking, period))
    st.subheader(table.title, anchor=False)
    drawing.kept(partial(heat.heat_table, table, tokens), "heat", table.title)

links = racing.links(plan, scheme, dict.fromkeys(ranking["unit"]))
with places_now:
    st.subheader("本季名次", anchor=False)
    drawing.listing(race_listing.ranks(plan, now, links.__getitem__), "")
with middle:
    for name, said in breakthrough_words.sentences(plan, racing.first_ones(results, scheme), period):
        st.markdown(f"**零突破 · {name}**　{said}")
    st.subheader("这个名次怎么来的", anchor=False)
    racing.reason(results, scheme, now)
year = racing.last_year(ranking, scheme)
if not year.empty:
    with appraised:
        st.subheader(f"{year['year'].iloc[0]}年度考核", anchor=False)
        drawing.listing(appraisal_listing.places(plan, year, links.__getitem__), "")
        st.caption(appraisal_listing.sentence(plan, year))
with rules:
    racing.rules(plan, scheme, now)
