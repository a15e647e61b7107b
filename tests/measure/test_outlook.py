"""Where a promise is heading: levels by hand, amounts with their seasons, and a reason where there is no forecast."""

import math
from itertools import accumulate

import numpy as np
import pytest

from milepost.measure.outlook import outlook
from milepost.measure.progress import progress
from milepost.plan.period import Period, quarters

WHOLE = {"reported_by": ["bureau"], "reported_for": "whole"}
LEVELS = dict(zip(["2022Q1", "2022Q2", "2022Q3", "2022Q4", "2023Q1"], [12.0, 13, 17, 18, 20], strict=True))


@pytest.fixture
def looked_at(figures):
    """The outlook of goal `g` at a period, when the city alone reports these values."""

    def look(plan, levels, period, unit="city"):
        cells = figures({when: {unit: value} for when, value in levels.items()})
        rows = progress(cells, plan, quarters(Period.parse("2022Q1"), Period.parse(period)))
        return outlook(plan.goals[0], rows[rows["unit"] == unit], plan, Period.parse(period))

    return look


def year_to_date(amounts, start=2022):
    """{2022Q1: …} of amounts given quarter by quarter."""
    names = [str(p) for p in quarters(Period(start, "quarter", 1), Period(start, "quarter", 1).plus(len(amounts) - 1))]
    sums = [sum(amounts[k // 4 * 4 : k + 1]) for k in range(len(amounts))]
    return dict(zip(names, sums, strict=True))


def test_a_level_drifts_from_its_base_to_the_deadline(one_goal, looked_at):
    found = looked_at(one_goal(WHOLE, value=34, base_value=10), LEVELS, "2023Q1")
    assert (str(found.since), found.value, found.points, found.summed) == ("2023Q1", 20, 6, False)
    assert [str(p) for p in found.periods[::6]] == ["2023Q2", "2024Q4"]
    assert found.middle == pytest.approx([22, 24, 26, 28, 30, 32, 34])
    # Changes 2 1 4 1 2: mean 2, squared residuals 0 1 4 1 0 over 4 degrees; t of 80 % is 1.533206, of 95 % 2.776445.
    for band, t in zip(found.bands, (1.533206, 2.776445), strict=True):
        for step, high in enumerate(band.high, 1):
            spread = math.sqrt(1.5 * step * (1 + step / 5))
            assert high == pytest.approx(found.middle[step - 1] + t * spread, rel=1e-6)
    assert found.chance == pytest.approx(0.5), "the middle of the forecast is the target"
    assert (found.hits, found.tries) == (2, 2)


def test_more_than_a_count_asks_for_one_more_and_about_for_less(one_goal, looked_at):
    at_least, more, about = (
        looked_at(one_goal(WHOLE, value=34, base_value=10, operator=operator), LEVELS, "2023Q1").chance
        for operator in (">=", ">", "≈")
    )
    assert at_least == pytest.approx(0.5)
    assert more < at_least < about


def test_less_is_better_the_other_way_round(one_goal, looked_at):
    falling = {period: 30 - level for period, level in LEVELS.items()}
    plan = one_goal(WHOLE, value=0, base_value=20, operator="<=", direction=-1)
    found = looked_at(plan, falling, "2023Q1")
    assert found.middle[0] == pytest.approx(8)
    assert min(found.bands[1].low) == 0, "a count is never negative"
    assert found.chance > 0.5


def test_amounts_go_on_with_their_seasons(one_goal, looked_at):
    """Every year 10, 20, 30, 40: no drift, and the next year brings the same again, not four times the last quarter."""
    plan = one_goal(WHOLE | {"way": "ytd"}, kind="window", value=350)
    found = looked_at(plan, year_to_date([10, 20, 30, 40] * 2), "2023Q4")
    assert (found.value, found.points, found.summed) == (200, 5, True)
    assert found.middle == pytest.approx([210, 230, 260, 300])
    assert math.isnan(found.chance)


def test_amounts_that_grow_by_the_year(one_goal, looked_at):
    """Sums of a year 100, 104, …, 116 rise by 4 a quarter; the two years ahead add up by hand."""
    amounts = [10, 20, 30, 40, 14, 24, 34, 44]
    plan = one_goal(WHOLE | {"way": "ytd"}, kind="window", value=999, deadline="2025-12-31")
    found = looked_at(plan, year_to_date(amounts), "2023Q4")
    sums = [100 + 4 * k for k in range(4, 13)]
    assert found.middle[:4] == pytest.approx([216 - 24 - 34 - 44 + sums[1], 216 - 34 - 44 + sums[2],
                                              216 - 44 + sums[3], 216 + sums[4]])  # fmt: skip
    assert found.middle[7] == pytest.approx(216 + sums[4] + sums[8])


def test_two_years_of_sums_share_the_steps_of_one_walk(one_goal, looked_at):
    """The fifth total holds the sums one and five steps ahead: variance 5 + 1 + 1 + 1, and the drift (5 + 1)² ÷ 4."""
    plan = one_goal(WHOLE | {"way": "ytd", "counts": False}, kind="window", value=1, deadline="2025-12-31")
    band = looked_at(plan, year_to_date([10.0, 20, 30, 40, 13, 21, 35, 41]), "2023Q4").bands[0]
    first, fifth = (band.high[k] - band.low[k] for k in (0, 4))
    assert fifth / first == pytest.approx(math.sqrt((8 + 36 / 4) / (1 + 1 / 4)))


def test_four_of_five_intervals_of_summed_amounts_hold_two_years_ahead(one_goal, looked_at):
    plan = one_goal(WHOLE | {"way": "ytd", "counts": False}, kind="window", value=1, deadline="2025-12-31")
    rng, inside = np.random.default_rng(11), []
    for _ in range(250):
        steps = rng.normal(2, 3, 12)
        amounts = [100.0, 120, 110, 90]
        for step in steps:
            amounts.append(amounts[-4] + step)
        found = looked_at(plan, year_to_date(amounts[:8]), "2023Q4")
        low, high = np.array(found.bands[0].low), np.array(found.bands[0].high)
        truth = np.array(list(accumulate(amounts)))[8:]
        inside.append((truth >= low) & (truth <= high))
    assert np.mean(inside, axis=0) == pytest.approx([0.8] * 8, abs=0.08)


def test_a_yearly_promise_is_followed_to_the_end_of_its_year(one_goal, looked_at):
    plan = one_goal(WHOLE | {"way": "ytd"}, kind="yearly", value=105)
    found = looked_at(plan, year_to_date([10, 20, 30, 40] * 2 + [12, 22]), "2024Q2")
    assert [str(p) for p in found.periods] == ["2024Q3", "2024Q4"]
    assert found.value == 34
    # Sums of a year: 100 five times, then 102, 104; they rise by 4/6 a quarter.
    assert found.middle == pytest.approx([104 + 4 / 6 - 40, 104 + 8 / 6])
    assert looked_at(plan, year_to_date([10, 20, 30, 40] * 2), "2023Q4").reason == "已到本年末"


def test_a_figure_owed_once_a_year_moves_by_years(one_goal, looked_at):
    plan = one_goal(WHOLE | {"frequency": "year"}, value=100, base_value=10, base_period="2021", deadline="2027-12-31")
    levels = {"2022Q4": 12.0, "2023Q4": 13.0, "2024Q4": 17.0}
    found = looked_at(plan, levels, "2025Q2")
    assert (str(found.since), found.value, found.points) == ("2024Q4", 17, 4)
    assert [str(p) for p in found.periods] == ["2025Q4", "2026Q4", "2027Q4"]
    assert found.middle[0] == pytest.approx(17 + 7 / 3)
    assert math.isnan(found.chance), "no probability under six points"


def test_a_part_of_a_whole_stays_below_a_hundred_percent(one_goal, looked_at):
    plan = one_goal(WHOLE | {"measure_unit": "%", "counts": False}, kind="share", value=99, base_value=70,
                    measure_unit="%")  # fmt: skip
    found = looked_at(plan, {period: 70 + level for period, level in LEVELS.items()}, "2023Q1")
    assert max(found.bands[1].high) == 100
    assert max(found.middle) <= 100


def test_a_county_is_followed_by_its_own_part(one_goal, looked_at):
    plan = one_goal(value=300, base_value=100, allocations={"east": {"value": 34, "base_value": 10}})
    found = looked_at(plan, LEVELS, "2023Q1", unit="east")
    assert found.middle[0] == pytest.approx(22)
    assert found.chance == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("goal", "case", "reason"),
    [
        ({"value": 34}, ({"2022Q3": 1, "2022Q4": 2, "2023Q1": 4}, "2023Q1"), "只有3个连续的数，至少要4个"),
        ({"value": 34, "base_value": 10}, (LEVELS, "2023Q2"), "本季没有数"),
        ({"value": 34, "base_value": 10}, (LEVELS | {"2022Q3": math.nan}, "2023Q1"), "只有2个连续的数，至少要4个"),
        ({"value": 34, "deadline": "2023-03-31"}, (LEVELS, "2023Q1"), "已经到期"),
        ({"value": 34, "deadline": None}, (LEVELS, "2023Q1"), "没有完成时限"),
        ({"kind": "boolean"}, (LEVELS, "2023Q1"), "只判断是否做到"),
        ({"kind": "growth", "value": 20, "measure_unit": "%", "base_value": 10}, (LEVELS, "2023Q1"),
         "增长率由水平算出，不直接外推"),
        ({"kind": "window", "value": 99, "base_value": 10}, (LEVELS, "2023Q1"), ""),
    ],
)  # fmt: skip
def test_there_is_no_forecast_without_a_reason(one_goal, looked_at, goal, case, reason):
    levels, period = case
    found = looked_at(one_goal(WHOLE, **goal), {p: v for p, v in levels.items() if not math.isnan(v)}, period)
    assert found.reason == reason
    assert bool(found.periods) == (not reason)


def test_few_years_of_amounts_are_too_few(one_goal, looked_at):
    plan = one_goal(WHOLE | {"way": "ytd"}, kind="window", value=99)
    found = looked_at(plan, year_to_date([1, 2, 3, 4, 1]), "2023Q1")
    assert found.reason == "只有2个满4期的合计，至少要4个"


def test_what_is_to_be_kept_has_a_fan_and_no_chance(one_goal, looked_at):
    plan = one_goal(WHOLE, kind="keep", value=11)
    found = looked_at(plan, LEVELS | {"2023Q2": 22.0, "2023Q3": 25.0}, "2023Q3")
    assert (found.points, len(found.periods)) == (7, 5)
    assert math.isnan(found.chance)
