"""The tables of numbers: bases and references with their source, and what each unit is to bring of each goal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
import streamlit as st

from milepost.plan.editing import Place
from milepost.plan.goal import Goal, base_unit
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan
from milepost.plan.sanity import NEEDS_BASE, SUMMED
from milepost.report import words
from milepost.ui import plan_draft, plan_table, session

Amount = Literal["value", "base_value"]
TOTAL, GIVEN, LEFT = "全市", "合计", "还差"


def bases() -> None:
    """One row for each goal that counts from a base: its value, and where that comes from."""
    draft = plan_draft.held()
    plan = draft.plans[1]
    goals = [goal for goal in plan.goals if goal.kind in NEEDS_BASE or goal.base_value is not None]
    rows = {goal.id: _record(draft.document, goal.id) for goal in goals}
    seed = pd.DataFrame(
        {
            "目标": [goal.name for goal in goals],
            "目标值": [words.target(goal) for goal in goals],
            "基期": [words.quarter_end(goal.base_period) for goal in goals],
            "基期值": pd.Series([row.get("base_value") for row in rows.values()], index=list(rows), dtype="float64"),
            "单位": [base_unit(goal, plan.indicator_of(goal.indicator)) for goal in goals],
            "出处": pd.Series([row.get("base_source", "") for row in rows.values()], index=list(rows), dtype="str"),
        },
        index=list(rows),
    )
    result = plan_table.edited(
        "基期值",
        seed,
        {
            "目标": st.column_config.TextColumn(disabled=True, pinned=True, width="medium"),
            "目标值": st.column_config.TextColumn(disabled=True, width="small"),
            "基期": st.column_config.TextColumn(disabled=True, width="small"),
            "基期值": plan_table.number(),
            "单位": st.column_config.TextColumn(disabled=True, width="small"),
            "出处": st.column_config.TextColumn("出处（必填）", width="large"),
        },
    )
    fields = {"基期值": "base_value", "出处": "base_source"}
    typed: dict[Place, object] = {
        ("goals", str(goal_id), field): plan_table.plain(row[column])
        for goal_id, row in result.iterrows()
        for column, field in fields.items()
    }
    plan_draft.change(draft.assigned(typed))


def references(goal_ids: Sequence[str]) -> None:
    """What benchmarks are compared with: a row for each goal and quarter until now, the newest first."""
    draft = plan_draft.held()
    plan = draft.plans[1]
    rows = [
        (goal, *row)
        for goal in plan.goals
        if goal.id in goal_ids
        for row in _quarters_of(goal, _record(draft.document, goal.id).get("references", {}))
    ]
    if not rows:
        return
    st.subheader("参照值", anchor=False)
    st.caption(
        "与谁比：填那一期的参照值（如全国平均水平）和出处，从那一季起就能判断。"
        "期末数和比例沿用到下一次填的参照值；当期数和年初累计数只与同一季的参照值比。"
    )
    places: list[Place] = [("goals", goal.id, "references", key) for goal, _, key, _ in rows]
    seed = pd.DataFrame(
        {
            "目标": [goal.name for goal, *_ in rows],
            "报告期": [words.quarter_end(quarter) for _, quarter, *_ in rows],
            "参照值": pd.Series([held.get("value") for *_, held in rows], dtype="float64"),
            "单位": [goal.measure_unit for goal, *_ in rows],
            "出处": pd.Series([held.get("source", "") for *_, held in rows], dtype="str"),
        }
    )
    result = plan_table.edited(
        f"参照值 {' '.join(goal_ids)}",
        seed,
        {
            "目标": st.column_config.TextColumn(disabled=True, pinned=True, width="medium"),
            "报告期": st.column_config.TextColumn(disabled=True, width="small"),
            "参照值": plan_table.number(),
            "单位": st.column_config.TextColumn(disabled=True, width="small"),
            "出处": st.column_config.TextColumn("出处（必填）", width="large"),
        },
    )
    typed: dict[Place, object] = {
        (*place, field): plan_table.plain(row[column])
        for place, (_, row) in zip(places, result.iterrows(), strict=True)
        for column, field in (("参照值", "value"), ("出处", "source"))
    }
    plan_draft.change(draft.assigned(typed))


def _quarters_of(goal: Goal, held: Mapping[str, Any]) -> Iterator[tuple[Period, str, Mapping[str, Any]]]:
    """Each quarter from the goal's base to now or its last reference, with the period that it is kept under."""
    kept = {Period.parse(key).last_quarter(): (key, one) for key, one in held.items()}
    last = max([goal.base_period.last_quarter(), session.period(), *kept])
    for quarter in reversed(quarters(min([goal.base_period.last_quarter(), *kept]), last)):
        key, one = kept.get(quarter, (str(quarter), {}))
        yield quarter, key, one


def allocations(what: Amount) -> None:
    """Goals × units: targets or bases; the sum and what is still to be given out follow what is typed."""
    draft = plan_draft.held()
    plan = draft.plans[1]
    goals = [goal for goal in plan.goals if goal.value is not None]
    given = {goal.id: _record(draft.document, goal.id).get("allocations", {}) for goal in goals}
    units = [
        goal.measure_unit if what == "value" else base_unit(goal, plan.indicator_of(goal.indicator)) for goal in goals
    ]
    named = [f"{goal.name}（{unit}）" for goal, unit in zip(goals, units, strict=True)]
    seed = pd.DataFrame({"目标": named}, index=list(given))
    whole = [goal.value if what == "value" else goal.base_value for goal in goals]
    seed[TOTAL] = pd.Series(whole, index=seed.index, dtype="float64")
    for unit in plan.parts:
        parts = [one.get(unit.id, {}).get(what) for one in given.values()]
        seed[unit.name] = pd.Series(parts, index=seed.index, dtype="float64")
    adding = np.array([goal.kind in SUMMED and plan.indicator_of(goal.indicator).ratio is None for goal in goals])

    def summed(frame: pd.DataFrame) -> pd.DataFrame:
        parts = frame[[unit.name for unit in plan.summed_parts]]
        total = parts.sum(axis=1, min_count=1).where(adding)
        return frame.assign(**{GIVEN: total, LEFT: frame[TOTAL] - total})

    result = plan_table.edited(
        f"各单位{'目标值' if what == 'value' else '基期值'}", summed(seed), _allocation_columns(plan), summed
    )
    typed: dict[Place, object] = {
        ("goals", str(goal_id), "allocations", unit.id, what): plan_table.plain(row[unit.name])
        for goal_id, row in result.iterrows()
        for unit in plan.parts
    }
    plan_draft.change(draft.assigned(typed))


def _allocation_columns(plan: Plan) -> Mapping[str, Any]:
    return {
        "目标": st.column_config.TextColumn(disabled=True, pinned=True, width="medium"),
        TOTAL: plan_table.number(plan.unit_of(plan.unit).name, disabled=True),
        **{unit.name: plan_table.number() for unit in plan.parts},
        GIVEN: plan_table.number(disabled=True),
        LEFT: plan_table.number(disabled=True, about="总目标减各单位合计；负数是分多了"),
    }


def _record(document: Mapping[str, Any], goal_id: str) -> Mapping[str, Any]:
    return next((row for row in document.get("goals", ()) if row.get("id") == goal_id), {})
