"""A page's table as a workbook: its words without Markdown, its numbers as numbers."""

import io
from datetime import datetime

import pandas as pd
import pytest
from openpyxl import load_workbook

from milepost.report.one_table import unmarked, workbook

AT = datetime(2024, 7, 18, 1, 0)


@pytest.mark.parametrize(
    ("shown", "bare"),
    [
        ("[企\u2060业\u2060户\u2060数](/target?goal=enterprises)", "企业户数"),
        (":yellow[:material/south_east: 略慢]", "略慢"),
        (":orange[▼ 滞后 → 略慢]", "▼ 滞后 → 略慢"),
        (":yellow-background[**31,200**]", "31,200"),
        (r"龙山区\_报表\(1\)\.xlsx", "龙山区_报表(1).xlsx"),
        (":green[[完成](/x)]", "完成"),
        ("−3.3", "−3.3"),
    ],
)
def test_a_cell_loses_its_markdown(shown, bare):
    assert unmarked(shown) == bare


def test_numbers_stay_numbers_and_texts_are_no_formulas():
    rows = pd.DataFrame({"单位": ["=cmd()", "龙山区\x0b"], "数": [31200.5, float("nan")]})
    sheet = load_workbook(io.BytesIO(workbook(rows, "表1", "来源", AT)))["表"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)] == [
        ["单位", "数"], ["=cmd()", 31200.5], ["龙山区", None],
    ]  # fmt: skip
    assert sheet["A5"].data_type == "s"
    assert sheet["A1"].value == "表1"


def test_the_same_table_is_the_same_bytes():
    rows = pd.DataFrame({"单位": ["龙山区"], "数": [1]})
    assert workbook(rows, "表1", "来源", AT) == workbook(rows, "表1", "来源", AT)
