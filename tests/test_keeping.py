"""Backups by the day and by hand; yesterday's put back and proved against the originals."""

from contextlib import closing
from datetime import datetime, timedelta

import pytest

from milepost import accounts, keeping, workflow
from milepost.__main__ import main
from milepost.desk import open_desk
from milepost.errors import ForbiddenError, NotFoundError, StoreBusyError
from milepost.people.person import Person
from milepost.people.role import Role
from milepost.plan.period import Period
from milepost.plan.tables import READ_FIGURES
from milepost.store.backup import listed
from milepost.store.digest import of_figures
from tests.intake.cells import workbook

Q2 = Period.parse("2023Q2")
NINE = datetime(2023, 7, 12, 1)  # in UTC: nine in the morning in Shanghai
LONGSHAN = workbook([["龙山区2023年二季度"], ["单位：户"], ["县区", "实有市场主体"], ["龙山区", 33600]])
XIAN = workbook([["西安区2023年二季度"], ["单位：户"], ["县区", "实有市场主体"], ["西安区", 22400]])


@pytest.fixture
def now():
    """The clock of the store: a list of one moment that a test may put forward."""
    return [NINE]


@pytest.fixture
def desk(tmp_path, document, now):
    with closing(open_desk(tmp_path / "store", lambda: now[0])) as opened:
        opened.store.adopt(document, author="李明", reason="方案印发")
        yield opened


def load(desk, name, content):
    upload = workflow.Upload(name, content, explanation="缺的下月补报")
    assert workflow.load(desk, "small", Q2, upload).status == "accepted"


def digest(desk):
    return of_figures(desk.store.figures("small"), READ_FIGURES)


def test_yesterdays_backup_put_back_and_rebuilt_gives_the_same_figures(desk, now, tmp_path):
    load(desk, "龙山区.xlsx", LONGSHAN)
    yesterday = digest(desk)
    keeping.back_up(desk, tmp_path / "pool")
    now[0] += timedelta(days=1)
    load(desk, "西安区.xlsx", XIAN)
    chosen, aside = keeping.restore(tmp_path / "pool", tmp_path / "again")
    assert (chosen.time, aside) == (NINE, None)
    with closing(open_desk(tmp_path / "again")) as restored:
        assert digest(restored) == yesterday != digest(desk)
        assert workflow.rebuild(restored) == "核对了1份报送，1份与原件一致"
        assert digest(restored) == yesterday


def test_a_backup_is_due_once_a_day_of_the_office(desk, now, tmp_path):
    pool = tmp_path / "pool"
    assert keeping.is_due(desk, pool, now[0])
    keeping.back_up(desk, pool)
    now[0] += timedelta(hours=14)  # 23:00 in Shanghai
    load(desk, "龙山区.xlsx", LONGSHAN)
    assert not keeping.is_due(desk, pool, now[0])
    assert keeping.is_due(desk, pool, now[0] + timedelta(hours=1))


def test_a_new_account_alone_is_in_the_next_days_backup(desk, now, tmp_path):
    pool = tmp_path / "pool"
    keeping.back_up(desk, pool)
    accounts.add(desk, Person("王芳", Role.CLERK))
    assert keeping.is_due(desk, pool, now[0] + timedelta(days=1))
    now[0] += timedelta(days=1)
    keeping.back_up(desk, pool)
    keeping.restore(pool, tmp_path / "again")
    with closing(open_desk(tmp_path / "again")) as restored:
        assert "王芳" in accounts.listing(restored)["name"].tolist()


def test_a_store_without_a_plan_needs_no_backup(tmp_path):
    with closing(open_desk(tmp_path / "store")) as empty:
        assert not keeping.is_due(empty, tmp_path / "pool", NINE)


def test_thirty_stay(desk, now, tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "KEPT", 2)
    for _ in range(3):
        now[0] += timedelta(days=1)
        keeping.back_up(desk, tmp_path / "pool")
    assert [one.time.day for one in listed(tmp_path / "pool")] == [15, 14]


def test_a_store_in_use_is_not_restored_over(desk, tmp_path):
    keeping.back_up(desk, tmp_path / "pool")
    before = digest(desk)
    with pytest.raises(StoreBusyError):
        keeping.restore(tmp_path / "pool", tmp_path / "store")
    assert digest(desk) == before


def test_a_broken_database_is_what_one_restores(desk, tmp_path):
    load(desk, "龙山区.xlsx", LONGSHAN)
    expected = digest(desk)
    keeping.back_up(desk, tmp_path / "pool")
    desk.store.close()
    (tmp_path / "store" / "milepost.duckdb").write_bytes(b"rotten" * 1000)
    _, aside = keeping.restore(tmp_path / "pool", tmp_path / "store")
    assert (aside / "milepost.duckdb").read_bytes() == b"rotten" * 1000
    with closing(open_desk(tmp_path / "store")) as restored:
        assert digest(restored) == expected


def test_a_clerk_makes_no_backup(desk, tmp_path):
    with pytest.raises(ForbiddenError, match="备份"):
        keeping.back_up(desk.as_(Person("王芳", Role.CLERK)), tmp_path / "pool")
    assert listed(tmp_path / "pool") == []


def test_a_backup_stands_in_the_trail(desk, now, tmp_path):
    now[0] += timedelta(minutes=1)
    made = keeping.back_up(desk.as_(Person("赵强", Role.ADMIN)), tmp_path / "pool")
    [line] = desk.store.audit.trail(limit=1).to_dict("records")
    assert (line["act"], line["person"], line["what"]) == ("backup", "赵强", made.folder.name)


def test_a_folder_without_backup_is_named_and_the_store_left_alone(tmp_path):
    with pytest.raises(NotFoundError, match="里没有备份"):
        keeping.restore(tmp_path, tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_the_command_line_backs_up_and_restores(desk, tmp_path, capsys):
    load(desk, "龙山区.xlsx", LONGSHAN)
    desk.close()
    assert main(["backup", "--store", str(tmp_path / "store"), str(tmp_path / "pool")]) == 0
    assert "1份报送，已逐表、逐份原件核对" in capsys.readouterr().out
    assert main(["restore", "--store", str(tmp_path / "again"), str(tmp_path / "pool")]) == 0
    assert "已恢复" in capsys.readouterr().out
    assert main(["restore", "--store", str(tmp_path / "again"), str(tmp_path / "nothing")]) == 1
    assert "里没有备份" in capsys.readouterr().err
