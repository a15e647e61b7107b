"""Figures by industry: asked for in our form, read back, read from clerks' own tables, and added up."""

import io

import openpyxl
import pandas as pd
import pytest

from milepost.intake import ours
from milepost.intake.checks import doubts
from milepost.intake.grids import open_grids
from milepost.intake.industry_sums import industry_doubts
from milepost.intake.request import Request
from milepost.intake.template import MAP_HEADINGS, MARK_LABELS, MARKS, template
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.tables import FIGURES, empty, table
from tests.intake.cells import read as read_table
from tests.intake.cells import workbook
from tests.intake.test_template import changed, figure

Q = Period.parse("2023Q2")
INDUSTRIES = [
    {"id": "farming", "name": "农、林、牧、渔业", "other_names": ["农林牧渔业"]},
    {"id": "manufacturing", "name": "制造业"},
    {"id": "trade", "name": "批发和零售业", "other_names": ["批发零售业"]},
    {"id": "other", "name": "其他行业"},
]


@pytest.fixture
def split(document) -> Plan:
    """The small plan; its market entities are reported by four industries."""
    document["industries"] = [dict(industry) for industry in INDUSTRIES]
    document["indicators"][0]["by_industry"] = True
    return Plan.from_document(document)


def form(plan: Plan, unit: str = "longshan", history: pd.DataFrame | None = None) -> bytes:
    return template(plan, plan.unit_of(unit), Q, empty(FIGURES) if history is None else history)


def names(content: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content))["季报"]
    return [[cell.value for cell in row[:3]] for row in sheet.iter_rows(min_row=6, max_row=12)]


def read_back(plan: Plan, content: bytes):
    return ours.read(open_grids(content, "季报.xlsx"), Request(plan, Q, "季报.xlsx"))


def values(reading) -> dict[tuple[str, str], float]:
    """(indicator, industry) → value."""
    return {(row.indicator, row.industry): row.value for row in reading.figures.itertuples()}


# ---------------------------------------------------------------------------- our form


def test_the_form_asks_for_each_industry_below_the_total(split):
    assert names(form(split)) == [
        [1, "市场主体总量", "户"],
        [None, "农、林、牧、渔业", "户"],
        [None, "制造业", "户"],
        [None, "批发和零售业", "户"],
        [None, "其他行业", "户"],
        [2, "新登记市场主体", "户"],
        [3, "累计个转企", "户"],
    ]


def test_what_stands_in_the_form_is_read_as_total_and_industries(split):
    reading = read_back(split, changed(form(split), {"E6": 100, "E7": 20, "E8": 30, "E9": 0}))
    assert reading.problems == ()
    assert values(reading) == {
        ("market_entities", ""): 100, ("market_entities", "farming"): 20, ("market_entities", "manufacturing"): 30,
        ("market_entities", "trade"): 0,
    }  # fmt: skip
    assert reading.figures["cell"].tolist() == ["E6", "E7", "E8", "E9"]
    assert ("market_entities", "other", "E10") in [
        (row.indicator, row.industry, row.cell) for row in reading.blanks.itertuples()
    ]


def test_an_odd_entry_says_of_which_industry(split):
    [problem] = read_back(split, changed(form(split), {"E8": "三十"})).problems
    assert (problem.cell, problem.message.split("：")[0]) == ("E8", "“市场主体总量·制造业”（龙山区）")


def test_each_industry_has_its_own_past_beside_it(split):
    history = table(
        [figure("market_entities", "longshan", "2023Q1", 100),
         figure("market_entities", "longshan", "2023Q1", 30) | {"industry": "manufacturing"}],
        FIGURES,
    )  # fmt: skip
    sheet = openpyxl.load_workbook(io.BytesIO(form(split, history=history)))["季报"]
    assert [sheet[f"F{row}"].value for row in range(6, 11)] == [100, None, 30, None, None]


def test_a_renamed_industry_row_is_refused(split):
    [problem] = read_back(split, changed(form(split), {"B8": "采矿业"})).problems
    assert (problem.code, problem.cell) == ("changed-row", "B8")


