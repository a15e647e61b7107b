"""The CAGR ratio against published results, and at its edges."""

import numpy as np
import pandas as pd
import pytest

from milepost.errors import MeasureError
from milepost.measure.cagr import cagr_verdict, composite_verdict
from milepost.measure.verdict import VERDICTS

COLUMNS = [
    "base_value", "base_year", "current_value", "current_year", "target", "target_year", "direction", "limit",
]  # fmt: skip
NONE = np.nan

# Statistics Canada, Canadian Indicator Framework for the SDGs, as published; the first two are one indicator before and
# after the revision of 6 May 2026.
PUBLISHED = {
    "1-1-1 before": ([14.5, 2015, 10.2, 2023, 7.25, 2030, -1, NONE], 0.9525901792, 2.5185563910, "substantial"),
    "1-1-1 after": ([14.5, 2015, 10.4, 2023, 7.25, 2030, -1, NONE], 0.9010899547, 2.1506954374, "moderate"),
    "11-3-1": ([63, 2005, 74, 2020, 85, 2030, 1, NONE], 0.8949392974, 2.1067619076, "moderate"),
    "15-4-1": ([10.1, 2015, 13.7, 2023, 30, 2030, 1, NONE], 0.5160064972, -0.3499557281, "limited"),
    "11-1-1": ([26866, 2016, 36058, 2024, 13433, 2028, -1, NONE], -0.6675781358, -5, "deterioration"),
    "1-2-1": ([66.6, 2016, 71.4, 2023, NONE, NONE, 1, 100], 0.0099914837, 1.7397528501, "moderate"),
}


def judge(*values):
    return cagr_verdict(pd.DataFrame([values], columns=COLUMNS)).iloc[0]


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_results(name):
    values, progress, score, status = PUBLISHED[name]
    row = judge(*values)
    assert row["progress"] == pytest.approx(progress, abs=5e-11)
    assert row["score"] == pytest.approx(score, abs=5e-11)
    assert (row["status"], row["reason"]) == (status, "")


def test_all_at_once_are_judged_as_each_alone():
    table = cagr_verdict(pd.DataFrame([v[0] for v in PUBLISHED.values()], columns=COLUMNS, index=list(PUBLISHED)))
    assert dict(table.dtypes.astype(str)) == VERDICTS
    assert table["status"].to_dict() == {name: values[3] for name, values in PUBLISHED.items()}


@pytest.mark.parametrize(
    ("values", "score"),
    [
        ((10, 2015, 20, 2020, 20, 2030, 1, NONE), 5),
        ((10, 2015, 25, 2020, 20, 2030, 1, NONE), 5),
        ((10, 2015, 5, 2020, 5, 2030, -1, NONE), 5),
        ((10, 2015, 0.001, 2020, 0, 2030, -1, NONE), 5),  # a target of 0 counts as 0.001
        ((-10, 2015, 5, 2020, 2, 2030, 1, NONE), 5),  # achieved is asked before the signs
        ((10, 2020, 25, 2020, 20, 2030, 1, NONE), 5),  # and before the number of points
    ],
)
def test_achieved_comes_first(values, score):
    row = judge(*values)
    assert (row["status"], row["score"]) == ("achieved", score)


