"""A layout that a clerk has explained once: read by it again, and never where it has changed."""

import dataclasses
import json

import pytest
from hypothesis import HealthCheck, given, settings

from milepost.intake.form import Form, FormTable, Said
from milepost.intake.form_fit import changes, resembles
from milepost.intake.form_reading import read_form
from milepost.intake.grid import Grid
from milepost.intake.grids import open_grids
from milepost.intake.headings import Lexicon
from milepost.intake.proposal import proposals
from milepost.intake.reading import Memory, Request, read_grids
from milepost.plan.period import Period
from tests.intake.cells import Rows, figures, places, said, workbook
from tests.intake.county_plan import county_plan
from tests.intake.test_layouts import Drawn, drawings, grid_of, read_rows, truths

PLAN = county_plan()
Q2, Q3 = Period.parse("2023Q2"), Period.parse("2023Q3")
STRANGE = [
    ["东丰县2023年二季度经营主体登记台账"],
    ["登记类别", "户数（期末）", "当期设立", "上年数"],
    ["内资公司、合伙及个独", 5600, 210, 5100],
    ["在册经营主体", 28000, 900, 26000],
]


def grids(rows: Rows, name: str = "台账") -> dict[str, Grid]:
    return open_grids(workbook(rows, names=[name]), "台账.xlsx")


def asked(period: Period = Q2, file: str = "台账.xlsx") -> Request:
    return Request(PLAN, period, file, "df")


def form_of(cells: Rows, **meant: dict) -> Form:
    """The form a clerk makes of a sheet: what was proposed, and what he says of columns and rows."""
    (proposal,) = proposals(grids(cells), asked())["台账"]
    table = proposal.table
    columns = {**table.columns, **meant.get("columns", {})}
    named = {**table.rows, **meant.get("rows", {})}
    return Form("登记台账", "df", (dataclasses.replace(table, columns=columns, rows=named),))


@pytest.fixture
def form() -> Form:
    return form_of(
        STRANGE,
        columns={1: Said(), 2: Said(left_out=True), 3: Said(left_out=True)},
        rows={"内资公司、合伙及个独": Said(indicator="firms"), "在册经营主体": Said(indicator="all")},
    )


def test_a_strange_table_is_read_as_the_clerk_said(form):
    reading = read_form(grids(STRANGE), form, asked())
    assert reading.problems == ()
    assert figures(reading) == {("firms", "df"): 5600, ("all", "df"): 28000}
    assert places(reading)["all", "df"] == "台账!B4"
    assert reading.form == "对应：登记台账"
    assert "读到2个数" in reading.layout


def test_the_next_quarter_is_read_without_asking(form):
    rows = [["东丰县2023年三季度经营主体登记台账"], *STRANGE[1:2], [STRANGE[2][0], 5700], [STRANGE[3][0], 28500]]
    reading = read_form(grids(rows, "三季度"), form, asked(Q3))
    assert reading.problems == ()
    assert figures(reading) == {("firms", "df"): 5700, ("all", "df"): 28500}


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda rows: rows[1].__setitem__(1, "户数（期初）"), "台账!B2"),
        (lambda rows: [row.insert(1, None) or row.__setitem__(1, "备注") for row in rows[1:]], "台账!B2"),
        (lambda rows: rows[1].append("本年注销"), "台账!E2"),
        (lambda rows: rows.append(["外资公司", 30, 1, 29]), "台账!A5"),
        (lambda rows: rows.insert(1, ["单位：百户"]), "台账!B2"),
        (lambda rows: rows[0].append("单位：百户"), "台账"),
        (lambda rows: rows[0].__setitem__(0, "东丰县2023年二季度经营主体注销台账"), "台账"),
        (lambda rows: rows[2].__setitem__(0, "内资公司"), "台账!A3"),
    ],
    ids=[
        "renamed",
        "moved",
        "another column",
        "another row",
        "shifted",
        "another unit",
        "another title",
        "renamed row",
    ],
)
def test_a_changed_layout_is_asked_about_and_gives_no_figure(form, change, where):
    rows = [list(row) for row in STRANGE]
    change(rows)
    reading = read_form(grids(rows), form, asked())
    assert {problem.code for problem in reading.problems} == {"layout-changed"}
    assert where in [problem.where for problem in reading.problems]
    assert reading.figures.empty


