"""开始: what stands there until there is a quarter to look at."""

import streamlit as st

from milepost.people.act import Act
from milepost.ui import beginning, controls, session, show

if session.desk().may(Act.FOUND_PLAN):
    controls.headline("从这里开始：为本单位新建方案")
    st.caption("三年行动的目标一项项列清，各单位的季报收进来，进度、差距和名次自动算出，每个数都能查到原表的单元格。")
    with st.container(border=True, width=720):
        st.subheader("新建", anchor=False)
        st.markdown("选方案和第一个要收的季度，或从工作簿、照着示范、手工新建一个方案，就可以发报表、收文件。")
        beginning.own()
    st.caption("想先看看：退出后，在登录页选一种身份进入示例。示例单独存放，不影响本单位的数。")
else:
    controls.headline("还没有可看的季度")
    show.nothing_yet("办公室还没有发布过", "办公室建好方案、收齐并发布一个季度以后，这里就有进度、差距和名次。")
