"""Steps as they are written: a reader's calculator gives the results that are shown."""

import pytest

from milepost.measure.steps import Amount, Step
from milepost.report.arithmetic import arithmetic, formula, result


def amount(value, unit="户"):
    return Amount(value, "amount", unit)


def share(value):
    return Amount(value, "share")


def test_brackets_close_up_to_their_numbers():
    parts = ("（", amount(20720), "−", amount(16400), "）", "÷", "（", amount(22000), "−", amount(16400), "）")
    table = arithmetic([Step("完成份额", parts, share(4320 / 5600))])
    assert [list(texts) for texts in table.columns.values()] == [
        ["完成份额"], ["（20,720 − 16,400）÷（22,000 − 16,400）"], ["77.1%"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("reached", "due", "shown"),
    [(0.7754, 0.8333, "77.5% − 83.3%"), (0.88751, 0.83333, "88.75% − 83.33%")],
)
def test_shares_have_as_many_decimals_as_their_difference_needs(reached, due, shown):
    step = Step("超欠序时", (share(reached), "−", share(due)), Amount(100 * (reached - due), "points"))
    assert formula(step) == shown


def test_more_decimals_bring_no_idle_zeros():
    score = Step("得分", (Amount(7.1429, "factor"), "×", Amount(0.95864, "factor")), Amount(6.84747, "factor"))
    assert formula(score) == "7.1429 × 0.9586"


def test_a_tiny_divisor_is_written_out():
    step = Step("实际年均增速", (amount(71), "÷", amount(0.001)), share(71000.0))
    assert formula(step) == "71 ÷ 0.001"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (amount(640.5), "640.5户"),
        (share(0.7714), "77.1%"),
        (Amount(-6.19, "points"), "−6.2点"),
        (Amount(10, "quarters"), "10季"),
        (Amount(0.95259, "factor"), "0.953"),
    ],
)
def test_results_carry_their_unit(number, said):
    assert result(number) == said
