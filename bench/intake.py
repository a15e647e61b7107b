"""A long workbook of 50,000 rows × 12 columns taken in, beside what only reads it and what only reads and checks it.

Ours is the whole act of a clerk: the original kept, parsed in a process of its own, read for a plan, checked (types,
ranges, keys, membership, duplicates, sums, the past) and stored on disk. The floor, python-calamine, hands out raw
cells; pandera on pandas and frictionless check the same of a table and keep nothing. A typical form of 60 rows is
taken in likewise. All in turns within one run, so that a noisy moment hits all of them.
"""

import io
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import frictionless
import openpyxl
import pandas as pd
import pandera.pandas as pa
import xlsxwriter
from python_calamine import CalamineWorkbook

from milepost.desk import Desk, open_desk
from milepost.intake.request import Request
from milepost.plan.period import Period
from milepost.workflow import Upload, load

ROUNDS = 5
ROWS = 50_000
PERIOD = Period.parse("2023Q2")
COUNTIES = [f"第{number}县" for number in range(60)]
INDICATORS = [f"指标{number}户数" for number in range(40)]
INDUSTRIES = [f"行业{number}" for number in range(21)]
HEADINGS = (
    "序号", "报告期", "县区代码", "县区", "指标代码", "指标", "行业", "计量单位", "数值", "数据来源", "填报人", "备注",
)  # fmt: skip
DOCUMENT = {
    "id": "bench",
    "title": "长表",
    "unit": "city",
    "start": "2022Q1",
    "units": [
        {"id": "city", "name": "某市", "kind": "city"},
        {"id": "bureau", "name": "市统计局", "kind": "department"},
        *({"id": f"u{number}", "name": name, "kind": "county"} for number, name in enumerate(COUNTIES)),
    ],
    "industries": [{"id": f"k{number}", "name": name} for number, name in enumerate(INDUSTRIES)],
    "indicators": [
        {"id": f"i{number}", "name": name, "way": "stock", "measure_unit": "户", "by_industry": True}
        | {"reported_by": ["bureau"], "reported_for": "parts"}
        for number, name in enumerate(INDICATORS)
    ],
}


def rows() -> Iterator[tuple[object, ...]]:
    """The rows of the long table, each a figure of its own."""
    number = 0
    for county, name in enumerate(COUNTIES):
        for indicator, title in enumerate(INDICATORS):
            for industry in INDUSTRIES:
                number += 1
                codes = f"2204{county:02d}", name, f"I{indicator:03d}", title
                value = 100 + (number * 7919) % 90_000
                yield (
                    number,
                    "2023年二季度",
                    *codes,
                    industry,
                    "户",
                    value,
                    "登记系统",
                    "张三",
                    "已核" if number % 9 == 0 else "",
                )


def workbook(count: int) -> bytes:
    """An .xlsx of so many rows under HEADINGS."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("长表")
        sheet.write_row(0, 0, HEADINGS)
        for place, row in zip(range(1, count + 1), rows(), strict=False):
            sheet.write_row(place, 0, row)
    return made.getvalue()


@contextmanager
def desk() -> Iterator[Desk]:
    """An empty store on disk with the plan, and its workers started, each of which has read before."""
    with tempfile.TemporaryDirectory() as folder:
        opened = open_desk(Path(folder))
        opened.store.adopt(DOCUMENT, author="bench", reason="bench")
        for _ in range(2):
            opened.workers.read(WARM, Request(opened.plan("bench"), PERIOD, "warm.xlsx", "bureau"))
        try:
            yield opened
        finally:
            opened.close()


WARM = workbook(5_000)


def ours(content: bytes, expected: int) -> float:
    """Seconds of taking a workbook in."""
    with desk() as opened:
        begin = time.perf_counter()
        result = load(
            opened,
            "bench",
            PERIOD,
            Upload("市统计局长表.xlsx", content, sender="bureau", by="bench", explanation="bench"),
        )
        taken = time.perf_counter() - begin
        assert result.figures == expected, result.problems[:3]
        assert result.submission, result.problems[:3]
    return taken


def seconds(act: Callable[[], object]) -> float:
    """Seconds of one act."""
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def by_calamine(path: Path) -> None:
    """The raw cells."""
    CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def by_openpyxl(path: Path) -> None:
    """The raw cells, by the reader that most scripts use."""
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    assert sum(1 for _ in sheet.iter_rows(values_only=True)) > ROWS


def by_pandera(path: Path) -> None:
    """Types, ranges, keys, membership and duplicates, by pandera on pandas."""
    table = pd.read_excel(path, engine="calamine", dtype={"县区代码": str})
    schema = pa.DataFrameSchema(
        {
            "报告期": pa.Column(str, pa.Check.str_matches(r"^\d{4}年[一二三四]季度$")),
            "县区": pa.Column(str, pa.Check.isin(COUNTIES)),
            "指标": pa.Column(str, pa.Check.isin(INDICATORS)),
            "行业": pa.Column(str, pa.Check.isin(INDUSTRIES)),
            "数值": pa.Column(float, pa.Check.ge(0), coerce=True, nullable=False),
        },
        unique=["报告期", "县区", "指标", "行业"],
    )
    schema.validate(table, lazy=True)


def by_frictionless(path: Path) -> None:
    """The same, by frictionless."""
    known = {"县区": COUNTIES, "指标": INDICATORS, "行业": INDUSTRIES}
    fields = [
        {"name": name, "type": "number" if name in ("数值", "序号") else "string"}
        | ({"constraints": {"required": True, "enum": known[name]}} if name in known else {})
        | ({"constraints": {"required": True, "minimum": 0}} if name == "数值" else {})
        for name in HEADINGS
    ]
    schema = frictionless.Schema.from_descriptor({"fields": fields, "primaryKey": ["报告期", "县区", "指标", "行业"]})
    with frictionless.system.use_context(trusted=True):
        report = frictionless.Resource(path=str(path), schema=schema).validate()
    assert report.valid, report.flatten(["message"])[:3]


def run() -> list[str]:
    """One line for each contender: median seconds, and how many times the floor."""
    long, form = workbook(ROWS), workbook(60)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.xlsx"
        path.write_bytes(long)
        acts: dict[str, Callable[[], float]] = {
            "floor: python-calamine, raw cells": lambda: seconds(lambda: by_calamine(path)),
            "ours: read, checked and stored": lambda: ours(long, ROWS),
            "pandera on pandas: checked only": lambda: seconds(lambda: by_pandera(path)),
            "frictionless: checked only": lambda: seconds(lambda: by_frictionless(path)),
            "openpyxl, raw cells": lambda: seconds(lambda: by_openpyxl(path)),
            "ours: a form of 60 rows": lambda: ours(form, 60),
        }
        taken: dict[str, list[float]] = {name: [] for name in acts}
        for turn in range(ROUNDS + 1):
            for name, act in acts.items():
                spent = act()
                if turn:  # the first turn warms up
                    taken[name].append(spent)
    floor = statistics.median(taken["floor: python-calamine, raw cells"])
    lines = [f"{'50,000 rows × 12 columns':36}{'seconds':>9}{'× floor':>9}"]
    for name, spent in taken.items():
        middle = statistics.median(spent)
        lines.append(f"{name:36}{middle:9.3f}{middle / floor:8.2f}×")
    return [*lines, f"median of {ROUNDS} turns in one run; ours with its worker processes and its store on disk"]


def main() -> None:
    """Print the lines."""
    print("\n".join(run()), flush=True)


if __name__ == "__main__":
    main()
