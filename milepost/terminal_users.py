"""Accounts from a terminal, for whoever holds the files: add, list, reset, disable.

A one-time password goes to standard output, once, and is kept nowhere.
"""

import argparse
import sys

from milepost import accounts, terminal
from milepost.people.person import Person
from milepost.people.role import Role


def add(options: argparse.Namespace) -> int:
    """A new account; its one-time password."""
    with terminal.desk_of(options) as desk:
        person = Person(options.name, Role(options.role), options.unit or "", options.plan or "")
        drawn = accounts.add(desk, person, by=options.by)
    return _told(accounts.tidy_name(options.name), drawn)


def listing(options: argparse.Namespace) -> int:
    """Every account."""
    with terminal.desk_of(options) as desk:
        return terminal.hand_out(desk, accounts.listing(desk), options)


def reset(options: argparse.Namespace) -> int:
    """A new one-time password, which also ends a lock-out and a disabling."""
    name = accounts.tidy_name(options.name)
    with terminal.desk_of(options) as desk:
        drawn = accounts.reset(desk, name, by=options.by)
    return _told(name, drawn)


def disable(options: argparse.Namespace) -> int:
    """Let nobody in under this name any more."""
    with terminal.desk_of(options) as desk:
        accounts.disable(desk, accounts.tidy_name(options.name), by=options.by)
    return 0


def _told(name: str, drawn: str) -> int:
    sys.stderr.write(f"账号 {name} 的一次性口令（只显示这一次，7天内有效，登录后须更改）：\n")
    print(drawn)
    return 0
