"""What a table sets beside its figures, as the table BESIDE: growth rates and earlier figures. None is ever taken."""

from collections.abc import Iterator

from milepost.intake.amounts import amount, shift_of
from milepost.intake.claims import Beside, Findings
from milepost.intake.numbers import Number, read_number
from milepost.intake.taking import Taking


def beside_rows(findings: Findings, taking: Taking) -> Iterator[dict[str, object]]:
    """Rows of BESIDE for the units of `taking`, with the figures that have a growth rate once more: how exactly each
    was written.
    """
    rated = {beside.claim.key for beside in findings.beside if beside.what == "growth"}
    own = (Beside(claim, taking.request.period, "level") for claim in findings.claims if claim.key in rated)
    for beside in (*findings.beside, *own):
        claim, number, unit = beside.claim, read_number(beside.claim.cell), taking.known_unit(beside.claim)
        if unit is None or not isinstance(number, Number):
            continue
        value, half = _measured(beside, number, taking)
        if value is not None:
            yield {
                "indicator": claim.indicator.id, "unit": unit.id, "industry": claim.industry,
                "period": str(beside.period), "what": beside.what, "value": value, "half": half,
                "sheet": claim.sheet, "cell": claim.address,
            }  # fmt: skip


def _measured(beside: Beside, number: Number, taking: Taking) -> tuple[float | None, float]:
    """The value in the dictionary's measure unit, or per cent, and half a step of its last digit."""
    half = 0.5 * 10 ** -len(f"{number.value:.15g}".partition(".")[2])
    if beside.what == "growth":
        return (number.value, half) if number.unit in ("", "%") else (None, half)
    indicator, plan = beside.claim.indicator, taking.request.plan
    value, shift = amount(beside.claim, number, plan), shift_of(beside.claim, number)
    if not isinstance(value, float) or not isinstance(shift, int):
        return None, half
    half *= 10**shift
    return value, 0.0 if indicator.counts and half <= 0.5 else half
