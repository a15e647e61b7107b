"""`milepost user`: accounts from a terminal."""

import json

from milepost.__main__ import main


def run(capsys, *words: object) -> tuple[int, str, str]:
    status = main([str(word) for word in words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_an_account_is_added_listed_reset_and_disabled(tmp_path, capsys):
    store = ("--store", tmp_path, "--by", "李明")
    status, first, told = run(capsys, "user", "add", "Wang", "--role", "admin", *store)
    assert (status, len(first.strip())) == (0, 19)
    assert "只显示这一次" in told
    run(capsys, "user", "add", "孙审", "--role", "auditor", *store)
    status, second, _ = run(capsys, "user", "reset", "wang", *store)
    assert second != first
    run(capsys, "user", "disable", "孙审", *store)
    rows = json.loads(run(capsys, "user", "list", "--format", "json", *store)[1])
    assert [(row["name"], row["role"], row["disabled"]) for row in rows] == [
        ("wang", "admin", False),
        ("孙审", "auditor", True),
    ]
    assert first.strip() not in json.dumps(rows)


def test_what_cannot_be_done_is_one_sentence(tmp_path, capsys):
    store = ("--store", tmp_path)
    for words, why in (
        (("reset", "nobody"), "没有账号“nobody”"),
        (("add", "<script>", "--role", "clerk"), "账号名只用"),
        (("add", "龙山", "--role", "unit"), "哪个方案的哪个单位"),
    ):
        status, out, err = run(capsys, "user", *words, *store)
        assert (status, out) == (1, "")
        assert why in err
        assert err.count("\n") == 1
