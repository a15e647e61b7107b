"""Signing in: wrong and right passwords, lock-outs, one-time passwords, and the administrator's acts."""

from contextlib import closing
from datetime import datetime, timedelta

import pytest

from milepost import accounts
from milepost.desk import Desk
from milepost.errors import ForbiddenError, RefusedError
from milepost.intake.workers import Workers
from milepost.people.person import Person
from milepost.people.role import Role
from milepost.store.store import Store
from tests.persons import ADMIN, AUDITOR, CLERK, LEADER, UNIT

NEW = "-".join(["harbour", "27", "lantern"])


@pytest.fixture
def clock():
    return [datetime(2024, 7, 1, 1)]


@pytest.fixture
def desk(tmp_path, clock, document):
    with closing(Store.open(tmp_path, lambda: clock[0])) as store:
        store.adopt(document, author="测试", reason="测试")
        with closing(Workers()) as workers:
            yield Desk(tmp_path, store, workers)


def session(desk, token):
    return accounts.resume(desk, accounts.digest_of(token))


def test_the_first_account_is_an_administrator_with_a_one_time_password(desk):
    drawn = accounts.first_admin(desk)
    assert accounts.first_admin(desk) is None
    signed_in = session(desk, accounts.sign_in(desk, "Admin", drawn, "10.0.0.1"))
    assert signed_in.person == Person("admin", Role.ADMIN)
    assert signed_in.must_change


def test_a_changed_password_ends_the_sessions_of_the_old_one(desk):
    drawn = accounts.first_admin(desk)
    old = accounts.sign_in(desk, "admin", drawn, "")
    new = accounts.change_password(desk, session(desk, old), (drawn, NEW), "")
    assert session(desk, old) is None
    assert not session(desk, new).must_change
    with pytest.raises(RefusedError, match="账号或口令不对"):
        accounts.sign_in(desk, "admin", drawn, "")


@pytest.mark.parametrize(
    ("new", "why"),
    [("short", "10到128"), ("aaaaaaaaaaaa", "太单调"), ("my-admin-2024", "不要带账号名"), ("x" * 200, "10到128")],
)
def test_a_password_easily_guessed_is_refused(desk, new, why):
    drawn = accounts.first_admin(desk)
    token = accounts.sign_in(desk, "admin", drawn, "")
    with pytest.raises(RefusedError, match=why):
        accounts.change_password(desk, session(desk, token), (drawn, new), "")


def test_unknown_wrong_disabled_and_impossible_names_are_refused_alike(desk):
    drawn = accounts.first_admin(desk)
    off = accounts.add(desk, Person("wang", Role.CLERK))
    accounts.disable(desk, "wang")
    for name, given in (("admin", "wrong"), ("nobody", drawn), ("wang", off), ("<script>", "x"), ("", "")):
        with pytest.raises(RefusedError) as refused:
            accounts.sign_in(desk, name, given, name)
        assert str(refused.value) == accounts.WRONG


def fail(desk, name="admin", address="10.6.6.6", browser=""):
    """A wrong password; what is said of it."""
    with pytest.raises(RefusedError) as refused:
        accounts.sign_in(desk, name, "wrong", address, browser)
    return str(refused.value)


def test_repeated_failures_at_one_place_lock_it_out_for_longer_and_longer(desk, clock):
    drawn = accounts.first_admin(desk)
    for _ in range(5):
        assert fail(desk) == accounts.WRONG
    for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
        assert f"请过{minutes}分钟再试" in fail(desk)
        with pytest.raises(RefusedError, match="分钟再试"):
            accounts.sign_in(desk, "admin", drawn, "10.6.6.6")  # even with the right one
        clock[0] += timedelta(minutes=minutes)
        assert fail(desk) == accounts.WRONG
    clock[0] += timedelta(minutes=61)
    assert accounts.sign_in(desk, "admin", drawn, "10.6.6.6")


def test_whoever_fails_elsewhere_holds_nobody_out(desk):
    drawn = accounts.first_admin(desk)
    for _ in range(5):
        fail(desk)
    assert "分钟再试" in fail(desk)
    assert accounts.sign_in(desk, "admin", drawn, "10.0.0.1")