def test_a_target_met_at_its_base_says_so():
    assert judge(30, 2015, 25, 2020, 20, 2030, 1, NONE)["reason"] == "基期已达到目标值，本法仍按已实现计"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ((10, 2020, 12, 2020, 20, 2030, 1, NONE), "不足两个时点"),
        ((-10, 2015, 5, 2020, 20, 2030, 1, NONE), "基期值与现值一正一负"),
        ((-10, 2015, -5, 2020, 20, 2030, 1, NONE), "基期值与目标值一正一负"),
        ((NONE, 2015, 5, 2020, 20, 2030, 1, NONE), "缺基期值、现值或年份"),
        ((10, 2015, NONE, 2020, 20, 2030, 1, NONE), "缺基期值、现值或年份"),
        ((10, 2015, 12, 2020, 20, 2015, 1, NONE), "目标年须晚于基期年"),
        ((10, 2015, 12, 2020, 20, NONE, 1, NONE), "目标年须晚于基期年"),
        ((20, 2015, 12, 2020, 20, 2030, 1, NONE), "基期值等于目标值，比率无从计算"),
        ((10, 2015, 12, 2020, 20, 2030, 0, NONE), "方向须写1或-1"),
        (("许多", 2015, 12, 2020, 20, 2030, 1, NONE), "base_value 写着“许多”，不是数字"),
        ((np.inf, 2015, 12, 2020, 20, 2030, 1, NONE), "base_value 写着“inf”，不是数字"),
        ((10, 2015, 25, 2020, "二十", 2030, 1, NONE), "target 写着“二十”，不是数字"),
        ((10, 2015, 12, 2020, 20, 2030, "向上", NONE), "direction 写着“向上”，不是方向（1或-1）"),
        (("10%", 2015, 12, 2020, "20%", 2030, 1, NONE), "有的数带%，有的不带；请写成同一种"),
        ((10, 2019.5, 12, 2020, 20, 2030, 1, NONE), "不足两个时点"),
        ((10, 2020, 12, 2015, 20, 2030, 1, NONE), "不足两个时点"),
    ],
)
def test_no_verdict_where_there_is_no_ratio(values, reason):
    row = judge(*values)
    assert (row["status"], row["reason"]) == ("no verdict", reason)
    assert row[["progress", "score"]].isna().all()


@pytest.mark.parametrize(
    "written",
    [
        ("14.5", "2015", "10.4", "2023", "7.25", "2030", "-1", ""),
        ("14.5%", "2015.0", "10.4%", "2023", "7.25 %", "2030", "down", None),
        (" １４.５ ", "2015", "10.40", "2023", "+7.25", "2030", "−1", np.nan),
        ("1,450e-2", "2015", "1.04e1", "2023", "7.25", "2030", "下降", pd.NA),
        (14.5, 2015.0, 10.4, 2023.0, 7.25, 2030.0, "-1.0", NONE),
    ],
)
def test_numbers_are_read_as_people_write_them(written):
    row = judge(*written)
    assert (row["progress"], row["status"], row["reason"]) == (pytest.approx(0.9010899547, abs=5e-11), "moderate", "")


@pytest.mark.parametrize("word", ["1", "+1", "up", "Up", "上升", "positive", 1, 1.0])
def test_more_is_better_in_any_of_these_words(word):
    assert judge(10, 2015, 15, 2020, 20, 2025, word, NONE)["status"] == "substantial"


@pytest.mark.parametrize(
    ("values", "status", "score"),
    [
        ((20, 2015, 20, 2020, 20, 2030, 1, NONE), "achieved", 5),  # base, value and target in one
        ((100, 2015, 0, 2020, NONE, NONE, -1, NONE), "substantial", 5),  # all gone
        ((100, 2015, 0, 2020, NONE, NONE, 1, NONE), "deterioration", -5),
        ((-10, 2015, -12, 2020, NONE, NONE, 1, NONE), "deterioration", -5),  # below zero a fall is a fall
        ((-10, 2015, -12, 2020, NONE, NONE, -1, NONE), "substantial", 5),
        ((10, 2020, 9, 2035, 20, 2030, 1, NONE), "deterioration", -2.9063),  # its year has passed: judged all the same
        ((0, 2015, 0, 2020, NONE, NONE, 1, 0), "deterioration", -5),  # base 0 counts as 0.001, the value stays 0
        ((150, 2015, 160, 2020, 170, 2030, 1, 200), "substantial", 5),  # a limit beside a target is left aside
    ],
)
def test_values_at_the_edge(values, status, score):
    row = judge(*values)
    assert (row["status"], row["score"]) == (status, pytest.approx(score, abs=5e-4))


