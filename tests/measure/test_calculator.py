"""The pocket calculator keeps the order of school."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.errors import MeasureError
from milepost.measure.calculator import calculated

SIGNS = {"（": "(", "）": ")", "+": "+", "−": "-", "×": "*", "÷": "/", "^": "**"}


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("1 + 2 × 3", 7),
        ("（ 1 + 2 ） × 3", 9),
        ("8 − 3 − 2", 3),
        ("16 ÷ 4 ÷ 2", 2),
        ("2 × 3 ^ 2", 18),
        ("（ 121 ÷ 100 ） ^ （ 1 ÷ 2 ） − 1", 0.1),
        ("− （ 2 − 5 ） ÷ 4", 0.75),
        ("3 × （ − 2 + 5 ）", 9),
        ("5", 5),
    ],
)
def test_formulas_by_hand(formula, result):
    parts = [part if part in SIGNS else float(part) for part in formula.split()]
    assert calculated(parts) == pytest.approx(result)


numbers = st.integers(1, 99).map(lambda n: [float(n)])


def larger(inner):
    signs = st.sampled_from("+−×÷")
    joined = st.tuples(inner, signs, inner).map(lambda parts: [*parts[0], parts[1], *parts[2]])
    return joined | inner.map(lambda parts: ["（", *parts, "）"]) | inner.map(lambda parts: ["（", "−", *parts, "）"])


@given(st.recursive(numbers, larger, max_leaves=8))
def test_any_formula_comes_out_as_python_has_it(formula):
    written = "".join(SIGNS[part] if isinstance(part, str) else repr(part) for part in formula)
    try:
        expected = eval(written, {"__builtins__": {}})  # noqa: S307 - digits and signs drawn above
    except ZeroDivisionError:
        with pytest.raises(MeasureError):
            calculated(formula)
    else:
        assert calculated(formula) == pytest.approx(expected)


@pytest.mark.parametrize(
    "formula", [["+"], [1.0, 2.0], [], [1.0, "÷", 0.0], ["（", "−", 1.0, "）", "^", 0.5], [1.0, "%", 2.0]]
)
def test_what_is_no_formula_is_refused(formula):
    with pytest.raises(MeasureError, match=r"算"):
        calculated(formula)
