"""补录往期: one workbook of many periods, looked at period by period, taken in by one act."""

import streamlit as st

from milepost.ui import controls, past

head = st.container()
st.caption(
    "一份表里有好几年、好几季的数（分列或分表）时在这里一次补齐，方案开始以前的也可以：第一年的同比要用上一年的数。"
    "各期照样核对，全部入库或都不入库。"
)
controls.follow("reporting", "回数据报送")
upload = past.drop_zone()
if upload is None:
    with head:
        controls.headline("补录往期：放进一份有多期数的表")
    st.stop()
found = past.look(upload)
with head:
    controls.headline(past.headline(found))
if found.periods:
    chosen = past.pick(found)
    past.figures(chosen)
    past.take_in(upload, chosen)
else:
    st.warning(
        "表头、工作表名或行里没有写明报告期，或没有认出指标。请在表头写明如“2021年二季度”“2021年”，或先对应版式。"
    )
