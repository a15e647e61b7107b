"""What a visitor is looking at: which store, plan and quarter, and the judged results of that choice.

A choice stands in the address (`?store=sample&plan=…&period=2024Q2`), so that a link opens what it shows, and is kept
while the tab is open, because moving to another page empties the address. What nobody chose is not written there: a
bookmark of the first page opens the newest quarter, and the browser's way back is one step a page.
"""

from collections.abc import Collection
from datetime import date
from pathlib import Path

import streamlit as st

from milepost import __version__, workflow
from milepost import desk as desks
from milepost.desk import Desk
from milepost.errors import NotFoundError
from milepost.measure.reporting import Holdings
from milepost.measure.results import Results, judge
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.store.targets import read_targets
from milepost.ui import gate


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
    if any(st.query_params.get(param) != value for param, value in kept.items()):
        st.query_params.update(kept)


def resolved() -> dict[str, str]:
    """What this page has been found to look at: the params of an address that opens the same."""
    if "period" not in _resolved():
        period()
    here = {param: _resolved()[param] for param in ("store", "plan", "period") if param in _resolved()}
    return {param: value for param, value in here.items() if (param, value) != ("store", "own")}


def begin_page() -> None:
    """A page begins to be drawn: what an earlier one was found to look at no longer matters."""
    _resolved().clear()


def _resolved() -> dict[str, str]:
    return st.session_state.setdefault("resolved", {})  # type: ignore[no-any-return]  # session state is untyped


def _kept() -> dict[str, str | None]:
    return st.session_state.setdefault("kept", {})  # type: ignore[no-any-return]  # session state is untyped


def own_folder() -> Path:
    """Where the office's own store is kept."""
    return desks.store_folder()


def sample_folder() -> Path:
    """Where the sample store is kept."""
    return desks.sample_folder(own_folder())


def has_own() -> bool:
    """Whether the office has begun: its own store holds a plan. Looking makes no store."""
    return desks.is_store(own_folder()) and bool(own_desk().store.plan_ids())


def has_sample() -> bool:
    """Whether the sample store has been made."""
    return desks.is_store(sample_folder())


def as_sample() -> bool:
    """Whether this visit looks at the sample: asked for, or because there is nothing else yet."""
    if not has_sample():
        return False
    return chosen("store", ("own", "sample"), "own" if has_own() else "sample") == "sample"


def look_at(store: str) -> None:
    """Go over to the `own` store or to the `sample`; everything else is chosen anew there."""
    _kept().clear()
    _resolved().clear()
    st.query_params.clear()
    choose("store", store)


def own_desk() -> Desk:
    """The desk over the office's own store, made when absent."""
    return _desk(str(own_folder()))


def desk() -> Desk:
    """The desk that this visit works at."""
    return _desk(str(sample_folder() if as_sample() else own_folder())).at(_origin())


def _origin() -> str:
    """From where this visit comes: the address, as the gate saw it."""
    return st.context.headers.get(gate.ORIGIN, "")


@st.cache_resource(show_spinner=False)
def _desk(folder: str) -> Desk:
    # One for each folder and process: DuckDB lets one process hold a file, and the workers are shared.
    return desks.open_desk(Path(folder))


def shipped() -> list[Plan]:
    """The plans that come with milepost, for an office that begins."""
    return [Plan.from_document(document) for document in read_targets(desks.HOME / "targets").values()]


def ready() -> bool:
    """Whether there is a quarter to show."""
    return (as_sample() or has_own()) and bool(plan_ids()) and bool(periods())


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
    """The latest version of the plan looked at."""
    return desk().plan(plan_id())


def periods() -> list[Period]:
    """The quarters of this plan that were opened, newest first."""
    return sorted(map(Period.parse, desk().store.periods(plan_id())["period"]), reverse=True)


def period() -> Period:
    """The quarter looked at, the newest unless chosen; NotFoundError while none is open."""
    open_ones = [str(one) for one in periods()]
    if not open_ones:
        raise NotFoundError("还没有开始收任何一个季度；请到“数据报送”页开始")
    return Period.parse(chosen("period", open_ones, open_ones[0]))


def results() -> Results:
    """Everything judged about the plan and quarter looked at."""
    # All that the results depend on: the store as it stands, plan and quarter, release, and the day (逾期).
    return _results((*_state(), plan_id(), str(period()), __version__, str(today())), desk())


def author() -> str:
    """Who an act of this visit is noted as done by."""
    return desk().author("办公室")


def holdings() -> Holdings:
    """What the store holds of the plan looked at."""
    return _holdings((*_state(), plan_id()), desk())


def _state() -> tuple[str, str]:
    """The store looked at and the time of its last act: as long as both are the same, so is all that it holds."""
    return str(desk().folder), str(desk().store.moment())


def today() -> date:
    """The office's calendar day."""
    return desks.office_today()


@st.cache_data(show_spinner="正在汇总……", max_entries=64)
def _results(key: tuple[str, ...], _desk: Desk) -> Results:
    # cache_data hands out copies, so that no page can change what another one sees.
    folder, moment, plan_name, period_text, *_ = key
    return judge(_holdings((folder, moment, plan_name), _desk), Period.parse(period_text), today())


@st.cache_data(show_spinner=False, max_entries=16)
def _holdings(key: tuple[str, str, str], _desk: Desk) -> Holdings:
    # Apart from the results, so that another quarter is judged without asking the store again.
    return workflow.holdings(_desk, key[2])
