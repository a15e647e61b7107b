"""Fills a store until the disk has no more room, for test_database.py: each kept submission, then what was said."""

import resource
import signal
import sys
from pathlib import Path

import pandas as pd

from milepost.errors import StoreError
from milepost.plan.period import Period
from milepost.plan.reading import Reading
from milepost.plan.tables import READ_FIGURES
from milepost.store.store import Source, Store


def say(text: object) -> None:
    """One line to whoever listens."""
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    store = Store.open(Path(sys.argv[1]))
    # No file may grow beyond this: as good as a full disk, and nobody has to fill one.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))
    try:
        for number in range(1000):
            figures = pd.DataFrame(
                {"indicator": "new_entities", "unit": "xian", "industry": [f"行业{row}" for row in range(2000)],
                 "period": "2023Q2", "value": [number * 1.37 + row for row in range(2000)], "sheet": "季报",
                 "cell": "B3"}
            ).astype(READ_FIGURES)  # fmt: skip
            sha256 = store.keep_original(f"workbook {number}".encode())
            reading = Reading("xian", Period.parse("2023Q2"), f"表{number}", "单位×行业", figures)
            say(store.submit("small", reading, Source("西安区.xlsx", sha256, "刘洋")).submission)
    except StoreError as error:
        say(error)
    say(len(store.submissions("small")))
