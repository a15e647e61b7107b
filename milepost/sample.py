"""The sample store: invented figures of two plans, brought in through the same acts as real ones."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Literal

from milepost.desk import HOME, Desk, is_store, open_desk
from milepost.errors import PeriodError
from milepost.plan.period import Period
from milepost.store.targets import read_document, with_additions
from milepost.workflow import Upload, correct, load, publish

SOURCE = HOME / "data" / "sample"
BY = "示例"
# What the invented units answer to the doubts that were planted in their workbooks.
EXPLANATION = "示例说明：已与登记系统核对，情况属实"
CORRECTION = "示例更正：报送单位来函说明，首次报送时有一户重复登记，多计了一户"


@dataclass(frozen=True)
class Event:
    """What is said to have happened to a quarter of a plan, and when (UTC).

    A workbook came (`path`), or the quarter was published, opened for corrections, or published again with `reason`.
    """

    at: datetime
    plan_id: str
    period: Period
    path: Path | None = None
    act: Literal["load", "publish", "correct"] = "load"
    reason: str = ""


def make_sample(folder: Path, on_file: Callable[[int, int, str], None] | None = None) -> bool:
    """Make the sample store in `folder`, of each plan all quarters but the newest published; False when it is there.

    `on_file(done, all, name)` is called before each workbook. Acts bear the times that the story needs: every store
    of the sample tells the same, whenever it was made.
    """
    if is_store(folder):
        return False
    places = sorted(path.parent for path in SOURCE.glob("*/plan.toml"))
    # One clock for all plans: a store's acts come one after another.
    events = sorted((event for place in places for event in _events(place)), key=lambda event: event.at)
    files = [event.path for event in events if event.path]
    now = [datetime.combine(min(event.period.start for event in events), time())]
    # Made aside and moved at the end, so that an interruption leaves no half of a sample behind.
    aside = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(aside, ignore_errors=True)
    desk = open_desk(aside, lambda: now[0])
    try:
        for place in places:
            additions = read_document(place / "plan.toml")
            document = with_additions(desk.shipped[place.name], additions)
            desk.store.adopt(document, author=BY, reason="示例：虚构的基期值与分解")
        for event in events:
            if event.path and on_file:
                on_file(files.index(event.path), len(files), event.path.name)
            now[0] = event.at
            _happen(desk, event)
    finally:
        desk.close()
    aside.rename(folder)
    return True


def _happen(desk: Desk, event: Event) -> None:
    if event.act == "correct":
        correct(desk, event.plan_id, event.period, by=BY, reason=event.reason)
    if event.act == "publish":
        publish(desk, event.plan_id, event.period, by=BY, reason=event.reason)
    if event.path is None:
        return
    upload = Upload(event.path.name, event.path.read_bytes(), by=BY)
    if load(desk, event.plan_id, event.period, upload).status == "doubts":
        load(desk, event.plan_id, event.period, replace(upload, explanation=EXPLANATION))


def _events(place: Path) -> Iterator[Event]:
    """What happened to one plan.

    Workbooks come from the 4th to the 13th of the month after their quarter; on the 18th it is published, but for the
    newest. Of what lies below `first` that came first, and the workbook of the quarter after the publication, on the
    27th.
    """
    quarters = sorted(_quarters(place))
    for period in quarters:
        first = place / "first" / str(period)
        for number, path in enumerate(sorted((place / str(period)).iterdir())):
            day = 4 + (number * 7 + period.ordinal) % 10
            came = first / path.name
            at = _day(period, day) + timedelta(minutes=17 * number)
            yield Event(at, place.name, period, came if came.exists() else path)
        if first.exists():
            yield from _corrected(place, period)
    for period in quarters[:-1]:
        yield Event(_day(period, 18), place.name, period, act="publish")


def _corrected(place: Path, period: Period) -> Iterator[Event]:
    """Opened with a reason, the right workbooks sent, and published as a vintage of its own."""
    opened = _day(period, 27)
    yield Event(opened, place.name, period, act="correct", reason=CORRECTION)
    paths = [place / str(period) / path.name for path in sorted((place / "first" / str(period)).iterdir())]
    for number, path in enumerate(paths, start=1):
        yield Event(opened + timedelta(hours=number), place.name, period, path)
    yield Event(opened + timedelta(hours=len(paths) + 1), place.name, period, act="publish", reason=CORRECTION)


def _quarters(place: Path) -> Iterator[Period]:
    for folder in place.iterdir():
        try:
            yield Period.parse(folder.name)
        except PeriodError:
            continue  # what the office adds to the plan stands beside the quarters


def _day(period: Period, day: int) -> datetime:
    """Nine in the morning in Shanghai, on that day of the month after `period`."""
    return datetime.combine(period.end + timedelta(days=day), time(1))
