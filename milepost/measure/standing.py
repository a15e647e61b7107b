"""How each promise stands: its operator, its status, what is missing and what each remaining quarter must bring."""

from dataclasses import dataclass

import numpy as np

from milepost.measure.holding import tested
from milepost.measure.judged import Judged
from milepost.measure.panel import Bools, Floats, Ints, Panel
from milepost.measure.promises import MET_OR_NOT, Promises
from milepost.measure.reasons import Reasons, explain_missing, name_lost, name_references
from milepost.plan.tables import Status

STATUSES = list(Status)
_CODE = {status: code for code, status in enumerate(STATUSES)}
# 左右 passes from 95 % of the value on; 保持在…左右 allows as much on both sides.
ABOUT = 0.05
# Sums of decimals carry noise in the last digits; a promise is not broken by it.
_NOISE = 1e-9
MET_AT_BASE = "基期已达到目标值"
NO_DEADLINE = "没有完成时限"
NO_GROWTH = "基期值不是正数，无从计算增长"


def satisfied(promises: Promises, level: Floats, target: Floats) -> Bools:
    """Whether each level meets its promise's target by the operator; False where either is unknown."""
    margin = promises.direction[:, None] * (level - target)
    noise = _NOISE * np.maximum(1.0, np.abs(target))
    about = promises.each(lambda g: g.operator == "≈")[:, None]
    more = promises.each(lambda g: g.operator == ">")[:, None]
    both_sides = promises.of_kind("keep")[:, None] & about
    allowed = ABOUT * np.abs(target)
    met = np.where(more, margin > noise, margin >= -noise - np.where(about, allowed, 0.0))
    return np.asarray(met & ~(both_sides & (margin > allowed + noise)), np.bool_)


@dataclass(frozen=True)
class Standing:
    """Arrays of promise × quarter of the panel: whether the operator is met, positions in STATUSES, and why."""

    met: Bools
    status: Ints
    reasons: Reasons

    @classmethod
    def of(cls, promises: Promises, panel: Panel, judged: Judged, ahead: Floats) -> "Standing":
        """`ahead` in percentage points, NaN where the pace is unknown."""
        met = satisfied(promises, judged.level, promises.targets(panel.quarters))
        standing = cls(met, _by_pace(promises, judged, ahead), Reasons(met.shape))
        after = panel.quarters >= promises.deadline[:, None]
        standing._explain_no_pace(promises, ahead)
        standing._set(~after & promises.of_kind(*MET_OR_NOT)[:, None] & has_deadline(promises), Status.ON_PACE)
        standing._set(met & ~after, Status.EARLY)
        standing._set(after, Status.MISSED)
        standing._set(met & after, Status.DONE)
        standing._judge_keeping(promises, panel, judged, after)
        standing._settle_unknown(promises, panel, judged)
        return standing

    def _set(self, where: Bools, status: Status) -> None:
        self.status[np.broadcast_to(where, self.status.shape)] = _CODE[status]

    def _explain(self, where: Bools, reason: str) -> None:
        self.reasons.put(reason, np.broadcast_to(where, self.status.shape))

    def _explain_no_pace(self, promises: Promises, ahead: Floats) -> None:
        """Give a reason to each cell without a lead; those that turn out to be judged lose it again."""
        no_lead = np.isnan(ahead)
        growing = promises.each(lambda g: g.path == "compound" or g.kind == "growth")
        self._explain(no_lead & growing[:, None], NO_GROWTH)
        self._explain(no_lead & _met_at_base(promises)[:, None], MET_AT_BASE)
        self._explain(no_lead & ~has_deadline(promises), NO_DEADLINE)
        self._explain(no_lead & (promises.from_base & np.isnan(promises.base))[:, None], "缺基期")

    def _judge_keeping(self, promises: Promises, panel: Panel, judged: Judged, after: Bools) -> None:
        """A promise for every period or every year is kept until it is broken once."""
        keep, yearly = (promises.of_kind(kind)[:, None] for kind in ("keep", "yearly"))
        if not (keep | yearly).any():
            return
        quarters = panel.quarters
        counted = tested(promises, judged, quarters)
        known = ~np.isnan(judged.level)
        broken = np.logical_or.accumulate(counted & known & ~self.met, axis=1)
        unsure = np.logical_or.accumulate(counted & ~known, axis=1)
        begun = np.logical_or.accumulate(counted & known, axis=1)
        # In the first year nothing has been kept or broken yet, so the pace speaks, until the year's promise is met.
        sort = keep | (yearly & (begun | unsure | self.met))
        self._set(sort & ~broken & ~after, Status.KEPT)
        self._set(sort & broken & ~after, Status.NOT_KEPT)
        self._set(sort & ~broken & after, Status.DONE)
        self._set(sort & broken & after, Status.MISSED)
        doubtful = sort & unsure & ~broken
        self._set(doubtful & (yearly | after), Status.UNKNOWN)
        self._explain(sort & ~doubtful, "")
        cells = np.nonzero(doubtful)
        lost = (counted & ~known)[cells[0]] & (np.arange(len(quarters)) <= cells[1][:, None])
        name_lost(panel, cells, lost, self.reasons)

    def _settle_unknown(self, promises: Promises, panel: Panel, judged: Judged) -> None:
        """未报 and 无法判断 where there is no number to judge, or nothing to judge it by."""
        self._explain(~np.isin(self.status, (_CODE[Status.UNKNOWN], _CODE[Status.KEPT])), "")
        self._explain(self.met & _met_at_base(promises)[:, None], MET_AT_BASE)
        no_target, no_scale = np.isnan(promises.targets(panel.quarters)), np.isnan(promises.scale)[:, None]
        self._set(no_target | np.isnan(judged.level), Status.UNKNOWN)
        self._explain(no_target & promises.relative[:, None], NO_GROWTH)
        self._explain(no_target & promises.of_kind("growth")[:, None] & ~has_deadline(promises), NO_DEADLINE)
        self._explain(no_target & (promises.relative & np.isnan(promises.base))[:, None], "缺基期")
        name_references(promises, panel, no_target, self.reasons)
        unreported = explain_missing(promises, panel, judged, self.reasons)
        self._set(unreported & ~no_scale, Status.UNREPORTED)
        self._explain(no_scale, "目标与指标的计量单位不能换算")


