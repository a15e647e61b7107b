"""Digests: what makes two files, two documents or two tables of figures the same."""

import hashlib
import json
from datetime import date, time
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from milepost.errors import PlanError
from milepost.plan.plan import Document
from milepost.plan.tables import Columns


def of_bytes(content: bytes) -> str:
    """sha256 of a file."""
    return hashlib.sha256(content).hexdigest()


def canonical(document: Document) -> str:
    """`document` as JSON that is the same for the same content: sorted keys, dates as ISO text."""
    try:
        return json.dumps(
            document, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_iso
        )
    except ValueError as error:
        raise PlanError(f"方案“{document.get('id', '')}”里有 nan 或 inf，请改成数值，不知道的就删去") from error


def parsed(text: str) -> dict[str, Any]:
    """The document that `canonical` wrote."""
    document: dict[str, Any] = json.loads(text)
    return document


def of_document(text: str) -> str:
    """sha256 of a canonical document."""
    return of_bytes(text.encode())


def of_figures(figures: pd.DataFrame, columns: Columns) -> str:
    """sha256 over `columns` of the rows of `figures`, whatever their order; numbers count to their last bit."""
    # As JSON of the sorted rows, written column by column: the rows of a long workbook are many, their texts few.
    typed = pa.Table.from_pandas(figures[list(columns)].astype(columns), preserve_index=False)
    rows = typed.take(pc.sort_indices(typed, [(column, "ascending") for column in columns]))
    parts = pc.binary_join_element_wise(*map(_as_json, rows.columns), ", ").to_pylist()
    return of_bytes(f"[[{'], ['.join(parts)}]]".encode() if parts else b"[]")


def _as_json(column: pa.ChunkedArray) -> pa.Array:
    """Each value of a column as JSON writes it."""
    coded = column.combine_chunks().dictionary_encode()
    # No JSON text has a line break in it.
    texts = json.dumps(coded.dictionary.to_pylist(), ensure_ascii=False, separators=("\n", ":"))[1:-1]
    return pa.array(texts.split("\n"), pa.string()).take(coded.indices)


def _iso(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    raise PlanError(f"方案里的“{value}”不是文字、数字、日期、列表或表，请改正")
