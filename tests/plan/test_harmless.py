"""Nothing that somebody typed is computed by the spreadsheet that opens it."""

import argparse

import pandas as pd
import pytest

from milepost import terminal
from milepost.__main__ import main
from milepost.plan.harmless import csv_for_office, harmless

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "－1")


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_taken_for_a_formula(text):
    rows = pd.DataFrame({"谁": [text], "内容": ["龙山区.xlsx"], "数": [-1.5]})
    assert harmless(rows).to_numpy().tolist() == [[f"'{text}", "龙山区.xlsx", -1.5]]
    content = csv_for_office(rows)
    assert content.startswith("\ufeff谁,内容,数\r\n".encode())
    assert f"'{text}" in content.decode()


def test_no_heading_is_taken_for_a_formula():
    assert csv_for_office(pd.DataFrame({"=cmd": [-1.5], -2: ["-"]})) == "\ufeff'=cmd,-2\r\n-1.5,'-\r\n".encode()


def test_what_the_terminal_hands_out_as_csv_is_harmless_too(capsys):
    terminal.show(pd.DataFrame({"name": ["=HYPERLINK(1)"], "value": [-2.0]}), argparse.Namespace(format="csv"))
    assert capsys.readouterr().out == "name,value\n'=HYPERLINK(1),-2.0\n"


def test_the_help_of_the_terminal_says_so(capsys):
    with pytest.raises(SystemExit):
        main(["figures", "--help"])
    assert "csv中以=、+、-、@开头的文字和表头前加单引号" in "".join(capsys.readouterr().out.split())
