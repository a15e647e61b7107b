"""备份: an empty list says so, one more is made by a button, and nobody but the administrator opens the page."""

from functools import partial

import pytest

from milepost.door import nightly
from milepost.store.backup import listed, verify
from tests.pages import visit
from tests.pages.visit import table_of, words
from tests.persons import ADMIN, seat

opened = partial(visit.opened, "office/backups.py")


@pytest.fixture(autouse=True)
def pool(office, tmp_path, monkeypatch):
    monkeypatch.setenv("MILEPOST_BACKUP", str(tmp_path / "pool"))
    seat(monkeypatch, ADMIN)
    return tmp_path / "pool"


def test_a_backup_is_made_by_the_button_and_stands_in_the_list(pool):
    page = opened()
    assert page.header[0].value == "还没有备份"
    next(button for button in page.button if button.label == "现在备份").click()
    page.run()
    [made] = listed(pool)
    verify(made)
    assert table_of(page, "名称") == [f"`{made.folder.name}`"]
    assert "已备份，并逐表、逐份原件核对" in page.success[0].value


def test_a_failed_automatic_backup_is_told(monkeypatch):
    monkeypatch.setattr(nightly.OWN, "failure", "磁盘满了")
    assert "上一次自动备份没有成功：磁盘满了" in words(opened()).replace("\\", "")
