"""Every kind, operator, path and status of a promise, each with the cells that make it."""

import numpy as np
import pandas as pd
import pytest

from milepost.errors import MeasureError
from milepost.measure.progress import progress
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan
from milepost.plan.tables import PROGRESS, Status

WHOLE = {"reported_by": ["bureau"], "reported_for": "whole"}
THREE_YEARS = quarters(Period.parse("2022Q1"), Period.parse("2024Q4"))


def near(value: float) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-9, nan_ok=True)


# ---- the columns -------------------------------------------------------------------------------------------------


def test_a_stock_half_way_after_half_the_time(one_goal, judged):
    plan = one_goal(WHOLE, value=200, base_value=100)
    row = judged(plan, {"2022Q2": 120, "2023Q1": 140, "2023Q2": 150}, "2023Q2")
    assert row["status"] == Status.ON_PACE
    assert dict(row[["value", "value_last_year", "value_last_period", "base_value", "target", "gap", "at_least"]]) == {
        "value": 150, "value_last_year": 120, "value_last_period": 140, "base_value": 100, "target": 200, "gap": 50,
        "at_least": 150,
    }  # fmt: skip
    assert dict(row[["completion", "reached_share", "due_share", "ahead", "due_value"]]) == {
        "completion": 0.75, "reached_share": 0.5, "due_share": 0.5, "ahead": 0, "due_value": 150,
    }  # fmt: skip
    assert row["required_per_quarter"] == near(50 / 6)
    assert row["change_last_year"] == near(0.25)
    assert row["change_last_period"] == near(150 / 140 - 1)


def test_the_columns_are_those_of_the_vocabulary(document, figures):
    table = progress(figures({}), Plan.from_document(document), THREE_YEARS)
    assert dict(table.dtypes.astype(str)) == PROGRESS


def test_rows_come_by_goal_then_whole_then_allocation_then_period(document, figures):
    table = progress(figures({}), Plan.from_document(document), THREE_YEARS[:2])
    assert table["unit"].tolist()[:4] == ["city", "city", "longshan", "longshan"]
    assert table["period"].tolist()[:4] == ["2022Q1", "2022Q2"] * 2
    assert table["goal"].drop_duplicates().tolist() == [
        "market_entities", "new_entities", "conversions_ever", "trained", "per_thousand",
    ]  # fmt: skip


def test_a_year_is_judged_at_its_last_quarter(one_goal, figures):
    plan = one_goal(WHOLE, value=200, base_value=100)
    table = progress(figures({"2023Q4": {"city": 180}}), plan, [Period.parse("2023")])
    assert (table["period"][0], table["value"][0]) == ("2023", 180)


def test_a_plan_without_goals_gives_an_empty_table(document, figures):
    document["goals"], document["schemes"] = [], []
    assert progress(figures({}), Plan.from_document(document), THREE_YEARS).empty


def test_no_period_is_refused(one_goal, figures):
    with pytest.raises(MeasureError, match="报告期"):
        progress(figures({}), one_goal(value=1), [])


def test_units_convert_exactly_from_the_indicator_to_the_goal(one_goal, judged):
    plan = one_goal(WHOLE | {"measure_unit": "万户", "counts": False}, value=120000, base_value=100000, operator=">=")
    row = judged(plan, {"2024Q4": 12}, "2024Q4")
    assert (row["value"], row["status"]) == (120000, Status.DONE)


def test_units_that_do_not_convert_are_not_compared(one_goal, judged):
    plan = one_goal(WHOLE | {"measure_unit": "亿元"}, value=120, base_value=100)
    row = judged(plan, {"2024Q4": 200}, "2024Q4")
    assert (row["status"], row["reason"]) == (Status.UNKNOWN, "目标与指标的计量单位不能换算")


# ---- operators ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("promise", "level", "done"),
    [
        ((">", 1), 120000, False),  # 突破: exactly 120,000 does not pass
        ((">", 1), 120001, True),
        ((">=", 1), 119999, False),
        ((">=", 1), 120000, True),
        (("=", 1), 119999, False),  # a bare number is judged as at least
        (("=", 1), 120000, True),
        (("=", 1), 120001, True),
        (("<=", 1), 120000, True),  # 不超过 says the direction by itself
        (("<=", 1), 120001, False),
        (("<=", -1), 120001, False),
        (("≈", 1), 113999, False),  # 左右: from 95 % on
        (("≈", 1), 114000, True),
        (("≈", 1), 200000, True),  # one-sided
        (("≈", -1), 126000, True),
        (("≈", -1), 126001, False),
        ((">=", -1), 120000, True),
        ((">=", -1), 120001, False),
        ((">", -1), 120000, False),
        ((">", -1), 119999, True),
    ],
)
def test_each_operator_at_its_edge(one_goal, judged, promise, level, done):
    operator, direction = promise
    plan = one_goal(WHOLE, value=120000, operator=operator, direction=direction)
    row = judged(plan, {"2024Q4": level}, "2024Q4")
    assert row["status"] == (Status.DONE if done else Status.MISSED)


