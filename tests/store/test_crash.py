"""Killed in the middle of loading and publishing: all of an act or nothing, and every original is kept."""

import os
import random
import signal
import subprocess
import sys
import time
from itertools import takewhile
from pathlib import Path

import pytest

from milepost.plan.tables import READ_FIGURES
from milepost.store.digest import of_figures
from milepost.store.store import Store

HOME = Path(__file__).parents[2]
LOADER = Path(__file__).with_name("loader.py")
ROUNDS = 30


@pytest.fixture
def loader():
    """The process that makes loaders; it is told folders and answers in lines."""
    process = subprocess.Popen(
        [sys.executable, LOADER], env=os.environ | {"PYTHONPATH": str(HOME)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    yield process
    process.communicate()


@pytest.mark.skipif(os.name != "posix", reason="forks, and kills with SIGKILL")
def test_nothing_acknowledged_is_lost_and_nothing_is_half_stored(filing_clerk, tmp_path, loader):
    filing_clerk.store.close()
    chance = random.Random(0)  # noqa: S311 - chooses moments, keeps no secret
    acknowledged: list[str] = []
    for _ in range(ROUNDS):
        print(tmp_path, file=loader.stdin, flush=True)
        child = int(loader.stdout.readline())
        acknowledged.append(loader.stdout.readline().strip())
        time.sleep(chance.uniform(0, 0.2))
        os.kill(child, signal.SIGKILL)
        acknowledged += map(str.strip, takewhile(lambda line: line != "end\n", loader.stdout))
    store = Store.open(tmp_path)
    submissions, vintages = store.submissions("small"), store.vintages("small")
    published = {f"vintage {number}" for number in vintages["vintage"]}
    assert {line for line in acknowledged if line.startswith("vintage")} <= published
    assert {line for line in acknowledged if not line.startswith("vintage")} <= set(submissions["submission"])
    assert len(published) == len(vintages) > 0
    with store._database.read() as cursor:
        digests = dict(cursor.rows("select id, digest from milepost.submission"))
        assert cursor.rows(
            "select count(*) from milepost.figure where submission not in (select id from milepost.submission)"
        ) == [(0,)]
    for submission, expected, sha256 in submissions[["submission", "figures", "sha256"]].to_numpy():
        figures = store.submitted(submission)
        assert len(figures) == expected
        assert of_figures(figures, READ_FIGURES) == digests[submission]
        assert store.original(sha256).startswith(b"workbook ")
    store.close()
