"""怎么算的: the arithmetic of one judgement with its numbers, so that a reader can redo it with a pocket calculator."""

import math
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from milepost.measure.promises import basis_of, growth_unit
from milepost.measure.standing import ABOUT
from milepost.plan.goal import Goal, is_relative
from milepost.plan.indicator import Indicator
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.tables import Status

_IN_POINTS = {"%": "个百分点", "‰": "个千分点"}
Sort = Literal["amount", "share", "points", "quarters", "factor"]


@dataclass(frozen=True)
class Amount:
    """A number of a formula, unformatted.

    An `amount` is in `unit`; a `share` is shown in percent (0.771 as 77.1%), and two of them differ by `points`;
    `quarters` are counted; a `factor` is a plain number.
    """

    value: float
    sort: Sort
    unit: str = ""


@dataclass(frozen=True)
class Step:
    """One line: what is computed, from which numbers and signs (（ ） + − × ÷ ^), and what comes out."""

    label: str
    formula: tuple[Amount | str, ...]
    result: Amount


def steps(goal: Goal, row: pd.Series, plan: Plan) -> tuple[Step, ...]:
    """The steps behind `row`, a row of PROGRESS of `goal` for the whole place or for an allocated unit.

    Empty when there is no value, and for a comparison while the reference is missing.
    """
    unit, period = str(row["unit"]), Period.parse(str(row["period"])).last_quarter()
    own = goal if unit == plan.unit else goal.for_unit(unit)
    if own is None or math.isnan(row["value"]) or _waits(row):
        return ()
    case = _Case(own, plan.indicator_of(goal.indicator), row, period)
    match goal.kind:
        case "keep":
            every = case.keeping()
        case "boolean" | "duration" | "benchmark":
            every = case.meeting()
        case _:
            every = (*case.of_base(), *case.reaching(), *case.falling_due(), *case.still_to_do(), *case.years())
    return tuple(step for step in every if not math.isnan(step.result.value))


def _waits(row: pd.Series) -> bool:
    """Whether a change of definition or boundary lies behind the value, and its promise has not been set anew."""
    return bool(row["era"] > 0 and row["status"] == Status.UNKNOWN and math.isnan(row["completion"]))


def _fraction(top: tuple[Amount, Amount], bottom: tuple[Amount, Amount]) -> tuple[Amount | str, ...]:
    return ("（", top[0], "−", top[1], "）", "÷", "（", bottom[0], "−", bottom[1], "）")