@pytest.mark.parametrize(("level", "gap"), [(119999, 2), (120000, 1), (120001, 0)])
def test_a_count_that_must_exceed_needs_one_more(one_goal, judged, level, gap):
    row = judged(one_goal(WHOLE, value=120000, operator=">", base_value=100000), {"2024Q2": level}, "2024Q2")
    assert (row["gap"], row["required_per_quarter"]) == (gap, gap / 2)


def test_what_is_no_count_needs_no_whole_one_more(one_goal, judged):
    plan = one_goal(WHOLE | {"counts": False}, value=120, operator=">", base_value=100)
    assert judged(plan, {"2024Q2": 119.5}, "2024Q2")["gap"] == near(0.5)


def test_sums_of_decimals_do_not_miss_by_their_last_digit(one_goal, judged):
    plan = one_goal(WHOLE | {"way": "flow", "counts": False}, kind="window", value=0.3)
    row = judged(plan, {"2022Q1": 0.1, "2022Q2": 0.1, "2022Q3": 0.1}, "2022Q3")
    assert row["status"] == Status.EARLY


def test_less_is_better_counts_downwards(one_goal, judged):
    plan = one_goal(WHOLE | {"counts": False}, value=10, base_value=20, operator="<=", direction=-1)
    row = judged(plan, {"2023Q2": 16}, "2023Q2")
    assert dict(row[["reached_share", "due_share", "gap", "required_per_quarter"]]) == {
        "reached_share": 0.4, "due_share": 0.5, "gap": 6, "required_per_quarter": 1,
    }  # fmt: skip
    assert row["status"] == Status.SLOW


# ---- status ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "status"),
    [
        (1520, Status.AHEAD),  # exactly +2
        (1519.9, Status.ON_PACE),
        (1480, Status.ON_PACE),  # exactly −2
        (1479.9, Status.SLOW),
        (1400, Status.SLOW),  # exactly −10
        (1399.9, Status.BEHIND),
        (1000, Status.BEHIND),
        (999, Status.REGRESSED),
        (2000, Status.EARLY),
    ],
)
def test_bands_are_half_open_at_half_time(one_goal, judged, level, status):
    row = judged(one_goal(WHOLE | {"counts": False}, value=2000, base_value=1000), {"2023Q2": level}, "2023Q2")
    assert row["status"] == status


def test_a_band_edge_is_not_missed_by_the_last_digit(one_goal, judged):
    # 0.4 − 0.5 is −0.09999999999999998 in binary, and 100 times that is above −10.
    row = judged(one_goal(WHOLE, value=10, base_value=0), {"2023Q2": 4}, "2023Q2")
    assert (row["ahead"], row["status"]) == (-10, Status.SLOW)
    row = judged(one_goal(WHOLE | {"counts": False}, value=1, base_value=0), {"2023Q2": 0.52}, "2023Q2")
    assert (row["ahead"], row["status"]) == (2, Status.AHEAD)


def test_bands_belong_to_the_plan(document, figures):
    document["bands"] = {"ahead": 20, "slow": -20, "behind": -40}
    cells = dict.fromkeys(["longshan", "xian", "dongfeng", "dongliao", "gaoxin"], 22600.0)
    table = progress(figures({"2023Q2": cells}, "market_entities"), Plan.from_document(document), THREE_YEARS[5:6])
    assert (table["ahead"][0], table["status"][0]) == (15, Status.ON_PACE)


@pytest.mark.parametrize("period", ["2024Q4", "2025Q1"])
@pytest.mark.parametrize(("level", "status"), [(2000, Status.DONE), (1999, Status.MISSED), (1, Status.MISSED)])
def test_from_the_deadline_on_a_promise_is_kept_or_not(one_goal, judged, period, level, status):
    row = judged(one_goal(WHOLE, value=2000, base_value=1000), {period: level}, period)
    assert row["status"] == status
    assert np.isnan(row["required_per_quarter"]), "no quarter remains"


def test_without_a_base_the_pace_is_unknown(one_goal, judged):
    row = judged(one_goal(WHOLE, value=2000), {"2023Q2": 1500}, "2023Q2")
    assert (row["status"], row["reason"]) == (Status.UNKNOWN, "缺基期")
    assert row[["reached_share", "due_share", "ahead", "base_value", "due_value"]].isna().all()
    assert (row["completion"], row["gap"]) == (0.75, 500)


def test_without_a_base_a_target_already_met_is_met(one_goal, judged):
    row = judged(one_goal(WHOLE, value=2000), {"2023Q2": 2100}, "2023Q2")
    assert (row["status"], row["reason"]) == (Status.EARLY, "")


def test_without_a_base_the_deadline_still_decides(one_goal, judged):
    assert judged(one_goal(WHOLE, value=2000), {"2024Q4": 1500}, "2024Q4")["status"] == Status.MISSED


