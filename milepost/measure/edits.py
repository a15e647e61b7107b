"""What two versions of a plan say differently, field by field: value, base, deadline, wording, weights, bands."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from milepost.plan.period import Period
from milepost.plan.plan import Plan

Place = tuple[str, ...]
_FIRST = ("goals", "schemes", "bands")


@dataclass(frozen=True)
class Edit:
    """One field that differs, or a whole record that one version lacks (None there).

    `place` leads from the plan to it: ("goals", "market_entities", "value"), ("goals", "market_entities",
    "allocations", "longshan", "base_value"), ("schemes", "counties", "items", "market_entities", "weight").
    """

    place: Place
    before: Any
    after: Any

    @property
    def goal(self) -> str:
        """Id of the goal that it belongs to, or empty."""
        return self.place[1] if self.place[0] == "goals" else ""


def edits(before: Plan, after: Plan) -> tuple[Edit, ...]:
    """Every difference: goals first, then schemes and bands, then the rest, each in the order of the newer plan."""
    found = list(_differences((), before, after))
    rank = {name: n for n, name in enumerate(_FIRST)}
    return tuple(sorted(found, key=lambda edit: rank.get(edit.place[0], len(rank))))


def _differences(place: Place, before: object, after: object) -> Iterator[Edit]:
    if before == after:
        return
    old, new = _held(before), _held(after)
    if old is None or new is None:
        yield Edit(place, before, after)
        return
    for name in [*new, *(name for name in old if name not in new)]:
        yield from _differences((*place, name), old.get(name), new.get(name))


def _held(value: Any) -> Mapping[str, object] | None:  # noqa: ANN401 - whatever a record may hold
    """What a record, or a collection of records, holds by name; None for a plain value."""
    if isinstance(value, Mapping):
        return {str(key): item for key, item in value.items()}
    if isinstance(value, tuple) and all(is_dataclass(item) for item in value):
        return _by_name(value)
    # A period is a value, not a record of numbers.
    if is_dataclass(value) and not isinstance(value, Period):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return None


def _by_name(records: tuple[Any, ...]) -> Mapping[str, object]:
    """Records by id; those of a scheme by indicator, with a number where one indicator is scored twice."""
    names = [str(getattr(record, "id", None) or record.indicator) for record in records]
    seen: Counter[str] = Counter()
    held = {}
    for name, record in zip(names, records, strict=True):
        seen[name] += 1
        held[name if seen[name] == 1 else f"{name} {seen[name]}"] = record
    return held
