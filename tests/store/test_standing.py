"""An answer of now holds until the next act, and not a moment longer."""

from milepost.plan.period import Period
from milepost.store.quarter import PeriodState
from milepost.store.standing import Standing

Q2, Q3 = Period.parse("2023Q2"), Period.parse("2023Q3")


def test_a_question_is_asked_once_between_two_acts():
    standing, answers = Standing(), iter(["as it was", "as it is"])
    assert [standing.answer("how", lambda: next(answers)) for _ in range(2)] == ["as it was"] * 2
    standing.change()
    assert standing.answer("how", lambda: next(answers)) == "as it is"


def test_an_answer_that_an_act_overtakes_is_not_kept():
    standing = Standing()

    def slow() -> str:
        standing.change()
        return "as it was"

    assert standing.answer("how", slow) == "as it was"
    assert standing.answer("how", lambda: "as it is") == "as it is"


def test_what_was_asked_before_an_act_is_asked_anew_after_it(store):
    assert store.state("small", Q2) is PeriodState.COLLECTING
    assert store.periods("small")["period"].tolist() == ["2023Q2"]
    store.at("10.0.0.7").open_period("small", Q3, by="李明")
    assert store.periods("small")["period"].tolist() == ["2023Q2", "2023Q3"]


def test_whoever_changes_an_answer_changes_it_for_nobody_else(store):
    mine = store.periods("small")
    mine.loc[0, "period"] = "1999Q1"
    assert store.periods("small")["period"].tolist() == ["2023Q2"]
