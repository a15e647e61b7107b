"""What in a sentence is a fact: its numbers with the word that says which way, and the names that they belong to.

Words may be edited before a document goes out, numbers not: the edited text must say the same numbers of the same
names in the same order. New names and calendar days may come in; nothing that was said may go missing.
"""

import re
from collections.abc import Sequence

_WAYS = (
    "增长|下降|提高|降低|净增|净减|新增|减少|快于序时进度|慢于序时进度|快于序时|慢于序时|超序时|欠序时|还差|距目标|"
    "突破|不少于|不低于|不超过|至少|并列第|第|升|降|多|少|快|慢"
)
_STATES = (
    "提前达标|已完成或快于序时|已达标或快于序时|已达标|已完成|未完成|快于序时|符合序时|慢于序时|略慢|滞后|倒退|"
    "未报|无法判断"
)
_NUMBER = re.compile(
    rf"(?:{_WAYS})?[+−-]?\d[\d,]*(?:\.\d+)?(?:万亿|亿|万)?"
    rf"(?:个百分点|户/千人|户\(次\)|%|‰|点|户|个|项|家|次|位|季|名|倍|分|年|月|日|人)*(?:{_STATES})?"
)
_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日")
Said = tuple[str, str]


def said(text: str, names: Sequence[str]) -> list[Said]:
    """(name, number) of every number in `text`, in order; the name is the last one of `names` before it."""
    known = sorted({name for name in names if name}, key=len, reverse=True)
    pattern = "|".join([rf"(?P<name>{'|'.join(map(re.escape, known))})"] if known else []) or r"(?P<name>(?!))"
    found, name = [], ""
    for match in re.finditer(rf"{pattern}|(?P<number>{_NUMBER.pattern})", text):
        if match["name"]:
            name = match["name"]
        else:
            found.append((name, match["number"]))
    return found


def named(text: str, names: Sequence[str]) -> set[str]:
    """Which of `names` occur in `text`."""
    return {name for name in names if name and name in text}


def differences(before: str, after: str, names: Sequence[str]) -> list[str]:
    """What an edited text says otherwise than the original, in Chinese; empty when only words changed."""
    days = set(_DAY.findall(after)) - set(_DAY.findall(before))
    plain = after
    for day in sorted(days, key=len, reverse=True):
        plain = plain.replace(day, "")
    was, now = said(before, names), said(plain, names)
    missing = [f"{name}{number}" for name, number in was if (name, number) not in now]
    added = [f"{name}{number}" for name, number in now if (name, number) not in was]
    gone = sorted(named(before, names) - named(after, names))
    told = [f"少了“{text}”" for text in dict.fromkeys(missing)] + [f"多了“{text}”" for text in dict.fromkeys(added)]
    told += [f"不再提到“{name}”" for name in gone]
    if not told and was != now:
        told = ["数字的先后或次数变了"]
    return told
