"""账号: who may sign in, as what; new ones, other roles, resets and disablings."""

import streamlit as st

from milepost import accounts
from milepost.ui import controls, people, session

rows = accounts.listing(session.desk())
controls.headline(people.headline(rows))
people.just_drawn()
people.table(rows)
with st.grid(2, min_column_width=340, gap=("medium", "large")) as halves:
    with halves.cell():
        st.subheader("新建账号", anchor=False)
        people.add()
    with halves.cell():
        st.subheader("改一个账号", anchor=False)
        people.change(rows)