def test_a_changed_layout_still_resembles_its_form_and_another_table_does_not(form):
    lexicon = Lexicon(PLAN, Q2)
    renamed = [STRANGE[0], ["登记类别", "户数（期末）", "本期设立", "上年数"], *STRANGE[2:]]
    assert resembles(form, grids(renamed), lexicon)
    assert not resembles(form, grids([["指标", "本期数"], ["市场主体总量", 28000]]), lexicon)


def test_another_quarter_in_the_title_or_the_file_name_is_refused(form):
    assert ("wrong-period", "台账!A1") in said(read_form(grids(STRANGE), form, asked(Q3)))
    assert ("wrong-period", "") in said(read_form(grids(STRANGE), form, asked(file="东丰2023年一季度.xlsx")))


def test_a_dated_layout_must_stay_dated(form):
    rows = [["东丰县经营主体登记台账"], *STRANGE[1:]]
    assert [code for code, _ in said(read_form(grids(rows), form, asked()))] == ["no-period"]


def test_odd_cells_are_refused_by_name_and_blanks_kept(form):
    rows = [*STRANGE[:2], [STRANGE[2][0], "五千左右"], [STRANGE[3][0], "-"]]
    reading = read_form(grids(rows), form, asked())
    assert said(reading) == [("not-a-number", "台账!B3")]
    assert reading.blanks["cell"].tolist() == ["B4"]


def test_words_that_speak_against_the_mapping_are_doubted_each_time():
    form = form_of(
        STRANGE,
        columns={1: Said(left_out=True), 2: Said(left_out=True), 3: Said()},
        rows={"内资公司、合伙及个独": Said(indicator="firms"), "在册经营主体": Said(indicator="all")},
    )
    reading = read_form(grids(STRANGE), form, asked())
    assert {(problem.level, problem.code) for problem in reading.problems} == {("doubt", "mapped-words")}


def test_a_measure_unit_said_by_the_clerk_must_not_contradict_the_sheet():
    rows = [["县区", "数量"], ["东丰县", 2.8]]
    form = form_of(rows, columns={1: Said(indicator="all", measure="万户")}, rows={"东丰县": Said(unit="df")})
    assert figures(read_form(grids(rows), form, asked())) == {("all", "df"): 28000}
    contradicting = [["县区", "数量（户）"], ["东丰县", 28000]]
    form = form_of(contradicting, columns={1: Said(indicator="all", measure="万户")}, rows={"东丰县": Said(unit="df")})
    assert [code for code, _ in said(read_form(grids(contradicting), form, asked()))] == ["unclear-unit"]


def test_a_unit_that_another_row_says_is_asked_about_until_the_clerk_says_it():
    rows = [["登记类别", "计量单位", "数值"], ["法人单位", "万户", 3], ["在册", "〃", 2]]
    asked_about, clear = (
        read_form(
            grids(rows), form_of(rows, columns={2: Said(measure=unit)}, rows={"在册": Said(indicator="all")}), asked()
        )
        for unit in ("", "万户")
    )
    assert (figures(asked_about), said(asked_about)) == ({("all", "df"): 2}, [("unsaid-unit", "台账!A3")])
    assert (figures(clear), said(clear)) == ({("all", "df"): 20000}, [])


def test_a_row_and_a_column_of_two_indicators_are_refused():
    rows = [["登记类别", "新设"], ["在册", 900]]
    form = form_of(rows, columns={1: Said(indicator="new")}, rows={"在册": Said(indicator="all")})
    assert [code for code, _ in said(read_form(grids(rows), form, asked()))] == ["two-meanings"]


def test_another_unit_than_the_forms_is_refused(form):
    rows = [["填报单位：西安区"], *STRANGE]
    table = dataclasses.replace(form.tables[0], heading_rows=(2,), first=3, headings=form.tables[0].headings)
    reading = read_form(grids(rows), dataclasses.replace(form, tables=(table,)), asked())
    assert ("sender-differs", "") in said(reading)


