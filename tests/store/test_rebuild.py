"""Figures again from the originals: the same, put back when damaged, and reported when they read otherwise."""

import pytest

from milepost.errors import UnreadableError

LONGSHAN = {"market_entities": 31200.1, "new_entities": 900}
DONGFENG = {"market_entities": 22000}


@pytest.fixture
def reader(read):
    """Reads the workbooks b"longshan" and b"dongfeng" and remembers what it was asked."""

    class Reader:
        def __init__(self):
            self.workbooks = {b"longshan": LONGSHAN, b"dongfeng": DONGFENG}
            self.asked = []

        def __call__(self, content, was):
            self.asked.append((was.plan.due_day, str(was.period), was.file, was.sender))
            if content not in self.workbooks:
                raise UnreadableError("文件已损坏，请重新保存")
            return read(self.workbooks[content], sender=was.sender, period=was.period)

    return Reader()


@pytest.fixture
def loaded(clerk):
    clerk.send(LONGSHAN, b"longshan")
    clerk.send(DONGFENG, b"dongfeng", sender="dongfeng")
    return clerk


def damage(store, sql):
    """Somebody changes the file by other ways than acts, before the store is opened."""
    with store._database.read() as cursor:
        cursor.run(sql)
    store._database.standing.change(store.moment())


def test_an_intact_store_is_the_same_again_and_untouched(loaded, reader):
    before, moment = loaded.store.digest("small"), loaded.store.moment()
    rebuilt = loaded.store.rebuild(reader)
    assert (len(rebuilt.same), rebuilt.restored, rebuilt.differing) == (2, (), ())
    assert str(rebuilt) == "核对了2份报送，2份与原件一致"
    assert (loaded.store.digest("small"), loaded.store.moment()) == (before, moment)


def test_each_original_is_read_under_the_plan_of_its_day(loaded, reader, document):
    loaded.store.adopt(document | {"due_day": 20}, author="李明", reason="改日期")
    loaded.store.rebuild(reader)
    assert reader.asked == [
        (12, "2023Q2", "龙山区.xlsx", "longshan"),
        (12, "2023Q2", "龙山区.xlsx", "dongfeng"),
    ]


@pytest.mark.parametrize(
    "sql",
    ["delete from milepost.figure", "delete from milepost.figure where indicator = 'market_entities'",
     "update milepost.figure set value = value + 1", "update milepost.figure set cell = 'Z9'"],
)  # fmt: skip
def test_lost_or_altered_figures_are_put_back(loaded, reader, sql):
    before = loaded.store.figures("small")
    damage(loaded.store, sql)
    assert not loaded.store.figures("small").equals(before)
    rebuilt = loaded.store.rebuild(reader)
    assert len(rebuilt.restored) == 2
    assert "2份的数字有缺损，已按原件恢复" in str(rebuilt)
    assert loaded.store.figures("small").equals(before)
    assert len(loaded.store.rebuild(reader).same) == 2


def test_an_original_that_reads_otherwise_now_is_reported_and_changes_nothing(loaded, reader):
    before = loaded.store.digest("small")
    reader.workbooks[b"longshan"] = LONGSHAN | {"new_entities": 901}
    del reader.workbooks[b"dongfeng"]
    rebuilt = loaded.store.rebuild(reader)
    assert rebuilt.same == rebuilt.restored == ()
    first, second = rebuilt.differing
    assert "内容不同" in first.why
    assert second.why == "文件已损坏，请重新保存"
    assert "2份与原件不一致，没有改动" in str(rebuilt)
    assert loaded.store.digest("small") == before


def test_replaced_submissions_are_rebuilt_too_so_that_the_past_is_whole(loaded, reader):
    then = loaded.store.moment()
    before = loaded.store.figures("small", then)
    reader.workbooks[b"corrected"] = {"market_entities": 31300}
    loaded.send({"market_entities": 31300}, b"corrected")
    damage(loaded.store, "delete from milepost.figure")
    assert len(loaded.store.rebuild(reader).restored) == 3
    assert loaded.store.figures("small", then).equals(before)
