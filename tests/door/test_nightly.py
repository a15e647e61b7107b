"""The day's backup is made unasked, and a failure is kept where people see it."""

from contextlib import closing

import pytest

from milepost.desk import open_desk
from milepost.door.nightly import Nightly
from milepost.store.backup import listed


@pytest.fixture
def pool(tmp_path, monkeypatch):
    monkeypatch.setenv("MILEPOST_BACKUP", str(tmp_path / "pool"))
    return tmp_path / "pool"


@pytest.fixture
def nightly(tmp_path, document, pool):
    with closing(open_desk(tmp_path / "store")) as desk:
        desk.store.adopt(document, author="李明", reason="方案印发")
        yield Nightly(lambda: desk)


def test_one_backup_a_day_is_made_unasked(nightly, pool):
    nightly.look()
    nightly.look()
    assert len(listed(pool)) == 1
    assert nightly.failure == ""


def test_a_failure_is_told_until_the_next_try_succeeds(nightly, pool, capsys):
    pool.write_text("in the way")
    nightly.look()
    assert "请检查磁盘剩余空间" in nightly.failure
    assert "自动备份没有成功" in capsys.readouterr().err
    pool.unlink()
    nightly.look()
    assert nightly.failure == ""
    assert len(listed(pool)) == 1


def test_stopping_finishes_what_is_being_made(nightly, pool):
    nightly.start()
    nightly.stop()
    assert len(listed(pool)) == 1
    assert not list(pool.glob("*.part"))
