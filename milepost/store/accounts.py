"""Accounts: what happened to them (append-only), and the ordinary rows of passwords and sessions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Literal

import pandas as pd

from milepost.errors import NotFoundError, RefusedError
from milepost.people.person import Person
from milepost.people.role import Role
from milepost.plan.tables import Columns
from milepost.store.database import Act, Cursor, Database

ACCOUNTS: Columns = {
    "name": "str",
    "role": "str",  # a Role
    "unit": "str",
    "plan": "str",
    "disabled": "bool",
    "since": "datetime64[us]",
    "seen": "datetime64[us]",  # last sign of life of a session that still is
}
ACCOUNT_EVENTS: Columns = {
    "name": "str",
    "act": "str",  # create, role, disable, reset or password
    "role": "str",
    "unit": "str",
    "plan": "str",
    "by": "str",
    "time": "datetime64[us]",
}
REMEMBERED = 10_000
"""Digests at most; who asks with made-up ones fills no memory."""
What = Literal["create", "role", "disable", "reset", "password"]


@dataclass(frozen=True)
class Credential:
    """The hash of a password. With `expires` it is a one-time password, good for one sign-in until then (UTC)."""

    hash: str
    expires: datetime | None = None


@dataclass(frozen=True)
class Session:
    """A person signed in: since when, when last seen (UTC), and whether the password must be changed first."""

    digest: str
    person: Person
    since: datetime
    seen: datetime
    must_change: bool


class _Live:
    """What is known of digests, until anything happens that may change it: a session, or that there is none."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: dict[str, Session | None] = {}
        self._forgotten = 0

    def get(self, digest: str, read: Callable[[str], Session | None]) -> Session | None:
        """What is remembered, else what is read."""
        with self._lock:
            if digest in self._known:
                return self._known[digest]
            before = self._forgotten
        found = read(digest)
        with self._lock:
            # What was read before something changed is not remembered.
            if before == self._forgotten:
                if len(self._known) >= REMEMBERED:
                    self._known.clear()
                self._known[digest] = found
        return found

    def forget(self, digest: str = "") -> None:
        """Something changed: about one digest, or about any."""
        with self._lock:
            self._forgotten += 1
            if digest:
                self._known.pop(digest, None)
            else:
                self._known.clear()


