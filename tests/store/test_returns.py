"""Returns: a file goes back and stays open until its sender answers with the same form."""

import pytest

from milepost.errors import NotFoundError, RefusedError
from milepost.plan.period import Period
from milepost.store.returns import Returned

Q2, Q3 = Period.parse("2023Q2"), Period.parse("2023Q3")


def returned(clerk, *, form="季报", sender="longshan", note="B3不是数字", content=b"odd") -> Returned:
    sha256 = clerk.store.keep_original(content)
    return Returned("small", Q2, sender, form, "龙山区.xlsx", sha256, 1, note)


def states(clerk) -> list[str]:
    return clerk.store.returns.of("small")["state"].tolist()


def test_a_return_is_open_until_its_sender_sends_that_form_again(clerk):
    clerk.send({"market_entities": 1})
    clerk.store.returns.add(returned(clerk), by="王芳")
    assert states(clerk) == ["open"]
    clerk.send({"market_entities": 31200}, sender="xian")
    clerk.send({"market_entities": 31200}, form="另一张表")
    assert states(clerk) == ["open"]
    clerk.send({"market_entities": 31250})
    assert states(clerk) == ["answered"]
    row = clerk.store.returns.of("small", Q2).iloc[0]
    assert (row["by"], row["problems"], row["note"], row["ended_by"]) == ("王芳", 1, "B3不是数字", "")
    assert clerk.store.original(row["sha256"]) == b"odd"
    assert clerk.store.returns.of("small", Q3).empty


def test_a_file_whose_form_nobody_knows_is_answered_by_any(clerk):
    clerk.store.returns.add(returned(clerk, form=""), by="王芳")
    clerk.send({"market_entities": 31200}, form="随便哪张")
    assert states(clerk) == ["answered"]


def test_a_submission_goes_back_with_its_return_in_one_act(clerk):
    receipt = clerk.send({"market_entities": 31200})
    clerk.store.returns.add(returned(clerk), by="王芳", submission=receipt.submission)
    [life] = clerk.store.submissions("small").to_dict("records")
    assert (life["state"], life["withdrawn_because"]) == ("withdrawn", "B3不是数字")
    assert clerk.values() == {}
    assert clerk.store.returns.of("small")["submission"].tolist() == [receipt.submission]


def test_a_published_submission_does_not_go_back_and_leaves_no_return(clerk):
    receipt = clerk.send({"market_entities": 31200})
    clerk.store.publish("small", Q2, by="李明")
    with pytest.raises(RefusedError, match="要改动请先开更正"):
        clerk.store.returns.add(returned(clerk), by="王芳", submission=receipt.submission)
    assert states(clerk) == []


def test_the_same_file_is_not_returned_twice_while_it_is_out(clerk):
    clerk.store.returns.add(returned(clerk), by="王芳")
    with pytest.raises(RefusedError, match="已经退回过"):
        clerk.store.returns.add(returned(clerk), by="赵强")
    clerk.send({"market_entities": 31200})
    clerk.store.returns.add(returned(clerk), by="赵强")
    assert states(clerk) == ["answered", "open"]


def test_the_office_may_close_a_return_with_a_reason(clerk):
    new = clerk.store.returns.add(returned(clerk), by="王芳")
    with pytest.raises(RefusedError, match="须写明原因"):
        clerk.store.returns.close(new, by="王芳", reason=" ")
    clerk.store.returns.close(new, by="王芳", reason="改用另一张表报了")
    row = clerk.store.returns.of("small").iloc[0]
    assert (row["state"], row["ended_by"], row["ended_because"]) == ("closed", "王芳", "改用另一张表报了")
    with pytest.raises(RefusedError, match="已经了结"):
        clerk.store.returns.close(new, by="王芳", reason="再来一次")
    with pytest.raises(NotFoundError):
        clerk.store.returns.close("x", by="王芳", reason="没有这份")
    # What comes afterwards does not make it answered.
    clerk.send({"market_entities": 31200})
    assert states(clerk) == ["closed"]


def test_a_return_says_what_has_to_be_changed(clerk):
    with pytest.raises(RefusedError, match="须写明原因"):
        clerk.store.returns.add(returned(clerk, note=" "), by="王芳")


def test_a_return_makes_nobodys_decision_stale(clerk):
    clerk.send({"market_entities": 31200})
    looked = clerk.store.moment()
    clerk.store.returns.add(returned(clerk), by="王芳")
    assert clerk.store.publish("small", Q2, by="李明", based_on=looked) == 1