@dataclass(frozen=True)
class _Case:
    """One goal as it applies to one place, with its row of PROGRESS."""

    goal: Goal
    indicator: Indicator
    row: pd.Series
    period: Period

    def _amount(self, value: float) -> Amount:
        return Amount(float(value), "amount", str(self.row["measure_unit"]))

    def _level(self, value: float) -> Amount:
        return Amount(float(value), "amount", self.indicator.measure_unit)

    def _difference(self, value: float) -> Amount:
        """Percentages differ in points."""
        return Amount(
            float(value), "amount", _IN_POINTS.get(str(self.row["measure_unit"]), str(self.row["measure_unit"]))
        )

    def _share(self, column: str) -> Amount:
        return Amount(float(self.row[column]), "share")

    @property
    def _passed(self) -> int:
        end, base = self._end, self.goal.base_period.last_quarter().ordinal
        return (self.period.ordinal if end is None else min(self.period.ordinal, end)) - base

    @property
    def _end(self) -> int | None:
        return None if self.goal.deadline_quarter is None else self.goal.deadline_quarter.ordinal

    @property
    def _span(self) -> int:
        return 0 if self._end is None else self._end - self.goal.base_period.last_quarter().ordinal

    def _left(self) -> int:
        """Quarters that remain until the deadline, or until the end of a yearly promise's year."""
        ends = [end for end in (self._end,) if end is not None]
        if self.goal.kind == "yearly":
            ends.append(self.period.ordinal - self.period.number + 4)
        return max(0, min(ends, default=self.period.ordinal) - self.period.ordinal)

    @property
    def _grows(self) -> bool:
        return self.goal.kind == "growth" and is_relative(self.goal, self.indicator)

    @property
    def _from_zero(self) -> bool:
        """Whether the share counts from 0: sums do, and a share of which no base is known."""
        summed = basis_of(self.goal, self.indicator) in ("since_start", "this_year", "net")
        return summed or self.goal.kind == "window" or (self.goal.kind == "share" and self.goal.base_value is None)

    def of_base(self) -> tuple[Step, ...]:
        """What a multiple or a growth of the base is now, and the level that was promised by it."""
        if self.goal.kind not in ("multiple", "growth_over_base") or not is_relative(self.goal, self.indicator):
            return ()
        value, base = self._amount(self.row["value"]), self._amount(self.row["base_value"])
        if not base.value > 0:
            return ()
        one, ratio = Amount(1, "factor"), value.value / base.value
        promised = self.goal.value or 0.0
        if self.goal.kind == "multiple":
            times, found = promised, Step("是基期的几倍", (value, "÷", base), Amount(ratio, "factor"))
        else:
            times = 1 + promised * growth_unit(self.goal)
            found = Step("比基期增长", (value, "÷", base, "−", one), Amount(ratio - 1, "share"))
        return found, Step("期满应达", (base, "×", Amount(times, "factor")), self._amount(self.row["target"]))

    def years(self) -> tuple[Step, ...]:
        """Of the years of a yearly promise that have ended, the share that kept it."""
        kept, ended = (Amount(float(self.row[name]), "factor") for name in ("years_kept", "years_ended"))
        if self.goal.kind != "yearly" or not ended.value > 0:
            return ()
        return (Step("做到的年度占已满年度", (kept, "÷", ended), Amount(kept.value / ended.value, "share")),)

    def reaching(self) -> tuple[Step, ...]:
        """完成份额 and, where it is something else, 完成率."""
        value, target, share = self._amount(self.row["value"]), self._amount(self.row["target"]), "reached_share"
        if self._grows:
            return self._growing()
        if self._from_zero:
            return (Step("完成份额", (value, "÷", target), self._share(share)),)
        base = self._amount(self.row["base_value"])
        return (
            Step("完成份额", _fraction((value, base), (target, base)), self._share(share)),
            Step("完成率", (value, "÷", target), self._share("completion")),
        )

    def _promised_factor(self) -> Amount:
        return Amount(1 + float(self.row["target"]) * growth_unit(self.goal), "factor")

    def _growing(self) -> tuple[Step, ...]:
        """A promised growth is judged by the levels it implies."""
        unit, passed = growth_unit(self.goal), max(self._passed, 1)
        base = self._level(self.row["base_value"])
        # The row shows the rate; the level behind it follows from the same formula.
        level = self._level(base.value * (1 + float(self.row["value"]) * unit) ** (passed / 4))
        promised, years = self._promised_factor(), Amount(self._span, "quarters")
        final = self._level(base.value * promised.value ** (self._span / 4))
        rate = Amount((level.value / base.value) ** (4 / passed) - 1, "share")
        four, one = Amount(4, "factor"), Amount(1, "factor")
        power: tuple[Amount | str, ...] = ("（", four, "÷", Amount(passed, "quarters"), "）")
        return (
            Step("年均增速", ("（", level, "÷", base, "）", "^", *power, "−", one), rate),
            Step("期满应达", (base, "×", promised, "^", "（", years, "÷", four, "）"), final),
            Step("完成份额", _fraction((level, base), (final, base)), self._share("reached_share")),
        )

    def falling_due(self) -> tuple[Step, ...]:
        """序时份额 and how far the reached share is ahead of it."""
        reached, due = self._share("reached_share"), self._share("due_share")
        lead = Step("超欠序时", (reached, "−", due), Amount(float(self.row["ahead"]), "points"))
        return Step("序时份额", self._due_formula(due), due), lead

    def _due_formula(self, due: Amount) -> tuple[Amount | str, ...]:
        passed, span = Amount(self._passed, "quarters"), Amount(self._span, "quarters")
        if self.goal.kind == "yearly":
            return self._of_the_year()
        if 0 < self._span <= self._passed:
            return (span, "÷", span)
        if due.value == 1 or self._passed <= 0:
            return (due,)
        if self.goal.path == "milestones":
            return self._between_milestones()
        if self.goal.path == "compound" or self._grows:
            one, four = Amount(1, "factor"), Amount(4, "factor")
            if self._grows:
                growth = self._promised_factor()
                now: tuple[Amount | str, ...] = (growth, "^", "（", passed, "÷", four, "）")
                return ("（", *now, "−", one, "）", "÷", "（", growth, "^", "（", span, "÷", four, "）", "−", one, "）")
            target, base = self._amount(self.row["target"]), self._amount(self.row["base_value"])
            ratio: tuple[Amount | str, ...] = ("（", target, "÷", base, "）")
            return ("（", *ratio, "^", "（", passed, "÷", span, "）", "−", one, "）", "÷", "（", *ratio, "−", one, "）")
        return (passed, "÷", span)

    def _of_the_year(self) -> tuple[Amount | str, ...]:
        """A year's own quarters, fewer where the goal begins or ends within it."""
        january = self.period.ordinal - self.period.number + 1
        passed = self.period.ordinal - max(january, self.goal.start.ordinal) + 1
        return Amount(passed, "quarters"), "÷", Amount(passed + self._left(), "quarters")

    def _between_milestones(self) -> tuple[Amount | str, ...]:
        base_value = 0.0 if self._from_zero else float(self.row["base_value"])
        base_at = self.goal.base_period.last_quarter().ordinal
        points = {base_at: base_value, base_at + self._span: float(self.row["target"])}
        points |= {period.last_quarter().ordinal: value for period, value in self.goal.milestones.items()}
        before = max(at for at in points if at <= self.period.ordinal)
        after = min((at for at in points if at > self.period.ordinal), default=before)
        low, base, target = (self._amount(v) for v in (points[before], base_value, float(self.row["target"])))
        done = Amount(self.period.ordinal - before, "quarters")
        rise: tuple[Amount | str, ...] = ()
        if done.value:
            whole = Amount(after - before, "quarters")
            rise = ("+", "（", self._amount(points[after]), "−", low, "）", "×", done, "÷", whole)
        return ("（", low, *rise, "−", base, "）", "÷", "（", target, "−", base, "）")

    def still_to_do(self) -> tuple[Step, ...]:
        """The gap, and what each remaining quarter must bring."""
        gap, required = float(self.row["gap"]), float(self.row["required_per_quarter"])
        value, target = self._amount(self.row["value"]), float(self.row["target"])
        if not gap:
            return ()
        # 突破 on whole counts needs one more than the target itself.
        over = 1 if self.goal.operator == ">" and self.indicator.counts and not self._grows else 0
        less = self.goal.direction < 0 or self.goal.operator == "<="
        aim = self._amount(target - over if less else target + over)
        short: tuple[Amount | str, ...] = (value, "−", aim) if less else (aim, "−", value)
        found = [Step("还差", short, self._difference(gap))]
        left = Amount(self._left(), "quarters")
        found.append(
            Step("每季须减少" if less else "每季须净增", ("（", *short, "）", "÷", left), self._difference(required))
        )
        return (*found, *self._yearly_growth(value, target))

    def _yearly_growth(self, value: Amount, target: float) -> tuple[Step, ...]:
        """The growth that a level needs in each remaining year."""
        left = self._left()
        levels = self.goal.kind in ("stock", "multiple", "growth_over_base") and not self._from_zero
        if not levels or left <= 0 or value.value <= 0 or target <= 0:
            return ()
        rate = Amount((target / value.value) ** (4 / left) - 1, "share")
        one, four, rest = Amount(1, "factor"), Amount(4, "factor"), Amount(left, "quarters")
        ratio: tuple[Amount | str, ...] = ("（", self._amount(target), "÷", value, "）")
        return (Step("今后年均须增长", (*ratio, "^", "（", four, "÷", rest, "）", "−", one), rate),)

    def keeping(self) -> tuple[Step, ...]:
        """How far a level that is to be kept stands from its threshold or the middle of its band."""
        value, target = self._amount(self.row["value"]), self._amount(self.row["target"])
        off = Step("与保持值相差", (value, "−", target), self._difference(value.value - target.value))
        if self.goal.operator != "≈":
            return (off,)
        band = Amount(ABOUT, "share")
        return off, Step("允许上下", (target, "×", band), self._difference(abs(target.value) * band.value))

    def meeting(self) -> tuple[Step, ...]:
        """By how much a limit is undercut, or what is asked for or reached by others exceeded; else negative."""
        value, target = self._amount(self.row["value"]), self._amount(self.row["target"])
        less = self.goal.operator == "<=" or self.goal.direction < 0
        one, other, more = (target, value, "少") if less else (value, target, "多")
        result = self._difference(one.value - other.value)
        if self.goal.kind == "boolean":
            # A yes counts 1 and a no 0; what they differ by has no unit.
            result = Amount(result.value, "factor")
            return (Step("所报（是为1，否为0）减要求", (one, "−", other), result),)
        than = "参照值" if self.goal.kind == "benchmark" else "要求"
        return (Step(f"比{than}{more}", (one, "−", other), result),)