def test_a_target_met_at_its_base_has_no_share(one_goal, judged):
    row = judged(one_goal(WHOLE, value=100, base_value=120), {"2023Q2": 125}, "2023Q2")
    assert (row["status"], row["reason"]) == (Status.EARLY, "基期已达到目标值")
    assert row[["reached_share", "ahead"]].isna().all()


def test_a_target_met_at_its_base_and_lost_since_has_gone_backwards(one_goal, judged):
    row = judged(one_goal(WHOLE, value=100, base_value=120), {"2023Q2": 90}, "2023Q2")
    assert row["status"] == Status.REGRESSED


def test_without_a_deadline_there_is_no_pace(one_goal, judged):
    row = judged(one_goal(WHOLE, value=200, base_value=100, deadline=None), {"2023Q2": 150}, "2023Q2")
    assert (row["status"], row["reason"]) == (Status.UNKNOWN, "没有完成时限")
    assert row["reached_share"] == 0.5


# ---- who is missing ----------------------------------------------------------------------------------------------


def test_an_unreported_part_is_named(one_goal, figures):
    table = progress(figures({"2023Q2": {"east": 90}}), one_goal(value=200, base_value=100), [Period.parse("2023Q2")])
    row = table.iloc[0]
    assert (row["status"], row["reason"]) == (Status.UNREPORTED, "缺西县")
    assert (row["at_least"], row["reported"], row["expected"]) == (90, 1, 2)
    assert row[["value", "reached_share", "ahead", "gap"]].isna().all()


def test_an_unreported_figure_of_the_whole_names_its_sender(one_goal, judged):
    row = judged(one_goal(WHOLE, value=200, base_value=100), {"2023Q1": 120}, "2023Q2")
    assert (row["status"], row["reason"]) == (Status.UNREPORTED, "缺市统计局")
    assert row["value_last_period"] == 120


def test_a_department_that_sent_nothing_for_the_counties_is_named_itself(one_goal, figures):
    plan = one_goal({"reported_by": ["bureau"], "reported_for": "parts"}, value=9, base_value=1)
    every = [Period.parse("2023Q2")]
    assert progress(figures({}), plan, every)["reason"][0] == "缺市统计局"
    assert progress(figures({"2023Q2": {"east": 1}}), plan, every)["reason"][0] == "缺西县"


def test_an_allocated_unit_is_judged_by_its_own_part(document, figures):
    cells = {"2023Q2": {"longshan": 33600, "xian": 21000}}
    table = progress(figures(cells, "market_entities"), Plan.from_document(document), THREE_YEARS[5:6])
    rows = table[table["goal"] == "market_entities"].set_index("unit")
    assert rows.loc["longshan", ["target", "base_value", "reached_share"]].tolist() == [36000, 30000, 0.6]
    assert rows["status"].tolist() == [
        Status.UNREPORTED, Status.AHEAD, Status.BEHIND, Status.UNREPORTED, Status.UNREPORTED, Status.UNREPORTED,
    ]  # fmt: skip
    assert rows.loc["city", "reason"] == "缺东丰县、东辽县、高新区"
    assert rows.loc["gaoxin", "reason"] == "缺高新区"


def test_many_missing_units_are_counted(document, figures):
    document["units"] += [{"id": f"n{k}", "name": f"新{k}县", "kind": "county"} for k in range(4)]
    table = progress(figures({}), Plan.from_document(document), THREE_YEARS[:1])
    assert table["reason"][0] == "缺龙山区、西安区、东丰县、东辽县、高新区、新0县等9家"


def test_a_place_that_nobody_reports_for_is_not_called_late(one_goal, figures):
    plan = one_goal(WHOLE, value=9, base_value=1, allocations={"east": {"value": 4, "base_value": 1}})
    row = progress(figures({}), plan, [Period.parse("2023Q2")]).iloc[1]
    assert (row["status"], row["reason"]) == (Status.UNKNOWN, "方案没有定由谁报送")


def test_a_share_that_nobody_reports_for_a_place_is_nobodys_either(one_goal, figures):
    share = WHOLE | {"measure_unit": "%", "counts": False}
    parts = {"east": {"value": 80, "base_value": 60}}
    plan = one_goal(share, kind="share", value=80, base_value=60, measure_unit="%", allocations=parts)
    row = progress(figures({"2023Q2": {"city": 70}}), plan, [Period.parse("2023Q2")]).iloc[1]
    assert (row["status"], row["reason"]) == (Status.UNKNOWN, "方案没有定由谁报送")


def test_shares_of_counties_make_no_share_of_the_whole(one_goal, figures):
    plan = one_goal({"measure_unit": "%", "counts": False}, kind="share", value=80, base_value=60, measure_unit="%")
    row = progress(figures({"2023Q2": {"east": 70, "west": 70}}), plan, [Period.parse("2023Q2")]).iloc[0]
    assert (row["status"], row["reason"]) == (Status.UNKNOWN, "各地的数不能相加，须报全域的数")


