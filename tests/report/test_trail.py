"""操作记录 in words."""

import pandas as pd

from milepost.report.trail import in_words
from milepost.store.audit import TRAIL


def row(**fields: object) -> pd.DataFrame:
    rest = {"time": pd.Timestamp("2024-07-11 18:30:05"), "person": "王芳", "act": "submit", "plan": "small",
            "period": "2024Q2", "unit": "longshan", "what": "龙山区.xlsx", "origin": "10.1.2.3"}  # fmt: skip
    return pd.DataFrame([rest | fields])[list(TRAIL)]


def test_a_row_is_said_as_the_office_says_it(plan):
    [told] = in_words(row(), {"small": plan}).to_dict("records")
    assert told == {
        "时间": "2024-07-12 02:30:05", "谁": "王芳", "做了什么": "报送入库", "方案": "某市三年行动",
        "报告期": "2024年二季度", "单位": "龙山区", "内容": "龙山区.xlsx", "来自": "10.1.2.3",
    }  # fmt: skip


def test_what_nobody_knows_is_said_by_its_name(plan):
    [told] = in_words(row(act="juggle", plan="gone", unit="x", period=""), {"small": plan}).to_dict("records")
    assert (told["做了什么"], told["方案"], told["单位"], told["报告期"]) == ("juggle", "gone", "x", "")
