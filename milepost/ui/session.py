"""What a visitor is looking at: which store, plan and quarter, and the judged results of that choice.

A choice stands in the address (`?plan=…&period=2024Q2`), so that a link opens what it shows, and is kept
while the tab is open, because moving to another page empties the address. What nobody chose is not written there: a
bookmark of the first page opens the newest quarter, and the browser's way back is one step a page.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

import streamlit as st

from milepost import __version__, auditing, seeing, workflow
from milepost import desk as desks
from milepost.desk import Desk
from milepost.door import gate
from milepost.errors import NotFoundError
from milepost.measure.reporting import Holdings
from milepost.measure.results import Results, judge
from milepost.people.person import Person
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.tables import FIGURES, empty
from milepost.store.audit import About
from milepost.store.targets import read_targets
from milepost.ui import courtesy, visitor

T = TypeVar("T")


def chosen(param: str, options: Collection[str], default: str) -> str:
    """The option that the address asks for, else the one kept from another page, else `default`."""
    asked = (st.query_params.get(param), _kept().get(param))
    value = str(next((option for option in asked if option in options), default))
    _resolved()[param] = value
    _kept()[param] = None if value == default else value
    return value


def choose(param: str, value: str) -> None:
    """Put a visitor's choice into the address, and keep it for the next page."""
    _kept()[param] = value
    st.query_params[param] = value


def complete_address() -> None:
    """Write the choices kept from another page into the address of this one, all in one step of the browser's history.

    Called when the page is drawn, and so knows which choices the page rests on.
    """
    kept = {param: value for param, value in _resolved().items() if _kept().get(param)}
    if as_sample():
        kept["store"] = "sample"  # so that a link to it is known for what it is
    if any(st.query_params.get(param) != value for param, value in kept.items()):
        st.query_params.update(kept)


def resolved() -> dict[str, str]:
    """What this page has been found to look at: the params of an address that opens the same."""
    if "period" not in _resolved():
        period()
    here = {param: _resolved()[param] for param in ("plan", "period") if param in _resolved()}
    return ({"store": "sample"} if as_sample() else {}) | here


def begin_page() -> None:
    """A page begins to be drawn: what an earlier one was found to look at no longer matters."""
    _resolved().clear()
    st.session_state["working"] = False
    _rests_on().clear()


def work() -> None:
    """The page is about what is being reported: every quarter that was opened may be looked at, published or not."""
    st.session_state["working"] = True


def _working() -> bool:
    return bool(st.session_state.get("working"))


def _resolved() -> dict[str, str]:
    return st.session_state.setdefault("resolved", {})  # type: ignore[no-any-return]  # session state is untyped


def _rests_on() -> set[str]:
    return st.session_state.setdefault("rests on", set())  # type: ignore[no-any-return]  # session state is untyped


def _kept() -> dict[str, str | None]:
    return st.session_state.setdefault("kept", {})  # type: ignore[no-any-return]  # session state is untyped


def as_sample() -> bool:
    """Whether this visit looks at the sample: its session is one of the sample store."""
    return visitor.here().store == "sample"


def desk() -> Desk:
    """The desk that this visit works at, with its person there; SignedOutError once nobody is signed in."""
    courtesy.pause()  # every step of work begins here
    return visitor.here().desk.at(_origin())


def person() -> Person:
    """Who is signed in."""
    return visitor.here().person


def _origin() -> str:
    """From where this visit comes: the address, as the gate saw it."""
    return st.context.headers.get(gate.ORIGIN, "")


def shipped() -> list[Plan]:
    """The plans that come with milepost, for an office that begins."""
    return [Plan.from_document(document) for document in read_targets(desks.HOME / "targets").values()]


def ready() -> bool:
    """Whether there is a quarter to show."""
    return bool(plan_ids()) and bool(periods())


def plan_ids() -> list[str]:
    """The plans of this store."""
    return desk().store.plan_ids()


def plan_id() -> str:
    """The plan looked at; NotFoundError while the store has none."""
    ids = plan_ids()
    if not ids:
        raise NotFoundError("库里还没有方案；请先到“开始”页新建，或看示例")
    return chosen("plan", ids, ids[0]) if len(ids) > 1 else ids[0]