def test_a_form_of_an_industry_that_the_plan_gave_up_is_stale(split, document):
    content = changed(form(split), {"E6": 100, "E8": 30})
    document["industries"] = document["industries"][:1]
    problems = read_back(Plan.from_document(document), content).problems
    assert any("没有的指标、单位或行业（E8、market_entities、longshan、manufacturing）" in p.message for p in problems)


def test_a_form_without_industries_is_as_it_was(plan):
    marks = openpyxl.load_workbook(io.BytesIO(form(plan)))[MARKS]
    rows = list(marks.iter_rows(min_row=len(MARK_LABELS) + 1, values_only=True))
    assert rows[0] == MAP_HEADINGS[:3]
    assert all(len(row) == 3 for row in rows)


# ---------------------------------------------------------------------------- clerks' own tables


def read(plan: Plan, rows, **given):
    return read_table(plan, workbook(rows), **given)


@pytest.mark.parametrize(
    "rows",
    [
        # A column of industries, the indicators beside it.
        [["行业", "市场主体总量", "新登记市场主体"], ["合计", 100, 7], ["农林牧渔业", 20, None], ["制造业", 30, None]],
        # The same under another heading, numbered, with letters, short.
        [["国民经济行业", "市场主体总量"], ["总计", 100], ["A 农、林、牧、渔业", 20], ["C制造", 30]],
        # Industries below the indicator, the first marked.
        [["指标", "本期数"], ["市场主体总量", 100], ["其中：农林牧渔业", 20], ["　　制造业", 30], ["累计个转企", 7]],
        # One figure a row.
        [["行业", "指标", "数值"], ["全行业", "市场主体总量", 100], ["农、林、牧、渔业", "市场主体总量", 20],
         ["制造业", "市场主体总量", 30]],
        # Industries as columns.
        [["指标", "合计", "农林牧渔业", "制造业"], ["市场主体总量", 100, 20, 30]],
        # The indicator over its industries.
        [["县区", "市场主体总量", "", ""], ["", "合计", "农林牧渔业", "制造业"], ["龙山区", 100, 20, 30]],
    ],
)  # fmt: skip
def test_industries_are_read_wherever_they_stand(split, rows):
    reading = read(split, rows, sender="longshan")
    assert reading.problems == ()
    market = {of: value for (indicator, of), value in values(reading).items() if indicator == "market_entities"}
    assert market == {"": 100, "farming": 20, "manufacturing": 30}


def test_counties_and_industries_cross(split):
    """The bureau's own summary: counties as columns, industries as rows, the indicator in a line of its own."""
    rows = [
        ["指标：市场主体总量"],
        ["行业", "龙山区", "西安区"],
        ["合计", 100, 80],
        ["制造业", 30, 20],
        ["其他", 70, 60],
    ]
    reading = read(split, rows, sender="city")
    found = {(row.unit, row.industry): row.value for row in reading.figures.itertuples()}
    assert found == {
        ("longshan", ""): 100, ("xian", ""): 80, ("longshan", "manufacturing"): 30, ("xian", "manufacturing"): 20,
        ("longshan", "other"): 70, ("xian", "other"): 60,
    }  # fmt: skip


def test_other_rows_beside_places_stay_subtotals(split):
    reading = read(split, [["县区", "市场主体总量"], ["龙山区", 100], ["其他", 30]], sender="longshan")
    assert values(reading) == {("market_entities", ""): 100}


def test_what_is_not_asked_by_industry_is_listed(split):
    rows = [["行业", "新登记市场主体"], ["合计", 100], ["制造业", 30], ["采矿业", 1]]
    reading = read(split, rows, sender="longshan")
    assert values(reading) == {("new_entities", ""): 100}
    assert "新登记市场主体·制造业（不分行业报送）" in reading.layout
    assert "采矿业（方案没有这个行业）" in reading.layout


def test_a_cell_of_two_industries_is_not_taken(split):
    rows = [["行业", "指标", "制造业"], ["农林牧渔业", "市场主体总量", 5], ["制造业", "市场主体总量", 30]]
    reading = read(split, rows, sender="longshan")
    assert values(reading) == {("market_entities", "manufacturing"): 30}
    assert "农、林、牧、渔业/制造业（两个行业）" in reading.layout


