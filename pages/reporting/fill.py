"""在线填报: a unit's form filled in on the page; it becomes the same kind of file as one filled in Excel."""

import streamlit as st

from milepost import filling
from milepost.ui import controls, fill, session

session.work()
head = st.container()
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    unit = fill.pick_unit()
    period = controls.pick_quarter()
    controls.follow("reporting", "回数据报送")
    controls.follow("mine", "回我的报送")
fill.done()
form = filling.sheet(session.desk(), session.plan_id(), period, unit)
values, remarks = fill.table(form)
result = fill.checked(form, values, remarks)
with head:
    controls.headline(fill.headline(form, result))
st.subheader("边填边核对", anchor=False)
fill.problems(form, result)
st.subheader("提交", anchor=False)
fill.hand_in(form, result, values, remarks)
