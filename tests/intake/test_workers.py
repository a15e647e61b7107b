"""Hostile bytes end a parser, never the server; each ends in grids or in a sentence."""

import io
import os
import signal
import struct
import threading
from datetime import date

import openpyxl
import pytest

from milepost.errors import TooLargeError, UnreadableError, WorkbookError
from milepost.intake.request import Request
from milepost.intake.workers import Workers
from milepost.plan.period import Period
from milepost.plan.reading import Problem
from tests.intake.cells import old_workbook, workbook
from tests.intake.test_long import COUNTIES, INDUSTRIES, PERIOD, as_text
from tests.intake.test_long import PLAN as LONG_PLAN

GOOD = workbook([["县区", "企业"], ["东丰县", 5]])


@pytest.fixture
def workers():
    pool = Workers(count=1)
    yield pool
    pool.close()


def test_a_workbook_comes_back_as_its_grids(workers):
    assert workers.open_grids(GOOD, "季报.xlsx")["Sheet1"].text(1, 0) == "东丰县"
    assert workers.open_grids(old_workbook([["县区", 0.5]]), "季报.xls")["Sheet1"].text(0, 1) == "0.5"


def test_errors_come_back_as_sentences_and_the_same_parser_goes_on(workers):
    with pytest.raises(UnreadableError, match="空文件"):
        workers.open_grids(b"", "季报.xlsx")
    with pytest.raises(TooLargeError, match="超过上限"):
        workers.open_grids(bytes(20_000_001), "季报.xlsx")
    assert workers.open_grids(GOOD, "季报.xlsx")


@pytest.mark.skipif(os.name != "posix", reason="priorities are a thing of Unix")
def test_a_parser_leaves_the_server_the_first_turn(workers):
    workers.open_grids(GOOD, "季报.xlsx")  # by now it has started
    worker = workers._idle.get()
    assert os.getpriority(os.PRIO_PROCESS, worker._process.pid) > os.getpriority(os.PRIO_PROCESS, 0)
    workers._idle.put(worker)


def test_a_parser_that_dies_is_replaced(workers):
    worker = workers._idle.get()
    worker._process.send_signal(signal.SIGKILL)
    worker._process.wait()
    workers._idle.put(worker)
    assert workers.open_grids(GOOD, "季报.xlsx")


def test_a_parser_that_dies_or_hangs_over_a_file_is_reported_and_replaced():
    pool = Workers(count=1, seconds=0.5)
    worker = pool._idle.get()
    worker._process.send_signal(signal.SIGSTOP)
    pool._idle.put(worker)
    with pytest.raises(UnreadableError, match="已损坏或不安全"):
        pool.open_grids(GOOD, "季报.xlsx")
    pool._seconds = 30
    assert pool.open_grids(GOOD, "季报.xlsx")
    pool.close()


def test_many_threads_share_the_parsers():
    pool = Workers(count=2)
    found: list[str] = []

    def read(number: int) -> None:
        content = workbook([["县区", number]])
        found.append(pool.open_grids(content, f"{number}.xlsx")["Sheet1"].text(0, 1))

    threads = [threading.Thread(target=read, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pool.close()
    assert sorted(found, key=int) == [str(number) for number in range(12)]


def test_a_closed_pool_refuses(workers):
    workers.close()
    with pytest.raises(UnreadableError, match="正在关闭"):
        workers.open_grids(GOOD, "季报.xlsx")


@pytest.mark.parametrize("which", ["directory", "mini"])
def test_an_xls_whose_sectors_run_in_a_circle_is_survived(workers, which):
    content = bytearray(old_workbook([["县区", 1]]))
    (start,) = struct.unpack_from("<I", content, {"directory": 48, "mini": 60}[which])
    (first_fat,) = struct.unpack_from("<I", content, 76)
    if which == "mini":
        start = 0
    struct.pack_into("<I", content, (first_fat + 1) * 512 + 4 * start, start)
    with pytest.raises(UnreadableError):
        workers.open_grids(bytes(content), "季报.xls")
    assert workers.open_grids(GOOD, "季报.xlsx")


def outcome(workers: Workers, content: bytes) -> str:
    """What becomes of a file: 读到 or the sentence why not."""
    try:
        workers.open_grids(content, "季报")
    except WorkbookError as error:
        return str(error)
    return "读到"


@pytest.mark.parametrize("good", [GOOD, old_workbook([["县区", "企业"], ["东丰县", 5]])], ids=["xlsx", "xls"])
def test_spoilt_bytes_end_in_grids_or_in_a_sentence(workers, good):
    for number in range(60):
        spoilt = bytearray(good)
        for step in range(number % 8 + 1):
            spoilt[8 + (number * 7919 + step * 104_729) % (len(spoilt) - 8)] = (number * 31 + step * 97) % 256
        assert "读到" in (words := outcome(workers, bytes(spoilt))) or "季报" in words or "工作簿" in words


def test_a_marked_copy_is_made_by_the_parser_and_not_by_the_server(workers):
    problem = Problem("error", "x", "不是数字", "请改", "Sheet1", "B2", "5")
    copy = workers.annotate(GOOD, "季报.xlsx", [problem], date(2023, 7, 10))
    assert list(workers.open_grids(copy, "季报.xlsx")) == ["退回问题清单", "Sheet1"]


def test_a_long_workbook_is_read_by_columns_in_a_worker_and_shown_around_a_cell(workers):
    rows = [
        [f"22{n}", PERIOD, county, name, industry or None, "户", 100 + n, "登记系统", "张三", None, None, "已核"]
        for n, (county, name, industry) in enumerate(
            (county, name, industry)
            for county in COUNTIES for name in ("企业", "个体工商户") for industry in ("", *INDUSTRIES)
        )
    ]  # fmt: skip
    old = [[row[0], f"{year}年二季度", *row[2:]] for year in range(1925, 2023) for row in rows]
    content = workbook([["编号", "报告期", "县区", "指标", "行业", "计量单位", "数值", *"ABCDE"], *old, *rows])
    reading = workers.read(content, Request(LONG_PLAN, Period.parse("2023Q2"), "季报.xlsx", "bureau"))
    assert (reading.problems, len(reading.figures)) == ((), 64)
    last = reading.figures.iloc[-1]
    assert (last["value"], last["cell"]) == (163, f"G{len(old) + 65}")
    grid = workers.grids_around(content, "季报.xlsx", last["sheet"], last["cell"])["Sheet1"]
    assert (grid.text(0, 6), grid.cells[len(old) + 64, 6].number, len(grid.rows)) == ("数值", 163, 19)
    text = as_text(openpyxl.load_workbook(io.BytesIO(content)))
    assert (
        workers.read(text, Request(LONG_PLAN, Period.parse("2023Q2"), "季报.csv", "bureau"))
        .figures["cell"]
        .equals(reading.figures["cell"])
    )
    assert workers.grids_around(text, "季报.csv", last["sheet"], last["cell"])["Sheet1"].text(len(old) + 64, 6) == "163"