class Accounts:
    """The accounts of one store. Sessions are known by the digest of their token alone.

    Which digests have a session is remembered, for every request asks, of the sample's visitors also the office's own
    store; that is exact, since one process holds the file.
    """

    def __init__(self, database: Database, live: "_Live | None" = None) -> None:
        self._database = database
        self._live = live or _Live()

    def at(self, origin: str) -> "Accounts":
        """The same accounts for acts that come from `origin`."""
        return Accounts(self._database.at(origin), self._live)

    def all(self) -> pd.DataFrame:
        """Every account by name: columns ACCOUNTS."""
        with self._database.read() as cursor:
            return cursor.table(
                """select account.name, account.role, account.unit, account.plan,
                account.state = 'disable' as disabled, account.since,
                max(session.seen) as seen
                from milepost.account left join milepost.session on session.name = account.name
                group by all order by account.name""",
                ACCOUNTS,
            )

    def events(self) -> pd.DataFrame:
        """Everything that happened to any account, oldest first: columns ACCOUNT_EVENTS."""
        with self._database.read() as cursor:
            return cursor.table(
                """select name, act, role, unit, plan, person as "by", time
                from milepost.account_event order by time""",
                ACCOUNT_EVENTS,
            )

    def credential(self, name: str) -> Credential | None:
        """What the password of an account that may sign in is checked against; None when there is no such account."""
        with self._database.read() as cursor:
            found = cursor.rows(
                """select credential.hash, credential.expires from milepost.credential
                join milepost.account on account.name = credential.name
                where credential.name = $name and account.state <> 'disable'""",
                name=name,
            )
        return Credential(*found[0]) if found else None

    def create(self, person: Person, credential: Credential, *, by: str) -> None:
        """A new account; RefusedError when the name was ever taken."""

        def work(act: Act) -> None:
            if _accounts(act, person.name):
                raise RefusedError(f"账号“{person.name}”已经有了；请换一个名字，或为它重置口令")
            _event(act, "create", person, by)
            _set_credential(act, person.name, credential)

        self._database.act(work)

    def change_role(self, person: Person, *, by: str) -> None:
        """Give an account the role, unit and plan of `person`; its sessions end."""

        def work(act: Act) -> None:
            _known(act, person.name)
            _event(act, "role", person, by)
            _end_all(act, person.name)

        self._database.act(work)
        self._live.forget()

    def disable(self, name: str, *, by: str) -> None:
        """Let nobody in under this name any more; its sessions end. What the account did stays under its name."""

        def work(act: Act) -> None:
            _event(act, "disable", _known(act, name), by)
            _end_all(act, name)

        self._database.act(work)
        self._live.forget()

    def set_password(self, name: str, credential: Credential, *, by: str) -> None:
        """A new password: a reset when it is a one-time one, which also ends a disabling; the sessions end."""
        what: What = "password" if credential.expires is None else "reset"

        def work(act: Act) -> None:
            _event(act, what, _known(act, name), by)
            _set_credential(act, name, credential)
            _end_all(act, name)

        self._database.act(work)
        self._live.forget()

    def begin(self, digest: str, name: str, address: str, *, oldest: datetime) -> None:
        """A session begins; those that began before `oldest` are swept away."""

        def work(act: Act) -> None:
            act.run("delete from milepost.session where since < $oldest", oldest=oldest)
            act.run(
                """insert into milepost.session (digest, name, address, since, seen)
                select $digest, $name, $address, $time, $time""",
                digest=digest, name=name, address=address, time=act.time,
            )  # fmt: skip

        self._database.change(work)
        self._live.forget(digest)

    def session(self, digest: str) -> Session | None:
        """The session with this digest, with its person as the account is now; None when it ended."""
        return self._live.get(digest, self._session)

    def _session(self, digest: str) -> Session | None:
        with self._database.read() as cursor:
            found = cursor.rows(
                """select session.since, session.seen, account.name, account.role, account.unit, account.plan,
                credential.expires is not null
                from milepost.session
                join milepost.account on account.name = session.name
                left join milepost.credential on credential.name = session.name
                where session.digest = $digest and account.state <> 'disable'""",
                digest=digest,
            )
        if not found:
            return None
        since, seen, name, role, unit, plan, must_change = found[0]
        return Session(digest, Person(name, Role(role), unit, plan), since, seen, must_change)

    def touch(self, digest: str) -> None:
        """The person of a session did something."""
        self._database.change(
            lambda act: act.run(
                "update milepost.session set seen = $time where digest = $digest", time=act.time, digest=digest
            )
        )
        self._live.forget(digest)

    def end(self, digest: str) -> None:
        """A session ends; ending it twice is no error."""
        self._database.change(lambda act: act.run("delete from milepost.session where digest = $digest", digest=digest))
        self._live.forget(digest)

    def now(self) -> datetime:
        """The time of the store's clock, which sessions and lock-outs go by."""
        return self._database.now()


def _accounts(cursor: Cursor, name: str) -> list[Person]:
    rows = cursor.rows("select name, role, unit, plan from milepost.account where name = $name", name=name)
    return [Person(name, Role(role), unit, plan) for name, role, unit, plan in rows]


def _known(act: Act, name: str) -> Person:
    found = _accounts(act, name)
    if not found:
        raise NotFoundError(f"没有账号“{name}”，请在账号名单里核对名字")
    return found[0]


def _event(act: Act, what: What, person: Person, by: str) -> None:
    act.run(
        """insert into milepost.account_event (name, act, role, unit, plan, person, time)
        select $name, $act, $role, $unit, $plan, $person, $time""",
        name=person.name, act=what, role=person.role.value, unit=person.unit, plan=person.plan, person=by,
        time=act.time,
    )  # fmt: skip


def _set_credential(act: Act, name: str, credential: Credential) -> None:
    act.run("delete from milepost.credential where name = $name", name=name)
    act.run(
        """insert into milepost.credential (name, hash, expires) select $name, $hash, $expires::timestamp""",
        name=name, hash=credential.hash, expires=credential.expires,
    )  # fmt: skip


def _end_all(act: Act, name: str) -> None:
    act.run("delete from milepost.session where name = $name", name=name)
    act.run("delete from milepost.browser where name = $name", name=name)
