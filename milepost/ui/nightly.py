"""Backups by the clock: a thread of the app looks every quarter of an hour whether the day's one is due."""

import sys
from pathlib import Path
from threading import Event, Thread

from milepost import keeping
from milepost.desk import Desk
from milepost.errors import MilepostError
from milepost.store.database import utc_now

PAUSE = 15 * 60.0
"""Seconds between two looks."""


class Nightly:
    """Keeps one store backed up into `pool`; `failure` says why the last try did not succeed, and is empty else."""

    def __init__(self, desk: Desk, pool: Path) -> None:
        self._desk = desk
        self._pool = pool
        self._stopped = Event()
        self.failure = ""

    def start(self) -> None:
        """Look now, and from now on until the app ends."""
        Thread(target=self._watch, name="nightly backup", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()

    def _watch(self) -> None:
        while True:
            self.look()
            if self._stopped.wait(PAUSE):
                return

    def look(self) -> None:
        """Back up if it is due. What goes wrong is kept for the pages to show, and tried again at the next look."""
        try:
            if keeping.is_due(self._desk, self._pool, utc_now()):
                keeping.back_up(self._desk, self._pool)
            self.failure = ""
        except MilepostError as error:
            self.failure = str(error)
            sys.stderr.write(f"自动备份没有成功：{error}\n")
