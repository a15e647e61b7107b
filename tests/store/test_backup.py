"""A backup holds everything of one moment, is proved before it counts, and can be put back."""

import threading
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from milepost.errors import NotFoundError, StoreError
from milepost.plan.period import Period
from milepost.plan.tables import READ_FIGURES
from milepost.store import backup
from milepost.store.digest import of_bytes, of_figures
from milepost.store.store import Store

Q2 = Period.parse("2023Q2")


def figures_digest(store: Store) -> str:
    return of_figures(store.figures("small"), READ_FIGURES)


@pytest.fixture
def pool(tmp_path) -> Path:
    return tmp_path / "elsewhere"


@pytest.fixture
def made(filing_clerk, pool):
    filing_clerk.send({"entities": 31000, "new_entities": 500})
    filing_clerk.store.publish("small", Q2, by="王芳")
    return filing_clerk.store.back_up(pool)


def test_what_is_restored_is_what_was_backed_up(filing_clerk, made, tmp_path):
    before = figures_digest(filing_clerk.store)
    assert backup.restore(made, tmp_path / "again") is None
    restored = Store.open(tmp_path / "again")
    assert figures_digest(restored) == before
    assert restored.vintages("small")["vintage"].tolist() == [1]
    assert restored.plan("small").name == filing_clerk.store.plan("small").name
    [sha256] = restored.submissions("small")["sha256"]
    assert restored.original(sha256) == filing_clerk.store.original(sha256)
    restored.close()


def test_what_came_after_the_backup_is_not_in_it(filing_clerk, made, tmp_path):
    filing_clerk.store.correct("small", Q2, by="王芳", reason="补报")
    filing_clerk.send({"entities": 99}, sender="xian")
    backup.restore(made, tmp_path / "again")
    restored = Store.open(tmp_path / "again")
    assert restored.submissions("small")["sender"].tolist() == ["longshan"]
    restored.close()


def test_the_database_that_was_there_is_moved_aside_with_all_that_it_held(filing_clerk, made, tmp_path):
    filing_clerk.store.correct("small", Q2, by="王芳", reason="补报")
    filing_clerk.send({"entities": 99}, sender="xian")
    filing_clerk.store.close()
    aside = [backup.restore(made, tmp_path), backup.restore(made, tmp_path)]
    assert aside == [tmp_path / "before-restore", tmp_path / "before-restore-2"]
    (aside[0] / "originals").symlink_to(tmp_path / "originals")
    kept = Store.open(aside[0])
    assert set(kept.submissions("small")["sender"]) == {"longshan", "xian"}
    kept.close()


def test_people_work_on_while_a_backup_is_made_and_it_holds_one_moment(filing_clerk, pool, tmp_path):
    stop = threading.Event()

    def work():
        number = 0
        while not stop.is_set():
            filing_clerk.send({"entities": number}, sender="xian")
            number += 1

    busy = threading.Thread(target=work)
    busy.start()
    try:
        several = [filing_clerk.store.back_up(pool) for _ in range(3)]
    finally:
        stop.set()
        busy.join()
    for number, one in enumerate(several):
        backup.verify(one)
        backup.restore(one, tmp_path / f"again{number}")
        restored = Store.open(tmp_path / f"again{number}")
        counted = restored.submissions("small")["figures"].sum()
        assert one.tables["figure"][0] == counted
        restored.close()


def test_only_a_new_original_is_copied_again(filing_clerk, made, pool):
    first = {path: path.stat().st_ino for path in (pool / "originals").glob("*/*")}
    filing_clerk.store.correct("small", Q2, by="王芳", reason="补报")
    filing_clerk.send({"entities": 99}, sender="xian")
    filing_clerk.store.back_up(pool)
    second = {path: path.stat().st_ino for path in (pool / "originals").glob("*/*")}
    assert len(first) == 1
    assert len(second) == 2
    assert first.items() <= second.items()


@pytest.mark.parametrize("name", ["milepost.duckdb", "backup.json"])
def test_a_damaged_backup_is_refused_by_name_and_nothing_is_touched(made, tmp_path, name):
    (made.folder / name).write_bytes(b"\x00" * 4096)
    with pytest.raises(StoreError, match=rf"备份“{made.folder.name}”的(数据库|清单).*请换一份备份"):
        backup.restore(backup.Backup.read(made.folder), tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_changed_row_is_found_out_by_its_table(made):
    file = made.folder / "milepost.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("update figure set value = value + 1 where indicator = 'entities'")
    with pytest.raises(StoreError, match="数据表 figure 与备份时不一致"):
        backup.verify(replace(made, sha256=of_bytes(file.read_bytes())))


def test_a_missing_original_is_found_out(made, pool):
    [original] = (pool / "originals").glob("*/*")
    original.unlink()
    with pytest.raises(NotFoundError, match=original.name[:12]):
        backup.verify(made)


def test_a_backup_that_cannot_be_written_leaves_nothing_that_looks_like_one(filing_clerk, pool):
    filing_clerk.send({"entities": 31000})
    pool.mkdir()
    (pool / "originals").write_text("in the way")
    with pytest.raises(StoreError, match="请检查磁盘剩余空间"):
        filing_clerk.store.back_up(pool)
    assert [path.name for path in pool.iterdir()] == ["originals"]
    assert backup.listed(pool) == []


def test_what_a_killed_backup_left_is_cleared_away(filing_clerk, pool):
    (pool / "20230712-010000.part").mkdir(parents=True)
    (pool / "20230712-010000.part" / "milepost.duckdb").write_bytes(b"half")
    made = filing_clerk.store.back_up(pool)
    assert {path.name for path in pool.iterdir()} <= {made.folder.name, "originals"}


def test_two_backups_at_once_are_two(filing_clerk, pool):
    threads = [threading.Thread(target=filing_clerk.store.back_up, args=(pool,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(backup.listed(pool)) == 2


def test_a_lost_original_of_the_store_stops_the_backup(filing_clerk, pool, tmp_path):
    filing_clerk.send({"entities": 31000})
    [original] = (tmp_path / "originals").glob("*/*")
    original.write_bytes(b"rotten")
    with pytest.raises(StoreError, match="已损坏"):
        filing_clerk.store.back_up(pool)
    assert backup.listed(pool) == []


def test_the_newest_stay(filing_clerk, pool):
    made = [filing_clerk.store.back_up(pool) for _ in range(3)]
    backup.prune(pool, 2)
    assert [one.folder for one in backup.listed(pool)] == [made[2].folder, made[1].folder]
    for one in backup.listed(pool):
        backup.verify(one)


def test_a_folder_without_backup_is_named(tmp_path):
    with pytest.raises(NotFoundError, match="里没有备份"):
        backup.Backup.read(tmp_path)
