"""A file of an older release is brought up to date with a copy of it kept; a newer one is left alone."""

import duckdb
import pytest

from milepost.errors import StoreError
from milepost.store import layout
from milepost.store.digest import of_bytes
from milepost.store.store import Store


def as_before_layouts(folder):
    """Take out of a store's file what the first release did not have."""
    with duckdb.connect(str(folder / "milepost.duckdb")) as connection:
        connection.execute("drop table layout")
        connection.execute("drop table issued")


def tables_of(connection):
    return {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}


def test_an_older_file_is_kept_aside_and_brought_up_to_date(filing_clerk, tmp_path):
    filing_clerk.send({"entities": 31000})
    filing_clerk.store.close()
    as_before_layouts(tmp_path)
    store = Store.open(tmp_path)
    assert store.figures("small")["value"].tolist() == [31000]
    assert store.issued("small").empty
    store.close()
    [kept] = tmp_path.glob("milepost.before-*.duckdb")
    with duckdb.connect(str(kept), read_only=True) as old:
        assert tables_of(old) >= {"figure", "submission"}
        assert "layout" not in tables_of(old)
        assert old.execute("select value from figure").fetchall() == [(31000.0,)]


def test_an_upgrade_that_cannot_keep_the_old_file_does_not_begin(filing_clerk, tmp_path):
    filing_clerk.store.close()
    as_before_layouts(tmp_path)
    mark = of_bytes(layout.SCHEMA.read_bytes())[:12]
    (tmp_path / f"milepost.before-{mark}.part").mkdir()
    with pytest.raises(StoreError, match=r"升级数据库前要先留一份旧的.*数据库没有改动"):
        Store.open(tmp_path)
    with duckdb.connect(str(tmp_path / "milepost.duckdb"), read_only=True) as old:
        assert "layout" not in tables_of(old)


def test_a_file_of_a_newer_release_is_not_opened(filing_clerk, tmp_path):
    filing_clerk.store.close()
    with duckdb.connect(str(tmp_path / "milepost.duckdb")) as connection:
        connection.execute("insert into layout (age) values ($age)", {"age": layout.AGE + 1})
    with pytest.raises(StoreError, match=r"更新的 milepost 建的.*请换用新版程序"):
        Store.open(tmp_path)


def test_a_file_that_is_up_to_date_is_not_written_to_by_opening(filing_clerk, tmp_path):
    filing_clerk.store.close()
    before = (tmp_path / "milepost.duckdb").read_bytes()
    Store.open(tmp_path).close()
    assert (tmp_path / "milepost.duckdb").read_bytes() == before
    assert not list(tmp_path.glob("milepost.before-*"))
