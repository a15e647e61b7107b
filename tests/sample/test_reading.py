"""Every workbook of the sample is read without help: sender, figures and cells, with few doubts."""

import pandas as pd
import pytest

from milepost.intake.checks import doubts
from milepost.intake.grids import open_grids
from milepost.intake.reading import read_grids
from milepost.intake.request import Request
from milepost.plan.period import Period
from milepost.plan.reading import Reading
from milepost.plan.tables import FIGURES, empty
from tests.sample.test_sample import QUARTERS, workbooks


@pytest.fixture(scope="module")
def readings(plan) -> list[tuple[str, str, Reading]]:
    """Quarter, file and reading of every workbook; nobody names the sender."""
    return [
        (name, file, read_grids(open_grids(content, file), Request(plan, Period.parse(name), file)))
        for name in QUARTERS
        for file, content in workbooks(name).items()
    ]


def kept(file: str, reading: Reading) -> pd.DataFrame:
    """The figures of a reading as the store gives them back."""
    told = {"submission": file, "sender": reading.sender, "form": reading.form, "file": file, "sha256": ""}
    return reading.figures.assign(**told, time=pd.Timestamp(0))[list(FIGURES)].astype(FIGURES)


def test_no_workbook_has_an_error(readings):
    assert [(name, file, p.where, p.message) for name, file, r in readings for p in r.errors] == []


def test_the_figures_are_the_invented_ones_and_nothing_else(readings, truth):
    read = pd.concat([reading.figures for _, _, reading in readings])
    key = ["indicator", "unit", "period"]
    pd.testing.assert_frame_equal(
        read[[*key, "value"]].sort_values(key, ignore_index=True),
        truth.astype(dict.fromkeys(key, "str") | {"value": "float64"}).sort_values(key, ignore_index=True),
    )


def test_every_sender_is_found(plan, readings):
    for name in QUARTERS:
        found = {reading.sender for quarter, _, reading in readings if quarter == name}
        assert found == {unit.id for unit in plan.senders(Period.parse(name))}


def test_half_of_the_workbooks_are_our_form_and_the_others_differ(readings):
    layouts = [reading.layout.split("：")[0] for _, _, reading in readings]
    assert len(layouts) / 2 - 5 < layouts.count("本系统模板") < len(layouts) / 2 + 5
    assert set(layouts) == {"本系统模板", "单位为行的宽表", "单位为列的宽表", "单位自报表", "长表"}


def test_few_cells_are_doubted_and_for_the_planted_reasons(plan, readings):
    history, found = empty(FIGURES), []
    for name, file, reading in readings:
        found += [(name, p.code) for p in (*reading.doubts, *doubts(reading, history, plan))]
        history = pd.concat([history, kept(file, reading)], ignore_index=True)
    assert found == [
        ("2022Q2", "all-unchanged"),
        ("2022Q3", "total"),
        ("2023Q1", "falls"),
        ("2024Q2", "missing"),
    ]
    assert len(found) < len(history) / 20
