"""操作记录 on a page: filters, the newest rows, and everything that the filters leave as a file."""

from datetime import date, datetime, time, timedelta
from functools import partial

import pandas as pd
import streamlit as st

from milepost import auditing
from milepost.desk import Desk
from milepost.plan.harmless import csv_for_office
from milepost.report import one_table, trail
from milepost.store.audit import Asked
from milepost.ui import plan_table, session, show

SHOWN = 200
_SHANGHAI = timedelta(hours=8)


def filters() -> Asked:
    """What the visitor picks: person, act, period, and the days from and to."""
    known = auditing.known(session.desk())
    acts = {act: trail.ACTS.get(act, act) for act in known["act"]}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        person = _one_of("谁", {one: one for one in known["person"] if one})
        act = _one_of("做了什么", acts)
        period = _one_of("报告期", {one: trail.period_words(one) for one in known["period"] if one})
        first = st.date_input("从哪天", None, format="YYYY-MM-DD", key="audit first", width=150)
        last = st.date_input("到哪天", None, format="YYYY-MM-DD", key="audit last", width=150)
    since = _midnight(first) if isinstance(first, date) else Asked().first
    until = _midnight(last + timedelta(days=1)) if isinstance(last, date) else Asked().last
    return Asked(person=person, act=act, period=period, first=since, last=until)


def _one_of(label: str, options: dict[str, str]) -> str:
    picked = st.selectbox(
        label, list(options), index=None, format_func=lambda one: options.get(one, one), placeholder="全部",
        key=f"audit {label}", width=180,
    )  # fmt: skip
    return str(picked or "")


def _midnight(day: date) -> datetime:
    """The beginning of a day of the office, as the store keeps times."""
    return datetime.combine(day, time()) - _SHANGHAI


def rows(desk: Desk, asked: Asked, limit: int | None = None) -> pd.DataFrame:
    """What the filters leave, in words."""
    plans = {one: desk.plan(one) for one in desk.store.plan_ids()}
    return trail.in_words(auditing.trail(desk, asked, limit), plans)


def table(found: pd.DataFrame) -> None:
    """The newest rows, in a frame of their own: the columns are many for a phone."""
    st.html(plan_table.QUIET)
    st.dataframe(found.head(SHOWN), hide_index=True, width="stretch", height=min(640, 38 + 35 * len(found)))


def take_away(asked: Asked) -> None:
    """Everything that the filters leave, as a workbook and as CSV."""
    desk = session.desk()  # files are made outside of any page, where nobody is here
    with st.container(horizontal=True, gap="small"):
        show.download("导出.xlsx", partial(_workbook, desk, asked), "操作记录.xlsx", key="audit xlsx")
        show.download("导出.csv", lambda: csv_for_office(rows(desk, asked)), "操作记录.csv", key="audit csv")


def _workbook(desk: Desk, asked: Asked) -> bytes:
    # What people typed is escaped, so that the workbook says it letter by letter.
    literal = rows(desk, asked).map(lambda text: show.literal(str(text)))
    return one_table.workbook(literal, "操作记录", "时间为北京时间", desk.store.moment())
