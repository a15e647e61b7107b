"""Laws that hold whatever the numbers are."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.measure.progress import progress
from milepost.measure.race import competition_ranks, weighted_means
from milepost.measure.sums import Running
from milepost.plan.goal import KIND_WORDS
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan
from milepost.plan.scheme import Scheme, SchemeItem
from milepost.plan.tables import FIGURES, Status

LEVELS = st.floats(1, 1e7).map(lambda x: round(x, 2))
QUARTERS = quarters(Period.parse("2022Q1"), Period.parse("2025Q4"))
SCORES = st.lists(st.floats(-50, 150).map(lambda x: round(x, 1)), min_size=1, max_size=12)


def plan_of(**goal) -> Plan:
    return Plan.from_document(
        {
            "id": "law", "title": "", "unit": "city", "start": "2022Q1",
            "units": [{"id": "city", "name": "市", "kind": "city"},
                      {"id": "bureau", "name": "局", "kind": "department"}],
            "indicators": [{"id": "x", "name": "数", "measure_unit": "户", "way": "stock", "counts": False,
                            "reported_by": ["bureau"], "reported_for": "whole"}],
            "goals": [{"id": "g", "name": "", "indicator": "x", "quote": "", "operator": ">=", "kind": "stock",
                       "measure_unit": "户", "deadline": "2024-12-31", "base_source": "年鉴"} | goal],
        }
    )  # fmt: skip


def judge(plan: Plan, levels: dict[Period, float], periods: list[Period]) -> pd.DataFrame:
    rows = [
        dict.fromkeys(FIGURES, "") | {"indicator": "x", "unit": "city", "period": str(p), "value": v, "time": pd.NaT}
        for p, v in levels.items()
    ]
    return progress(pd.DataFrame(rows, columns=list(FIGURES)).astype(FIGURES), plan, periods)


@given(base=LEVELS, target=LEVELS)
def test_the_base_is_nothing_and_the_target_is_all(base, target):
    if base == target:
        return
    direction = 1 if target > base else -1
    plan = plan_of(value=target, base_value=base, direction=direction)
    table = judge(plan, {QUARTERS[4]: base, QUARTERS[5]: target}, QUARTERS[4:6])
    assert table["reached_share"].tolist() == [0, 1]
    assert table["status"].tolist()[1] == Status.EARLY
    assert table["status"].tolist()[0] != Status.EARLY


@given(base=LEVELS, target=LEVELS, level=LEVELS, quarter=st.sampled_from(QUARTERS))
def test_from_the_deadline_on_and_only_then_a_promise_is_done_or_missed(base, target, level, quarter):
    row = judge(plan_of(value=target, base_value=base), {quarter: level}, [quarter]).iloc[0]
    closed = row["status"] in (Status.DONE, Status.MISSED)
    assert closed == (quarter >= Period.parse("2024Q4"))
    assert (row["gap"] == 0) == (row["status"] in (Status.DONE, Status.EARLY))


@given(base=LEVELS, rise=st.floats(0.1, 3), share=st.floats(-0.5, 0.99), factor=st.sampled_from([0.01, 10.0, 10000.0]))
def test_another_scale_of_the_same_amounts_changes_no_share_and_no_status(base, rise, share, factor):
    target, level = base * (1 + rise), base * (1 + rise * share)
    rows = [
        judge(plan_of(value=target * k, base_value=base * k), {QUARTERS[5]: level * k}, QUARTERS[5:6]).iloc[0]
        for k in (1.0, factor)
    ]
    assert rows[0]["reached_share"] == pytest.approx(rows[1]["reached_share"], abs=1e-9)
    # Two roundings may fall on two sides of a band's very edge.
    if all(abs(rows[0]["ahead"] - edge) > 1e-6 for edge in (2, -2, -10)) and abs(share) > 1e-6:
        assert rows[0]["status"] == rows[1]["status"]


@given(st.sampled_from(["linear", "compound"]), LEVELS, st.floats(0.1, 3))
def test_what_is_due_starts_at_nothing_never_falls_and_ends_at_all(path, base, rise):
    plan = plan_of(value=base * (1 + rise), base_value=base, path=path)
    due = judge(plan, {}, [Period.parse("2021Q4"), *QUARTERS])["due_share"].to_numpy()
    assert due[0] == pytest.approx(0, abs=1e-12)
    assert (np.diff(due) >= 0).all()
    assert (due[12:] == 1).all()


# A promise of every kind with numbers of its own: what the indicator is, and what is promised of it.
EVERY_KIND = {
    "stock": ({}, {}),
    "window": ({"way": "ytd"}, {}),
    "cumulative": ({"way": "cumulative"}, {"base_value": 40}),
    "yearly": ({"way": "ytd"}, {}),
    "growth": ({}, {"value": 20, "measure_unit": "%", "base_value": 40}),
    "share": ({"measure_unit": "%"}, {"measure_unit": "%", "base_value": 40}),
    "keep": ({"measure_unit": "%"}, {"measure_unit": "%", "operator": "≈"}),
    "multiple": ({}, {"value": 2, "measure_unit": "倍", "base_value": 40}),
    "growth_over_base": ({}, {"value": 40, "measure_unit": "%", "base_value": 40}),
    "boolean": ({"measure_unit": "是否"}, {"measure_unit": "是否", "value": None}),
    "duration": ({"measure_unit": "日"}, {"measure_unit": "日", "operator": "<="}),
    "benchmark": ({}, {"value": None, "operator": ">", "references": {"2022Q2": {"value": 60, "source": "年鉴"}}}),
}
KINDS = st.sampled_from(sorted(EVERY_KIND))
SERIES = st.lists(st.integers(0, 200).map(float), min_size=16, max_size=16)


def of_kind(kind: str, **goal) -> Plan:
    indicator, own = EVERY_KIND[kind]
    document = {"kind": kind, "value": 80, "base_value": 40 if kind == "stock" else None} | own | goal
    plan = plan_of(**{name: value for name, value in document.items() if value is not None})
    return replace(plan, indicators=(replace(plan.indicators[0], **indicator),))


def climbing(kind: str, levels: list[float]) -> dict[Period, float]:
    """Quarterly levels; a year to date climbs within each year."""
    if EVERY_KIND[kind][0].get("way") == "ytd":
        levels = np.array(levels).reshape(4, 4).cumsum(axis=1).ravel().tolist()
    return dict(zip(QUARTERS, levels, strict=True))


def test_the_laws_are_asked_of_every_kind():
    assert set(EVERY_KIND) == set(KIND_WORDS)


@given(kind=KINDS, levels=SERIES, direction=st.sampled_from([1, -1]))
def test_from_the_deadline_on_every_kind_is_done_or_missed_and_before_it_never(kind, levels, direction):
    table = judge(of_kind(kind, direction=direction), climbing(kind, levels), QUARTERS)
    known = ~table["status"].isin([Status.UNREPORTED, Status.UNKNOWN])
    closed = table["status"].isin([Status.DONE, Status.MISSED])
    after = pd.Series([quarter >= Period.parse("2024Q4") for quarter in QUARTERS])
    assert (closed[known] == after[known]).all()
    # The deadline's own quarter has a figure, so that it is judged, but for growth out of nothing.
    assert known[after].all() or (kind == "growth" and min(levels) == 0)


@given(kind=KINDS, levels=SERIES, random=st.randoms(use_true_random=False))
def test_the_order_of_figures_changes_nothing_of_any_kind(kind, levels, random):
    plan, cells = of_kind(kind), list(climbing(kind, levels).items())
    once = judge(plan, dict(cells), QUARTERS)
    random.shuffle(cells)
    pd.testing.assert_frame_equal(once, judge(plan, dict(cells), QUARTERS))


@given(kind=KINDS, levels=SERIES)
def test_a_promise_is_met_from_its_quarter_on_without_a_break(kind, levels):
    table = judge(of_kind(kind), climbing(kind, levels), QUARTERS)
    by_period = table.set_index("period")["met_since"]
    for period, since in by_period.items():
        if since and since in by_period.index:
            assert since <= period
            assert by_period[since] == since
            run = table[(table["period"] >= since) & (table["period"] <= period) & table["value"].notna()]
            assert set(run["met_since"]) == {since}


@given(kind=st.sampled_from(["stock", "share", "multiple", "growth_over_base", "cumulative"]), up=st.booleans())
def test_base_is_nothing_and_target_is_all_for_every_level_in_both_directions(kind, up):
    own = {"multiple": {"value": 2 if up else 0.5}, "growth_over_base": {"value": 40 if up else -40}}
    plan = of_kind(kind, direction=1 if up else -1, **own.get(kind, {"value": 80 if up else 20}))
    target = judge(plan, {QUARTERS[3]: 40.0}, QUARTERS[3:4])["target"].iloc[0]
    table = judge(plan, {QUARTERS[4]: 40.0, QUARTERS[5]: target}, QUARTERS[4:6])
    assert table["reached_share"].tolist() == pytest.approx([0, 1])
    assert table["status"].tolist()[1] == Status.EARLY


@given(flows=st.lists(st.integers(0, 1000) | st.none(), min_size=16, max_size=16), start=st.integers(0, 15))
def test_a_year_to_date_says_the_same_as_its_quarters(flows, start):
    amounts = np.array([[np.nan if f is None else float(f) for f in flows]])
    ytd = amounts.reshape(4, 4).cumsum(axis=1).reshape(1, 16)
    starts = np.full((1, 16), start)
    by_flow = Running.of_flow(amounts, np.ones(amounts.shape, bool)).since(starts)
    by_ytd = Running.of_ytd(ytd, 2022 * 4).since(starts)
    both = ~np.isnan(by_flow) & ~np.isnan(by_ytd)
    assert np.array_equal(by_flow[both], by_ytd[both])
    if None not in flows:
        assert both[0, start:].all()
        assert not both[0, :start].any()


@given(SCORES, st.randoms(use_true_random=False))
def test_ranks_ignore_order_and_ties_share(scores, random):
    ranks = competition_ranks(np.array(scores))
    assert ranks.tolist() == [1 + sum(other > score for other in scores) for score in scores]
    order = list(range(len(scores)))
    random.shuffle(order)
    assert competition_ranks(np.array(scores)[order]).tolist() == ranks[order].tolist()


@given(SCORES, st.integers(0, 11), st.floats(0, 50))
def test_more_for_one_never_worsens_its_rank(scores, which, more):
    k = which % len(scores)
    better = list(scores)
    better[k] += more
    assert competition_ranks(np.array(better))[k] <= competition_ranks(np.array(scores))[k]


@settings(max_examples=50)
@given(
    points=st.lists(st.lists(st.floats(0, 120) | st.just(np.nan), min_size=3, max_size=3), min_size=2, max_size=6),
    weights=st.tuples(*[st.floats(0.1, 10)] * 3),
    mean=st.sampled_from(["arithmetic", "geometric"]),
)
def test_a_mean_lies_between_its_scores_and_only_the_proportion_of_weights_counts(points, weights, mean):
    items = tuple(SchemeItem(f"i{k}", 1, "minmax") for k in range(3))
    scheme = Scheme("s", "", "county", items, mean=mean)
    given_ = np.array([[np.nan if np.isnan(x) else x + 1 for x in row] for row in points if not all(np.isnan(row))])
    if not given_.size:
        return
    means = weighted_means(given_, np.array([weights, np.array(weights) * 7]), scheme)
    assert np.allclose(means[0], means[1])
    assert (means[0] >= np.nanmin(given_, axis=1) - 1e-9).all()
    assert (means[0] <= np.nanmax(given_, axis=1) + 1e-9).all()
