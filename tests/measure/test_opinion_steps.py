"""The arithmetic of the published second opinions comes out as their verdicts do."""

import pandas as pd
import pytest

from milepost.measure.calculator import calculated
from milepost.measure.opinion import second_opinions, trend_opinion, trend_series
from milepost.measure.opinion_steps import cagr_steps, trend_steps
from milepost.measure.progress import progress
from milepost.plan.period import Period, quarters
from tests.measure.accounts import account

WHOLE = {"measure_unit": "%", "reported_by": ["bureau"], "reported_for": "whole", "counts": False}


def redone(steps):
    """Label → result, after each formula has given it again."""
    for step in steps:
        numbers = [part if isinstance(part, str) else part.value for part in step.formula]
        assert calculated(numbers) == pytest.approx(step.result.value), step
    return {step.label: step.result.value for step in steps}


def by_cagr(plan, rows):
    row, verdict = rows.iloc[0], second_opinions(rows, plan).iloc[0]
    return verdict, redone(cagr_steps(plan.goals[0], row, verdict))


def test_a_published_ratio_and_score_step_by_step(one_goal, figures):
    """Statistics Canada, CIF 1-1-1 after its revision: 14.5 in 2015, 10.4 in 2023, 7.25 by 2030."""
    plan = one_goal(WHOLE, kind="share", operator="<=", value=7.25, base_value=14.5, base_period="2015",
                    measure_unit="%", deadline="2030-12-31")  # fmt: skip
    verdict, said = by_cagr(plan, account(plan, figures({"2023": {"city": 10.4}}), "2023").progress)
    assert said["比率"] == verdict["progress"] == pytest.approx(0.9010899547)
    assert said["得分"] == verdict["score"] == pytest.approx(2.1506954374)
    assert said["实际年均增速"] < 0 > said["要求年均增速"]


def test_a_base_of_nothing_counts_as_a_thousandth(one_goal, figures):
    plan = one_goal(WHOLE, kind="share", value=80, base_value=0, measure_unit="%")
    verdict, said = by_cagr(plan, account(plan, figures({"2023Q4": {"city": 71}}), "2023Q4").progress)
    assert said["实际年均增速"] == pytest.approx((71 / 0.001) ** 0.5 - 1)
    assert "得分" not in said, "5 is the highest score, not what the line gives"
    assert verdict["score"] == 5


def test_achieved_scores_five_without_arithmetic(one_goal, figures):
    plan = one_goal(WHOLE, kind="share", value=80, base_value=70, measure_unit="%")
    verdict, said = by_cagr(plan, account(plan, figures({"2023Q4": {"city": 81}}), "2023Q4").progress)
    assert (verdict["status"], verdict["score"]) == ("achieved", 5)
    assert list(said) == ["实际年均增速", "要求年均增速", "比率"]


def test_no_ratio_no_steps(one_goal, figures):
    plan = one_goal(WHOLE, kind="share", value=80, measure_unit="%")
    assert by_cagr(plan, account(plan, figures({"2023Q4": {"city": 71}}), "2023Q4").progress)[1] == {}


@pytest.fixture
def by_trend(figures):
    """Series, verdict and redone steps of goal `g`, when the city reports these values."""

    def judge(plan, values, period):
        cells = figures({when: {"city": value} for when, value in values.items()})
        rows = progress(cells, plan, quarters(Period.parse(min(values)), Period.parse(period)))
        series = trend_series(plan.goals[0], rows[rows["unit"] == "city"], Period.parse(period))
        if series.empty:
            return series, None, {}
        verdict = trend_opinion(series)
        return series, verdict, redone(trend_steps(series.loc[verdict.name], verdict, "%"))

    return judge


YEARS = {f"{year}Q4": 34.8 + 1.74 * (year - 2014) for year in range(2015, 2020)}


def test_a_published_trend_step_by_step(one_goal, by_trend):
    """Destatis 5.1.d, 2019: 34.8 to 43.5 in five years, 65 by 2030; the first of the six values is the base."""
    plan = one_goal(WHOLE, kind="share", value=65, base_value=34.8, base_period="2014", measure_unit="%",
                    deadline="2030-12-31")  # fmt: skip
    series, verdict, said = by_trend(plan, YEARS, "2019Q4")
    assert series["y_t-5"].iloc[0] == 34.8
    assert (verdict["status"], said["年均变化"]) == ("sun+cloud", pytest.approx(1.74))
    assert said["照此到期"] == pytest.approx(43.5 + 1.74 * 11)
    assert said["会差剩余路程的"] == verdict["progress"] == pytest.approx(0.1098, abs=5e-5)


def test_only_the_same_quarter_of_each_year_counts(one_goal, by_trend):
    plan = one_goal(WHOLE, kind="share", value=65, base_value=34.8, base_period="2014", measure_unit="%",
                    deadline="2030-12-31")  # fmt: skip
    series, verdict, said = by_trend(plan, YEARS | {"2020Q2": 60.0}, "2020Q2")
    assert series[["y_t-1", "y_t"]].iloc[0].tolist() == [pytest.approx(float("nan"), nan_ok=True), 60]
    assert (verdict["status"], verdict["reason"], said) == ("no verdict", "不足四个时点", {})


def test_less_is_better_turns_the_way(one_goal, by_trend):
    plan = one_goal(WHOLE, kind="share", operator="<=", direction=-1, value=10, base_value=40, base_period="2019",
                    measure_unit="%", deadline="2026-12-31")  # fmt: skip
    _, verdict, said = by_trend(plan, {"2020Q4": 38, "2021Q4": 35, "2022Q4": 31}, "2022Q4")
    assert said["照此到期"] == pytest.approx(31 - 3 * 4)
    assert said["会差剩余路程的"] == verdict["progress"] == pytest.approx(9 / 21)


def test_what_is_to_be_kept_is_asked_for_every_year(one_goal, by_trend):
    plan = one_goal(WHOLE, kind="keep", value=80, measure_unit="%")
    values = {"2021Q4": 79.0, "2022Q4": 80, "2023Q4": 81, "2024Q4": 82}
    series, verdict, said = by_trend(plan, values, "2024Q4")
    assert pd.isna(series["target_year"].iloc[0])
    assert (verdict["status"], list(said)) == ("sun", ["年均变化"])


def test_of_a_band_the_worse_end_counts(one_goal, by_trend):
    """保持在80%左右 is 76 to 84: 85 is above it, however well it stands above the lower end."""
    plan = one_goal(WHOLE, kind="keep", operator="≈", value=80, measure_unit="%")
    values = {"2021Q4": 79.0, "2022Q4": 81, "2023Q4": 83, "2024Q4": 85}
    series, verdict, _ = by_trend(plan, values, "2024Q4")
    assert series[["target", "direction"]].to_numpy().tolist() == [[76, 1], [84, -1]]
    assert verdict["status"] == "thunderstorm"


def test_sums_are_not_spoken_of(one_goal, by_trend):
    plan = one_goal({"way": "ytd", "reported_by": ["bureau"], "reported_for": "whole"}, kind="window", value=80)
    assert by_trend(plan, {"2022Q4": 20}, "2022Q4")[0].empty
