"""怎么算的: the steps of a judgement as a reader would write them down."""

from collections.abc import Sequence

from milepost.measure.steps import Amount, Step
from milepost.report import words
from milepost.report.listing import Listing


def arithmetic(found: Sequence[Step]) -> Listing:
    """怎么算的: each step with its numbers and its result."""
    return Listing(
        {
            "步骤": [step.label for step in found],
            "算式": [formula(step) for step in found],
            "结果": [result(step.result) for step in found],
        },
        frozenset({"结果"}),
    )


def formula(step: Step) -> str:
    """The numbers and signs of a step: （20,720 − 16,400）÷（22,000 − 16,400）."""
    parts = [part if isinstance(part, str) else _bare(part) for part in step.formula]
    text = " ".join(parts)
    for bracket, close in (("（ ", "（"), (" ）", "）"), ("） ", "）"), (" （", "（")):
        text = text.replace(bracket, close)
    return text


def _bare(amount: Amount) -> str:
    match amount.sort:
        case "share":
            return words.percent(amount.value)
        case "points":
            return words.lead(amount.value)
        case _:
            return words.exact(amount.value)


def result(amount: Amount) -> str:
    """What a step gives, with its unit: 77.1%, −6.2点, 641户."""
    match amount.sort:
        case "points":
            return f"{words.lead(amount.value)}点"
        case "amount":
            return words.exact_amount(amount.value, amount.unit)
        case "quarters":
            return f"{words.exact(amount.value)}季"
        case _:
            return _bare(amount)
