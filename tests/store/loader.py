"""Makes processes for test_crash.py to kill.

For each folder named on standard input a child loads one file after the other into it and publishes now and then: its
process id comes first, then each submission and `vintage N` that is acknowledged, and `end` when it is no more. One
process makes them all, to import but once.
"""

import itertools
import os
import sys
from pathlib import Path

import pandas as pd

from milepost.plan.period import Period
from milepost.plan.reading import Reading
from milepost.plan.tables import READ_FIGURES
from milepost.store.quarter import PeriodState
from milepost.store.store import Source, Store

QUARTER = Period.parse("2023Q2")


def load_for_ever(store: Store) -> None:
    """Submit a new workbook again and again, publish after every third, and print each act once it is acknowledged."""
    for number in itertools.count():
        if store.state("small", QUARTER) is PeriodState.PUBLISHED:
            store.correct("small", QUARTER, by="李明", reason="续报")
        figures = pd.DataFrame(
            {"indicator": "new_entities", "unit": "xian", "industry": [f"行业{row}" for row in range(400)],
             "period": "2023Q2", "value": float(number), "sheet": "季报", "cell": "B3"}
        ).astype(READ_FIGURES)  # fmt: skip
        sha256 = store.keep_original(f"workbook {os.getpid()} {number}".encode())
        reading = Reading("xian", QUARTER, f"表{number % 3}", "单位×行业", figures)
        receipt = store.submit("small", reading, Source("西安区.xlsx", sha256, "刘洋"))
        say(receipt.submission)
        if number % 3 == 2:
            say(f"vintage {store.publish('small', QUARTER, by='李明')}")


def say(text: object) -> None:
    """One whole line to whoever listens, in one write, so that a kill cannot cut it."""
    os.write(sys.stdout.fileno(), f"{text}\n".encode())


if __name__ == "__main__":
    for line in sys.stdin:
        child = os.fork()
        if not child:
            say(os.getpid())
            load_for_ever(Store.open(Path(line.strip())))
        os.waitpid(child, 0)
        say("end")
