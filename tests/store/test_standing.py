"""An answer of now holds until the next act, and not a moment longer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier, get_ident
from time import sleep
from unittest.mock import Mock

import pandas as pd
import pytest

from milepost.errors import NotFoundError
from milepost.plan.period import Period
from milepost.store.quarter import PeriodState
from milepost.store.standing import MOMENT, Standing
from milepost.store.store import Store
from tests.store.conftest import at_work

Q2, Q3 = Period.parse("2023Q2"), Period.parse("2023Q3")
NOON, ONE, TWO = (datetime(2024, 1, 2, hour) for hour in (12, 13, 14))


def test_a_question_is_asked_once_between_two_acts():
    standing, answers = Standing(NOON), iter(["as it was", "as it is"])
    assert [standing.answer("how", lambda: next(answers)) for _ in range(2)] == ["as it was"] * 2
    standing.change(ONE)
    assert standing.answer("how", lambda: next(answers)) == "as it is"


def test_an_answer_that_an_act_overtakes_is_not_kept():
    standing = Standing(NOON)

    def slow() -> str:
        standing.change(ONE)
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


def test_of_many_who_ask_at_once_one_asks_the_store_and_the_others_wait():
    standing, asked, ready = Standing(NOON), [], Barrier(4)

    def ask() -> str:
        asked.append(get_ident())
        sleep(0.05)
        return standing.answer("what that rests on", lambda: "as it is")

    def come() -> str:
        ready.wait()
        return standing.answer("how", ask)

    with ThreadPoolExecutor(4) as pool:
        said = [pool.submit(come) for _ in range(4)]
        assert [one.result() for one in said] == ["as it is"] * 4
    assert len(asked) == 1


def test_a_table_is_handed_out_as_a_copy():
    standing, rows = Standing(NOON), pd.DataFrame({"period": ["2023Q2"]})
    mine = standing.table("which", lambda: rows)
    mine.loc[0, "period"] = "1999Q1"
    mine["mine"] = 1
    assert standing.table("which", lambda: rows).to_dict("list") == {"period": ["2023Q2"]}


def test_what_could_not_be_answered_is_asked_again():
    standing = Standing(NOON)
    with pytest.raises(NotFoundError):
        standing.answer("how", Mock(side_effect=NotFoundError("没有")))
    assert standing.answer("how", lambda: "as it is") == "as it is"


def test_no_two_memories_of_a_process_have_one_token():
    standing, sample = Standing(NOON), Standing(NOON)
    first = standing.token
    standing.change(ONE)
    assert len({first, standing.token, sample.token, Standing(ONE).token}) == 4


def test_whoever_acted_first_and_tells_of_it_last_takes_no_time_back():
    standing = Standing(NOON)
    standing.change(TWO)
    standing.change(ONE)
    assert standing.answer(MOMENT, lambda: NOON) == TWO


def asked_in_the_gap(store: Store, monkeypatch) -> tuple[datetime, int]:
    """Moment and token as somebody is told them while a quarter is open in the file and nobody was told to forget."""
    asked = []
    real = Standing.change

    def late(standing: Standing, moment: datetime) -> None:
        asked.append((store.moment(), store.token))
        real(standing, moment)

    with monkeypatch.context() as patched:
        patched.setattr(Standing, "change", late)
        store.open_period("small", Q3, by="李明")
    [told] = asked
    return told


def test_who_asks_between_an_act_and_its_being_told_is_told_neither_moment_nor_token_of_it(store, monkeypatch):
    moment, token = asked_in_the_gap(store, monkeypatch)
    assert moment < store.moment()
    assert token != store.token


def test_so_it_is_of_the_first_act_after_opening(tmp_path, document, monkeypatch):
    at_work(Store.open(tmp_path), document).store.close()
    store = Store.open(tmp_path)
    moment, _ = asked_in_the_gap(store, monkeypatch)
    assert moment < store.moment()
    store.close()
