"""Under every table of the plan desk: what the plan says of itself, what the draft changes, and saving it."""

import streamlit as st

from milepost import planning
from milepost.errors import MilepostError, StaleError
from milepost.plan.sanity import sanity
from milepost.planning import Draft, Why
from milepost.report import edit_words, plan_words
from milepost.ui import drawing, plan_draft, session, show

FEW = 6  # findings that are worth the room without being asked for
# A table may be longer than the window: what the draft has come to stays at its lower edge until it is reached.
_STANDING = """<style>:has(> .st-key-plan-standing) {{position: sticky; bottom: 0; z-index: 9; background: {ground};
  border-top: 1px solid {line}; padding: 0.5rem 0;}}</style>"""


def draw() -> None:
    """The difference over the whole width; below it saving beside findings, one below the other on a phone."""
    draft = plan_draft.held()
    _standing(draft)
    st.subheader("改动", anchor="plan-changes")
    _difference(draft)
    with st.grid(2, min_column_width=340, gap=("medium", "large")) as halves:
        if draft.changed:
            with halves.cell():
                if not draft.faults:
                    _save(draft)
                st.button("放弃改动", on_click=plan_draft.drop, icon=":material/undo:")
        with halves.cell():
            st.subheader("方案体检", anchor=False)
            _findings(draft)


def _standing(draft: Draft) -> None:
    """One line that is always in view: what is changed or wrong, and what the plan says of itself now."""
    colours = drawing.tokens()
    st.html(_STANDING.format(ground=colours.page, line=colours.hairline))
    new = [] if draft.faults else [one.message for one in draft.findings if one not in sanity(draft.plans[0])]
    with st.container(key="plan-standing"):
        st.markdown(
            f"[{plan_words.standing(draft.faults, draft.edits)}](#plan-changes) · "
            + show.literal(plan_words.findings(len(draft.findings), new))
        )


def _findings(draft: Draft) -> None:
    if draft.faults:
        st.caption("先改好上面列出的错处，再看数与数之间合不合。")
        return
    if not draft.findings:
        st.caption("数与数之间没有矛盾，也没有缺的。")
    for finding in draft.findings[:FEW]:
        st.markdown(f"- {show.literal(finding.message)}")
    if len(draft.findings) > FEW:
        with st.expander(f"还有{len(draft.findings) - FEW}条"):
            for finding in draft.findings[FEW:]:
                st.markdown(f"- {show.literal(finding.message)}")


def _difference(draft: Draft) -> None:
    for fault in draft.faults:
        st.error(show.literal(fault.message), icon=":material/error:")
    if not draft.changed:
        st.caption("还没有改动。在上面的表里改，这里会列出改了什么，看过再保存。")
        return
    if draft.faults:
        st.caption("改好上面列出的错处，才能保存；没有改好之前，什么都不会存。")
    else:
        drawing.listing(plan_words.differences(draft.edits, draft.plans, show.literal), "")


def _save(draft: Draft) -> None:
    with st.form("save plan", enter_to_submit=False, border=True):
        reason = st.text_input("原因", placeholder="例如：录入2021年末基期值")
        basis = st.text_input("依据", placeholder="文件名和文号，或会议、数据来源")
        if st.form_submit_button("保存为新的一版", type="primary", icon=":material/save:"):
            _act(draft, Why(session.person().name, reason, basis))


def _act(draft: Draft, why: Why) -> None:
    try:
        saved = planning.save(session.desk(), draft, why)
    except StaleError as error:
        newest, both = planning.catch_up(session.desk(), draft)
        plan_draft.replace(newest)
        st.session_state["plan notice"] = (f"{error}。您的改动没有丢：已放到最新的一版上，请再看一遍再保存", both)
        st.rerun()
    except MilepostError as error:  # said here, where the reason is typed, and the draft stays
        show.trouble(error)
        return
    plan_draft.replace(saved)
    st.toast(f"已保存：{why.reason.strip()}", icon=":material/check_circle:")
    st.rerun()


def notice() -> None:
    """What happened to the draft since it was last looked at: somebody else has saved a version meanwhile."""
    told = st.session_state.pop("plan notice", None)
    if told is None:
        return
    text, both = told
    st.warning(show.literal(text), icon=":material/group:")
    if both:
        plans = plan_draft.held().plans
        names = "、".join(dict.fromkeys(edit_words.place_words(place, plans) for place in both))
        st.warning(f"两个人都改了：{show.literal(names)}。下面的改动里是您的数，请与对方商定。")
