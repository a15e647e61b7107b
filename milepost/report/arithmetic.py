"""怎么算的: the steps of a judgement as a reader would write them down."""

from collections.abc import Sequence
from dataclasses import replace

from milepost.errors import MeasureError
from milepost.measure.calculator import calculated
from milepost.measure.steps import Amount, Step
from milepost.report import words
from milepost.report.listing import Listing

_MOST_DECIMALS = 7


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
    """The numbers and signs of a step: （20,720 − 16,400）÷（22,000 − 16,400）.

    With as many decimals as a pocket calculator needs to get the result that is shown.
    """
    texts: list[str] = []
    for more in range(_MOST_DECIMALS):
        texts = [part if isinstance(part, str) else _bare(part, more) for part in step.formula]
        if _comes_out(step, texts):
            break
    text = " ".join(texts)
    for bracket, close in (("（ ", "（"), (" ）", "）"), ("） ", "）"), (" （", "（")):
        text = text.replace(bracket, close)
    return text


def _comes_out(step: Step, texts: Sequence[str]) -> bool:
    """Whether the formula as written gives the result as written."""
    numbers = [text if isinstance(part, str) else _read(text) for part, text in zip(step.formula, texts, strict=True)]
    try:
        value = calculated(numbers) * (100 if step.result.sort == "points" else 1)
    except MeasureError:  # divided by what rounds to nothing
        return False
    return result(replace(step.result, value=value)) == result(step.result)


def _read(text: str) -> float:
    """The number that a text shows: 77.1% is 0.771."""
    plain = text.replace(",", "").replace(words.MINUS, "-").removesuffix("%")
    return float(plain) / (100 if text.endswith("%") else 1)


def _bare(amount: Amount, more: int = 0) -> str:
    match amount.sort:
        case "share":
            return words.percent(amount.value, 1 + more)
        case "points":
            return words.lead(amount.value)
        case _:
            text = words.exact(amount.value, more)
            # Zeros beyond the usual decimals say nothing.
            idle = min(more, len(text) - len(text.rstrip("0"))) if "." in text else 0
            return text[: len(text) - idle]


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
            # A factor that comes out, such as a ratio, is told against thresholds of two decimals.
            return _bare(amount, 1 if amount.sort == "factor" else 0)
