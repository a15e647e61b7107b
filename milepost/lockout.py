"""Lock-out: who has failed too often waits; nobody can make others wait at a browser that has been in before.

Failures are counted for an account and an address together, for an account from wherever, and for an address whatever
the account. A browser that an account has signed in with carries a token in a cookie and is counted by that alone: who
does not have it cannot hold its person out, and who guesses from many addresses still meets the count of the account.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from milepost.desk import Desk
from milepost.errors import RefusedError

FIRST_PAUSE = timedelta(minutes=1)
"""Doubled with every further failure."""
REMEMBERED = timedelta(days=1)
"""How long after the last failure."""
KNOWN = timedelta(days=180)
"""How long a browser is known after its person signed in."""


@dataclass(frozen=True)
class Limit:
    """How many failures are free, and the longest pause after that. `shared`: others' failures count here as well."""

    free: int
    longest: timedelta
    shared: bool = False


_OWN = Limit(5, timedelta(hours=1))
_ACCOUNT = Limit(20, timedelta(minutes=10), shared=True)  # who guesses from everywhere has 144 tries a day
_ADDRESS = Limit(30, timedelta(minutes=5), shared=True)  # an office often shares one
Counted = Mapping[str, Limit]
"""What an attempt is counted as, each with its limit. The texts are digests: what was typed may be a password."""


def digest(text: str) -> str:
    """What the store knows a text by."""
    return sha256(text.encode()).hexdigest()


def at_the_door(desk: Desk, name: str, address: str, browser: str) -> Counted:
    """What a sign-in is counted as; `browser` is the token in its cookie, empty for none."""
    who = _of(name)
    if browser and desk.store.attempts.knows(digest(browser), name):
        return {f"{who} browser {digest(browser)}": _OWN}
    where = digest(f"address {address}")
    return {f"{who} {where}": _OWN, f"{who} everywhere": _ACCOUNT, where: _ADDRESS}


def inside(name: str) -> Counted:
    """What a wrong old password of somebody signed in is counted as; strangers at the door are not counted here."""
    return {f"{_of(name)} password": _OWN}


def _of(name: str) -> str:
    return digest(f"name {name}")


def refuse(desk: Desk, counted: Counted) -> None:
    """RefusedError, saying how long to wait, while any of these has failed too often."""
    now = desk.store.accounts.now()
    for who, limit in counted.items():
        count, last = desk.store.attempts.failures(who)
        over = count - limit.free
        if last is None or over < 0:
            continue
        left = last + min(FIRST_PAUSE * 2 ** min(over, 10), limit.longest) - now
        if left > timedelta():
            raise RefusedError(
                f"连续输错次数太多，请过{-(-left // timedelta(minutes=1))}分钟再试；忘了口令请管理员重置"
            )


def failed(desk: Desk, counted: Counted) -> None:
    """An attempt failed."""
    for who in counted:
        desk.store.attempts.fail(who, oldest=desk.store.accounts.now() - REMEMBERED)


def succeeded(desk: Desk, counted: Counted) -> None:
    """An attempt succeeded. What others failed at stays counted: one success clears no guesser."""
    for who, limit in counted.items():
        if not limit.shared:
            desk.store.attempts.forgive(who)


def end(desk: Desk, name: str) -> None:
    """The administrator ends every lock-out of an account; those of an address go on."""
    desk.store.attempts.forgive(_of(name))


def know(desk: Desk, name: str, browser: str, before: str) -> None:
    """An account has signed in; its browser's token is `browser` from now on, and was `before`."""
    oldest = desk.store.accounts.now() - KNOWN
    desk.store.attempts.know(digest(browser), name, before=digest(before) if before else "", oldest=oldest)
