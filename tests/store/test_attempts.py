"""Failures are counted, forgotten and forgiven; browsers are known by one token at a time."""

from datetime import timedelta

import pytest

from milepost.people.person import Person
from milepost.people.role import Role
from milepost.store.accounts import Credential
from milepost.store.database import utc_now
from milepost.store.store import Store

LONG_AGO = utc_now() - timedelta(days=300)


@pytest.fixture
def store():
    store = Store.in_memory()
    yield store
    store.close()


def test_failures_are_counted_forgotten_and_forgiven(store):
    attempts = store.attempts
    for _ in range(3):
        attempts.fail("who", oldest=LONG_AGO)
    assert attempts.failures("who")[0] == 3
    assert attempts.failures("other") == (0, None)
    attempts.fail("other", oldest=utc_now() + timedelta(seconds=1))
    assert attempts.failures("who") == (0, None)
    attempts.fail("other here", oldest=LONG_AGO)
    attempts.forgive("other here")
    assert attempts.failures("other")[0] == 1
    attempts.fail("other here", oldest=LONG_AGO)
    attempts.forgive("other")
    assert attempts.failures("other") == attempts.failures("other here") == (0, None)


def test_a_browser_is_known_for_each_name_by_its_newest_token(store):
    attempts = store.attempts
    attempts.know("one", "wang", before="", oldest=LONG_AGO)
    assert attempts.knows("one", "wang")
    assert not attempts.knows("one", "li")
    attempts.know("two", "li", before="one", oldest=LONG_AGO)
    assert attempts.knows("two", "wang")
    assert attempts.knows("two", "li")
    assert not attempts.knows("one", "wang")
    attempts.know("three", "li", before="two", oldest=utc_now() + timedelta(seconds=1))
    assert not attempts.knows("three", "wang")  # too long ago


def test_with_its_sessions_an_account_loses_the_browsers_it_was_known_by(store):
    store.accounts.create(Person("wang", Role.CLERK), Credential("hash"), by="admin")
    store.attempts.know("one", "wang", before="", oldest=LONG_AGO)
    store.accounts.set_password("wang", Credential("new", utc_now()), by="admin")
    assert not store.attempts.knows("one", "wang")
