"""Who works stands aside for who looks, but not for ever."""

import threading
import time
from collections.abc import Callable

import pytest

from milepost.ui import courtesy

PAUSES = 10


@pytest.fixture
def at_work(monkeypatch):
    """Starts somebody who works, tells in a list which pauses they went past, and is gone at the end."""
    people: list[threading.Thread] = []

    def start(most: float) -> list[int]:
        monkeypatch.setattr(courtesy, "MOST", most)
        went: list[int] = []

        def work() -> None:
            with courtesy.yielding():
                for number in range(PAUSES):
                    courtesy.pause()
                    went.append(number)

        people.append(threading.Thread(target=work))
        people[-1].start()
        return went

    yield start
    for person in people:
        person.join(10)
        assert not person.is_alive()


def seconds_until(came: Callable[[], bool]) -> float:
    """How long it took until something came; it fails after ten seconds."""
    begun = time.monotonic()
    while not came():
        assert time.monotonic() < begun + 10
        time.sleep(0.02)
    return time.monotonic() - begun


def test_who_works_goes_on_when_nobody_looks_any_more(at_work):
    with courtesy.looking():
        went = at_work(60)
        time.sleep(0.2)
        assert went == []
    seconds_until(lambda: len(went) == PAUSES)


def test_patience_is_for_the_whole_page_and_ends(at_work):
    with courtesy.looking():
        went = at_work(0.4)
        assert 0.3 < seconds_until(lambda: len(went) == PAUSES) < PAUSES * 0.4 / 2


def test_a_page_that_stops_early_is_looked_at_no_more(at_work):
    with pytest.raises(RuntimeError), courtesy.looking():
        raise RuntimeError
    went = at_work(60)
    seconds_until(lambda: len(went) == PAUSES)


def test_who_looks_waits_for_nobody(monkeypatch):
    monkeypatch.setattr(courtesy, "MOST", 60)
    with courtesy.looking():
        other = threading.Thread(target=courtesy.pause)
        other.start()
        seconds_until(lambda: not other.is_alive())
        courtesy.pause()