def test_a_missing_denominator_is_named_and_is_nobodys_late_report(document, figures):
    cells = dict.fromkeys(["longshan", "xian", "dongfeng", "dongliao", "gaoxin"], 22000.0)
    table = progress(figures({"2023Q2": cells}, "market_entities"), Plan.from_document(document), THREE_YEARS[5:6])
    row = table[table["goal"] == "per_thousand"].iloc[0]
    assert (row["status"], row["reason"]) == (Status.UNKNOWN, "缺常住人口")


# ---- windows and years -------------------------------------------------------------------------------------------


def test_a_window_adds_flows_since_the_base(one_goal, judged):
    plan = one_goal(WHOLE | {"way": "flow"}, kind="window", value=120)
    row = judged(plan, {"2021Q4": 99, "2022Q1": 10, "2022Q2": 20, "2022Q3": 30}, "2022Q3")
    assert dict(row[["value", "reached_share", "due_share", "gap"]]) == {
        "value": 60, "reached_share": 0.5, "due_share": 0.25, "gap": 60,
    }  # fmt: skip
    assert (row["value_last_period"], row["change_last_period"]) == (30, 0.5)


def test_a_missing_flow_leaves_at_least_what_is_known(one_goal, judged):
    plan = one_goal(WHOLE | {"way": "flow"}, kind="window", value=120)
    row = judged(plan, {"2022Q1": 10, "2022Q3": 30}, "2022Q3")
    assert np.isnan(row["value"])
    assert (row["at_least"], row["status"], row["reason"]) == (40, Status.UNKNOWN, "缺2022年二季度")


def test_a_later_ytd_heals_a_missing_quarter(one_goal, judged):
    plan = one_goal(WHOLE | {"way": "ytd"}, kind="window", value=240)
    levels = {"2022Q1": 10, "2022Q2": 25, "2022Q4": 60, "2023Q1": 20, "2023Q3": 60}
    assert judged(plan, levels, "2022Q4")["value"] == 60
    assert judged(plan, levels, "2023Q3")["value"] == 120
    missing = judged(plan, levels, "2023Q2")
    assert (missing["status"], missing["reason"], missing["at_least"]) == (Status.UNREPORTED, "缺市统计局", 80)
    january = judged(plan, {"2022Q4": 60}, "2023Q1")
    assert january["at_least"] == 60, "the closed year counts once, and nothing of it in the new one"


def test_a_ytd_sum_over_a_year_that_never_closed_is_unknown(one_goal, judged):
    plan = one_goal(WHOLE | {"way": "ytd"}, kind="window", value=240)
    row = judged(plan, {"2022Q3": 45, "2023Q1": 20}, "2023Q1")
    assert (row["status"], row["reason"], row["at_least"]) == (Status.UNKNOWN, "缺2022年四季度", 65)


def test_ytd_compares_with_the_same_ytd_and_quarters_with_quarters(one_goal, judged):
    plan = one_goal(WHOLE | {"way": "ytd"}, kind="window", value=240)
    levels = {"2022Q1": 10, "2022Q2": 30, "2022Q3": 30, "2022Q4": 60, "2023Q1": 15, "2023Q2": 45}
    row = judged(plan, levels, "2023Q2")
    assert (row["value"], row["value_last_year"], row["value_last_period"]) == (105, 30, 75)
    assert (row["change_last_year"], row["change_last_period"]) == (0.5, 1.0)
    first = judged(plan, levels, "2023Q1")
    assert first["change_last_period"] == -0.5, "15 after the 30 that the fourth quarter brought, not after 60"


def test_a_window_that_starts_within_a_year_takes_off_what_came_before(one_goal, judged):
    plan = one_goal(WHOLE | {"way": "ytd"}, kind="window", value=100, base_period="2022Q2")
    assert judged(plan, {"2022Q2": 30, "2022Q3": 50}, "2022Q3")["value"] == 20
    row = judged(plan, {"2022Q3": 50}, "2022Q3")
    assert (row["status"], row["reason"]) == (Status.UNKNOWN, "缺2022年二季度")


def test_a_window_ends_with_its_deadline(one_goal, judged):
    plan = one_goal(WHOLE | {"way": "flow"}, kind="window", value=100, deadline="2022-06-30")
    row = judged(plan, {"2022Q1": 40, "2022Q2": 50, "2022Q3": 60}, "2022Q3")
    assert (row["value"], row["status"]) == (90, Status.MISSED)


def test_a_window_over_figures_cumulative_ever_counts_from_their_base(one_goal, judged):
    plan = one_goal(WHOLE | {"way": "cumulative"}, kind="window", value=530, base_value=670)
    row = judged(plan, {"2024Q2": 1085}, "2024Q2")
    assert (row["value"], row["reached_share"]) == (415, near(415 / 530))


