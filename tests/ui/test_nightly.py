"""The day's backup is made unasked, and a failure is kept where people see it."""

from contextlib import closing

import pytest

from milepost.desk import open_desk
from milepost.store.backup import listed
from milepost.ui.nightly import Nightly


@pytest.fixture
def desk(tmp_path, document):
    with closing(open_desk(tmp_path / "store")) as opened:
        opened.store.adopt(document, author="李明", reason="方案印发")
        yield opened


def test_one_backup_a_day_is_made_unasked(desk, tmp_path):
    nightly = Nightly(desk, tmp_path / "pool")
    nightly.look()
    nightly.look()
    assert len(listed(tmp_path / "pool")) == 1
    assert nightly.failure == ""


def test_a_failure_is_told_until_the_next_try_succeeds(desk, tmp_path, capsys):
    nightly = Nightly(desk, tmp_path / "pool")
    (tmp_path / "pool").write_text("in the way")
    nightly.look()
    assert "请检查磁盘剩余空间" in nightly.failure
    assert "自动备份没有成功" in capsys.readouterr().err
    (tmp_path / "pool").unlink()
    nightly.look()
    assert nightly.failure == ""
    assert len(listed(tmp_path / "pool")) == 1


def test_the_thread_looks_at_once_and_ends_when_told(desk, tmp_path):
    nightly = Nightly(desk, tmp_path / "pool")
    nightly.stop()
    nightly._watch()
    assert len(listed(tmp_path / "pool")) == 1