def test_the_same_industry_twice_with_different_values_is_an_error(split):
    rows = [["行业", "市场主体总量"], ["制造业", 30], ["C 制造业", 31]]
    assert [problem.code for problem in read(split, rows, sender="longshan").problems] == ["twice"]


def test_counties_of_one_industry_add_up_by_themselves(split):
    """A total of one industry is compared with its own counties, not with all industries."""
    rows = [
        ["行业", "县区", "市场主体总量"],
        ["制造业", "龙山区", 30],
        ["制造业", "西安区", 20],
        ["制造业", "合计", 51],
    ]
    assert "total" in [problem.code for problem in read(split, rows, sender="city").problems]
    rows[-1][-1] = 50
    assert "total" not in [problem.code for problem in read(split, rows, sender="city").problems]


# ---------------------------------------------------------------------------- sums


def doubted(plan: Plan, rows, history=None) -> list[tuple[str, str]]:
    reading = read(plan, rows, sender="longshan")
    found = industry_doubts(reading, table(history or [], FIGURES), plan)
    return [(problem.cell, problem.message) for problem in found]


WHOLE = [["行业", "市场主体总量"], ["合计", 100], ["农林牧渔业", 20], ["制造业", 30], ["批发零售业", 40], ["其他", 10]]


def test_industries_that_make_up_their_total_are_not_doubted(split):
    assert doubted(split, WHOLE) == []
    assert doubted(split, WHOLE[:3]) != []
    assert doubted(split, WHOLE[:2]) == [], "nothing was given by industry"


def test_a_sum_that_differs_from_its_total_is_doubted_at_the_total(split):
    assert doubted(split, [*WHOLE[:-1], ["其他", 11]]) == [("B2", "“市场主体总量”（龙山区）各行业相加是101，总数是100")]


def test_absent_industries_are_named(split):
    assert doubted(split, WHOLE[:4]) == [
        ("B2", "“市场主体总量”（龙山区）各行业相加是50，总数是100；2个行业没有数（批发和零售业、其他行业）")
    ]


def test_absent_industries_that_count_nothing_are_no_doubt(split):
    assert doubted(split, [["行业", "市场主体总量"], ["合计", 50], *WHOLE[2:4]]) == []


def test_total_and_industries_may_come_in_two_workbooks(split):
    history = [figure("market_entities", "longshan", "2023Q2", 99)]
    assert doubted(split, [WHOLE[0], *WHOLE[2:]], history) == [
        ("B2", "“市场主体总量”（龙山区）各行业相加是100，总数是99")
    ]
    assert doubted(split, [WHOLE[0], *WHOLE[2:]]) == [], "there is no total yet"
    parts = [figure("market_entities", "longshan", "2023Q2", 60) | {"industry": "trade"}]
    assert doubted(split, [["指标", "本期数"], ["市场主体总量", 100]], parts) != []
    assert doubted(split, [["指标", "本期数"], ["新登记市场主体", 7]], [*history, *parts]) == [], "not this workbook's"


def test_shares_are_not_added_and_amounts_may_be_rounded(document, split):
    document["indicators"][0] |= {"measure_unit": "%", "counts": False}
    rows = [["行业", "市场主体总量"], ["合计", 12.5], ["农林牧渔业", 20.0], ["制造业", 30.0]]
    assert doubted(Plan.from_document(document), rows) == []
    document["indicators"][0] |= {"measure_unit": "亿元"}
    assert (
        doubted(Plan.from_document(document), [*rows[:1], ["合计", 50.1], ["农林牧渔业", 20.04], ["制造业", 30.05]])
        == []
    )
    assert doubted(Plan.from_document(document), rows) != []


def test_the_sum_is_one_of_the_doubts_and_a_single_industry_is_not_what_is_owed(split):
    reading = read(split, [WHOLE[0], *WHOLE[2:5]], sender="longshan")
    history = [figure("market_entities", "longshan", "2023Q2", 100)]
    assert [p.code for p in doubts(reading, table(history, FIGURES), split)][:1] == ["industries"]
    messages = [p.message for p in doubts(reading, empty(FIGURES), split)]
    assert "应报的“市场主体总量”没有数（龙山区）" in messages