def test_a_window_over_figures_cumulative_in_the_plan_takes_them_as_they_are(one_goal, judged):
    plan = one_goal(WHOLE | {"way": "cumulative"}, kind="window", value=530)
    assert judged(plan, {"2024Q2": 415}, "2024Q2")["reached_share"] == near(415 / 530)


def test_a_net_gain_of_a_stock_needs_its_base(one_goal, judged):
    gain = one_goal(WHOLE, kind="window", value=60, base_value=40)
    assert judged(gain, {"2023Q2": 70}, "2023Q2")["value"] == 30
    row = judged(one_goal(WHOLE, kind="window", value=60), {"2023Q2": 70}, "2023Q2")
    assert (row["status"], row["reason"]) == (Status.UNKNOWN, "缺基期")


def test_cancellations_can_take_a_window_below_zero(one_goal, judged):
    plan = one_goal(WHOLE | {"way": "flow"}, kind="window", value=120)
    assert judged(plan, {"2022Q1": -1}, "2022Q1")["status"] == Status.REGRESSED


def test_cumulative_ever_counts_from_its_base(one_goal, judged):
    plan = one_goal(WHOLE | {"way": "cumulative"}, kind="cumulative", operator=">", value=1200, base_value=670)
    row = judged(plan, {"2024Q2": 1085}, "2024Q2")
    assert (row["reached_share"], row["due_share"], row["gap"]) == (near(415 / 530), near(10 / 12), 116)
    assert row["ahead"] == near(100 * (415 / 530 - 10 / 12))
    missing = judged(one_goal(WHOLE | {"way": "cumulative"}, kind="cumulative", value=1200), {"2024Q2": 900}, "2024Q2")
    assert (missing["status"], missing["reason"]) == (Status.UNKNOWN, "缺基期")


def test_cumulative_over_flows_adds_them_to_its_base(one_goal, judged):
    flow = WHOLE | {"way": "flow"}
    row = judged(one_goal(flow, kind="cumulative", value=1200, base_value=670), {"2022Q1": 53}, "2022Q1")
    assert (row["value"], row["reached_share"]) == (723, 0.1)
    assert judged(one_goal(flow, kind="cumulative", value=100), {"2022Q1": 53}, "2022Q1")["reached_share"] == 0.53


def test_a_yearly_promise_starts_again_every_january(one_goal, judged):
    plan = one_goal(WHOLE | {"way": "flow"}, kind="yearly", value=20)
    levels = {"2022Q1": 4, "2022Q2": 9, "2022Q3": 6, "2022Q4": 2, "2023Q1": 1, "2023Q2": 3}
    row = judged(plan, levels, "2022Q2")
    assert dict(row[["value", "reached_share", "due_share", "ahead", "gap", "required_per_quarter"]]) == {
        "value": 13, "reached_share": 0.65, "due_share": 0.5, "ahead": 15, "gap": 7, "required_per_quarter": 3.5,
    }  # fmt: skip
    assert row["status"] == Status.AHEAD, "in the first year nothing is kept or broken yet"
    assert judged(plan, levels, "2022Q4")["status"] == Status.KEPT
    later = judged(plan, levels, "2023Q2")
    assert (later["value"], later["value_last_year"], later["ahead"], later["status"]) == (4, 13, -30, Status.KEPT)


def test_a_year_that_missed_its_promise_is_not_mended_by_the_next(one_goal, judged):
    plan = one_goal(WHOLE | {"way": "ytd"}, kind="yearly", value=20)
    levels = {"2022Q4": 19, "2023Q4": 30, "2024Q4": 30}
    assert [judged(plan, levels, p)["status"] for p in ("2022Q4", "2023Q4", "2024Q4", "2025Q1")] == [
        Status.NOT_KEPT, Status.NOT_KEPT, Status.MISSED, Status.MISSED,
    ]  # fmt: skip


def test_a_year_of_which_nothing_is_known_leaves_the_promise_open(one_goal, judged):
    plan = one_goal(WHOLE | {"way": "ytd"}, kind="yearly", value=20)
    row = judged(plan, {"2022Q3": 15, "2023Q2": 15}, "2023Q2")
    assert (row["value"], row["status"], row["reason"]) == (15, Status.UNKNOWN, "缺2022年四季度")


def test_yearly_gains_of_a_cumulative_figure_count_from_the_last_year_end(one_goal, judged):
    plan = one_goal(WHOLE | {"way": "cumulative"}, kind="yearly", value=20, base_value=100)
    levels = {"2022Q2": 112, "2022Q4": 121, "2023Q1": 130}
    assert [judged(plan, levels, p)["value"] for p in ("2022Q2", "2022Q4", "2023Q1")] == [12, 21, 9]
    row = judged(plan, {"2023Q1": 130}, "2023Q1")
    assert (row["status"], row["reason"]) == (Status.UNKNOWN, "缺上年末的数")


