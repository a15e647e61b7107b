"""Whether a table's totals are the sums of its parts, as far as rounding allows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import mode

from milepost.intake.claims import Claim
from milepost.intake.measures import shift_between
from milepost.intake.numbers import Number, read_number
from milepost.plan.indicator import Indicator
from milepost.plan.plan import Plan
from milepost.plan.reading import Problem


@dataclass
class _Column:
    """One indicator of one sheet: its total, its parts by unit, and its subtotals and remainders."""

    total: tuple[Claim, float] | None = None
    parts: dict[str, float] = field(default_factory=dict)
    rests: list[float] = field(default_factory=list)
    digits: list[int] = field(default_factory=list)
    is_whole: bool = True

    @property
    def decimals(self) -> int:
        """How many decimals its numbers are given with, as a rule: some lose a last 0, some were never rounded."""
        return mode(sorted(self.digits))


def sum_doubts(claims: Iterable[Claim], plan: Plan) -> Iterator[Problem]:
    """A doubt for each total that its parts do not make, in the numbers as they stand in the sheet."""
    columns: dict[tuple[str, str, str], _Column] = defaultdict(_Column)
    for claim in claims:
        if adds_up(claim.indicator):
            _add(columns[claim.sheet, claim.indicator.id, claim.industry], claim)
    for column in columns.values():
        if column.total is None or len(column.parts) < 2 or not column.is_whole:
            continue
        claim, total = column.total
        sums = _possible_sums(column, plan)
        rounded = 0 if _is_exact(claim, column) else len(column.parts) + len(column.rests) + 1
        slack = 0.5 * 10**-column.decimals * rounded + 1e-9 * abs(total)
        if all(abs(total - possible) > slack for possible in sums):
            yield Problem(
                "doubt",
                "total",
                f"“{claim.heading}”的合计是{claim.cell.text if claim.cell else ''}，各单位相加是{sums[0]:.15g}",
                "请核对合计和各单位的数；确有其他部分的，请说明",
                claim.sheet,
                claim.address,
                claim.cell.text if claim.cell else "",
            )


def _add(column: _Column, claim: Claim) -> None:
    number = read_number(claim.cell)
    if not isinstance(number, Number):
        # A part that is missing may still be in the total.
        column.is_whole = column.is_whole and claim.rest
        return
    column.digits.append(len(f"{number.value:.15g}".partition(".")[2]))
    if claim.total:
        column.total = (claim, number.value)
    elif claim.rest:
        column.rests.append(number.value)
    elif claim.place is not None:
        column.parts[claim.place.id] = number.value


def _is_exact(claim: Claim, column: _Column) -> bool:
    """Whether nothing was rounded: things counted one by one, or in 万 to the fourth decimal."""
    units = next(iter(claim.measures), claim.table_measures)
    shift = next((s for unit in units if (s := shift_between(unit, claim.indicator.measure_unit)) is not None), 0)
    return claim.indicator.counts and column.decimals >= shift


def adds_up(indicator: Indicator) -> bool:
    """Whether parts may be added: households may, percentages and averages may not."""
    return shift_between(indicator.measure_unit, "%") is None and not any(x in indicator.measure_unit for x in "/‰倍")


def _possible_sums(column: _Column, plan: Plan) -> list[float]:
    """Sums that the total may be: a 开发区 may be counted in its county or beside it, a 其他 row may belong or not."""
    disjoint = sum(value for unit, value in column.parts.items() if plan.unit_of(unit).counted_in not in column.parts)
    everything = sum(column.parts.values())
    rests = [0.0, sum(column.rests), *column.rests]
    return [base + rest for base in (disjoint, everything) for rest in rests]
