"""Accounts: unique names, an append-only story, and sessions that end when they must."""

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest

from milepost.errors import NotFoundError, RefusedError
from milepost.people.person import Person
from milepost.people.role import Role
from milepost.store.accounts import Credential
from milepost.store.store import Store

WANG = Person("wang", Role.CLERK)
LONG_AGO = datetime(2020, 1, 1)


@pytest.fixture
def accounts():
    store = Store.in_memory()
    store.accounts.create(WANG, Credential("hash", store.accounts.now()), by="admin")
    yield store.accounts
    store.close()


def test_an_account_is_told_by_its_newest_events(accounts):
    accounts.change_role(Person("wang", Role.UNIT, "longshan", "small"), by="admin")
    [row] = accounts.all().drop(columns=["since", "seen"]).to_dict("records")
    assert row == {"name": "wang", "role": "unit", "unit": "longshan", "plan": "small", "disabled": False}
    assert accounts.events()[["act", "role", "by"]].to_numpy().tolist() == [
        ["create", "clerk", "admin"],
        ["role", "unit", "admin"],
    ]


def test_a_name_is_taken_once_even_after_it_was_disabled(accounts):
    accounts.disable("wang", by="admin")
    with pytest.raises(RefusedError, match="账号“wang”已经有了"):
        accounts.create(WANG, Credential("other"), by="admin")


def test_of_two_who_take_a_name_at_once_one_gets_it(tmp_path):
    store, refused, start = Store.open(tmp_path), [], Barrier(2)

    def take(hash_):
        start.wait()
        try:
            store.accounts.create(WANG, Credential(hash_), by="admin")
        except RefusedError as error:
            refused.append(error)

    threads = [Thread(target=take, args=(one,)) for one in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert len(store.accounts.events()) == 1
    store.close()


def test_a_session_knows_its_person_until_it_ends(accounts):
    accounts.begin("digest", "wang", "10.0.0.1", oldest=LONG_AGO)
    session = accounts.session("digest")
    assert session.person == WANG
    assert session.must_change  # the password was a one-time one
    assert accounts.session("other") is None
    accounts.end("digest")
    accounts.end("digest")
    assert accounts.session("digest") is None


@pytest.mark.parametrize("what", ["role", "disable", "reset", "password"])
def test_every_session_ends_when_role_or_password_change_or_the_account_is_disabled(accounts, what):
    accounts.begin("one", "wang", "", oldest=LONG_AGO)
    accounts.begin("two", "wang", "", oldest=LONG_AGO)
    match what:
        case "role":
            accounts.change_role(Person("wang", Role.AUDITOR), by="admin")
        case "disable":
            accounts.disable("wang", by="admin")
        case "reset":
            accounts.set_password("wang", Credential("h", accounts.now()), by="admin")
        case "password":
            accounts.set_password("wang", Credential("h"), by="wang")
    assert accounts.session("one") is None
    assert accounts.session("two") is None


def test_a_disabled_account_has_no_password_until_it_is_reset(accounts):
    accounts.disable("wang", by="admin")
    assert accounts.credential("wang") is None
    accounts.set_password("wang", Credential("new", accounts.now()), by="admin")
    assert accounts.credential("wang").hash == "new"


def test_sessions_do_not_move_the_moment_of_the_record(tmp_path, accounts):
    store = Store.open(tmp_path)
    before = store.moment()
    store.accounts.begin("digest", "wang", "", oldest=LONG_AGO)
    store.accounts.touch("digest")
    store.attempts.fail("who", oldest=LONG_AGO)
    store.attempts.forgive("who")
    store.attempts.know("browser", "wang", before="", oldest=LONG_AGO)
    assert store.moment() == before
    store.close()


def test_sessions_of_another_day_are_swept_away(accounts):
    accounts.begin("old", "wang", "", oldest=LONG_AGO)
    accounts.begin("new", "wang", "", oldest=accounts.now() + timedelta(seconds=1))
    assert accounts.session("old") is None
    assert accounts.session("new").since


def test_an_unknown_account_is_said(accounts):
    with pytest.raises(NotFoundError, match="没有账号“li”"):
        accounts.disable("li", by="admin")


def test_an_account_outlives_the_process(tmp_path):
    store = Store.open(tmp_path)
    store.accounts.create(WANG, Credential("hash"), by="admin")
    store.accounts.begin("digest", "wang", "", oldest=LONG_AGO)
    store.close()
    again = Store.open(tmp_path)
    assert again.accounts.session("digest").person == WANG
    again.close()


def test_a_digest_asked_for_in_vain_is_found_once_its_session_begins(accounts):
    assert accounts.session("d") is None
    accounts.begin("d", "wang", "1.2.3.4", oldest=LONG_AGO)
    assert accounts.session("d").person == WANG
    accounts.end("d")
    assert accounts.session("d") is None


def test_made_up_digests_fill_no_memory(accounts, monkeypatch):
    monkeypatch.setattr("milepost.store.accounts.REMEMBERED", 3)
    accounts.begin("d", "wang", "1.2.3.4", oldest=LONG_AGO)
    for made_up in "efghijkl":
        assert accounts.session(made_up) is None
    assert len(accounts._live._known) <= 3
    assert accounts.session("d").person == WANG
