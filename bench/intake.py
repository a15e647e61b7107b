"""A long workbook of 50,000 rows × 12 columns taken in, beside what only reads it and what only reads and checks it.

Ours is the whole act of a clerk: the original kept, parsed in a process of its own, read for a plan, checked (types,
ranges, keys, membership, duplicates, sums, the past) and stored on disk. The floor, python-calamine, hands out raw
cells; pandera on pandas and frictionless check the same of a table and keep nothing. Two forms of sixty rows are taken
in likewise: the head of that table, and our own template as a bureau sends it for the third quarter in a row. All in
turns within one run, so that a noisy moment hits all of them.
"""

import io
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import frictionless
import openpyxl
import pandas as pd
import pandera.pandas as pa
import xlsxwriter
from python_calamine import CalamineWorkbook

from milepost import seeing
from milepost.desk import Desk, open_desk
from milepost.intake.request import Request
from milepost.intake.template import Entries, template
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.workflow import Upload, load

ROUNDS = 5
ROWS = 50_000
PERIOD = Period.parse("2023Q2")
COUNTIES = [f"第{number}县" for number in range(60)]
INDICATORS = [f"指标{number}户数" for number in range(40)]
INDUSTRIES = [f"行业{number}" for number in range(21)]
FORM_PLAN, FORM_SENDER = "jiaxing-2018", "economy_it"
FORM_PERIODS = [Period.parse(text) for text in ("2018Q4", "2019Q1", "2019Q2")]
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
        return taken(opened, "bench", PERIOD, Upload("市统计局长表.xlsx", content, sender="bureau"), expected)


def taken(opened: Desk, plan_id: str, period: Period, upload: Upload, expected: int) -> float:
    """Seconds of taking in a file of so many figures, every doubt about it explained."""
    begin = time.perf_counter()
    result = load(opened, plan_id, period, replace(upload, by="bench", explanation="bench"))
    spent = time.perf_counter() - begin
    assert result.figures == expected, result.problems[:3]
    assert result.submission, result.problems[:3]
    return spent


def our_template() -> float:
    """Seconds of taking in the template of a shipped plan whose bureau owes about sixty figures.

    Two quarters have been sent before, so that it is checked beside its past.
    """
    with desk() as opened:
        plan = Plan.from_document(opened.shipped[FORM_PLAN])
        for number, period in enumerate(FORM_PERIODS):
            owed = [(indicator.id, unit.id, "") for indicator, unit in plan.owed(plan.unit_of(FORM_SENDER), period)]
            entries = Entries({cell: 50.0 + number + place for place, cell in enumerate(owed)}, {}, "张三")
            content = template(plan, plan.unit_of(FORM_SENDER), period, seeing.figures(opened, FORM_PLAN), entries)
            upload = Upload(f"{FORM_SENDER}.xlsx", content, sender=FORM_SENDER)
            spent = taken(opened, FORM_PLAN, period, upload, len(owed))
    return spent


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
    """Types, ranges, keys, membership and duplicates, by pandera on pandas, with the faster of its readers."""
    table = pd.read_excel(path, engine="calamine", dtype={"县区代码": str})
    text = pa.Column(str)
    schema = pa.DataFrameSchema(
        {
            "序号": pa.Column(int),
            "报告期": pa.Column(str, pa.Check.str_matches(r"^\d{4}年[一二三四]季度$")),
            "县区代码": text,
            "县区": pa.Column(str, pa.Check.isin(COUNTIES)),
            "指标代码": text,
            "指标": pa.Column(str, pa.Check.isin(INDICATORS)),
            "行业": pa.Column(str, pa.Check.isin(INDUSTRIES)),
            "计量单位": pa.Column(str, pa.Check.eq("户")),
            "数值": pa.Column(int, pa.Check.ge(0)),
            "数据来源": text,
            "填报人": text,
            "备注": pa.Column(str, nullable=True),
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
            "ours: the table's first 60 rows": lambda: ours(form, 60),
            "ours: our template, 63 rows": our_template,
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
