"""Publishing, correcting and going on with the next quarter: each behind a second button, and told when it fails."""

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from milepost import publishing, workflow
from milepost.errors import MilepostError
from milepost.measure.readiness import Readiness
from milepost.people.act import Act
from milepost.plan.period import Period
from milepost.publishing import Decision
from milepost.report import readiness_words
from milepost.store.quarter import PeriodState
from milepost.ui import session, show

_TOLD = "quarter told"


def acts() -> None:
    """What the office can do with the quarter looked at: publish or correct it, call it enough, go on."""
    if not session.desk().may(Act.PUBLISH):
        return
    period, state = session.period(), session.desk().store.state(session.plan_id(), session.period())
    if state is PeriodState.PUBLISHED:
        with st.popover("更正本季", icon=":material/lock_open:", key=f"correct {period}"):
            st.markdown("已发布的数不再改动；开更正后单位可以重报，改完再发布，就是新的一版。")
            with st.form("开更正", enter_to_submit=False, border=False):
                st.text_input("更正原因", key="correct why")
                st.form_submit_button("开更正", type="primary", on_click=_correct)
    else:
        _publishing(period, state)
    _begin_next()


def told() -> None:
    """What the last of these acts came to, when it was not done."""
    if text := st.session_state.pop(_TOLD, ""):
        st.error(show.literal(text), icon=":material/error:")


def _publishing(period: Period, state: PeriodState) -> None:
    # The moment first: what comes in while this is drawn makes the decision stale instead of being published unseen.
    looked = session.desk().store.moment()
    ready = publishing.ready(session.desk(), session.plan_id(), period)
    _readiness(ready)
    with st.popover("发布本季", icon=":material/lock:", key=f"publish {period}"):
        st.markdown(f"发布后，{period.words}的数、名次和方案定为一版，以后随时查得到。")
        open_ones = readiness_words.lines(session.plan(), ready)
        for line in open_ones:
            st.markdown(f":orange[:material/error:] {show.literal(line)}。")
        with st.form("发布", enter_to_submit=False, border=False):
            asked = "这一版更正了什么" if state is PeriodState.CORRECTING else "说明（可不填）"
            st.text_input(asked, key="publish why")
            label = "确定照此发布" if open_ones else "确定发布"
            st.form_submit_button(label, type="primary", on_click=_publish, args=(looked,))


def _readiness(ready: Readiness) -> None:
    """How complete the quarter is, and the button that calls it enough."""
    if ready.complete:  # the headline says who is missing
        st.badge(readiness_words.state(ready), icon=":material/check_circle:", color="green")
    else:
        with st.popover("够发布", icon=":material/done_all:"):
            names = "、".join(session.plan().unit_of(unit).name for unit in ready.missing)
            st.markdown(
                f"缺{show.literal(names)}，也可以发布了。这句话和缺的单位会记下来；之后又缺了别家，要再说一次。"
            )
            st.button("记下：够发布", type="primary", on_click=_declare)


def _done(act: Callable[[], object]) -> None:
    """Do an act; what refuses it is told on the page, which is then drawn anew."""
    try:
        act()
    except MilepostError as error:
        st.session_state[_TOLD] = str(error)


def _where() -> tuple[str, Period]:
    return session.plan_id(), session.period()


def _declare() -> None:
    _done(lambda: publishing.declare(session.desk(), *_where(), by=session.author()))


def _publish(looked: datetime) -> None:
    decision = Decision(session.author(), st.session_state["publish why"].strip(), looked)
    _done(lambda: publishing.publish(session.desk(), *_where(), decision))


def _correct() -> None:
    reason = st.session_state["correct why"].strip()
    _done(lambda: workflow.correct(session.desk(), *_where(), by=session.author(), reason=reason))


def _begin_next() -> None:
    following, end = session.periods()[0].plus(1), session.plan().end
    if end is not None and following > end.last_quarter():
        return
    with st.popover(f"开始收{following.words}", icon=":material/event_available:"):
        st.markdown(f"开始后，各单位可报{following.words}的数；已收的季度不受影响。")
        if st.button("确定开始", type="primary"):
            workflow.open_period(session.desk(), session.plan_id(), following, by=session.author())
            session.choose("period", str(following))
            st.rerun()
