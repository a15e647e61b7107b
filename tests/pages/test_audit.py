"""操作记录: the page filters and exports; the command line lists the same."""

import io
import json
from functools import partial

import openpyxl
import pandas as pd
import pytest

from milepost.__main__ import main
from milepost.report import one_table
from milepost.store.audit import About
from milepost.ui import show
from tests import persons
from tests.pages import visit
from tests.pages.visit import Q2, report, words

opened = partial(visit.opened, "office/audit.py")


def column(page, name: str) -> list[str]:
    return page.dataframe[0].value[name].tolist()


@pytest.mark.parametrize("person", [persons.ADMIN, persons.AUDITOR])
def test_everything_is_told_and_filtered_by_act(office, send, monkeypatch, person):
    send(report("龙山区", Q2, market=31200), Q2)
    persons.seat(monkeypatch, person)
    office.store.audit.note("download", "李明", About("small", "2024Q2", what="=cmd|' /C calc'!A0"))
    page = opened()
    assert column(page, "做了什么")[:2] == ["下载", "报送入库"]
    assert column(page, "内容")[:2] == ["=cmd|' /C calc'!A0", "龙山区2024年二季度.xlsx"]
    assert {"导出.xlsx", "导出.csv"} <= {one.label for one in page.get("download_button")}
    next(box for box in page.selectbox if box.label == "做了什么").select("submit")
    page.run()
    assert column(page, "做了什么") == ["报送入库"]
    next(box for box in page.selectbox if box.label == "谁").select("李明")
    page.run()
    assert "没有符合条件的记录" in words(page)


def test_a_workbook_holds_texts_letter_by_letter(office):
    odd = "**粗** [链](x) :red[红] =1+1"
    content = one_table.workbook(pd.DataFrame({"内容": [show.literal(odd)]}), "操作记录", "", office.store.moment())
    cell = openpyxl.load_workbook(io.BytesIO(content))["表"]["A5"]
    assert (cell.value, cell.data_type) == (odd, "s")


def test_the_command_line_lists_the_trail_with_its_own_origin(tmp_path, capsys):
    store = ("--store", str(tmp_path))
    main(["open", "--plan", "liaoyuan-2022", "--period", "2023Q2", "--by", "李明", *store])
    capsys.readouterr()
    assert main(["audit", "--act", "open", "--format", "json", *store]) == 0
    [row] = json.loads(capsys.readouterr().out)
    assert (row["person"], row["period"], row["origin"]) == ("李明", "2023Q2", "命令行")
