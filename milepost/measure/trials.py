"""What if: many promises, each judged under its own record, definitions, bands, period and figures, in few calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from milepost.measure.opinion import second_opinions
from milepost.measure.panel import Floats, Ints
from milepost.measure.progress import progress
from milepost.plan.figure import CELL
from milepost.plan.goal import Goal
from milepost.plan.indicator import Indicator
from milepost.plan.period import Period
from milepost.plan.plan import Bands, Plan
from milepost.plan.redefinition import redefined_as

# 序时进度 and the published second opinion.
Method = Literal["pace", "cagr"]
METHODS: tuple[Method, ...] = get_args(Method)
Verdicts = Mapping[Any, str]
# Enough to make one call worth its fixed cost, few enough to keep the copied figures of a large plan small.
_AT_ONCE = 256


@dataclass(frozen=True)
class Trial:
    """One promise to one place as it would be judged if all this held together.

    `plan` gives units and indicators, `bands` where the status words change. `amounts` are the figures of all that
    `sources` of the goal's indicator need; `cells` are their positions in a table of CELL that all trials share.
    """

    goal: Goal
    unit: str
    plan: Plan
    bands: Bands
    period: Period
    cells: Ints
    amounts: Floats


def sources(plan: Plan, indicator_id: str) -> tuple[Indicator, ...]:
    """The indicator and those that it is computed from; empty where the plan does not know it."""
    found = next((i for i in plan.indicators if i.id == indicator_id), None)
    if found is None:
        return ()
    ratio = found.ratio
    below = (ratio.numerator, ratio.denominator) if ratio else ()
    return (found, *(source for name in below for source in sources(plan, name)))


def verdicts(trials: Sequence[Trial], cells: pd.DataFrame) -> list[Verdicts]:
    """What each method says of each trial; nothing of one whose goal is about something that its plan lacks.

    `cells` (CELL, or more) is the table that the trials point into.
    """
    groups: dict[tuple[int, Bands, Period], list[int]] = {}
    for n, trial in enumerate(trials):
        if sources(trial.plan, trial.goal.indicator) and any(u.id == trial.unit for u in trial.plan.units):
            groups.setdefault((id(trial.plan), trial.bands, trial.period), []).append(n)
    found: list[Verdicts] = [{}] * len(trials)
    for members in groups.values():
        for start in range(0, len(members), _AT_ONCE):
            some = members[start : start + _AT_ONCE]
            for n, said in zip(some, _judged([trials[k] for k in some], cells), strict=True):
                found[n] = said
    return found


def said_of(progress: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """What each of METHODS says of each row of `progress` (PROGRESS): a column for each, same index."""
    return pd.DataFrame({"pace": progress["status"], "cagr": second_opinions(progress, plan)["status"]})


def _judged(trials: Sequence[Trial], cells: pd.DataFrame) -> list[Verdicts]:
    """Verdicts on trials that share plan, bands and period: one plan holds a copy of each goal and its indicators."""
    first = trials[0]
    goals, indicators = [], []
    for n, trial in enumerate(trials):
        goals.append(_alone(trial, n))
        indicators += [_copied(i, n) for i in dict.fromkeys(sources(trial.plan, trial.goal.indicator))]
    copies: dict[str, list[str]] = {}
    for one in indicators:
        copies.setdefault(one.id.partition("#")[0], []).append(one.id)
    plan = replace(
        first.plan, goals=tuple(goals), indicators=tuple(indicators), schemes=(), bands=first.bands,
        redefinitions=redefined_as(first.plan.redefinitions, copies), comparables=(),
    )  # fmt: skip
    figures = cells[CELL].iloc[np.concatenate([trial.cells for trial in trials])].reset_index(drop=True)
    figures["value"] = np.concatenate([trial.amounts for trial in trials])
    which = np.repeat([f"#{n}" for n in range(len(trials))], [len(trial.cells) for trial in trials])
    figures["indicator"] = figures["indicator"] + pd.Series(which, dtype="str")
    rows = progress(figures, plan, [first.period])
    said = said_of(rows, plan).set_index([rows["goal"], rows["unit"]]).to_dict("index")
    return [said[str(n), trial.unit] for n, trial in enumerate(trials)]


def _alone(trial: Trial, n: int) -> Goal:
    """The trial's promise as goal `n`, for its own place only."""
    part = trial.goal.allocations.get(trial.unit)
    return replace(
        trial.goal,
        id=str(n),
        indicator=f"{trial.goal.indicator}#{n}",
        allocations={} if part is None else {trial.unit: part},
        lead_departments=(),
        support_departments=(),
    )


def _copied(indicator: Indicator, n: int) -> Indicator:
    """The indicator as goal `n` knows it."""
    ratio = indicator.ratio
    return replace(
        indicator,
        id=f"{indicator.id}#{n}",
        name=f"{indicator.name}#{n}",
        reported_as=(),
        includes=(),
        cumulates="",
        ratio=replace(ratio, numerator=f"{ratio.numerator}#{n}", denominator=f"{ratio.denominator}#{n}")
        if ratio
        else None,
    )
