"""A copy of every table at one moment, while everybody works on, and the marks by which copies are compared."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from milepost.store.database import CONFIG, MEMORY, Cursor, Database, in_our_words

Marks = Mapping[str, tuple[int, str]]
"""Table → how many rows, and a sum over their texts that is the same for the same rows in any order."""
FLEETING: frozenset[str] = frozenset({"session", "browser", "failure"})
"""Tables that are copied empty: who was signed in must not come back."""


def copy_to(database: Database, file: Path) -> Marks:
    """Copy tables and views into a new database `file`; the marks of what was copied, but for FLEETING.

    One copy at a time: it is attached under one name.
    """
    with database.read() as cursor, _attached(cursor, file, ""):
        # One transaction, so that every table is of the same moment.
        cursor.run("begin transaction")
        cursor.run("copy from database milepost to copy")
        for table in FLEETING:
            cursor.run(f"delete from copy.{table}")  # noqa: S608 - names of our own
        kept = [table for table in _tables(cursor, "milepost") if table not in FLEETING]
        marks = {table: _mark(cursor, "milepost", table) for table in kept}
        cursor.run("commit")
        return marks


def marks_of(file: Path) -> Marks:
    """The marks of a copy; StoreError when it is no database."""
    with _opened(file) as cursor:
        return {table: _mark(cursor, "copy", table) for table in _tables(cursor, "copy") if table not in FLEETING}


def originals_of(file: Path) -> list[str]:
    """The digests of the originals that a copy names."""
    with _opened(file) as cursor:
        return [str(sha256) for (sha256,) in cursor.rows("select sha256 from copy.original")]


@contextmanager
def _opened(file: Path) -> Iterator[Cursor]:
    with in_our_words(), duckdb.connect(MEMORY, config=CONFIG) as connection:
        cursor = Cursor(connection)
        with _attached(cursor, file, " (read_only)"):
            yield cursor


@contextmanager
def _attached(cursor: Cursor, file: Path, how: str) -> Iterator[None]:
    quoted = str(file).replace("'", "''")
    cursor.run(f"attach '{quoted}' as copy{how}")
    try:
        yield
    finally:
        cursor.run("detach copy")


def _tables(cursor: Cursor, catalog: str) -> list[str]:
    sql = "select table_name from duckdb_tables() where database_name = $catalog order by table_name"
    return [str(name) for (name,) in cursor.rows(sql, catalog=catalog)]


def _mark(cursor: Cursor, catalog: str, table: str) -> tuple[int, str]:
    # The engine's own `hash` may differ from one release to the next. `whole`: no table has a column of that name.
    [(rows, mark)] = cursor.rows(
        f"""select count(*), coalesce(sum(md5_number_lower(whole::varchar)::hugeint), 0)::varchar
        from {catalog}.{table} as whole"""  # noqa: S608 - names of our own
    )
    return int(rows), str(mark)
