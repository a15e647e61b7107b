"""Numbers are read strictly: every accepted spelling has one meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.intake.grid import Cell
from milepost.intake.measures import is_measure_unit, shift_between
from milepost.intake.numbers import Blank, Number, Odd, read_number


def text(words: str) -> Number | Blank | Odd:
    return read_number(Cell("text", words))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("31200", Number(31200)), ("31,200", Number(31200)), ("1,234,567.5", Number(1234567.5)),
        ("３１２００", Number(31200)),
        ("10．89", Number(10.89)), (" 325.19\u00a0", Number(325.19)), ("－5", Number(-5)), ("—5", Number(-5)),
        ("+3", Number(3)),
        ("0.5", Number(0.5)), (".5", Number(0.5)), ("0", Number(0)), ("12.3%", Number(12.3, "%")),
        ("3.12万", Number(3.12, "万")), ("3.12万户", Number(3.12, "万户")), ("31200户", Number(31200, "户")),
    ],
)  # fmt: skip
def test_harmless_spellings_are_read(words, number):
    assert text(words) == number


@pytest.mark.parametrize(
    "words",
    ["7. 35", "1 375281", "- 45.0", "1,24", "'1,24'", "12,34,567", "1.2.3", "超20000*", "31200户左右", "约3万", "三万",
     "20000*", "0530", "1.2E+05", "(123)", "1/2", "2023-06-30", "31200户多", "3～5", "∞", "nan", "１ ２", "无", "…5"],
)  # fmt: skip
def test_what_would_have_to_be_guessed_is_odd(words):
    assert isinstance(text(words), Odd)


@pytest.mark.parametrize("cell", [Cell("number", "inf", float("inf")), Cell("number", "nan", float("nan")),
                                  Cell("number", "1e+308", 1e308), Cell("text", "1" * 400)])  # fmt: skip
def test_what_no_report_holds_is_no_number(cell):
    odd = read_number(cell)
    assert isinstance(odd, Odd)
    assert len(odd.message) < 60


@given(st.integers(-(10**12), 10**12))
def test_a_whole_number_with_and_without_thousands_marks_is_the_same(number):
    assert text(f"{number:,}") == text(str(number)) == Number(float(number))


@given(st.text(max_size=12))
def test_any_text_is_a_number_a_blank_or_odd(words):
    assert isinstance(text(words), Number | Blank | Odd)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (Cell("error", "#REF!"), "error-value"), (Cell("formula", ""), "no-result"),
        (Cell("date", "2023-06-30"), "not-a-number"),
        (Cell("logical", "TRUE"), "not-a-number"), (Cell("number", "5缩放", 5.0, "缩放"), "scaled-format"),
    ],
)  # fmt: skip
def test_cells_that_hold_no_plain_number_say_why(cell, code):
    odd = read_number(cell)
    assert isinstance(odd, Odd)
    assert odd.code == code


def test_an_error_value_is_named():
    odd = read_number(Cell("error", "#REF!"))
    assert isinstance(odd, Odd)
    assert "#REF!" in odd.message


@pytest.mark.parametrize(
    "unit", ["户", "万户", "亿元", "%", "人/平方公里", "万人", "百万元", "千瓦时", "个百分点", "户(次)"]
)
def test_measure_units_are_known(unit):
    assert is_measure_unit(unit)


@pytest.mark.parametrize("words", ["左右", "余", "规模以上", "", "东丰县", "城镇/农村"])
def test_other_words_are_no_measure_units(words):
    assert not is_measure_unit(words)


@pytest.mark.parametrize(
    ("found", "wanted", "shift"),
    [("万户", "户", 4), ("家", "户", 0), ("万", "户", 4), ("户", "万户", -4), ("亿元", "万元", 4), ("个百分点", "%", 0),
     ("元", "户", None), ("人", "户", None), ("%", "户", None)],
)  # fmt: skip
def test_measure_units_convert_within_their_kind(found, wanted, shift):
    assert shift_between(found, wanted) == shift
