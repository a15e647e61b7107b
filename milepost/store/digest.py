"""Digests: what makes two files, two documents or two tables of figures the same."""

import hashlib
import json
from datetime import date, time
from typing import Any

import pandas as pd

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
    typed = figures[list(columns)].astype(columns)
    rows = sorted(zip(*(typed[column].tolist() for column in columns), strict=True))
    return of_bytes(json.dumps(rows, ensure_ascii=False).encode())


def _iso(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    raise PlanError(f"方案里的“{value}”不是文字、数字、日期、列表或表，请改正")
