"""How the store stands now: answers that hold until the next act."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Standing:
    """Shared by all that use one database; right because nobody else acts on a file that this process holds."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}

    def change(self) -> None:
        """Something was done: ask everything anew."""
        self._known = {}

    def answer(self, question: Hashable, ask: Callable[[], T]) -> T:
        """What `ask` gives, asked once between two acts; everybody is given the same, so it must not be changed."""
        # Taken before asking: an answer that arrives after an act is kept with what the act outdated.
        known = self._known
        if question not in known:
            known[question] = ask()
        found: T = known[question]
        return found
