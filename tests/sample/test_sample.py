"""The sample: invented, plausible together, made again byte for byte, and read back figure for figure."""

import io
import zipfile
from pathlib import Path
from xml.etree.ElementTree import canonicalize

import pytest

from milepost.intake.grids import open_grids
from milepost.plan.period import Period, quarters

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
QUARTERS = [str(quarter) for quarter in quarters(Period.parse("2022Q1"), Period.parse("2024Q2"))]
COUNTIES = ["longshan", "xian", "dongfeng", "dongliao", "gaoxin"]


def workbooks(quarter: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((SAMPLE / quarter).iterdir())}


def unpacked(content: bytes) -> dict[str, str] | bytes:
    """What is inside an .xlsx, in one spelling: other releases of zlib pack the same parts into other bytes, and with
    lxml openpyxl writes the same XML otherwise."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    return {name: canonicalize(part, rewrite_prefixes=True) for name, part in parts.items()}


@pytest.mark.parametrize("name", QUARTERS)
def test_the_script_makes_the_committed_workbooks_again(generate, plan, truth, name):
    known = truth[truth["period"] <= name]
    made = dict(generate.workbooks(generate.Quarter(plan, Period.parse(name), known)))
    committed = workbooks(name)
    assert sorted(made) == sorted(committed)
    different = [file for file, content in made.items() if unpacked(content) != unpacked(committed[file])]
    assert different == []


def test_the_parts_of_every_goal_add_up_to_the_citys(plan):
    allocated = [goal for goal in plan.goals if goal.allocations]
    assert len(allocated) >= 12
    for goal in allocated:
        assert sum(part.value for part in goal.allocations.values()) == goal.value, goal.id
        if goal.base_value is not None:
            assert sum(part.base_value for part in goal.allocations.values()) == goal.base_value, goal.id


def test_every_base_says_that_it_is_invented(plan):
    stated = [goal for goal in plan.goals if goal.base_value is not None]
    assert {goal.base_source for goal in stated} == {"示例：虚构基期（2021年末）"}
    assert plan.sample


def test_firms_and_individual_businesses_add_up_in_every_county_and_quarter(truth):
    wide = truth[truth["unit"].isin(COUNTIES)].pivot(index=["unit", "period"], columns="indicator", values="value")
    assert (wide["enterprises"] + wide["individual_businesses"]).equals(wide["market_entities"])


def test_more_are_registered_than_the_number_grows(plan, truth):
    for county in COUNTIES:
        of = truth[truth["unit"] == county].pivot(index="period", columns="indicator", values="value")
        for stock, flow in (("market_entities", "new_entities"), ("enterprises", "new_enterprises")):
            before = of[stock].shift(1, fill_value=plan.goal_of(stock).allocations[county].base_value)
            new = of[flow].where(of.index.str.endswith("Q1"), of[flow].diff())
            assert (new > of[stock] - before).all(), (county, flow)


@pytest.mark.parametrize("name", QUARTERS)
def test_every_workbook_says_that_its_figures_are_invented(name):
    for file, content in workbooks(name).items():
        texts = [cell.text for grid in open_grids(content, file).values() for cell in grid.cells.values()]
        assert any("示例数据，非真实统计" in text for text in texts), file
