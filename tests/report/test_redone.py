"""怎么算的 as a reader would do it again: nothing but the texts on the screen and a pocket calculator."""

import ast
import operator
import re

import pandas as pd
import pytest

from milepost.measure.makeup import makeup
from milepost.measure.progress import progress
from milepost.measure.steps import steps
from milepost.measure.values import values
from milepost.plan.goal import KIND_WORDS
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan
from milepost.plan.tables import FIGURES, table
from milepost.report import clauses
from milepost.report.arithmetic import arithmetic
from milepost.report.judgement import judgements

NOW = Period.parse("2023Q2")
LEVEL = {"2022Q4": 118.0, "2023Q1": 121.0, "2023Q2": 127.0}
YTD = {"2022Q4": 41.0, "2023Q1": 7.0, "2023Q2": 17.0}
RATE = {"2022Q4": 61.37, "2023Q1": 62.0, "2023Q2": 63.77}
# One promise of every kind, with awkward numbers: indicator, goal, reported figures, the labels of the steps.
LEVELS = ["完成份额", "完成率", "序时份额", "超欠序时", "还差", "每季须净增", "今后年均须增长"]
SUMS = ["现值（逐年相加）", "完成份额", "序时份额", "超欠序时", "还差", "每季须净增"]
SHARE = {"measure_unit": "%", "counts": False}
CASES = {
    "stock": ({}, {"operator": ">", "value": 173, "base_value": 97}, LEVEL, LEVELS),
    "window": ({"way": "ytd"}, {"value": 170}, YTD, SUMS),
    "cumulative": (
        {"way": "ytd"}, {"value": 1200, "base_value": 670}, YTD,
        ["现值（逐年相加）", "完成份额", "完成率", *SUMS[2:]],
    ),
    "yearly": ({"way": "ytd"}, {"value": 37}, YTD, [*SUMS[1:], "做到的年度占已满年度"]),
    "growth": (
        {}, {"value": 23, "measure_unit": "%", "base_value": 97}, LEVEL,
        ["年均增速", "期满应达", "完成份额", "序时份额", "超欠序时", "还差"],
    ),
    "share": (SHARE, {"measure_unit": "%", "value": 83, "base_value": 57.3}, RATE, LEVELS[:-1]),
    "keep": (SHARE, {"operator": "≈", "measure_unit": "%", "value": 67}, RATE, ["与保持值相差", "允许上下"]),
    "multiple": ({}, {"value": 2, "measure_unit": "倍", "base_value": 97, "path": "compound"}, LEVEL,
                 ["是基期的几倍", "期满应达", *LEVELS]),
    "growth_over_base": (
        {}, {"value": 43, "measure_unit": "%", "base_value": 97}, LEVEL, ["比基期增长", "期满应达", *LEVELS],
    ),
    "boolean": ({"measure_unit": "是否"}, {"measure_unit": "是否"}, {"2023Q2": 1.0}, ["所报（是为1，否为0）减要求"]),
    "duration": (
        {"measure_unit": "日", "counts": False}, {"operator": "<=", "measure_unit": "日", "value": 0.5},
        {"2023Q2": 0.37}, ["比要求少"],
    ),
    "benchmark": (
        {}, {"operator": ">", "references": {"2022": {"value": 118.37, "source": "国家统计局"}}}, LEVEL, ["比参照值多"],
    ),
}  # fmt: skip


def plan_of(kind: str) -> Plan:
    indicator, goal, _, _ = CASES[kind]
    based = {"base_source": "统计年鉴"} if "base_value" in goal else {}
    return Plan.from_document(
        {
            "id": "one", "title": "一个目标", "unit": "city", "start": "2022Q1",
            "units": [{"id": "city", "name": "某市", "kind": "city"},
                      {"id": "bureau", "name": "市统计局", "kind": "department"}],
            "indicators": [{"id": "x", "name": "指标", "measure_unit": "户", "way": "stock",
                            "reported_by": ["bureau"], "reported_for": "whole"} | indicator],
            "goals": [{"id": "g", "name": "目标", "indicator": "x", "quote": "", "operator": ">=", "kind": kind,
                       "measure_unit": "户", "deadline": "2024-12-31"} | based | goal],
        }
    )  # fmt: skip


