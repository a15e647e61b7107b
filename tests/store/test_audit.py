"""Who did what, when, from where: acts leave rows of their own, everything else is noted."""

import pytest

from milepost.plan.period import Period
from milepost.store.audit import About

Q2 = Period.parse("2023Q2")


def test_an_act_is_in_the_trail_with_its_author_and_its_origin(clerk):
    away = clerk.store.at("10.1.2.3")
    away.open_period("small", Period.parse("2023Q3"), by="赵强")
    row = clerk.store.audit.trail().iloc[0]
    assert (row["person"], row["act"], row["plan"], row["period"]) == ("赵强", "open", "small", "2023Q3")
    assert row["origin"] == "10.1.2.3"


def test_every_act_of_a_quarter_is_told_newest_first(clerk):
    receipt = clerk.send({"market_entities": 31200})
    clerk.store.publish("small", Q2, by="李明", reason="")
    clerk.store.correct("small", Q2, by="李明", reason="龙山区来函")
    clerk.store.withdraw(receipt.submission, by="王芳", reason="报错了")
    clerk.send({"market_entities": 31250})
    clerk.store.publish("small", Q2, by="李明")
    told = clerk.store.audit.trail()
    acts = ["publish", "submit", "withdraw", "correct", "publish", "submit", "open", "adopt"]
    assert told["act"].tolist() == acts
    assert told["time"].is_monotonic_decreasing
    assert told[told["act"] == "withdraw"]["what"].item() == "龙山区.xlsx：报错了"
    assert set(told["origin"]) == {""}


def test_a_note_outdates_nothing(clerk):
    before = clerk.store.moment()
    store = clerk.store.at("console")
    store.audit.note("download", "王芳", About("small", "2023Q2", what="通报.zip"))
    assert store.moment() == before
    row = store.audit.trail(limit=1).iloc[0]
    assert row.drop("time").tolist() == ["王芳", "download", "small", "2023Q2", "", "通报.zip", "console"]


@pytest.mark.parametrize("text", ["'; delete from milepost.audit; --", "=cmd|' /C calc'!A0", "\x00", "🙂" * 200])
def test_a_note_is_kept_as_it_was_written(clerk, text):
    clerk.store.audit.note("sign_in_failed", text, About(what=text))
    assert clerk.store.audit.trail(limit=1)[["person", "what"]].iloc[0].tolist() == [text, text]
