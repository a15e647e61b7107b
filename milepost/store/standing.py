"""How the store stands now: answers that hold until the next act."""

from collections.abc import Callable, Hashable
from datetime import datetime
from itertools import count
from threading import Lock
from typing import Any, TypeVar

import pandas as pd

T = TypeVar("T")
MOMENT = "moment"
"""The one question that every memory can answer from its beginning: when the last act was that it knows of."""
_tokens = count(1)


class _Memory:
    """What is known between two acts, and a token that no other memory of this process has, of this store or another.

    Whoever holds the token of a memory was never told anything older than what the memory began with.
    """

    def __init__(self, known: dict[Hashable, Any]) -> None:
        self.token = next(_tokens)
        self.known = known
        self.asking: dict[Hashable, Lock] = {}


class Standing:
    """Shared by all that use one database; right because nobody else acts on a file that this process holds.

    An act is in the file a little before anybody is told of it. In between the moment is still that of what is
    remembered: asked of the file, it would be newer than the answers beside it, and so vouch for what it does not know.
    """

    def __init__(self, moment: datetime) -> None:
        self._memory = _Memory({MOMENT: moment})
        self._turn = Lock()

    @property
    def token(self) -> int:
        """As long as it is the same, so is every answer; what is kept elsewhere under it is never older than it."""
        return self._memory.token

    def change(self, moment: datetime) -> None:
        """Something was done at `moment`, and can be found: ask everything anew."""
        with self._turn:
            # Of two acts the earlier may be told of last.
            last = self._memory.known.get(MOMENT, moment)
            self._memory = _Memory({MOMENT: max(last, moment)})

    def close(self) -> None:
        """Nothing is known any more."""
        self._memory = _Memory({})

    def answer(self, question: Hashable, ask: Callable[[], T]) -> T:
        """What `ask` gives, asked once between two acts; everybody is given the same, so it must not be changed.

        Of many who ask at once one asks, and the others wait. `ask` may put other questions, never its own again.
        """
        # Taken before asking: an answer that arrives after an act is kept with what the act outdated.
        memory = self._memory
        if question not in memory.known:
            with memory.asking.setdefault(question, Lock()):
                if question not in memory.known:
                    memory.known[question] = ask()
        found: T = memory.known[question]
        return found

    def table(self, question: Hashable, ask: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """The same of a table: everybody is given a copy, which costs nothing before somebody writes into it."""
        return self.answer(question, ask).copy(deep=False)
