"""What others wrote is shown as they wrote it."""

import re

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from milepost.ui.show import STATES, clipped, literal, markdown_table, short, state


def test_a_file_name_is_never_read_as_markdown():
    assert literal("[a](b)_1*.xlsx") == r"\[a\]\(b\)\_1\*\.xlsx"


@given(st.text())
def test_every_mark_of_markdown_is_escaped_and_nothing_is_lost(text):
    shown = literal(text)
    assert re.sub(r"\\(.)", r"\1", shown, flags=re.DOTALL) == text
    assert not set(re.sub(r"\\.", "", shown, flags=re.DOTALL)) & set("[]*_`<>$:#|~")


def test_a_short_text_is_not_broken_at_its_blanks():
    assert short("a b.c") == "a\u00a0b\\.c"


def test_a_long_text_is_cut():
    assert clipped("报送\n单位", 24) == "报送 单位"
    assert clipped("一" * 30, 24) == "一" * 24 + "…"


def test_states_have_a_colour_of_the_theme_each():
    assert {colour for colour, _ in STATES.values()} <= {"green", "blue", "gray", "yellow", "orange", "violet"}


def test_a_table_is_markdown_with_figures_on_the_right():
    rows = pd.DataFrame({"单位": ["龙山区", None], "数": [1234.0, float("nan")], "得分": ["**1**", "2"]})
    assert markdown_table(rows, {"数": "{:,.0f}".format}, {"得分"}).splitlines() == [
        "| 单位 | 数 | 得分 |",
        "| --- | ---: | ---: |",
        "| 龙山区 | 1,234 | **1** |",
        "| — | — | 2 |",
    ]


def test_numbers_are_written_as_people_write_them_where_nothing_else_is_said():
    rows = pd.DataFrame({"和": [0.1 + 0.2, 1e-7], "数": [1234567, -2], "是": [True, False]})
    rows["混"] = pd.Series([20720, "无"], dtype=object)
    assert markdown_table(rows, {}, ()).splitlines()[1:] == [
        "| ---: | ---: | --- | --- |",
        "| 0.30 | 1,234,567 | True | 20,720 |",
        "| 0.00 | −2 | False | 无 |",
    ]


def test_two_columns_may_have_one_name():
    rows = pd.DataFrame([["龙山区", 1, 2.5]], columns=["单位", "数", "数"])
    assert markdown_table(rows, {}, ()).splitlines()[1:] == ["| --- | ---: | ---: |", "| 龙山区 | 1 | 2.50 |"]


def test_what_is_copied_from_a_table_or_looked_for_in_it_is_what_is_seen():
    rows = pd.DataFrame({"单位": ["龙山区"], "文件": [short("一季度.xlsx")], "状态": [state("已报")]})
    assert markdown_table(rows, {}, ()).splitlines()[::2] == [
        "| 单位 | 文件 | 状态 |",
        "| 龙山区 | 一季度\\.xlsx | :green[:material/check_circle:\u00a0已报] |",
    ]


@given(st.lists(st.text(), min_size=1))
def test_no_text_of_somebody_else_leaves_its_cell(texts):
    lines = markdown_table(pd.DataFrame({"a": map(literal, texts), "b": "c"}), {}, ()).split("\n")
    assert len(lines) == 2 + len(texts)
    for line in lines:
        assert len(re.findall(r"(?:\\.|[^|\\])*\|", line)) == 3


def test_a_bare_pipe_is_escaped_once():
    shown = markdown_table(pd.DataFrame({"a": ["1|2", r"1\|2", r"1\\|2", "1\n2"]}), {}, ())
    assert shown.splitlines()[2:] == [r"| 1\|2 |", r"| 1\|2 |", r"| 1\\\|2 |", "| 1 2 |"]
