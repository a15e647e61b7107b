"""Accounts: who gets in, for how long, and what the administrator does with accounts.

A session is a random token in the visitor's cookie; the store keeps its digest. It ends at sign-out, with any change of
password, role or state of the account, after IDLE without a sign of life, and LONGEST after it began.
"""

import re
import secrets
import unicodedata
from dataclasses import replace
from datetime import timedelta
from threading import Semaphore

import pandas as pd

from milepost import lockout
from milepost.desk import Desk
from milepost.errors import ForbiddenError, RefusedError
from milepost.people import password
from milepost.people.act import Act
from milepost.people.person import Person
from milepost.people.role import ACCOUNT_ROLES, Role
from milepost.store.accounts import Credential, Session
from milepost.store.audit import About
from milepost.workflow import unit_id

IDLE, LONGEST = timedelta(hours=1), timedelta(hours=12)
ONE_TIME = timedelta(days=7)  # how long a one-time password waits
SEEN_EVERY = timedelta(minutes=1)  # how exactly signs of life are noted
WRONG = "账号或口令不对，请核对后再试"
ADMIN = "admin"
_NAME = re.compile(r"[\w.·-]{1,32}")
# A hash takes 64 MiB and a core for a moment; and who guesses in parallel guesses no more than two at a time.
_HASHING = Semaphore(2)


def tidy_name(text: str) -> str:
    """An account's name as it is kept: half width, lower case; RefusedError for one that is no name."""
    name = unicodedata.normalize("NFKC", text).strip().lower()
    if not _NAME.fullmatch(name):
        raise RefusedError("账号名只用汉字、字母、数字和 . _ - ·，最多32个字")
    return name


def digest_of(token: str) -> str:
    """What the store knows a session's token by."""
    return lockout.digest(token)


# ---------------------------------------------------------------------------- getting in


def sign_in(desk: Desk, name: str, given: str, address: str, browser: str = "") -> str:
    """The token of a new session; RefusedError, alike for every reason but a lock-out, when name or password is wrong.

    `browser` is the token that tells a browser which signed in before, empty for none.
    """
    try:
        name = tidy_name(name)
    except RefusedError:
        name = ""  # goes on like any unknown name
    counted = lockout.at_the_door(desk, name, address, browser)
    with _HASHING:
        lockout.refuse(desk, counted)
        kept = desk.store.accounts.credential(name)
        if not password.matches(given, kept.hash if kept else None) or kept is None:
            lockout.failed(desk, counted)
            # A name that is no account's may be a password typed into the wrong box.
            desk.store.at(address).audit.note("sign_in_failed", name if kept else "", About())
            raise RefusedError(WRONG)
    if kept.expires and kept.expires < desk.store.accounts.now():
        raise RefusedError("一次性口令已过期，请管理员重置口令")
    lockout.succeeded(desk, counted)
    return _begin(desk, name, address)


def know_browser(desk: Desk, token: str, before: str) -> str:
    """The token by which the browser of a session is known from now on; until now it was `before`, empty for none.

    It is another one each time, so that nobody can give a browser a token that he knows as well.
    """
    session = desk.store.accounts.session(digest_of(token))
    if session is None:
        return ""
    drawn = secrets.token_urlsafe(32)
    lockout.know(desk, session.person.name, drawn, before)
    return drawn


def _begin(desk: Desk, name: str, address: str) -> str:
    token = secrets.token_urlsafe(32)
    accounts = desk.store.accounts
    accounts.begin(digest_of(token), name, address, oldest=accounts.now() - LONGEST)
    desk.store.at(address).audit.note("sign_in", name, About())
    return token


def sign_out(desk: Desk, session: Session) -> None:
    """End a session, in every tab that has it."""
    desk.store.accounts.end(session.digest)
    desk.store.audit.note("sign_out", session.person.name, About())


def guest(sample: Desk, role: Role, address: str) -> str:
    """The token of a session in the sample store, for whoever asks; `sample` is never the office's own desk."""
    names = set(sample.store.accounts.all()["name"])
    person = sample_person(sample, role)
    if person.name not in names:
        # Nobody knows the password of a guest, so nobody signs in with it.
        sample.store.accounts.create(person, Credential(password.hashed(secrets.token_urlsafe(32))), by="示例")
    return _begin(sample, person.name, address)


def sample_person(sample: Desk, role: Role) -> Person:
    """Who tries a role in the sample; a reporting unit is the first plan's first part."""
    if not role.of_unit:
        return Person(f"示例·{role.words}", role)
    plan = sample.store.plan(sample.store.plan_ids()[0])
    unit = plan.parts[0]
    name = f"示例·{unit.name}{'负责人' if role is Role.HEAD else ''}"
    return Person(name, role, unit.id, plan.id)


