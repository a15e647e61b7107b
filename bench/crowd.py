"""Many at once: fifty people look while five send workbooks in, beside one person who has the server to himself.

Everybody speaks Streamlit's protocol over a real websocket; what a browser draws is not in these seconds. At the end
the store is asked whether all that was acknowledged is there.
"""

import io
import os
import random
import statistics
import subprocess
import tempfile
import time
import uuid
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import requests
from websockets.exceptions import WebSocketException

from bench.pages import HOME, free_port, ours
from bench.visitor import Visitor, guest
from milepost import desk as desks
from milepost.sample import make_sample

PLAN, OPEN = "liaoyuan-2022", "2024Q2"
QUARTERS = ("2023Q2", "2023Q3", "2023Q4", "2024Q1", "2024Q2")
HERE = {"store": "sample", "plan": PLAN}
PAGES = ("", "race", "targets")
VIEWERS, SENDERS = 50, 5
TAKEN_IN = "-badge[:material/task_alt: 已入库]"
"""What the card of a file says then; others say so, too, of what is kept and while the files are read."""
SECONDS = float(os.environ.get("BENCH_CROWD_SECONDS", "180"))
LOOKING = (5.0, 25.0)
"""Seconds that somebody looks at a quarter before choosing another: at least, at most."""


@dataclass
class Tally:
    """What everybody met."""

    alone: dict[tuple[str, str], str]  # the headline of each page and quarter, as one person alone was shown it
    changes: list[float] = field(default_factory=list)  # seconds from choosing a quarter until the page has come
    sent: int = 0  # workbooks that the page said were taken in
    errors: list[str] = field(default_factory=list)


def view(port: int, seed: int, until: float, tally: Tally) -> None:
    """Open a page and change its quarter now and then; it must say what it says to one person alone."""
    page = PAGES[seed % len(PAGES)]
    chance = random.Random(seed)  # noqa: S311 - chooses moments, keeps no secret
    time.sleep(chance.uniform(0, LOOKING[1]))  # nobody waits at the door for the others
    with Visitor(port, page, guest(port, "clerk")) as visitor:
        visitor.look(**HERE)
        while True:
            visitor.rest(chance.uniform(*LOOKING))
            if time.monotonic() > until:
                return
            quarter = chance.choice(QUARTERS)
            tally.changes.append(visitor.look(**HERE, period=quarter))
            if visitor.headline() != tally.alone[page, quarter]:
                tally.errors.append(f"{page} of {quarter} was asked for and something else shown")


def send(port: int, seed: int, until: float, tally: Tally) -> None:
    """Drop two workbooks, have them read, take them in, rest; their bytes are new each time."""
    chance = random.Random(seed)  # noqa: S311 - chooses moments, keeps no secret
    files = sorted((HOME / "data" / "sample" / PLAN / OPEN).glob("*.xlsx"))
    there, cookies = HERE | {"period": OPEN}, guest(port, "clerk")
    time.sleep(chance.uniform(0, LOOKING[1]))
    while time.monotonic() < until:
        with Visitor(port, "reporting", cookies) as visitor:
            visitor.look(**there)
            dropped = visitor.drop({path.name: again(path) for path in chance.sample(files, 2)})
            visitor.look((dropped,), **there)
            visitor.look((dropped, visitor.pressed("核对这")), **there)
            ready = [button.label for button in visitor.elements("button") if button.label.startswith("全部入库")]
            if ready:
                before = visitor.times(TAKEN_IN)
                visitor.look((visitor.pressed("全部入库"),), **there)
                tally.sent += visitor.times(TAKEN_IN) - before
            visitor.rest(chance.uniform(*LOOKING))


def again(path: Path) -> bytes:
    """The same workbook with other bytes."""
    out = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(out, "a") as book:
        book.comment = uuid.uuid4().hex.encode()
    return out.getvalue()


def resident(process: subprocess.Popen[bytes]) -> float:
    """Megabytes of memory that the server holds, its workers aside."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def await_health(port: int) -> None:
    """Return once the server answers."""
    for _ in range(600):
        try:
            requests.get(f"http://127.0.0.1:{port}/healthz", timeout=5).raise_for_status()
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not answer")


def alone(port: int) -> tuple[list[float], dict[tuple[str, str], str]]:
    """One person with the server to himself, pages in turns: seconds of each change of quarter, and the headlines."""
    changes: list[float] = []
    headlines: dict[tuple[str, str], str] = {}
    cookies = guest(port, "clerk")
    for page in PAGES:
        with Visitor(port, page, cookies) as visitor:
            visitor.look(**HERE)
            for turn in range(8):
                visitor.rest(1.0)
                quarter = QUARTERS[turn % len(QUARTERS)]
                changes.append(visitor.look(**HERE, period=quarter))
                headlines[page, quarter] = visitor.headline()
    assert len(set(headlines.values())) == len(PAGES) * len(QUARTERS), "by its headline a page tells its quarter"
    return changes, headlines


def together(port: int, headlines: dict[tuple[str, str], str]) -> Tally:
    """Everybody at once, for SECONDS."""
    tally, until = Tally(headlines), time.monotonic() + SECONDS

    def guarded(act: Callable[[int, int, float, Tally], None], seed: int) -> None:
        try:
            act(port, seed, until, tally)
        except (OSError, WebSocketException, LookupError, ValueError) as error:
            # The line broke or kept silent, or the page did not draw what was looked for; all else is a fault of ours.
            tally.errors.append(f"{act.__name__}: {type(error).__name__}: {error}")

    people = [(view, seed) for seed in range(VIEWERS)] + [(send, 1000 + seed) for seed in range(SENDERS)]
    with ThreadPoolExecutor(len(people)) as pool:
        visits = []
        for person in people:
            visits.append(pool.submit(guarded, *person))
            time.sleep(0.1)
        for visit in visits:
            visit.result()
    return tally


def p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        sample = desks.sample_folder(Path(scratch))
        make_sample(sample)
        before = counted(sample)
        port = free_port()
        process = subprocess.Popen(
            ours(port), cwd=HOME, env=os.environ | {"MILEPOST_STORE": scratch}, stdout=subprocess.DEVNULL
        )
        try:
            await_health(port)
            changes, headlines = alone(port)
            empty = resident(process)
            tally = together(port, headlines)
            full = resident(process)
        finally:
            process.terminate()
            process.wait(30)
        lone, crowd = statistics.median(changes), p95(tally.changes)
        print(f"one person: change of quarter, median {lone:.3f} s, p95 {p95(changes):.3f} s ({len(changes)} changes)")
        print(
            f"{VIEWERS} looking, {SENDERS} sending, {SECONDS:.0f} s: median {statistics.median(tally.changes):.3f} s, "
            f"p95 {crowd:.3f} s ({len(tally.changes)} changes)   {crowd / lone:.2f} × one person's median"
        )
        kept = counted(sample) - before
        print(f"workbooks taken in: {tally.sent} acknowledged, {kept} in the store; errors: {len(tally.errors)}")
        for error in sorted(set(tally.errors)):
            print(f"  {tally.errors.count(error)} × {error}")
        each = (full - empty) / (VIEWERS + SENDERS)
        print(f"memory: {empty:.0f} MB before, {full:.0f} MB after, {each:.1f} MB a session")
        if tally.errors or kept < tally.sent:
            raise SystemExit(1)


def counted(folder: Path) -> int:
    """How many submissions a store holds."""
    desk = desks.open_desk(folder)
    try:
        return len(desk.store.submissions(PLAN))
    finally:
        desk.close()
