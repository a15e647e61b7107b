"""Who only looks goes first: a page where somebody works stands aside while others are being drawn.

Python does one thing at a time. Drawn side by side, a page that takes long makes all others take longer; whoever has
just handed files in waits for their reading anyway, and does not notice. Which pages are work says `contents.WORK`.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

MOST = 0.5
"""Seconds that the drawing of one page stands aside, all in all."""
_change = threading.Condition()
_lookers: set[int] = set()  # threads
_patience = threading.local()


@contextmanager
def looking() -> Iterator[None]:
    """A page is drawn that others stand aside for."""
    thread = threading.get_ident()
    with _change:
        _lookers.add(thread)
    try:
        yield
    finally:
        with _change:
            _lookers.discard(thread)
            _change.notify_all()


@contextmanager
def yielding() -> Iterator[None]:
    """A page is drawn that stands aside at each `pause`."""
    _patience.left = MOST
    try:
        yield
    finally:
        _patience.left = 0.0


def pause() -> None:
    """Stand aside until nobody looks, or patience ends; whoever is not `yielding` goes on."""
    left = getattr(_patience, "left", 0.0)
    if left <= 0 or not _lookers:
        return
    begun = time.monotonic()
    with _change:
        _change.wait_for(lambda: not _lookers, left)
    _patience.left = left - (time.monotonic() - begun)
