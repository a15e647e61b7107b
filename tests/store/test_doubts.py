"""Explained doubts stay with the submission; several periods of one original are kept together or not at all."""

import pytest

from milepost.errors import RefusedError
from milepost.plan.period import Period
from milepost.plan.reading import Problem
from milepost.store.store import Explanation, Source
from tests.store.conftest import Q2, reading

FELL = Problem("doubt", "fell", "比上期少了一半", "请核对", "季报", "B3", "15000")
LACKS = Problem("doubt", "missing", "应报的“累计个转企”没有数", "请补报")


def send(store, explanation):
    sha256 = store.keep_original(b"x")
    given = reading({"market_entities": 15000}, problems=(FELL, LACKS))
    return store.submit("small", given, Source("龙山区.xlsx", sha256, "王芳"), explanation=explanation)


def test_each_doubt_keeps_what_explains_it(store):
    said = Explanation("其余属实", {FELL: "市场主体总量：集中清理"})
    receipt = send(store, said)
    kept = store.doubts.of(receipt.submission)
    assert list(zip(kept["code"], kept["cell"], kept["explanation"], strict=True)) == [
        ("fell", "B3", "市场主体总量：集中清理"), ("missing", "", "其余属实"),
    ]  # fmt: skip
    assert store.submissions("small")["explanation"].tolist() == ["其余属实；市场主体总量：集中清理"]


def test_a_doubt_that_nobody_explained_keeps_the_file_out(store):
    with pytest.raises(RefusedError, match="1处存疑"):
        send(store, Explanation(single={FELL: "集中清理"}))
    assert store.submissions("small").empty


def test_several_periods_are_kept_together_or_not_at_all(store):
    sha256 = store.keep_original(b"history")
    q1 = reading({"market_entities": 30000}, period=Period.parse("2023Q1"))
    both = [reading({"market_entities": 31000}), q1]
    with pytest.raises(RefusedError):  # the first quarter is not open
        store.submit_all("small", both, Source("历年.xlsx", sha256, "王芳"))
    assert store.submissions("small").empty
    store.open_period("small", q1.period, by="李明")
    receipts = store.submit_all("small", both, Source("历年.xlsx", sha256, "王芳"))
    assert [receipt.repeated for receipt in receipts] == [False, False]
    assert sorted(store.submissions("small")["period"]) == ["2023Q1", str(Q2)]
    again = store.submit_all("small", both, Source("历年.xlsx", sha256, "王芳"))
    assert [receipt.repeated for receipt in again] == [True, True]
