"""One quarter through the command line, told from its cells; and what a careless or hostile file does to it."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from milepost.__main__ import main
from milepost.desk import open_desk
from milepost.plan.period import Period
from milepost.workflow import Upload, check, load, results
from tests.intake.cells import workbook

Q2 = Period.parse("2023Q2")
CITY_TABLE = [
    ["某市2023年二季度市场主体情况", None, None],
    ["单位：户", None, None],
    ["县  区", "实有市场主体", "新登记市场主体"],
    ["全  市", 112000, 9000],
    ["  龙山区", 33600, 2700],
    ["  西安区", "22,400", 1800],
    ["  东丰县", 24640, 1980],
    ["  东辽县", 22400, 1800],
    ["  高新区", 8960, 720],
]


@pytest.fixture
def store(tmp_path, document) -> Path:
    """A store whose small plan lets one department report market entities for all five counties."""
    for indicator in document["indicators"][:2]:
        indicator |= {"reported_by": ["science"], "reported_for": "parts"}
    desk = open_desk(tmp_path / "store")
    desk.store.adopt(document, author="测试", reason="测试")
    desk.close()
    return tmp_path / "store"


def saved(folder: Path, name: str, rows: list[list[object]]) -> Path:
    path = folder / name
    path.write_bytes(workbook(rows))
    return path


def act(capsys, *words: object) -> tuple[int, str]:
    """Exit status and standard output of one act."""
    status = main([str(word) for word in words])
    return status, capsys.readouterr().out


def test_one_number_walks_from_its_cell_to_the_progress_and_back(tmp_path, store, capsys):
    """112,000 of 100,000 → 120,000 at half of the plan's time: 60.0 % reached, 50.0 % due, 10 points ahead."""
    path = saved(tmp_path, "季报.xlsx", CITY_TABLE)
    here = ("--plan", "small", "--store", store, "--period", "2023Q2")
    status, said = act(capsys, "load", path, *here, "--sender", "科技局", "--explain", "属实")
    assert (status, json.loads(said)["files"][0]["figures"]) == (0, 10)

    rows = json.loads(act(capsys, "progress", *here, "--format", "json")[1])
    row = next(row for row in rows if row["goal"] == "market_entities")
    by_hand = 33600 + 22400 + 24640 + 22400 + 8960
    assert row["value"] == by_hand == 112000
    assert row["reached_share"] == pytest.approx((by_hand - 100000) / (120000 - 100000))
    assert row["due_share"] == pytest.approx(6 / 12)
    assert row["ahead"] == pytest.approx(10)
    assert row["status"] == "快于序时"
    assert row["gap"] == 8001  # 突破: one more than 120,000
    assert row["required_per_quarter"] == pytest.approx(8001 / 6)

    figures = json.loads(act(capsys, "figures", *here, "--format", "json")[1])
    west = next(f for f in figures if f["unit"] == "xian" and f["indicator"] == "market_entities")
    assert (west["sheet"], west["cell"], west["sender"], west["file"]) == ("Sheet1", "B6", "science", "季报.xlsx")
    desk = open_desk(store)
    kept = openpyxl.load_workbook(io.BytesIO(desk.store.original(west["sha256"])))
    desk.close()
    assert kept[west["sheet"]][west["cell"]].value == "22,400"
    assert west["value"] == 22400


def test_the_same_file_twice_changes_nothing(tmp_path, store):
    upload = Upload("季报.xlsx", workbook(CITY_TABLE), "science", "测试", "属实")
    desk = open_desk(store)
    first = load(desk, "small", Q2, upload)
    before = desk.store.digest("small"), desk.store.moment()
    second = load(desk, "small", Q2, upload)
    assert second.repeated
    assert second.submission == first.submission
    assert (desk.store.digest("small"), len(desk.store.submissions("small"))) == (before[0], 1)
    desk.close()


