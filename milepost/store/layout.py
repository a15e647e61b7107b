"""The layout of the database: what schema.sql says, and how an older file is brought to it with the older one kept.

Every file says which layouts it has had; one from before they were noted says nothing. A file that is up to date is
not written to when it is opened, so that a full disk keeps nobody from looking.
"""

import shutil
from datetime import datetime
from pathlib import Path

import duckdb

from milepost.errors import StoreError
from milepost.store.digest import of_bytes
from milepost.store.disk import said

AGE = 1
"""Grows when an older release could no longer read what this one writes; it then leaves the file alone."""
SCHEMA = Path(__file__).with_name("schema.sql")


def prepare(connection: duckdb.DuckDBPyConnection, file: Path | None, now: datetime) -> None:
    """Make, or bring up to date, the attached database `milepost`; a copy of an older `file` is kept beside it first.

    `file` is None for a database in memory. StoreError when a newer release made it.
    """
    schema = SCHEMA.read_text(encoding="utf-8")
    mark = of_bytes(schema.encode())[:12]
    tables = _tables(connection)
    if "layout" in tables:
        [(age, latest)] = connection.execute("select max(age), arg_max(mark, time) from milepost.layout").fetchall()
        if age > AGE:
            raise StoreError("数据库是更新的 milepost 建的，这个程序读不全，没有打开；请换用新版程序")
        if latest == mark:
            return
    if tables and file is not None:
        _keep(connection, file, file.with_name(f"{file.stem}.before-{mark}.duckdb"))
    with connection.cursor() as cursor:
        cursor.begin()
        cursor.execute(schema)
        cursor.execute(
            "insert into milepost.layout (age, mark, time) select $age, $mark, $now",
            {"age": AGE, "mark": mark, "now": now},
        )
        cursor.commit()


def _tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    found = connection.execute("select table_name from duckdb_tables() where database_name = 'milepost'")
    return {name for (name,) in found.fetchall()}


def _keep(connection: duckdb.DuckDBPyConnection, file: Path, kept: Path) -> None:
    if kept.exists():
        return  # an earlier try ended after this step; what it kept is whole
    connection.execute("checkpoint milepost")
    draft = kept.with_suffix(".part")
    try:
        shutil.copyfile(file, draft)
        draft.replace(kept)
    except OSError as error:
        raise StoreError(
            f"升级数据库前要先留一份旧的（{kept.name}），没有写成（{said(error)}），数据库没有改动；"
            "请清出空间或检查文件夹的读写权限，再启动"
        ) from error
