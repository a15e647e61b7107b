"""The command line's tables and exit statuses."""

import json
from collections import Counter

import pandas as pd
import pytest

from milepost.__main__ import main

CIF = """series,base_value,base_year,current_value,current_year,target,target_year,direction,limit
CIF 1-1-1,14.5,2015,10.2,2023,7.25,2030,-1,
CIF 1-1-1 revised,14.5,2015,10.4,2023,7.25,2030,-1,
CIF 1-2-1,66.6,2016,71.4,2023,,,1,100
half empty,,2015,10,2023,20,2030,1,
"""


def run(capsys, *words: object) -> tuple[int, str, str]:
    status = main([str(word) for word in words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_the_goals_of_all_shipped_plans_are_listed_without_making_a_store(tmp_path, capsys):
    status, out, _ = run(capsys, "goals", "--format", "json", "--store", tmp_path / "nothing")
    rows = json.loads(out)
    assert status == 0
    counts = Counter(row["plan"] for row in rows)
    assert set(counts) == {"liaoyuan-2022", "jiaxing-2018", "jilin-2022", "xiaodian-2022"}
    assert counts["liaoyuan-2022"] == 26
    big = next(row for row in rows if row["plan"] == "liaoyuan-2022" and row["value"] == 120000)
    assert (big["operator"], big["kind"], big["stretch"], big["deadline"]) == (">", "stock", True, "2024-12-31")
    assert big["deadline_about"] is True
    assert big["base_value"] is None
    assert not (tmp_path / "nothing").exists()


def test_published_verdicts_come_out_and_a_series_without_one_says_why(tmp_path, capsys):
    """StatCan's CIF 1-1-1 before and after its revision of 6 May 2026, and a series without target near its limit."""
    (tmp_path / "cif.csv").write_text(CIF, encoding="utf-8")
    status, out, _ = run(capsys, "assess", tmp_path / "cif.csv", "--method", "cagr", "--format", "json")
    rows = {row["series"]: row for row in json.loads(out)}
    assert status == 0
    assert rows["CIF 1-1-1"]["status"] == "substantial"
    assert rows["CIF 1-1-1"]["progress"] == pytest.approx(0.9525901792, abs=1e-9)
    assert rows["CIF 1-1-1 revised"]["status"] == "moderate"
    assert rows["CIF 1-2-1"]["score"] == pytest.approx(1.7397528501, abs=1e-9)
    assert rows["half empty"]["status"] == "no verdict"
    assert rows["half empty"]["reason"]


def test_a_table_comes_as_csv_too(tmp_path, capsys):
    status, out, _ = run(capsys, "units", "--plan", "liaoyuan-2022", "--format", "csv", "--store", tmp_path / "no")
    (tmp_path / "units.csv").write_text(out, encoding="utf-8")
    units = pd.read_csv(tmp_path / "units.csv", dtype={"code": str}).set_index("id")
    assert status == 0
    assert units.loc["longshan", "code"] == "220402"
    assert units.loc["longshan", "name"] == "龙山区"


def test_a_file_that_is_no_csv_is_one_sentence(tmp_path, capsys):
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff\xfe")
    status, out, err = run(capsys, "assess", tmp_path / "picture.csv", "--method", "trend")
    assert (status, out) == (1, "")
    assert "CSV" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "是空的"),
        (b"base_value,base_year\n1,2\n", "缺少列 series"),
        (b"series,base_value\na,1\n", "数据缺少列：base_year、current_value、current_year、direction"),
        (None, "读不了"),
    ],
)
def test_what_a_csv_lacks_is_one_sentence(tmp_path, capsys, content, said):
    if content is not None:
        (tmp_path / "x.csv").write_bytes(content)
    status, out, err = run(capsys, "assess", tmp_path / "x.csv", "--method", "cagr")
    assert (status, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_csv_out_of_a_spreadsheet_is_read(tmp_path, capsys):
    rows = ["series,base_value,base_year,current_value,current_year,target,target_year,direction,limit",
            'a,"26,866",2016,"36,058",2024,"13,433",2028,down,', "b,66.6%,2016,71.4%,2023,,,up,100%"]  # fmt: skip
    (tmp_path / "x.csv").write_bytes(b"\xef\xbb\xbf" + "\r\n".join(rows).encode())
    status, out, _ = run(capsys, "assess", tmp_path / "x.csv", "--method", "cagr", "--format", "json")
    first, second = json.loads(out)
    assert status == 0
    assert (first["series"], first["status"], first["score"]) == ("a", "deterioration", -5)
    assert (second["status"], second["score"]) == ("moderate", pytest.approx(1.7397528501, abs=1e-9))


def test_series_of_one_promise_get_a_row_together(tmp_path, capsys):
    """CIF 1-1-1 revised scores 2.1507 and 15-4-1 −0.3500: their mean 0.9004 is moderate; CIF 1-2-1 stands alone."""
    rows = ["series,base_value,base_year,current_value,current_year,target,target_year,direction,limit,group",
            "a,14.5,2015,10.4,2023,7.25,2030,-1,,both", "b,10.1,2015,13.7,2023,30,2030,1,,both",
            "c,66.6,2016,71.4,2023,,,1,100,", "d,1,2015,,2023,2,2030,1,,both"]  # fmt: skip
    (tmp_path / "x.csv").write_text("\n".join(rows), encoding="utf-8")
    status, out, _ = run(capsys, "assess", tmp_path / "x.csv", "--method", "cagr", "--format", "json")
    *single, both = json.loads(out)
    assert status == 0
    assert [row["series"] for row in single] == ["a", "b", "c", "d"]
    assert both["score"] == pytest.approx((2.1506954374 - 0.3499557281) / 2, abs=1e-9)
    assert (both["series"], both["progress"], both["status"]) == ("both", None, "moderate")
    assert both["reason"] == "3个序列综合：得分平均，其中1个没有结论，未计"


def test_of_several_targets_the_worst_counts(tmp_path, capsys):
    """Destatis 5.1.d 2019 is sun and cloud, 12.2 2021 a cloud."""
    rows = ["series,year,y_t-5,y_t-4,y_t-3,y_t-2,y_t-1,y_t,target,target_year,direction,group",
            "5.1.d,2019,34.8,36.54,38.28,40.02,41.76,43.5,65,2030,1,two",
            "12.2,2021,2073,2116.4,2159.8,2203.2,2246.6,2290,5000,2030,1,two"]  # fmt: skip
    (tmp_path / "x.csv").write_text("\n".join(rows), encoding="utf-8")
    _, out, _ = run(capsys, "assess", tmp_path / "x.csv", "--method", "trend", "--format", "json")
    assert [row["status"] for row in json.loads(out)] == ["sun+cloud", "cloud", "cloud"]


def test_an_act_that_is_not_there_is_wrong_usage(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["fly"])
    assert stop.value.code == 2
    assert capsys.readouterr().err.startswith("用法不对")
