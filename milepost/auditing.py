"""操作记录: who did what, when, from where; taken-away files noted as they go."""

from collections.abc import Callable

import pandas as pd

from milepost.desk import Desk
from milepost.people.act import Act
from milepost.store.audit import About, Asked


def noted(desk: Desk, act: str, about: About, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """What makes the same bytes, and notes that they were taken away, by whom and from where."""

    def made() -> bytes:
        content = make()
        desk.store.audit.note(act, desk.person.name, about)
        return content

    return made


def trail(desk: Desk, asked: Asked, limit: int | None = None) -> pd.DataFrame:
    """The rows of the trail that are asked for, the newest first: columns TRAIL."""
    desk.require(Act.AUDIT)
    return desk.store.audit.trail(asked, limit)


def known(desk: Desk) -> dict[str, list[str]]:
    """The persons, acts, plans and periods of the trail."""
    desk.require(Act.AUDIT)
    return desk.store.audit.known()
