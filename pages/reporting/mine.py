"""我的报送: what the own unit owes for a quarter; its workbook goes out, its files come in."""

import streamlit as st

from milepost.ui import controls, inbox, inbox_cards, inbox_view, mine, quarter, returned, session, waiting

session.work()
owed = mine.standing()
controls.headline(mine.headline(owed))
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    controls.pick_quarter()
    mine.state()
mine.missing(owed)
waiting.listed()
returned.listed()

with st.grid(2, min_column_width=340, gap=("small", "large")) as halves:
    with halves.cell():
        st.subheader("取报表", anchor=False)
        mine.template()
        controls.follow("fill", "在线填报")
        st.subheader("交报表", anchor=False)
        st.caption(mine.how_to_send())
        inbox.drop_zone()
    with halves.cell():
        st.subheader("这次交的", anchor=False)
        inbox_view.files()
inbox_cards.to_settle()

st.subheader("已入库的报送", anchor=False)
quarter.reports()
