"""Doubts about figures that were read right, and how few of them an honest quarter has."""

from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.intake.checks import doubts
from milepost.intake.past import Past, odd_beside
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan
from milepost.plan.reading import Reading
from milepost.plan.tables import BLANKS, FIGURES, READ_FIGURES, empty, table
from tests.intake.county_plan import county_plan

NOW = Period.parse("2023Q2")


@pytest.fixture
def plan() -> Plan:
    return county_plan()


def reading(
    values: dict[str, float], sender: str = "df", period: Period = NOW, blanks: tuple[str, ...] = ()
) -> Reading:
    """A county's figures by indicator, as if they stood in column B."""
    rows = [
        {
            "indicator": i,
            "unit": sender,
            "industry": "",
            "period": str(period),
            "value": v,
            "sheet": "表",
            "cell": f"B{n}",
        }
        for n, (i, v) in enumerate(values.items(), start=2)
    ]
    marks = [{"indicator": i, "unit": sender, "industry": "", "sheet": "表", "cell": "B9", "mark": "-"} for i in blanks]
    return Reading(sender, period, "表", "", table(rows, READ_FIGURES), table(marks, BLANKS))


def history(*parts: tuple[str, str, float], unit: str = "df", sender: str = "df", form: str = "表") -> pd.DataFrame:
    """(indicator, period, value) as live figures."""
    rows = [
        {
            "indicator": i, "unit": unit, "industry": "", "period": p, "value": v, "sheet": "表", "cell": "B2",
            "submission": p, "sender": sender, "form": form, "file": "", "sha256": "",
            "time": pd.Timestamp("2023-07-01"),
        }
        for i, p, v in parts
    ]  # fmt: skip
    return table(rows, FIGURES)


def codes(found: Reading, past: pd.DataFrame, plan: Plan) -> list[str]:
    """The codes of the doubts, those about figures that were not given left out."""
    return [problem.code for problem in doubts(found, past, plan) if problem.code != "missing"]


@pytest.mark.parametrize(
    ("indicator", "before", "value", "code"),
    [
        ("new", ("2023Q1", 80), 79, "falls"),
        ("turned_ever", ("2023Q1", 80), 79, "falls"),
        ("all", ("2023Q1", 31200), 3.12, "scale"),
        ("all", ("2023Q1", 3), 31200, "scale"),
        ("online", ("2023Q1", 61), 0.62, "scale"),
        ("all", ("2023Q1", 31200), 48000, "jump"),
        ("all", ("2022Q2", 31200), 48000, "jump"),
        ("visits", ("2022Q2", 40), 70, "jump"),
        ("all", ("2023Q1", 31200), 31200, "unchanged"),
    ],
)
def test_a_figure_far_from_its_past_is_doubted(plan, indicator, before, value, code):
    assert codes(reading({indicator: value}), history((indicator, *before)), plan) == [code]


@pytest.mark.parametrize(
    ("indicator", "before", "value"),
    [
        ("all", ("2023Q1", 31200), 30900),  # levels fall now and then
        ("firms", ("2023Q1", 3), 4),  # small counts change by one
        ("firms", ("2023Q1", 12), 3),
        ("firms", ("2023Q1", 300), 300),  # and often stay
        ("visits", ("2023Q1", 400), 90),  # a quarter's amount is compared with the same quarter
        ("new", ("2022Q4", 3000), 1500),  # not the quarter before
        ("all", ("2023Q1", 0), 5),
    ],
)
def test_an_honest_change_is_not_doubted(plan, indicator, before, value):
    assert codes(reading({indicator: value}), history((indicator, *before)), plan) == []


def test_a_year_to_date_starts_again_in_january(plan):
    past = history(("new", "2022Q4", 900), ("new", "2022Q1", 100))
    assert codes(reading({"new": 110}, period=Period.parse("2023Q1")), past, plan) == []


def test_a_change_out_of_line_with_six_earlier_ones_is_doubted(plan):
    levels = [10000, 10100, 10210, 10300, 10420, 10500, 10610]
    periods = quarters(Period.parse("2021Q3"), Period.parse("2023Q1"))
    past = history(*(("all", str(p), float(v)) for p, v in zip(periods, levels, strict=True)))
    assert codes(reading({"all": 12500}), past, plan) == ["outlier"]
    assert codes(reading({"all": 10750}), past, plan) == []


