"""A reporting unit's own quarter: what it owes, until when, and its workbook."""

import pandas as pd
import streamlit as st

from milepost import workflow
from milepost.errors import NotFoundError
from milepost.report import words
from milepost.store.quarter import PeriodState
from milepost.ui import session, show


def standing() -> pd.DataFrame:
    """What the own unit has reported and owes: columns REPORTING; NotFoundError while nothing is collected."""
    person = session.person()
    if session.plan_id() != person.plan:
        raise NotFoundError("这个方案里没有您的单位；请在上方换回本单位报送的方案")
    return workflow.own_standing(session.desk(), person.plan, session.period())


def headline(owed: pd.DataFrame) -> str:
    """龙山区2024年二季度：还缺2项，7月12日截止."""
    unit = session.plan().unit_of(session.person().unit).name
    lead = f"{unit}{session.period().words}"
    if owed.empty:
        return f"{lead}没有要报的数"
    missing = [name for name in str(owed["missing"].iloc[0]).split("、") if name]
    if not missing:
        return f"{lead}已报齐"
    due = owed["due"].iloc[0]
    return f"{lead}还缺{len(missing)}项" + (f"，{words.day(due)}截止" if due else "")


def missing(owed: pd.DataFrame) -> None:
    """What is still owed, by name."""
    lacking = "" if owed.empty else str(owed["missing"].iloc[0])
    if lacking:
        st.markdown(f"还缺：{show.literal(lacking)}")


def state() -> None:
    """Whether the quarter takes reports."""
    now = session.desk().store.state(session.plan_id(), session.period())
    taking = now in (PeriodState.COLLECTING, PeriodState.CORRECTING)
    if taking:
        st.badge(str(now), icon=":material/schedule:", color="blue")
    else:
        st.badge(f"{now} · 要改数请联系办公室开更正", icon=":material/lock:", color="gray")


def how_to_send() -> str:
    """What is to be done with a filled-in workbook."""
    if session.plan().approval:
        return "先核对，只读不存；看过没有问题，再点“入库”，交本单位负责人审签，同意后就算报了。"
    return "先核对，只读不存；看过没有问题，再点“入库”，就算报了。"


def template() -> None:
    """The own unit's pre-filled workbook."""
    made = list(workflow.templates(session.desk(), session.plan_id(), session.period()))
    if not made:
        st.caption("本季没有要报的数，不用取报表。")
    for _, name, make in made:
        st.caption("只列本单位应报的数，上季和去年同期已填在旁边。")
        show.download(name, make, name, key="template")
