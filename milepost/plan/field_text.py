"""The value of a field as people write it, and back: 期末数 for stock, 龙山区 for longshan, 2021年四季度 for 2021Q4."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from milepost.errors import PeriodError, PlanError
from milepost.plan.fields import Field, Sort
from milepost.plan.names import fold
from milepost.plan.period import Period, said_periods
from milepost.plan.plan import Document
from milepost.plan.unit import UNIT_KIND_WORDS

LIST_MARK = "；"
"""Between the items of a list; in headings 、 is common."""
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_YES, _NO = ("是", "√", "true", "1"), ("否", "×", "false", "0")


class Names:
    """Names and ids of a document's records: how a reference is written, and what a written one means."""

    def __init__(self, document: Document) -> None:
        self._words: dict[str, dict[str, str]] = {}
        self._ids: dict[str, dict[str, str]] = {}
        self._own: dict[str, list[str]] = {}
        for kind in ("units", "indicators", "goals"):
            rows = {str(row.get("id", "")): str(row.get("name") or "") for row in document.get(kind, ())}
            extra = dict(UNIT_KIND_WORDS) if kind == "units" else {}
            self._own[kind] = list(rows)
            self._words[kind], self._ids[kind] = _told_apart({**{k: f"各{w}" for k, w in extra.items()}, **rows})

    def written(self, kind: str, record: str) -> str:
        """The name of a record, its id where the name could mean another; an unknown one as it is."""
        return self._words[kind].get(record, record)

    def meant(self, kind: str, text: str) -> str | None:
        """The id that a text means: an id, or a name; None when nothing is called so."""
        return text if text in self._words[kind] else self._ids[kind].get(fold(text))

    def choices(self, kind: str) -> list[str]:
        """What may be written for a reference to one record, in the plan's order; reporters of a kind left aside."""
        return [self._words[kind][record] for record in self._own[kind]]


def _told_apart(names: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Id → what is written for it, and folded name → id, for names that can mean only one."""
    counts = Counter(fold(name) for name in names.values())
    clear = {
        record: name
        for record, name in names.items()
        if fold(name)
        and counts[fold(name)] == 1
        and name not in names
        and LIST_MARK not in name
        and name == name.strip()
    }
    return {record: clear.get(record, record) for record in names}, {
        fold(name): record for record, name in clear.items()
    }


def value_in(record: Mapping[str, Any], field: Field) -> Any:  # noqa: ANN401 - any field's value
    """What a record holds in a field, None where it says nothing."""
    first, _, inner = field.name.partition(".")
    held = record.get(first)
    return held.get(inner) if inner and isinstance(held, Mapping) else None if inner else held


def written(field: Field, value: Any, names: Names) -> str | float | bool | None:  # noqa: ANN401 - any field's value
    """A value as it stands in a table or a workbook; what cannot be said otherwise stands as it is."""
    if value is None:
        return None
    match field.sort:
        case "choice":
            return str(field.choices.get(value, value))
        case "id":
            return names.written(field.of, str(value))
        case "ids" | "texts":
            items = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
            return LIST_MARK.join(names.written(field.of, one) if field.of else one for one in items)
        case "numbers":
            items = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
            return "、".join(items)
        case "period":
            return _period_words(str(value))
        case "number" | "flag":
            return value  # type: ignore[no-any-return]  # a document is untyped
    return str(value)


def _period_words(text: str) -> str:
    try:
        return Period.parse(text).words
    except PeriodError:
        return text


def taken(field: Field, cell: Any, names: Names) -> Any:  # noqa: ANN401 - any field's value
    """What a written value means; None for an empty one. PlanError, in words for the writer, when it means nothing."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if field.sort in ("number", "flag") and isinstance(cell, bool | int | float):
        return cell
    return _READERS[field.sort](field, str(cell).strip(), names)


def _text(_: Field, text: str, __: Names) -> str:
    return text


def _texts(_: Field, text: str, __: Names) -> list[str]:
    return [part.strip() for part in re.split(rf"[{LIST_MARK}\n]", text) if part.strip()]


def _number(field: Field, text: str, _: Names) -> float:
    raise PlanError(f"{field.words}“{text}”不是数字，请只填数字")


def _numbers(field: Field, text: str, _: Names) -> list[int]:
    parts = [part.removesuffix("日").strip() for part in re.split(r"[、，,；;\s]+", text) if part.strip()]
    if wrong := next((part for part in parts if not part.isdecimal()), None):
        raise PlanError(f"{field.words}“{wrong}”不是整数，请写成 12、27")
    return [int(part) for part in parts]


def _choice(field: Field, text: str, _: Names) -> Any:  # noqa: ANN401 - texts and numbers
    for value, word in field.choices.items():
        # 突破 is enough for 突破（须多于）.
        if text in (str(value), word) or fold(text) == fold(word.split("（")[0]):
            return value
    raise PlanError(f"{field.words}“{text}”不认识，可用：{'、'.join(field.choices.values())}")


def _flag(field: Field, text: str, _: Names) -> bool:
    if fold(text) in _YES:
        return True
    if fold(text) in _NO:
        return False
    raise PlanError(f"{field.words}“{text}”不认识，请填“是”或“否”")


_OF = {"units": "单位", "indicators": "指标", "goals": "目标"}


def _reference(field: Field, text: str, names: Names) -> str:
    found = names.meant(field.of, text)
    if found is None:
        raise PlanError(f"{field.words}“{text}”不在方案的{_OF[field.of]}里，请用{_OF[field.of]}全称，或先把它加进方案")
    return found


def _references(field: Field, text: str, names: Names) -> list[str]:
    found: list[str] = []
    for part in filter(str.strip, re.split(rf"[{LIST_MARK}\n]", text)):
        # A name that holds 、 itself is tried whole first.
        whole = names.meant(field.of, part.strip())
        pieces = [part] if whole else filter(str.strip, re.split(r"[、，,]", part))
        found += [_reference(field, piece.strip(), names) for piece in pieces]
    return found


def _period(field: Field, text: str, _: Names) -> str:
    try:
        return str(Period.parse(text))
    except PeriodError:
        said = said_periods(text.removesuffix("末").removesuffix("底"))
        said = [one for one in said if not one.ytd or one.period.frequency == "half"]
        if len(said) == 1:
            return str(said[0].period)
    raise PlanError(f"{field.words}“{text}”不是报告期，请写成 2021年四季度、2021年 或 2021Q4")


def _day(field: Field, text: str, _: Names) -> str:
    match = _DAY.fullmatch(text.removesuffix(" 00:00:00"))
    try:
        if match:
            return date(*map(int, match.groups())).isoformat()
    except ValueError:
        pass
    raise PlanError(f"{field.words}“{text}”不是日期，请写成 2024-12-31")


_READERS: Mapping[Sort, Callable[[Field, str, Names], Any]] = {
    "text": _text, "texts": _texts, "number": _number, "numbers": _numbers, "flag": _flag, "period": _period,
    "day": _day, "choice": _choice, "id": _reference, "ids": _references,
}  # fmt: skip