# ---- growth, multiples, shares -----------------------------------------------------------------------------------


def test_a_compound_path_asks_for_less_at_first(one_goal, judged):
    # 小店: 26万户 at 20 % a year from 15.05万户 is 27.5 % due after one year, not 33.3 %.
    plan = one_goal(WHOLE, value=260000, base_value=260000 / 1.2**3, path="compound")
    row = judged(plan, {"2022Q4": 180555.6}, "2022Q4")
    assert row["due_share"] == near(0.2 / 0.728)
    assert round(row["due_share"], 3) == 0.275
    assert row["status"] == Status.ON_PACE


def test_a_compound_path_from_zero_has_no_pace(one_goal, judged):
    row = judged(one_goal(WHOLE, value=9, base_value=0, path="compound"), {"2022Q4": 3}, "2022Q4")
    assert (row["status"], row["reason"]) == (Status.UNKNOWN, "基期值不是正数，无从计算增长")


def test_milestones_lead_straight_from_one_to_the_next(one_goal, judged):
    plan = one_goal(WHOLE, value=200, base_value=100, path="milestones", milestones={"2022Q4": 110, "2023Q4": 150})
    due = [judged(plan, {p: 100}, p)["due_share"] for p in ("2022Q2", "2022Q4", "2023Q2", "2024Q2", "2024Q4", "2025Q1")]
    assert due == near([0.05, 0.1, 0.3, 0.75, 1, 1])


def test_doubling_is_a_level_twice_the_base(one_goal, judged):
    plan = one_goal(WHOLE, kind="multiple", value=2, measure_unit="倍", base_value=50)
    row = judged(plan, {"2023Q2": 75}, "2023Q2")
    assert (row["target"], row["measure_unit"], row["reached_share"], row["gap"]) == (100, "户", 0.5, 25)


def test_growth_over_the_base_is_a_level_above_it(one_goal, judged):
    plan = one_goal(WHOLE, kind="growth_over_base", value=40, measure_unit="%", base_value=100)
    assert judged(plan, {"2024Q4": 139}, "2024Q4")[["target", "status"]].tolist() == [140, Status.MISSED]


def test_growth_over_the_sum_of_earlier_years_is_a_sum(one_goal, judged):
    plan = one_goal(WHOLE | {"way": "flow"}, kind="growth_over_base", value=40, measure_unit="%", base_value=100)
    row = judged(plan, {"2022Q1": 20, "2022Q2": 15}, "2022Q2")
    assert (row["value"], row["target"], row["reached_share"]) == (35, 140, 0.25)


def test_what_is_known_of_a_year_is_no_bound_on_its_growth(one_goal, judged):
    """小店: of the last four quarters one is missing; 至少12.41亿元 says nothing about 25 % a year."""
    indicator = WHOLE | {"way": "ytd", "counts": False, "measure_unit": "亿元"}
    figures = {"2022Q2": 6.75, "2022Q3": 10.48, "2022Q4": 15.2, "2023Q1": 3.96}
    level = judged(one_goal(indicator, value=30, measure_unit="亿元", base_value=12.3), figures, "2023Q2")
    assert level["at_least"] == near(15.2 - 6.75 + 3.96)
    growth = judged(one_goal(indicator, kind="growth", value=25, measure_unit="%", base_value=12.3), figures, "2023Q2")
    assert growth["status"] == Status.UNREPORTED
    assert np.isnan(growth["at_least"])


def test_growth_over_one_whole_year_is_judged_by_the_last_four_quarters(one_goal, judged):
    """小店: 工业增加值 of 2025 over that of 2020; 12.5 at the end of 2020 asks for 17.5 in the year 2025."""
    plan = one_goal(
        WHOLE | {"way": "ytd", "counts": False}, kind="growth_over_base", value=40, measure_unit="%", base_value=12.5,
        base_period="2020", deadline="2025-12-31",
    )  # fmt: skip
    figures = {"2022Q2": 6.41, "2022Q3": 9.93, "2022Q4": 13.86, "2023Q1": 3.31, "2023Q2": 6.98}
    row = judged(plan, figures, "2023Q2")
    assert (row["value"], row["target"]) == (near(13.86 - 6.41 + 6.98), near(17.5))
    assert row["reached_share"] == near((14.43 - 12.5) / 5)
    assert row["due_share"] == near(10 / 20)
    assert row["status"] == Status.BEHIND


def test_a_multiple_of_an_unknown_base_is_unknown_even_at_the_deadline(one_goal, judged):
    row = judged(one_goal(WHOLE, kind="multiple", value=2, measure_unit="倍"), {"2024Q4": 75}, "2024Q4")
    assert (row["status"], row["reason"]) == (Status.UNKNOWN, "缺基期")


