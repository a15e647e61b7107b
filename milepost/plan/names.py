"""One way to compare names: clerks write 端  州, （户） and full-width digits for the same thing."""

import re
import unicodedata
from functools import lru_cache

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣", "-"))
_DROPPED = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")


@lru_cache(maxsize=8_192)  # the same names are compared thousands of times
def fold(text: str) -> str:
    """`text` as it is compared: NFKC width, no blanks or invisible marks, one kind of dash, lower case."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text)).translate(_DASHES).lower()


def bare_place(name: str) -> str:
    """A folded place name without its 县/区/市 ending (龙山区 → 龙山); two-character names keep theirs."""
    folded = fold(name)
    return folded[:-1] if len(folded) > 2 and folded[-1] in "县区市" else folded
