"""One connection, many threads, one turn at a time, and foreign errors in our own words."""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from milepost.errors import StaleError, StoreBusyError, StoreError
from milepost.plan.period import Period
from milepost.store.store import Store

HOME = Path(__file__).parents[2]
Q2 = Period.parse("2023Q2")


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act gave, or the error it raised, all started together."""
    ready = threading.Barrier(len(acts))
    outcomes: list[object] = [None] * len(acts)

    def run(index: int) -> None:
        ready.wait()
        try:
            outcomes[index] = acts[index]()
        except StoreError as error:
            outcomes[index] = error

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_of_two_who_publish_at_once_one_makes_a_vintage_and_the_other_is_told(filing_clerk):
    filing_clerk.send({"market_entities": 31200})
    for vintage in range(1, 6):
        looked = filing_clerk.store.moment()
        publish = partial(filing_clerk.store.publish, "small", Q2, based_on=looked)
        outcomes = at_once(partial(publish, by="李明"), partial(publish, by="赵强"))
        assert vintage in outcomes
        [refusal] = [outcome for outcome in outcomes if outcome != vintage]
        assert isinstance(refusal, StaleError)
        assert "发布了数据" in str(refusal)
        assert filing_clerk.store.vintages("small")["vintage"].tolist() == list(range(1, vintage + 1))
        filing_clerk.store.correct("small", Q2, by="李明", reason="再来一次")


def test_of_two_who_open_at_once_one_is_told(filing_clerk):
    period, looked = Period.parse("2023Q3"), filing_clerk.store.moment()
    outcomes = at_once(*[lambda: filing_clerk.store.open_period("small", period, by="李明", based_on=looked)] * 2)
    assert sorted(map(type, outcomes), key=str) == [type(None), StaleError]


def test_a_file_dropped_twice_at_once_is_one_submission(filing_clerk):
    outcomes = at_once(*[lambda: filing_clerk.send({"market_entities": 31200})] * 2)
    assert sorted(receipt.repeated for receipt in outcomes) == [False, True]
    assert len({receipt.submission for receipt in outcomes}) == 1


def test_twelve_threads_send_and_look_without_a_failure_and_every_act_has_its_own_time(filing_clerk):
    def work(number: int) -> Callable[[], object]:
        def send() -> None:
            for form in range(4):
                filing_clerk.send({"market_entities": number}, form=f"表{number}-{form}")
                filing_clerk.store.figures("small")

        return send

    assert at_once(*(work(number) for number in range(12))) == [None] * 12
    submissions = filing_clerk.store.submissions("small")
    assert len(submissions) == 48
    assert submissions["time"].is_unique


def test_time_never_goes_back_even_when_the_clock_does(clerk):
    ahead = datetime(2199, 1, 1)
    with clerk.store._database.read() as cursor:
        cursor.run("update milepost.guard set time = $time", time=ahead)
    clerk.send({"market_entities": 31200})
    assert clerk.store.moment() > ahead
    assert clerk.store.figures("small", ahead).empty
    assert len(clerk.store.figures("small", clerk.store.moment())) == 1


def test_an_error_in_the_middle_of_an_act_leaves_nothing(clerk, read):
    before = clerk.store.moment()

    def fail(act):
        act.run("insert into milepost.withdrawal (submission, person, reason, time) select '', '', '', $t", t=act.time)
        act.run("select * from milepost.nowhere")

    with pytest.raises(StoreError, match="数据库出错"):
        clerk.store._database.act(fail)
    with clerk.store._database.read() as cursor:
        assert cursor.rows("select count(*) from milepost.withdrawal") == [(0,)]
    assert clerk.store.moment() == before
    clerk.send({"market_entities": 31200})


def test_an_act_that_never_gets_its_turn_says_so(filing_clerk, monkeypatch):
    monkeypatch.setattr("milepost.store.database._PAUSES", [0.001] * 3)

    def hold(_) -> None:
        with pytest.raises(StoreBusyError, match="一直忙于别的操作"):
            filing_clerk.send({"market_entities": 31200})

    filing_clerk.store._database.act(hold)
    assert not filing_clerk.send({"market_entities": 31200}).repeated


def test_a_second_process_is_told_to_close_the_first(filing_clerk, tmp_path):
    code = (
        "import sys; from pathlib import Path; from milepost.errors import StoreBusyError\n"
        "from milepost.store.store import Store\n"
        "try: Store.open(Path(sys.argv[1]))\n"
        "except StoreBusyError as error: print(error)"
    )
    said = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, tmp_path],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=HOME,
    )
    assert "正被另一个 milepost 程序使用，请先关闭那个程序" in said.stdout


def test_a_second_store_of_one_process_is_refused_too(filing_clerk, tmp_path):
    with pytest.raises(StoreBusyError):
        Store.open(tmp_path)


def test_what_was_stored_is_there_after_opening_again(tmp_path, filing_clerk):
    filing_clerk.send({"market_entities": 31200})
    before = filing_clerk.store.digest("small")
    filing_clerk.store.close()
    again = Store.open(tmp_path)
    assert again.digest("small") == before
    assert again.plan("small").name == "某市三年行动"
    again.close()


def test_a_closed_store_says_so(tmp_path):
    store = Store.open(tmp_path)
    store.close()
    with pytest.raises(StoreError, match="已经关闭"):
        store.moment()


def test_a_broken_database_file_is_named_and_left_alone(tmp_path):
    file = tmp_path / "milepost.duckdb"
    file.write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreError, match=r"milepost\.duckdb 已损坏.*备份恢复"):
        Store.open(tmp_path)
    assert file.read_bytes() == b"not a database" * 1000


def test_a_damaged_block_is_named_as_damage_not_as_a_full_disk(filing_clerk, tmp_path):
    filing_clerk.send({"market_entities": 31200})
    filing_clerk.store.close()
    file = tmp_path / "milepost.duckdb"
    content = bytearray(file.read_bytes())
    content[12288:] = b"x" * (len(content) - 12288)
    file.write_bytes(bytes(content))
    with pytest.raises(StoreError, match=r"milepost\.duckdb 已损坏.*备份恢复"):
        Store.open(tmp_path).figures("small")


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_full_disk_is_named_at_once_and_everything_acknowledged_is_there(filing_clerk, tmp_path):
    filing_clerk.store.close()
    filled = subprocess.run(
        [sys.executable, HOME / "tests" / "store" / "filler.py", tmp_path], env=os.environ | {"PYTHONPATH": str(HOME)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    *acknowledged, said, counted = filled.stdout.splitlines()
    assert said == "磁盘满了，本次操作没有保存，已存的数据都在，请清出空间再试一次"
    assert int(counted) == len(acknowledged) > 0
    store = Store.open(tmp_path)
    assert set(acknowledged) <= set(store.submissions("small")["submission"])
    assert len(store.figures("small")) == 2000 * len(store.submissions("small"))
    store.close()


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "a file").write_text("")
    with pytest.raises(StoreError, match="建不了数据文件夹"):
        Store.open(tmp_path / "a file" / "data")


def test_a_quote_in_the_path_does_no_harm(tmp_path):
    Store.open(tmp_path / "o'hara 数据").close()
    assert (tmp_path / "o'hara 数据" / "milepost.duckdb").exists()


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_without_the_right_to_write_says_what_to_check():
    with read_only_folder() as folder, pytest.raises(StoreError, match=r"读不了或写不进.*读写权限"):
        Store.open(folder)


@contextmanager
def read_only_folder() -> Iterator[Path]:
    """A folder that this process may read but not write, even when it is root's."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o555)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        try:
            yield Path(name)
        finally:
            os.seteuid(user)
            Path(name).chmod(0o755)
