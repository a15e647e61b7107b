"""日历: the months with what is to be done in them, the file for other calendars, and who reports in time."""

from datetime import date
from functools import partial

import streamlit as st

from milepost.measure.punctuality import punctuality
from milepost.plan.occasion import Occasion
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.report import agenda, bars, punctuality_words, words
from milepost.report.agenda import Entry, Month, Tone
from milepost.report.ics import ics
from milepost.ui import controls, drawing, session, show

_LOOK: dict[Tone, tuple[str, str]] = {
    "done": ("green", "check_circle"),
    "open": ("blue", "schedule"),
    "late": ("orange", "alarm"),
    "past": ("gray", "history"),
}


def months(found: list[Occasion], span: Period, today: date) -> None:
    """The calendar month by month, as a list that fits a phone; months gone by are folded while the quarter runs."""
    results = session.results()
    every = agenda.months(results.plan, found, results.standing, today)
    past = [month for month in every if month.past and today <= span.end]
    if past:
        with st.expander(f"已过的月份（{sum(len(month.entries) for month in past)}件）"):
            _listed(past)
    _listed([month for month in every if month not in past])
    if undated := agenda.undated(found):
        st.subheader("方案没写哪一天的", anchor=False)
        st.markdown(show.literal(f"{undated}。"))


def _listed(every: list[Month]) -> None:
    for month in every:
        st.subheader(month.title, anchor=False)
        for entry in month.entries:
            _line(entry)


def _line(entry: Entry) -> None:
    colour, icon = _LOOK[entry.tone]
    with st.container(border=True), st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width=116):
            when = words.tied(entry.when)
            st.markdown(when if entry.tone == "past" else f"**{when}**")
        with st.container(width="stretch", gap=None):
            st.markdown(show.literal(entry.what))
            if entry.who:
                st.caption(show.literal(entry.who))
            if entry.note:
                st.caption(f":orange[{show.literal(entry.note)}]" if entry.tone == "late" else show.literal(entry.note))
        st.badge(entry.state, icon=f":material/{icon}:", color=colour)  # type: ignore[arg-type]  # _LOOK holds its names


def take_away(plan: Plan, found: list[Occasion]) -> None:
    """The .ics file of everything that the plan wants done."""
    make = partial(ics, plan, found, session.desk().store.moment())
    show.download("日历文件（.ics）", make, f"{plan.name}日历.ics", key="ics")


def nothing() -> None:
    """What to do where the plan sets no days at all."""
    show.nothing_yet(
        "方案还没有写期限", "在方案的“期限”里写上几号报、几号开会，日历就有了；报数的截止日写在方案的“概况”里。"
    )
    controls.follow("plan-deadlines", "去写期限")


def rates(periods: list[Period], today: date) -> None:
    """报送率 and 及时率 of each unit, as bars and as a table."""
    held = session.holdings()
    plan, found = held.plan, punctuality(held, periods, today)
    if found.empty:
        st.caption("还没有到期的季度。")
        return
    st.markdown(show.literal(punctuality_words.sentence(plan, found)))
    # Which quarters were opened is no result: it has to stand in the name.
    counted = " ".join(map(str, periods))
    drawing.bar_columns(bars.halved(punctuality_words.bars(plan, found, drawing.tokens())), f"rates {counted}")
    st.caption(punctuality_words.READING)
    with st.expander("用表看"):
        drawing.listing(punctuality_words.listing(plan, found), "")
