"""A store with the small plan and an open quarter, and readings as short as their cells."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from milepost.plan.period import Period
from milepost.plan.reading import Problem, Reading
from milepost.plan.tables import READ_FIGURES, table
from milepost.store.store import Receipt, Source, Store

Q2 = Period.parse("2023Q2")


def reading(
    cells: Mapping[str, float],
    *,
    sender: str = "longshan",
    period: Period = Q2,
    form: str = "季报",
    problems: tuple[Problem, ...] = (),
) -> Reading:
    """A reading of one sender's own figures: indicator → value, written down column B from row 3."""
    rows: list[dict[str, object]] = [
        {"indicator": indicator, "unit": sender, "industry": "", "period": str(period), "value": value,
         "sheet": "季报", "cell": f"B{row}"}
        for row, (indicator, value) in enumerate(cells.items(), start=3)
    ]  # fmt: skip
    return Reading(sender, period, form, "单位×指标", figures=table(rows, READ_FIGURES), problems=problems)


@dataclass
class Clerk:
    """Sends readings to a store the way the workflow does: the original first, then the figures."""

    store: Store

    def send(self, cells: Mapping[str, float], content: bytes | None = None, **rest: Any) -> Receipt:
        """The receipt for `cells`; the bytes are those of the cells unless given."""
        words = {key: rest.pop(key) for key in ("explanation", "based_on") if key in rest}
        sha256 = self.store.keep_original(content or repr((sorted(cells.items()), rest)).encode())
        return self.store.submit("small", reading(cells, **rest), Source("龙山区.xlsx", sha256, "王芳"), **words)

    def values(self, **rest: Any) -> dict[tuple[str, str], float]:
        """The live figures as (sender, indicator) → value."""
        figures = self.store.figures("small", **rest)
        return dict(zip(zip(figures["sender"], figures["indicator"], strict=True), figures["value"], strict=True))


def at_work(store: Store, document: dict[str, Any]) -> Clerk:
    """A clerk at `store`, which knows the small plan and collects 2023Q2."""
    store.adopt(document, author="李明", reason="方案印发")
    store.open_period("small", Q2, by="李明")
    return Clerk(store)


@pytest.fixture
def clerk(document: dict[str, Any]) -> Clerk:
    """Somebody who sends to a store in memory."""
    return at_work(Store.in_memory(), document)


@pytest.fixture
def store(clerk: Clerk) -> Store:
    """The clerk's store in memory."""
    return clerk.store


@pytest.fixture
def filing_clerk(tmp_path: Path, document: dict[str, Any]) -> Iterator[Clerk]:
    """Somebody who sends to a store on disk, in `tmp_path`."""
    clerk = at_work(Store.open(tmp_path), document)
    yield clerk
    clerk.store.close()


@pytest.fixture
def read() -> Callable[..., Reading]:
    """Makes a reading from cells."""
    return reading


@pytest.fixture
def fresh_clerk(document: dict[str, Any]) -> Callable[[], Clerk]:
    """Makes a clerk with a new store in memory, for laws that need many."""
    return lambda: at_work(Store.in_memory(), document)
