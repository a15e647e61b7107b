"""The two stores of this process, each opened once: the office's own, and the sample beside it."""

import os
from functools import cache
from pathlib import Path
from threading import Lock

from milepost import desk as desks
from milepost.desk import Desk

_LOCK = Lock()
_OPEN: dict[Path, Desk] = {}


def own_folder() -> Path:
    """Where the office's own store is kept."""
    return _folders(os.environ.get("MILEPOST_STORE"))[0]


def sample_folder() -> Path:
    """Where the sample store is kept."""
    return _folders(os.environ.get("MILEPOST_STORE"))[1]


@cache
def _folders(named: str | None) -> tuple[Path, Path]:
    # A page asks dozens of times, and making paths is most of the answer.
    own = desks.store_folder(named)
    return own, desks.sample_folder(own)


def has_sample() -> bool:
    """Whether the sample store has been made."""
    return desks.is_store(sample_folder())


def own() -> Desk:
    """The desk over the office's own store, made when absent; StoreBusyError while another process holds it."""
    return _opened(own_folder())


def sample() -> Desk | None:
    """The desk over the sample store; None while there is none."""
    return _opened(sample_folder()) if sample_folder() in _OPEN or has_sample() else None


def _opened(folder: Path) -> Desk:
    # One for each folder and process: DuckDB lets one process hold a file, and the workers are shared.
    with _LOCK:
        if folder not in _OPEN:
            _OPEN[folder] = desks.open_desk(folder)
        return _OPEN[folder]


def close() -> None:
    """Let go of both stores."""
    with _LOCK:
        for desk in _OPEN.values():
            desk.close()
        _OPEN.clear()
