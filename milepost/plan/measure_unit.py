"""Measure units: 户, 万户, 亿元 and %; conversion is exact in decimals and refused between kinds."""

import re
from decimal import Decimal
from functools import lru_cache

from milepost.plan.names import fold

_SCALES = {"": 0, "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_SCALED = re.compile(r"(万亿|千万|百万|十万|亿|万|千|百|十)(.+)")
_KINDS = {"%": ("比例", -2), "‰": ("比例", -3), "百分比": ("比例", -2), "倍": ("倍", 0)}


@lru_cache(maxsize=1024)
def _split(text: str) -> tuple[str, int]:
    folded = fold(text)
    if folded in _KINDS:
        return _KINDS[folded]
    match = _SCALED.fullmatch(folded)
    return (match[2], _SCALES[match[1]]) if match else (folded, 0)


def decimal_shift(found: str, wanted: str) -> int | None:
    """Power of ten that turns a number in `found` into `wanted` (万户 → 户 is 4); None when they do not convert."""
    (kind_found, exponent_found), (kind_wanted, exponent_wanted) = _split(found), _split(wanted)
    return exponent_found - exponent_wanted if kind_found == kind_wanted else None


def shifted(value: float, shift: int) -> float:
    """`value` times 10 to the power of `shift`, in decimals: 11.69 by 4 is 116900, not 116899.99999999999."""
    return float(Decimal(repr(float(value))).scaleb(shift))