def resume(desk: Desk, digest: str) -> Session | None:
    """The session with this digest, while it lives."""
    session = desk.store.accounts.session(digest)
    if session is None:
        return None
    now = desk.store.accounts.now()
    if now - session.seen > IDLE or now - session.since > LONGEST:
        desk.store.accounts.end(digest)
        return None
    return session


def seen(desk: Desk, session: Session) -> None:
    """The person of `session` did something, and so stays signed in."""
    if desk.store.accounts.now() - session.seen > SEEN_EVERY:
        desk.store.accounts.touch(session.digest)


def change_password(desk: Desk, session: Session, old_and_new: tuple[str, str], address: str) -> str:
    """Another password for the person of `session`; every session of it ends. The token of the new one."""
    name, (old, new) = session.person.name, old_and_new
    kept = desk.store.accounts.credential(name)
    counted = lockout.inside(name)
    with _HASHING:
        lockout.refuse(desk, counted)
        if not password.matches(old, kept.hash if kept else None):
            lockout.failed(desk, counted)
            raise RefusedError("原口令不对，请核对后再试")
        if new == old:
            raise RefusedError("新口令和原口令一样，请换一个")
        password.refuse_weak(new, name)
        made = Credential(password.hashed(new))
    desk.store.accounts.set_password(name, made, by=name)
    lockout.succeeded(desk, counted)
    return _begin(desk, name, address)


# ---------------------------------------------------------------------------- the administrator's acts


def first_admin(desk: Desk) -> str | None:
    """The one-time password of the first account, `admin`, made when there is no account; None when there is one."""
    if not desk.store.accounts.all().empty:
        return None
    return add(desk, Person(ADMIN, Role.ADMIN), by="首次启动")


def add(desk: Desk, person: Person, *, by: str = "") -> str:
    """A new account; its one-time password, which is kept nowhere. A unit person needs a unit of a kept plan."""
    desk.require(Act.ACCOUNTS)
    new = _fitting(desk, replace(person, name=tidy_name(person.name)))
    drawn, credential = _one_time(desk)
    desk.store.accounts.create(new, credential, by=desk.author(by))
    return drawn


def change_role(desk: Desk, person: Person, *, by: str = "") -> None:
    """Give an account another role, or another unit."""
    desk.require(Act.ACCOUNTS)
    _refuse_own_and_last(desk, person.name, "改自己的角色")
    desk.store.accounts.change_role(_fitting(desk, person), by=desk.author(by))


def disable(desk: Desk, name: str, *, by: str = "") -> None:
    """Let nobody in under this name any more; a reset lets it in again."""
    desk.require(Act.ACCOUNTS)
    _refuse_own_and_last(desk, name, "停用自己的账号")
    desk.store.accounts.disable(name, by=desk.author(by))


def reset(desk: Desk, name: str, *, by: str = "") -> str:
    """A new one-time password for an account, which also ends a lock-out and a disabling; the password."""
    desk.require(Act.ACCOUNTS)
    drawn, credential = _one_time(desk)
    desk.store.accounts.set_password(name, credential, by=desk.author(by))
    lockout.end(desk, name)
    return drawn


def listing(desk: Desk) -> pd.DataFrame:
    """Every account by name: columns ACCOUNTS."""
    desk.require(Act.ACCOUNTS)
    return desk.store.accounts.all()


def _one_time(desk: Desk) -> tuple[str, Credential]:
    drawn = password.one_time()
    return drawn, Credential(password.hashed(drawn), desk.store.accounts.now() + ONE_TIME)


def _fitting(desk: Desk, person: Person) -> Person:
    """`person` with a unit exactly when the role has one."""
    if person.role not in ACCOUNT_ROLES:
        raise RefusedError(f"账号不能是“{person.role.words}”")
    if not person.role.of_unit:
        return replace(person, unit="", plan="")
    if not (person.unit and person.plan):
        raise RefusedError("报送单位的账号要写明是哪个方案的哪个单位")
    return replace(person, unit=unit_id(desk.store.plan(person.plan), person.unit))


def _refuse_own_and_last(desk: Desk, name: str, what: str) -> None:
    if name == desk.person.name:
        raise ForbiddenError(f"不能{what}；请另一位管理员来做")
    rows = desk.store.accounts.all()
    admins = rows[(rows["role"] == Role.ADMIN.value) & ~rows["disabled"]]["name"].tolist()
    if admins == [name]:
        raise RefusedError("这是最后一个能登录的管理员，不能停用或改角色；请先另建一个管理员")