def _met_at_base(promises: Promises) -> Bools:
    return np.asarray(promises.direction * (promises.target - promises.low) <= 0, np.bool_)


def has_deadline(promises: Promises) -> Bools:
    """Which rows fall due at all, as a column."""
    return ~np.isnan(promises.deadline)[:, None]


def _by_pace(promises: Promises, judged: Judged, ahead: Floats) -> Ints:
    """Status by the lead over what is due, by the plan's bands, and 倒退 for a level worse than its base."""
    bands = promises.plan.bands
    by_lead = [
        (np.isnan(ahead), Status.UNKNOWN),
        (ahead >= bands.ahead, Status.AHEAD),
        (ahead >= bands.slow, Status.ON_PACE),
        (ahead >= bands.behind, Status.SLOW),
    ]
    code = np.select([where for where, _ in by_lead], [_CODE[s] for _, s in by_lead], _CODE[Status.BEHIND])
    low = promises.low[:, None]
    worse = promises.direction[:, None] * (judged.level - low) < -_NOISE * np.maximum(1.0, np.abs(low))
    return np.where(worse, _CODE[Status.REGRESSED], code)


def shortfalls(promises: Promises, met: Bools, value: Floats, target: Floats) -> Floats:
    """What is still missing, in the unit of `value`, never negative; one more for 突破 on whole counts."""
    short = promises.direction[:, None] * (target - value)
    whole_steps = promises.each(lambda g: g.operator == ">" and g.kind != "growth")
    short += (whole_steps & promises.each_indicator(lambda i: i.counts))[:, None]
    band = promises.of_kind("keep") & promises.each(lambda g: g.operator == "≈")
    short = np.where(band[:, None], np.abs(target - value) - ABOUT * np.abs(target), short)
    short = np.where(met & ~np.isnan(value), 0.0, np.maximum(short, 0.0))
    return np.where(promises.of_kind(*MET_OR_NOT)[:, None], np.nan, short)


def required_paces(promises: Promises, quarters: Ints, short: Floats) -> Floats:
    """`short` spread over the quarters that remain until the deadline, or until the end of a yearly promise's year."""
    end = np.broadcast_to(promises.deadline[:, None], short.shape)
    year_end = np.fmin(quarters - quarters % 4 + 3, end)
    left = np.where(promises.of_kind("yearly")[:, None], year_end, end) - quarters
    paced = ~promises.of_kind("growth", "keep", *MET_OR_NOT)[:, None]
    return np.where(paced & (left > 0), short / np.where(left > 0, left, 1.0), np.nan)
