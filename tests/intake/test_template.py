"""Our own form: what a unit gets, and that what it fills in comes back exactly."""

import io
from datetime import date
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from milepost.intake import ours
from milepost.intake.grids import open_grids
from milepost.intake.request import Request
from milepost.intake.template import MARKS, template
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.reading import Reading, Remark
from milepost.plan.tables import FIGURES, empty, table
from tests.intake.cells import saved

Q = Period.parse("2023Q2")
YEAR_END = Period.parse("2023Q4")


def form(plan: Plan, unit: str, period: Period = Q, history: pd.DataFrame | None = None) -> bytes:
    return template(plan, plan.unit_of(unit), period, empty(FIGURES) if history is None else history)


def changed(content: bytes, cells: dict[str, object], sheet: str = "季报") -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for place, value in cells.items():
        book[sheet][place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(plan: Plan, content: bytes, period: Period = Q, sender: str = "") -> Reading:
    grids = open_grids(content, "季报.xlsx")
    assert ours.is_ours(grids)
    return ours.read(grids, Request(plan, period, "季报.xlsx", sender))


def sheet_of(content: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(content))["季报"]


def rows(sheet: Worksheet) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]


def figure(indicator: str, unit: str, period: str, value: float) -> dict[str, object]:
    return {
        "indicator": indicator, "unit": unit, "industry": "", "period": period, "value": value, "sheet": "季报",
        "cell": "F6", "submission": "s", "sender": unit, "form": "template", "file": "f.xlsx", "sha256": "0",
        "time": pd.Timestamp("2023-07-01"),
    }  # fmt: skip


def test_a_county_is_asked_for_exactly_what_it_owes_this_quarter(plan):
    sheet = sheet_of(form(plan, "longshan"))
    assert sheet["A1"].value == "某市三年行动季度报表 · 龙山区 · 2023年二季度"
    assert sheet["A3"].value == "报送单位：龙山区　　报告期：2023年二季度（截至6月30日）　　报送期限：2023年7月12日前"
    assert rows(sheet)[:4] == [
        ["序号", "指标", "计量单位", "口径", "本期数", "上季数", "上年同期数", "说明"],
        [1, "市场主体总量", "户", "期末数", None, None, None, None],
        [2, "新登记市场主体", "户", "年初至今累计", None, None, None, None],
        [3, "累计个转企", "户", "自计划起累计", None, None, None, None],
    ]


def test_the_yearly_figure_is_asked_for_in_the_fourth_quarter(plan):
    assert "常住人口" not in [row[1] for row in rows(sheet_of(form(plan, "longshan")))]
    assert "常住人口" in [row[1] for row in rows(sheet_of(form(plan, "longshan", YEAR_END)))]


def test_a_sender_for_several_places_gets_a_row_for_each(plan):
    assert [row[1:3] for row in rows(sheet_of(form(plan, "science")))[:6]] == [
        ["指标", "报告对象"],
        *(["高新技术企业", place] for place in ("龙山区", "西安区", "东丰县", "东辽县", "高新区")),
    ]


def test_last_quarter_and_last_year_stand_beside_the_entry(plan):
    history = table(
        [figure("market_entities", "longshan", "2023Q1", 31000), figure("market_entities", "longshan", "2022Q2", 0),
         figure("market_entities", "xian", "2023Q1", 21000)],
        FIGURES,
    )  # fmt: skip
    assert rows(sheet_of(form(plan, "longshan", history=history)))[1][4:7] == [None, 31000, 0]


def test_only_entries_remarks_and_signatures_can_be_typed_in(plan):
    sheet = sheet_of(form(plan, "longshan"))
    assert sheet.protection.sheet
    open_cells = {cell.coordinate for row in sheet.iter_rows(max_row=8) for cell in row if not cell.protection.locked}
    assert open_cells == {"E6", "E7", "E8", "H6", "H7", "H8"}


def test_the_marks_are_where_no_clerk_finds_them(plan):
    book = openpyxl.load_workbook(io.BytesIO(form(plan, "longshan")))
    assert [sheet.sheet_state for sheet in book] == ["visible", "veryHidden"]
    assert book.security.lockStructure


def test_the_form_prints_on_one_a4_width_with_its_heading_on_each_page(plan):
    sheet = sheet_of(form(plan, "longshan"))
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (9, 1, 0)
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.freeze_panes == "C6"


