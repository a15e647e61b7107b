"""The pages in a real Chromium: 总览 against a trivial page, a quarter change against plain Streamlit and Dash.

Every page runs on this machine in one go, in turns, so that the ratios hold when the machine's speed drifts.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from milepost import desk as desks
from milepost import workflow
from milepost.plan.period import Period
from milepost.sample import make_sample

HOME = Path(__file__).resolve().parents[1]
PEERS = Path(__file__).parent / "peers"
ROUNDS = 15
# True once so many Plotly charts are drawn, none of them waiting to be drawn again.
DRAWN = """count => [...document.querySelectorAll('.js-plotly-plot')].filter(
    chart => chart.querySelector('.main-svg') && !chart.waiting).length >= count"""
# Every chart on the page waits until Plotly says that it has drawn it again; a chart made anew does not wait.
AWAIT = """() => document.querySelectorAll('.js-plotly-plot').forEach(chart => {
    chart.waiting = true; chart.once('plotly_afterplot', () => { chart.waiting = false; }); })"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(command: Callable[[int], list[str]], environment: dict[str, str]) -> Iterator[str]:
    """A server in its own process; yields its address once it answers."""
    port = free_port()
    process = subprocess.Popen(
        command(port),
        cwd=HOME,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(address, timeout=10).read()
                break
            except urllib.error.HTTPError:  # ours asks to sign in first, and so answers
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
        else:
            raise SystemExit(f"{command(port)} did not answer")
        yield address
    finally:
        process.terminate()
        process.wait(20)


def streamlit(port: int) -> list[str]:
    return [
        sys.executable, "-m", "streamlit", "run", str(PEERS / "streamlit_page.py"), f"--server.port={port}",
        "--server.address=127.0.0.1", "--server.headless=true", "--browser.gatherUsageStats=false",
        "--server.fileWatcherType=none",
    ]  # fmt: skip


def dash(port: int) -> list[str]:
    return [sys.executable, str(PEERS / "dash_page.py"), str(port)]


def ours(port: int) -> list[str]:
    return [sys.executable, "-m", "milepost", "serve", "--port", str(port)]


def load_seconds(page: Page, address: str, charts: int) -> float:
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(DRAWN, arg=charts, polling=20)
    return time.perf_counter() - start


def change_seconds(page: Page, quarter: str, charts: int, *, is_ours: bool) -> float:
    """From the last click until Plotly has drawn every chart again."""
    if is_ours:
        page.get_by_role("combobox").first.click()
        # Found as the peers' are: a search by role would go through the whole page within the time that is taken.
        target = page.locator(f'[role=option]:has-text("{Period.parse(quarter).words}")').first
    else:
        target = page.locator(f'label:has-text("{quarter}")').first
    target.scroll_into_view_if_needed()
    page.evaluate(AWAIT)
    start = time.perf_counter()
    target.click()
    page.wait_for_function(DRAWN, arg=charts, polling=20)
    return time.perf_counter() - start


def visitor(browser: Browser, pages: dict[str, tuple[str, int]]) -> BrowserContext:
    """A browser signed in to the sample, where a page of ours is measured."""
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    for name, (address, _) in pages.items():
        if name.startswith("milepost"):
            page = context.new_page()
            page.goto(address)
            page.get_by_role("button", name="办公室", exact=True).click()
            page.locator("h2").first.wait_for()
            page.close()
    return context


def first_load(browser: Browser, pages: dict[str, tuple[str, int]]) -> dict[str, float]:
    """Median seconds from the address to the charts, caches warm, the pages in turns."""
    context = visitor(browser, pages)
    times: dict[str, list[float]] = {name: [] for name in pages}
    for turn in range(ROUNDS + 1):
        for name, (address, charts) in pages.items():
            page = context.new_page()
            seconds = load_seconds(page, address, charts)
            if turn:  # the first turn fills the caches
                times[name].append(seconds)
            page.close()
    context.close()
    return {name: statistics.median(seconds) for name, seconds in times.items()}


def quarter_change(browser: Browser, pages: dict[str, tuple[str, int]], quarters: list[str]) -> dict[str, float]:
    """Median seconds of a change of quarter, the pages in turns."""
    context = visitor(browser, pages)
    opened = {}
    for name, (address, charts) in pages.items():
        opened[name] = context.new_page()
        load_seconds(opened[name], address, charts)
    times: dict[str, list[float]] = {name: [] for name in pages}
    for turn in range(ROUNDS + 1):
        for name, (_, charts) in pages.items():
            opened[name].bring_to_front()
            opened[name].wait_for_timeout(500)
            quarter = quarters[turn % len(quarters)]
            seconds = change_seconds(opened[name], quarter, charts, is_ours=name.startswith("milepost"))
            if turn:
                times[name].append(seconds)
    context.close()
    return {name: statistics.median(seconds) for name, seconds in times.items()}


def report(title: str, seconds: dict[str, float], against: str) -> None:
    print(title)
    for name, value in seconds.items():
        print(f"  {name:28} {value:6.3f} s   {value / seconds[against]:5.2f} × {against}")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as stack:
        sample = desks.sample_folder(Path(scratch))
        make_sample(sample)
        table = Path(scratch) / "progress.csv"
        desk = desks.open_desk(sample)
        results = workflow.results(desk, desk.store.plan_ids()[0], Period.parse("2024Q2"))
        results.progress.to_csv(table, index=False)
        quarters = [str(p) for p in results.periods[-5:-1]]
        desk.close()
        said = {"BENCH_PROGRESS": str(table), "PYTHONPATH": str(PEERS)}
        one = stack.enter_context(serving(streamlit, said | {"BENCH_CHARTS": "1"}))
        plain = stack.enter_context(serving(streamlit, said | {"BENCH_CHARTS": "3"}))
        dashed = stack.enter_context(serving(dash, said | {"BENCH_CHARTS": "3"}))
        mine = stack.enter_context(serving(ours, {"MILEPOST_STORE": scratch}))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu", "--no-proxy-server"]
            )
            loads = first_load(browser, {"one Streamlit chart": (one, 1), "milepost 总览": (mine, 2)})
            report("first load, warm cache, to the charts", loads, "one Streamlit chart")
            pages = {
                "milepost 县区赛马": (f"{mine}/race", 3),
                "plain Streamlit, 3 charts": (plain, 3),
                "plain Dash, 3 charts": (dashed, 3),
            }
            changes = quarter_change(browser, pages, quarters)
            report("change of quarter to all charts redrawn", changes, "plain Streamlit, 3 charts")
            browser.close()
