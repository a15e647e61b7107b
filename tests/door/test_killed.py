"""The app killed while clerks take in and publish, and two clerks who publish at once."""

import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count
from pathlib import Path
from threading import Barrier

import pytest
import requests
from websockets.exceptions import WebSocketException

from bench.visitor import Visitor
from milepost import workflow
from milepost.desk import open_desk
from milepost.plan.tables import READ_FIGURES
from milepost.store.digest import of_figures
from tests.door.conftest import furnish
from tests.pages.visit import Q1, Q2, report
from tests.ui.visits import HOME, ask, served, sign_in

ROUNDS = int(os.environ.get("KILL_ROUNDS", "5"))
CLERKS = ("李明", "admin")
COUNTIES = ("东丰县", "东辽县", "高新区")
LONGEST_START = 5.0
"""Seconds of work from starting the app again until it answers; what the clock says besides is other programs'."""


class Killable:
    """The app over a store; told to, it is killed as a power cut would."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._folder = folder
        self.starts: list[float] = []
        self.work: list[float] = []
        self.start()

    def start(self) -> None:
        """Start, and wait for the first healthy answer."""
        began = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "milepost", "serve", f"--port={self.port}"], cwd=HOME,
            env=os.environ | {"MILEPOST_STORE": str(self._folder)}, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        while True:
            try:
                assert ask(self.port, "/healthz").text == "ok"
                break
            except OSError:
                assert self._process.poll() is None
                time.sleep(0.02)
        self.starts.append(time.monotonic() - began)
        user, system = Path(f"/proc/{self._process.pid}/stat").read_text().split()[13:15]
        self.work.append((int(user) + int(system)) / os.sysconf("SC_CLK_TCK"))

    def kill(self) -> None:
        """No word of warning."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()


def jar(cookie: str) -> dict[str, str]:
    return dict([cookie.split("=", 1)])


def send(port: int, cookie: str, numbers: "count[int]", told: list[str]) -> None:
    """Take in one new workbook after the other; `told` are those the page called taken in."""
    with Visitor(port, "reporting", jar(cookie)) as clerk:
        clerk.look(period="2024Q2")
        for number in numbers:
            upload = report(COUNTIES[number % len(COUNTIES)], Q2, market=30_000 + number)
            dropped = clerk.drop({upload.name: upload.content})
            clerk.look((dropped,), period="2024Q2")
            clerk.look((dropped, clerk.pressed("核对这")), period="2024Q2")
            clerk.look((clerk.pressed("全部入库"),), period="2024Q2")
            assert clerk.times("-badge[:material/task_alt: 已入库]") == 1
            told.append(upload.sha256)
            clerk.look((clerk.pressed("清空"),), period="2024Q2")


def publish(port: int, cookie: str, told: list[int]) -> None:
    """Correct and publish a quarter again and again; `told` are the vintages that the page said."""
    with Visitor(port, "reporting", jar(cookie)) as clerk:
        clerk.look(period="2024Q1")
        while True:
            if clerk.offers("开更正"):
                clerk.look((clerk.typed("更正原因", "补报"), clerk.pressed("开更正")), period="2024Q1")
            if clerk.offers("确定"):
                clerk.look((clerk.typed("这一版更正了什么", "补报"), clerk.pressed("确定")), period="2024Q1")
            told += [int(number) for number in re.findall(r"已发布 · 第(\d+)版", clerk.texts())]


def until_it_breaks(act, *given: object) -> None:
    """What a clerk does until the line is gone."""
    try:
        act(*given)
    except requests.HTTPError:
        raise  # refused, not cut off
    except (OSError, WebSocketException):
        return


@pytest.mark.skipif(sys.platform != "linux", reason="kills with SIGKILL, and reads /proc")
def test_killed_at_any_moment_the_app_loses_nothing_it_acknowledged_and_is_back_at_once(tmp_path, small_document):
    furnish(tmp_path, small_document)
    chance = random.Random(7)  # noqa: S311 - chooses moments, keeps no secret
    files: list[str] = []
    vintages: list[int] = []
    numbers = count()
    app = Killable(tmp_path)
    cookies = [sign_in(app.port, name) for name in CLERKS]
    with ThreadPoolExecutor(2) as clerks:
        for _ in range(ROUNDS):
            visits = [
                clerks.submit(until_it_breaks, send, app.port, cookies[0], numbers, files),
                clerks.submit(until_it_breaks, publish, app.port, cookies[1], vintages),
            ]
            before, patience = len(files), time.monotonic() + 30
            while len(files) == before and time.monotonic() < patience:  # its reader of workbooks has to start, too
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 3))
            app.kill()
            for visit in visits:
                visit.result()
            app.start()
    assert [ask(app.port, "/", Cookie=cookie).status for cookie in cookies] == [200, 200]  # nobody is signed out
    app.kill()
    assert max(app.work) < LONGEST_START
    with closing(open_desk(tmp_path)) as desk:
        nothing_lost_nor_half(desk, files, vintages)
    middle, worst = statistics.median(app.starts), max(app.starts)
    sys.stdout.write(
        f"{ROUNDS} kills, {len(files)} files and {len(set(vintages))} vintages acknowledged; "
        f"up again after {middle:.1f} s, at most {worst:.1f} s, {max(app.work):.1f} s of work\n"
    )


def nothing_lost_nor_half(desk, files: list[str], vintages: list[int]) -> None:
    store = desk.store
    kept, published = store.submissions("small"), store.vintages("small")
    assert files, "nothing was taken in between the kills"
    assert max(vintages) > 1, "nothing was published between the kills"
    assert set(files) <= set(kept["sha256"])
    assert sorted(published["vintage"]) == list(range(1, len(published) + 1))
    assert set(vintages) <= set(published["vintage"])
    for vintage in published["vintage"]:
        seen = store.figures("small", workflow.moment_of(desk, "small", vintage))
        assert set(seen[seen["period"] == str(Q1)]["unit"]) == {"longshan", "xian"}
    for submission, expected, sha256 in kept[["submission", "figures", "sha256"]].to_numpy():
        assert len(store.submitted(submission)) == expected
        assert store.original(sha256)
    assert workflow.rebuild(desk) == f"核对了{len(kept)}份报送，{len(kept)}份与原件一致"
    every = store.figures("small")
    assert of_figures(every, READ_FIGURES)
    assert every.groupby(["period", "unit"])["submission"].nunique().max() == 1


def test_of_two_clerks_who_publish_at_once_one_does_and_the_other_is_told(tmp_path, small_document):
    furnish(tmp_path, small_document)
    ready = Barrier(2)

    def decide(port: int, name: str) -> str:
        with Visitor(port, "reporting", jar(sign_in(port, name))) as clerk:
            clerk.look(period="2024Q2")
            decision = (clerk.typed("说明（可不填）", ""), clerk.pressed("确定照此发布"))
            ready.wait(60)
            clerk.look(decision, period="2024Q2")
            return clerk.texts()

    with served("", tmp_path) as port, ThreadPoolExecutor(2) as clerks:
        said = [visit.result() for visit in [clerks.submit(decide, port, name) for name in CLERKS]]
    stale = [text for text in said if re.search("您查看之后，(李明|admin)发布了数据，所以这次没有执行", text)]
    assert len(stale) == 1
    assert sum("已发布 · 第2版" in text for text in said) == 2
    with closing(open_desk(tmp_path)) as desk:
        assert desk.store.vintages("small")["vintage"].tolist() == [1, 2]