def screen(kind: str) -> tuple[list[tuple[str, str, str]], pd.Series]:
    """Rows of the table as they stand on the page (label, formula, result), and the judgement."""
    plan, figures = plan_of(kind), CASES[kind][2]
    cells = table(
        [dict.fromkeys(FIGURES, "") | {"indicator": "x", "unit": "city", "period": period, "value": value,
                                       "time": pd.Timestamp("2023-07-10")} for period, value in figures.items()],
        FIGURES,
    )  # fmt: skip
    periods = quarters(plan.start, NOW)
    row = progress(cells, plan, periods).iloc[-1]
    goal = plan.goals[0]
    listing = arithmetic((*makeup(goal, row, plan, values(cells, plan, periods)), *steps(goal, row, plan)))
    return list(zip(*listing.columns.values(), strict=True)), row


SIGNS = {"（": "(", "）": ")", "−": "-", "×": "*", "÷": "/", "^": "**", ",": "", " ": ""}
DOES = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
        ast.Pow: operator.pow}  # fmt: skip


def calculator(written: str) -> float:
    """What a calculator gives for a formula typed off the screen."""
    typed = re.sub(r"([\d.]+)%", r"(\1/100)", "".join(SIGNS.get(c, c) for c in written))

    def work(node):
        if isinstance(node, ast.BinOp):
            return DOES[type(node.op)](work(node.left), work(node.right))
        return -work(node.operand) if isinstance(node, ast.UnaryOp) else node.value

    return work(ast.parse(typed, mode="eval").body)


def agrees(value: float, shown: str) -> bool:
    """Whether a result on the calculator, rounded as the screen rounds, is what stands there."""
    number, rest = re.fullmatch(r"([+−]?[\d,.]+)(.*)", shown).groups()
    plain = number.replace(",", "").replace("−", "-").replace("+", "")
    times = 100 if rest in ("%", "点") else 1
    decimals = len(plain.partition(".")[2])
    return f"{value * times + 0:.{decimals}f}" == f"{float(plain):.{decimals}f}"


def test_there_is_a_case_of_every_kind():
    assert set(CASES) == set(KIND_WORDS)


@pytest.mark.parametrize("kind", CASES)
def test_every_step_on_the_screen_can_be_done_again(kind):
    shown, _ = screen(kind)
    assert [label for label, _, _ in shown] == CASES[kind][3]
    for label, formula, result in shown:
        assert agrees(calculator(formula), result), (label, formula, result)


@pytest.mark.parametrize("kind", CASES)
def test_what_is_done_again_is_the_judgement_itself(kind):
    shown, row = screen(kind)
    redone = {label: calculator(formula) for label, formula, _ in shown}
    for label, column, times in (
        ("完成份额", "reached_share", 1), ("序时份额", "due_share", 1), ("超欠序时", "ahead", 100),
        ("还差", "gap", 1), ("每季须净增", "required_per_quarter", 1), ("完成率", "completion", 1),
        ("期满应达", "target", 1),
    ):  # fmt: skip
        if label in redone and (label, kind) != (
            "期满应达",
            "growth",
        ):  # a promised growth shows the rate as its target
            # As near as the last place shown: tenths from ten on and of points, hundredths below.
            assert redone[label] * times == pytest.approx(row[column], rel=0.006, abs=0.06 if times == 100 else 0.006)


def test_a_later_step_uses_the_results_before_it():
    """超欠序时 subtracts the two shares above it, as they are shown or with more decimals."""
    shown = {label: (formula, result) for label, formula, result in screen("stock")[0]}
    assert shown["超欠序时"][0] == "39.5% − 50.0%"
    assert (shown["完成份额"][1], shown["序时份额"][1], shown["超欠序时"][1]) == ("39.5%", "50.0%", "−10.5点")


@pytest.mark.parametrize("kind", ["boolean", "duration", "benchmark"])
def test_what_is_met_or_not_follows_from_the_sign_of_the_only_step(kind):
    shown, row = screen(kind)
    [(_, formula, _)] = shown
    assert (calculator(formula) >= 0) == (row["reached_share"] == 1)


def test_years_kept_follow_from_the_step():
    shown, row = screen("yearly")
    redone = {label: calculator(formula) for label, formula, _ in shown}
    assert redone["做到的年度占已满年度"] == row["years_kept"] / row["years_ended"] == 1


def test_a_comparison_without_reference_has_no_arithmetic_and_says_why(monkeypatch):
    monkeypatch.setitem(CASES, "benchmark", ({}, {}, LEVEL, []))
    shown, row = screen("benchmark")
    assert shown == []
    [judged] = judgements(row.to_frame().T)
    assert clauses.no_arithmetic(judged) == "没有可算的数：缺参照值。"