def test_a_whole_submission_as_before_is_doubted_once(plan):
    past = history(("firms", "2023Q1", 30), ("turned_ever", "2023Q1", 7))
    assert codes(reading({"firms": 30, "turned_ever": 7}), past, plan) == ["all-unchanged"]


def test_parts_above_their_whole_are_doubted_across_forms(plan):
    other_form = history(("firms", "2023Q2", 901), form="另一表")
    assert codes(reading({"all": 900}), other_form, plan) == ["less-than-parts"]


def test_two_senders_that_disagree_are_doubted(plan):
    other = history(("tech", "2023Q2", 5), sender="bureau")
    assert codes(reading({"tech": 6}), other, plan) == ["contradicts"]
    assert codes(reading({"tech": 5}), other, plan) == []


def test_what_is_owed_and_missing_is_doubted_at_the_blank_cell(plan):
    given = dict.fromkeys(("all", "new", "turned", "turned_ever", "visits", "online"), 900.0)
    found = [p for p in doubts(reading(given, blanks=("new_firms",)), empty(FIGURES), plan) if p.code == "missing"]
    assert [(p.where, p.value) for p in found] == [("", ""), ("表!B9", "-")]
    assert "企业" in found[0].message


def test_what_another_form_of_the_sender_gave_is_not_missing(plan):
    given = {i.id: 900.0 for i, _ in plan.owed(plan.unit_of("df"), NOW) if i.id != "online"}
    past = history(("online", "2023Q2", 61), form="另一表")
    assert "missing" not in [problem.code for problem in doubts(reading(given), past, plan)]


def test_fewer_than_one_cell_in_twenty_of_honest_quarters_is_doubted(plan):
    """Three years of seven indicators in five counties: growth with noise, seasons, small counts."""
    random = Random(7)  # noqa: S311
    figures = empty(FIGURES)
    cells = doubted = 0
    levels = {unit.id: [20_000.0, 4_000.0, 3.0] for unit in plan.units_of_kind("county")}
    for period in quarters(Period.parse("2022Q1"), Period.parse("2024Q4")):
        rows = []
        for unit, level in levels.items():
            level[0] += round(random.gauss(300, 120))
            level[1] += round(random.gauss(60, 30))
            level[2] += random.randint(0, 2)
            new = sum(round(random.gauss(400, 80)) for _ in range(period.number))
            values = {
                "all": level[0], "firms": level[1], "new": new, "new_firms": round(new / 5), "turned_ever": level[2],
                "visits": max(0, round(random.gauss(60, 12))), "online": round(60 + random.gauss(0, 3), 1),
            }  # fmt: skip
            found = reading(values, unit, period)
            odd = {p.cell for p in doubts(found, figures, plan) if p.code != "missing"}
            cells, doubted = cells + len(values), doubted + len(odd)
            rows.append(found.figures.assign(sender=unit, form="表", submission="", file="", sha256=""))
        now = pd.concat(rows).assign(time=pd.Timestamp("2023-01-01"))[list(FIGURES)]
        figures = pd.concat([figures, now], ignore_index=True)
    assert doubted / cells < 0.05


levels = st.one_of(st.integers(0, 3), st.integers(0, 60_000)).map(float)


@settings(max_examples=150, deadline=None)
@given(st.lists(levels, max_size=9), levels, st.sampled_from(["all", "new", "visits", "turned_ever", "online"]))
def test_the_quick_look_at_many_figures_misses_nothing_that_the_close_look_doubts(past, value, indicator):
    plan = county_plan()
    periods = [NOW.plus(k - len(past)) for k in range(len(past))]
    told = history(*((indicator, str(p), v) for p, v in zip(periods, past, strict=True)))
    close = odd_beside(Past(plan.indicator_of(indicator), NOW, dict(zip(periods, past, strict=True))), value)
    assert codes(reading({indicator: value}), told, plan) == ([close[0]] if close else [])
