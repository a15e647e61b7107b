"""Plan documents from TOML files: the shipped promises, and what an office adds to them."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from milepost.errors import NotFoundError, PlanError
from milepost.plan.plan import Document
from milepost.store.disk import said

_LISTS = {"units": "单位", "indicators": "指标", "goals": "目标", "schemes": "赛马办法", "deadlines": "期限"}


def read_targets(folder: Path) -> dict[str, dict[str, Any]]:
    """The documents of `folder`, one `<plan id>.toml` each, by plan id; PlanError names the file that is wrong."""
    documents = {path.stem: read_document(path) for path in sorted(folder.glob("*.toml"))}
    for name, document in documents.items():
        if document.get("id") != name:
            raise PlanError(f"{name}.toml 里的方案编号是“{document.get('id', '')}”，请让文件名与编号一致")
    return documents


def read_document(path: Path) -> dict[str, Any]:
    """The document, or the additions, of one TOML file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise NotFoundError(f"读不了方案文件 {path}（{said(error)}），请检查文件是否存在、能否读取") from error
    except UnicodeDecodeError as error:
        raise PlanError(f"方案文件 {path.name} 不是 UTF-8 编码，请另存为 UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"第{place[1]}行第{place[2]}列" if place else "末尾"
        raise PlanError(f"方案文件 {path.name} {where}不合 TOML 写法，请改正") from error


def with_additions(document: Document, additions: Mapping[str, Any]) -> dict[str, Any]:
    """`document` with what an office adds: neither argument is changed.

    A goal takes over the fields that the addition of the same id names (base_value, base_source, allocations, …);
    units, indicators and schemes are replaced by id or appended; any other key replaces the document's.
    PlanError for a goal that the document lacks: an office adds to promises, it does not make them.
    """
    merged = {**document, **{key: value for key, value in additions.items() if key not in _LISTS}}
    for key, what in _LISTS.items():
        if key in additions:
            rows = {row["id"]: row for row in document.get(key, ())}
            for row in additions[key]:
                known = rows.get(row.get("id", ""))
                if "id" not in row or (key == "goals" and known is None):
                    raise PlanError(
                        f"要补充的{what}“{row.get('id', '')}”不在方案“{document.get('id', '')}”里，请核对编号"
                    )
                rows[row["id"]] = {**(known or {}), **row} if key == "goals" else row
            merged[key] = list(rows.values())
    return merged
