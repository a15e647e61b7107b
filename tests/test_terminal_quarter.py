"""A quarter's life from a terminal: enough is said, published, sent back, approved, and a scan put beside it."""

import json
from pathlib import Path

import pytest

from milepost.__main__ import main
from milepost.desk import open_desk
from milepost.store.audit import Asked
from tests.pages.visit import Q2, report


@pytest.fixture
def folder(tmp_path, document) -> Path:
    desk = open_desk(tmp_path / "store")
    desk.store.adopt(document, author="测试", reason="测试")
    desk.close()
    return tmp_path


def run(capsys, folder: Path, *words: object) -> tuple[int, str, str]:
    status = main([*(str(word) for word in words), "--store", str(folder / "store")])
    said = capsys.readouterr()
    return status, said.out, said.err


def load(capsys, folder: Path, *words: str) -> dict[str, object]:
    upload = report("龙山区", Q2, market=31200)
    (folder / upload.name).write_bytes(upload.content)
    act = ("load", folder / upload.name, "--plan", "small", "--period", "2024Q2", "--by", "王芳", "--explain", "属实")
    [answer] = json.loads(run(capsys, folder, *act, *words)[1])["files"]
    return answer


def test_what_publishing_leaves_open_is_said_beside_the_number(folder, capsys):
    load(capsys, folder)
    here = ("--plan", "small", "--period", "2024Q2", "--by", "李明")
    assert run(capsys, folder, "declare", *here)[1] == "够发布 · 缺6家\n"
    status, out, err = run(capsys, folder, "publish", *here)
    assert (status, out) == (0, "1\n")
    assert "西安区、东丰县、东辽县、高新区、市科技局、市商务局（6家）还没报齐，按未报发布" in err


def test_a_submission_goes_back_and_a_scan_stays_beside_it(folder, capsys):
    kept = load(capsys, folder)["submission"]
    (folder / "盖章.pdf").write_bytes(b"%PDF-1.7")
    (folder / "盖章.html").write_bytes(b"<html>")
    assert run(capsys, folder, "attach", kept, folder / "盖章.pdf", "--by", "王芳")[:2] == (0, "盖章.pdf\n")
    status, _, err = run(capsys, folder, "attach", kept, folder / "盖章.html", "--by", "王芳")
    assert (status, "不是 PDF、JPG 或 PNG" in err) == (1, True)
    assert run(capsys, folder, "return", kept, "--reason", "与台账不一致", "--by", "李明")[0] == 0
    [row] = json.loads(run(capsys, folder, "returns", "--plan", "small", "--format", "json")[1])
    assert (row["sender"], row["state"], row["note"]) == ("longshan", "open", "与台账不一致")
    acts = [one["act"] for one in json.loads(run(capsys, folder, "audit", "--format", "json")[1])]
    assert acts[0] == "export"  # of the list before
    assert acts[1:4] == ["return", "withdraw", "attach"] or acts[1:4] == ["withdraw", "return", "attach"]


def test_a_waiting_file_is_approved_once(folder, capsys, document):
    desk = open_desk(folder / "store")
    desk.store.adopt(document | {"approval": True}, author="测试", reason="须审签")
    desk.close()
    assert load(capsys, folder)["status"] == "waiting"
    [row] = json.loads(run(capsys, folder, "waiting", "--plan", "small", "--format", "json")[1])
    assert run(capsys, folder, "approve", row["id"], "--by", "张主任")[0] == 0
    status, _, err = run(capsys, folder, "refuse", row["id"], "--reason", "数不对", "--by", "李主任")
    assert (status, err) == (1, "“龙山区2024年二季度.xlsx”已由张主任同意，不需要再审；请刷新\n")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("figures", "--plan", "small", "--format", "csv"), "figures.csv"),
        (("progress", "--plan", "small", "--period", "2024Q2", "--format", "json"), "progress.json"),
        (("status", "--plan", "small", "--period", "2024Q2", "--format", "csv"), "status.csv"),
        (("user", "list", "--format", "csv"), "user.csv"),
        (("calendar", "--plan", "small", "--out", "日历.ics"), "日历.ics"),
        (("template", "--plan", "small", "--period", "2024Q2", "--unit", "龙山区", "--out", "."),
         "龙山区2024年二季度报表.xlsx"),
        (("figures", "--plan", "small"), None),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)  # fmt: skip
def test_what_is_taken_out_at_the_terminal_stands_in_the_trail(folder, capsys, monkeypatch, words, what):
    monkeypatch.chdir(folder)
    load(capsys, folder)
    assert run(capsys, folder, *words)[0] == 0
    desk = open_desk(folder / "store")
    exports = desk.store.audit.trail(Asked(act="export"))
    assert exports[["person", "what", "origin"]].to_numpy().tolist() == ([["命令行", what, "命令行"]] if what else [])
    desk.close()
