"""溯源: from any number back to the file, sheet and cell it was reported in."""

import streamlit as st

from milepost.report import origin
from milepost.ui import controls, walk

head = st.container()
place = walk.pick_place()
row = walk.counted(place)
with head:
    controls.headline(origin.headline(place, walk.value(place), row))

if row is None:
    st.subheader("由什么组成", anchor=False)
    walk.parts(place)
else:
    st.subheader("在原表里", anchor=False)
    walk.cell(place, row)
    walk.explained(row)
    st.subheader("这个格先后报过的数", anchor=False)
    walk.history(place, row)
