"""Backups by the clock: a thread of the app looks every quarter of an hour whether the day's one is due."""

import sys
from collections.abc import Callable
from threading import Event, Thread

from milepost import keeping
from milepost.desk import Desk
from milepost.door import stores
from milepost.errors import MilepostError
from milepost.store.database import utc_now

PAUSE = 15 * 60.0
"""Seconds between two looks."""


class Nightly:
    """Keeps one store backed up; `failure` says why the last try did not succeed, and is empty else."""

    def __init__(self, desk: Callable[[], Desk]) -> None:
        self._desk = desk
        self._stopped = Event()
        self._thread: Thread | None = None
        self.failure = ""

    def start(self) -> None:
        """Look now, and from now on until told to stop."""
        self._stopped.clear()
        self._thread = Thread(target=self._watch, name="nightly backup", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more; a backup that is being made is finished first."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def _watch(self) -> None:
        while True:
            self.look()
            if self._stopped.wait(PAUSE):
                return

    def look(self) -> None:
        """Back up if it is due. What goes wrong is kept for the pages to show, and tried again at the next look."""
        try:
            desk = self._desk()
            pool = keeping.pool(stores.own_folder())
            if keeping.is_due(desk, pool, utc_now()):
                keeping.back_up(desk, pool)
            self.failure = ""
        except MilepostError as error:
            self.failure = str(error)
            sys.stderr.write(f"自动备份没有成功：{error}\n")


OWN = Nightly(stores.own)
"""The one of this process's own store; the sample needs none."""
