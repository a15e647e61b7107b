"""The desk that every act works at: one open store, the workers that read workbooks, and the shipped plans."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from threading import Lock

from milepost.errors import NotFoundError
from milepost.intake.workers import Workers
from milepost.measure.reporting import office_day
from milepost.people import permissions
from milepost.people.act import Act
from milepost.people.person import CONSOLE, Person
from milepost.plan.plan import Document, Plan
from milepost.store.database import Clock, utc_now
from milepost.store.store import Store
from milepost.store.targets import read_targets

HOME = Path(__file__).resolve().parents[1]
"""The folder that holds `targets/`, `data/` and this package."""


def office_today() -> date:
    """The office's calendar day, the one in Shanghai, whatever the clock of this machine is set to."""
    return office_day(utc_now())


def store_folder(named: str | None = None) -> Path:
    """The folder of the store: as named, else MILEPOST_STORE, else `data/`."""
    return Path(named or os.environ.get("MILEPOST_STORE") or HOME / "data")


def sample_folder(folder: Path) -> Path:
    """Where the sample store of the store in `folder` is kept: apart from it, so that the two never mix."""
    return folder / "demo"


def is_store(folder: Path) -> bool:
    """Whether `folder` holds a store; looking makes none."""
    return (folder / "milepost.duckdb").exists()


@dataclass(frozen=True)
class Desk:
    """An open store, the workers that read workbooks apart from this process, the shipped plans by id, and who is here.

    Every act asks `require` first; the console, whoever holds the files, may do everything.
    """

    folder: Path | None
    store: Store
    workers: Workers
    shipped: Mapping[str, Document] = field(default_factory=dict)
    person: Person = CONSOLE
    turn: Lock = field(default_factory=Lock)
    """Held by whoever checks or keeps a file: files in a row leave those who only look their share of Python."""

    def as_(self, person: Person) -> "Desk":
        """The same desk with `person` at it."""
        return replace(self, person=person)

    def may(self, act: Act, unit: str | None = None, plan: str | None = None) -> bool:
        """Whether the person at the desk may do `act`, for `unit` of `plan` where it is about one unit."""
        return permissions.may(self.person, act, unit, plan)

    def require(self, act: Act, unit: str | None = None, plan: str | None = None) -> None:
        """ForbiddenError unless the person at the desk may do `act`; `unit` and `plan` are ids."""
        permissions.require(self.person, act, unit, plan)

    def author(self, said: str) -> str:
        """Who an act is noted as done by: the account's name; at the console who is `said` to."""
        return said if self.person.is_console else self.person.name

    def plan(self, plan_id: str, as_of: datetime | None = None) -> Plan:
        """The stored plan as of a moment, else the shipped one that nobody has adopted yet."""
        if plan_id in self.store.plan_ids():
            return self.store.plan(plan_id, as_of)
        if plan_id not in self.shipped:
            known = "、".join(sorted({*self.store.plan_ids(), *self.shipped})) or "无"
            raise NotFoundError(f"没有编号为“{plan_id}”的方案；现有：{known}")
        return Plan.from_document(self.shipped[plan_id])

    def at(self, origin: str) -> "Desk":
        """The same desk for somebody whose acts come from `origin`: an address, or the console."""
        return replace(self, store=self.store.at(origin))

    def close(self) -> None:
        """Let go of the store and end the workers."""
        self.workers.close()
        self.store.close()


def open_desk(folder: Path | None, clock: Clock = utc_now) -> Desk:
    """The desk over the store in `folder` (made when absent); None keeps everything in memory."""
    store = Store.in_memory() if folder is None else Store.open(folder, clock)
    return Desk(folder, store, Workers(), read_targets(HOME / "targets"))


def plans(desk: Desk) -> list[Plan]:
    """Every plan: the store's latest versions, and those shipped but not adopted yet, by id."""
    return [desk.plan(plan_id) for plan_id in sorted({*desk.store.plan_ids(), *desk.shipped})]


def adopt(desk: Desk, plan_id: str, *, by: str) -> Plan:
    """Take a shipped plan into the store as its first version; a plan that is there already stays as it is."""
    if plan_id not in desk.store.plan_ids():
        desk.require(Act.FOUND_PLAN)
        desk.plan(plan_id)
        author = desk.author(by) or "milepost"
        desk.store.adopt(desk.shipped[plan_id], author=author, reason="启用随软件提供的方案")
    return desk.store.plan(plan_id)
