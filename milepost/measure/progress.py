"""Progress: every promise against what was promised, what is due by now, and what it must bring from here on."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from milepost.errors import MeasureError
from milepost.measure import change
from milepost.measure.due import due_shares
from milepost.measure.footing import there
from milepost.measure.holding import met_since, years_kept
from milepost.measure.judged import Judged
from milepost.measure.panel import Floats, Ints, Panel, texts
from milepost.measure.promises import FROM_BASE, MET_OR_NOT, Promises, growth_unit
from milepost.measure.standing import STATUSES, Standing, required_paces, shortfalls
from milepost.measure.unlike import Unlike
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.tables import PROGRESS, Status, empty


def progress(figures: pd.DataFrame, plan: Plan, periods: Sequence[Period]) -> pd.DataFrame:
    """Columns PROGRESS: one row for each goal, place (the whole, then its allocations) and period, in that order.

    `figures` are counted figures (columns FIGURES). A year or half-year is judged at its last quarter. Reached share,
    due share and gap follow the kind of each goal, the due share its path; the status follows the operator, the plan's
    bands and the deadline. A value that rests on a missing figure is NaN, with the reason; no figure is ever guessed.
    """
    if not periods:
        raise MeasureError("没有给出报告期，请至少选一个季度")
    if not plan.goals:
        return empty(PROGRESS)
    promises = Promises.of(plan)
    quarters = np.array([period.last_quarter().ordinal for period in periods])
    # A year back for 同比, and from the January before the base on for sums that start within a year.
    first_year = min(int(promises.base_quarter.min()) // 4, (int(quarters.min()) - 4) // 4)
    last = max(period.last_quarter() for period in periods)
    panel = Panel.of(figures, plan, Period(first_year, "quarter", 1), last)
    judged = Judged.of(promises, panel)
    unlike = Unlike(promises, panel, judged)
    blocks, standing = _blocks(promises, panel, judged)
    _compare(unlike, blocks, standing)
    since = met_since(promises, judged, standing.met, panel.quarters)
    table = _table(unlike, blocks, (standing, since), (quarters - panel.first, periods))
    if not plan.adjustments:
        return table
    # A unit that is no more keeps its past, and promises nothing from then on.
    kept = there(plan, [unit.id for unit in plan.units], quarters, before=True)[promises.unit]
    return table[kept.ravel()].reset_index(drop=True)


def _blocks(promises: Promises, panel: Panel, judged: Judged) -> tuple[dict[str, Floats], Standing]:
    """Every column of PROGRESS as an array of promise × quarter of the panel."""
    quarters = panel.quarters
    low, high = promises.low[:, None], promises.targets(quarters)
    with np.errstate(divide="ignore", invalid="ignore"):
        met_at_base = promises.direction[:, None] * (high - low) <= 0
        reached = np.where(met_at_base, np.nan, (judged.level - low) / (high - low))
    due = due_shares(promises, (promises.low, promises.target), quarters)
    _shares_without_base(promises, judged, (reached, due))
    due = np.where(np.isnan(low) & ~promises.of_kind("share", *MET_OR_NOT)[:, None], np.nan, due)
    # Band edges are compared in decimals: 0.4 − 0.5 is −10 points, not −9.999999999999998.
    ahead = np.round(100 * (reached - due), 9)
    standing = Standing.of(promises, panel, judged, ahead)
    value, target = _shown(promises, panel, judged, high)
    met_or_not = promises.of_kind(*MET_OR_NOT)[:, None]
    reached = np.where(met_or_not & ~np.isnan(judged.level) & ~np.isnan(high), standing.met, reached)
    ahead = np.where(met_or_not, np.round(100 * (reached - due), 9), ahead)
    with np.errstate(divide="ignore", invalid="ignore"):
        completion = np.where(target == 0, np.nan, value / target)
    gap = shortfalls(promises, standing.met, value, target)
    growing = (promises.of_kind("growth") & promises.relative)[:, None]
    kept, ended = years_kept(promises, judged, standing.met, quarters)
    place = (promises.indicator, promises.unit)
    of_figures = {
        "reported": panel.carried(panel.reported)[place],
        "expected": panel.carried(panel.expected)[place],
        "change_last_year": change.on_year(panel)[place],
        "change_last_period": change.on_quarter(panel)[place],
    }
    return {
        "value": value,
        # A lower bound of a level is none of the growth rate that is shown of it.
        "at_least": np.where(np.isnan(value) & ~growing, judged.known, value),
        "base_value": np.broadcast_to(promises.base[:, None], value.shape),
        "target": target,
        "completion": completion,
        "reached_share": reached,
        "due_share": due,
        "due_value": _due_values(promises, due),
        "ahead": ahead,
        "gap": gap,
        "required_per_quarter": required_paces(promises, quarters, gap),
        "years_kept": kept,
        "years_ended": ended,
    } | of_figures, standing


def _compare(unlike: Unlike, blocks: dict[str, Floats], standing: Standing) -> None:
    """Add what stood before to `blocks`, as far as it compares, and hold back what cannot be judged as it stands."""
    before = _with_base(unlike.promises, unlike.panel, blocks["value"])
    blocks |= {
        "value_last_year": unlike.before(before, 4), "value_last_period": unlike.before(before, 1), "era": unlike.era,
    }  # fmt: skip
    waiting = unlike.waiting(standing.reasons)
    standing.status[waiting] = STATUSES.index(Status.UNKNOWN)
    for name in ("completion", "reached_share", "ahead", "gap", "required_per_quarter"):
        blocks[name] = np.where(waiting, np.nan, blocks[name])


def _shares_without_base(promises: Promises, judged: Judged, shares: tuple[Floats, Floats]) -> None:
    """A share may be read as part of its target even without a base, but then it has no pace before the deadline."""
    reached, due = shares
    rows = promises.of_kind("share") & np.isnan(promises.base)
    with np.errstate(divide="ignore", invalid="ignore"):
        reached[rows] = judged.level[rows] / promises.target[rows, None]
    due[rows] = np.where(due[rows] == 1, 1.0, np.nan)


def _shown(promises: Promises, panel: Panel, judged: Judged, high: Floats) -> tuple[Floats, Floats]:
    """Value and target as the goal words them: levels, but yearly rates for a goal of kind growth."""
    growing = promises.of_kind("growth") & promises.relative
    value, target = judged.level.copy(), high.copy()
    if growing.any():
        years = (panel.first + judged.answering[growing] - promises.base_quarter[growing, None]) / 4
        base = promises.base[growing, None]
        with np.errstate(all="ignore"):
            factor = np.where((base > 0) & (years > 0), judged.level[growing] / base, np.nan) ** (1 / years)
        value[growing] = (factor - 1) / promises.each(growth_unit)[growing, None]
        target[growing] = promises.value[growing, None]
    return value, target


def _due_values(promises: Promises, due: Floats) -> Floats:
    """The due share as a value: on the way from the base, or the promised rate itself for a promised growth."""
    low = promises.low[:, None]
    level = low + due * (promises.target[:, None] - low)
    return np.where((promises.of_kind("growth") & promises.relative)[:, None], promises.value[:, None], level)


def _with_base(promises: Promises, panel: Panel, value: Floats) -> Floats:
    """`value`, where a missing level of the base quarter is the base itself."""
    full = value.copy()
    stands = promises.of_kind(*FROM_BASE) & np.isin(promises.basis, ("level", "topped")) & ~promises.of_kind("growth")
    column = (promises.base_quarter - panel.first).astype(np.int64)
    rows = np.flatnonzero(stands & (column >= 0) & (column < value.shape[1]))
    at_base = full[rows, column[rows]]
    full[rows, column[rows]] = np.where(np.isnan(at_base), promises.base[rows], at_base)
    return full


def _table(
    unlike: Unlike, blocks: dict[str, Floats], said: tuple[Standing, Ints], asked: tuple[Ints, Sequence[Period]]
) -> pd.DataFrame:
    promises, (standing, since), (quarters, periods) = unlike.promises, said, asked
    # Quarters in a row are a slice, which costs a tenth of picking them one by one.
    in_a_row = bool((np.diff(quarters) == 1).all())
    column = slice(int(quarters[0]), int(quarters[-1]) + 1) if in_a_row else quarters
    plan, shape = promises.plan, (len(promises.goal), len(periods))
    names = {
        "goal": ([g.id for g in plan.goals], promises.goal),
        "indicator": ([i.id for i in plan.indicators], promises.indicator),
        "unit": ([u.id for u in plan.units], promises.unit),
        "measure_unit": (promises.measure_units, promises.goal),
    }
    data: dict[str, object] = {
        name: texts(distinct, np.repeat(code, shape[1])) for name, (distinct, code) in names.items()
    }
    data["period"] = texts([str(period) for period in periods], np.tile(np.arange(shape[1]), shape[0]))
    data["status"] = texts([str(status) for status in STATUSES], standing.status[:, column].ravel())
    data["reason"] = texts(standing.reasons.texts, standing.reasons.code[:, column].ravel())
    first = periods[0].last_quarter().plus(-int(quarters[0]))
    known = [str(first.plus(n)) for n in range(since.shape[1])]
    data["met_since"] = texts([*known, ""], since[:, column].ravel())
    data["footing"] = texts(unlike.words.texts, unlike.words.code[:, column].ravel())
    data |= {name: block[:, column].ravel() for name, block in blocks.items()}
    return pd.DataFrame({name: data[name] for name in PROGRESS}, copy=False)
