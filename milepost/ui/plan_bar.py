"""The ways between the pages of the plan desk, in one row that wraps on a phone."""

import streamlit as st

from milepost.ui import contents, controls, session

PAGES = (
    ("plan", "概况"),
    ("plan-bases", "基期值"),
    ("plan-allocations", "任务分解"),
    ("plan-goals", "目标"),
    ("plan-goal", "目标表单"),
    ("plan-units", "单位"),
    ("plan-indicators", "指标"),
    ("plan-changes", "区划和口径"),
    ("plan-schemes", "赛马办法"),
    ("plan-deadlines", "期限"),
    ("plan-workbook", "用表格改"),
    ("plan-versions", "历次修改"),
    ("plan-new", "新建方案"),
)


def draw() -> None:
    """The plan, where there are several, and the links."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        controls.pick_plan()
        for page, words in PAGES:
            st.page_link(contents.page_at(page), label=words, query_params=session.resolved(), width="content")