def test_promised_growth_is_judged_by_the_levels_it_implies(one_goal, judged):
    plan = one_goal(WHOLE, kind="growth", value=20, measure_unit="%", base_value=100)
    row = judged(plan, {"2022Q4": 115}, "2022Q4")
    assert (row["value"], row["target"], row["measure_unit"], row["gap"]) == (near(15), 20, "%", near(5))
    assert row["reached_share"] == near(15 / 72.8)
    assert row["due_share"] == near(20 / 72.8)
    assert row["status"] == Status.SLOW
    assert np.isnan(row["required_per_quarter"]), "points of a rate are not made up quarter by quarter"
    assert judged(plan, {"2024Q4": 172.8}, "2024Q4")["status"] == Status.DONE
    assert judged(plan, {"2024Q4": 172.7}, "2024Q4")["status"] == Status.MISSED


@pytest.mark.parametrize("base", [0, -5])
@pytest.mark.parametrize(("kind", "unit"), [("growth", "%"), ("multiple", "倍"), ("growth_over_base", "%")])
def test_there_is_no_growth_from_nothing(one_goal, judged, kind, unit, base):
    plan = one_goal(WHOLE | {"counts": False}, kind=kind, value=2, measure_unit=unit, base_value=base)
    for period in ("2023Q2", "2024Q4"):
        row = judged(plan, {period: 3}, period)
        assert (row["status"], row["reason"]) == (Status.UNKNOWN, "基期值不是正数，无从计算增长")
        assert np.isnan(row["gap"])


def test_growth_without_an_end_implies_no_level(one_goal, judged):
    plan = one_goal(WHOLE, kind="growth", value=20, measure_unit="%", base_value=100, deadline=None)
    row = judged(plan, {"2023Q2": 150}, "2023Q2")
    assert (row["status"], row["reason"]) == (Status.UNKNOWN, "没有完成时限")
    assert row["value"] == near(100 * (1.5 ** (4 / 6) - 1))


def test_growth_of_a_yearly_amount_is_that_of_four_quarters(one_goal, judged):
    plan = one_goal(WHOLE | {"way": "ytd"}, kind="growth", value=20, measure_unit="%", base_value=100)
    levels = {"2022Q2": 50, "2022Q4": 110, "2023Q2": 70}
    assert judged(plan, levels, "2023Q2")["value"] == near(100 * (1.3 ** (4 / 6) - 1))


def test_a_share_without_base_is_read_as_part_of_its_target_and_has_no_pace(one_goal, judged):
    plan = one_goal(WHOLE | {"measure_unit": "%", "counts": False}, kind="share", value=80, measure_unit="%")
    row = judged(plan, {"2023Q2": 60}, "2023Q2")
    assert (row["reached_share"], row["gap"], row["status"], row["reason"]) == (0.75, 20, Status.UNKNOWN, "缺基期")
    assert row[["due_share", "ahead", "change_last_year"]].isna().all()
    assert judged(plan, {"2024Q4": 60}, "2024Q4")["due_share"] == 1


# ---- kept, met, compared -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("level", "kept"), [(76, True), (75.9, False), (84, True), (84.1, False)])
def test_kept_about_a_value_allows_five_per_cent_on_both_sides(one_goal, judged, level, kept):
    plan = one_goal(
        WHOLE | {"measure_unit": "%", "counts": False}, kind="keep", operator="≈", value=80, measure_unit="%"
    )
    row = judged(plan, {"2023Q2": level}, "2023Q2")
    assert row["status"] == (Status.KEPT if kept else Status.NOT_KEPT)
    assert row["gap"] == near(0 if kept else 0.1)
    assert row[["reached_share", "due_share", "ahead", "required_per_quarter"]].isna().all()


def test_what_was_broken_once_is_not_kept(one_goal, judged):
    plan = one_goal(WHOLE, kind="keep", value=80)
    levels = {"2022Q1": 85, "2022Q2": 79, "2022Q3": 90, "2024Q4": 90}
    assert [judged(plan, levels, p)["status"] for p in ("2022Q1", "2022Q2", "2022Q3", "2024Q4")] == [
        Status.KEPT, Status.NOT_KEPT, Status.NOT_KEPT, Status.MISSED,
    ]  # fmt: skip


def test_a_quarter_without_figure_is_named_beside_what_was_kept(one_goal, judged):
    plan = one_goal(WHOLE, kind="keep", value=80)
    row = judged(plan, {"2022Q1": 85, "2022Q3": 90}, "2022Q3")
    assert (row["status"], row["reason"]) == (Status.KEPT, "缺2022年二季度")
    full = {str(p): 85.0 for p in THREE_YEARS}
    assert judged(plan, full, "2024Q4")[["status", "reason"]].tolist() == [Status.DONE, ""]
    assert judged(plan, full | {"2023Q1": np.nan}, "2024Q4")[["status", "reason"]].tolist() == [
        Status.UNKNOWN, "缺2023年一季度",
    ]  # fmt: skip


