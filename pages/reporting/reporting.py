"""数据报送: who has sent what for a quarter; files come in here, and templates go out."""

import streamlit as st

from milepost.people.act import Act
from milepost.report import collection
from milepost.ui import (
    contents,
    controls,
    inbox,
    inbox_cards,
    inbox_view,
    mapping,
    publish,
    quarter,
    returned,
    session,
    waiting,
)

if mapping.is_wanted():
    st.switch_page(contents.page_at("mapping"))
results = session.results()
controls.headline(collection.headline(results.plan, results.period, results.standing))
with st.container(horizontal=True, vertical_alignment="center"):
    with st.container(width="content"):
        controls.quarter_bar()
    st.space("stretch")
    publish.acts()
publish.told()

st.subheader("谁报了什么", anchor=False)
quarter.matrix()
waiting.listed()
returned.listed()

if not session.desk().may(Act.LOAD):
    st.subheader("已入库的报送", anchor=False)
    quarter.reports()
    st.stop()
with st.grid(2, min_column_width=340, gap=("small", "large")) as halves:
    with halves.cell():
        st.subheader("收文件", anchor=False)
        st.caption("数据由各单位自行更正，办公室只退回、不改数。核对只读不存，看过再入库。")
        inbox.drop_zone()
        with st.container(horizontal=True, gap="medium"):
            controls.follow("fill", "在线填报")
            controls.follow("history", "补录往期")
            controls.follow("forms", "记住的版式和名称")
    with halves.cell():
        st.subheader("这次收到的", anchor=False)
        inbox_view.files()
inbox_cards.to_settle()

st.subheader("已入库的报送", anchor=False)
quarter.reports()

st.subheader("发报表", anchor=False)
st.caption("每家一份，只列它应报的数，上季和去年同期已填在旁边。")
quarter.hand_out()

with st.container(horizontal=True, gap="medium"):
    controls.follow("lineage", "溯源：每个数出自哪个格")
    if session.desk().may(Act.AUDIT):
        controls.follow("audit", "操作记录")
