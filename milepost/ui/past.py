"""Loading history: one workbook of many periods, seen period by period before all of them are taken in, or none."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from milepost import loading_history
from milepost.errors import RefusedError
from milepost.loading_history import Past, PastPeriod
from milepost.plan.period import Period
from milepost.ui import inbox, session, show
from milepost.workflow import Upload

_KEPT = "history upload"


def drop_zone() -> Upload | None:
    """Where the workbook is dropped; the one dropped last, until another is."""
    st.html(inbox.CHINESE + show.DROP_ONE)
    dropped = st.file_uploader("往期表", key="history file", label_visibility="collapsed")
    if dropped is None:
        return None
    units = {unit.id: unit.name for unit in session.plan().units}
    sender = st.selectbox(
        "哪个单位的数", list(units), index=None, placeholder="从文件里认", format_func=units.__getitem__, width=280,
        key="history sender",
    )  # fmt: skip
    return Upload(dropped.name, dropped.getvalue(), sender or "", session.person().name)


def look(upload: Upload) -> Past:
    """What the workbook holds; read once for a file, sender, plan and state of the store."""
    key = (upload.sha256, upload.sender, session.plan_id(), *session.state())
    kept: tuple[object, Past] | None = st.session_state.get(_KEPT)
    if kept is None or kept[0] != key:
        with st.spinner("正在读各期……"):
            kept = (key, loading_history.look(session.desk(), session.plan_id(), upload))
        st.session_state[_KEPT] = kept
    return kept[1]


def headline(past: Past) -> str:
    """How many periods and figures."""
    if not past.periods:
        return "没有读到任何一期的数"
    figures = sum(len(one.reading.figures) for one in past.periods)
    sender = session.plan().unit_of(past.sender).name if past.sender else "还不知道是哪个单位"
    first, last = past.periods[0].period.words, past.periods[-1].period.words
    return f"{sender}：{first}至{last}共{len(past.periods)}期，{figures}个数"


def pick(past: Past) -> list[PastPeriod]:
    """The periods to take in; those published already cannot be."""
    names = {str(one.period): one.period.words for one in past.periods}
    free = [str(one.period) for one in past.periods if not one.closed]
    rows = [
        {
            "期": one.period.words,
            "数": len(one.reading.figures),
            "错误": len(one.reading.errors),
            "存疑": len(one.reading.doubts),
            "这一期": "已发布，不能补" if one.closed else str(one.state),
        }
        for one in past.periods
    ]
    show.table(pd.DataFrame(rows))
    chosen = st.multiselect(
        "补哪几期", free, free, format_func=names.__getitem__, placeholder="至少选一期",
        key=f"history periods {past.sender} {len(past.periods)}",
    )  # fmt: skip
    return [one for one in past.periods if str(one.period) in chosen]


def figures(chosen: list[PastPeriod]) -> None:
    """Every figure beside the other periods, and the problems of each."""
    plan = session.plan()
    every = pd.concat([one.reading.figures for one in chosen]) if chosen else pd.DataFrame()
    if not every.empty:
        measure = {one.id: one.measure_unit for one in plan.indicators}
        wide = every[every["industry"] == ""].pivot_table(
            index=["indicator", "unit"], columns="period", values="value", sort=False
        )
        shown = pd.DataFrame(
            {
                "指标": [plan.indicator_of(i).name for i, _ in wide.index],
                "单位": [plan.unit_of(u).name for _, u in wide.index],
                "计量": [measure[i] for i, _ in wide.index],
            }
        )
        for one in chosen:
            if str(one.period) in wide:
                shown[one.period.words] = wide[str(one.period)].tolist()
        show.table(shown)
    for one in chosen:
        if one.reading.problems:
            with st.expander(
                f"{one.period.words}：{len(one.reading.problems)}处要看", expanded=bool(one.reading.errors)
            ):
                show.problems(one.reading.problems)


def take_in(upload: Upload, chosen: list[PastPeriod]) -> None:
    """The explanation for the doubts, and the button that takes in all chosen periods or none."""
    doubts = sum(len(one.reading.doubts) for one in chosen)
    with st.form("history", enter_to_submit=False, border=False):
        said = st.text_area(
            f"{doubts}处存疑的说明", placeholder="例如：取自历年统计公报，部分指标当年没有统计"
        ) if doubts else ""  # fmt: skip
        label = f"补录这{len(chosen)}期（全部入库，或都不入库）"
        if st.form_submit_button(label, type="primary", disabled=not chosen, icon=":material/inventory:"):
            _load(replace(upload, explanation=said.strip()), [one.period for one in chosen])


def _load(upload: Upload, periods: list[Period]) -> None:
    try:
        made = loading_history.load(session.desk(), session.plan_id(), upload, periods)
    except RefusedError as error:
        st.error(show.literal(str(error)))
        return
    st.success(f"已补录{len(made)}期。这些季度现在是“收数中”，核对后可以逐期发布。")