def test_a_browser_that_was_in_before_is_held_out_by_nobody_not_even_from_its_own_address(desk):
    drawn = accounts.first_admin(desk)
    browser = accounts.know_browser(desk, accounts.sign_in(desk, "admin", drawn, "10.0.0.1"), "")
    for number in range(20):
        fail(desk, address=f"10.6.6.{number}")
        fail(desk, address="10.0.0.1")
        fail(desk, address="10.0.0.1", browser="made up")
    with pytest.raises(RefusedError, match="分钟再试"):
        accounts.sign_in(desk, "admin", drawn, "10.0.0.1")
    assert accounts.sign_in(desk, "admin", drawn, "10.0.0.1", browser)


def test_a_known_browser_guesses_no_more_than_others(desk):
    drawn = accounts.first_admin(desk)
    browser = accounts.know_browser(desk, accounts.sign_in(desk, "admin", drawn, "10.0.0.1"), "")
    for _ in range(5):
        assert fail(desk, address="10.0.0.1", browser=browser) == accounts.WRONG
    assert "请过1分钟再试" in fail(desk, address="10.0.0.2", browser=browser)


def test_a_token_that_somebody_planted_is_good_no_more_once_its_person_is_in(desk):
    drawn = accounts.first_admin(desk)
    planted = accounts.know_browser(desk, accounts.sign_in(desk, "admin", drawn, "10.0.0.1"), "")
    fresh = accounts.know_browser(desk, accounts.sign_in(desk, "admin", drawn, "10.0.0.1", planted), planted)
    assert desk.store.attempts.knows(accounts.digest_of(fresh), "admin")
    assert not desk.store.attempts.knows(accounts.digest_of(planted), "admin")


def test_guesses_from_many_addresses_still_meet_the_count_of_the_account(desk, clock):
    drawn = accounts.first_admin(desk)
    tries = 0
    for number in range(150):  # a guess every two minutes for five hours, each from somewhere else
        tries += fail(desk, address=f"10.6.6.{number}") == accounts.WRONG
        clock[0] += timedelta(minutes=2)
    assert tries < 20 + 5 * 6 + 6
    clock[0] += timedelta(minutes=10)
    assert accounts.sign_in(desk, "admin", drawn, "10.0.0.1")


def test_a_reset_ends_every_lock_out_of_an_account(desk):
    accounts.first_admin(desk)
    accounts.add(desk, Person("wang", Role.CLERK))
    for number in range(20):
        fail(desk, "wang", f"10.6.6.{number}")
    for _ in range(6):
        fail(desk, "wang", "10.0.0.1")
    drawn = accounts.reset(desk, "wang")
    assert accounts.sign_in(desk, "wang", drawn, "10.0.0.1")


def test_strangers_at_the_door_keep_nobody_inside_from_a_new_password(desk):
    drawn = accounts.first_admin(desk)
    inside = session(desk, accounts.sign_in(desk, "admin", drawn, ""))
    for number in range(20):
        fail(desk, address=f"10.6.6.{number}")
    for _ in range(5):
        with pytest.raises(RefusedError, match="原口令不对"):
            accounts.change_password(desk, inside, ("wrong", NEW), "")
    with pytest.raises(RefusedError, match="请过1分钟再试"):
        accounts.change_password(desk, inside, (drawn, NEW), "")


def test_an_address_that_tries_many_names_is_locked_out_and_others_are_not(desk):
    drawn = accounts.first_admin(desk)
    for number in range(30):
        with pytest.raises(RefusedError, match="账号或口令不对"):
            accounts.sign_in(desk, f"name{number}", "x", "10.6.6.6")
    with pytest.raises(RefusedError, match="请过1分钟再试"):
        accounts.sign_in(desk, "admin", drawn, "10.6.6.6")
    assert accounts.sign_in(desk, "admin", drawn, "10.0.0.1")


def test_a_one_time_password_waits_a_week(desk, clock):
    drawn = accounts.first_admin(desk)
    clock[0] += timedelta(days=8)
    with pytest.raises(RefusedError, match="一次性口令已过期"):
        accounts.sign_in(desk, "admin", drawn, "")


