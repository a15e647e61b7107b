"""The SQL keeps to what a DuckDB file and DuckLake both understand."""

import ast
import re
from pathlib import Path

import duckdb
import pytest

STORE = Path(__file__).parents[2] / "milepost" / "store"
TABLES = re.findall(
    r"create (?:table if not exists|or replace view) milepost\.(\w+)", (STORE / "schema.sql").read_text("utf-8")
)
FORBIDDEN = [
    r"create\s+sequence", r"nextval", r"\breturning\b", r"\bon\s+conflict\b", r"primary\s+key", r"\bunique\b",
    r"\bcheck\s*\(", r"create\s+(unique\s+)?index", r"foreign\s+key", r"\breferences\b", r"\btimestamptz\b",
    r"with time zone", r"executemany", r"\benum\b", r"\bstruct\b", r"\bmap\s*\(", r"^\s*use\s", r"\bdefault\b",
]  # fmt: skip


def strings(path: Path) -> list[str]:
    """Every text in a module that speaks SQL, f-strings with their gaps as x, comments and docstrings aside."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, ast.Module
                  | ast.ClassDef | ast.FunctionDef)}  # fmt: skip
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    texts += [
        "".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
    ]
    verbs = re.compile(r"\s*(select|insert|update|delete|merge|create|attach|with)\s")
    return [text for text in texts if verbs.match(text) and text not in docstrings]


STATEMENTS = [text for path in sorted(STORE.glob("*.py")) for text in strings(path)]
SCHEMA = re.sub(r"--.*", "", (STORE / "schema.sql").read_text(encoding="utf-8"))


def test_the_statements_are_found():
    assert len(STATEMENTS) > 25
    assert {"guard", "submission", "figure", "given"} <= set(TABLES)


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_nothing_outside_the_portable_subset_is_used(pattern):
    for sql in [*STATEMENTS, SCHEMA]:
        assert not re.search(pattern, sql, re.IGNORECASE | re.MULTILINE), sql


def test_every_statement_names_milepost_before_its_tables():
    # Besides: the rows being added, the engine's own list of tables, and copies of the store (x: either).
    for sql in [*STATEMENTS, SCHEMA]:
        for name in re.findall(r"\b(?:from|join|into|update|table|view)\s+(?:if not exists\s+)?([\w.]+)", sql):
            assert name.startswith(("milepost.", "copy.", "x.")) or name in {"appended", "duckdb_tables"}, sql


def test_audited_tables_are_never_updated_and_only_a_rebuild_deletes_figures():
    changed = [sql for sql in STATEMENTS if re.match(r"\s*(update|delete|merge)\b(?! from copy\.)", sql)]
    ordinary = re.compile(r"\s*(update|delete from) milepost\.(credential|session|browser|failure)\b")
    assert [sql for sql in changed if not ordinary.match(sql)] == [
        "update milepost.guard set time = $time",
        "delete from milepost.figure where submission = $id",
    ]


def test_columns_are_of_plain_types():
    with duckdb.connect(":memory:") as connection:
        connection.execute("attach ':memory:' as milepost")
        connection.execute((STORE / "schema.sql").read_text(encoding="utf-8"))
        rows = connection.execute("select distinct data_type from duckdb_columns() where database_name = 'milepost'")
        assert {row[0] for row in rows.fetchall()} <= {"VARCHAR", "BIGINT", "DOUBLE", "TIMESTAMP"}
