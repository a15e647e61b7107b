"""Who works stands aside for who looks, but not for ever."""

import threading
import time

import pytest

from milepost.ui import courtesy


@pytest.fixture
def at_work(monkeypatch):
    """Starts somebody who works, tells in a list that they went past their pause, and is gone at the end."""
    went: list[str] = []
    people: list[threading.Thread] = []

    def start(most: float) -> list[str]:
        monkeypatch.setattr(courtesy, "MOST", most)

        def work() -> None:
            with courtesy.working():
                courtesy.pause()
                went.append("first")
                courtesy.pause()
                went.append("second")

        people.append(threading.Thread(target=work))
        people[-1].start()
        return went

    yield start
    for person in people:
        person.join(10)
        assert not person.is_alive()


def test_who_works_goes_on_when_nobody_looks_any_more(at_work):
    with courtesy.looking():
        went = at_work(60)
        time.sleep(0.2)
        assert went == []
    for _ in range(100):
        if went == ["first", "second"]:
            return
        time.sleep(0.05)
    pytest.fail(f"still waiting after {went}")


def test_patience_is_for_the_whole_page_and_ends(at_work):
    with courtesy.looking():
        went = at_work(0.1)
        for _ in range(100):
            if went == ["first", "second"]:
                return
            time.sleep(0.05)
        pytest.fail(f"still waiting after {went}")


def test_a_page_that_stops_early_is_looked_at_no_more(at_work):
    with pytest.raises(RuntimeError), courtesy.looking():
        raise RuntimeError
    went = at_work(60)
    for _ in range(100):
        if went == ["first", "second"]:
            return
        time.sleep(0.05)
    pytest.fail(f"still waiting after {went}")


def test_who_looks_waits_for_nobody():
    with courtesy.looking():
        other = threading.Thread(target=courtesy.pause)
        other.start()
        other.join(10)
        assert not other.is_alive()
        courtesy.pause()
