"""A new plan: from a workbook, after an example, or by hand; each ends with a plan whose first quarter is open."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from milepost import planning, workflow
from milepost.desk import Desk, office_today
from milepost.errors import MilepostError
from milepost.plan.blank import BELOW, Outline, after_example, fresh_id, outlined
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Document
from milepost.plan.unit import UNIT_KIND_WORDS
from milepost.planning import Why
from milepost.ui import contents, inbox, session, show

WAYS = {"hand": "手工新建", "example": "照着已有方案", "workbook": "从工作簿导入"}
YEARS = 3  # what such plans run


def draw(desk: Desk) -> None:
    """The three ways, one at a time."""
    way = st.segmented_control(
        "怎样新建", list(WAYS), default="hand", format_func=WAYS.__getitem__, label_visibility="collapsed", key="way"
    )
    match way:
        case "example":
            _after_example(desk)
        case "workbook":
            _from_workbook(desk)
        case _:
            _by_hand(desk)


def _by_hand(desk: Desk) -> None:
    with st.form("found by hand", border=False, enter_to_submit=False):
        name = st.text_input("方案名称（简称）", placeholder="例如：某市经营主体提质三年行动")
        with st.grid(2, min_column_width=150, gap=("small", "medium")) as cells:
            with cells.cell():
                place = st.text_input("地区", placeholder="例如：某市")
            with cells.cell():
                kind = st.selectbox("地区类别", list(BELOW), index=1, format_func=UNIT_KIND_WORDS.__getitem__)
        parts = st.text_area("下一级单位，一行一个", placeholder="龙山区\n西安区\n高新区", height=120)
        start, end = _span()
        basis = st.text_input("依据（方案文件名和文号）")
        if st.form_submit_button("新建", type="primary", icon=":material/add:"):
            new = fresh_id(start, desk.store.plan_ids())
            _found(desk, lambda: outlined(Outline(name, place, kind, start, end, parts), new), basis)


def _after_example(desk: Desk) -> None:
    examples = {one.id: one.name for one in session.shipped()}
    examples |= {one: desk.plan(one).name for one in desk.store.plan_ids()}
    with st.form("found after an example", border=False, enter_to_submit=False):
        st.caption(
            "照抄它的单位、指标、目标和赛马办法，期限顺延；标题文号、基期值和分解不抄。建好后逐项改成新方案的原文。"
        )
        example = st.selectbox("照着哪个方案", list(examples), format_func=examples.__getitem__)
        name = st.text_input("新方案名称（简称）")
        start, end = _span()
        basis = st.text_input("依据（方案文件名和文号）")
        if st.form_submit_button("新建", type="primary", icon=":material/add:") and example:
            new = fresh_id(start, desk.store.plan_ids())
            _found(desk, lambda: after_example(_document(desk, example), name, (start, end), new), basis)


def _document(desk: Desk, plan_id: str) -> Document:
    return desk.store.document(plan_id) if plan_id in desk.store.plan_ids() else desk.shipped[plan_id]


def _from_workbook(desk: Desk) -> None:
    st.caption("先取一份空白的（或一份写好的看看），填好后放回来；有一处看不懂，整份都不采用。")
    with st.container(horizontal=True):
        today = office_today()
        show.download("空白方案.xlsx", partial(planning.blank_workbook, desk, today), "空白方案.xlsx", key="blank plan")
        example = "liaoyuan-2022"
        make = partial(planning.example_workbook, desk, example, today)
        show.download("示范方案.xlsx", make, "示范方案.xlsx", key="example plan")
    st.html(inbox.CHINESE + show.DROP_ONE)
    given = st.file_uploader("方案工作簿", label_visibility="collapsed", key="new plan")
    basis = st.text_input("依据（方案文件名和文号）", key="new plan basis")
    if st.button("核对并新建", type="primary", disabled=given is None, icon=":material/add:") and given:
        document, problems = planning.read_new(desk, given.name, given.getvalue())
        if problems:
            st.error(f"**{show.literal(given.name)}没有采用：{len(problems)}处要改。**", icon=":material/error:")
            show.problems(problems)
        else:
            _found(desk, lambda: document, basis)


def _span() -> tuple[Period, Period]:
    year = office_today().year
    span = quarters(Period(year - YEARS, "quarter", 1), Period(year + 2 * YEARS, "quarter", 4))
    with st.grid(2, min_column_width=150, gap=("small", "medium")) as cells:
        with cells.cell():
            start = st.selectbox("从哪个季度开始", span, 4 * YEARS, format_func=lambda one: one.words)
        with cells.cell():
            end = st.selectbox("到哪个季度结束", span, 8 * YEARS - 1, format_func=lambda one: one.words)
    return start, end


def _found(desk: Desk, make: Callable[[], Document], basis: str) -> None:
    """Keep the plan, open its first quarter, and go to its page; what is wrong is said here."""
    try:
        plan = planning.found(desk, make(), Why(session.person().name, "新建方案", basis))
        first = plan.start.last_quarter() if plan.start else Period.quarter_of(office_today())
        workflow.open_period(desk, plan.id, first, by=session.person().name)
    except MilepostError as error:
        show.trouble(error)
        return
    session.choose("plan", plan.id)
    st.switch_page(contents.page_at("plan"))
