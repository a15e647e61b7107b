"""Progress and race over every unit, indicator and quarter, beside one hand-written DuckDB query and plain pandas.

All three start from the same table of figures and the same goals, and must give the same numbers: value, those of last
year and last quarter, 同比 and 环比, completion, reached and due share, lead, gap, pace, status; score, rank and rank
of the quarter before. milepost alone also finds reasons, lower bounds and the sensitivity of the ranks.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import pandas as pd

from milepost.measure.progress import progress
from milepost.measure.race import race
from milepost.plan.goal import Allocation, Goal
from milepost.plan.indicator import Indicator
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan
from milepost.plan.scheme import Scheme, SchemeItem
from milepost.plan.tables import FIGURES
from milepost.plan.unit import Unit

SIZES = {"city 7 × 40 × 12": (7, 40), "province 70 × 60 × 12": (70, 60), "ten times 700 × 60 × 12": (700, 60)}
PERIODS = quarters(Period.parse("2022Q1"), Period.parse("2024Q4"))
BASE = Period.parse("2021Q4")
ROUNDS = 9
NUMBERS = [
    "value", "value_last_year", "value_last_period", "change_last_year", "change_last_period", "completion",
    "reached_share", "due_share", "ahead", "gap", "required_per_quarter", "reported", "expected",
]  # fmt: skip
KEYS = ["goal", "unit", "period"]


@dataclass(frozen=True)
class Case:
    """One size: the plan, its figures, and the same goals, weights and quarters as tables for the two others."""

    plan: Plan
    figures: pd.DataFrame
    goals: pd.DataFrame
    periods: pd.DataFrame


def invented(units: int, indicators: int, seed: int = 20220315) -> Case:
    """Counts with bases, targets and noisy ways between them; one figure in 200 is missing, one goal in four falls."""
    rng = np.random.default_rng(seed)
    count, shape = len(PERIODS), (indicators, units)
    falls = rng.random(indicators) < 0.25
    base = np.round(rng.choice([200, 900, 4000, 20000], indicators)[:, None] * rng.uniform(0.6, 1.4, shape))
    aim = np.where(falls, rng.uniform(0.5, 0.85, indicators), rng.uniform(1.15, 1.8, indicators))
    target = np.round(base * aim[:, None])
    way = np.clip(rng.normal(0.95, 0.3, (*shape, 1)), -0.2, 1.7) * np.arange(1, count + 1) / count
    level = np.round(base[..., None] + (way + rng.normal(0, 0.02, (*shape, count))) * (target - base)[..., None])
    names = [f"county{k:03}" for k in range(units)], [f"indicator{k:02}" for k in range(indicators)]
    i, u, q = (axis.ravel() for axis in np.indices(level.shape))
    text = dict.fromkeys((c for c, dtype in FIGURES.items() if dtype == "str"), pd.array([""] * i.size, dtype="str"))
    text["indicator"] = pd.array(names[1], dtype="str").take(i)
    text["unit"] = pd.array(names[0], dtype="str").take(u)
    text["period"] = pd.array([str(p) for p in PERIODS], dtype="str").take(q)
    figures = pd.DataFrame(text | {"value": level.ravel(), "time": pd.Timestamp("2025-01-12")})[list(FIGURES)]
    figures = figures[rng.random(len(figures)) > 0.005].sample(frac=1, random_state=seed, ignore_index=True)
    weights = np.round(rng.uniform(0.5, 2.5, indicators), 2)
    plan = _plan(names, (base, target, falls), weights)
    return Case(plan, figures.astype(FIGURES), _goal_table(plan, weights), _period_table())


def _plan(
    names: tuple[list[str], list[str]], promised: tuple[np.ndarray, np.ndarray, np.ndarray], weights: np.ndarray
) -> Plan:
    (units, indicators), (base, target, falls) = names, promised
    goals = tuple(
        Goal(
            f"goal{k:02}", name, name, "", "<=" if falls[k] else ">=", "stock", "户", BASE, date(2024, 12, 31),
            value=float(target[k].sum()), base_value=float(base[k].sum()), base_source="invented",
            direction=-1 if falls[k] else 1,
            allocations={u: Allocation(float(t), float(b)) for u, t, b in zip(units, target[k], base[k], strict=True)},
        )
        for k, name in enumerate(indicators)
    )  # fmt: skip
    items = tuple(
        SchemeItem(goal.indicator, float(weight), "completion", goal.id)
        for goal, weight in zip(goals, weights, strict=True)
    )
    return Plan(
        "bench", "bench", "place", (Unit("place", "全域", "city"), *(Unit(u, u, "county") for u in units)),
        tuple(Indicator(name, name, "户", "stock", ("county",)) for name in indicators),
        goals, (Scheme("race", "race", "county", items),),
    )  # fmt: skip


def _goal_table(plan: Plan, weights: np.ndarray) -> pd.DataFrame:
    rows = [
        (goal.id, goal.indicator, unit, value, base, goal.direction, weight)
        for goal, weight in zip(plan.goals, weights, strict=True)
        for unit, value, base in [
            (plan.unit, goal.value, goal.base_value),
            *((u, part.value, part.base_value) for u, part in goal.allocations.items()),
        ]
    ]
    columns = ["goal", "indicator", "unit", "target", "base", "direction", "weight"]
    return pd.DataFrame(rows, columns=columns)


def _period_table() -> pd.DataFrame:
    return pd.DataFrame({"period": [str(p) for p in PERIODS], "q": np.arange(1, len(PERIODS) + 1)})


# ---- milepost -------------------------------------------------------------------------------------------------------


def by_milepost(case: Case) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Progress of all quarters and the race over it."""
    judged = progress(case.figures, case.plan, PERIODS)
    return judged, race(judged, case.figures, case.plan, case.plan.schemes[0], PERIODS)