def test_a_session_ends_after_an_idle_hour_and_after_twelve_in_all(desk, clock):
    token = accounts.sign_in(desk, "admin", accounts.first_admin(desk), "")
    for _ in range(13):
        clock[0] += timedelta(minutes=50)
        alive = session(desk, token)
        if alive:
            accounts.seen(desk, alive)
    assert clock[0] < datetime(2024, 7, 1, 13)
    assert session(desk, token)
    clock[0] += timedelta(minutes=80)
    assert session(desk, token) is None


def test_only_the_digest_of_a_token_is_kept(desk, tmp_path):
    token = accounts.sign_in(desk, "admin", accounts.first_admin(desk), "")
    desk.store.close()
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert token.encode() not in file.read_bytes()


@pytest.mark.parametrize("person", [CLERK, UNIT, LEADER, AUDITOR], ids=lambda person: person.role.value)
def test_only_the_administrator_manages_accounts(desk, person):
    at = desk.as_(person)
    for act in (
        lambda: accounts.add(at, Person("neu", Role.ADMIN)),
        lambda: accounts.reset(at, "admin"),
        lambda: accounts.disable(at, "admin"),
        lambda: accounts.change_role(at, Person("admin", Role.LEADER)),
        lambda: accounts.listing(at),
    ):
        with pytest.raises(ForbiddenError, match="不能管理账号"):
            act()


def test_a_unit_account_needs_a_unit_of_a_plan_and_others_have_none(desk):
    accounts.add(desk, Person("龙山", Role.UNIT, "龙山区", "small"))
    accounts.add(desk, Person("office", Role.CLERK, "longshan", "small"))
    rows = desk.store.accounts.all().set_index("name")
    assert rows.loc["龙山", ["unit", "plan"]].tolist() == ["longshan", "small"]
    assert rows.loc["office", ["unit", "plan"]].tolist() == ["", ""]
    with pytest.raises(RefusedError, match="哪个方案的哪个单位"):
        accounts.add(desk, Person("nobody", Role.UNIT))
    with pytest.raises(RefusedError, match="账号不能是"):
        accounts.add(desk, Person("root", Role.CONSOLE))


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "a b", "=cmd|x", "", "x" * 33, "a\nb", "../etc"])
def test_what_is_no_name_is_refused(desk, name):
    with pytest.raises(RefusedError, match="账号名只用"):
        accounts.add(desk, Person(name, Role.CLERK))


def test_the_last_administrator_and_the_own_account_stay(desk):
    accounts.first_admin(desk)
    with pytest.raises(RefusedError, match="最后一个"):
        accounts.disable(desk, "admin")
    with pytest.raises(ForbiddenError, match="另一位管理员"):
        accounts.disable(desk.as_(ADMIN), "admin")


def test_who_tries_the_sample_is_nobody_of_the_own_store(desk, tmp_path, document):
    with closing(Store.open(tmp_path / "demo")) as store:
        store.adopt(document, author="测试", reason="测试")
        sample = Desk(tmp_path / "demo", store, desk.workers)
        token = accounts.guest(sample, Role.UNIT, "10.0.0.1")
        assert session(sample, token).person == Person("示例·龙山区", Role.UNIT, "longshan", "small")
        assert session(desk, token) is None
        assert desk.store.accounts.all().empty


def test_the_trail_says_who_signed_in_from_where_and_no_typed_secret(desk):
    drawn = accounts.first_admin(desk)
    with pytest.raises(RefusedError):
        accounts.sign_in(desk, "my-password-by-mistake", "x", "10.0.0.2")
    accounts.sign_in(desk, "admin", drawn, "10.0.0.1")
    trail = desk.store.audit.trail()
    said = trail[["act", "person", "origin"]].to_numpy().tolist()
    assert ["sign_in", "admin", "10.0.0.1"] in said
    assert ["sign_in_failed", "", "10.0.0.2"] in said
    assert "my-password-by-mistake" not in trail.to_csv()
    assert drawn not in trail.to_csv()