def test_the_same_form_is_the_same_bytes(plan):
    assert form(plan, "longshan") == form(plan, "longshan")
    properties = openpyxl.load_workbook(io.BytesIO(form(plan, "longshan"))).properties
    assert properties.modified.date() == date(2023, 6, 30)


def test_names_that_begin_like_a_formula_stay_text(document):
    document["indicators"][0]["name"] = "=1+1"
    sheet = sheet_of(form(Plan.from_document(document), "longshan"))
    assert (sheet["B6"].value, sheet["B6"].data_type, sheet["B6"].quotePrefix) == ("=1+1", "s", True)


def test_what_is_written_is_read_with_its_cell(plan):
    reading = read(plan, changed(form(plan, "longshan"), {"E6": 31200, "E7": 0}))
    assert reading.problems == ()
    assert (reading.sender, reading.form, reading.period) == ("longshan", "template", Q)
    assert reading.figures[["indicator", "unit", "period", "value", "cell"]].to_numpy().tolist() == [
        ["market_entities", "longshan", "2023Q2", 31200.0, "E6"],
        ["new_entities", "longshan", "2023Q2", 0.0, "E7"],
    ]
    assert reading.blanks[["indicator", "cell", "mark"]].to_numpy().tolist() == [["conversions_ever", "E8", ""]]


entries = st.lists(st.none() | st.integers(0, 10**12), min_size=5, max_size=5)


@settings(max_examples=15, deadline=None)
@given(values=entries)
def test_written_then_read_is_the_same(values):
    counties = [
        ("longshan", "龙山区"),
        ("xian", "西安区"),
        ("dongfeng", "东丰县"),
        ("dongliao", "东辽县"),
        ("gaoxin", "高新区"),
    ]
    plan = Plan.from_document({
        "id": "p", "title": "方案", "unit": "city",
        "units": [{"id": "city", "name": "某市", "kind": "city"}, {"id": "d", "name": "市局", "kind": "department"},
                  *({"id": i, "name": n, "kind": "county"} for i, n in counties)],
        "indicators": [{"id": "firms", "name": "企业", "measure_unit": "户", "way": "stock", "reported_by": ["d"],
                        "reported_for": "parts"}],
    })  # fmt: skip
    written = {f"F{row}": value for row, value in enumerate(values, start=6) if value is not None}
    reading = read(plan, changed(form(plan, "d"), written))
    assert reading.problems == ()
    assert dict(zip(reading.figures["cell"], reading.figures["value"], strict=True)) == written
    assert [*reading.figures["unit"], *reading.blanks["unit"]].count("xian") == 1


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("三万左右", "not-a-number"),
        (-5, "negative-count"),
        (31.5, "not-whole"),
        ("31200元", "wrong-unit"),
        ("=1+1", "no-result"),
    ],
)
def test_an_odd_entry_is_named_by_its_cell_and_the_rest_is_read_on(plan, entry, code):
    reading = read(plan, changed(form(plan, "longshan"), {"E6": entry, "E7": 80}))
    (problem,) = reading.errors
    assert (problem.code, problem.where) == (code, "季报!E6")
    assert "市场主体总量" in problem.message
    assert reading.figures["cell"].tolist() == ["E7"]


def share_form(tmp: dict[str, object]) -> tuple[Plan, bytes]:
    """A form of one share in per cent for two counties, filled in."""
    counties = [{"id": "east", "name": "东县", "kind": "county"}, {"id": "west", "name": "西县", "kind": "county"}]
    online = {"id": "online", "name": "网上办理占比", "measure_unit": "%", "way": "stock", "counts": False}
    plan = Plan.from_document({
        "id": "p", "title": "方案", "unit": "city",
        "units": [{"id": "city", "name": "某市", "kind": "city"}, {"id": "d", "name": "市局", "kind": "department"},
                  *counties],
        "indicators": [online | {"reported_by": ["d"], "reported_for": "parts"}],
    })  # fmt: skip
    return plan, changed(form(plan, "d"), tmp)


@pytest.mark.parametrize(
    ("entry", "told"),
    [(61.5, []), (0.615, [("fraction", "doubt")]), ("0.6%", []), (161.5, [("impossible-share", "error")]),
     (-5, [("impossible-share", "error")])],
)  # fmt: skip
def test_a_share_is_within_the_whole_and_no_fraction_of_one(entry, told):
    reading = read(*share_form({"F6": entry}))
    assert [(p.code, p.level) for p in reading.problems] == told
    assert all(p.where == "季报!F6" for p in reading.problems)