# ---- one query ------------------------------------------------------------------------------------------------------

JUDGED = """
create or replace temp table judged as
with placed as (
    select indicator, unit, q, value, 1 as reported, 1 as expected
    from figures join periods using (period) where industry = ''
    union all
    select indicator, 'place', q,
        case when count(value) = (select count(*) from counties) then sum(value) end,
        count(value), (select count(*) from counties)
    from figures join periods using (period) where industry = '' group by indicator, q
),
cells as (
    select g.*, p.period, p.q, v.value, coalesce(v.reported, 0) as reported, coalesce(v.expected, 1) as expected
    from goals g cross join periods p left join placed v using (indicator, unit, q)
),
moved as (
    select *,
        lag(value, 1) over each_way as last_period, lag(value, 4) over each_way as last_year,
        round(100 * ((value - base) / (target - base) - q / 12), 9) as ahead,
        direction * (value - target) >= 0 as met,
        case when value is not null then greatest(direction * (target - value), 0) end as short
    from cells window each_way as (partition by goal, unit order by q)
)
select goal, indicator, unit, period, q, weight, value,
    case when q = 4 then base else last_year end as value_last_year,
    case when q = 1 then base else last_period end as value_last_period,
    case when last_year > 0 then value / last_year - 1 end as change_last_year,
    case when last_period > 0 then value / last_period - 1 end as change_last_period,
    value / target as completion,
    (value - base) / (target - base) as reached_share, q / 12 as due_share, ahead,
    short as gap, case when q < 12 then short / (12 - q) end as required_per_quarter,
    reported, expected,
    case when value is null then '未报'
        when q = 12 and met then '已完成' when q = 12 then '未完成' when met then '提前达标'
        when direction * (value - base) < 0 then '倒退'
        when ahead >= 2 then '快于序时' when ahead >= -2 then '符合序时' when ahead >= -10 then '略慢'
        else '滞后' end as status
from moved
"""
RANKED = """
with scores as (
    select unit, period, q,
        sum(weight * 100 * least(reached_share, 1.2)) filter (where reached_share is not null)
            / sum(weight) filter (where reached_share is not null) as score,
        sum(weight) filter (where reached_share is null) / sum(weight) as missing
    from judged where unit <> 'place' group by unit, period, q
),
enough as (select unit, period, q, case when coalesce(missing, 0) <= 0.2 then score end as score from scores),
ranked as (
    select *, case when score is not null
        then rank() over (partition by q order by round(score, 9) desc nulls last) end as rank from enough
)
select unit, period, score, rank, lag(rank) over (partition by unit order by q) as rank_last from ranked
"""


