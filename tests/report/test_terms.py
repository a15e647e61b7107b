"""Every kind of promise said in its own terms, and what shows that it was met."""

from dataclasses import replace

import pandas as pd
import pytest

from milepost.measure.progress import progress
from milepost.measure.values import values
from milepost.plan.goal import KIND_WORDS
from milepost.plan.period import Period, quarters
from milepost.plan.tables import FIGURES, table
from milepost.report import bullets, goal_listings, headlines, proof, sentences, terms, words
from milepost.report.effort import Effort
from milepost.report.judgement import judgements
from milepost.report.palette import LIGHT
from tests.report import test_redone as cases
from tests.report.standings import NAN

NOW = Period.parse("2023Q2")


def case(kind, **goal):
    """Goal, judgement, plan and figures of one promise of a kind, as test_redone has it."""
    plan = cases.plan_of(kind)
    plan = replace(plan, goals=(replace(plan.goals[0], **goal),))
    cells = table(
        [dict.fromkeys(FIGURES, "") | {"indicator": "x", "unit": "city", "period": period, "value": value,
                                       "sender": "bureau", "file": "统计局.xlsx", "sheet": "季报", "cell": "C5",
                                       "time": pd.Timestamp("2023-07-10")}
         for period, value in cases.CASES[kind][2].items()],
        FIGURES,
    )  # fmt: skip
    periods = quarters(plan.start, NOW)
    judged = judgements(progress(cells, plan, periods))[-1]
    return plan.goals[0], judged, plan, (cells, values(cells, plan, periods))


SAID = {
    "stock": (
        ("127", "突破173户"), "127户",
        "127户，为目标的73.4%；比2021年末净增30户，完成三年增量的39.5%，慢于序时进度10.5个百分点",
    ),
    "window": (("58", "不少于170户"), "58户", "58户，为三年目标的34.1%，慢于序时进度15.9个百分点"),
    "cumulative": (
        ("728", "不少于1,200户"), "728户",
        "728户，为目标的60.7%；比2021年末净增58户，完成三年增量的10.9%，慢于序时进度39.1个百分点",
    ),
    "yearly": (
        ("今年17", "每年37户以上"), "17户", "今年已17户，完成全年的45.9%，慢于序时进度4.1个百分点；已满的一年做到",
    ),
    "growth": (("19.7%", "年增长23%以上"), "19.7%", "年增长19.7%，为目标的85.6%，慢于序时进度6.4个百分点"),
    "share": (
        ("63.8", "不低于83%"), "63.8%",
        "63.8%，为目标的76.8%；比2021年末提高6.47个百分点，完成三年增量的25.2%，慢于序时进度24.8个百分点",
    ),
    "keep": (("63.8", "67%左右"), "63.8%", "63.8%，要求67%左右，未保持"),
    "multiple": (
        ("1.31倍", "不少于基期的2倍"), "127户（基期的1.31倍）", "127户（基期的1.31倍），为目标的65.5%；",
    ),
    "growth_over_base": (
        ("增长30.9%", "43%以上"), "127户（比基期增长30.9%）", "127户（比基期增长30.9%），为目标的91.6%；",
    ),
    "boolean": (("已做到", "做到"), "已做到", "已做到（2023年二季度起）"),
    "duration": (("0.37", "不超过0.5日"), "0.37日", "0.37日，要求不超过0.5日，2023年二季度起达到"),
    "benchmark": (
        ("127", "超过118.4户（参照值）"), "127户",
        "127户，要求超过118.4户（参照值），高8.63户，2023年一季度起达到",
    ),
}  # fmt: skip


def test_every_kind_is_said():
    assert set(SAID) == set(KIND_WORDS)


@pytest.mark.parametrize("kind", SAID)
def test_value_and_target_are_of_one_kind(kind):
    goal, judged, plan, _ = case(kind)
    beside, whole, model = SAID[kind]
    assert terms.beside(goal, judged) == beside
    assert terms.reached(goal, judged) == whole
    assert sentences.model(goal, judged).startswith(model)
    bar = bullets.bullet(plan, judged, LIGHT)
    assert f"<b>{beside[0]}</b>" in bar.middle
    assert bar.middle.endswith(f" / {beside[1]}</span>")
    listing = goal_listings.targets(plan, [judged], str)
    assert listing.columns["现值"][0].startswith(whole)
    assert listing.columns["目标值"] == [terms.wanted(goal, judged)]
    assert terms.wanted(goal, judged).endswith(beside[1])
    assert whole.split("（")[0] in headlines.target(goal, Effort(judged, 0, NAN, NAN))
    assert "是否" not in headlines.target(goal, Effort(judged, 0, NAN, NAN))


@pytest.mark.parametrize(
    ("operator", "direction", "said"),
    [(">", 1, "超过"), (">=", 1, "不低于"), ("<=", 1, "不高于"), (">", -1, "低于"), ("=", -1, "不高于")],
)
def test_the_side_of_a_comparison_follows_operator_and_direction(operator, direction, said):
    goal, judged, *_ = case("benchmark", operator=operator, direction=direction)
    assert terms.wanted(goal, judged) == f"{said}118.4户（参照值）"
    assert words.target(replace(goal, references={})) == f"{said}参照值"


def test_without_a_base_a_multiple_shows_the_level_with_its_unit():
    goal, judged, *_ = case("multiple")
    assert terms.beside(goal, replace(judged, base_value=NAN)) == ("127户", "不少于基期的2倍")


@pytest.mark.parametrize(
    ("kept", "ended", "said"),
    [(NAN, NAN, ""), (0, 0, ""), (1, 1, "已满的一年做到"), (0, 1, "已满的一年没有做到"), (2, 2, "已满的两年都做到"),
     (2, 3, "已满的三年中两年做到"), (0, 3, "已满的三年中没有一年做到")],
)  # fmt: skip
def test_years_are_counted_in_words(kept, ended, said):
    _, judged, *_ = case("yearly")
    assert terms.years(replace(judged, years_kept=kept, years_ended=ended)) == said


def test_what_was_met_is_proved_by_the_first_report_that_meets_it():
    goal, judged, plan, held = case("duration")
    assert proof.proof(plan, goal, judged, held) == (
        "2023年二季度起达到目标，凭据：市统计局《统计局.xlsx》季报!C5（7月10日入库）。"
    )
    stated = replace(goal, evidence="市政府公告〔2023〕5号")
    assert proof.proof(plan, stated, judged, held).endswith("；办成凭据：市政府公告〔2023〕5号。")


def test_a_comparison_names_the_source_of_the_reference():
    goal, judged, plan, held = case("benchmark")
    said = proof.proof(plan, goal, judged, held)
    assert said.startswith("2023年一季度起达到目标，凭据：市统计局")
    assert said.endswith("；参照值：2022年118.4户，出处：国家统计局。")


def test_what_is_not_met_has_nothing_to_show():
    goal, judged, plan, held = case("stock")
    assert proof.proof(plan, goal, judged, held) == ""
