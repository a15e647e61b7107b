"""Keeping the store safe: backups that are proved when they are made, and the way back."""

import os
from datetime import datetime
from pathlib import Path

from milepost.desk import Desk, is_store
from milepost.errors import StoreBusyError, StoreError
from milepost.measure.reporting import office_day
from milepost.people.act import Act
from milepost.store import backup
from milepost.store.audit import About
from milepost.store.backup import Backup
from milepost.store.store import Store

KEPT = 30
"""How many backups stay: a month of daily ones. What lies in them stays in the newer ones, too: nothing is deleted."""


def pool(folder: Path) -> Path:
    """Where the backups of the store in `folder` lie: MILEPOST_BACKUP, best on another disk, else beside the store."""
    return Path(os.environ.get("MILEPOST_BACKUP") or folder / "backup")


def back_up(desk: Desk, into: Path) -> Backup:
    """A new backup in the pool `into`, read back and compared before it counts; older ones than KEPT go."""
    desk.require(Act.BACKUP)
    made = desk.store.back_up(into)
    backup.prune(into, KEPT)
    desk.store.audit.note("backup", desk.person.name, About(what=made.folder.name))
    return made


def is_due(desk: Desk, into: Path, now: datetime) -> bool:
    """Whether the newest backup is of an earlier day on the office's calendar, whatever has happened since.

    Accounts, sessions and notes of the trail move no moment of the store, so nothing but the day is asked. A store
    without plan and backup is nobody's yet. `now` is UTC.
    """
    made = backup.listed(into)
    if not made:
        return bool(desk.store.plan_ids())
    return office_day(made[0].time) < office_day(now)


def restore(source: Path, folder: Path) -> tuple[Backup, Path | None]:
    """Put a backup back as the store in `folder`: which one, and where the database went that was there.

    `source` is one backup or a pool, of which the newest is taken. The backup is proved first; the store must not be
    held by a process (StoreBusyError). NotFoundError when there is no backup.
    """
    made = backup.listed(source)
    chosen = made[0] if made else Backup.read(source)
    if is_store(folder):
        _refuse_held(folder)
    aside = backup.restore(chosen, folder)
    Store.open(folder).close()
    return chosen, aside


def _refuse_held(folder: Path) -> None:
    try:
        Store.open(folder).close()
    except StoreBusyError:
        raise
    except StoreError:
        return  # a broken database is why one restores
