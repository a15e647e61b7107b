"""From the number in a cell to the figure in the dictionary's measure unit, exactly, or the reason why not."""

from decimal import Decimal

from milepost.intake.claims import Claim
from milepost.intake.measures import shift_between
from milepost.intake.numbers import Number, Odd
from milepost.plan.indicator import Indicator
from milepost.plan.measure_unit import decimal_shift, shifted
from milepost.plan.plan import Plan

_SHARE_WORDS = ("占比", "比重", "比例", "覆盖率", "满意度", "满意率", "办结率", "合格率", "网办率")


def amount(claim: Claim, number: Number, plan: Plan) -> float | Odd:
    """The figure of a claim, in its indicator's measure unit."""
    indicator = claim.indicator
    shift = shift_of(claim, number)
    if isinstance(shift, Odd):
        return shift
    # The float nearest to 57.9414 is stored as 57.941399999999994 by some programs; Excel shows fifteen digits.
    value = shifted(float(f"{number.value:.15g}"), shift) if shift else number.value
    if indicator.counts:
        # Things are counted one by one: 599.9999999999999 is what a sum of fractions left of 600.
        value = float(f"{value:.15g}")
    if indicator.counts and value < 0:
        return Odd("negative", f"“{indicator.name}”是计数，不能为负（{number.value:g}）", "请核对后改正")
    if indicator.counts and not _is_whole(value, indicator):
        return Odd("not-whole", f"“{indicator.name}”应是整数，这里折合{value:.15g}{indicator.measure_unit}",
                   "请核对数字和计量单位（万户、户）")  # fmt: skip
    if is_share(indicator, plan) and not 0 <= value <= 100:
        return Odd("impossible-share", f"“{indicator.name}”是比例，不能是{value:.15g}%", "请核对后改正")
    return value


def shift_of(claim: Claim, number: Number) -> int | Odd:
    """Power of ten from the cell's measure unit to the indicator's: the dictionary's own where none is said."""
    wanted = claim.indicator.measure_unit
    said: set[int] = set()
    for units in claim.measures or ((claim.table_measures,) if claim.table_measures else ()):
        shifts = {shift for unit in units if (shift := shift_between(unit, wanted)) is not None}
        if shifts and not wanted.endswith("百分点") and all(unit.endswith("百分点") for unit in units):
            message = f"“{claim.heading}”的计量单位是{units[0]}，是差额，应为{wanted}"
            return Odd("wrong-unit", message, f"请改按{wanted}填报")
        if not shifts and not number.unit:
            words = "、".join(units)
            return Odd("wrong-unit", f"“{claim.heading}”的计量单位是{words}，应为{wanted}", f"请改按{wanted}填报")
        said |= shifts
    if len(said) > 1:
        return Odd("unclear-unit", f"“{claim.heading}”写了不同的计量单位", f"请只写一种，如{wanted}")
    heading = said.pop() if said else None
    if not number.unit:
        return heading or 0
    if number.unit.endswith("百分点") and not wanted.endswith("百分点"):
        message = f"这一格写着{number.unit}，是差额，“{claim.indicator.name}”应为{wanted}"
        return Odd("wrong-unit", message, f"请改按{wanted}填报")
    own = shift_between(number.unit, wanted)
    if own is None:
        return Odd(
            "wrong-unit", f"这一格的单位是{number.unit}，“{claim.indicator.name}”应为{wanted}", f"请改按{wanted}填报"
        )
    if heading is not None and heading != own:
        return Odd("unclear-unit", f"这一格写着{number.unit}，表头写的是另一种计量单位", f"请只写数字，按{wanted}填报")
    return own


def _is_whole(value: float, indicator: Indicator) -> bool:
    """Whether a count is whole in single things: 1.5万户 is, 1.5户 is not. Counts in other scales are left alone."""
    scale = decimal_shift(indicator.measure_unit, indicator.measure_unit.lstrip("十百千万亿")) or 0
    exact = Decimal(f"{value:.15g}").scaleb(scale)
    return exact == exact.to_integral_value()


def is_share(indicator: Indicator, plan: Plan) -> bool:
    """Whether values lie between 0 and 100 by nature: a promise of kind share in %, or a name that says so."""
    if shift_between(indicator.measure_unit, "%") is None or "增" in indicator.name:
        return False
    return any(word in indicator.name for word in _SHARE_WORDS) or any(
        goal.indicator == indicator.id and goal.kind == "share" for goal in plan.goals
    )
