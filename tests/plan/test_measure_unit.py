import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.plan.measure_unit import decimal_shift, shifted


@pytest.mark.parametrize(
    ("found", "wanted", "shift"),
    [
        ("户", "户", 0),
        ("万户", "户", 4),
        ("万 户", "户", 4),
        ("户", "万户", -4),
        ("亿元", "万元", 4),
        ("百万元", "元", 6),
        ("万亿元", "亿元", 4),
        ("十万人", "人", 5),
        ("千户", "百户", 1),
        ("‰", "%", -1),
        ("％", "%", 0),
        ("百分比", "%", 0),
        ("户(次)", "户（次）", 0),
        ("户/千人", "户/千人", 0),
        ("人", "户", None),
        ("%", "户", None),
        ("倍", "%", None),
        ("户", "户(次)", None),
        ("万", "户", None),
    ],
)
def test_units_convert_within_their_kind_only(found, wanted, shift):
    assert decimal_shift(found, wanted) == shift


@pytest.mark.parametrize(
    ("value", "shift", "expected"),
    [(11.69, 4, 116900.0), (2.2, 4, 22000.0), (0.07, 2, 7.0), (120000, -4, 12.0), (-0.0, 4, 0.0), (1e-7, 8, 10.0)],
)
def test_a_shift_is_exact_in_decimals(value, shift, expected):
    assert shifted(value, shift) == expected


@given(st.integers(-(10**12), 10**12), st.integers(0, 3), st.integers(-8, 12))
def test_a_shift_and_its_reverse_give_the_same_number(digits, places, shift):
    value = digits / 10**places
    assert shifted(shifted(value, shift), -shift) == value


@given(st.sampled_from(["", "百", "千", "万", "百万", "亿"]), st.sampled_from(["", "千", "万", "亿"]))
def test_conversion_there_and_back_is_the_same_power(found, wanted):
    there, back = decimal_shift(f"{found}户", f"{wanted}户"), decimal_shift(f"{wanted}户", f"{found}户")
    assert there is not None
    assert back == -there
