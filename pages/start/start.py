"""开始: what a fresh install shows."""

import streamlit as st

from milepost.ui import beginning, controls

controls.headline("从这里开始：先看示例，或为本单位新建")
st.caption("三年行动的目标一项项列清，各单位的季报收进来，进度、差距和名次自动算出，每个数都能查到原表的单元格。")
with st.grid(2, min_column_width=340, gap=("medium", "large")) as halves:
    with halves.cell(), st.container(border=True):
        st.subheader("看示例", anchor=False)
        st.markdown("用虚构的季报完整走一遍：总览、目标、差距、县区赛马、报送和溯源。示例单独存放，不影响本单位的数。")
        beginning.sample()
    with halves.cell(), st.container(border=True):
        st.subheader("新建", anchor=False)
        st.markdown("选方案和第一个要收的季度，或从工作簿、照着示范、手工新建一个方案，就可以发报表、收文件。")
        beginning.own()
