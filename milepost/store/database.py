"""The connection: cursors for questions, guarded transactions for acts, and foreign errors in our own words."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

import duckdb
import pandas as pd
import pyarrow as pa

from milepost.errors import StoreBusyError, StoreError
from milepost.plan.tables import Columns, typed
from milepost.store import layout
from milepost.store.standing import Standing

T = TypeVar("T")
Clock = Callable[[], datetime]
"""Says what time it is: UTC without zone."""
MEMORY = ":memory:"
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
    "threads": 1,
}
"""Extensions are never fetched, and no Python variable is mistaken for a table.

Many ask at once, each on a thread of its own. Where several share one question they mostly wait for each other: a
million figures came no sooner by two, and fifty thousand were appended twice as fast by one.
"""
LAST = "select max(time) from milepost.guard"
"""When the last act was."""
# Seconds to wait before trying an act again; of two acts that meet, one always gets through, so chance is not needed.
_PAUSES = [0.002 * 2**k for k in range(6)] + [0.1] * 100
# The lock's refusal as DuckDB says it, as Windows adds to it in either language, and for this very process.
_HELD = ("set lock on file", "used by another process", "另一个程序正在使用", "Unique file handle conflict")
_DAMAGED = ("not a valid DuckDB database", "Corrupt database file")
# A full disk and a quota, as the system says them on Linux and on Windows in either language.
_FULL = ("No space left", "Disk quota exceeded", "not enough space", "磁盘空间不足", "File too large")


def utc_now() -> datetime:
    """The time of this machine, as the store keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


class Cursor:
    """One question's or one transaction's own way to the database."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def run(self, sql: str, **values: object) -> None:
        """Run one statement with named parameters."""
        self._connection.execute(sql, values)

    def rows(self, sql: str, **values: object) -> list[tuple[Any, ...]]:
        """The answer as plain rows."""
        return self._connection.execute(sql, values).fetchall()

    def table(self, sql: str, columns: Columns, **values: object) -> pd.DataFrame:
        """The answer as a table of exactly `columns`."""
        arrow = self._connection.execute(sql, values).to_arrow_table()  # twice as fast as .df()
        found: pd.DataFrame = arrow.to_pandas()
        return typed(found, columns)

    def append(self, name: str, rows: pd.DataFrame) -> None:
        """Add `rows` to the table `name`, columns by their names."""
        columns = ", ".join(rows.columns)
        self._connection.register(
            "appended", pa.Table.from_pandas(rows, preserve_index=False)
        )  # half as long as a frame
        self._connection.execute(f"insert into milepost.{name} ({columns}) select {columns} from appended")  # noqa: S608 - names of our own
        self._connection.unregister("appended")


class Act(Cursor):
    """A transaction; `time` is its own, and when guarded later than that of every act before."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, at: datetime) -> None:
        super().__init__(connection)
        self.time = at


