"""The first document of a new plan: an outline by hand, or another plan taken as an example."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from milepost.errors import PlanError
from milepost.plan.editing import tidy
from milepost.plan.names import fold
from milepost.plan.period import Period
from milepost.plan.plan import Document
from milepost.plan.unit import UNIT_KIND_WORDS, UnitKind

BELOW: dict[UnitKind, UnitKind] = {"province": "city", "city": "county", "county": "street"}
"""What the parts of a place are."""
# What belongs to the example's own document and to its office, not to a plan made after it.
_OWN = ("title", "document_number", "issuer", "issued", "note", "sample", "office")
_OF_GOAL = ("base_value", "base_source", "base_period", "milestones", "allocations", "references",
            "evidence")  # fmt: skip


@dataclass(frozen=True)
class Outline:
    """What a new plan begins with: its name, the place whose promises it holds, its first and last quarter.

    `parts` are the names of the places below it, as somebody wrote them, one a line or between 、.
    """

    name: str
    place: str
    kind: UnitKind
    start: Period
    end: Period
    parts: str = ""


def part_names(text: str) -> list[str]:
    """The names in a text, one a line or between marks."""
    return [part.strip() for part in re.split(r"[\n、，,；;]", text) if part.strip()]


def fresh_id(start: Period, taken: Collection[str]) -> str:
    """An id for a plan that begins then: plan-2025, plan-2025-2 where that is taken."""
    stem = f"plan-{start.year}"
    return next(one for n in range(1, len(taken) + 2) if (one := stem if n == 1 else f"{stem}-{n}") not in taken)


def outlined(outline: Outline, new_id: str) -> dict[str, Any]:
    """The document of a plan made by hand; PlanError says what the outline lacks."""
    for text, what in ((outline.name, "方案名称"), (outline.place, "地区名称")):
        if not text.strip():
            raise PlanError(f"还没有写{what}")
    _refuse_reversed(outline.start, outline.end)
    names = part_names(outline.parts)
    if len({fold(name) for name in (*names, outline.place)}) <= len(names):
        raise PlanError("单位名称有重复，请改成不同的名称")
    if names and outline.kind not in BELOW:
        raise PlanError(f"{UNIT_KIND_WORDS[outline.kind]}下面没有可分解的单位，请选省、市或县")
    units = [{"id": "whole", "name": outline.place.strip(), "kind": outline.kind}]
    units += [{"id": f"part_{n}", "name": name, "kind": BELOW[outline.kind]} for n, name in enumerate(names, start=1)]
    return {
        "id": new_id,
        "short_title": outline.name.strip(),
        "unit": "whole",
        "start": str(outline.start),
        "end": str(outline.end),
        "units": units,
    }


def after_example(example: Document, name: str, span: tuple[Period, Period], new_id: str) -> dict[str, Any]:
    """A plan after an example: its units, indicators, goals and races, the deadlines as far into the new time.

    What is the example's own stays behind: title, number, issuer, bases, allocations. The clauses have to be replaced.
    """
    if not name.strip():
        raise PlanError("还没有写方案名称")
    start, end = span
    _refuse_reversed(start, end)
    made = {key: value for key, value in tidy(example).items() if key not in _OWN}
    years = start.year - Period.parse(made["start"]).year if made.get("start") else 0
    goals = [{key: value for key, value in goal.items() if key not in _OF_GOAL} for goal in made.get("goals", [])]
    for goal in goals:
        if goal.get("path") == "milestones":
            del goal["path"]
        if goal.get("deadline"):
            day = date.fromisoformat(goal["deadline"])
            goal["deadline"] = day.replace(
                year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day
            ).isoformat()
    return tidy(
        made | {"id": new_id, "short_title": name.strip(), "start": str(start), "end": str(end), "goals": goals}
    )


def _refuse_reversed(start: Period, end: Period) -> None:
    if end < start:
        raise PlanError(f"结束（{end.words}）早于起始（{start.words}），请改")


def begun(document: Document, kind: str) -> dict[str, Any]:
    """What a new record of a kind most likely holds; its name and its clause are left to be written."""
    kinds = {str(unit.get("id")): unit.get("kind") for unit in document.get("units", ())}
    below = BELOW.get(kinds.get(str(document.get("unit"))), "county")  # type: ignore[arg-type]  # a document is untyped
    indicators = document.get("indicators", ())
    first = indicators[0] if indicators else {}
    match kind:
        case "units":
            return {"kind": below}
        case "indicators":
            return {"measure_unit": "户", "way": "stock", "reported_by": [below]}
        case "goals":
            end = document.get("end")
            last = {"deadline": Period.parse(str(end)).end.isoformat()} if end else {}
            unit = first.get("measure_unit", "户")
            return {"indicator": first.get("id"), "operator": ">=", "kind": "stock", "measure_unit": unit} | last
        case "schemes":
            items = [{"indicator": first["id"], "weight": 100, "score": "growth"}] if first else []
            return {"title": "县区赛马", "unit_kind": below, "items": items}
        case "deadlines":
            return {"kind": "meeting", "cycle": "quarter"}
    return {}
