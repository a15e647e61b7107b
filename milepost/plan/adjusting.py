"""Putting a change of the units into a plan's document: names, new units, what they were given, its record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from milepost.errors import PlanError
from milepost.plan.adjustment import AdjustmentKind
from milepost.plan.editing import Place, assigned, new_id, record
from milepost.plan.names import fold
from milepost.plan.period import Period
from milepost.plan.plan import Document
from milepost.plan.sanity import SUMMED

_AMOUNTS = ("value", "base_value")


@dataclass(frozen=True)
class Change:
    """What the office knows of it: which units, what they are called from quarter `since` on, by which document.

    Of a merger `names` has one name, which may be that of a merged unit: it takes the others in. Of a split the old
    name may be among the new ones: that unit remains.
    """

    kind: AdjustmentKind
    units: tuple[str, ...]
    names: tuple[str, ...]
    since: Period
    basis: str


def adjusted(document: Document, change: Change) -> dict[str, Any]:
    """`document` with the change; PlanError says what it lacks.

    A merged unit gets the sum of the parts that were given, and of their bases; a split one's have to be set by hand.
    """
    names = tuple(filter(None, (name.strip() for name in change.names)))
    _refuse_unclear(document, change, names)
    made, into = dict(document), []
    for name in names if change.kind != "renamed" else ():
        made, unit = _with_unit(made, change, name)
        into.append(unit)
    fields: dict[str, Any] = {"kind": change.kind, "since": str(change.since), "units": list(change.units),
                              "basis": change.basis.strip()}  # fmt: skip
    if change.kind == "renamed":
        old = record(made, "units", change.units[0])
        made = _renamed(made, old, names[0])
        fields["old_name"] = old["name"]
    else:
        fields["into"] = into
    if change.kind == "merged":
        made, whole = _summed(made, change.units, into[0])
        fields["settled"] = whole and into[0] in change.units
    new = new_id(made, "adjustments")
    return assigned(made, ("adjustments", new), {"id": new, **fields})


def _refuse_unclear(document: Document, change: Change, names: Sequence[str]) -> None:
    """PlanError for what nobody could carry out."""
    wanted = {"renamed": (1, 1, 1), "merged": (2, 1, 1), "split": (1, 2, 99)}[change.kind]
    said = {
        "renamed": "改名请选一个单位，写一个新名称",
        "merged": "合并请选两个以上单位，写一个新名称（并入其中一个的，写那个单位的名称）",
        "split": "拆分请选一个单位，写两个以上新名称（原单位保留的，把它的名称也写上）",
    }[change.kind]
    least_units, least, most = wanted
    many = len(change.units) < least_units or (change.kind != "merged" and len(change.units) > 1)
    if many or not least <= len(names) <= most:
        raise PlanError(said)
    if not change.basis.strip():
        raise PlanError("请写明依据（文件名、文号和生效日期）")
    own = {fold(str(record(document, "units", unit).get("name", ""))): unit for unit in change.units}
    taken = {
        fold(word): str(one["id"])
        for one in document.get("units", ())
        for word in (str(one.get("name", "")), *one.get("other_names", ()))
    }
    for name in names:
        if change.kind == "renamed" and fold(name) in own:
            raise PlanError(f"新名称“{name}”和原来一样")
        if fold(name) in taken and fold(name) not in own:
            raise PlanError(f"方案里已经有“{name}”，请换一个名称")


def _with_unit(document: Document, change: Change, name: str) -> tuple[dict[str, Any], str]:
    """The document with a unit of that name, and its id; one of the changed units keeps its own."""
    for unit in change.units:
        if fold(str(record(document, "units", unit).get("name", ""))) == fold(name):
            return dict(document), unit
    new, first = new_id(document, "units"), record(document, "units", change.units[0])
    made = {"id": new, "name": name, "kind": first.get("kind")}
    return assigned(document, ("units", new), made), new


def _renamed(document: Document, old: Mapping[str, Any], name: str) -> dict[str, Any]:
    others = [one for one in old.get("other_names", ()) if fold(one) != fold(name)]
    made = assigned(document, ("units", str(old["id"]), "name"), name)
    return assigned(made, ("units", str(old["id"]), "other_names"), [*others, old["name"]])


def _summed(document: Document, units: Sequence[str], heir: str) -> tuple[dict[str, Any], bool]:
    """The document with the sums of what the merged units were given, and whether nothing given is left over."""
    made, whole = dict(document), True
    ratios = {str(one.get("id")) for one in document.get("indicators", ()) if one.get("ratio")}
    for goal in document.get("goals", ()):
        given = {unit: goal.get("allocations", {}).get(unit, {}) for unit in units}
        if not any(given.values()):
            continue
        if goal.get("kind") not in SUMMED or goal.get("indicator") in ratios:
            whole = whole and heir not in units
            continue
        for amount in _AMOUNTS:
            parts = [part.get(amount) for part in given.values()]
            place: Place = ("goals", str(goal["id"]), "allocations", heir, amount)
            known = all(isinstance(part, int | float) for part in parts)
            # Half a sum beside a whole one would be judged by; nothing is.
            made = assigned(made, place, sum(parts) if known else None)
            whole = whole and (known or all(part is None for part in parts))
        made, kept = _steps(made, str(goal["id"]), given, heir)
        whole = whole and kept
    return made, whole


def _steps(
    document: dict[str, Any], goal: str, given: Mapping[str, Mapping[str, Any]], heir: str
) -> tuple[dict[str, Any], bool]:
    """The sums of the units' own steps, where all have them for the same quarters."""
    steps: list[Mapping[str, float]] = [part.get("milestones", {}) for part in given.values()]
    if any(set(one) != set(steps[0]) for one in steps):
        return document, False
    total = {period: sum(one[period] for one in steps) for period in steps[0]}
    return assigned(document, ("goals", goal, "allocations", heir, "milestones"), total or None), True
