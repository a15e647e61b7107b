"""Why a promise cannot be judged, or what to know beside its status, in a few Chinese words."""

from collections.abc import Sequence

import numpy as np

from milepost.measure.judged import Judged
from milepost.measure.panel import Bools, Ints, Panel
from milepost.measure.promises import Promises
from milepost.plan.period import Period

_NAMED_AT_MOST = 6


class Reasons:
    """A block of texts (promise × quarter), kept as positions in a list of the distinct ones."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.texts = [""]
        self.code: Ints = np.zeros(shape, np.int64)
        self._position = {"": 0}

    def put(self, text: str, where: tuple[Ints, ...] | Bools) -> None:
        """Give `text` to the cells `where`."""
        position = self._position.setdefault(text, len(self.texts))
        if position == len(self.texts):
            self.texts.append(text)
        self.code[where] = position


def listed(names: Sequence[str], count: int | None = None) -> str:
    """东丰县、高新区, or the first few of many with their number; `count` when `names` are only the first."""
    total = len(names) if count is None else count
    some = "、".join(names[:_NAMED_AT_MOST])
    return some if total <= _NAMED_AT_MOST else f"{some}等{total}家"


def explain_missing(promises: Promises, panel: Panel, judged: Judged, reasons: Reasons) -> Bools:
    """Say of every cell without a level why it has none; True where that is 未报: owed now and not there."""
    unknown = np.isnan(judged.level)
    absent = unknown & np.isnan(judged.figure) & (judged.answering >= 0)
    ratio = np.array([i.ratio is not None for i in panel.plan.indicators])[promises.indicator, None]
    sent = panel.carried(panel.reported) >= np.maximum(panel.carried(panel.expected), 1)
    no_denominator = absent & ratio & sent[promises.indicator, promises.unit]
    early = unknown & (judged.answering <= (promises.base_quarter - panel.first)[:, None])
    _name_senders(promises, panel, judged, absent & ~no_denominator & ~early, reasons)
    for k in np.unique(promises.indicator[no_denominator.any(axis=1)]):
        reasons.put(f"缺{_denominator(panel, k)}", no_denominator & (promises.indicator == k)[:, None])
    broken = unknown & ~np.isnan(judged.figure) & (judged.answering >= 0) & ~early
    _name_quarters(promises, panel, judged, reasons, broken)
    reasons.put("还没到报送的时候", early)
    nobody = _explain_nobody(promises, panel, unknown, reasons)
    return np.asarray(absent & ~no_denominator & ~early & ~nobody, np.bool_)


def _denominator(panel: Panel, k: int) -> str:
    ratio = panel.plan.indicators[k].ratio
    return panel.plan.indicator_of(ratio.denominator).name if ratio else ""


def _explain_nobody(promises: Promises, panel: Panel, unknown: Bools, reasons: Reasons) -> Bools:
    """Cells for which the plan asks nobody: places that do not report, and wholes that no parts can make."""
    covered = np.zeros(panel.level.shape[:2], bool)
    for k, coverage in enumerate(panel.coverage):
        covered[k, list(coverage.places)] = True
        covered[k, panel.whole] = coverage.whole or bool(coverage.summed)
    nobody = unknown & ~covered[promises.indicator, promises.unit][:, None]
    reasons.put("方案没有定由谁报送", nobody)
    apart = promises.each_indicator(lambda i: not i.adds_up and i.ratio is None) & promises.whole
    reasons.put("各地的数不能相加，须报全域的数", nobody & apart[:, None])
    return nobody


def _name_senders(promises: Promises, panel: Panel, judged: Judged, absent: Bools, reasons: Reasons) -> None:
    """Name the places whose figure is absent, or who should have sent it for the whole."""
    parts = absent & ~promises.whole[:, None]
    rows, columns = np.nonzero(parts)
    order = np.argsort(promises.unit[rows], kind="stable")
    units, first = np.unique(promises.unit[rows][order], return_index=True)
    for unit, cells in zip(units.tolist(), np.split(order, first[1:]), strict=True) if rows.size else ():
        reasons.put(f"缺{panel.plan.units[unit].name}", (rows[cells], columns[cells]))
    index = {indicator.id: k for k, indicator in enumerate(panel.plan.indicators)}
    for row, column in np.argwhere(absent & promises.whole[:, None]).tolist():
        indicator = panel.plan.indicators[promises.indicator[row]]
        counted = index[indicator.ratio.numerator] if indicator.ratio else index[indicator.id]
        text = f"缺{_absent(panel, counted, int(judged.answering[row, column]))}"
        reasons.put(text, (np.array(row), np.array(column)))


def _absent(panel: Panel, k: int, quarter: int) -> str:
    """Who keeps the whole place of a reported indicator, at position `k`, unknown in a quarter."""
    coverage = panel.coverage[k]
    summed = coverage.added
    absent = summed[np.isnan(panel.level[k, summed, quarter])]
    if not absent.size or (absent.size == summed.size and panel.plan.indicators[k].reported_for != "self"):
        return listed(coverage.senders)
    names = [panel.plan.units[unit].name for unit in absent[:_NAMED_AT_MOST].tolist()]
    return listed(names, absent.size)


def _name_quarters(promises: Promises, panel: Panel, judged: Judged, reasons: Reasons, broken: Bools) -> None:
    """Name the earlier quarters whose missing figures leave a sum unknown."""
    rows, columns = np.nonzero(broken)
    quarter = np.arange(panel.level.shape[2])
    start, last = judged.start[rows, columns][:, None], judged.answering[rows, columns][:, None]
    lost = judged.missing[rows] & (quarter >= start) & (quarter < last)
    # A ytd sum that starts within a year also needs what that year held before.
    inside = (promises.each_indicator(lambda i: i.way == "ytd")[rows, None]) & ((panel.first + start) % 4 > 0)
    lost |= inside & (quarter == start - 1) & np.isnan(panel.level[promises.indicator[rows], promises.unit[rows]])
    reasons.put("缺基期", (rows, columns))
    no_year_end = promises.of_kind("yearly")[rows] & (last[:, 0] - 4 > promises.base_quarter[rows] - panel.first)
    reasons.put("缺上年末的数", (rows[no_year_end], columns[no_year_end]))
    name_lost(panel, (rows, columns), lost, reasons)


def name_references(promises: Promises, panel: Panel, no_target: Bools, reasons: Reasons) -> None:
    """Say of each benchmark without a reference that it lacks one, and of which quarter where there are others."""
    compared = promises.of_kind("benchmark")
    some = promises.each(lambda goal: bool(goal.references)) & compared
    reasons.put("缺参照值", no_target & (compared & ~some)[:, None])
    for column in np.flatnonzero((no_target & some[:, None]).any(axis=0)).tolist():
        text = f"缺{_quarter_names(panel, np.array([column]))}的参照值"
        reasons.put(text, (np.flatnonzero(no_target[:, column] & some), np.array(column)))


def name_lost(panel: Panel, cells: tuple[Ints, ...], lost: Bools, reasons: Reasons) -> None:
    """Give each of `cells` the names of its lost quarters (`lost` is cell × quarter); those that lost none stay."""
    patterns, which = np.unique(lost, axis=0, return_inverse=True)
    for n, pattern in enumerate(patterns):
        if pattern.any():
            here = which.ravel() == n
            text = f"缺{_quarter_names(panel, np.flatnonzero(pattern))}"
            reasons.put(text, tuple(axis[here] for axis in cells))


def _quarter_names(panel: Panel, columns: Ints) -> str:
    """2023年二季度、2023年三季度: columns of the panel in words."""
    return "、".join(
        Period(ordinal // 4, "quarter", ordinal % 4 + 1).words for ordinal in (panel.first + columns).tolist()
    )