def test_rows_of_one_name_are_told_apart_by_their_order_which_must_stay():
    rows = [
        ["登记情况", "户数"],
        ["在册", 28000],
        ["其中：公司", 5600],
        ["新设", 900],
        ["其中：公司", 210],
    ]
    meant = {"在册": "all", "其中:公司": "firms", "新设": "new", "其中:公司#2": "new_firms"}
    form = form_of(rows, columns={1: Said()}, rows={key: Said(indicator=one) for key, one in meant.items()})
    assert figures(read_form(grids(rows), form, asked())) == {
        ("all", "df"): 28000, ("firms", "df"): 5600, ("new", "df"): 900, ("new_firms", "df"): 210,
    }  # fmt: skip
    swapped = [rows[0], rows[3], rows[4], rows[1], rows[2]]
    assert "layout-changed" in [code for code, _ in said(read_form(grids(swapped), form, asked()))]


def test_quarters_side_by_side_are_taken_by_their_headings_and_a_new_one_needs_no_word():
    rows = [["县区", "2023年一季度", "2023年二季度"], ["东丰县", 27000, 28000]]
    form = form_of(rows, columns={1: Said(indicator="all"), 2: Said(indicator="all")}, rows={"东丰县": Said(unit="df")})
    assert places(read_form(grids(rows), form, asked())) == {("all", "df"): "台账!C2"}
    longer = [[*rows[0], "2023年三季度"], [*rows[1], 28500]]
    assert places(read_form(grids(longer), form, asked(Q3))) == {("all", "df"): "台账!D2"}


def test_a_form_survives_the_way_through_json(form):
    assert Form.from_plain(form.name, form.sender, json.loads(json.dumps(form.to_plain()))) == form


def test_an_unrecognised_sheet_is_proposed_with_nothing_read():
    (proposal,) = proposals(grids([["甲", "乙"], ["某某", 3]]), asked())["台账"]
    assert all(said.left_out for said in proposal.table.columns.values())
    assert isinstance(proposal.table, FormTable)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(truths, drawings)
def test_a_form_made_of_a_recognised_table_reads_the_same_cells(truth, how):
    """What the reader recognises by itself, its proposal says too: same figures, same cells, same problems."""
    rows = Drawn(truth, how).rows()
    request = Request(PLAN, Q2, "报表.xlsx", "bureau")
    grid = grid_of(rows)
    (proposal,) = proposals({"表": grid}, request)["表"]
    form = Form("科技", "bureau", (proposal.table,))
    plain = json.loads(json.dumps(form.to_plain()))
    reading = read_form({"表": grid}, Form.from_plain("科技", "bureau", plain), request)
    expected = read_rows(rows)
    assert changes(form, {"表": grid}, Lexicon(PLAN, Q2)) == []
    assert reading.problems == expected.problems == ()
    assert places(reading) == places(expected)
    assert figures(reading) == figures(expected) == truth


def test_a_remembered_form_is_used_for_its_sender_and_asked_about_when_changed(form):
    memory = Memory(forms=(form,))
    reading = read_grids(grids(STRANGE), Request(PLAN, Q2, "台账.xlsx", "", memory))
    assert (reading.sender, reading.form) == ("df", "对应：登记台账")
    others = read_grids(
        grids([["西安区2023年二季度经营主体登记台账"], *STRANGE[1:]]), Request(PLAN, Q2, "t", "", memory)
    )
    assert others.form != "对应：登记台账"
    nobodys = read_grids(grids([["2023年二季度经营主体登记台账"], *STRANGE[1:]]), Request(PLAN, Q2, "t", "", memory))
    assert nobodys.sender == ""
    renamed = [STRANGE[0], ["登记类别", "户数（期末）", "本期设立", "上年数"], *STRANGE[2:]]
    asked_again = read_grids(grids(renamed), Request(PLAN, Q2, "台账.xlsx", "df", memory))
    assert said(asked_again)[0] == ("layout-changed", "台账!C2")