def plan() -> Plan:
    """The plan looked at, as this person sees it."""
    return seeing.plan(desk(), plan_id())


def periods() -> list[Period]:
    """The quarters of this plan that this person may look at, newest first."""
    if _working():
        return sorted(map(Period.parse, desk().store.periods(plan_id())["period"]), reverse=True)
    return seeing.periods(desk(), plan_id())[::-1]


def period() -> Period:
    """The quarter looked at, the newest unless chosen; NotFoundError while there is none to look at."""
    open_ones = [str(one) for one in periods()]
    if not open_ones:
        raise NotFoundError("还没有可看的季度：办公室开始收数、发布以后，这里就能看")
    return Period.parse(chosen("period", open_ones, open_ones[0]))


def results() -> Results:
    """Everything judged about the plan and quarter looked at, as this person sees it."""
    at, plan_name, quarter = desk(), plan_id(), period()
    as_of = seeing.vantage(at, plan_name, quarter)
    held = workflow.looked_at(at, plan_name, quarter)
    day = str(workflow.day(as_of))
    _rests_on().update((held.mark, day))
    # All that the results depend on: what is held up to the quarter, whatever was sent for later ones; release; and
    # the day (逾期).
    judged = _results((held.mark, str(quarter), __version__, day), held)
    known = at.plan(plan_name, as_of)
    # A copy's plan would work everything out anew that the store's own has worked out already.
    return replace(judged, plan=known if known == judged.plan else judged.plan, figures=held.figures.copy(deep=False))


def vantage() -> datetime | None:
    """From when this person sees the quarter looked at judged: None for how things stand."""
    return seeing.vantage(desk(), plan_id(), period())


def author() -> str:
    """Who an act of this visit is noted as done by."""
    return desk().author("办公室")


def noted(name: str, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """What makes a file that is offered here, noting who took it, from where, looking at which quarter."""
    if "period" not in _resolved() and not ready():
        return make
    here = resolved()
    return auditing.noted(desk(), "download", About(here.get("plan") or plan_id(), here["period"], what=name), make)


def holdings() -> Holdings:
    """What the store holds of the plan looked at, as far as this person sees it; everybody's, not to be changed."""
    held = workflow.looked_at(desk(), plan_id())
    _rests_on().add(held.mark)
    return held


def state() -> tuple[str, str, str]:
    """The store looked at, how it stands, and who looks: as long as all are the same, so is all that he sees."""
    at = desk()
    # Not the time of its last act: what is kept here outlives the store, and another one may be opened in its place.
    return str(at.folder), str(at.store.token), "" if seeing.sees_all(at) else f"{at.person.plan} {at.person.unit}"


def sight() -> tuple[str, ...]:
    """All that this page's results and choices so far depend on: as long as it is the same, so is what they give."""
    choices = (f"{param}={value}" for param, value in _resolved().items())
    folder, token, eyes = state()
    # What the results were judged by, not how the store stands: somebody may have done something since.
    held = sorted(_rests_on()) or [token]
    return folder, eyes, *held, __version__, str(today()), str(st.context.url), str(_working()), *choices


def once(name: str, make: Callable[[], T]) -> T:
    """What `make` gives, made once for all who look at the same: it may rest on nothing but results and choices.

    `name` tells it from the others of its page, and names whatever else it rests on. Everybody is handed a copy.
    """
    return _once((*sight(), name), make)


@st.cache_data(show_spinner=False, max_entries=512)
def _once(key: tuple[str, ...], _make: Callable[[], T]) -> T:  # noqa: ARG001 - what it makes is known by it
    return _make()


def today() -> date:
    """The office's calendar day."""
    return desks.office_today()


@st.cache_data(show_spinner="正在汇总……", max_entries=16)
def _results(key: tuple[str, ...], _held: Holdings) -> Results:
    # cache_data hands out copies, so that no page can change what another one sees. The figures, which are most of it,
    # are at hand anyway.
    _, period_text, _, day = key
    return replace(judge(_held, Period.parse(period_text), date.fromisoformat(day)), figures=empty(FIGURES))
