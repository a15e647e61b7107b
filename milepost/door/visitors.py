"""Visitors: whose session a request belongs to, and in which of the two stores. A session is good in one store only."""

from dataclasses import dataclass
from typing import Literal

from milepost import accounts
from milepost.desk import Desk
from milepost.door import stores
from milepost.errors import StoreError
from milepost.people.person import Person
from milepost.store.accounts import Session

Kept = Literal["own", "sample"]


@dataclass(frozen=True)
class Visitor:
    """Somebody signed in: the session, and the desk that it is good at, with its person there."""

    session: Session
    store: Kept
    desk: Desk

    @property
    def person(self) -> Person:
        """Who it is."""
        return self.session.person


def of_token(token: str) -> Visitor | None:
    """Whose cookie this is; None when nobody's, or nobody's any more."""
    return of_digest(accounts.digest_of(token)) if token else None


def of_digest(digest: str) -> Visitor | None:
    """The same by the digest of the token; StoreError when the own store cannot be asked and the sample says nobody."""
    trouble: StoreError | None = None
    try:
        found = _at(stores.own(), "own", digest)
    except StoreError as error:
        found, trouble = None, error
    if found is None and (sample := stores.sample()) is not None:
        found = _at(sample, "sample", digest)
    if found is None and trouble is not None:
        raise trouble
    return found


def _at(desk: Desk, store: Kept, digest: str) -> Visitor | None:
    session = accounts.resume(desk, digest)
    return None if session is None else Visitor(session, store, desk.as_(session.person))
