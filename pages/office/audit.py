"""操作记录: who did what, when, from where. It is read and taken away here; nothing can change it."""

import streamlit as st

from milepost.ui import audit, controls, session

head = st.container()
asked = audit.filters()
found = audit.rows(session.desk(), asked, limit=audit.SHOWN + 1)
with head:
    more = "以上，这里列最新的" if len(found) > audit.SHOWN else "条，最新的在前"
    controls.headline(f"操作记录{min(len(found), audit.SHOWN)}{more}")
if found.empty:
    st.caption("没有符合条件的记录。")
else:
    st.caption("记录只增不改，谁也删不掉。导出的是符合条件的全部记录，不只这里列出的。")
    audit.take_away(asked)
    audit.table(found)
