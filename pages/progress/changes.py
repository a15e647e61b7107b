"""变化: what a later version says otherwise than an earlier one, and which revision flipped which status."""

import streamlit as st

from milepost import comparing
from milepost.report import change_listing, change_words
from milepost.ui import controls, drawing, session, show, versions

named = versions.named()
if not versions.comparable(named):
    controls.headline("还没有两版可以比")
    show.nothing_yet(*versions.WHAT_TO_DO)
    controls.follow("reporting", "去数据报送")
    st.stop()

head = st.container()
first, last = versions.pick_two(named)
points = versions.point(first), versions.point(last)
with st.spinner("正在比较……"):
    changes = comparing.comparison(session.desk(), session.plan_id(), *points)
with head:
    controls.headline(change_words.headline(changes, named[first], named[last]))
st.caption(show.literal(change_words.others(changes)))

st.subheader("状态变了的目标", anchor=False)
drawing.listing(change_listing.flips(changes, controls.link_to_target), "没有目标的状态改变。")
second = change_listing.opinions(changes, controls.link_to_target)
if not second.empty:
    with st.expander(f"另一种公布的判断方法（CAGR比率法）：{len(change_words.flips(changes, 'cagr'))}项变了"):
        drawing.listing(second, "")

st.subheader("改过的数", anchor=False)
drawing.listing(
    change_listing.revisions(
        changes, lambda one: controls.link_to_cell(one.indicator_id, one.unit_id, one.period_text), show.literal
    ),
    "两版都有的报告期里，没有数被改过。",
)

st.subheader("名次变动", anchor=False)
drawing.listing(change_listing.moves(changes, controls.link_to_county), "没有名次变动。")

st.subheader("方案改动", anchor=False)
drawing.listing(change_listing.edits(changes, controls.link_to_target, show.literal), "方案没有改动。")
reasons = comparing.edit_reasons(session.desk(), session.plan_id(), *points)
if reasons:
    st.caption(show.literal(reasons))
