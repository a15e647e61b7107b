"""The desk that every act works at: one open store, the workers that read workbooks, and the shipped plans."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from milepost.errors import NotFoundError
from milepost.intake.workers import Workers
from milepost.plan.plan import Document, Plan
from milepost.store.database import Clock, utc_now
from milepost.store.store import Store
from milepost.store.targets import read_targets

HOME = Path(__file__).resolve().parents[1]
"""The folder that holds `targets/`, `data/` and this package."""


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
    """An open store, the workers that read workbooks apart from this process, and the shipped plans by id."""

    folder: Path | None
    store: Store
    workers: Workers
    shipped: Mapping[str, Document] = field(default_factory=dict)

    def plan(self, plan_id: str, as_of: datetime | None = None) -> Plan:
        """The stored plan as of a moment, else the shipped one that nobody has adopted yet."""
        if plan_id in self.store.plan_ids():
            return self.store.plan(plan_id, as_of)
        if plan_id not in self.shipped:
            known = "、".join(sorted({*self.store.plan_ids(), *self.shipped})) or "无"
            raise NotFoundError(f"没有编号为“{plan_id}”的方案；现有：{known}")
        return Plan.from_document(self.shipped[plan_id])

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
        desk.plan(plan_id)
        desk.store.adopt(desk.shipped[plan_id], author=by or "milepost", reason="启用随软件提供的方案")
    return desk.store.plan(plan_id)
