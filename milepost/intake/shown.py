"""What a number format makes of a number on the screen: 0.123 is shown as 12.3%, 3.12 as 3.12万."""

import re

from milepost.intake.grid import Cell

SCALED = "缩放"
_COLOURS_AND_CONDITIONS = re.compile(r"\[[^\]]*\]")
_SPOKEN = re.compile(r'"([^"]*)"|\\(.)|[_*].')
_DIGITS_AND_UNIT = re.compile(r"[-(¥￥$]{0,2}(?P<digits>\d[\d,]*(?:\.\d*)?|\.\d+)\)?(?P<unit>[^\d.,]*)")
_MARKS = re.compile("[*＊†‡①-⑳]")
_DIVIDED = re.compile(r"[0#?],+(?![0#?,])")


def shown(number: float, number_format: str) -> tuple[float, str]:
    """The number as shown and the unit that the format puts behind it: (0.123, '0.0%') is (12.3, '%').

    A format that divides on the screen (0,, or 0!.0,) or shows nothing (;;;) gives the unit SCALED: which of the two is
    meant, only the sender knows.
    """
    section = _COLOURS_AND_CONDITIONS.sub("", number_format.split(";", maxsplit=1)[0])
    placeholders = _SPOKEN.sub("", section)
    if "%" in placeholders:
        return float(f"{number * 100:.15g}"), "%"
    if "0!." in section or (";" in number_format and not section.strip()) or _DIVIDED.search(placeholders):
        return number, SCALED
    end_of_digits = max((section.rfind(digit) for digit in "0#?"), default=-1)
    first = min((found for digit in "0#?" if (found := section.find(digit)) >= 0), default=0)
    before = "".join(m[1] or "" for m in _SPOKEN.finditer(section[:first]))
    behind = "".join(m[1] or m[2] or "" for m in _SPOKEN.finditer(section[end_of_digits + 1 :]))
    # "计划"0 makes another thing of a number, and "¥"0 does not.
    return number, _bare((before if before.strip().isalpha() else "") + behind)


def _bare(unit: str) -> str:
    """What stands behind a number, without marks of footnotes: of the number's own digits none is one."""
    return _MARKS.sub("", unit).strip()


def number_cell(number: float, text: str) -> Cell:
    """A cell that brings both its value and what it shows: 0.123 and 12.3%.

    Where the digits on the screen are no rounding of the value, the unit is SCALED; where they are no plain digits
    (a date, a fraction, 1.2E+05), the cell is the text that its sender sees.
    """
    match = _DIGITS_AND_UNIT.fullmatch(text.replace("，", ",").replace("\u00a0", " "))
    if match is None:
        return Cell("text", text)
    unit = _bare(match["unit"])
    seen = float(match["digits"].replace(",", ""))
    value = float(f"{number * 100:.15g}") if unit == "%" else number
    decimals = len(match["digits"].partition(".")[2])
    if abs(abs(value) - seen) > 0.5000001 * 10**-decimals + 1e-9 * seen:
        value, unit = number, SCALED
    return Cell("number", f"{value:.15g}{unit}", value, unit)
