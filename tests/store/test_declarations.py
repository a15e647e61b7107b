"""够发布: said of a quarter under way, and gone when it begins anew."""

import pytest

from milepost.errors import RefusedError
from milepost.plan.period import Period

Q2 = Period.parse("2023Q2")


def test_the_last_declaration_names_who_is_missing(clerk):
    assert clerk.store.declarations.last("small", Q2) is None
    clerk.store.declarations.declare("small", Q2, ["xian", "science"], by="李明", note="缺西安区、市科技局")
    clerk.store.declarations.declare("small", Q2, ["xian"], by="赵强", note="缺西安区")
    last = clerk.store.declarations.last("small", Q2)
    assert (last.missing, last.by, last.note) == ({"xian"}, "赵强", "缺西安区")
    assert clerk.store.declarations.last("small", Period.parse("2023Q1")) is None


def test_a_correction_begins_without_one(clerk):
    clerk.send({"market_entities": 31200})
    clerk.store.declarations.declare("small", Q2, ["xian"], by="李明", note="")
    clerk.store.publish("small", Q2, by="李明")
    with pytest.raises(RefusedError, match="已发布，不能说够发布"):
        clerk.store.declarations.declare("small", Q2, [], by="李明", note="")
    clerk.store.correct("small", Q2, by="李明", reason="来函")
    assert clerk.store.declarations.last("small", Q2) is None
