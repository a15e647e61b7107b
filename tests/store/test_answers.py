"""Answers about names: the last one holds, a taken-back one is gone, and every one stays in the history."""

import pytest

from milepost.errors import RefusedError
from milepost.store.answers import Met

LINE = Met("city", "东丰线", "unit", "dongfeng", "全市.xlsx", "季报!A7")
OTHER = Met("city", "东丰线", "unit", "dongliao")


def live(store):
    frame = store.answers.live("small")
    return list(zip(frame["text"], frame["meant"], frame["answer"], strict=True))


def test_the_last_answer_holds_and_the_history_keeps_all(store):
    store.answers.give("small", LINE, "no", "王芳")
    store.answers.give("small", LINE, "yes", "李明")
    assert live(store) == [("东丰线", "dongfeng", "yes")]
    assert store.answers.history("small")["by"].tolist() == ["王芳", "李明"]


def test_one_name_of_a_sender_means_one_thing_the_last_that_was_said(store):
    store.answers.give("small", LINE, "yes", "王芳")
    store.answers.give("small", OTHER, "yes", "王芳")
    assert live(store) == [("东丰线", "dongliao", "yes")]


def test_an_answer_taken_back_holds_no_longer_but_did_then(store):
    store.answers.give("small", LINE, "yes", "王芳")
    then = store.moment()
    store.answers.give("small", LINE, "forget", "王芳")
    assert live(store) == []
    assert len(store.answers.live("small", then)) == 1


def test_an_answer_needs_a_name(store):
    with pytest.raises(RefusedError):
        store.answers.give("small", Met("city", " ", "unit", "dongfeng"), "yes", "王芳")
