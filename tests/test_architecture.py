"""The laws of the house that an import contract cannot say."""

import ast
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1]
SOURCES = sorted(
    path
    for top in ("milepost", "pages", "app.py")
    for path in ([HOME / top] if top.endswith(".py") else (HOME / top).rglob("*.py"))
)
# Library → the places that may import it.
BORDERS = {
    "streamlit": ("milepost/ui/", "pages/", "app.py"),
    "duckdb": ("milepost/store/",),
    "openpyxl": ("milepost/intake/",),
    "python_calamine": ("milepost/intake/",),
    "fastexcel": ("milepost/intake/",),
    "plotly": ("milepost/report/",),
    "docx": ("milepost/report/",),
    "pptx": ("milepost/report/",),
    "xlsxwriter": ("milepost/report/",),
    "argon2": ("milepost/people/password.py",),
    "starlette": ("milepost/door/", "milepost/ui/chart.py", "app.py"),
    "kaleido": ("milepost/report/pictures.py",),
    "subprocess": ("milepost/intake/workers.py", "milepost/report/pictures.py", "milepost/report/pdf.py"),
}
PURE = ("milepost/plan/", "milepost/people/", "milepost/measure/", "milepost/report/", "milepost/intake/")
WORKERS = {"milepost/intake/worker.py", "milepost/intake/workers.py"}
# Start programs of others: a browser that draws, an office that prints.
PROGRAMS = {"milepost/report/pictures.py", "milepost/report/pdf.py"}


def imported(tree: ast.AST) -> set[str]:
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in names}


def called(tree: ast.AST) -> set[str]:
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {c.id if isinstance(c, ast.Name) else c.attr if isinstance(c, ast.Attribute) else "" for c in calls}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(HOME)))
def test_each_library_stays_in_its_room(path: Path):
    place = path.relative_to(HOME).as_posix()
    names = imported(ast.parse(path.read_text(encoding="utf-8")))
    strays = {lib for lib, homes in BORDERS.items() if lib in names and not place.startswith(homes)}
    assert not strays, f"{place} imports {strays}"


@pytest.mark.parametrize("path", [p for p in SOURCES if p.relative_to(HOME).as_posix().startswith(PURE)], ids=str)
def test_pure_rooms_neither_read_the_clock_nor_open_files(path: Path):
    place = path.relative_to(HOME).as_posix()
    if place in WORKERS | PROGRAMS:
        return
    assert not called(ast.parse(path.read_text(encoding="utf-8"))) & {"today", "now", "utcnow", "open"}, place


def test_pages_are_short_and_hold_no_sql_or_handwritten_html():
    for path in (HOME / "pages").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 80, path
        assert "unsafe_allow_html" not in text, path
        assert "select " not in text.lower().replace("selectbox", ""), path


def test_nobody_catches_everything():
    """The Excel worker's border is the one exception: any parser may fail in any way there."""
    for path in SOURCES:
        if path.relative_to(HOME).as_posix() in WORKERS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                caught = ast.unparse(node.type) if node.type else "everything"
                assert caught not in {"everything", "Exception", "BaseException"}, f"{path}:{node.lineno}"