class Database:
    """The attached database `milepost`: one connection per process, a fresh cursor per query.

    `origin` is from where the acts of this user of it come: an address, or the console; empty when nobody says.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, clock: Clock, standing: Standing, origin: str = ""
    ) -> None:
        self._connection = connection
        self._clock = clock
        self._origin = origin
        self.standing = standing

    @classmethod
    def attach(cls, place: str, clock: Clock) -> Self:
        """Attach the file `place` (made when absent; MEMORY for none) and make what is missing in it."""
        quoted = place.replace("'", "''")
        with in_our_words():
            connection = duckdb.connect(MEMORY, config=CONFIG)
            connection.execute(f"attach '{quoted}' as milepost")
            layout.prepare(connection, None if place == MEMORY else Path(place), clock())
            [(moment,)] = connection.execute(LAST).fetchall()
        return cls(connection, clock, Standing(moment))

    def at(self, origin: str) -> "Database":
        """The same database for acts that come from `origin`."""
        return Database(self._connection, self._clock, self.standing, origin)

    def now(self) -> datetime:
        """The time of this store's clock."""
        return self._clock()

    def close(self) -> None:
        """Let the file go."""
        self.standing.close()
        with in_our_words():
            self._connection.close()

    @contextmanager
    def read(self) -> Iterator[Cursor]:
        """A cursor for questions."""
        with in_our_words(), self._connection.cursor() as cursor:
            yield Cursor(cursor)

    def act(self, work: Callable[[Act], T]) -> T:
        """What `work` gives, done in one transaction, all or nothing.

        Acts come one after another: each first updates the guard row, and one that meets another is rolled back and
        tried again, so that `work` sees what the other did. StoreBusyError when its turn does not come in ten seconds.
        """
        moment, result = self._transacted(partial(_guarded, work, self._origin))
        self.standing.change(moment)
        return result

    def change(self, work: Callable[[Act], T]) -> T:
        """The same without the guard, for rows that are no part of the office's record (sessions, failed sign-ins).

        `moment()` stays as it is. Two changes of one row still come one after another.
        """
        return self._transacted(work)

    def _transacted(self, work: Callable[[Act], T]) -> T:
        for pause in _PAUSES:
            with in_our_words(), self._connection.cursor() as cursor:
                try:
                    return _transact(cursor, self._clock(), work)
                except duckdb.TransactionException as error:
                    if not _met_another(error):
                        raise
                    time.sleep(pause)
        raise StoreBusyError("数据库一直忙于别的操作，本次没有保存，请稍后再试")

    def note(self, sql: str, **values: object) -> None:
        """Run one insert that is no act: it is given `time` and `origin`, waits for nobody and outdates nothing."""
        with self.read() as cursor:
            cursor.run(sql, time=self._clock(), origin=self._origin, **values)


def _guarded(work: Callable[[Act], T], origin: str, act: Act) -> tuple[datetime, T]:
    """The time of the act, and what `work` gives."""
    # Strictly later than the last act, so that `as_of` never stands between two rows of one moment.
    [(last,)] = act.rows(LAST)
    act.time = max(act.time, last + timedelta(microseconds=1))
    act.run("update milepost.guard set time = $time", time=act.time)
    result = work(act)
    if origin:
        # Times of acts are unique, so that one table says of every row of every other one from where it came.
        act.run("insert into milepost.act_origin (time, origin) select $time, $origin", time=act.time, origin=origin)
    return act.time, result


def _transact(cursor: duckdb.DuckDBPyConnection, now: datetime, work: Callable[[Act], T]) -> T:
    cursor.begin()
    done = False
    try:
        result = work(Act(cursor, now))
        done = True
    finally:
        if not done:
            cursor.rollback()
    cursor.commit()
    return result


def _met_another(error: duckdb.TransactionException) -> bool:
    """Whether two acts met; a disk that is full speaks through the same exception."""
    return "conflict" in str(error).lower()


@contextmanager
def in_our_words() -> Iterator[None]:
    """DuckDB's errors as StoreErrors."""
    try:
        yield
    except duckdb.Error as error:
        raise _translated(error) from error


def _translated(error: duckdb.Error) -> StoreError:
    text = str(error)
    if any(words in text for words in _HELD):
        return StoreBusyError("数据库正被另一个 milepost 程序使用，请先关闭那个程序（或就在那个页面里操作），再试一次")
    if any(words in text for words in _FULL):
        return StoreError("磁盘满了，本次操作没有保存，已存的数据都在，请清出空间再试一次")
    if any(words in text for words in _DAMAGED) or isinstance(
        error, duckdb.FatalException | duckdb.SerializationException
    ):
        return StoreError("数据库文件 milepost.duckdb 已损坏，打不开，请不要再写入，用最近的备份恢复")
    if isinstance(error, duckdb.ConnectionException):
        return StoreError("数据库已经关闭，请重新启动 milepost")
    if isinstance(error, duckdb.IOException):
        return StoreError("数据文件夹读不了或写不进，请检查磁盘剩余空间和文件夹的读写权限，再试一次")
    if isinstance(error, duckdb.OutOfMemoryException):
        return StoreError("内存不够，本次操作没有保存，请关闭其他程序后再试一次")
    return StoreError("数据库出错，本次操作没有保存，请重新启动 milepost 再试；仍出错请联系维护人员")
