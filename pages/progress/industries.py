"""各行业: what an indicator is made of by industry, which of them drive its growth, and where."""

import streamlit as st

from milepost.measure.industries import by_industry
from milepost.report import bars, heat, industry_charts, industry_words
from milepost.ui import controls, drawing, session, show

results = session.results()
plan, period = results.plan, results.period
split = {one.id: one.name for one in plan.indicators if plan.industries_of(one)}
if not split:
    controls.headline("方案还没有按行业统计的指标")
    controls.quarter_bar()
    show.nothing_yet(
        "还没有行业", "在方案里写入行业，并在要分行业的指标上注明，报表就会逐行业要数，这里就有各行业的情况。"
    )
    st.stop()
head = st.container()
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    indicator = plan.indicator_of(controls.pick("指标", split, "split", width=200))
    places = {plan.unit: plan.unit_of(plan.unit).name} | {unit.id: unit.name for unit in plan.parts_in(period)}
    place = plan.unit_of(controls.pick("范围", places, "place", width=140))
    controls.pick_quarter()
    controls.pick_plan()
    controls.badges()
every = industry_words.parts(plan, by_industry(results.figures, plan, indicator, results.periods))
here = industry_words.at(every, place.id, period)
with head:
    name = "" if place.id == plan.unit else place.name
    controls.headline(industry_words.headline(name, indicator, period, here))
missing = industry_words.gaps(plan, every, period)
if place.id == plan.unit and missing:
    st.warning(missing, icon=":material/pending:")
if not industry_words.any_partial(here):
    show.nothing_yet(f"{period.words}还没有收到分行业的数", "各单位在报表里填了各行业，或报来分行业的表，这里就有数。")
    controls.follow("reporting", "去数据报送")
    st.stop()

tokens = drawing.tokens()
title, rows = industry_charts.driven(indicator, here, tokens)
st.subheader(f"各行业{title}", anchor=False)
drawing.bar_columns(bars.halved(rows), "driven")

st.subheader("各行业一览", anchor=False)
links = drawing.addresses(
    lambda of: controls.link_to_cell(indicator.id, place.id, period, of), (part.industry.id for part in here)
)
drawing.listing(industry_words.listing(indicator, here, links.__getitem__), "")
st.caption(industry_words.READING)

over = [industry_words.over(every, part) for part in here if part.known]
if over:
    st.subheader(f"各行业走势：{industry_charts.ways_title(indicator, over)}", anchor=False)
    with st.grid(5, min_column_width=150, gap=("medium", "medium")) as cells:
        for one, chart in zip(over, industry_charts.ways(indicator, over, tokens), strict=True):
            with cells.cell():
                drawing.draw(chart, f"way {one[-1].industry.id}", f"{one[-1].industry.name}{one[-1].amount(indicator)}")

if place.id == plan.unit:
    table = industry_charts.crossed(plan, every, period)
    st.subheader(f"各县区各行业：{table.title}", anchor=False)
    drawing.draw(heat.heat_table(table, tokens), "crossed", table.title)
