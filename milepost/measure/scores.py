"""What each unit of a race scores on each indicator, before weights."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from milepost.measure.change import on_year
from milepost.measure.footing import Bools, Floats, there
from milepost.measure.panel import Panel, positions
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.scheme import Scheme, SchemeItem
from milepost.plan.unit import Unit

# SchemeItem.share → column of PROGRESS.
_COMPLETION = {"reached": "reached_share", "rate": "completion"}


def racers(plan: Plan, scheme: Scheme) -> tuple[Unit, ...]:
    """The units that race, or ever did, in the plan's order: an heir runs on for whom it follows."""
    chosen = plan.boundaries.with_heirs(scheme.units)
    kind = plan.units_of_kind(scheme.unit_kind)
    return tuple(u for u in kind if u.id != plan.unit and (not chosen or u.id in chosen))


def goalposts(values: Floats, low: Floats | float, high: Floats | float, direction: int = 1) -> Floats:
    """Place of `values` between two posts as 0 to 1, beyond them 0 or 1; reversed when less is better.

    Posts that coincide leave nothing to tell apart: every known value gets 1.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.clip((values - low) / np.subtract(high, low), 0.0, 1.0)
    share = share if direction > 0 else 1.0 - share
    return np.where(np.equal(high, low) & ~np.isnan(values), 1.0, share)


def scores(tables: tuple[pd.DataFrame, pd.DataFrame], plan: Plan, scheme: Scheme, periods: Sequence[Period]) -> Floats:
    """Scores as period × unit × item of the scheme, in points: 100 is a whole completion, a lead, growth of 1 % is 1.

    `tables` are progress (PROGRESS) and counted figures (FIGURES). NaN where there is nothing to score: no goal for the
    unit, no figure, no figure last year, or none but 0.
    """
    progress, figures = tables
    units = racers(plan, scheme)
    found = np.full((len(periods), len(units), len(scheme.items)), np.nan)
    _score_goals(progress, scheme, units, periods, found)
    here = racing(plan, units, periods)
    found[~here] = np.nan
    if any(item.score in ("growth", "minmax") for item in scheme.items):
        _score_figures(figures, plan, scheme, (units, periods), found)
        found[~here] = np.nan
    return found


def racing(plan: Plan, units: Sequence[Unit], periods: Sequence[Period]) -> Bools:
    """Period × unit: who is there to race; predecessors until an adjustment, their heir from then on."""
    quarters = np.array([period.last_quarter().ordinal for period in periods])
    return there(plan, [unit.id for unit in units], quarters, before=False).T


def _score_goals(
    progress: pd.DataFrame, scheme: Scheme, units: Sequence[Unit], periods: Sequence[Period], found: Floats
) -> None:
    scored = [(k, item) for k, item in enumerate(scheme.items) if item.score in ("completion", "ahead")]
    place = {goal: n for n, goal in enumerate(dict.fromkeys(item.goal for _, item in scored))}
    goal = positions(progress["goal"], list(place))
    unit = positions(progress["unit"], [u.id for u in units])
    period = positions(progress["period"], [str(p) for p in periods])
    rows = np.flatnonzero((goal >= 0) & (unit >= 0) & (period >= 0))
    read: dict[str, Floats] = {}
    for k, item in scored:
        column = "ahead" if item.score == "ahead" else _COMPLETION[item.share]
        if column not in read:
            read[column] = np.full((len(place), len(periods), len(units)), np.nan)
            read[column][goal[rows], period[rows], unit[rows]] = progress[column].to_numpy()[rows]
        points = read[column][place[item.goal]]
        found[:, :, k] = points if item.score == "ahead" else 100 * np.minimum(points, scheme.cap)


def _score_figures(
    figures: pd.DataFrame,
    plan: Plan,
    scheme: Scheme,
    field: tuple[Sequence[Unit], Sequence[Period]],
    found: Floats,
) -> None:
    units, periods = field
    quarters = [period.last_quarter() for period in periods]
    first, last = Period(min(quarters).year - 1, "quarter", 1), max(quarters)
    panel = Panel.of(figures, plan, first, last)
    place = np.array([plan.units.index(unit) for unit in units])
    column = np.array([quarter.ordinal - panel.first for quarter in quarters])
    index = {indicator.id: k for k, indicator in enumerate(plan.indicators)}
    levels, growth = _as_they_raced(panel, figures, plan, (first, last))
    here = racing(plan, units, periods).T
    for k, item in enumerate(scheme.items):
        if item.score == "growth":
            found[:, :, k] = item.direction * 100 * growth[index[item.indicator]][np.ix_(place, column)].T
        elif item.score == "minmax":
            level = np.where(here, levels[index[item.indicator]][np.ix_(place, column)], np.nan)
            found[:, :, k] = _within_field(level.T, item)


def _as_they_raced(
    panel: Panel, figures: pd.DataFrame, plan: Plan, span: tuple[Period, Period]
) -> tuple[Floats, Floats]:
    """Levels and growth on last year; of one that took others in, its own until then."""
    levels, growth = panel.carried(panel.level), on_year(panel)
    takers = {one.into[0]: one.quarter for one in plan.boundaries.merged if one.into[0] in one.units}
    if takers:
        alone = Panel.of(figures, plan, *span, added_up=False)
        own = alone.carried(alone.level), on_year(alone)
        for k, unit in enumerate(plan.units):
            until = panel.quarters < takers.get(unit.id, 0)
            for block, before in zip((levels, growth), own, strict=True):
                block[:, k, until] = before[:, k, until]
    return levels, growth


def _within_field(level: Floats, item: SchemeItem) -> Floats:
    known = ~np.isnan(level)
    low = np.where(known, level, np.inf).min(axis=1, keepdims=True)
    high = np.where(known, level, -np.inf).max(axis=1, keepdims=True)
    return 100 * goalposts(level, low, high, item.direction)
