"""English behind Chinese names: a translation is thrown away, words that say more than the name are not."""

import re

from milepost.plan.names import fold

_BILINGUAL = re.compile(r"(.*[\u4e00-\u9fff)])([a-z][a-z0-9(),.'&/%-]*)")
_ENGLISH_LINE = re.compile(r"[A-Za-z][\x20-\x7e\n]*")
_SHORT = frozenset(("gdp", "cpi", "ppi", "sme", "no", "no."))
_SAYS_MORE = tuple(
    (re.compile(english), re.compile(chinese))
    for english, chinese in (
        ("growth|yoy|y-o-y|increase", "增长|增速|增幅|同比"),
        ("(?<!corpo)rate(?!d)", "率|速|比|汇|级"),
        ("index|indices", "指数|指标"),
        ("percapita", "人均"),
        ("new(?:ly|$|[^s])", "新"),
        ("ofwhich", "其中"),
        (r"20\d\d", r"20\d\d"),
    )
)


def without_translation(text: str) -> str:
    """A folded Chinese name without its English one behind it: 县区County. 企业A and 企业R&D are names as they are."""
    found = _BILINGUAL.fullmatch(text)
    if found is None or says_more(found[2], found[1]):
        return text
    is_short = len(re.sub("[^a-z]", "", found[2])) < len("abcd")
    return text if is_short and found[2] not in _SHORT else found[1]


def without_line_of_translation(raw: str) -> str:
    """A name without its English one on a line of its own: GDP over Gross Domestic Product."""
    name, _, english = raw.strip().partition("\n")
    is_translation = name and _ENGLISH_LINE.fullmatch(english) and not says_more(english, name)
    return name if is_translation else raw


def says_more(english: str, chinese: str) -> bool:
    """Whether English words are of growth, rates, a year or newcomers that the Chinese ones beside them are not of."""
    words, name = fold(english), fold(chinese)
    return any(more.search(words) and not same.search(name) for more, same in _SAYS_MORE)
