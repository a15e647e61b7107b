"""对应版式: a sheet that is not recognised surely is explained once, and read by that from then on."""

import streamlit as st

from milepost.ui import contents, controls, mapping, mapping_page, show

head = st.container()
entry = mapping.entry()
if entry is None:
    with head:
        controls.headline("没有要对应的文件")
    show.nothing_yet("请先在“数据报送”页收下文件", "核对后，在没认准的文件旁点“对应版式”。")
    controls.follow("reporting", "回数据报送")
    st.stop()
sender = mapping_page.pick_sender(entry)
if not sender:
    with head:
        controls.headline("先说这份表是哪个单位报的")
    st.stop()
explaining = mapping.held(entry, sender)
where = mapping_page.pick_table(explaining)
name = mapping_page.pick_name(explaining)
shown = st.container()
mapping_page.ask(explaining, where)
reading = explaining.reading(name)
with head:
    controls.headline(mapping_page.headline(explaining, reading))
    mapping_page.why(explaining)
with shown:
    mapping_page.sheet(explaining, where, reading)
mapping_page.outcome(explaining, reading)
if mapping_page.confirmed(explaining, reading, name):
    st.switch_page(contents.page_at("reporting"))
