"""The records of a plan (units, indicators, goals, schemes) as tables: a cell goes into the draft as it is typed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from milepost.errors import PlanError
from milepost.plan import editing
from milepost.plan.blank import begun
from milepost.plan.editing import LISTS, Place
from milepost.plan.field_text import Names, taken, value_in, written
from milepost.plan.fields import Field, RecordKind, field_of
from milepost.ui import plan_draft, plan_table, show

REMOVE = "删去"


def table(kind: RecordKind, fields: Sequence[str], *, add: bool = True) -> None:
    """The records of one kind with some of their fields; below it the ways to take some away, and to `add` one."""
    draft = plan_draft.held()
    rows = list(draft.document.get(kind, ()))
    if not rows:
        st.caption(f"还没有{LISTS[kind]}。")
        _below(kind, (), add=add)
        return
    names = Names(draft.document)
    columns = [field_of(kind, name) for name in fields]
    seed = pd.DataFrame({field.words: _column(field, rows, names) for field in columns})
    seed.insert(1, REMOVE, [False] * len(rows))
    settings = {field.words: _setting(field, names, pinned=n == 0) for n, field in enumerate(columns)}
    settings[REMOVE] = st.column_config.CheckboxColumn(width=80)
    result = plan_table.edited(LISTS[kind], seed, settings)
    typed: dict[Place, object] = {
        (kind, str(record["id"]), *field.name.split(".")): meant(field, record, cell, names)
        for record, (_, cells) in zip(rows, result.drop(columns=REMOVE).iterrows(), strict=True)
        for field, cell in zip(columns, cells, strict=True)
    }
    plan_draft.change(draft.assigned(typed))
    _below(kind, [str(one) for one in result.index[result[REMOVE].astype(bool)]], add=add)


def _column(field: Field, rows: Sequence[Mapping[str, Any]], names: Names) -> pd.Series:
    cells = [written(field, _held(row, field), names) for row in rows]
    index = [str(row["id"]) for row in rows]
    match field.sort:
        case "number":
            return pd.Series(cells, index, dtype="float64")
        case "flag":
            return pd.Series([bool(cell) for cell in cells], index, dtype="bool")
        case "day":
            return pd.Series([_day(cell) for cell in cells], index, dtype="object")
    return pd.Series(cells, index, dtype="str")


def _held(row: Mapping[str, Any], field: Field) -> Any:  # noqa: ANN401 - any field's value
    """What holds in a field: what the record says, else what holds without a word."""
    value = value_in(row, field)
    return field.default if value is None else value


def _day(cell: object) -> object:
    try:
        return date.fromisoformat(str(cell)) if cell else None
    except ValueError:
        return None


def meant(field: Field, record: Mapping[str, Any], cell: object, names: Names) -> object:
    """What a cell puts into a record: nothing where it repeats what holds anyway, the raw text where it means nothing.

    Raw text makes the record faulty, and the fault is told in words beside the difference.
    """
    plain = plan_table.plain(cell)
    try:
        value = taken(field, plain.isoformat() if isinstance(plain, date) else plain, names)
    except PlanError:
        return [plain] if field.sort == "ids" else plain
    said = value_in(record, field)
    return None if said is None and value == field.default else value


def _setting(field: Field, names: Names, *, pinned: bool) -> Any:  # noqa: ANN401 - a setting of Streamlit's
    kinds = st.column_config
    match field.sort:
        case "number":
            return plan_table.number()
        case "flag":
            return kinds.CheckboxColumn(width=_least(field))
        case "day":
            return kinds.DateColumn(format="YYYY-MM-DD", width=110)
        case "choice":
            options = list(field.choices.values())
            return kinds.SelectboxColumn(options=options, width=max(_least(field), 30 + 15 * max(map(len, options))))
        case "id":
            return kinds.SelectboxColumn(options=names.choices(field.of), width=180)
    if field.name in ("measure_unit", "code", "days"):
        width = _least(field)
    else:
        width = 320 if field.sort in ("ids", "texts") else 180
    return kinds.TextColumn(width=width, pinned=pinned or None)


def _least(field: Field) -> int:
    """Room for the heading with its sign."""
    return 50 + 15 * len(field.words)


def _below(kind: RecordKind, marked: Sequence[str], *, add: bool) -> None:
    what = LISTS[kind]
    with st.container(horizontal=True):
        if add and st.button(f"新增{what}", icon=":material/add:", key=f"add {kind}"):
            _add(kind)
            st.rerun()
        if marked and st.button(f"{REMOVE}选中的{len(marked)}个{what}", icon=":material/delete:", key=f"remove {kind}"):
            plan_draft.replace(plan_draft.held().assigned({(kind, one): None for one in marked}))
            st.rerun()


def _add(kind: RecordKind) -> None:
    """Put a new record, with what it most likely holds, behind the others."""
    draft = plan_draft.held()
    new = editing.new_id(draft.document, kind)
    plan_draft.replace(draft.assigned({(kind, new): {"id": new, **begun(draft.document, kind)}}))


def items(scheme: str, fields: Sequence[str]) -> None:
    """What one race scores: indicator, weight and way, one row each; the weights are relative to their sum."""
    draft = plan_draft.held()
    rows: list[Mapping[str, Any]] = editing.value_at(draft.document, ("schemes", scheme, "items")) or []
    names = Names(draft.document)
    columns = [field_of("items", name) for name in fields]
    scored = _kept_items(scheme, rows, columns, names) if rows else []
    indicators = editing.ids(draft.document, "indicators")
    if st.button("新增计分指标", icon=":material/add:", key=f"add item {scheme}", disabled=not indicators):
        scored.append({"indicator": indicators[0], "weight": 10, "score": "growth"})
    change: dict[Place, object] = {("schemes", scheme, "items"): scored}
    if len(scored) == len(rows):
        plan_draft.change(draft.assigned(change))
    else:
        plan_draft.replace(draft.assigned(change))
        st.rerun()


def _kept_items(
    scheme: str, rows: Sequence[Mapping[str, Any]], columns: Sequence[Field], names: Names
) -> list[dict[str, Any]]:
    """The table of what a race scores, and its rows as edited, without those that are marked."""
    labelled = [{**row, "id": n} for n, row in enumerate(rows)]
    seed = pd.DataFrame({field.words: _column(field, labelled, names) for field in columns})
    seed.insert(1, REMOVE, [False] * len(rows))
    settings = {field.words: _setting(field, names, pinned=False) for field in columns}
    result = plan_table.edited(f"计分 {scheme}", seed, settings | {REMOVE: st.column_config.CheckboxColumn(width=80)})
    edited = zip(rows, result[REMOVE], result.drop(columns=REMOVE).to_numpy(), strict=True)
    return [
        editing.tidy(
            {**row, **{field.name: meant(field, row, cell, names) for field, cell in zip(columns, cells, strict=True)}}
        )
        for row, marked, cells in edited
        if not marked
    ]


def about(text: str) -> None:
    """A line above a table: what its columns mean."""
    st.caption(show.literal(text))
