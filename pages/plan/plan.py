"""方案: the plan that is kept here, what it still lacks, and every version of it."""

import streamlit as st

from milepost.report import plan_words
from milepost.ui import controls, plan_bar, plan_draft, plan_review

head = st.container()
plan_bar.draw()
plan_review.notice()
plan_review.draw()
with head:
    controls.headline(plan_words.bases(plan_draft.held().plans[1]))
