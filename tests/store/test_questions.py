"""The past stays as it was, whatever happens after."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from milepost.errors import NotFoundError, RefusedError
from milepost.plan.period import Period
from milepost.store.moment import utc

Q2 = Period.parse("2023Q2")


@pytest.mark.parametrize(
    "moment",
    [datetime(2023, 7, 12, 1, 30, tzinfo=UTC), datetime(2023, 7, 12, 9, 30, tzinfo=timezone(timedelta(hours=8)))],
)
def test_a_moment_may_come_with_its_zone(moment):
    assert utc(moment) == datetime(2023, 7, 12, 1, 30)


def test_before_the_first_act_there_was_nothing(clerk):
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    clerk.send({"market_entities": 31200})
    assert clerk.store.figures("small", long_ago).empty
    assert clerk.store.submissions("small", as_of=long_ago).empty
    with pytest.raises(NotFoundError, match="没有方案“small”"):
        clerk.store.plan("small", long_ago)


def test_an_unknown_plan_has_no_figures_periods_or_vintages(store):
    assert store.figures("other").empty
    assert store.periods("other").empty
    assert store.vintages("other").empty
    assert store.plan_ids() == ["small"]


def test_submissions_are_told_as_they_stood(clerk):
    first = clerk.send({"market_entities": 31200}).submission
    then = clerk.store.moment()
    clerk.store.withdraw(first, by="王芳", reason="传错文件")
    [row] = clerk.store.submissions("small", as_of=then).to_dict("records")
    assert (row["state"], row["withdrawn_by"], str(row["ended"])) == ("live", "", "NaT")
    [row] = clerk.store.submissions("small").to_dict("records")
    assert (row["state"], row["withdrawn_by"], row["ended"]) == ("withdrawn", "王芳", clerk.store.moment())


def test_periods_come_in_the_order_of_time(store):
    for text in ("2023-11", "2023", "2022Q4"):
        store.open_period("small", Period.parse(text), by="李明")
    assert store.periods("small")["period"].tolist() == ["2022Q4", "2023Q2", "2023-11", "2023"]


def test_two_stores_filled_alike_have_the_same_digest(clerk):
    clerk.send({"market_entities": 31200, "new_entities": 900})
    before = clerk.store.digest("small")
    clerk.send({"market_entities": 31300})
    assert clerk.store.digest("small") != before
    clerk.send({"market_entities": 31200, "new_entities": 900})
    assert clerk.store.digest("small") == before


SENDERS = st.sampled_from(["longshan", "xian"])
FORMS = st.sampled_from(["季报", "登记情况表"])
CELLS = st.dictionaries(
    st.sampled_from(["market_entities", "new_entities", "conversions_ever"]), st.integers(0, 3), min_size=1
).map(lambda cells: dict(sorted(cells.items())))  # in one order: each stands in the cell of its place


class Quarter(RuleBasedStateMachine):
    """A store beside a plain model of it: slot → cells, and what figures() said after every act."""

    clerk_fresh = None

    @initialize()
    def begin(self):
        self.clerk = type(self).clerk_fresh()
        self.slots = {}
        self.ids = {}
        self.past = []
        self.state = "收数中"

    @rule(sender=SENDERS, form=FORMS, cells=CELLS)
    def send(self, sender, form, cells):
        slot = (sender, form)
        if self.state == "已发布" and self.slots.get(slot) != cells:
            with pytest.raises(RefusedError):
                self.clerk.send(cells, sender=sender, form=form)
            return
        receipt = self.clerk.send(cells, sender=sender, form=form)
        assert receipt.repeated == (self.slots.get(slot) == cells)
        assert self.clerk.send(cells, sender=sender, form=form).repeated
        self.slots[slot], self.ids[slot] = cells, receipt.submission

    @rule(sender=SENDERS, form=FORMS)
    def withdraw(self, sender, form):
        if (sender, form) in self.slots and self.state != "已发布":
            self.clerk.store.withdraw(self.ids.pop((sender, form)), by="王芳", reason="传错")
            del self.slots[sender, form]

    @rule()
    def publish_or_correct(self):
        if self.state == "已发布":
            self.clerk.store.correct("small", Q2, by="李明", reason="漏报")
            self.state = "更正中"
        elif self.slots:
            self.clerk.store.publish("small", Q2, by="李明")
            self.state = "已发布"

    @invariant()
    def the_latest_view_is_what_the_slots_hold(self):
        figures = self.clerk.store.figures("small")
        held = {}
        for sender, form, indicator, value in figures[["sender", "form", "indicator", "value"]].to_numpy():
            held.setdefault((sender, form), {})[indicator] = value
        assert held == self.slots
        assert self.clerk.store.state("small", Q2) == self.state
        self.past.append((self.clerk.store.moment(), figures))

    def teardown(self):
        for moment, figures in self.past:
            assert self.clerk.store.figures("small", moment).equals(figures)
        self.clerk.store.close()


def test_any_past_moment_gives_what_was_said_then(fresh_clerk):
    machine = type("Machine", (Quarter,), {"clerk_fresh": staticmethod(fresh_clerk)})
    case = machine.TestCase()
    case.settings = settings(max_examples=10, stateful_step_count=12, deadline=None)
    case.runTest()
