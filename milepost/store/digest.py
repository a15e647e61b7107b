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
from milepost.plan.tables import Columns, typed


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
    table = pa.Table.from_pandas(typed(figures, columns), preserve_index=False)
    rows = table.take(pc.sort_indices(table, [(column, "ascending") for column in columns]))
    parts = _written(*map(_as_json, rows.columns), ", ")
    return of_bytes(b"[[" + _joined(parts, "], [") + b"]]" if len(parts) else b"[]")


def _written(*parts: pa.Array | str) -> pa.Array:
    """Texts and numbers row by row in one text; the last part comes between the others."""
    large = (
        pa.scalar(part, pa.large_string()) if isinstance(part, str) else part.cast(pa.large_string()) for part in parts
    )
    return pc.binary_join_element_wise(*large)


def _joined(texts: pa.Array, between: str) -> bytes:
    one = pa.LargeListArray.from_arrays([0, len(texts)], texts)
    return pc.binary_join(one, pa.scalar(between, pa.large_string()))[0].as_buffer().to_pybytes()  # type: ignore[no-any-return]


def _as_json(column: pa.ChunkedArray) -> pa.Array:
    """Each value of a column as JSON writes it."""
    coded = column.combine_chunks().dictionary_encode()
    values = coded.dictionary
    plain, texts = _plain_numbers(values) if pa.types.is_floating(values.type) else _plain_texts(values)
    rest = values.filter(pc.invert(plain)).to_pylist()
    if rest:
        # No JSON text has a line break in it.
        others = json.dumps(rest, ensure_ascii=False, separators=("\n", ":"))[1:-1]
        texts = pc.replace_with_mask(texts, pc.invert(plain), pa.array(others.split("\n"), texts.type))
    return texts.take(coded.indices)


def _plain_texts(values: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Which texts JSON writes as they are, and those in quotation marks."""
    return pc.invert(pc.match_substring_regex(values, r'["\\\x00-\x1f]')), _written('"', values, '"', "")


def _plain_numbers(values: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Which numbers JSON writes as a whole number and `.0`, and those so; zero, which has a sign, is none of them."""
    size = pc.abs(values)
    plain = pc.and_(pc.equal(values, pc.floor(values)), pc.and_(pc.less(size, 1e15), pc.greater(size, 0)))
    return plain, _written(pc.if_else(plain, values, 0.0).cast(pa.int64()), ".0", "")


def _iso(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    raise PlanError(f"方案里的“{value}”不是文字、数字、日期、列表或表，请改正")
