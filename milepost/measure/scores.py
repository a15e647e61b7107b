"""What each unit of a race scores on each indicator, before weights."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from milepost.measure.change import on_year
from milepost.measure.panel import Floats, Panel, positions
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.scheme import Scheme, SchemeItem
from milepost.plan.unit import Unit

# SchemeItem.share → column of PROGRESS.
_COMPLETION = {"reached": "reached_share", "rate": "completion"}


def racers(plan: Plan, scheme: Scheme) -> tuple[Unit, ...]:
    """The units that race, in the plan's order."""
    chosen = set(scheme.units)
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
    if any(item.score in ("growth", "minmax") for item in scheme.items):
        _score_figures(figures, plan, scheme, (units, periods), found)
    return found


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
    panel = Panel.of(figures, plan, Period(min(quarters).year - 1, "quarter", 1), max(quarters))
    place = np.array([plan.units.index(unit) for unit in units])
    column = np.array([quarter.ordinal - panel.first for quarter in quarters])
    index = {indicator.id: k for k, indicator in enumerate(plan.indicators)}
    levels, growth = panel.carried(panel.level), on_year(panel)
    for k, item in enumerate(scheme.items):
        if item.score == "growth":
            found[:, :, k] = item.direction * 100 * growth[index[item.indicator]][np.ix_(place, column)].T
        elif item.score == "minmax":
            found[:, :, k] = _within_field(levels[index[item.indicator]][np.ix_(place, column)].T, item)


def _within_field(level: Floats, item: SchemeItem) -> Floats:
    known = ~np.isnan(level)
    low = np.where(known, level, np.inf).min(axis=1, keepdims=True)
    high = np.where(known, level, -np.inf).max(axis=1, keepdims=True)
    return 100 * goalposts(level, low, high, item.direction)
