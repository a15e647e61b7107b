"""What a visitor picks and follows: quarter, plan, links, and the headline with its badges."""

from collections.abc import Mapping
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from milepost import seeing
from milepost.plan.period import Period
from milepost.report import words
from milepost.report.origin import Place
from milepost.store.quarter import PeriodState
from milepost.ui import contents, session, show

SAMPLE = "示例数据，非真实统计"


def headline(sentence: str) -> None:
    """The page's one sentence, made of its data; nothing in it is read as Markdown."""
    st.header(show.literal(sentence), anchor=False)


def pick(label: str, options: Mapping[str, str], param: str, *, default: str = "", width: int = 200) -> str:
    """The id picked among `options` (id → words). The choice stands in the address as `param`."""
    # `bind="query-params"` would write the words (二季度) and drop the default, which changes with time.
    key = f"pick {param}"
    st.session_state[key] = session.chosen(param, options, default or next(iter(options)))
    st.selectbox(
        label, list(options), key=key, format_func=lambda option: options.get(option, option), width=width,
        label_visibility="collapsed", placeholder=label, on_change=_picked, args=(param,),
    )  # fmt: skip
    return str(st.session_state[key])


def _picked(param: str) -> None:
    session.choose(param, st.session_state[f"pick {param}"])


def pick_quarter() -> Period:
    """The quarter looked at, newest first."""
    return Period.parse(pick("季度", {str(one): one.words for one in session.periods()}, "period", width=160))


def pick_plan() -> str:
    """The plan looked at; the control appears only where there is a choice."""
    ids = session.plan_ids()
    if len(ids) < 2:
        return session.plan_id()
    return pick("方案", {one: session.desk().plan(one).name for one in ids}, "plan", width=320)


def badges() -> None:
    """Where the quarter stands: being collected until when, being corrected, or published as which version."""
    period, store = session.period(), session.desk().store
    standing = store.state(session.plan_id(), period)
    if not seeing.sees_all(session.desk()):
        standing = PeriodState.PUBLISHED  # what is going on behind it is not for this person
    if standing is PeriodState.COLLECTING:
        due = session.plan().due_date(period)
        st.badge(f"收数中{f' · 截止{words.day(due)}' if due else ''}", icon=":material/schedule:", color="blue")
        return
    vintages = store.vintages(session.plan_id())
    last = vintages[vintages["period"] == str(period)].iloc[-1]
    version = f"第{last['vintage']}版 · {words.day(office_time(last['time']))}"
    if standing is PeriodState.PUBLISHED:
        st.badge(f"已发布 · {version}", icon=":material/lock:", color="gray")
    else:
        st.badge(f"更正中 · 已发布{version}", icon=":material/edit_note:", color="yellow")


def sample_badge() -> None:
    """Says that the figures are invented, where they are."""
    if session.as_sample() or session.plan().sample:
        st.badge(SAMPLE, icon=":material/science:", color="yellow")


def quarter_bar() -> Period:
    """Quarter, plan where there are several, and the quarter's state, in one row; the quarter picked."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        picked = pick_quarter()
        pick_plan()
        badges()
    return picked


def office_time(moment: pd.Timestamp) -> pd.Timestamp:
    """A stored time (UTC) on the office's clock."""
    return moment + pd.Timedelta(hours=8)


def link(address: str, **params: str) -> str:
    """The URL of a page with `params`, of the same store, plan and quarter: for links in tables (they open a tab)."""
    return f"{contents.path_of(address)}?{urlencode(session.resolved() | params)}"


def link_to_target(goal: str) -> str:
    """The URL of one target's page."""
    return link("target", goal=goal)


def link_to_county(unit: str) -> str:
    """The URL of one county's page."""
    return link("county", unit=unit)


def link_to_cell(indicator: str, unit: str, period: Period | str | None = None, industry: str = "") -> str:
    """The URL of the page that walks a number back to its cell."""
    of = {"industry": industry} if industry else {}
    return link("lineage", indicator=indicator, unit=unit, period=str(period or session.period()), **of)


def link_to_place(place: Place) -> str:
    """The same for a number's place."""
    return link_to_cell(place.indicator.id, place.unit.id, place.period, place.industry_id)


def follow(address: str, label: str, **params: str) -> None:
    """A link to a page with `params` that stays in this tab; nothing where the page is not for this person."""
    if session.person().role not in contents.entry_at(address).audience:
        return
    st.page_link(contents.page_at(address), label=label, query_params=session.resolved() | params)
