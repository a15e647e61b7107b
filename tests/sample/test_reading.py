"""Every workbook of the sample is read without help: sender, figures and cells, with few doubts."""

import pandas as pd
import pytest

from milepost.intake.checks import doubts
from milepost.plan.period import Period
from milepost.plan.reading import Reading
from milepost.plan.tables import FIGURES, empty
from tests.sample.committed import PLANS, quarters_of


def kept(file: str, reading: Reading) -> pd.DataFrame:
    """The figures of a reading as the store gives them back."""
    told = {"submission": file, "sender": reading.sender, "form": reading.form, "file": file, "sha256": ""}
    return reading.figures.assign(**told, time=pd.Timestamp(0))[list(FIGURES)].astype(FIGURES)


@pytest.mark.parametrize("plan_id", PLANS)
def test_no_workbook_has_an_error(readings, plan_id):
    assert [(name, file, p.where, p.message) for name, file, r in readings[plan_id] for p in r.errors] == []


@pytest.mark.parametrize("plan_id", PLANS)
def test_the_figures_are_the_invented_ones_and_nothing_else(readings, truths, splits, plan_id):
    read = pd.concat([reading.figures for _, _, reading in readings[plan_id]])
    key = ["indicator", "unit", "industry", "period"]
    invented = pd.concat([truths[plan_id].assign(industry=""), splits[plan_id]])[[*key, "value"]]
    pd.testing.assert_frame_equal(
        read[[*key, "value"]].drop_duplicates().sort_values(key, ignore_index=True),
        invented.astype(dict.fromkeys(key, "str") | {"value": "float64"}).sort_values(key, ignore_index=True),
    )


@pytest.mark.parametrize(("plan_id", "silent"), [("liaoyuan-2022", {}), ("xiaodian-2022", {"2023Q2": {"commerce"}})])
def test_every_sender_is_found_but_for_the_one_that_sent_nothing(plans, readings, plan_id, silent):
    for name in quarters_of(plan_id):
        found = {reading.sender for quarter, _, reading in readings[plan_id] if quarter == name}
        owing = {unit.id for unit in plans[plan_id].senders(Period.parse(name))}
        assert found == owing - silent.get(name, set()), name


@pytest.mark.parametrize(("plan_id", "form"), [("liaoyuan-2022", (60, 70)), ("xiaodian-2022", (12, 12))])
def test_some_workbooks_are_our_form_and_the_others_differ(readings, plan_id, form):
    layouts = [reading.layout.split("：")[0] for _, _, reading in readings[plan_id]]
    assert form[0] <= layouts.count("本系统模板") <= form[1]
    assert set(layouts) == {"本系统模板", "单位为行的宽表", "单位为列的宽表", "单位自报表", "长表"}


@pytest.mark.parametrize(
    ("plan_id", "planted"),
    [
        (
            "liaoyuan-2022",
            [("2022Q2", "all-unchanged"), ("2022Q3", "total"), ("2023Q1", "falls"), ("2024Q2", "missing")],
        ),
        ("xiaodian-2022", [("2022Q3", "total"), ("2022Q4", "falls"), ("2023Q2", "missing")]),
    ],
)
def test_few_cells_are_doubted_and_for_the_planted_reasons(plans, readings, plan_id, planted):
    history, found = empty(FIGURES), []
    for name, file, reading in readings[plan_id]:
        found += [(name, p.code) for p in (*reading.doubts, *doubts(reading, history, plans[plan_id]))]
        history = pd.concat([history, kept(file, reading)], ignore_index=True)
    assert found == planted
    assert len(found) < len(history) / 20
