"""历次修改: every version of the plan, by whom, why and on which document."""

import streamlit as st

from milepost import planning
from milepost.report import plan_words, words
from milepost.ui import controls, drawing, plan_bar, session, show

head = st.container()
plan_bar.draw()
found = planning.versions(session.desk(), session.plan_id())
st.caption("每一版都原样留着；已发布的各版按发布时的方案判断。")
for version in found:
    at = controls.office_time(version.time)
    title = f"第{version.number}版 · {at.year}年{words.day(at)} {at:%H:%M} · {version.author}"
    with st.container(border=True):
        st.markdown(f"**{show.literal(title)}**　{show.literal(version.reason)}")
        if version.edits:
            with st.expander(f"改了{len(version.edits)}处"):
                drawing.listing(plan_words.differences(version.edits, version.plans, show.literal), "")
with head:
    controls.headline(f"方案共{len(found)}版，现行第{len(found)}版")