def test_a_base_of_zero_counts_as_a_thousandth_and_says_so():
    row = judge(0, 2015, 0.01, 2020, 10, 2030, 1, NONE)
    assert row["progress"] == pytest.approx((10 ** (1 / 5) - 1) / (10000 ** (1 / 15) - 1))
    assert row["reason"].startswith("基期值为0")


def test_a_base_close_to_the_target_makes_the_ratio_explode_and_says_so():
    row = judge(99.9, 2015, 101, 2020, 102, 2035, 1, NONE)
    assert row["progress"] > 1.5
    assert row["reason"] == "基期值接近目标值，比率会被放大"


def test_negative_values_rise_towards_zero():
    row = judge(-10, 2015, -5, 2020, -2, 2030, 1, NONE)
    assert row["progress"] == pytest.approx((1 - 0.5 ** (1 / 5)) / (1 - 0.2 ** (1 / 15)))


@pytest.mark.parametrize(
    ("ratio", "status", "score"),
    [(0.95, "substantial", 2.5000550), (0.949, "moderate", 2.4929121), (0.6, "moderate", 0.0000400),
     (0.599, "limited", -0.0041467), (0.0, "limited", -2.5), (-0.001, "deterioration", -2.5041667)],
)  # fmt: skip
def test_the_edges_of_the_ratio(ratio, status, score):
    # One year on, growth of ratio × 10 % where 10 % is required; the tiny nudge keeps the edge on its own side.
    row = judge(100, 2020, 100 * (1 + 0.1 * ratio) + (1e-9 if ratio else 0), 2021, 110 * 1.1**8, 2029, 1, NONE)
    assert (row["status"], row["score"]) == (status, pytest.approx(score, abs=1e-6))


@pytest.mark.parametrize(
    ("growth", "status", "score"),
    [(0.0201, "substantial", 5), (0.0151, "substantial", 2.55), (0.0149, "moderate", 2.475),
     (0.0051, "moderate", 0.025), (0.0049, "limited", -0.05), (0.0, "limited", -2.5),
     (-0.001, "deterioration", -2.625), (-0.03, "deterioration", -5)],
)  # fmt: skip
def test_the_edges_without_target(growth, status, score):
    row = judge(100, 2020, 100 * (1 + growth), 2021, NONE, NONE, 1, NONE)
    assert (row["status"], row["score"]) == (status, pytest.approx(score, abs=1e-9))


@pytest.mark.parametrize(("base", "room"), [(50, 1 - 0.5**4.44), (150, 1 - 0.5**4.44), (200, 1), (300, 1)])
def test_thresholds_shrink_near_a_natural_limit(base, room):
    row = judge(base, 2020, base * 1.006, 2021, NONE, NONE, 1, 100)
    assert row["score"] == pytest.approx(250 * 0.006 / room - 1.25)


def test_at_the_limit_holding_it_is_all_that_can_be_asked():
    assert judge(100, 2020, 100, 2021, NONE, NONE, 1, 100)[["score", "status"]].tolist() == [5, "substantial"]


def test_series_of_one_promise_are_judged_by_their_mean_score():
    verdict = pd.DataFrame(
        {"score": [5, 5, 5, 0, -5, 2.5, np.nan], "status": ["achieved"] * 3 + ["moderate"] * 3 + ["no verdict"]}
    )
    result = composite_verdict(verdict, pd.Series(["a", "a", "b", "b", "c", "c", "d"]))
    assert result["status"].to_dict() == {"a": "achieved", "b": "substantial", "c": "limited", "d": "no verdict"}
    assert result["score"].tolist()[:3] == [5, 2.5, -1.25]


def test_a_missing_column_is_named():
    with pytest.raises(MeasureError, match="base_year、direction"):
        cagr_verdict(pd.DataFrame({"base_value": [1], "current_value": [1], "current_year": [1]}))
