"""Published district tables of Shanghai, read whole: every cell, every total, and the way back to the cell."""

import pytest
import python_calamine

from tests.intake.cells import read
from tests.intake.shanghai import BUREAU, FOLDER, shanghai

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the published tables are not at {FOLDER}")

# File → for each column from B on: the indicator it holds, and the power of ten to the dictionary's measure unit.
COLUMNS = {
    ("2012", "C0202"): [("area", 0), ("residents", 4), ("migrants", 4), ("density", 0)],
    ("2017", "C0202"): [("area", 0), ("residents", 4), ("migrants", 4), ("density", 0)],
    ("2012", "C1302"): [("industrial_firms", 0), ("workers", 0), ("industrial_output", 0), ("assets", 4),
                        ("revenue", 0), ("profit", 0)],
    ("2017", "C1302"): [("workers", 0), ("industrial_output", 0), ("assets", 4), ("revenue", 0), ("profit", 0)],
    ("2012", "C1403"): [("building_firms", 0), ("workers", 0), ("building_output", 8), ("floor_under_construction", 0),
                        ("floor_completed", 0), ("floor_of_dwellings", 0)],
    ("2017", "C1403"): [("building_firms", 0), ("workers", 0), ("building_output", 8), ("floor_under_construction", 0),
                        ("floor_completed", 0), ("floor_of_dwellings", 0)],
    ("2012", "C2103"): [("clinics", 0), ("beds", 0), ("medical_staff", 0), ("doctors", 0), ("nurses", 0)],
    ("2017", "C2103"): [("clinics", 0), ("beds", 0), ("medical_staff", 0), ("doctors", 0), ("nurses", 0)],
}  # fmt: skip


@pytest.mark.parametrize(("year", "file"), COLUMNS)
def test_every_cell_of_a_district_table_is_read_right(year, file):
    path = FOLDER / year / f"{file}.xls"
    raw = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    districts = {
        "崇明区" if row[0].strip() == "崇明县" else row[0].strip(): number
        for number, row in enumerate(raw)
        if row[0].startswith("  ") and row[0] != "  其  他"
    }
    truth = {
        (indicator, district, f"{'ABCDEFG'[column]}{row + 1}"): raw[row][column] * 10**shift
        for district, row in districts.items()
        for column, (indicator, shift) in enumerate(COLUMNS[year, file], start=1)
    }
    reading = read(shanghai(), path.read_bytes(), year, file=path.name)
    found = {(row.indicator, row.unit, row.cell): row.value for row in reading.figures.itertuples()}
    assert reading.problems == ()
    assert reading.sender == BUREAU
    assert found == pytest.approx(truth, rel=1e-12)
    assert len(districts) == (17 if year == "2012" else 16)
