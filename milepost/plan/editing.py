"""Edits of a plan's document: each gives a new document and leaves the old one as it is.

A document under edit may be wrong for a while; `faults` says of every record what keeps it from being a plan.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from milepost.errors import MilepostError, PeriodError, PlanError
from milepost.plan.period import Period
from milepost.plan.plan import Document, Plan
from milepost.plan.record import record_of

Place = tuple[str, ...]
"""The way to a value: ("goals", "market_entities", "allocations", "longshan", "value")."""
Values = Mapping[Place, Any]
LISTS: Mapping[str, str] = {
    "units": "单位",
    "adjustments": "区划调整",
    "industries": "行业",
    "indicators": "指标",
    "redefinitions": "口径变化",
    "comparables": "可比数",
    "goals": "目标",
    "schemes": "赛马办法",
    "deadlines": "期限",
}
"""The records of a plan that have ids, and what they are called."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with one record, in Chinese; `kind` and `id` are empty when the plan as a whole is meant."""

    kind: str
    id: str
    message: str


def tidy(document: Document) -> dict[str, Any]:
    """`document` without fields that say nothing, whole numbers as such, days as text: one spelling of one plan."""
    return {key: kept for key, value in document.items() if not _silent(kept := _tidied(value))}


def _tidied(value: Any) -> Any:  # noqa: ANN401 - whatever a document holds
    match value:
        case Mapping():
            return tidy(value)
        case str():
            return value
        case list() | tuple():
            return [_tidied(one) for one in value]
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return int(value)
    return value


def _silent(value: object) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not value)


def ids(document: Document, kind: str) -> list[str]:
    """The ids of the records of one kind, in their order."""
    return [str(row.get("id", "")) for row in document.get(kind, ())]


def record(document: Document, kind: str, record_id: str) -> Mapping[str, Any]:
    """One record; PlanError when there is none."""
    for row in document.get(kind, ()):
        if row.get("id") == record_id:
            return row  # type: ignore[no-any-return]  # a document is untyped
    raise PlanError(f"没有编号为“{record_id}”的{LISTS[kind]}；它可能已被删去，请刷新")


def value_at(document: Document, place: Place) -> Any:  # noqa: ANN401 - any field's value
    """What stands at a place: a value, a record, or None for nothing."""
    held: Any = document
    for n, step in enumerate(place):
        if n == 1 and place[0] in LISTS:
            held = next((row for row in held or () if row.get("id") == step), None)
        else:
            held = held.get(step) if isinstance(held, Mapping) else None
    return held


def new_id(document: Document, kind: str) -> str:
    """An id that no record of the kind has: goal_3."""
    taken, stem = set(ids(document, kind)), {"industries": "industry"}.get(kind, kind.removesuffix("s"))
    number = len(taken) + 1
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"


def assigned(document: Document, place: Place, value: Any) -> dict[str, Any]:  # noqa: ANN401 - any field's value
    """`document` with `value` at `place`; None, and what says nothing, takes away what stands there.

    A record that is not there yet is put behind the others; what is left empty goes with its last field.
    """
    return _assigned(tidy(document), place, _tidied(value))


def _assigned(held: Mapping[str, Any], place: Place, value: Any) -> dict[str, Any]:  # noqa: ANN401 - any field's value
    first, *rest = place
    if rest and first in LISTS:
        inner: Any = _with_record(held.get(first, []), rest, value)
    else:
        inner = _assigned(held.get(first, {}), tuple(rest), value) if rest else value
    result = {**held, first: inner}
    if _silent(inner):
        del result[first]
    return result


def _with_record(rows: Sequence[Mapping[str, Any]], place: Sequence[str], value: Any) -> list[Mapping[str, Any]]:  # noqa: ANN401
    record_id, *rest = place
    found = next((n for n, row in enumerate(rows) if row.get("id") == record_id), None)
    own: Mapping[str, Any] = {"id": record_id} if found is None else rows[found]
    new = _assigned(own, tuple(rest), value) if rest else value
    at = len(rows) if found is None else found
    return [*rows[:at], *([] if _silent(new) else [new]), *rows[at + 1 :]]


def leaves(document: Document) -> dict[Place, Any]:
    """Every value of a document by its place; records by id, lists without ids whole."""
    return dict(_leaves((), tidy(document)))


def _leaves(place: Place, value: Any) -> Iterator[tuple[Place, Any]]:  # noqa: ANN401 - any field's value
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves((*place, key), inner)
    elif place[-1] in LISTS and len(place) == 1:
        for row in value:
            yield from _leaves((*place, str(row.get("id", ""))), row)
    else:
        yield place, value


def merged(base: Document, mine: Document, theirs: Document) -> tuple[dict[str, Any], list[Place]]:
    """`theirs` with what `mine` changed since `base`, and the places that both changed otherwise: there mine stands.

    A record that either took away stays away; where the other changed it, its place (kind, id) is named.
    """
    old, own, other = leaves(base), leaves(mine), leaves(theirs)
    both = [*_taken(base, mine, (old, other)), *_taken(base, theirs, (old, own))]
    result = tidy(theirs)
    for kind in LISTS:
        for gone in set(ids(base, kind)) - set(ids(mine, kind)):
            result = assigned(result, (kind, gone), None)
    for place in (*own, *(place for place in old if place not in own)):
        if own.get(place) == old.get(place) or _lost(place, base, (mine, theirs)):
            continue
        if other.get(place) not in (old.get(place), own.get(place)):
            both.append(place)
        result = assigned(result, place, own.get(place))
    return result, both


def _taken(base: Document, by: Document, values: tuple[Values, Values]) -> Iterator[Place]:
    """Records that one took away and the other changed; `values` of the base and of the other."""
    old, other = values
    for kind in LISTS:
        for gone in sorted(set(ids(base, kind)) - set(ids(by, kind))):
            left = {place[:2] for place in other} & {(kind, gone)}
            if left and any(other.get(place) != old.get(place) for place in {**old, **other} if place[:2] in left):
                yield kind, gone


def _lost(place: Place, base: Document, later: Sequence[Document]) -> bool:
    """Whether the place lies in a record of `base` that one of the later documents took away."""
    kind, record_id = place[0], place[1] if len(place) > 1 else ""
    return kind in LISTS and record_id in ids(base, kind) and any(record_id not in ids(one, kind) for one in later)


def faults(document: Document) -> list[Fault]:
    """Everything that keeps `document` from being a plan, record by record; empty for a sound one."""
    found = [*_twice(document), *_of_records(document)]
    if found:
        return found
    try:
        Plan.from_document(document)
    except MilepostError as error:
        return [Fault("", "", str(error))]
    return []


def _twice(document: Document) -> Iterator[Fault]:
    for kind, what in LISTS.items():
        given = ids(document, kind)
        for repeated in dict.fromkeys(one for one in given if given.count(one) > 1):
            yield Fault(kind, repeated, f"有{given.count(repeated)}个{what}用了同一个编号“{repeated}”")


def _of_records(document: Document) -> Iterator[Fault]:
    try:
        start = Period.parse(str(document["start"])) if document.get("start") else None
    except PeriodError as error:
        yield Fault("", "", f"方案的起始：{error}")
        start = None
    for kind in LISTS:
        for row in document.get(kind, ()):
            try:
                record_of(kind, row, start)
            except MilepostError as error:
                yield Fault(kind, str(row.get("id", "")), str(error))
