"""A form for one record: a widget for each field, and every word that is changed goes into the draft."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from milepost.plan.editing import Place
from milepost.plan.field_text import Names, value_in, written
from milepost.plan.fields import Field, RecordKind, field_of
from milepost.ui import plan_draft, plan_records, plan_table

_LONG = {"quote", "note", "definition", "title", "reported_as"}
_EARLIEST, _LATEST = date(2000, 1, 1), date(2099, 12, 31)


def fields(kind: RecordKind, record: Mapping[str, Any], names: Sequence[str], *, narrow: bool = False) -> None:
    """The widgets of some fields of one record of the draft, `narrow` ones in two columns where there is room."""
    draft = plan_draft.held()
    known = Names(draft.document)
    own: Place = () if kind == "plan" else (kind,) if kind == "bands" else (kind, str(record["id"]))
    st.html(plan_table.QUIET)
    typed: dict[Place, object] = {}
    with st.grid(2, min_column_width=150 if narrow else 600, gap=("small", "medium")) as cells:
        for name in names:
            field = field_of(kind, name)
            with cells.cell():
                cell = _widget(field, record, known, f"{' '.join(own)} {name} {plan_draft.generation()}")
            typed[*own, *name.split(".")] = plan_records.meant(field, record, cell, known)
    plan_draft.change(draft.assigned(typed))


def _widget(field: Field, record: Mapping[str, Any], names: Names, key: str) -> Any:  # noqa: ANN401 - any field's value
    label = field.words + ("（必填）" if field.must else "")
    said = value_in(record, field)
    value = field.default if said is None else said
    shown = written(field, value, names)
    match field.sort:
        case "flag":
            return st.checkbox(label, bool(value), key=key)
        case "number":
            number = float(value) if isinstance(value, int | float) else None
            return st.number_input(label, value=number, format="%.12g", step=1.0, key=key, placeholder="没有就留空")
        case "day":
            return st.date_input(
                label, _day(value), format="YYYY-MM-DD", min_value=_EARLIEST, max_value=_LATEST, key=key
            )
        case "choice":
            return _choice(label, list(field.choices.values()), shown, key)
        case "id":
            return _choice(label, names.choices(field.of), shown, key)
    text = "" if shown is None else str(shown)
    if field.name in _LONG:
        return st.text_area(label, text, key=key, height="content")
    return st.text_input(label, text, key=key, help=_HINTS.get(field.sort))


_HINTS = {
    "ids": "写名称，用顿号或分号隔开",
    "texts": "用分号隔开",
    "period": "写成 2021年四季度、2021年 或 2021Q4",
}


def _choice(label: str, options: Sequence[str], shown: object, key: str) -> str | None:
    index = options.index(str(shown)) if shown in options else None
    return st.selectbox(label, options, index=index, placeholder="请选", key=key)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