def test_a_yes_or_no_is_due_with_its_deadline(one_goal, judged):
    plan = one_goal(WHOLE | {"measure_unit": "项"}, kind="boolean", measure_unit="项")
    rows = [judged(plan, {p: level}, p) for p, level in (("2023Q2", 0), ("2023Q2", 1), ("2024Q4", 1), ("2024Q4", 0))]
    assert [row["status"] for row in rows] == [Status.ON_PACE, Status.EARLY, Status.DONE, Status.MISSED]
    assert [row["reached_share"] for row in rows] == [0, 1, 1, 0]
    assert [row["due_share"] for row in rows] == [0, 0, 1, 1]


def test_a_time_limit_is_met_or_not(one_goal, judged):
    plan = one_goal(
        WHOLE | {"measure_unit": "日", "counts": False}, kind="duration", operator="<=", value=0.5, measure_unit="日"
    )
    assert judged(plan, {"2024Q4": 0.5}, "2024Q4")["status"] == Status.DONE
    assert judged(plan, {"2023Q2": 0.6}, "2023Q2")[["status", "reached_share"]].tolist() == [Status.ON_PACE, 0]


def test_a_benchmark_waits_for_what_it_is_compared_with(one_goal, judged):
    plan = one_goal(WHOLE, kind="benchmark", operator=">")
    row = judged(plan, {"2024Q4": 120}, "2024Q4")
    assert (row["value"], row["status"], row["reason"]) == (120, Status.UNKNOWN, "缺参照值")


REFERENCES = {"2022": {"value": 118.5, "source": "国家统计局"}, "2023Q2": {"value": 120, "source": "国家统计局"}}


@pytest.mark.parametrize(
    "case",
    [
        ("2022Q2", 130, np.nan, (Status.UNKNOWN, "缺2022年二季度的参照值")),
        ("2022Q4", 118.5, 118.5, (Status.ON_PACE, "")),  # 超过: as much is not enough
        ("2023Q1", 119, 118.5, (Status.EARLY, "")),
        ("2023Q2", 119, 120, (Status.ON_PACE, "")),
        ("2024Q4", 121, 120, (Status.DONE, "")),
        ("2024Q4", 120, 120, (Status.MISSED, "")),
    ],
)
def test_a_benchmark_is_met_or_not_by_the_reference_that_stands(one_goal, judged, case):
    period, level, target, said = case
    plan = one_goal(WHOLE | {"counts": False}, kind="benchmark", operator=">", references=REFERENCES)
    row = judged(plan, {period: level}, period)
    assert (row["status"], row["reason"]) == said
    assert row["target"] == pytest.approx(target, nan_ok=True)
    assert row["reached_share"] == pytest.approx(np.nan if np.isnan(target) else float(level > target), nan_ok=True)


def test_a_year_to_date_is_compared_with_that_of_the_same_quarter_only(one_goal, judged):
    plan = one_goal(WHOLE | {"way": "ytd"}, kind="benchmark", operator=">", references=REFERENCES)
    rows = [judged(plan, {period: 130.0}, period) for period in ("2022Q4", "2023Q1", "2023Q2")]
    assert [row["reason"] for row in rows] == ["", "缺2023年一季度的参照值", ""]


def test_a_benchmark_of_less_is_met_below_the_reference(one_goal, judged):
    plan = one_goal(WHOLE, kind="benchmark", operator=">", direction=-1, references=REFERENCES)
    assert [judged(plan, {"2023Q2": level}, "2023Q2")["status"] for level in (119, 121)] == [
        Status.EARLY, Status.ON_PACE,
    ]  # fmt: skip


def test_another_plan_version_compares_with_its_own_reference(one_goal, judged):
    older = one_goal(WHOLE, kind="benchmark", operator=">", references={"2022": {"value": 150, "source": "快报"}})
    newer = one_goal(WHOLE, kind="benchmark", operator=">", references={"2022": {"value": 118, "source": "年鉴"}})
    assert [judged(plan, {"2023Q1": 120}, "2023Q1")["status"] for plan in (older, newer)] == [
        Status.ON_PACE, Status.EARLY,
    ]  # fmt: skip


def test_before_the_first_yearly_figure_is_owed_nobody_is_late(one_goal, judged):
    row = judged(one_goal(WHOLE | {"frequency": "year"}, value=200, base_value=100), {}, "2022Q3")
    assert (row["status"], row["reason"]) == (Status.UNKNOWN, "还没到报送的时候")


def test_the_order_of_the_figures_does_not_matter(document, figures):
    plan = Plan.from_document(document)
    cells = {str(p): {"longshan": 100.0 * n, "xian": 50.0 * n} for n, p in enumerate(THREE_YEARS)}
    rows = figures(cells, "new_entities")
    pd.testing.assert_frame_equal(
        progress(rows, plan, THREE_YEARS), progress(rows.sample(frac=1, random_state=3), plan, THREE_YEARS)
    )
