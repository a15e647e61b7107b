"""The sample: invented, plausible together, and made again byte for byte."""

import io
import zipfile
from xml.etree.ElementTree import canonicalize

import pytest

from milepost.intake.grids import open_grids
from milepost.plan.sanity import sanity
from tests.sample.committed import CASES, PLANS, SAMPLE, quarters_of, workbooks

COUNTIES = ["longshan", "xian", "dongfeng", "dongliao", "gaoxin"]


def unpacked(content: bytes) -> dict[str, str] | bytes:
    """What is inside an .xlsx, in one spelling: other releases of zlib pack the same parts into other bytes, and with
    lxml openpyxl writes the same XML otherwise."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    return {name: canonicalize(part, rewrite_prefixes=True) for name, part in parts.items()}


@pytest.mark.parametrize("plan_id", PLANS)
def test_the_script_makes_the_committed_workbooks_again(stories, plan_id):
    made = dict(stories[plan_id].files())
    committed = {
        f"{plan_id}/{name}/{file}": content
        for name in quarters_of(plan_id)
        for file, content in workbooks(plan_id, name).items()
    }
    first = (SAMPLE / plan_id / "first").rglob("*.xls*")
    committed |= {path.relative_to(SAMPLE).as_posix(): path.read_bytes() for path in first}
    assert sorted(made) == sorted(committed)
    different = [file for file, content in made.items() if unpacked(content) != unpacked(committed[file])]
    assert different == []


def test_every_folder_of_the_sample_is_a_plan_and_stays_small(stories):
    folders = [path for path in SAMPLE.iterdir() if path.is_dir()]
    assert sorted(folder.name for folder in folders) == sorted(stories) == PLANS
    for folder in folders:
        assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 1_000_000


@pytest.mark.parametrize(("plan_id", "least"), [("liaoyuan-2022", 12), ("xiaodian-2022", 2)])
def test_the_parts_of_every_allocated_goal_add_up(plans, plan_id, least):
    allocated = [goal for goal in plans[plan_id].goals if goal.allocations]
    assert len(allocated) >= least
    for goal in allocated:
        assert sum(part.value for part in goal.allocations.values()) == goal.value, goal.id
        if goal.base_value is not None:
            assert sum(part.base_value for part in goal.allocations.values()) == goal.base_value, goal.id


@pytest.mark.parametrize("plan_id", PLANS)
def test_every_base_says_that_it_is_invented_and_none_is_missing(plans, plan_id):
    plan = plans[plan_id]
    stated = [goal for goal in plan.goals if goal.base_value is not None]
    assert all(goal.base_source.startswith("示例：虚构基期（20") for goal in stated)
    assert plan.sample
    assert not [finding for finding in sanity(plan) if "没有基期值" in finding.message]


@pytest.mark.parametrize(("plan_id", "name"), CASES)
def test_every_workbook_says_that_its_figures_are_invented(plan_id, name):
    for file, content in workbooks(plan_id, name).items():
        texts = [cell.text for grid in open_grids(content, file).values() for cell in grid.cells.values()]
        assert any("示例数据，非真实统计" in text for text in texts), file


def test_firms_and_individual_businesses_add_up_in_every_county_and_quarter(truths):
    truth = truths["liaoyuan-2022"]
    wide = truth[truth["unit"].isin(COUNTIES)].pivot(index=["unit", "period"], columns="indicator", values="value")
    assert (wide["enterprises"] + wide["individual_businesses"]).equals(wide["market_entities"])


def test_industries_add_up_to_their_totals_and_never_fall_within_a_year(truths, splits):
    """Five counties in six quarters, 东丰县 in five: two indicators each."""
    split = splits["liaoyuan-2022"]
    cell = ["indicator", "unit", "period"]
    made = split.groupby(cell)["value"].sum()
    assert len(made) == (4 * 6 + 5) * 2
    assert made.equals(truths["liaoyuan-2022"].set_index(cell)["value"].reindex(made.index).astype("int64"))
    new = split[split["indicator"] == "new_entities"].sort_values("period")
    year = new["period"].str[:4]
    assert (new.groupby(["unit", "industry", year])["value"].diff().dropna() >= 0).all()
    assert splits["xiaodian-2022"].empty


def test_more_are_registered_than_the_number_grows(plans, truths):
    plan, truth = plans["liaoyuan-2022"], truths["liaoyuan-2022"]
    for county in COUNTIES:
        of = truth[truth["unit"] == county].pivot(index="period", columns="indicator", values="value")
        for stock, flow in (("market_entities", "new_entities"), ("enterprises", "new_enterprises")):
            before = of[stock].shift(1, fill_value=plan.goal_of(stock).allocations[county].base_value)
            new = of[flow].where(of.index.str.endswith("Q1"), of[flow].diff())
            assert (new > of[stock] - before).all(), (county, flow)


def test_the_bases_of_the_district_agree_with_the_ratios_between_them(generate, plans):
    """46,500 enterprises beside 77,500 individual businesses are 0.6, and leave 1,400 cooperatives of 125,400."""
    figures = generate.xiaodian_figures
    enterprises, cooperatives = sum(figures._ENTERPRISES[0]), sum(figures._COOPERATIVES)
    assert (enterprises, cooperatives) == (46500, 1400)
    individuals = plans["xiaodian-2022"].goal_of("market_entities").base_value - enterprises - cooperatives
    assert enterprises / individuals == plans["xiaodian-2022"].goal_of("enterprises_to_individuals").base_value


def test_no_street_counts_more_in_a_part_than_in_the_whole(plans, truths):
    truth = truths["xiaodian-2022"]
    streets = [unit.id for unit in plans["xiaodian-2022"].parts]
    wide = truth[truth["unit"].isin(streets)].pivot(index=["unit", "period"], columns="indicator", values="value")
    assert (wide["enterprises"] + wide["individual_businesses"] < wide["market_entities"]).all()
    assert (wide["active_entities"] < wide["market_entities"]).all()
    assert (wide["service_entities"] < wide["market_entities"]).all()


def test_no_department_finishes_more_tasks_than_are_due(plans, truths):
    truth = truths["xiaodian-2022"]
    departments = [unit.id for unit in plans["xiaodian-2022"].units_of_kind("department")]
    wide = truth[truth["unit"].isin(departments)].pivot(index=["unit", "period"], columns="indicator", values="value")
    assert len(wide) == len(departments) * 6
    assert (wide["tasks_done"] <= wide["tasks_due"]).all()