def test_one_cell_merged_over_two_rows_is_nobodys_figure():
    plan, content = share_form({"F6": 61.5})
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["季报"].merge_cells("F6:F7")
    reading = read(plan, saved(book))
    assert [(p.code, p.where) for p in reading.problems] == [("merged-figure", "季报!F6")]
    assert reading.figures.empty


def test_a_figure_in_a_hidden_row_and_a_copy_of_the_sheet_are_doubted():
    plan, content = share_form({"F6": 61.5, "F7": 52.5})
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["季报"].row_dimensions[7].hidden = True
    book.copy_worksheet(book["季报"]).title = "季报 (2)"
    reading = read(plan, saved(book))
    assert [(p.code, p.level, p.where) for p in reading.problems] == [
        ("other-sheet", "doubt", "季报 (2)!A6"), ("hidden", "doubt", "季报!F7"),
    ]  # fmt: skip


def test_numbers_kept_as_text_and_in_ten_thousands_are_read(plan):
    reading = read(plan, changed(form(plan, "longshan"), {"E6": "３１,２００", "E7": "0.12万户", "E8": "—"}))
    assert reading.problems == ()
    assert reading.figures["value"].tolist() == [31200, 1200]
    assert reading.blanks["mark"].tolist() == ["—"]


def codes(reading: Reading) -> list[tuple[str, str, str]]:
    return [(problem.code, problem.where, problem.value) for problem in reading.errors]


def test_last_quarters_form_is_refused(plan):
    assert codes(read(plan, form(plan, "longshan", Period.parse("2023Q1")))) == [("wrong-period", "", "2023Q1")]


def test_another_units_form_is_refused(plan):
    assert codes(read(plan, form(plan, "xian"), sender="longshan")) == [("wrong-sender", "", "西安区")]
    assert codes(read(plan, form(plan, "xian"), sender="西安区")) == []


def test_another_plans_form_is_refused(plan, document):
    other = Plan.from_document(document | {"id": "other"})
    assert codes(read(plan, form(other, "longshan"))) == [("wrong-plan", "", "other")]


@pytest.mark.parametrize(
    ("cell", "text", "code"),
    [("E5", "本季数", "changed-heading"), ("B7", "新设企业", "changed-row"), ("C6", "万户", "changed-row"),
     ("A1", "某市三年行动季度报表 · 龙山区 · 2023年三季度", "changed-heading"),
     ("A1", "某市三年行动季度报表 · 西安区 · 2023年二季度", "changed-heading")],
)  # fmt: skip
def test_a_changed_heading_is_an_error(plan, cell, text, code):
    assert codes(read(plan, changed(form(plan, "longshan"), {cell: text}))) == [(code, f"季报!{cell}", text)]


def test_moved_rows_are_an_error_in_every_row_that_moved(plan):
    book = openpyxl.load_workbook(io.BytesIO(form(plan, "longshan")))
    book["季报"].insert_rows(7)
    out = io.BytesIO()
    book.save(out)
    assert codes(read(plan, out.getvalue())) == [
        *(("changed-row", f"季报!{column}7", "") for column in "BCD"),
        ("changed-row", "季报!B8", "新登记市场主体"),
        ("changed-row", "季报!D8", "年初至今累计"),
    ]


def test_a_form_made_before_an_indicator_was_dropped_is_refused(plan, document):
    content = form(plan, "longshan")
    document["indicators"] = [row for row in document["indicators"] if row["id"] != "conversions_ever"]
    document["goals"] = [row for row in document["goals"] if row["indicator"] != "conversions_ever"]
    assert codes(read(Plan.from_document(document), content)) == [
        ("stale-template", "", "E8、conversions_ever、longshan")
    ]


def test_a_renamed_sheet_is_named(plan):
    book = openpyxl.load_workbook(io.BytesIO(form(plan, "longshan")))
    book["季报"].title = "Sheet1"
    out = io.BytesIO()
    book.save(out)
    assert codes(read(plan, out.getvalue())) == [("sheet-missing", "", "")]


def test_a_workbook_without_the_marks_is_not_ours(plan):
    grids = open_grids(form(plan, "longshan"), "季报.xlsx")
    assert not ours.is_ours({name: grid for name, grid in grids.items() if name != MARKS})


def test_remarks_come_with_the_name_of_their_figure(plan):
    reading = read(plan, changed(form(plan, "longshan"), {"E6": 1, "H6": "集中清理注销"}))
    assert reading.remarks == (Remark("季报", "E6", "市场主体总量（龙山区）", "集中清理注销"),)
