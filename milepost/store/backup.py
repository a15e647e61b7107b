"""Backups: copies of a store that were proved to be whole, and the way back.

A backup is a folder named by its moment (`20231013-020000/`) with the database and a manifest. The originals of all
backups lie once beside them, because an original never changes. A backup counts only under its final name, which it
gets last.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Self

from milepost import __version__
from milepost.errors import NotFoundError, StoreError
from milepost.store import digest
from milepost.store.database import Database
from milepost.store.disk import said
from milepost.store.originals import Originals, OriginalsInFolder
from milepost.store.snapshot import Marks, copy_to, marks_of, originals_of

DATABASE = "milepost.duckdb"
MANIFEST = "backup.json"
ORIGINALS = "originals"
_one_at_a_time = Lock()  # a clock and a person may ask at once
_STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True)
class Backup:
    """One backup as its manifest tells it: when it was made (UTC), by which release, and what it holds."""

    folder: Path
    time: datetime
    release: str
    sha256: str  # of the database file
    size: int  # bytes of the database file
    tables: Marks

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The backup in `folder`; NotFoundError when there is none, StoreError when its manifest is damaged."""
        try:
            kept = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            return cls(
                folder=folder,
                time=datetime.fromisoformat(kept["time"]),
                release=str(kept["release"]),
                sha256=str(kept["sha256"]),
                size=int(kept["size"]),
                tables={name: (int(rows), str(mark)) for name, (rows, mark) in kept["tables"].items()},
            )
        except FileNotFoundError as error:
            raise NotFoundError(f"“{folder}”里没有备份，请指到备份文件夹，或其中按时间命名的那一份") from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError(f"备份“{folder.name}”的清单读不了，不能用来恢复，请换一份备份") from error

    @property
    def submissions(self) -> int:
        """How many submissions it holds."""
        return self.tables["submission"][0]

    @property
    def originals(self) -> OriginalsInFolder:
        """Where the originals of this backup lie."""
        return OriginalsInFolder(self.folder.parent / ORIGINALS)


def make(database: Database, originals: Originals, pool: Path) -> Backup:
    """Copy the store as it stands into a new backup of `pool`, and prove the copy.

    StoreError when it cannot be written or does not hold what the store holds; then there is no backup.
    """
    with _one_at_a_time, _in_our_words(pool):
        now = database.now()
        folder = _free(pool / now.strftime(_STAMP))
        for unfinished in pool.glob("*.part"):  # of a process that was killed
            shutil.rmtree(unfinished)
        draft = folder.with_name(f"{folder.name}.part")
        draft.mkdir(parents=True)
        try:
            _fill(draft, now, database, originals)
            draft.rename(folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return Backup.read(folder)


def _fill(draft: Path, now: datetime, database: Database, originals: Originals) -> None:
    """Copy, prove the copy, and write the manifest."""
    tables = copy_to(database, draft / DATABASE)
    content = (draft / DATABASE).read_bytes()
    made = Backup(draft, now, __version__, digest.of_bytes(content), len(content), tables)
    for sha256 in originals_of(draft / DATABASE):
        if not made.originals.holds(sha256):
            made.originals.keep(originals.get(sha256))
    verify(made)
    _write(made)


def _write(backup: Backup) -> None:
    kept = {
        "time": backup.time.isoformat(), "release": backup.release, "sha256": backup.sha256, "size": backup.size,
        "tables": dict(backup.tables),
    }  # fmt: skip
    with (backup.folder / MANIFEST).open("x", encoding="utf-8") as file:
        json.dump(kept, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def verify(backup: Backup) -> None:
    """Read a backup through, database and originals; StoreError says what is not as it was."""
    file = backup.folder / DATABASE
    with _in_our_words(backup.folder):
        if not file.exists() or digest.of_bytes(file.read_bytes()) != backup.sha256:
            raise StoreError(f"备份“{backup.folder.name}”的数据库缺失或与备份时不一致，不能用，请换一份备份")
    found = marks_of(file)
    for table, mark in backup.tables.items():
        if found.get(table) != mark:
            raise StoreError(f"备份“{backup.folder.name}”的数据表 {table} 与备份时不一致，不能用，请换一份备份")
    for sha256 in originals_of(file):
        backup.originals.get(sha256)  # says which one is missing or damaged


def listed(pool: Path) -> list[Backup]:
    """The backups of a pool, the newest first; those whose manifest is damaged are left out."""
    found = []
    for folder in pool.glob("[0-9]*-[0-9]*"):
        try:
            found.append(Backup.read(folder))
        except StoreError:
            continue
    return sorted(found, key=lambda backup: backup.time, reverse=True)


def prune(pool: Path, keep: int) -> None:
    """Take away all but the newest `keep` backups of a pool; originals stay."""
    for backup in listed(pool)[keep:]:
        with _in_our_words(pool):
            shutil.rmtree(backup.folder)


def restore(backup: Backup, folder: Path) -> Path | None:
    """Put a proved backup into the store folder, which no process may hold; where the present database went, if any.

    The present database is not lost: it is moved aside first. Originals are only added.
    """
    verify(backup)
    aside = None
    with _in_our_words(folder):
        folder.mkdir(parents=True, exist_ok=True)
        kept = OriginalsInFolder(folder / ORIGINALS)
        for sha256 in originals_of(backup.folder / DATABASE):
            kept.keep(backup.originals.get(sha256))
        draft = folder / f"{DATABASE}.part"
        shutil.copyfile(backup.folder / DATABASE, draft)
        present = [path for path in folder.glob(f"{DATABASE}*") if path != draft]
        if present:
            aside = _free(folder / "before-restore")
            aside.mkdir()
            for path in present:
                path.rename(aside / path.name)
        draft.rename(folder / DATABASE)
    return aside


def _free(folder: Path) -> Path:
    """`folder`, or the first of folder-2, folder-3, … that is not there yet."""
    number = 1
    found = folder
    while found.exists():
        number += 1
        found = folder.with_name(f"{folder.name}-{number}")
    return found


@contextmanager
def _in_our_words(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"备份“{place}”读不了或写不进（{said(error)}），请检查磁盘剩余空间和文件夹的读写权限，再试一次"
        ) from error
