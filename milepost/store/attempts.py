"""Attempts to sign in: which failed, and with which browsers an account has succeeded. Ordinary rows that go again."""

from datetime import datetime

from milepost.store.database import Act, Database


class Attempts:
    """Failures are counted by whatever text stands for who tried; browsers are known by the digest of their token."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def failures(self, who: str) -> tuple[int, datetime | None]:
        """How often `who` failed since the last time that it was forgiven, and when last."""
        with self._database.read() as cursor:
            found = cursor.rows("select count, time from milepost.failure where who = $who", who=who)
        return (int(found[0][0]), found[0][1]) if found else (0, None)

    def fail(self, who: str, *, oldest: datetime) -> None:
        """One more failure of `who`; those that were last before `oldest` are forgotten."""

        def work(act: Act) -> None:
            act.run("delete from milepost.failure where time < $oldest", oldest=oldest)
            [(before,)] = act.rows("select coalesce(max(count), 0) from milepost.failure where who = $who", who=who)
            act.run("delete from milepost.failure where who = $who", who=who)
            act.run(
                "insert into milepost.failure (who, count, time) select $who, $count, $time",
                who=who, count=before + 1, time=act.time,
            )  # fmt: skip

        self._database.change(work)

    def forgive(self, who: str) -> None:
        """Forget the failures of everything whose text begins with `who`."""
        self._database.change(lambda act: act.run("delete from milepost.failure where starts_with(who, $who)", who=who))

    def knows(self, browser: str, name: str) -> bool:
        """Whether an account has signed in with this browser before."""
        with self._database.read() as cursor:
            found = cursor.rows(
                "select 1 from milepost.browser where digest = $digest and name = $name", digest=browser, name=name
            )
        return bool(found)

    def know(self, browser: str, name: str, *, before: str, oldest: datetime) -> None:
        """An account signed in with this browser, until now known as `before`; what is older than `oldest` goes."""

        def work(act: Act) -> None:
            act.run("delete from milepost.browser where time < $oldest", oldest=oldest)
            act.run("delete from milepost.browser where digest = $before and name = $name", before=before, name=name)
            act.run(
                "update milepost.browser set digest = $digest where digest = $before", digest=browser, before=before
            )
            act.run(
                "insert into milepost.browser (digest, name, time) select $digest, $name, $time",
                digest=browser, name=name, time=act.time,
            )  # fmt: skip

        self._database.change(work)
