"""Published district tables of Shanghai, read whole: every cell, every total, and the way back to the cell."""

from collections.abc import Iterator

import pytest
import python_calamine

from milepost.intake.checks import doubts
from milepost.intake.grid import Grid, address
from milepost.intake.grids import open_grids
from milepost.intake.numbers import Number, read_number
from milepost.intake.reading import Request, read_grids
from milepost.plan.period import Period
from milepost.plan.tables import FIGURES, empty
from tests.intake.cells import read
from tests.intake.shanghai import BUREAU, DISTRICTS, FOLDER, shanghai
from tests.intake.shanghai_tables import TABLES, Held, plan_of

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the published tables are not at {FOLDER}")

ODD = {
    # The districts make 41,666 in print.
    ("2017", "C0205"): {("doubt", "total", "E6")},
    # A district that had been merged three years before.
    ("2012", "C0208"): {("error", "unknown-unit", "A21"), *(("doubt", "total", f"{column}6") for column in "BCD")},
    # Only some districts are listed below the whole.
    ("2012", "C1806"): {("doubt", "total", f"{column}5") for column in "BCDE"},
}
Truth = dict[tuple[str, str, str], float]
"""Indicator, district and cell → value."""


def truth_of(rows: list[list[object]], table: list[Held]) -> Truth:
    """What the columns hold for each district, taken without the reader: names trimmed, numbers as they stand."""
    truth = {}
    for number, row in enumerate(rows):
        name = str(row[0]).strip(" #").replace("崇明县", "崇明区")
        for column, held in enumerate(table, start=1):
            value = row[column] if column < len(row) else ""
            if name in DISTRICTS.split() and held.name and isinstance(value, int | float):
                truth[held.name, name, address(number, column)] = round(value * 10**held.shift, 6)
    return truth


def found_in(reading) -> Truth:
    return {(row.indicator, row.unit, row.cell): row.value for row in reading.figures.itertuples()}


@pytest.mark.parametrize(("year", "file"), TABLES)
def test_every_cell_of_a_district_table_is_read_right(year, file):
    path = FOLDER / year / f"{file}.xls"
    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    truth = truth_of(rows, TABLES[year, file])
    reading = read(plan_of(TABLES[year, file]), path.read_bytes(), year, file=path.name)
    assert {(p.level, p.code, p.cell) for p in reading.problems} == ODD.get((year, file), set())
    assert reading.sender == BUREAU
    assert found_in(reading) == pytest.approx(truth, rel=1e-9)
    assert len(truth) >= 30


def flat_tables() -> Iterator[tuple[str, Grid, list[Held]]]:
    """The same tables as flat sheets of one workbook a year, without their titles, groups and merges."""
    for year in ("2012", "2017"):
        grids = open_grids((FOLDER / f"census_{year}.xlsx").read_bytes(), "census.xlsx")
        for grid, (_, table) in zip(grids.values(), (t for t in TABLES.items() if t[0][0] == year), strict=True):
            yield year, grid, table


def test_a_flat_copy_of_a_table_is_read_right_or_its_columns_are_named():
    read_whole = 0
    for year, grid, table in flat_tables():
        numbers = {place: read_number(cell) for place, cell in grid.cells.items()}
        rows = [
            [grid.text(r, 0), *(n.value if isinstance(n := numbers.get((r, c)), Number) else "" for c in range(1, 18))]
            for r in range(max(grid.rows) + 1)
        ]
        truth, plan = truth_of(rows, table), plan_of(table)
        reading = read_grids({grid.name: grid}, Request(plan, Period.parse(year), "表.xlsx", BUREAU))
        found = found_in(reading)
        said = " ".join(p.message for p in (*reading.problems, *doubts(reading, empty(FIGURES), plan)))
        assert found == pytest.approx({key: truth[key] for key in found}, rel=1e-9) or reading.problems, grid.name
        lost = {indicator for indicator, _, _ in set(truth) - set(found)}
        assert all(f"“{indicator}”" in said for indicator in lost) or reading.errors, (grid.name, lost)
        read_whole += not lost and not reading.problems
    assert read_whole >= 15


@pytest.mark.parametrize("year", ["2012", "2017"])
def test_a_whole_workbook_of_flat_tables_ends_in_figures_or_named_problems(year):
    reading = read(shanghai(), (FOLDER / f"census_{year}.xlsx").read_bytes(), year, file="census.xlsx", sender=BUREAU)
    assert len(reading.figures) > 100
    assert all(problem.where for problem in reading.problems)
