"""The sample store: ten quarters of invented figures, brought in through the same acts as real ones."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path

from milepost.desk import HOME, is_store, open_desk
from milepost.errors import PeriodError
from milepost.plan.period import Period
from milepost.store.targets import read_document, with_additions
from milepost.workflow import Upload, load, open_period, publish

SOURCE = HOME / "data" / "sample"
BY = "示例"
# What the invented units answer to the doubts that were planted in their workbooks.
EXPLANATION = "示例说明：已与登记系统核对，情况属实"


@dataclass(frozen=True)
class Arrival:
    """One workbook of the sample and when it is said to have come in (UTC)."""

    at: datetime
    period: Period
    path: Path


def make_sample(folder: Path, on_file: Callable[[int, int, str], None] | None = None) -> bool:
    """Make the sample store in `folder`, all quarters but the newest published; False when it is there.

    `on_file(done, all, name)` is called before each workbook. Acts bear the times that the story needs: every store
    of the sample tells the same, whenever it was made.
    """
    if is_store(folder):
        return False
    additions = read_document(SOURCE / "plan.toml")
    plan_id = str(additions["id"])
    arrivals = _arrivals()
    now = [datetime.combine(arrivals[0].period.start, time())]
    desk = open_desk(folder, lambda: now[0])
    try:
        document = with_additions(desk.shipped[plan_id], additions)
        desk.store.adopt(document, author=BY, reason="示例：虚构的基期值与分解")
        for done, arrival in enumerate(arrivals):
            if on_file:
                on_file(done, len(arrivals), arrival.path.name)
            before = arrivals[done - 1].period
            if done and before != arrival.period:
                now[0] = _day(before, 18)
                publish(desk, plan_id, before, by=BY)
            now[0] = arrival.at
            open_period(desk, plan_id, arrival.period, by=BY)
            upload = Upload(arrival.path.name, arrival.path.read_bytes(), by=BY)
            if load(desk, plan_id, arrival.period, upload).status == "doubts":
                load(desk, plan_id, arrival.period, replace(upload, explanation=EXPLANATION))
    finally:
        desk.close()
    return True


def _arrivals() -> list[Arrival]:
    """The workbooks in the order they come in: from the 4th to the 13th of the month after their quarter."""
    found = []
    for place in SOURCE.iterdir():
        try:
            period = Period.parse(place.name)
        except PeriodError:
            continue  # the sample's own script and records stand beside the quarters
        for number, path in enumerate(sorted(place.iterdir())):
            day = 4 + (number * 7 + period.ordinal) % 10
            found.append(Arrival(_day(period, day) + timedelta(minutes=17 * number), period, path))
    return sorted(found, key=lambda arrival: arrival.at)


def _day(period: Period, day: int) -> datetime:
    """Nine in the morning in Shanghai, on that day of the month after `period`."""
    return datetime.combine(period.end + timedelta(days=day), time(1))
