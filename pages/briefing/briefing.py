"""通报导出: from a quarter to the papers on the table: pick, read, reword, make, keep."""

import streamlit as st

from milepost.issuing import Order
from milepost.ui import controls, drafting

head = st.container()
wish = drafting.pick_wish()
briefing = drafting.composed(wish)
with head:
    controls.headline(drafting.headline(briefing))

texts_tab, words_tab, pages_tab, issued_tab = st.tabs(["预览", "改文字", "按页看", "存档"])
with words_tab:
    drafting.editor(briefing)
changed, texts = drafting.edited(briefing)
with texts_tab:
    base = drafting.base()
    order = Order(wish, texts=texts, base=base)
    drafting.export(changed, order)
    drafting.preview(changed)
with pages_tab:
    drafting.page_by_page(order)
with issued_tab:
    drafting.archive()