def ready_duckdb(case: Case) -> duckdb.DuckDBPyConnection:
    """The tables of a case in memory, as DuckDB keeps them."""
    connection = duckdb.connect()
    for name in ("figures", "goals", "periods"):
        connection.register("arriving", getattr(case, name))
        connection.execute(f"create table {name} as select * from arriving")  # noqa: S608 - three fixed names
    connection.execute("create table counties as select distinct unit from goals where unit <> 'place'")
    return connection


def by_duckdb(connection: duckdb.DuckDBPyConnection) -> None:
    """The judged table stays in DuckDB, which spares it the way into a frame; the small ranking comes out."""
    connection.execute(JUDGED)
    connection.sql(RANKED).to_arrow_table()


# ---- pandas ---------------------------------------------------------------------------------------------------------


def by_pandas(case: Case) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same arithmetic as one would write it at a first go: merges, groups, shifts."""
    cells = _merged(case)
    ways = cells.groupby(["goal", "unit"], sort=False)["value"]
    last_year, last_period = ways.shift(4), ways.shift(1)
    cells["value_last_year"] = last_year.where(cells["q"] != 4, cells["base"])
    cells["value_last_period"] = last_period.where(cells["q"] != 1, cells["base"])
    cells["change_last_year"] = (cells["value"] / last_year - 1).where(last_year > 0)
    cells["change_last_period"] = (cells["value"] / last_period - 1).where(last_period > 0)
    cells["completion"] = cells["value"] / cells["target"]
    cells["reached_share"] = (cells["value"] - cells["base"]) / (cells["target"] - cells["base"])
    cells["due_share"] = cells["q"] / 12
    cells["ahead"] = (100 * (cells["reached_share"] - cells["due_share"])).round(9)
    cells["gap"] = (cells["direction"] * (cells["target"] - cells["value"])).clip(lower=0)
    cells["required_per_quarter"] = (cells["gap"] / (12 - cells["q"])).where(cells["q"] < 12)
    last, met = cells["q"] == 12, cells["direction"] * (cells["value"] - cells["target"]) >= 0
    cells["status"] = np.select(
        [
            cells["value"].isna(), last & met, last, met, cells["direction"] * (cells["value"] - cells["base"]) < 0,
            cells["ahead"] >= 2, cells["ahead"] >= -2, cells["ahead"] >= -10,
        ],
        ["未报", "已完成", "未完成", "提前达标", "倒退", "快于序时", "符合序时", "略慢"],
        "滞后",
    )  # fmt: skip
    return cells, _raced(cells)


def _merged(case: Case) -> pd.DataFrame:
    figures = case.figures[case.figures["industry"] == ""][["indicator", "unit", "period", "value"]]
    counties = len(case.plan.units) - 1
    whole = figures.groupby(["indicator", "period"], as_index=False).agg(
        value=("value", "sum"), reported=("value", "count")
    )
    whole["value"] = whole["value"].where(whole["reported"] == counties)
    placed = pd.concat(
        [figures.assign(reported=1, expected=1), whole.assign(unit="place", expected=counties)], ignore_index=True
    )
    cells = case.goals.merge(case.periods, how="cross").merge(placed, how="left", on=["indicator", "unit", "period"])
    cells[["reported", "expected"]] = cells[["reported", "expected"]].fillna({"reported": 0, "expected": 1})
    return cells


def _raced(cells: pd.DataFrame) -> pd.DataFrame:
    own = cells[cells["unit"] != "place"]
    known = own["weight"].where(own["reached_share"].notna())
    points = own.assign(points=own["reached_share"].clip(upper=1.2) * 100 * own["weight"], known=known)
    sums = points.groupby(["unit", "period"], as_index=False)[["points", "known", "weight"]].sum()
    sums["score"] = (sums["points"] / sums["known"]).where(1 - sums["known"] / sums["weight"] <= 0.2 + 1e-12)
    sums["rank"] = sums["score"].round(9).groupby(sums["period"]).rank(method="min", ascending=False)
    sums = sums.sort_values(["unit", "period"])
    sums["rank_last"] = sums.groupby("unit")["rank"].shift(1)
    return sums


# ---- side by side ---------------------------------------------------------------------------------------------------


def same(case: Case, connection: duckdb.DuckDBPyConnection) -> int:
    """The number of judged cells, after all three have been found to say the same of every one."""
    ours, ranking = by_milepost(case)
    by_duckdb(connection)
    others = {
        "duckdb": (connection.sql("select * from judged").df(), connection.sql(RANKED).df()),
        "pandas": by_pandas(case),
    }
    ours, ranking = (t.sort_values(k, ignore_index=True) for t, k in ((ours, KEYS), (ranking, KEYS[1:])))
    for judged, ranked in others.values():
        judged, ranked = (t.sort_values(k, ignore_index=True) for t, k in ((judged, KEYS), (ranked, KEYS[1:])))  # noqa: PLW2901
        np.testing.assert_array_equal(ours["status"], judged["status"])
        for column in NUMBERS:
            np.testing.assert_allclose(ours[column], judged[column].astype("float64"), rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(ranking["score"], ranked["score"], rtol=1e-9)
        for column in ("rank", "rank_last"):
            np.testing.assert_array_equal(ranking[column], ranked[column].astype("float64"))
    return len(ours)


def medians(acts: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Median seconds of each act, taken in turns so that a noisy moment hits all of them."""
    seconds: dict[str, list[float]] = {name: [] for name in acts}
    for turn in range(ROUNDS + 1):
        for name, act in acts.items():
            begin = time.perf_counter()
            act()
            if turn:  # the first turn warms up
                seconds[name].append(time.perf_counter() - begin)
    return {name: statistics.median(taken) for name, taken in seconds.items()}


