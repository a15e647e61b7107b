"""新建方案: the next plan, beside those that are kept already."""

import streamlit as st

from milepost.ui import controls, founding, plan_bar, session

controls.headline("新建一个方案，与现有方案并排使用")
plan_bar.draw()
st.caption("现有方案和它的数都不受影响；建好后，在每页上方选方案。")
with st.container(width=720):
    founding.draw(session.desk())
