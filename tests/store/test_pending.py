"""Files that wait for the head of their unit: one decision each, and nothing of them counts before."""

import threading

import pytest

from milepost.errors import NotFoundError, RefusedError
from milepost.plan.period import Period
from milepost.store.pending import Handed

Q2 = Period.parse("2023Q2")


def handed(clerk, content=b"one", file="龙山区.xlsx", period=Q2) -> Handed:
    return Handed("small", period, "longshan", file, clerk.store.keep_original(content), "属实", "王芳")


def outcomes(clerk) -> list[str]:
    return clerk.store.pending.of("small")["outcome"].tolist()


def test_a_file_waits_with_who_when_and_what(clerk):
    new = clerk.store.pending.add(handed(clerk))
    row = clerk.store.pending.of("small", Q2).iloc[0]
    assert (row["id"], row["by"], row["explanation"], row["outcome"]) == (new, "王芳", "属实", "")
    assert clerk.store.pending.waiting(new).handed == handed(clerk)
    assert clerk.store.figures("small").empty


def test_the_same_file_is_the_same_and_another_takes_its_place(clerk):
    first = clerk.store.pending.add(handed(clerk))
    assert clerk.store.pending.add(handed(clerk)) == first
    clerk.store.pending.add(handed(clerk, b"two"))
    assert outcomes(clerk) == ["replaced", ""]
    clerk.store.pending.add(handed(clerk, b"three", "另一张.xlsx"))
    assert outcomes(clerk) == ["replaced", "", ""]


def test_a_head_approves_once(clerk):
    new = clerk.store.pending.add(handed(clerk))
    clerk.store.pending.approved(new, "s1", by="张主任")
    with pytest.raises(RefusedError, match=r"“龙山区.xlsx”已由张主任同意"):
        clerk.store.pending.refused(new, by="李主任", reason="数不对")
    row = clerk.store.pending.of("small").iloc[0]
    assert (row["outcome"], row["submission"], row["ended_by"]) == ("approved", "s1", "张主任")


def test_a_refusal_says_why(clerk):
    new = clerk.store.pending.add(handed(clerk))
    with pytest.raises(RefusedError, match="须写明原因"):
        clerk.store.pending.refused(new, by="张主任", reason="")
    clerk.store.pending.refused(new, by="张主任", reason="总量少报了")
    assert clerk.store.pending.of("small").iloc[0]["reason"] == "总量少报了"
    with pytest.raises(NotFoundError):
        clerk.store.pending.waiting("x")


def test_of_two_heads_who_decide_at_once_one_is_told(filing_clerk):
    new = filing_clerk.store.pending.add(handed(filing_clerk))
    told: list[str] = []

    def decide(name: str) -> None:
        try:
            filing_clerk.store.pending.approved(new, "s1", by=name)
        except RefusedError as error:
            told.append(str(error))

    threads = [threading.Thread(target=decide, args=(name,)) for name in ("张主任", "李主任")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1
    assert outcomes(filing_clerk) == ["approved"]


def test_nothing_waits_for_a_quarter_that_is_not_collected(clerk):
    with pytest.raises(RefusedError, match="未开放，不能报送"):
        clerk.store.pending.add(handed(clerk, period=Period.parse("2023Q3")))