def run() -> list[str]:
    """One line for each size: seconds of all three, and their ratios."""
    heads = ("rows", "ours", "DuckDB", "pandas", "ours/DuckDB", "ours/pandas", "one quarter")
    lines = [f"{'units × indicators × quarters':30}" + "".join(f"{head:>13}" for head in heads)]
    for name, (units, indicators) in SIZES.items():
        case = invented(units, indicators)
        connection = ready_duckdb(case)
        rows = same(case, connection)
        taken = medians(
            {
                "ours": lambda case=case: by_milepost(case),
                "duckdb": lambda connection=connection: by_duckdb(connection),
                "pandas": lambda case=case: by_pandas(case),
                "quarter": lambda case=case: progress(case.figures, case.plan, PERIODS[-1:]),
            }
        )
        ratios = taken["ours"] / taken["duckdb"], taken["ours"] / taken["pandas"]
        lines.append(
            f"{name:30}{rows:13}{taken['ours']:13.4f}{taken['duckdb']:13.4f}{taken['pandas']:13.4f}"
            f"{ratios[0]:12.2f}×{ratios[1]:12.2f}×{taken['quarter']:13.4f}"
        )
    return [*lines, "equal results asserted over every cell; seconds are medians of turns in one run"]


def main() -> None:
    """Print the lines."""
    print("\n".join(run()), flush=True)


if __name__ == "__main__":
    main()
