"""History: many periods of one workbook by one act, before the plan's start too, all of them or none."""

import json
from contextlib import closing

import pytest

from milepost import loading_history, workflow
from milepost.__main__ import main
from milepost.desk import open_desk
from milepost.errors import RefusedError
from milepost.plan.period import Period
from milepost.workflow import Upload
from tests.intake.cells import workbook

YEARS = [
    ["东丰县历年市场主体"],
    ["指标", "2020年", "2021年四季度", "2022年一季度"],
    ["市场主体总量", 20000, 22000, 22300],
    ["累计个转企", 30, 60, 75],
]
QUARTERS = [Period.parse(text) for text in ("2020Q4", "2021Q4", "2022Q1")]


@pytest.fixture
def desk(document):
    with closing(open_desk(None)) as opened:
        opened.store.adopt(document, author="测试", reason="测试")
        yield opened


def upload(rows=YEARS, explanation="取自统计公报", **rest) -> Upload:
    return Upload("历年.xlsx", workbook(rows, **rest), "", "王芳", explanation)


def test_every_period_is_seen_with_its_figures_and_doubts_and_nothing_is_stored(desk):
    past = loading_history.look(desk, "small", upload())
    assert past.sender == "dongfeng"
    assert [(one.period, len(one.reading.figures)) for one in past.periods] == [(q, 2) for q in QUARTERS]
    assert desk.store.submissions("small").empty
    assert desk.store.periods("small").empty


def test_all_periods_are_loaded_by_one_act_and_their_cells_are_the_files(desk):
    made = loading_history.load(desk, "small", upload())
    assert len(made) == 3
    figures = desk.store.figures("small")
    first = figures[(figures["period"] == "2020Q4") & (figures["indicator"] == "market_entities")].iloc[0]
    assert (first["value"], first["cell"], first["file"]) == (20000, "B3", "历年.xlsx")
    assert desk.store.submissions("small")["time"].nunique() == 1
    assert sorted(desk.store.periods("small")["period"]) == ["2020Q4", "2021Q4", "2022Q1"]
    assert "3份与原件一致" in workflow.rebuild(desk)


def test_the_same_file_again_changes_nothing(desk):
    file = upload()
    assert loading_history.load(desk, "small", file) == loading_history.load(desk, "small", file)


def test_sheets_of_their_own_quarters_are_periods_too(desk):
    def sheet(total):
        return [["指标", "本期数"], ["市场主体总量", total]]

    content = workbook(sheet(20000), sheet(20500), names=["2021年一季度", "2021年二季度"])
    past = loading_history.look(desk, "small", Upload("东丰县.xlsx", content))
    assert [(str(one.period), one.reading.figures["value"].tolist()) for one in past.periods] == [
        ("2021Q1", [20000]), ("2021Q2", [20500]),
    ]  # fmt: skip


def test_a_later_period_is_doubted_beside_an_earlier_one_of_the_same_file(desk):
    fallen = [*YEARS[:3], ["累计个转企", 30, 60, 50]]
    past = loading_history.look(desk, "small", upload(fallen))
    assert "falls" in [problem.code for problem in past.periods[2].reading.problems]
    assert "falls" not in [problem.code for problem in past.periods[1].reading.problems]


def test_one_bad_period_keeps_all_of_them_out(desk):
    odd = [*YEARS[:2], ["市场主体总量", 20000, "两万左右", 22300]]
    with pytest.raises(RefusedError, match="2021年四季度有1处错误，全部没有入库"):
        loading_history.load(desk, "small", upload(odd))
    assert desk.store.submissions("small").empty
    assert desk.store.periods("small").empty
    assert len(loading_history.load(desk, "small", upload(odd), [QUARTERS[0], QUARTERS[2]])) == 2


def test_doubts_want_an_explanation(desk):
    with pytest.raises(RefusedError, match="存疑没有说明"):
        loading_history.load(desk, "small", upload(explanation=""))
    assert desk.store.submissions("small").empty


def test_a_published_period_takes_nothing(desk):
    loading_history.load(desk, "small", upload())
    workflow.publish(desk, "small", QUARTERS[0], by="王芳")
    with pytest.raises(RefusedError, match="2020年四季度已发布"):
        loading_history.load(desk, "small", upload([*YEARS[:2], ["市场主体总量", 20001, 22000, 22300]]))


def test_the_command_line_loads_history(tmp_path, capsys):
    (tmp_path / "历年.xlsx").write_bytes(workbook([*YEARS[:3], ["企业户数", 4000, 4400, 4500]]))
    words = ["history", str(tmp_path / "历年.xlsx"), "--plan", "liaoyuan-2022", "--store", str(tmp_path / "store")]
    assert main(words) == 1
    assert "存疑没有说明" in json.loads(capsys.readouterr().out)["refused"]
    assert main([*words, "--explain", "取自统计公报"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["period"] for one in told["periods"]] == ["2020Q4", "2021Q4", "2022Q1"]
    assert len(told["submissions"]) == 3
