"""A pocket calculator for the formulas that are shown: what comes out of the numbers as they stand there."""

from collections.abc import Sequence

from milepost.errors import MeasureError

_RANK = {"+": 1, "−": 1, "×": 2, "÷": 2, "^": 3}
_MINUS_FIRST = "负"


def calculated(formula: Sequence[float | str]) -> float:
    """The result of numbers and signs （ ） + − × ÷ ^, by the usual order; a − may stand first or after a bracket.

    ÷ by 0 and a root of a negative number are refused like a formula that is none: MeasureError.
    """
    numbers: list[float] = []
    signs: list[str] = []
    before: float | str = "（"
    for part in formula:
        if not isinstance(part, str):
            numbers.append(part)
        elif part == "（":
            signs.append(part)
        elif part == "）":
            while signs and signs[-1] != "（":
                _apply(signs.pop(), numbers)
            signs[-1:] = []
        elif part == "−" and before == "（":
            signs.append(_MINUS_FIRST)
        else:
            while signs and signs[-1] != "（" and _rank(signs[-1]) >= _rank(part):
                _apply(signs.pop(), numbers)
            signs.append(part)
        before = part
    while signs:
        _apply(signs.pop(), numbers)
    if len(numbers) != 1:
        raise MeasureError(f"算式不完整：{' '.join(map(str, formula))}")
    return numbers[0]


def _rank(sign: str) -> int:
    return _RANK.get(sign, 1)


def _apply(sign: str, numbers: list[float]) -> None:
    """Take the last numbers and put back what the sign makes of them."""
    try:
        right = numbers.pop()
        left = 0.0 if sign == _MINUS_FIRST else numbers.pop()
        numbers.append(_result(left, sign, right))
    except (IndexError, ZeroDivisionError, OverflowError) as error:
        raise MeasureError(f"算式“… {sign} …”算不出来") from error


def _result(left: float, sign: str, right: float) -> float:
    match sign:
        case "+":
            return left + right
        case "−" | "负":
            return left - right
        case "×":
            return left * right
        case "÷":
            return left / right
        case "^" if left >= 0:
            return float(left**right)
    raise MeasureError(f"算式“{left:g} {sign} {right:g}”算不出来")
