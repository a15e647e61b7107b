"""The same number twice from one sender: the same table is replaced, another one agrees or is doubted."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest

from milepost import remembering, workflow
from milepost.desk import open_desk
from milepost.intake.form import Form, FormTable, Said
from milepost.plan.figure import counted
from milepost.plan.period import Period
from milepost.workflow import Upload
from tests.intake.cells import workbook

Q2 = Period.parse("2023Q2")
TITLED = [["2023年二季度市场主体台账"], ["县区", "市场主体", "本年数"], ["龙山区", 33600, 2700]]
UNTITLED = [["县区", "市场主体", "本年数"], ["龙山区", 33600, 2700]]


@pytest.fixture
def desk(tmp_path, document):
    """A desk whose small plan lets one department report market entities and new ones for all counties."""
    for indicator in document["indicators"][:2]:
        indicator |= {"reported_by": ["science"], "reported_for": "parts"}
    opened = open_desk(tmp_path / "store")
    opened.store.adopt(document, author="测试", reason="测试")
    yield opened
    opened.close()


def load(desk, table, file="一.xlsx", explanation="属实"):
    content = table if isinstance(table, bytes) else workbook(table)
    return workflow.load(desk, "small", Q2, Upload(file, content, "science", "测试", explanation))


def counts(desk) -> dict[str, float]:
    """What counts for 龙山区, by indicator."""
    figures = counted(desk.store.figures("small"), desk.plan("small"))
    return {
        i: v for i, u, v in zip(figures["indicator"], figures["unit"], figures["value"], strict=True) if u == "longshan"
    }


def explain(desk, heading_row: int) -> None:
    """Say of the table that 本年数 are the new ones."""
    title = "市场主体台账" if heading_row else ""
    table = FormTable(
        "sheet1", (heading_row,), heading_row + 1, names=(0,), title=title,
        headings={0: "县区", 1: "市场主体", 2: "本年数"},
        columns={1: Said("market_entities"), 2: Said("new_entities")},
        rows={"龙山区": Said(unit="longshan")}, dated=bool(heading_row),
    )  # fmt: skip
    remembering.remember_form(desk, "small", Form("科技局台账", "science", (table,)), by="测试")


def doubted(result) -> list[str]:
    return [problem.where for problem in result.problems if problem.code == "contradicts"]


@pytest.mark.parametrize("rows", [TITLED, UNTITLED])
def test_a_file_read_by_its_words_and_then_explained_is_replaced_by_what_was_said(desk, rows):
    content = workbook(rows)
    assert load(desk, content).figures == 1
    explain(desk, len(rows) - 2)
    again = load(desk, content)
    assert (again.status, again.figures, again.repeated, doubted(again)) == ("accepted", 2, False, [])
    assert list(desk.store.submissions("small")["state"]) == ["replaced", "live"]
    assert counts(desk) == {"market_entities": 33600, "new_entities": 2700}
    assert load(desk, content).repeated


def test_the_correction_of_a_file_that_was_explained_meanwhile_replaces_what_was_read_by_its_words(desk):
    load(desk, TITLED)
    explain(desk, 1)
    corrected = [*TITLED[:2], ["龙山区", 33700, 2700]]
    assert doubted(load(desk, corrected, "一（更正）.xlsx")) == []
    assert list(desk.store.submissions("small")["state"]) == ["replaced", "live"]
    assert counts(desk) == {"market_entities": 33700, "new_entities": 2700}


def test_another_table_of_the_same_sender_that_gives_another_value_of_the_same_cell_is_doubted(desk):
    load(desk, TITLED)
    other = [["2023年二季度全市主体汇总"], ["县区", "市场主体"], ["龙山区", 34000]]
    result = load(desk, other, "二.xlsx", explanation="")
    assert result.status == "doubts"
    assert doubted(result) == ["Sheet1!B3"]
    (problem,) = [problem for problem in result.problems if problem.code == "contradicts"]
    assert problem.message == "本单位已入库的“一.xlsx”（Sheet1!B3）里这个数是33600，两处不一致"
    assert "先撤回那一份" in problem.remedy
    assert counts(desk) == {"market_entities": 33600}


def test_of_two_tables_that_are_sent_at_once_the_later_one_is_compared_with_the_earlier(desk, monkeypatch):
    """Each clerk's file is held back, once it has been compared, until the other's has been, too; or for a second."""
    other = [["2023年二季度全市主体汇总"], ["县区", "市场主体"], ["龙山区", 34000]]
    explained, both = workflow.explained, Barrier(2)

    def held_back(*file):
        with suppress(BrokenBarrierError):
            both.wait(1)
        return explained(*file)

    monkeypatch.setattr(workflow, "explained", held_back)
    with ThreadPoolExecutor(2) as clerks:
        sent = [clerks.submit(load, desk, TITLED), clerks.submit(load, desk, other, "二.xlsx")]
    results = [one.result() for one in sent]
    assert [one.status for one in results] == ["accepted", "accepted"]
    assert sorted(len(doubted(one)) for one in results) == [0, 1]


def test_once_the_earlier_table_is_withdrawn_or_agrees_nothing_is_doubted(desk):
    first = load(desk, TITLED)
    agreeing = [["2023年二季度全市主体汇总"], ["县区", "市场主体"], ["龙山区", 33600]]
    assert doubted(load(desk, agreeing, "二.xlsx")) == []
    workflow.withdraw(desk, first.submission, by="测试", reason="错表")
    corrected = [*agreeing[:2], ["龙山区", 34000]]
    assert doubted(load(desk, corrected, "二（更正）.xlsx")) == []
    assert counts(desk) == {"market_entities": 34000}
