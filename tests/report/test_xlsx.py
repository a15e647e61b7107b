"""The workbook: every number as a number, none a formula, and each walked back to its cell."""

import io
import math
from functools import partial

import pytest
from openpyxl import load_workbook

from milepost.report.briefing import Wish, compose
from milepost.report.xlsx import to_xlsx
from tests.report import quarters

# A workbook holds sixteen digits, a float seventeen.
approx = partial(pytest.approx, rel=1e-14, abs=0)


@pytest.fixture
def book(briefing):
    return load_workbook(io.BytesIO(to_xlsx(briefing)))


def rows(sheet) -> list[dict[str, object]]:
    head, *body = [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]
    titles = [title for title in head if title]
    return [dict(zip(titles, row, strict=False)) for row in body if row[1] is not None]


def test_the_goals_are_those_of_progress_to_the_last_digit(book, evidence):
    found = {row["目标"]: row for row in rows(book["目标进展"])}
    assert len(found) == len(evidence.now)
    columns = {
        "现值": "value", "目标值": "target", "完成率": "completion", "完成份额": "reached_share",
        "应达份额": "due_share", "比序时": "ahead", "同比": "change_last_year", "基期值": "base_value", "还差": "gap",
        "余下每季须": "required_per_quarter", "上季": "value_last_period", "上年同期": "value_last_year",
    }  # fmt: skip
    for judged in evidence.now:
        row = found[evidence.plan.goal_of(judged.goal).name]
        for title, name in columns.items():
            value = getattr(judged, name)
            assert row[title] == (None if math.isnan(value) else approx(value)), (judged.goal, title)
        assert row["状态"] == str(judged.status)


def test_the_race_is_that_of_the_ranking(book, evidence):
    ranking = evidence.results.ranking[evidence.results.ranking["period"] == "2024Q2"].set_index("unit")
    for row in rows(book["赛马得分"]):
        unit = evidence.plan.unit_named(row["单位"]).id
        assert (row["名次"], row["得分"]) == (ranking["rank"][unit], approx(ranking["score"][unit]))
        assert row["市场主体总量"] == approx(ranking["score_market_entities"][unit])
    history = {row["单位"]: row for row in rows(book["历季名次"])}
    for unit, period, rank in evidence.results.ranking[["unit", "period", "rank"]].itertuples(index=False):
        words = next(p.words for p in evidence.results.periods if str(p) == period)
        assert history[evidence.plan.unit_of(unit).name][words] == (None if math.isnan(rank) else rank)


def test_every_figure_stands_on_the_sheet_of_sources_with_its_cell(book, evidence):
    found = [(r["指标"], r["单位"], r["数值"], r["文件"], r["工作表"], r["单元格"]) for r in rows(book["溯源"])]
    plan = evidence.plan
    cells = evidence.results.figures[["indicator", "unit", "value", "file", "sheet", "cell"]]
    expected = [
        (plan.indicator_of(i).name, plan.unit_of(u).name, v, f, s, c)
        for i, u, v, f, s, c in cells.itertuples(index=False)
    ]
    assert sorted(found) == sorted(expected)


def test_a_value_links_to_the_first_of_its_figures(book):
    sheet = book["目标进展"]
    head = [cell.value for cell in sheet[4]]
    cell = next(row for row in sheet.iter_rows(min_row=5) if row[0].value == "市场主体总量")[head.index("现值")]
    target = int(cell.hyperlink.location.split("!A")[1])
    before, source = ([c.value for c in book["溯源"][row]] for row in (target - 1, target))
    assert (source[0], source[3]) == ("市场主体总量", "2024年二季度")
    assert (before[0], before[3]) != (source[0], source[3])


def test_charts_are_native_and_read_their_numbers_from_cells(book, briefing):
    sheet = book["图表"]
    drawn = [chart for chart in briefing.charts if chart.shape != "heat"]
    assert len(sheet._charts) == len(drawn)
    cells = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)]
    values = {f"{value:.13g}" for value in cells}
    for chart in briefing.charts:
        assert {f"{v:.13g}" for s in chart.series for v in s.values if not math.isnan(v)} <= values


def test_sheets_are_ready_to_print(book):
    for sheet in book:
        assert sheet.print_area
        if sheet.title not in ("说明", "图表"):
            assert sheet.freeze_panes
            assert sheet.print_title_rows == "$4:$4"
            assert "示例数据，非真实统计" in str(sheet["A2"].value)


def test_shares_and_leads_show_as_on_paper(book):
    sheet = book["目标进展"]
    head = [cell.value for cell in sheet[4]]
    formats = {title: sheet.cell(5, k + 1).number_format for k, title in enumerate(head)}
    assert formats["完成率"] == "0.0%"
    assert formats["比序时"] == "+0.0;−0.0;0.0"
    assert formats["现值"] == "#,##0"


def test_nothing_that_others_wrote_is_a_formula(plan):
    odd = quarters.renamed(plan, "xian", "=cmd()")
    content = to_xlsx(compose(quarters.evidence(odd, quarters.figures(odd)), Wish()))
    book = load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "=cmd()" in {cell.value for cell in cells}
    assert all(cell.data_type != "f" for cell in cells)
    assert "=1+1 年检清理所致" in {cell.value for cell in cells}


def test_the_same_briefing_is_the_same_bytes(briefing):
    assert to_xlsx(briefing) == to_xlsx(briefing)