def test_cells_that_a_correction_drops_are_gone_now_and_still_there_in_the_past(store):
    desk = open_desk(store)
    load(desk, "small", Q2, Upload("一.xlsx", workbook(CITY_TABLE), "science", "测试", "属实"))
    then = desk.store.moment()
    without_gaoxin = [*CITY_TABLE[:3], ["全  市", 103040, 8280], *CITY_TABLE[4:8]]
    result = load(desk, "small", Q2, Upload("一（更正）.xlsx", workbook(without_gaoxin), "science", "测试", "属实"))
    assert result.status == "accepted", result.problems
    assert "gaoxin" not in set(desk.store.figures("small")["unit"])
    assert "gaoxin" in set(desk.store.figures("small", then)["unit"])
    now, past = results(desk, "small", Q2), results(desk, "small", Q2, then)
    assert now.now.set_index("goal").loc["market_entities", "status"] == "未报"
    assert past.now.set_index("goal").loc["market_entities", "value"] == 112000
    desk.close()


def test_a_second_form_of_the_same_sender_adds(store):
    desk = open_desk(store)
    load(desk, "small", Q2, Upload("一.xlsx", workbook(CITY_TABLE), "science", "测试", "属实"))
    other = [["2023年二季度高新技术企业情况"], ["县区", "高新技术企业（户）"], ["龙山区", 6], ["西安区", 4]]
    load(desk, "small", Q2, Upload("二.xlsx", workbook(other), "science", "测试", "属实"))
    assert set(desk.store.figures("small")["indicator"]) == {"market_entities", "new_entities", "high_tech"}
    desk.close()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("照片.xlsx", b"\x89PNG not a workbook at all", "excel"),
        ("空.xlsx", workbook([[]]), "没有任何内容"),
        ("空文件.xlsx", b"", "空"),
        ("季报.xlsx", workbook([["县区", "市场主体"], ["东丰市", 31200]]), "东丰市"),
        ("季报.xlsx", workbook([["县区", "市场主体"], ["东丰县", "三万左右"]]), "三万左右"),
        ("季报.xlsx", workbook([["2023年一季度市场主体情况"], ["县区", "市场主体"], ["东丰县", 31200]]), "一季度"),
        ("季报.xlsx", bytes(200 * 2**20), "20"),
    ],
    ids=["garbage", "empty workbook", "empty file", "unknown county", "text in a number", "wrong quarter", "200 MB"],
)
def test_a_bad_file_gets_a_sentence_with_what_and_what_to_do_and_stores_nothing(store, name, content, said):
    desk = open_desk(store)
    result = load(desk, "small", Q2, Upload(name, content, "science", "测试", "属实"))
    assert result.status in {"refused", "unreadable"}
    assert any(said.lower() in f"{p.message}{p.value}".lower() for p in result.problems), result.problems
    assert all(p.remedy for p in result.problems)
    assert not any("Traceback" in p.message or "Error" in p.message for p in result.problems)
    assert desk.store.figures("small").empty
    good = check(desk, "small", Q2, Upload("好.xlsx", workbook(CITY_TABLE), "science"))
    assert not good.reading.errors, "the desk lives on"
    desk.close()


def test_the_command_line_answers_errors_in_one_line(store, capsys):
    assert main(["progress", "--plan", "none", "--period", "2023Q2", "--store", str(store)]) == 1
    said = capsys.readouterr().err
    assert "没有编号为“none”的方案" in said
    assert said.count("\n") == 1
    with pytest.raises(SystemExit) as stop:
        main(["progress", "--plan", "small", "--period", "二季度", "--store", str(store)])
    assert stop.value.code == 2
    assert "二季度" in capsys.readouterr().err


def test_killed_while_loading_a_file_is_there_whole_or_not_at_all(tmp_path, store):
    """Each round kills the command line a little later in its work; the original is kept before it is parsed."""
    words = ["--plan", "small", "--store", str(store), "--period", "2023Q2", "--sender", "科技局", "--explain", "属实"]
    for round_, delay in enumerate((0.8, 1.4, 2.0, 2.6)):
        rows = [row[:] for row in CITY_TABLE]
        rows[4][1] += round_
        rows[3][1] += round_
        path = saved(tmp_path, f"季报{round_}.xlsx", rows)
        process = subprocess.Popen(
            [sys.executable, "-m", "milepost", "load", str(path), *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
        )
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        desk = open_desk(store)
        kept = desk.store.submissions("small")
        counts = desk.store.figures("small").groupby("submission").size()
        assert all(count == 10 for count in counts)
        assert all(desk.store.original(sha256) for sha256 in kept["sha256"])
        desk.close()
