"""One person of each role, and how a page is drawn for one of them without a browser."""

from datetime import datetime

import pytest
import streamlit as st

from milepost.door import stores
from milepost.door.visitors import Visitor
from milepost.people.person import Person
from milepost.people.role import Role
from milepost.store.accounts import Session
from milepost.ui import visitor

ADMIN = Person("admin", Role.ADMIN)
CLERK = Person("李明", Role.CLERK)
UNIT = Person("龙山-王芳", Role.UNIT, "longshan", "small")
HEAD = Person("龙山-张主任", Role.HEAD, "longshan", "small")
LEADER = Person("赵局", Role.LEADER)
AUDITOR = Person("审计-孙", Role.AUDITOR)
EVERY = (ADMIN, CLERK, UNIT, HEAD, LEADER, AUDITOR)


def seat(monkeypatch: pytest.MonkeyPatch, person: Person) -> None:
    """Pages drawn from now on are drawn for `person`, at the own store."""
    session = Session("digest", person, datetime(2024, 1, 1), datetime(2024, 1, 1), must_change=False)
    monkeypatch.setattr(visitor, "here", lambda: Visitor(session, "own", stores.own().as_(person)))
    monkeypatch.setattr(visitor, "while_signed_in", lambda make: make)


def fresh(monkeypatch: pytest.MonkeyPatch, folder: object) -> None:
    """An own store in `folder`, and nothing remembered of another."""
    monkeypatch.setenv("MILEPOST_STORE", str(folder))
    stores.close()
    st.cache_resource.clear()
    st.cache_data.clear()
