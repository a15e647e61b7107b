"""Why a promise cannot be judged, or what to know beside its status, in a few Chinese words."""

from collections.abc import Iterable

import numpy as np

from milepost.measure.judged import Judged
from milepost.measure.panel import Bools, Coverage, Ints, Panel, adds_up
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


def listed(names: Iterable[str]) -> str:
    """东丰县、高新区, or the first few of many with their number."""
    every = list(names)
    if len(every) <= _NAMED_AT_MOST:
        return "、".join(every)
    return f"{'、'.join(every[:_NAMED_AT_MOST])}等{len(every)}家"


def explain_missing(promises: Promises, panel: Panel, judged: Judged, reasons: Reasons) -> Bools:
    """Say of every cell without a level why it has none; True where that is 未报: owed now and not there."""
    unknown = np.isnan(judged.level)
    unreported = unknown & np.isnan(judged.figure) & (judged.answering >= 0)
    rows, columns = np.nonzero(unreported)
    covered = np.zeros(panel.level.shape[:2], bool)
    for k, coverage in enumerate(panel.coverage):
        covered[k, list(coverage.places)] = True
        covered[k, panel.whole] = coverage.whole or bool(coverage.summed)
    owed = covered[promises.indicator, promises.unit]
    _name_parts(promises, (rows, columns), reasons, ~promises.whole[rows])
    for row, column in zip(*(axis[promises.whole[rows]].tolist() for axis in (rows, columns)), strict=True):
        k, at = int(promises.indicator[row]), int(judged.answering[row, column])
        reasons.put(_absent(panel, k, at), (np.array(row), np.array(column)))
    broken = unknown & ~np.isnan(judged.figure) & (judged.answering >= 0)
    _name_quarters(panel, judged, np.nonzero(broken), reasons)
    early = unknown & (judged.answering <= (promises.base_quarter - panel.first)[:, None])
    reasons.put("还没到报送的时候", early)
    reasons.put("方案没有定由谁报送", unknown & ~owed[:, None])
    return unreported & ~early & owed[:, None]


def _name_parts(promises: Promises, cells: tuple[Ints, Ints], reasons: Reasons, parts: Bools) -> None:
    rows, columns = cells[0][parts], cells[1][parts]
    for unit in np.unique(promises.unit[rows]):
        here = promises.unit[rows] == unit
        reasons.put(f"缺{promises.plan.units[unit].name}", (rows[here], columns[here]))


def _absent(panel: Panel, k: int, quarter: int) -> str:
    """Who keeps the whole place of indicator `k` unknown in a quarter."""
    indicator, coverage = panel.plan.indicators[k], panel.coverage[k]
    if indicator.ratio:
        index = {i.id: n for n, i in enumerate(panel.plan.indicators)}
        top, bottom = index[indicator.ratio.numerator], index[indicator.ratio.denominator]
        if not np.isnan(panel.level[top, panel.whole, quarter]):
            return f"缺{panel.plan.indicators[bottom].name}"
        return _absent(panel, top, quarter)
    return _absent_reporters(panel, k, quarter, coverage)


def _absent_reporters(panel: Panel, k: int, quarter: int, coverage: Coverage) -> str:
    indicator = panel.plan.indicators[k]
    if not coverage.summed:
        if not coverage.whole and not adds_up(indicator):
            return f"{indicator.measure_unit or '这个指标'}不能由各地相加，须报全市数"
        return f"缺{listed(coverage.senders)}"
    absent = [u for u in coverage.summed if np.isnan(panel.level[k, u, quarter])]
    if len(absent) == len(coverage.summed) and indicator.reported_for == "parts":
        return f"缺{listed(coverage.senders)}"
    return f"缺{listed(panel.plan.units[u].name for u in absent)}"


def _name_quarters(panel: Panel, judged: Judged, cells: tuple[Ints, ...], reasons: Reasons) -> None:
    """Name the earlier quarters whose missing figures leave a sum unknown."""
    rows, columns = cells
    if not rows.size:
        return
    quarter = np.arange(panel.level.shape[2])
    start, at = judged.start[rows, columns][:, None], judged.answering[rows, columns][:, None]
    # The figure just before a sum that starts within the year is missing from a ytd sum too.
    lost = judged.missing[rows] & (quarter >= start - 1) & (quarter < at)
    patterns, which = np.unique(lost, axis=0, return_inverse=True)
    for n, pattern in enumerate(patterns):
        text = f"缺{quarter_names(panel, np.flatnonzero(pattern))}" if pattern.any() else "缺基期"
        here = which.ravel() == n
        reasons.put(text, (rows[here], columns[here]))


def quarter_names(panel: Panel, columns: Ints) -> str:
    """2023年二季度、2023年三季度: columns of the panel in words."""
    return "、".join(
        Period(ordinal // 4, "quarter", ordinal % 4 + 1).words for ordinal in (panel.first + columns).tolist()
    )
